package station

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// onHere is how many tiles of a class's families fit.
const onHere = 24

// heresOf are who came of a child's family.
func heresOf(file desk.ClassFile, child hub.ID) (out []care.ClassHere) {
	for _, h := range file.Here {
		if h.Subject == child && h.Known() && !h.Gone {
			out = append(out, h)
		}
	}
	return out
}

// hereLook is what one open page shows of who came, for as long as it is open.
type hereLook struct {
	frame page.Frame
	at    string // that a tap is posted to
	sheet string
	from  int
	just  string // child that was tapped last, here
	actor hub.Actor
}

// hereShow is who came: the invited families as tiles, then the others of the station. A
// tile that is taken on another screen is seen on this one.
func (s *Station) hereShow(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	f := v.classFrame(file.Class, "谁来了")
	f.Help = "class"
	if s.Cards != nil {
		f.Scans = classAt(file.Class.ID) + "/card"
	}
	look := hereLook{at: v.hereAt(file.Class.ID), sheet: v.URL.Query().Get("sheet"), from: max(0, number(v.URL.Query().Get("from"))), actor: v.who.Actor}
	if f.Undo = s.hereUndo(v, file); f.Undo != nil {
		look.just = v.URL.Query().Get("kid")
	}
	switch own := file.Class.Site == v.site.ID; {
	case s.isLive(file.Class.ID):
		f.Back, f.Idle = "/class/live", 0
		f.Main = &page.Link{Href: "/class/live", Text: "回去上课"}
	case !own && s.farOver(file.Class.ID):
		f.Back = "/near/over"
		f.Main = &page.Link{Href: "/near/over", Text: "好了"}
	case !own:
		f.Back = "/class"
	case file.Class.Held() && file.Class.Ledger == "":
		f.Main = &page.Link{Href: classAt(file.Class.ID) + "/ledger/heads", Text: "写台账"}
	}
	look.frame = f
	return v.shows(func(ctx context.Context) (page.Lively, error) {
		return s.herePage(ctx, look, file.Class.ID)
	}, func(p page.Lively, ticket string) page.View {
		full := p.(page.ClassHere)
		full.Ticket = ticket
		return full
	})
}

func (s *Station) herePage(ctx context.Context, l hereLook, of hub.ID) (page.ClassHere, error) {
	at := classAt(of) + "/here"
	p := page.ClassHere{Frame: l.frame, Action: l.at, Heads: classAt(of) + "/heads", Guest: classAt(of) + "/guest"}
	file, err := s.Desk.ClassFile(ctx, l.actor, of)
	if err != nil {
		return p, err
	}
	if file.Class.Site != l.actor.Site && !s.isLive(of) {
		p.Heads = "" // whoever held it has heard the number, and is gone
	}
	p.Counts = []page.Count{{Number: fmt.Sprint(file.Heads.Families), Word: "家"}, {Number: fmt.Sprint(file.Heads.Sum()), Word: "人"}}
	if n := file.Heads.Counted; n >= 0 {
		p.Counts = append(p.Counts, page.Count{Number: fmt.Sprint(n), Word: "数到"})
	}
	kids, err := s.hereSheet(ctx, l, file)
	if err != nil {
		return p, err
	}
	for _, one := range [][2]string{{"", "请了的"}, {"other", "别的孩子"}, {"here", "来了的"}} {
		p.Pages = append(p.Pages, page.Choice{Value: at + "?sheet=" + one[0], Text: one[1], On: l.sheet == one[0]})
	}
	from := l.from
	if from >= len(kids) {
		from = 0
	}
	if len(kids) > onHere {
		next := from + onHere
		if next >= len(kids) {
			next = 0
		}
		p.Pages = append(p.Pages, page.Choice{Value: fmt.Sprintf("%s?sheet=%s&from=%d", at, l.sheet, next), Text: "换一页"})
	}
	p.Tiles, p.Empty = kids[from:min(len(kids), from+onHere)], "这里没有孩子。来的人不带孩子，点下面“不带孩子的人”。"
	for i, k := range p.Tiles {
		p.Tiles[i].Just = l.just != "" && k.ID == l.just
	}
	return p, nil
}

// hereAt is who came, on the page of tiles that is shown.
func (v *visit) hereAt(id hub.ID) string {
	sheet := v.URL.Query().Get("sheet")
	if sheet != "other" && sheet != "here" {
		sheet = ""
	}
	return classAt(id) + "/here?sheet=" + sheet
}

// hereSheet are the tiles of one of the pages: "", other, here.
func (s *Station) hereSheet(ctx context.Context, l hereLook, file desk.ClassFile) (out []page.Kid, err error) {
	sheet := l.sheet
	invited, err := s.Desk.ExpectedAt(ctx, l.actor, file.Class.ID)
	if err != nil {
		return nil, err
	}
	asked := map[hub.ID]bool{}
	for _, one := range invited {
		asked[one.Child.ID] = true
		if sheet == "" {
			out = append(out, s.hereTile(file, one.Child))
		}
	}
	if sheet == "" {
		return out, nil
	}
	all, err := s.Desk.ChildrenOf(ctx, l.actor.Site)
	for _, c := range all {
		came := len(heresOf(file, c.ID)) > 0
		if sheet == "other" && !asked[c.ID] || sheet == "here" && came {
			out = append(out, s.hereTile(file, c))
		}
	}
	for _, h := range file.Here { // guests have no child
		if sheet == "here" && !h.Known() && !h.Gone {
			out = append(out, page.Kid{ID: h.ID.String(), Href: classAt(file.Class.ID) + "/guest?of=" + h.ID.String(), Name: file.Called[h.ID], Peg: page.PegOf("", h.ID), State: page.Here, Word: s.labelOf("class-here", "role", h.Role)})
		}
	}
	return out, err
}

// hereTile is a family's tile: a tap notes it, one that is here opens.
func (s *Station) hereTile(file desk.ClassFile, c care.Child) page.Kid {
	at := classAt(file.Class.ID) + "/here"
	k := page.Kid{ID: c.ID.String(), Name: c.Called(), Peg: childPeg(c), Word: "还没来", Value: c.ID.String()}
	came := heresOf(file, c.ID)
	if len(came) == 0 {
		return k
	}
	var words []string
	for _, h := range came {
		words = append(words, s.labelOf("class-here", "role", h.Role))
	}
	k.State, k.Word, k.Value, k.Href = page.Here, strings.Join(words, "、"), "", at+"/"+c.ID.String()
	if n := len(words); n > 2 {
		k.Word = fmt.Sprintf("%d 个人", n)
	}
	return k
}

// usualComer is who of a family is most likely to have come: who looks after it, at hand.
func usualComer(people []care.Person) (out care.Person) {
	for _, p := range people {
		if p.Withdrawn || p.Kinship == "sibling" {
			continue
		}
		if out.ID.IsZero() || p.Carer && !p.Away && !(out.Carer && !out.Away) {
			out = p
		}
	}
	return out
}

// hereUndo is the bar of the last tap: with whom, or with whom else.
func (s *Station) hereUndo(v *visit, file desk.ClassFile) *page.Undo {
	kid, err := hub.ParseID(v.URL.Query().Get("kid"))
	u := v.undo(v.hereAt(file.Class.ID), "", "记好了")
	if u == nil {
		return nil
	}
	u.Mark = "到"
	came := heresOf(file, kid)
	if err != nil || len(came) == 0 {
		return u
	}
	last := came[len(came)-1]
	u.Who, u.Text = file.Called[last.ID], "来了"
	if last.Minute > 0 { // 0: she is noted after the class
		u.Text = clock(last.Minute) + " 来了"
	}
	if last.Late {
		u.Text += "，来晚了"
	}
	child, err := s.Desk.File(v.ctx(), v.who.Actor, kid)
	if err != nil {
		return u // who else it may have been is a help, not more
	}
	for _, p := range child.People {
		if p.ID != last.Person && !p.Away && !p.Withdrawn && len(u.Choices) < 2 && p.Kinship != "sibling" {
			u.Choices = append(u.Choices, page.Choice{Value: kid.String() + "." + p.ID.String(), Text: kinOf(p)})
		}
	}
	return u
}

// hereTake is a tap on a tile, or the bar of the one before.
func (s *Station) hereTake(v *visit) error {
	id, err := v.pathID("class", "class.gone")
	if err != nil {
		return err
	}
	at := v.hereAt(id)
	switch {
	case v.form.Has("instead"):
		return s.hereInstead(v, id)
	case v.form.Has("undo"):
		if _, err := v.takeBack(); err != nil && hub.CodeOf(err) != hub.CodeConflict {
			return err
		}
		return v.see(at)
	}
	taps := v.form.IDs("tap")
	if len(taps) == 0 {
		return v.see(at)
	}
	return s.hereCome(v, id, taps[0], hub.ID{})
}

// hereCome notes that a family came; a zero person is the one who usually does.
func (s *Station) hereCome(v *visit, id, child, person hub.ID) error {
	came := desk.Came{Request: hub.DeriveID("tap", v.form.Request(), child.String()+person.String()), Class: id, Child: child, Person: person, Way: "room", Late: s.comesLate(id)}
	if person.IsZero() {
		file, err := s.Desk.File(v.ctx(), v.who.Actor, child)
		if err != nil {
			return err
		}
		came.Person = usualComer(file.People).ID
		if came.Person.IsZero() {
			came.Role = "mother"
		}
		if unborn(file.Child, s.Desk.Today()) == 1 {
			came.Role = "expecting"
		}
	}
	out, err := s.Desk.ComeToClass(v.ctx(), v.who.Actor, came)
	if err != nil {
		return err
	}
	return v.see(fmt.Sprintf("%s&kid=%s&done=%s", v.hereAt(id), child, out.Commit))
}

// lateAfter is from which minute of a class somebody comes late.
const lateAfter = 15

// comesLate says whether who is tapped now has come late.
func (s *Station) comesLate(id hub.ID) bool {
	if !s.isLive(id) {
		return false
	}
	now, _ := s.Class.Now()
	return s.Clock.Now().Wall.Sub(now.Began).Minutes() > lateAfter
}

// hereInstead says that somebody else of the family came.
func (s *Station) hereInstead(v *visit, id hub.ID) error {
	kid, who, _ := strings.Cut(v.form.Text("instead"), ".")
	child, err1 := hub.ParseID(kid)
	person, err2 := hub.ParseID(who)
	if err1 != nil || err2 != nil {
		return v.see(v.hereAt(id))
	}
	back := hub.DeriveID("back", v.form.Request(), who)
	if _, err := s.Desk.Undo(v.ctx(), v.who.Actor, back, v.form.ID("token")); err != nil && hub.CodeOf(err) != hub.CodeConflict {
		return err
	}
	return s.hereCome(v, id, child, person)
}

// hereCard is a family's card that is scanned while people come in.
func (s *Station) hereCard(v *visit) error {
	id, err := v.pathID("class", "class.gone")
	if err != nil {
		return err
	}
	if s.Cards == nil {
		return hub.E(hub.CodeNotFound, "card.none")
	}
	child, err := s.Cards.Open(v.ctx(), v.who.Actor, trailing(v.form.Text("card")))
	if err != nil {
		return err
	}
	return s.hereCome(v, id, child, hub.ID{})
}

// hereFamily is the class and the family of the path.
func (s *Station) hereFamily(v *visit) (desk.ClassFile, desk.File, error) {
	file, err := v.class()
	if err != nil {
		return file, desk.File{}, err
	}
	child, err := v.childID()
	if err != nil {
		return file, desk.File{}, err
	}
	family, err := s.Desk.File(v.ctx(), v.who.Actor, child)
	return file, family, err
}

// hereOne is who of a family came: several may.
func (s *Station) hereOne(v *visit) error {
	file, family, err := s.hereFamily(v)
	if err != nil {
		return err
	}
	at := classAt(file.Class.ID) + "/here"
	f := v.classFrame(file.Class, family.Child.Called()+"家")
	f.Back = at
	came := heresOf(file, family.Child.ID)
	p := page.Choose{Frame: f, Action: v.URL.Path, Question: "谁来了？", Field: "pick", Many: true, Prev: at, Next: "好了"}
	for _, person := range family.People {
		if person.Withdrawn {
			continue
		}
		t := page.Choice{Value: person.ID.String(), Text: kinOf(person), Small: person.Name}
		t.On = slices.ContainsFunc(came, func(h care.ClassHere) bool { return h.Person == person.ID })
		p.Tiles = append(p.Tiles, t)
	}
	for _, role := range []string{"mother", "paternal-grandmother", "maternal-grandmother", "expecting", "other"} {
		known := slices.ContainsFunc(family.People, func(p care.Person) bool { return p.Kinship == role && !p.Withdrawn })
		if known || role == "expecting" && file.Class.Kind != "pregnancy" {
			continue
		}
		t := page.Choice{Value: role, Text: s.labelOf("class-here", "role", role)}
		t.On = slices.ContainsFunc(came, func(h care.ClassHere) bool { return h.Role == role && h.Person.IsZero() })
		p.Tiles = append(p.Tiles, t)
	}
	if len(came) > 0 {
		p.Write = "签个字"
		p.Skip = "来晚了"
		if came[len(came)-1].Late {
			p.Skip = "不算晚"
		}
		p.Quiet = "点亮的是来了的，再点一下就不算。"
		if n := signedOf(came); n > 0 {
			p.Quiet = fmt.Sprintf("签了 %d 个字。%s", n, p.Quiet)
		}
	}
	return v.render(p)
}

func signedOf(came []care.ClassHere) (n int) {
	for _, h := range came {
		if len(h.Sign) > 0 {
			n++
		}
	}
	return n
}

// hereChange turns somebody of a family on or off, or says that they came late.
func (s *Station) hereChange(v *visit) error {
	file, family, err := s.hereFamily(v)
	if err != nil {
		return err
	}
	came := heresOf(file, family.Child.ID)
	at := classAt(file.Class.ID) + "/here"
	switch go_ := v.form.Text("go"); {
	case v.form.Has("pick"):
		return s.hereTurn(v, file, family, v.form.Text("pick"))
	case go_ == "write":
		return v.see(v.URL.Path + "/sign")
	case go_ == "skip" && len(came) > 0:
		last := came[len(came)-1]
		_, err := s.Desk.ComeToClass(v.ctx(), v.who.Actor, desk.Came{Request: v.form.Request(), Class: file.Class.ID, Child: family.Child.ID, Person: last.Person, Role: last.Role, Way: last.Way, Late: !last.Late, Sign: last.Sign})
		if err != nil {
			return err
		}
		return v.see(v.URL.Path)
	}
	return v.see(at)
}

func (s *Station) hereTurn(v *visit, file desk.ClassFile, family desk.File, picked string) error {
	person, err := hub.ParseID(picked)
	role := ""
	if err != nil {
		if role = s.codeOf("class-here", "role", picked); role == "" {
			return v.see(v.URL.Path)
		}
	}
	for _, h := range heresOf(file, family.Child.ID) {
		if h.Person == person && (role == "" || h.Role == role) {
			if _, err := s.Desk.NotAtClass(v.ctx(), v.who.Actor, v.form.Request(), h.ID); err != nil {
				return err
			}
			return v.see(v.URL.Path)
		}
	}
	_, err = s.Desk.ComeToClass(v.ctx(), v.who.Actor, desk.Came{Request: v.form.Request(), Class: file.Class.ID, Child: family.Child.ID, Person: person, Role: role, Way: "room", Late: s.comesLate(file.Class.ID)})
	if err != nil {
		return err
	}
	return v.see(v.URL.Path)
}

// hereSign is the pad on which who came signs.
func (s *Station) hereSign(v *visit) error {
	file, family, err := s.hereFamily(v)
	if err != nil {
		return err
	}
	came := heresOf(file, family.Child.ID)
	if len(came) == 0 {
		return v.see(classAt(file.Class.ID) + "/here/" + family.Child.ID.String())
	}
	return v.render(s.herePad(v, file, family, unsignedOf(came), nil))
}

// unsignedOf is the first who has not signed, else the last.
func unsignedOf(came []care.ClassHere) care.ClassHere {
	for _, h := range came {
		if len(h.Sign) == 0 {
			return h
		}
	}
	return came[len(came)-1]
}

func (s *Station) herePad(v *visit, file desk.ClassFile, family desk.File, h care.ClassHere, faults page.Errors) page.Sign {
	f := v.classFrame(file.Class, "请"+s.labelOf("class-here", "role", h.Role)+"签个字")
	f.Back, f.Errors = classAt(file.Class.ID)+"/here/"+family.Child.ID.String(), faults
	return page.Sign{Frame: f, Action: v.URL.Path, Who: file.Called[h.ID], What: "手指写就行", Strokes: strokes(drawn(v)), Prev: f.Back, Next: "签好了"}
}

func (s *Station) hereSigned(v *visit) error {
	file, family, err := s.hereFamily(v)
	if err != nil {
		return err
	}
	if v.form.Has("keep") { // a signature stands on the glass until it is done
		v.w.WriteHeader(204)
		return nil
	}
	came := heresOf(file, family.Child.ID)
	if len(came) == 0 {
		return v.see(classAt(file.Class.ID) + "/here")
	}
	h := unsignedOf(came)
	drawn, err := signature(v)
	if err != nil {
		return v.again(err, s.herePad(v, file, family, h, page.Faults(err)))
	}
	_, err = s.Desk.ComeToClass(v.ctx(), v.who.Actor, desk.Came{Request: v.form.Request(), Class: file.Class.ID, Child: family.Child.ID, Person: h.Person, Role: h.Role, Way: h.Way, Late: h.Late, Sign: drawn})
	if err != nil {
		return err
	}
	return v.see(classAt(file.Class.ID) + "/here/" + family.Child.ID.String())
}

package station

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// careTaps is what was tapped so far: it stands in the page, and is posted with each tap.
type careTaps struct {
	group  string
	picked hub.ID
	ago    int
	said   map[hub.ID]string // by child what its tile stands at
}

// careNoteShow shows every child in the house at the usual answer.
func (s *Station) careNoteShow(v *visit) error {
	t, board, err := s.careNote(v)
	if err != nil {
		return err
	}
	_, group := careGroups(board, v.URL.Path, v.URL.Query().Get("group"))
	var d tapped
	if _, err := v.draft(careDraft(string(t.code), group), &d); err != nil {
		return err
	}
	return v.render(s.carePage(v, t, board, d.begin(group, s.Desk.Today(), board, t.begins(s, board))))
}

// begins is where a tile stands before anybody has touched it.
func (t careThing) begins(s *Station, b desk.CareBoard) func(desk.CareKid) string {
	waking := t.waking(b)
	return func(k desk.CareKid) string { return t.first(s, k, waking) }
}

// careNoteTake takes a tap: a child, its answer, or all at once.
func (s *Station) careNoteTake(v *visit) error {
	t, board, err := s.careNote(v)
	if err != nil {
		return err
	}
	taps := v.careTaps()
	draft := careDraft(string(t.code), taps.group)
	if _, err := v.draft(draft, &tapped{}); err != nil {
		return err
	}
	if v.form.Text("go") != "next" {
		as := leaf{What: t.title, Where: "还没记下", At: ofGroup(v.URL.Path, taps.group), On: board.Day}
		if err := v.keepDraft(careDraft(string(t.code), taps.group), as, taps.kept(board.Day, board, t.begins(s, board))); err != nil {
			return err
		}
		return v.render(s.carePage(v, t, board, taps))
	}
	note := desk.CareNote{Request: v.form.Request(), Day: s.Desk.Today(), Minute: max(0, s.Desk.Minute()-taps.ago), Thing: t.code}
	for _, k := range board.Kids {
		if answer, shown := taps.said[k.Child.ID]; shown && answer != "" && answer != notNow {
			note.Of = append(note.Of, desk.CareAnswer{Child: k.Child.ID, Answer: answer})
		}
	}
	out, err := s.Desk.NoteCare(v.ctx(), v.who.Actor, note)
	switch {
	case question(err):
		p := s.carePage(v, t, board, taps)
		p.Errors = page.Errors{"": page.Faults(err)[""]}
		return v.again(err, p)
	case err != nil:
		return err
	}
	if err := v.dropDraft(draft); err != nil {
		return err
	}
	if out.Commit.IsZero() {
		return v.see("/care")
	}
	return v.see("/care?what=" + string(t.code) + "&done=" + out.Commit.String())
}

// careNote is the thing of the path, and the children.
func (s *Station) careNote(v *visit) (careThing, desk.CareBoard, error) {
	t, ok := careThingOf(v.PathValue("thing"))
	if !ok {
		return t, desk.CareBoard{}, hub.E(hub.CodeNotFound, "care.answer")
	}
	board, err := s.Desk.Care(v.ctx(), v.who.Actor, v.site.ID, s.Desk.Today())
	return t, board, err
}

// waking says whether it is asked who woke: somebody is asleep.
func (t careThing) waking(b desk.CareBoard) bool {
	return t.code == care.Sleep && slices.ContainsFunc(b.Kids, func(k desk.CareKid) bool { return k.Here() && k.Care.Asleep() })
}

// careTaps reads what the page held and what was pressed on it.
func (v *visit) careTaps() careTaps {
	taps := careTaps{group: v.form.Text("group"), said: map[hub.ID]string{}, ago: min(max(0, v.form.Int("ago")), 180)}
	for _, one := range v.form.All("kid") {
		child, answer, _ := strings.Cut(one, ".")
		if id, err := hub.ParseID(child); err == nil {
			taps.said[id] = answer
		}
	}
	switch picked := v.form.ID("picked"); {
	case v.form.Has("how") && !picked.IsZero():
		taps.said[picked] = v.form.Text("how")
	case v.form.Has("pick"):
		taps.picked = v.form.ID("pick")
	}
	return taps
}

// onOneCarePage is how many tiles have room for a line about what a child must not eat.
const onOneCarePage = 24

// carePage lays the tiles out: all children, or one group after the other.
func (s *Station) carePage(v *visit, t careThing, b desk.CareBoard, taps careTaps) page.CareBatch {
	f := v.frame(t.title)
	f.Back, f.Here = "/care", v.URL.Path
	p := page.CareBatch{Frame: f, Action: v.URL.Path, Question: t.question, Quiet: "不一样的，点一下", Prev: "/care",
		Group: taps.group, Ago: strconv.Itoa(taps.ago), Empty: "这个班现在没有孩子。"}
	waking := t.waking(b)
	switch {
	case t.code == care.Toilet:
		p.Quiet = "点一下是谁"
	case waking:
		p.Question, p.Quiet = "醒了没有？", "还在睡的、没睡好的，点一下"
	}
	p.Pages, p.Group = careGroups(b, v.URL.Path, taps.group)
	p.Action = ofGroup(v.URL.Path, p.Group)
	writes := 0
	for _, k := range b.Kids {
		if p.Group != "" && k.Enrolment.Group.String() != p.Group {
			continue
		}
		id := k.Child.ID
		tile := s.careTile(t, k, taps.said[id], t.first(s, k, waking))
		tile.On = id == taps.picked
		if tile.On {
			p.Picked = &page.Person{ID: tile.ID, Name: tile.Name, Peg: tile.Peg}
			p.Answers = marked(t.answers(s, k), taps.said[id])
		}
		p.Kids = append(p.Kids, tile)
		p.Said = append(p.Said, tile.ID+"."+taps.said[id])
		if a := taps.said[id]; a != "" && a != notNow {
			writes++
		}
	}
	if t.timed() {
		p.Agos = marked(agos(), p.Ago)
	}
	if writes > 0 {
		p.Next = fmt.Sprintf("记下 %d 个", writes)
	}
	return p
}

// careGroups are the pages of a site with more children than one page shows.
func careGroups(b desk.CareBoard, at, chosen string) (pages []page.Choice, group string) {
	if len(b.Kids) <= onOneCarePage {
		return nil, ""
	}
	group = chosen
	if !slices.ContainsFunc(b.Groups, func(g care.Group) bool { return g.ID.String() == chosen }) && len(b.Groups) > 0 {
		group = b.Groups[0].ID.String()
	}
	for _, g := range b.Groups {
		pages = append(pages, page.Choice{Value: at + "?group=" + g.ID.String(), Text: g.Name, On: g.ID.String() == group})
	}
	return pages, group
}

// careTile is a child's tile: what it stands at, else what the record says.
func (s *Station) careTile(t careThing, k desk.CareKid, said, first string) page.CareKid {
	noted := t.noted(s, k)
	tile := page.CareKid{Harm: t.harm(k), ID: k.Child.ID.String(), Name: k.Child.Called(), Peg: page.PegOf(k.Child.Peg, k.Child.ID), Word: noted.word}
	switch {
	case said == "" && noted.answer != "":
		tile.Noted = true
	case said == "" && !k.Here():
		tile.Word = clock(k.Day.Out) + " 走了"
	case said == "":
		tile.Word = "还没有"
	default:
		for _, a := range t.answers(s, k) {
			if a.Value == said {
				tile.Word = a.Text
			}
		}
		tile.Differ = said != first
	}
	return tile
}

// timed says whether it matters when it was.
func (t careThing) timed() bool { return t.code == care.Sleep }

// agos are how long ago it was.
func agos() []page.Choice {
	out := []page.Choice{{Value: "0", Text: "刚刚"}}
	for _, m := range []int{15, 30} {
		out = append(out, page.Choice{Value: strconv.Itoa(m), Text: fmt.Sprintf("%d 分钟前", m)})
	}
	return out
}

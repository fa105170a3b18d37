package station

import (
	"cmp"
	"fmt"
	"net/http"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/class"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/ime"
	"yizhan/kiosk/page"
)

// nearRoutes are the classes of the neighbouring stations: one tap, and the slides, the
// voice and the phones are here too.
func (s *Station) nearRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /near/ask", s.signed(s.nearAsk))
	mux.HandleFunc("POST /near/ask", s.signed(s.nearWrite))
	mux.HandleFunc("GET /near/over", s.signed(s.nearOver))
	mux.HandleFunc("POST /near/over", s.signed(s.nearSeen))
	mux.HandleFunc("GET /near/picture/{slide}", s.open(s.nearPicture))
}

// nearRows are the classes that neighbours hold now.
func (s *Station) nearRows(v *visit) (out []page.Row) {
	if s.Near == nil || s.Class == nil {
		return nil
	}
	if now, _ := s.Class.Now(); now.State != class.None {
		return nil
	}
	if over, ok := s.Near.Over(); ok {
		out = append(out, page.Row{Icon: "i-ear", Bold: over.Station + "的课下课了", Text: over.Title, Small: "这里来了谁，记了没有", Href: "/near/over", Way: "看"})
	}
	all, err := s.Near.Classes(v.ctx())
	if err != nil {
		s.Log.Error("the neighbours' classes could not be read", "cause", err) // the page's own rows are there all the same
	}
	for _, c := range all {
		out = append(out, page.Row{Icon: "i-ear", Bold: c.Station + "正在上课", Text: c.Title, Tag: "现在", Care: true,
			Do: []page.Choice{{Value: c.Class.String(), Text: "在这里听"}}})
	}
	return out
}

// nearJoin follows a neighbour's class here.
func (s *Station) nearJoin(v *visit) error {
	if s.Near == nil || !v.who.Actor.May(hub.ActTeach) {
		return hub.E(hub.CodeForbidden, "desk.may-not")
	}
	if err := s.Near.Join(v.ctx(), v.form.ID("do")); err != nil {
		return err
	}
	return v.see("/class/live")
}

// far is how a neighbour's class is followed here; ok is false where it is none.
func (s *Station) far(now class.Now) (f NearNow, ok bool) {
	if s.Near == nil || now.From.IsZero() {
		return f, false
	}
	return s.Near.Now()
}

// farDo carries out what can be done with a neighbour's class; ok is false for what else
// was pressed.
func (s *Station) farDo(do string) (ok bool) {
	if s.Near == nil {
		return false
	}
	switch do {
	case "leave":
		s.Near.Leave()
	case "loud":
		s.Near.Loud(true)
	case "hush":
		s.Near.Loud(false)
	default:
		return false
	}
	return true
}

// farPage is what of a neighbour's class differs from an own one: nothing is turned here,
// its voice may come from the loudspeaker, and a question goes over.
func (s *Station) farPage(p *page.ClassLive, f NearNow) {
	p.State, p.Slide.Turning, p.Ask = "far", page.Turning{}, "/near/ask"
	p.Loud = &page.Choice{Value: "loud", Text: "喇叭放出来"}
	if f.Loud {
		p.Loud = &page.Choice{Value: "hush", Text: "喇叭不放了", On: true}
	}
	if f.Lost {
		p.Trouble = inSentence(hub.E(hub.CodeUnknown, "class.far-lost"))
	}
}

// besideRows are what comes from neighbours that follow: hands, and questions with the
// station that asks.
func besideRows(now class.Now) (out []page.Choice) {
	for i, q := range now.Questions {
		out = append(out, page.Choice{Value: fmt.Sprintf("q-%d", i), Text: q.From + "问：" + q.Text})
	}
	for _, b := range now.Beside {
		if b.Hands > 0 {
			out = append(out, page.Choice{Text: fmt.Sprintf("%s有 %d 人举手", b.Name, b.Hands)})
		}
	}
	return out
}

// ownQuestion is the most letters of a question to a neighbour.
const ownQuestion = 100

const nearDraft = "near-ask"

func nearQuestion(v *visit) posed {
	f := v.frame("替人问一句")
	f.Back, f.Idle = "/class/live", 0
	most := int64(ownQuestion)
	return posed{f: &form.Field{Name: "text", Label: "问讲课的人什么", Help: "不写名字，那边只看见是哪个站问的", Type: form.Text, Required: true, Max: &most},
		key: "text", frame: f, action: "/near/ask", prev: "/class/live", next: "问出去"}
}

func (s *Station) nearAsk(v *visit) error {
	d := sheeting{}
	if _, err := v.draft(nearDraft, &d); err != nil {
		return err
	}
	return v.render(s.ask(v, &d, nearQuestion(v)))
}

func (s *Station) nearWrite(v *visit) error {
	d := sheeting{}
	if _, err := v.draft(nearDraft, &d); err != nil {
		return err
	}
	d.opened(nearQuestion(v))
	done := v.press(&d.Open.Typing, ime.General, false, ownQuestion)
	if text := d.Open.Typing.Text; done && v.form.Text("go") == "next" && text != "" {
		if err := v.dropDraft(nearDraft); err != nil {
			return err
		}
		if s.Near != nil {
			now, _ := s.Near.Now()
			s.Near.Say(now.Heads, text)
		}
		return v.see("/class/live")
	}
	if err := v.keepDraft(nearDraft, leaf{What: "替人问一句", At: "/near/ask"}, d); err != nil {
		return err
	}
	if v.form.Has("keep") {
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	return v.see("/near/ask")
}

// farOver says whether a neighbour's class was followed here to its end, and is not put away.
func (s *Station) farOver(of hub.ID) bool {
	if s.Near == nil {
		return false
	}
	over, ok := s.Near.Over()
	return ok && over.Class == of
}

// nearOver says that a neighbour's class is over: who taught, who was here, and what is left
// to do here.
func (s *Station) nearOver(v *visit) error {
	over, ok := NearOver{}, false
	if s.Near != nil {
		over, ok = s.Near.Over()
	}
	if !ok {
		return v.see("/class")
	}
	file, err := s.Desk.ClassFile(v.ctx(), v.who.Actor, over.Class)
	if err != nil && hub.CodeOf(err) != hub.CodeNotFound {
		return err
	}
	f := v.frame(over.Station + "的课")
	f.Hint, f.Back = "", "/class"
	taught := over.Title
	if over.Lecturer != "" {
		taught += "，" + over.Lecturer + "讲的"
	}
	p := page.Message{Frame: f, Icon: "i-people", Kind: "good", Head: "下课了", Lines: []string{taught + "。"}}
	switch n := file.Heads.Sum(); {
	case n > 0:
		p.Lines = append(p.Lines, fmt.Sprintf("这里记了 %d 家 %d 人。", file.Heads.Families, n))
		p.Post = []page.Post{{Action: "/near/over", Field: "do", Value: "more", Text: "再记几个"}, {Action: "/near/over", Field: "do", Value: "seen", Text: "好了", Main: true}}
	case over.Heads > 0:
		p.Lines = append(p.Lines, fmt.Sprintf("这里数到 %d 人，没记是谁。", over.Heads))
	default:
		p.Lines = append(p.Lines, "这里来了谁，还没记。")
	}
	if p.Post == nil {
		p.Ways = []page.Link{{Href: classAt(over.Class) + "/here", Text: "记下这里来了谁"}}
		p.Post = []page.Post{{Action: "/near/over", Field: "do", Value: "seen", Text: "不用记"}}
	}
	return v.render(p)
}

// nearSeen puts it away.
func (s *Station) nearSeen(v *visit) error {
	if s.Near == nil {
		return v.see("/class")
	}
	if over, ok := s.Near.Over(); ok && v.form.Text("do") == "more" {
		return v.see(classAt(over.Class) + "/here")
	}
	s.Near.Seen()
	return v.see("/class")
}

// nearPicture is a picture that the neighbour shows now: everybody in the room sees it.
func (s *Station) nearPicture(v *visit) error {
	if s.Near == nil {
		return hub.E(hub.CodeNotFound, "photo.none")
	}
	body, mime, err := s.Near.Picture(v.ctx(), number(v.PathValue("slide")))
	if err != nil {
		return hub.E(hub.CodeNotFound, "photo.none").Because(err)
	}
	if mime != "image/jpeg" && mime != "image/png" {
		return hub.E(hub.CodeNotFound, "photo.none")
	}
	v.w.Header().Set("Content-Type", mime)
	v.w.Header().Set("Cache-Control", "private, max-age=600")
	_, err = v.w.Write(body)
	return err
}

// nearReplays are the recordings of neighbours' classes that lie here.
func (s *Station) nearReplays(v *visit) (out []page.Row) {
	for _, r := range s.nearRecordings(v) {
		out = append(out, page.Row{Icon: "i-ear", Bold: r.Title, Text: calendar.Date(r.Day, s.Desk.Today()), Small: joinFacts(r.Station+"的课", r.Lecturer, minutesWord(heardMS(r.From, r.To, r.MS))),
			Href: replayAt(r.Class), Way: "听"})
	}
	return out
}

func (s *Station) nearRecordings(v *visit) []NearRecording {
	if s.Near == nil {
		return nil
	}
	all, err := s.Near.Recordings(v.ctx())
	if err != nil {
		s.Log.Error("the neighbours' recordings could not be read", "cause", err) // the own ones are there all the same
	}
	return all
}

// nearRecording is a neighbour's recording that lies here, as families hear it.
func (s *Station) nearRecording(v *visit, id hub.ID) (one heardClass, ok bool) {
	for _, r := range s.nearRecordings(v) {
		if r.Class == id {
			return heardClass{Class: id, Title: r.Title, Of: r.Station + "的课", From: r.From, To: cmp.Or(r.To, r.MS)}, true
		}
	}
	return one, false
}

// farHeads tells the neighbour how many sit here, who were written down or counted.
func (s *Station) farHeads(now class.Now, file desk.ClassFile) {
	f, ok := s.far(now)
	if heads := max(file.Heads.Sum(), f.Heads); ok && heads != f.Heads {
		s.Near.Say(heads, "")
	}
}

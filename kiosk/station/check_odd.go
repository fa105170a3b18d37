package station

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/care/day"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// oddLook is a look at a child with whom something is not right, as far as it has got:
// 一摸二看三问四查, a step each, then what is done. It is kept sealed for the worker who
// looks, until the day is over: the open screen itself keeps nothing about a child.
type oddLook struct {
	at    string // touch, temp, look, ask, find, then
	again bool   // the second temperature only
	said  map[string][]string
	temp  int // tenths of a degree; 0: not taken
}

// oddSteps are the steps in their order; the middle four are fields of the form.
var (
	oddSteps = []string{"touch", "temp", "look", "ask", "find", "then"}
	oddWords = map[string][2]string{
		"touch": {"摸", "摸一摸额头、手心、下巴底下"}, "temp": {"量", "量一量体温"}, "look": {"看", "看一看"},
		"ask": {"问", "问一问家里人"}, "find": {"查", "查一查手脚、嘴里、口袋"}, "then": {"办", "怎么办？"},
	}
)

func (o oddLook) packed() string {
	v := url.Values{"at": {o.at}, "temp": {strconv.Itoa(o.temp)}}
	if o.again {
		v.Set("again", "1")
	}
	for field, codes := range o.said {
		v[field] = codes
	}
	return v.Encode()
}

// oddOf reads what packed wrote. What is not a code of the form is refused when noted.
func oddOf(said string, again bool) oddLook {
	o := oddLook{at: "touch", again: again, said: map[string][]string{}}
	if again {
		o.at = "temp"
	}
	v, err := url.ParseQuery(said)
	if err != nil || said == "" {
		return o
	}
	if slices.Contains(oddSteps, v.Get("at")) {
		o.at = v.Get("at")
	}
	o.again = v.Get("again") != ""
	o.temp, _ = strconv.Atoi(v.Get("temp"))
	for _, field := range oddSteps {
		if len(v[field]) > 0 && field != "temp" {
			o.said[field] = v[field]
		}
	}
	return o
}

// move goes n steps on or back; ok is false where that leads out.
func (o *oddLook) move(n int) (ok bool) {
	steps := oddSteps
	if o.again {
		steps = []string{"temp", "then"}
	}
	i := slices.Index(steps, o.at) + n
	if i < 0 || i >= len(steps) {
		return false
	}
	o.at = steps[i]
	return true
}

// checkOdd asks the first step, or the one at which she was stopped.
func (s *Station) checkOdd(v *visit) error {
	return s.onWall(v, "/check", s.Desk.Today(), idList(v.PathValue("id")), func(screen wallScreen, of []desk.WallChild) error {
		o := oddOf("", v.URL.Query().Has("again"))
		var d talked
		if _, err := v.draftOf(screen.actor.Staff, talkDraft("look", of[0].Child.ID), &d); err != nil {
			return err
		}
		if was := oddOf(d.Said, o.again); d.Day == s.Desk.Today() && was.again == o.again {
			o = was
		}
		return s.oddShow(v, screen, of[0], o, nil)
	})
}

// oddKeep keeps how far a look has got, and shows it.
func (s *Station) oddKeep(v *visit, screen wallScreen, c desk.WallChild, o oddLook, pressed *page.Stepper) error {
	staff, at := screen.actor.Staff, "/check/child/"+c.Child.ID.String()
	if o.again {
		at += "?again=1"
	}
	as := leaf{What: slotTitle(s.Desk.Daily().SlotAt(s.Desk.Minute())), Who: c.Child.Called(), Where: "写到“" + oddWords[o.at][0] + "”", At: at, On: s.Desk.Today()}
	if err := v.keepDraftOf(staff, talkDraft("look", c.Child.ID), as, talked{s.Desk.Today(), o.packed()}); err != nil {
		return err
	}
	return s.oddShow(v, screen, c, o, pressed)
}

// checkOddTap is a press on a step; the last one notes everything.
func (s *Station) checkOddTap(v *visit) error {
	return s.onWall(v, "/check", s.Desk.Today(), idList(v.PathValue("id")), func(screen wallScreen, of []desk.WallChild) error {
		c, o := of[0], oddOf(v.form.Text("said"), false)
		if _, err := v.draftOf(screen.actor.Staff, talkDraft("look", c.Child.ID), &talked{}); err != nil {
			return err
		}
		pick, step := v.form.Text("pick"), v.form.Text("go")
		var stepper *page.Stepper
		if o.at == "temp" {
			pressed := s.thermometer(o.temp).Press(v.form.Text)
			stepper, o.temp = &pressed, pressed.Value
			if step == "next" && pressed.Beyond() {
				return s.oddAgain(v, screen, c, o, stepper, hub.E(hub.CodeInvalid, "check.temp"))
			}
		}
		switch {
		case step == "back":
			if !o.move(-1) {
				return v.see("/check")
			}
			return s.oddKeep(v, screen, c, o, nil)
		case step == "next":
			o.move(1)
			return s.oddKeep(v, screen, c, o, nil)
		case o.at == "then" && pick != "":
			return s.oddDone(v, screen, c, o, pick)
		case pick != "":
			o.said[o.at] = toggled(o.said[o.at], pick)
		}
		return s.oddKeep(v, screen, c, o, stepper)
	})
}

// thermometer is the number of a temperature, in tenths of a degree.
func (s *Station) thermometer(tenths int) page.Stepper {
	def, _ := s.Desk.Forms().Get("temp")
	f, _ := def.Field("tenths")
	return page.Stepper{Field: "tenths", Name: "体温", Value: tenths, Start: s.Desk.Daily().Fever.Start, Min: int(*f.Min), Max: int(*f.Max),
		Units: []page.Unit{{Code: "c", Name: "度", Scale: f.Scale, Step: 1}}, Unit: "c", Wide: true}
}

func (s *Station) oddShow(v *visit, screen wallScreen, c desk.WallChild, o oddLook, pressed *page.Stepper) error {
	p, err := s.oddPage(v, screen, c, o, pressed)
	if err != nil {
		return err
	}
	return v.render(p)
}

func (s *Station) oddAgain(v *visit, screen wallScreen, c desk.WallChild, o oddLook, pressed *page.Stepper, matter error) error {
	p, err := s.oddPage(v, screen, c, o, pressed)
	if err != nil {
		return err
	}
	field := "pick"
	if o.at == "temp" {
		field = "tenths"
	}
	p.Errors = faultAt(matter, field)
	return v.again(matter, p)
}

func (s *Station) oddPage(v *visit, screen wallScreen, c desk.WallChild, o oddLook, pressed *page.Stepper) (page.CheckStep, error) {
	f := v.frame(c.Child.Called())
	f.Idle, f.Back, f.Help = 0, "/check", "check"
	p := page.CheckStep{Frame: f, Action: "/check/child/" + c.Child.ID.String(), Question: oddWords[o.at][1], Said: o.packed(), Many: true, Next: "都没有，下一步"}
	if o.at == oddSteps[0] || o.again && o.at == "temp" {
		p.Prev = "/check"
	}
	if len(o.said[o.at]) > 0 {
		p.Next = "下一步"
	}
	past := true
	for _, step := range oddSteps {
		if o.again {
			break
		}
		past = past && step != o.at
		p.Steps = append(p.Steps, page.Step{Text: oddWords[step][0], Now: step == o.at, Did: past})
	}
	switch o.at {
	case "temp":
		if pressed == nil {
			t := s.thermometer(o.temp)
			pressed = &t
		}
		p.Stepper, p.Next = pressed, "下一步"
		// the figures are pressed in the browser: a button cannot say whether there are any
		p.Quiet = fmt.Sprintf("量腋下，%s 度起按发烧办。没有量，直接点“下一步”。", page.Unit{Scale: 10, Step: 1}.Say(s.Desk.Daily().Fever.From))
	case "then":
		return s.oddThen(v, screen, c, o, p)
	default:
		f, _ := s.field("check", o.at)
		for _, opt := range f.Choices {
			p.Tiles = append(p.Tiles, page.Choice{Value: opt.Code, Text: opt.Label, On: slices.Contains(o.said[o.at], opt.Code)})
		}
	}
	return p, nil
}

// oddThen asks what is done; what the temperature asks for stands first.
func (s *Station) oddThen(v *visit, screen wallScreen, c desk.WallChild, o oddLook, p page.CheckStep) (page.CheckStep, error) {
	p.Many, p.Few, p.Next = false, true, ""
	watch := page.Choice{Value: "watch", Text: "留下，多看几眼", Icon: "i-find"}
	room := page.Choice{Value: "room", Text: "到观察室", Small: "告诉家里，等家里来接", Icon: "i-hand"}
	p.Tiles = []page.Choice{watch, room}
	if o.temp == 0 {
		return p, nil
	}
	now := s.Desk.Minute()
	next, err := s.Desk.FeverOf(v.ctx(), screen.actor, c.Child.ID, day.Reading{Minute: now, Tenths: o.temp})
	warm := page.Unit{Scale: 10, Step: 1}.Say(o.temp) + " 度"
	switch next.Step {
	case day.FeverRoom:
		p.Note = &page.Note{Icon: "i-warn", Bold: warm + "，烧着。", Text: "到观察室，给家里打电话。"}
		p.Tiles = []page.Choice{room, watch}
	case day.FeverWait, day.FeverAgain:
		at := clock(max(next.At, now))
		p.Note = &page.Note{Icon: "i-clock", Bold: warm + "，热。", Text: "歇一歇，" + at + " 再量一次。跑过、哭过、穿多了也会热。"}
		p.Tiles[0].Small = at + " 再量一次"
	case day.FeverNone:
		p.Note = &page.Note{Kind: "good", Icon: "i-check", Bold: warm + "，不烧。"}
	}
	return p, err
}

// oddDone notes it. A child in the room is the start of what follows there, with a PIN.
func (s *Station) oddDone(v *visit, screen wallScreen, c desk.WallChild, o oddLook, then string) error {
	out, err := s.Desk.NoteOdd(v.ctx(), screen.actor, desk.Odd{
		Request: v.form.Request(), Child: c.Child.ID, Day: s.Desk.Today(), Minute: s.Desk.Minute(),
		Touch: o.said["touch"], Look: o.said["look"], Ask: o.said["ask"], Find: o.said["find"], Tenths: o.temp, Then: then,
	})
	if err != nil {
		if !question(err) {
			return err
		}
		return s.oddAgain(v, screen, c, o, nil, err)
	}
	if err := v.dropDraftOf(screen.actor.Staff, talkDraft("look", c.Child.ID)); err != nil {
		return err
	}
	s.did(screen.id, "odd", out, c.Child.ID)
	if then == "room" {
		return v.see("/ill/" + c.Child.ID.String())
	}
	return v.see("/check")
}

// tempWord is when a child is measured once more: 8:12 再量.
func tempWord(n day.Next) string {
	switch n.Step {
	case day.FeverWait:
		return clock(n.At) + " 再量"
	case day.FeverAgain:
		return "该再量了"
	}
	return ""
}

package station

import (
	"context"
	"fmt"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/kiosk/page"
)

// countEvery is how often the page of a class counts who came: what was noted elsewhere is
// seen soon, and a bar that follows a voice does not read records.
const countEvery = 2 * time.Second

// liveShow is the class that is held now.
func (s *Station) liveShow(v *visit) error {
	if s.Class == nil {
		return v.see("/class")
	}
	now, _ := s.Class.Now()
	if now.State == class.None {
		if s.Near != nil {
			if _, ok := s.Near.Over(); ok {
				return v.see("/near/over")
			}
		}
		return v.see("/class")
	}
	f := v.frame(now.Title)
	f.Idle, f.Back, f.OnAir = 0, "/class", nil // this page is the banner itself
	actor, tone := v.who.Actor, v.URL.Query().Has("tone") && now.State == class.Open
	qr, err := s.classPicture(now.Code)
	if err != nil {
		return err
	}
	came, counted := "", time.Time{}
	nearly := now.Nearly
	return v.shows(func(ctx context.Context) (page.Lively, error) {
		if n, _ := s.Class.Now(); n.State == class.None || n.Class != now.Class {
			return nil, hub.E(hub.CodeNotFound, "class.gone") // the page asks again, and is led to the list
		}
		if s.Clock.Now().Wall.Sub(counted).Abs() > countEvery {
			file, err := s.Desk.ClassFile(ctx, actor, now.Class)
			if err != nil {
				return nil, err
			}
			came, counted = cameWord(file), s.Clock.Now().Wall
			s.farHeads(now, file)
		}
		p := s.livePage(f)
		p.QR, p.Came, p.Tone = qr, came, tone || p.Nearly && !nearly
		nearly = p.Nearly
		if came == "还没记" {
			p.Came = "谁来了"
		}
		return p, nil
	}, func(p page.Lively, ticket string) page.View {
		full := p.(page.ClassLive)
		full.Ticket = ticket
		tone = false // it has sounded
		return full
	})
}

// livePage is what of a class changes from one moment to the next.
func (s *Station) livePage(f page.Frame) page.ClassLive {
	now, _ := s.Class.Now()
	state := s.Class.Sound().State()
	p := page.ClassLive{Frame: f, Action: "/class/live", State: string(now.State), Level: level(state, state.Open), Slide: s.slide(now), Code: now.Code,
		Guests: fmt.Sprintf("在听：手机 %d 部", now.Guests), Visits: classAt(now.Class) + "/here", Sheet: classAt(now.Class) + "/code", Thumbs: now.Thumbs, Asking: now.Asking}
	p.Slide.Turning = page.Turning{Action: "/class/live", Before: max(0, now.Slide-1)}
	if now.Slide < len(now.Slides) {
		p.Slide.After = now.Slide + 1
	}
	if n := len(now.Beside); n > 0 {
		p.Guests = fmt.Sprintf("在听：手机 %d、邻站 %d", now.Guests, n)
	}
	s.answers(&p, now)
	shown := handsShown
	if state.Trouble != nil || state.Card != nil {
		shown--
	}
	for _, g := range now.Hands {
		p.Hands = append(p.Hands, page.Choice{Value: g.ID, Text: g.Name})
	}
	p.Hands = append(p.Hands, besideRows(now)...)
	p.Hands = p.Hands[:min(len(p.Hands), shown)]
	if shown < handsShown && len(p.Hands) > 0 {
		p.Right = "" // who asks now comes before what was asked
	}
	if s.quizzed(now) && now.From.IsZero() {
		p.Quiz = "发三道题"
		if now.Asking {
			p.Quiz = "收起题目"
		}
	}
	p.Head, p.Word = liveWords(now, state)
	p.Nearly = leftWord(now, state) != ""
	switch {
	case now.Silent != nil:
		p.Trouble = inSentence(now.Silent)
	case state.Trouble != nil:
		p.Trouble = inSentence(state.Trouble)
	case state.Card != nil:
		p.Trouble = inSentence(state.Card)
	}
	if f, ok := s.far(now); ok {
		s.farPage(&p, f)
	}
	return p
}

// handsShown is how many fit; the others come up when these were asked.
const handsShown = 2

// quizzed says whether a lesson with questions is shown.
func (s *Station) quizzed(now class.Now) bool {
	for _, one := range now.Slides {
		if _, ok := s.Desk.Lessons().Get(one.Lesson); ok {
			return true
		}
	}
	return false
}

// liveWords is how the microphone stands, and how much was recorded.
func liveWords(now class.Now, state class.SoundState) (head, word string) {
	head = "话筒开着"
	switch {
	case !now.From.IsZero():
		head = "听邻站上课"
	case now.State == class.Paused && now.Silent == nil:
		head = "先停一停，话筒关着"
	case !state.Open || state.Trouble != nil:
		head = "正在上课，没有声音"
	}
	if n := int(state.Recorded.Seconds()); n > 0 {
		word = fmt.Sprintf("已录 %d 分 %d 秒", n/60, n%60)
		if !now.From.IsZero() { // it is recorded over there
			word = fmt.Sprintf("听了 %d 分 %d 秒", n/60, n%60)
		}
	}
	if n := leftWord(now, state); n != "" {
		head, word = n+"，话筒自己关", "到两个小时了。说完就点“下课”，"+word
	}
	return head, word
}

// leftWord is how long the microphone stays open, once that is nearly over; "" before.
func leftWord(now class.Now, state class.SoundState) string {
	if !now.Nearly || !state.Open || state.Left <= 0 {
		return ""
	}
	return fmt.Sprintf("还有 %d 分钟", int(state.Left.Minutes())+1)
}

// liveTake turns a slide, pauses, goes on, ends.
func (s *Station) liveTake(v *visit) error {
	if s.Class == nil {
		return v.see("/class")
	}
	if !v.who.Actor.May(hub.ActTeach) {
		return hub.E(hub.CodeForbidden, "desk.may-not")
	}
	now, _ := s.Class.Now()
	var err error
	switch do := v.form.Text("do"); {
	case s.farDo(do):
	case strings.HasPrefix(v.form.Text("down"), "q-"):
		err = s.Class.Answered(number(v.form.Text("down")[len("q-"):]))
	case do == "end":
		return s.endClass(v, now.Class)
	case v.form.Has("turn"):
		err = s.Class.Turn(v.form.Int("turn"))
	case v.form.Has("down"):
		err = s.Class.Raise(class.Guest{ID: v.form.Text("down")}, false)
	case do == "pause":
		err = s.Class.Pause()
	case do == "resume":
		err = s.Class.Resume()
	case do == "ask":
		err = s.Class.Ask(!now.Asking)
	}
	if err != nil && hub.CodeOf(err) != hub.CodeNotFound { // not found: what was tapped is over already
		return err
	}
	if do := v.form.Text("do"); do == "resume" && err == nil {
		return v.see("/class/live?tone=1")
	}
	return v.see("/class/live")
}

// endClass ends a class. What follows is the first page of its ledger, which lets it go on
// where that was a slip.
func (s *Station) endClass(v *visit, id hub.ID) error {
	if id.IsZero() {
		return v.see("/class")
	}
	if _, err := s.Class.End(v.ctx(), v.who.Actor, v.form.Request()); err != nil && hub.CodeOf(err) != hub.CodeNotFound {
		return err
	}
	return v.see(classAt(id) + "/ledger/heads?over=1")
}

// slideShow is a slide and nothing else: for a television, and for the box's own screen.
// What it shows everybody in the room sees; it stands open while a class is held.
func (s *Station) slideShow(v *visit) error {
	f := v.frame("正在上课")
	f.Idle, f.Alarm, f.Back = 0, false, "/class/live"
	if s.Class == nil {
		return v.see("/")
	}
	if now, _ := s.Class.Now(); now.State == class.None {
		return v.see("/class")
	}
	way := ""
	if at := s.phoneAddress(); at != "" {
		way = "手机打开 " + at + "/c"
	}
	turns := v.who.Signed
	return v.shows(func(context.Context) (page.Lively, error) {
		now, _ := s.Class.Now()
		p := page.ClassShow{Frame: f, Slide: s.slide(now), Code: now.Code, Way: way}
		if now.State == class.None {
			p.Slide = page.Slide{Head: "下课了"}
		} else if turns {
			p.Slide.Turning = page.Turning{Action: "/class/turn", Before: max(0, now.Slide-1)}
			if now.Slide < len(now.Slides) {
				p.Slide.After = now.Slide + 1
			}
		}
		return p, nil
	}, func(p page.Lively, ticket string) page.View {
		full := p.(page.ClassShow)
		full.Ticket = ticket
		return full
	})
}

// showTurn turns a slide on the page that shows nothing else.
func (s *Station) showTurn(v *visit) error {
	if s.Class != nil {
		if err := s.Class.Turn(v.form.Int("turn")); err != nil && hub.CodeOf(err) != hub.CodeNotFound {
			return err
		}
	}
	return v.see("/class/show")
}

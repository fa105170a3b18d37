package station

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/class"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
)

// startShow is looked at before a class: is she heard, is there room, how do phones get in.
func (s *Station) startShow(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	if s.isLive(file.Class.ID) {
		return v.see("/class/live")
	}
	if s.Class == nil {
		return hub.E(hub.CodeNotFound, "class.no-room-here")
	}
	f, said := v.classFrame(file.Class, "上课之前看一看"), ""
	if why := v.URL.Query().Get("why"); soundKey(why) {
		f.Note = &page.Note{Icon: "i-mic-off", Text: words.Say(why)}
	}
	tried := v.URL.Query().Has("tried")
	if s.Speaker != nil && v.URL.Query().Has("tone") {
		said = "响了三声，听见了就好"
		if _, why := s.Speaker.Now(); why != nil {
			said = inSentence(why)
		}
	}
	slides, c := len(file.Slides), file.Class
	fed, looked := Power{}, time.Time{}
	return v.shows(func(context.Context) (page.Lively, error) {
		p := s.startPage(f, c, slides, said, tried)
		if now := s.Clock.Now().Wall; s.Power != nil && now.Sub(looked).Abs() > powerEvery {
			fed, looked = s.Power(), now
		}
		if line, ok := fed.fact(); ok {
			p.Lines = slices.Insert(p.Lines, 2, line)
		}
		return p, nil
	},
		func(p page.Lively, ticket string) page.View {
			full := p.(page.ClassCheck)
			full.Ticket = ticket
			return full
		})
}

// roomWanted is what an hour of sound takes, and then some; below it the page says so.
const roomWanted = 64 << 20

func (s *Station) startPage(f page.Frame, c care.Class, slides int, said string, tried bool) page.ClassCheck {
	state := s.Class.Sound().State()
	state.Trying = state.Trying && state.Note.IsZero() // a notice is spoken on its own page
	p := page.ClassCheck{Frame: f, Action: classAt(c.ID) + "/start", Level: level(state, state.Trying), Trying: state.Trying, Open: "开始上课"}
	p.Tried = tried && !state.Trying
	switch {
	case p.Tried:
		p.Level.Word = "放出来听听，听得清就好"
	case !state.Trying:
		p.Level.Word = "说几句话，看条子动不动"
	}
	if state.Trouble != nil {
		p.Level.Word, p.Level.Care, p.Level.Off = inSentence(state.Trouble), true, true
		p.Open = "没有话筒，也上课"
	}
	if cut, ok := s.Class.Cut(); ok && cut.Class == c.ID {
		p.Open, p.Over = "接着上", "断的时候就上完了"
	}
	speaker := page.Fact{Word: "喇叭", Text: said, Way: "响三声"}
	if said == "" {
		speaker.Text = "放试音、放课文用"
	}
	if s.Speaker == nil {
		speaker = page.Fact{Word: "喇叭", Text: "这台机器自己没有喇叭", Gap: true}
	}
	room := page.Fact{Word: "录音的地方", Text: "够用"}
	switch free := state.Free; {
	case state.Card != nil && state.Trouble == nil:
		room.Text, room.Gap = inSentence(state.Card), true
	case state.Trouble != nil:
		room.Text, room.Gap = "没有话筒，不录音", true
	case free < roomWanted:
		room.Text, room.Gap = "只剩一点，录不满一节课。课照样上", true
	}
	shown := page.Fact{Word: "讲的几页", Text: fmt.Sprintf("%d 页", slides), Href: classAt(c.ID) + "/slides", Way: "看"}
	if slides == 0 {
		shown.Text, shown.Gap, shown.Way = "没有，只讲不看也行", true, "挑几页"
	}
	phones := page.Fact{Word: "手机听课", Text: "扫码就能进", Href: classAt(c.ID) + "/code", Way: "上课号"}
	if s.phoneAddress() == "" {
		phones.Text, phones.Gap = "手机现在连不上这台机器，屋里照样上", true
	}
	p.Lines = []page.Fact{speaker, room, shown, phones}
	return p
}

// level is the bar of what the microphone hears.
func level(state class.SoundState, open bool) page.Level {
	open = open && state.Trouble == nil
	l := page.Level{Now: state.Level, Word: "声音正好", Off: !open}
	switch {
	case !open:
		l.Word = "话筒关着"
	case state.Muted:
		l.Word = "喇叭在放，话筒先不收"
	case state.Loud:
		l.Word, l.Care = "太响了，离远一点", true
	case state.Quiet:
		l.Word, l.Care = "声音太小，靠近一点", true
	}
	return l
}

// startTake tries the microphone, or begins. What is the matter with sound is said on the
// page; it keeps nobody from holding a class.
func (s *Station) startTake(v *visit) error {
	id, err := v.pathID("class", "class.gone")
	if err != nil {
		return err
	}
	if s.Class == nil {
		return hub.E(hub.CodeNotFound, "class.no-room-here")
	}
	at, sound := classAt(id)+"/start?tried=1", s.Class.Sound()
	switch v.form.Text("do") {
	case "try":
		err = sound.Try()
	case "shut":
		if sound.State().Note.IsZero() {
			sound.TryEnd()
		}
	case "replay":
		err = sound.Replay()
	case "tone":
		ctx, cancel := context.WithTimeout(v.ctx(), tryPatience)
		defer cancel()
		if s.Speaker != nil {
			if err := s.Speaker.Try(ctx); err != nil {
				s.Log.Warn("the loudspeaker was tried, and is silent", "cause", err)
			}
		}
		return v.see(classAt(id) + "/start?tone=1")
	case "open":
		return s.openClass(v, id)
	case "over":
		if _, err := s.Class.EndCut(v.ctx(), v.who.Actor, v.form.Request()); err != nil && hub.CodeOf(err) != hub.CodeNotFound {
			return err
		}
		return v.see(classAt(id))
	}
	if err == nil {
		return v.see(at)
	}
	s.Log.Warn("the microphone was tried", "cause", err)
	if e, ok := errors.AsType[*hub.Error](err); ok && soundKey(e.Key) {
		at += "&why=" + e.Key
	}
	return v.see(at)
}

// soundKey says whether an address may name a sentence of a microphone or loudspeaker.
func soundKey(key string) bool {
	return (strings.HasPrefix(key, "mic.") || strings.HasPrefix(key, "sound.") || strings.HasPrefix(key, "class.")) && words.Has(key)
}

func (s *Station) openClass(v *visit, id hub.ID) error {
	s.Class.Sound().TryEnd()
	if _, err := s.Class.Open(v.ctx(), v.who.Actor, v.form.Request(), id); err != nil {
		return err
	}
	return v.see("/class/live?tone=1")
}

// onAir says on every page that the microphone is open.
func (s *Station) onAir() *page.OnAir {
	if s.Class == nil {
		return nil
	}
	switch state := s.Class.Sound().State(); {
	case state.Trying && !state.Note.IsZero() && state.Trouble == nil:
		return s.spokenAir(state)
	case state.Trying && state.Trouble == nil:
		return &page.OnAir{Word: "试一试", Href: "/class"}
	case state.Open && (state.Card != nil || state.Trouble != nil):
		return &page.OnAir{Word: "正在上课", Href: "/class/live", Silent: state.Trouble != nil}
	case state.Open:
		now, _ := s.Class.Now()
		if left := leftWord(now, state); left != "" {
			return &page.OnAir{Word: left, Href: "/class/live"}
		}
		return &page.OnAir{Word: "正在录音", Href: "/class/live"}
	}
	return nil
}

// phoneAddress is where phones find this box; "" where they do not.
func (s *Station) phoneAddress() string {
	if s.Phones == nil || s.Phones.At == nil {
		return ""
	}
	if at := s.Phones.At(); len(at) > 0 {
		return at[0]
	}
	return ""
}

// inSentence is an error as people read it.
func inSentence(err error) string {
	for _, sentence := range page.Faults(err) {
		return sentence
	}
	return ""
}

package station

import (
	"context"
	"errors"
	"fmt"
	"time"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
)

// Notices are notices of classes for the village loudspeaker, as a worker spoke them into
// the microphone of this box. They lie on it, and go a month after the class.
type Notices interface {
	Tapes
	// Note opens the microphone for a minute at most, or until TryEnd of the class's Sound;
	// what it heard waits to be kept. Errors: CodeConflict class.sound-busy, class.note-busy.
	Note(class hub.ID) error
	// KeepNote keeps what waits, in the place of a former one.
	KeepNote(class hub.ID) error
	Length(class hub.ID) (time.Duration, error)
	Remove(class hub.ID) error
}

func noticeAt(id hub.ID) string { return classAt(id) + "/notice" }

// noticeShow is what is read out for the village loudspeaker, and the microphone that
// hears it.
func (s *Station) noticeShow(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	if s.Notices == nil || s.Class == nil {
		return hub.E(hub.CodeNotFound, "class.no-room-here")
	}
	f := v.classFrame(file.Class, "录一遍通知")
	f.Back = classAt(file.Class.ID) + "/aloud"
	if why := v.URL.Query().Get("why"); soundKey(why) {
		f.Note = &page.Note{Icon: "i-mic-off", Text: words.Say(why)}
	}
	said, of := s.villageWords(v, file.Class), file.Class.ID
	names, err := s.everybodyByID(v)
	if err != nil {
		return err
	}
	return v.shows(func(ctx context.Context) (page.Lively, error) { return s.noticePage(ctx, f, of, said, names) },
		func(p page.Lively, ticket string) page.View {
			full := p.(page.ClassNotice)
			full.Ticket = ticket
			return full
		})
}

// noticeLasts is how long the microphone stays open for one.
const noticeLasts = time.Minute

func (s *Station) noticePage(ctx context.Context, f page.Frame, of hub.ID, said []string, names map[hub.ID]care.Staff) (page.ClassNotice, error) {
	p := page.ClassNotice{Frame: f, Action: noticeAt(of), Words: said}
	keep := []page.Post{{Value: "keep", Text: "就用这段", Icon: "i-check", Main: true}}
	if s.speaking(&p, of, noticeLasts, "点“就用这段”，就是答应用喇叭放自己的声音。", keep) {
		return p, nil
	}
	switch voice, _, err := s.Desk.Voice(ctx, of); {
	case err != nil:
		return p, err
	default:
		kept, err := s.Notices.Length(of)
		if err != nil {
			return p, err
		}
		if kept == 0 {
			p.Level.Word = "点“开始录”，看到条子动了，照着上面念。最长一分钟。"
			p.Post = []page.Post{{Value: "record", Text: "开始录", Icon: "i-mic", Main: true}}
			break
		}
		p.Level.Word = "存好了，" + secondsWord(kept) + "。上完课一个月自己删掉。"
		if name := names[voice.By].Name; name != "" {
			p.Level.Word = name + "念的，" + secondsWord(kept) + "，本人答应放的。上完课一个月自己删掉。"
		}
		p.Post = []page.Post{{Value: "drop", Text: "不要了"}, speakAgain}
		if s.Player != nil {
			p.Post = append(p.Post, page.Post{Value: "play", Text: "用喇叭放", Icon: "i-speak"})
		}
		if s.Sticks != nil {
			p.Post = append(p.Post, page.Post{Value: "stick", Text: "存到 U 盘", Icon: "i-stick", Main: true})
		}
	}
	return p, nil
}

func secondsWord(d time.Duration) string { return fmt.Sprintf("%d 秒", max(1, int(d.Seconds()))) }

// noticeTake opens the microphone and shuts it, keeps what was spoken, and hands it out.
// What is the matter with sound is said on the page.
func (s *Station) noticeTake(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	if s.Notices == nil || s.Class == nil {
		return hub.E(hub.CodeNotFound, "class.no-room-here")
	}
	if !v.who.Actor.May(hub.ActTeach) {
		return hub.E(hub.CodeForbidden, "desk.may-not")
	}
	of, at := file.Class.ID, noticeAt(file.Class.ID)
	switch v.form.Text("do") {
	case "record":
		err = s.Notices.Note(of)
	case "stop":
		if s.Class.Sound().State().Note == of { // somebody else's goes on
			s.Class.Sound().TryEnd()
		}
	case "hear":
		if s.Class.Sound().State().Note == of {
			err = s.Class.Sound().Replay()
		}
	case "keep":
		err = s.keepNotice(v, of)
	case "drop":
		if err = s.Notices.Remove(of); err == nil {
			err = s.Desk.DropVoice(v.ctx(), v.who.Actor, v.form.Request(), of)
		}
	case "play":
		if s.Player == nil {
			break
		}
		sound, _, err := s.Notices.Open(of, 0, 0)
		if err != nil {
			return err
		}
		s.Player.Play("通知："+file.Class.Title, 0, sound)
		return v.see(playingAt)
	case "stick":
		return s.noticeToStick(v, file.Class)
	}
	if err == nil {
		return v.see(at)
	}
	s.Log.Warn("a notice was spoken", "cause", err)
	if e, ok := errors.AsType[*hub.Error](err); ok && soundKey(e.Key) {
		return v.see(at + "?why=" + e.Key)
	}
	return err
}

// noticeToStick puts the notice on a stick, as any player of a village loudspeaker plays it.
func (s *Station) noticeToStick(v *visit, c care.Class) error {
	at := noticeAt(c.ID)
	if s.Sticks == nil {
		return v.see(at)
	}
	if !s.stickTakes() {
		return s.stickFirst(v, "通知", at)
	}
	tape, mime, err := s.Notices.Open(c.ID, 0, 0)
	if err != nil {
		return err
	}
	return s.tapeToStick(v, tape, mime, "通知-"+calendar.Date(c.Day, c.Day)+"-"+s.labelOf("class", "kind", c.Kind), at)
}

// keepNotice keeps what she spoke, and that she agreed to be heard: her record stands
// before anybody can play it.
func (s *Station) keepNotice(v *visit, of hub.ID) error {
	if err := s.Desk.MayVoice(v.who.Actor); err != nil {
		return err
	}
	lasts := s.Class.Sound().State().Recorded
	if err := s.Notices.KeepNote(of); err != nil {
		return err
	}
	_, err := s.Desk.KeepVoice(v.ctx(), v.who.Actor, v.form.Request(), of, int(lasts.Milliseconds()))
	if err != nil { // whose it is nobody would know
		return errors.Join(err, s.Notices.Remove(of))
	}
	return nil
}

package station

import (
	"context"
	"errors"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/class"
	"yizhan/hub/desk"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
)

// There is one way of speaking into the box, whatever it is for: the words in large type,
// how loud it is, 开始录, 念完了, and what becomes of it.

// speakAgain records anew.
var speakAgain = page.Post{Value: "record", Text: "重录", Icon: "i-mic"}

// speaking fills the page of who speaks into the microphone while it is used, and while
// what it heard waits; ok is false where neither is so.
func (s *Station) speaking(p *page.ClassNotice, of hub.ID, lasts time.Duration, promise string, keep []page.Post) (ok bool) {
	state := s.Class.Sound().State()
	mine := state.Note == of
	p.Level = level(state, state.Trying && mine)
	switch {
	case state.Open:
		p.Level.Word, p.Level.Care = inSentence(hub.E(hub.CodeConflict, "class.sound-busy")), true
	case mine && state.Trying:
		if state.Trouble != nil {
			p.Level.Word, p.Level.Care = inSentence(state.Trouble), true
		} else if left := lasts - state.Recorded; !p.Level.Care || left < 10*time.Second {
			p.Level.Word = "在录了，还能录 " + secondsWord(left)
		}
		p.Post = []page.Post{{Value: "stop", Text: "念完了", Icon: "i-stop", Main: true}}
	case mine && state.Recorded > 0:
		p.Level.Word = "录了 " + secondsWord(state.Recorded) + "。" + promise
		p.Post = append([]page.Post{speakAgain}, keep...)
		if s.Speaker != nil {
			p.Post = append([]page.Post{{Value: "hear", Text: "放出来听", Icon: "i-speak"}}, p.Post...)
		}
	default:
		return false
	}
	return true
}

// spokenAir says on every page that somebody speaks into the microphone.
func (s *Station) spokenAir(state class.SoundState) *page.OnAir {
	air := &page.OnAir{Word: "正在录音", Href: noticeAt(state.Note)}
	if at, ok := s.speaks.Load(state.Note); ok {
		air.Href = at.(string)
	}
	return air
}

func speakAt(key string) string { return "/say/clip/" + key + "/speak" }

// sentenceLasts is how long the microphone stays open for one: prompts are written to be
// spoken in 20 s, and plain samples of more weigh more than a sentence may.
const sentenceLasts = 30 * time.Second

// speakShow is a sentence of 念一遍, and the microphone that hears it.
func (s *Station) speakShow(v *visit) error {
	prompt, of, err := s.spoken(v)
	if err != nil {
		return err
	}
	f := v.frame("念一遍")
	f.Hint, f.Back, f.Help = prompt.Name, "/say/clip/"+prompt.Key, "say"
	if why := v.URL.Query().Get("why"); soundKey(why) {
		f.Note = &page.Note{Icon: "i-mic-off", Text: words.Say(why)}
	}
	return v.shows(
		func(context.Context) (page.Lively, error) {
			p := page.ClassNotice{Frame: f, Action: speakAt(prompt.Key), Words: []string{prompt.Text}}
			keep := []page.Post{{Value: "keep-common", Text: "用，是普通话"}, {Value: "keep-local", Text: "用，是本地话", Icon: "i-check", Main: true}}
			if !s.speaking(&p, of, sentenceLasts, "点“用”，就是答应在站里放自己的声音。", keep) {
				p.Level.Word = "点“开始录”，看到条子动了，照着上面念。"
				p.Post = []page.Post{{Value: "record", Text: "开始录", Icon: "i-mic", Main: true}}
			}
			return p, nil
		},
		func(p page.Lively, ticket string) page.View {
			full := p.(page.ClassNotice)
			full.Ticket = ticket
			return full
		})
}

// spoken is the sentence, and what the microphone calls it while this worker speaks it.
func (s *Station) spoken(v *visit) (prompt care.Prompt, of hub.ID, err error) {
	prompt, ok := s.Desk.PromptOf(v.PathValue("key"))
	if !ok || s.Speech == nil || s.Class == nil {
		return prompt, of, hub.E(hub.CodeNotFound, "clip.no-prompt")
	}
	return prompt, hub.DeriveID("speak", v.who.Actor.Staff, prompt.Key), s.Desk.MaySpeak(v.who.Actor, prompt.Key, true)
}

// speakTake opens the microphone and shuts it, and keeps what she spoke as her sentence.
func (s *Station) speakTake(v *visit) error {
	prompt, of, err := s.spoken(v)
	if err != nil {
		return err
	}
	sound, at, do := s.Class.Sound(), speakAt(prompt.Key), v.form.Text("do")
	switch {
	case do == "record":
		s.speaks.Clear() // one is spoken at a time
		s.speaks.Store(of, at)
		err = s.Speech.Speak(of, sentenceLasts)
	case sound.State().Note != of: // somebody else's goes on
	case do == "stop":
		sound.TryEnd()
	case do == "hear":
		err = sound.Replay()
	case strings.HasPrefix(do, "keep-"):
		var out hub.Outcome
		err = s.Speech.Taken(of, func(file []byte) error {
			var err error
			out, err = s.Voices.Speak(v.ctx(), v.who.Actor, desk.Spoken{
				Request: v.form.Request(), Prompt: prompt.Key, Speech: strings.TrimPrefix(do, "keep-"), Agreed: true,
			}, file)
			return err
		})
		if err == nil {
			return v.see("/say/clip/" + prompt.Key + "?new=1&done=" + out.Commit.String())
		}
	}
	if err == nil {
		return v.see(at)
	}
	if e, ok := errors.AsType[*hub.Error](err); ok && soundKey(e.Key) {
		return v.see(at + "?why=" + e.Key)
	}
	return err
}

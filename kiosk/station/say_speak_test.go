package station_test

import (
	"testing"
	"time"

	"yizhan/hub"
)

// sentence is a microphone that hears one sentence.
type sentence struct {
	mic  *mic
	file string
}

func (s *sentence) Speak(of hub.ID, most time.Duration) error {
	if s.mic.state.Open {
		return hub.E(hub.CodeConflict, "class.sound-busy")
	}
	s.mic.state.Note = of
	return s.mic.Try()
}

func (s *sentence) Taken(_ hub.ID, keep func([]byte) error) error {
	err := keep([]byte(s.file))
	if err == nil {
		s.mic.state.Note, s.mic.state.Recorded = hub.ID{}, 0
	}
	return err
}

// A sentence of 念一遍 is spoken as a notice is: on the same page, by the same taps; it is
// the worker's own, and she says so by keeping it. A box without a microphone offers files.
func TestASentenceIsSpoken(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	s, at := b.screen, "/say/clip/sign-here"
	m := b.classroom()
	s.get(at).lacks("现在就念")
	b.station.Speech = &sentence{m, "RIFF签名"}
	s.get(at).shows("现在就念").get(at+"/speak").shows("开始录").tap(at+"/speak", "do", "record").shows("还能录 30 秒", "念完了")
	s.get("/").shows("正在录音").link(at + "/speak").shows("念完了")
	m.state.Recorded = 6 * time.Second
	s.get(at+"/speak").tap(at+"/speak", "do", "stop").shows("录了 6 秒", "答应在站里放")
	s.get(at+"/speak").tap(at+"/speak", "do", "keep-common").on(at).shows("张桂兰", "普通话", "收好了")
	s.get(at + "/speak").shows("开始录")
	m.state.Open = true
	s.get(at+"/speak").shows("正在上课，话筒正用着").post(at+"/speak", s.form("do", "record")).shows("正在上课，话筒正用着")
	if m.state.Trying {
		t.Error("it is spoken into a class")
	}
}

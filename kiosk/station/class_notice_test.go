package station_test

import (
	"io"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
)

// spoken is a notice in memory, through the microphone of a test.
type spoken struct {
	sounds
	mic  *mic
	kept time.Duration
}

func (n *spoken) Note(of hub.ID) error {
	if n.mic.state.Open {
		return hub.E(hub.CodeConflict, "class.sound-busy")
	}
	n.mic.state.Note = of
	return n.mic.Try()
}

func (n *spoken) KeepNote(hub.ID) error {
	n.kept, n.mic.state.Note = n.mic.state.Recorded, hub.ID{}
	return nil
}

func (n *spoken) Length(hub.ID) (time.Duration, error) { return n.kept, nil }
func (n *spoken) Remove(hub.ID) error                  { n.kept = 0; return nil }

func (n *spoken) Open(of hub.ID, from, to time.Duration) (io.ReadSeekCloser, string, error) {
	if n.kept == 0 {
		return nil, "", hub.E(hub.CodeNotFound, "class.no-recording")
	}
	return n.sounds.Open(of, from, to)
}

// A notice is read into the microphone by taps, played, put on a stick and taken back;
// while it is read every page says so, and during a class nobody reads.
func TestNoticeIsSpoken(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	m := b.classroom()
	s, at := b.screen, b.planned()
	s.get(at + "/aloud").shows("念过了").lacks("录一遍通知")
	n, loud, drive := &spoken{mic: m}, &played{}, &stick{files: map[string][]byte{}}
	b.station.Notices, b.station.Player, b.station.Sticks = n, loud, drive
	at2 := at + "/notice"
	s.get(at+"/aloud").tap(at+"/told", "do", "notice").on(at2).shows("各位乡亲", "开始录").tap(at2, "do", "record").shows("还能录 60 秒", "念完了")
	s.get("/").shows("正在录音").get(at + "/start").shows("试一试话筒")
	s.post(at+"/start", s.form("do", "shut"))
	if !m.state.Trying {
		t.Error("the page of a class shuts the microphone of a notice")
	}
	m.state.Recorded = 32 * time.Second
	s.get(at2).tap(at2, "do", "stop").shows("录了 32 秒", "答应").get("/").lacks("正在录音")
	s.get(at2).tap(at2, "do", "keep").shows("念的，32 秒，本人答应放的", "不要了").tap(at2, "do", "play").on("/sound/play")
	if loud.body != "sound" {
		t.Errorf("it plays %+v", loud)
	}
	s.get(at2).tap(at2, "do", "stick").shows("存到 U 盘上了")
	for name := range drive.files {
		if !strings.HasPrefix(name, "通知-11月") || !strings.HasSuffix(name, "-妈妈课堂.mp3") {
			t.Errorf("it is called %q", name)
		}
	}
	if len(drive.files) != 1 {
		t.Errorf("%d files are on the stick", len(drive.files))
	}
	voice, _, err := b.desk.Voice(t.Context(), lessonOf(t, at))
	if err != nil || !voice.Agreed || voice.By != b.worker || voice.MS != 32000 {
		t.Errorf("who spoke it, and agreed: %+v %v", voice, err)
	}
	s.get(at2).tap(at2, "do", "drop").shows("开始录").post(at2, s.form("do", "stick"))
	if len(drive.files) != 1 {
		t.Error("what was taken back goes on a stick")
	}
	m.state.Open = true
	s.get(at2).shows("正在上课，话筒正用着").post(at2, s.form("do", "record")).shows("正在上课，话筒正用着")
	if m.state.Trying {
		t.Error("it is read into a class")
	}
}

// lessonOf is the class whose page an address is.
func lessonOf(t *testing.T, at string) hub.ID {
	t.Helper()
	id, err := hub.ParseID(strings.TrimPrefix(at, "/class/"))
	if err != nil {
		t.Fatal(err)
	}
	return id
}

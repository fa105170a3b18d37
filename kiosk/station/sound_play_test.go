package station_test

import (
	"io"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/lesson"
)

// played is a loudspeaker that notes what it plays.
type played struct {
	name   string
	on     bool
	why    error
	volume int
	body   string
}

func (p *played) Play(name string, _ time.Duration, file io.ReadCloser) {
	defer file.Close()
	body, _ := io.ReadAll(file)
	p.name, p.on, p.why, p.body = name, true, nil, string(body)
}
func (p *played) Stop() { p.on = false }
func (p *played) Playing() (string, bool, time.Duration, error) {
	return p.name, p.on, 80 * time.Second, p.why
}
func (p *played) Volume() int                 { return p.volume }
func (p *played) SetVolume(percent int) error { p.volume = percent; return nil }

// A lesson is played on the loudspeaker from its page, stopped, and made softer; what a
// siren ended says so.
func TestLessonOnTheLoudspeaker(t *testing.T) {
	b := newBox(t)
	l := lesson.Shipped().All()[0]
	b.packs.of = l.Key
	at := "/lesson/" + l.Key
	s := b.screen
	if s.get(at + "?page=1"); s.has("用喇叭放") {
		t.Error("a box without a player offers to play")
	}
	loud := &played{volume: 60}
	b.station.Player = loud
	s.get("/sound/play").shows("喇叭没有在放", "中等")
	s.get(at+"?page=1").shows("用喇叭放").tap(at+"/sound", "do", "play").on("/sound/play").shows("喇叭正在放", l.Title)
	if loud.body != "0123456789" || loud.name != l.Title {
		t.Errorf("it plays %+v", loud)
	}
	s.tap("/sound/play", "do", "louder").shows("声音现在是 大。").tap("/sound/play", "do", "softer").tap("/sound/play", "do", "softer").tap("/sound/play", "do", "softer").shows("最小")
	if s.has("小声一点") || loud.volume != 20 {
		t.Errorf("softer than softest: %d", loud.volume)
	}
	s.tap("/sound/play", "do", "stop").shows("放到 1:20", l.Title)
	loud.why = hub.E(hub.CodeConflict, "play.siren")
	s.get("/sound/play").shows("喇叭没放完", "报警")
	s.get("/sound").shows("声音大小")
}

package station_test

import (
	"context"
	"encoding/json"
	"net/http"
	"regexp"
	"testing"

	"yizhan/hub"
	"yizhan/kiosk/station"
)

// speaker is a loudspeaker that is told how it is.
type speaker struct {
	sounds bool
	why    error
	tried  int
}

func (s *speaker) Try(context.Context) error { s.tried++; return s.why }
func (s *speaker) Now() (bool, error)        { return s.sounds, s.why }

// mute is a box without a sound service.
type mute struct{ *seams }

func (mute) Sound(context.Context) (microphones, loudspeakers []string, err error) {
	return nil, nil, hub.E(hub.CodeNotFound, "sound.service")
}

func TestLoudspeakerIsTried(t *testing.T) {
	b := newBox(t)
	loud := &speaker{}
	b.station.Speaker = loud
	s := b.screen.get("/state").link("/sound").tap("/sound", "do", "try").on("/sound").shows("响了三声", "听见了，就是好的")
	if loud.tried != 1 {
		t.Errorf("tried %d times", loud.tried)
	}
	loud.why = hub.E(hub.CodeNotFound, "sound.none")
	s.tap("/sound", "do", "try").shows("喇叭没响", "没有插喇叭", "邻站照样响")
	b.station.Speaker = nil
	s.tap("/sound", "do", "try").on("/sound").shows("试一试喇叭")
	b.station.Box = mute{&seams{b}}
	s.get("/state").shows("没有声音服务")
}

// The loudspeaker calls when the screens do, and no longer; a drill says how it did.
func TestSirenFollowsTheScreens(t *testing.T) {
	b := newBox(t)
	loud := &speaker{sounds: true}
	bell := &heard{}
	b.station.Speaker, b.station.Bell = loud, bell
	nobody := b.stranger(nil)
	like := func(what string, wantRings, wantDrill bool) {
		t.Helper()
		rings, drill, err := b.station.Siren(b.ctx)
		b.must(err)
		res, err := nobody.Get(b.server.URL + "/alarm/now")
		b.must(err)
		defer res.Body.Close()
		var page struct{ Rings, Hushed, Drill bool }
		if res.StatusCode != http.StatusNoContent {
			b.must(json.NewDecoder(res.Body).Decode(&page))
		}
		if rings != wantRings || rings && drill != wantDrill {
			t.Errorf("%s: the loudspeaker rings %t, drill %t", what, rings, drill)
		}
		if rings != (page.Rings && !page.Hushed) || rings && drill != page.Drill {
			t.Errorf("%s: the screens %+v, the loudspeaker %t, drill %t", what, page, rings, drill)
		}
	}
	like("nothing", false, false)
	drill := b.tells(nobody, "/alarm", "do", "drill").Header.Get("Location")
	like("a drill", true, true)
	b.screen.get(drill).shows("本机的喇叭在响")
	if main := regexp.MustCompile(`class="btn main" name="do" value="(\w+)"`).FindAllStringSubmatch(b.screen.page, -1); len(main) != 1 || main[0][1] != "over" || b.screen.has("误报") {
		t.Errorf("the main actions of a drill: %v", main)
	}
	loud.sounds, loud.why = false, hub.E(hub.CodeNotFound, "sound.none")
	b.screen.get(drill).shows("本机的喇叭没响")
	b.tells(nobody, drill, "do", "hush")
	like("a drill that was silenced here", false, false)

	at := b.tells(nobody, "/alarm", "do", "ring", "how", "hold").Header.Get("Location")
	like("a real one", true, false)
	b.tells(nobody, at, "do", "hush")
	like("silenced here", false, false)
	id, err := hub.ParseID(at[len("/alarm/"):])
	b.must(err)
	_, err = b.desk.EndAlarm(b.ctx, b.actor(), hub.NewID(), id, "over", "")
	b.must(err)
	like("over", false, false)

	bell.calls = []station.Call{{ID: hub.NewID(), Site: hub.NewID(), Name: "石坡站"}}
	like("a neighbour's, heard before its record came", true, false)
	bell.calls = nil
	like("it faded", false, false)
}

// heard is a bell that has heard neighbours.
type heard struct{ calls []station.Call }

func (*heard) Ring()                   {}
func (*heard) Reached() int            { return 0 }
func (h *heard) Calls() []station.Call { return h.calls }

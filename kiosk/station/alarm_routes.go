package station

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"sync"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
)

// Bell rings neighbours.
type Bell interface {
	Ring()        // now, what is open and unanswered
	Reached() int // neighbours alive at the last ringing
	Calls() []Call
}

// Call is a neighbour's that was heard while its record is still on the way.
type Call struct {
	ID, Site hub.ID
	Name     string // of the station, as its certificate says
	Drill    bool
}

// alarmRoutes are 一键报警: they stand open, and answer before the set-up is over.
func (s *Station) alarmRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /alarm", s.always(s.alarmShow))
	mux.HandleFunc("POST /alarm", s.always(s.alarmPress))
	mux.HandleFunc("GET /alarm/now", s.always(s.alarmNow))
	mux.HandleFunc("GET /alarm/{id}", s.always(s.alarmOne))
	mux.HandleFunc("POST /alarm/{id}", s.always(s.alarmSay))
	mux.HandleFunc("GET /alarm/{id}/who", s.always(s.alarmWho))
}

// hushes are the alarms that somebody has silenced at this box, and since when each
// rings here: in memory, so that a box that was restarted is heard again.
type hushes struct {
	mu    sync.Mutex
	quiet map[hub.ID]bool
	since map[hub.ID]time.Time
}

func (h *hushes) hush(id hub.ID) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.quiet == nil {
		h.quiet = map[hub.ID]bool{}
	}
	h.quiet[id] = true
}

func (h *hushes) is(id hub.ID) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.quiet[id]
}

// seconds is for how long an alarm has been ringing here; the first asking begins it.
func (h *hushes) seconds(id hub.ID) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.since == nil {
		h.since = map[hub.ID]time.Time{}
	}
	began, known := h.since[id]
	if !known {
		began = time.Now()
		h.since[id] = began
	}
	return int(time.Since(began).Seconds())
}

// alarms are all that are open: of the log, then those that were only heard.
func (s *Station) alarms(ctx context.Context) ([]desk.Alarm, error) {
	open, err := s.Desk.OpenAlarms(ctx)
	if err != nil || s.Bell == nil {
		return open, err
	}
	for _, c := range s.Bell.Calls() {
		if _, err := s.Desk.AlarmOf(ctx, c.ID); hub.CodeOf(err) == hub.CodeNotFound {
			open = append(open, heardAlarm(c))
		}
	}
	return open, nil
}

func heardAlarm(c Call) (a desk.Alarm) {
	a.ID, a.Subject, a.Drill, a.State = c.ID, c.Site, c.Drill, "open"
	return a
}

// alarmState is what every open page asks for.
type alarmState struct {
	At     string `json:"at"`
	Rings  bool   `json:"rings"`
	Hushed bool   `json:"hushed"`
	Drill  bool   `json:"drill"`
}

// alarmNow says what concerns this screen most: a call of its own, then a real one that
// rings, then whatever is open.
func (s *Station) alarmNow(v *visit) error {
	open, err := s.alarms(v.ctx())
	if err != nil {
		return err
	}
	if len(open) == 0 {
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	for _, a := range open {
		s.hushes.seconds(a.ID)
	}
	a := foremost(open, func(a desk.Alarm) bool { return a.Subject == v.site.ID })
	v.w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(v.w).Encode(alarmState{"/alarm/" + a.ID.String(), a.Rings(), s.hushes.is(a.ID), a.Drill})
}

// foremost is the call that concerns a screen most; some are open.
func foremost(open []desk.Alarm, own func(desk.Alarm) bool) desk.Alarm {
	for _, want := range []func(desk.Alarm) bool{
		func(a desk.Alarm) bool { return own(a) && !a.Drill && a.Rings() },
		func(a desk.Alarm) bool { return a.Rings() && !a.Drill },
		desk.Alarm.Rings,
		own,
	} {
		if i := slices.IndexFunc(open, want); i >= 0 {
			return open[i]
		}
	}
	return open[0]
}

// Siren says whether this box's loudspeaker calls now, and whether only for a drill: as
// its screens do, until somebody answers or silences it here.
func (s *Station) Siren(ctx context.Context) (rings, drill bool, err error) {
	open, err := s.alarms(ctx)
	if err != nil || len(open) == 0 {
		return false, false, err
	}
	sites, err := s.Box.Sites(ctx)
	a := foremost(open, func(a desk.Alarm) bool {
		return slices.ContainsFunc(sites, func(s care.Site) bool { return s.ID == a.Subject })
	})
	return a.Rings() && !s.hushes.is(a.ID), a.Drill, err
}

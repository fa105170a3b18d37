package sync

import (
	"maps"
	"slices"
	"sync"

	"yizhan/hub"
)

// sharers is who shares which lane, so that news of one township cost the same at a
// county of three stations and at one of three thousand.
type sharers struct {
	mu    sync.Mutex
	of    map[hub.Lane]map[*session]bool
	asked map[hub.Lane]bool // each session was asked since the lane came to be
}

func newSharers() *sharers {
	return &sharers{of: map[hub.Lane]map[*session]bool{}, asked: map[hub.Lane]bool{}}
}

func (h *sharers) add(lane hub.Lane, s *session) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.of[lane] == nil {
		h.of[lane] = map[*session]bool{}
	}
	h.of[lane][s] = true
}

// leave forgets a session that ended. Callers no longer hold its mutex.
func (h *sharers) leave(s *session) {
	s.mu.Lock()
	lanes := slices.Collect(maps.Keys(s.lanes))
	s.mu.Unlock()
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, lane := range lanes {
		if delete(h.of[lane], s); len(h.of[lane]) == 0 {
			delete(h.of, lane)
		}
	}
}

// forget has every session asked again: what a hub may hold has changed.
func (h *sharers) forget() {
	h.mu.Lock()
	defer h.mu.Unlock()
	clear(h.asked)
}

// sharing is the sessions that share a lane now.
func (h *sharers) sharing(lane hub.Lane) []*session {
	h.mu.Lock()
	defer h.mu.Unlock()
	out := make([]*session, 0, len(h.of[lane]))
	for s := range h.of[lane] {
		out = append(out, s)
	}
	return out
}

// first says whether nobody has been asked yet about a lane.
func (h *sharers) first(lane hub.Lane) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	first := !h.asked[lane]
	h.asked[lane] = true
	return first
}

// concerned is the sessions that news of a lane is for: those that share it, and all of
// them where the lane is new here, because some may share it from now on, or where
// nobody knows what is new.
func (e *Engine) concerned(lane hub.Lane) []*session {
	if lane == "" || e.sharers.first(lane) {
		return e.open()
	}
	return e.sharers.sharing(lane)
}

// gathered is news with all that waits behind it: of what others wrote, and of
// everything where much waits, only the newest of each origin, so that a batch of
// hundreds is told once.
func gathered(first hub.News, more <-chan hub.News) (out []hub.News, many bool) {
	all := []hub.News{first}
	for len(more) > 0 {
		n, ok := <-more
		if !ok {
			break
		}
		all = append(all, n)
	}
	many = len(all) > burst
	at := map[hub.Origin]int{}
	for _, n := range all {
		if i, told := at[n.Origin]; told && (many || !n.Own) {
			out[i] = n
			continue
		}
		at[n.Origin] = len(out)
		out = append(out, n)
	}
	return out, many
}

package county

import (
	"sync"

	"yizhan/hub"
)

// searchesKept is how many words are remembered, of all officers together.
const searchesKept = 1000

// searches remembers what officers typed, so that a list has an address to come
// back to which holds no name: addresses stay in histories and logs. It is
// forgotten at a restart; the address then shows the list without the words.
type searches struct {
	mu   sync.Mutex
	kept map[string]search
	ids  []string // oldest first
}

type search struct {
	by   hub.ID // nobody reads another's
	text string
}

// keep gives the words an id.
func (s *searches) keep(by hub.ID, text string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kept == nil {
		s.kept = map[string]search{}
	}
	if len(s.ids) == searchesKept {
		delete(s.kept, s.ids[0])
		s.ids = append(s.ids[:0], s.ids[1:]...)
	}
	id := hub.NewID().String()
	s.kept[id] = search{by, text}
	s.ids = append(s.ids, id)
	return id
}

// text is what somebody typed; "" for words that are not hers, or forgotten.
func (s *searches) text(by hub.ID, id string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if found := s.kept[id]; found.by == by {
		return found.text
	}
	return ""
}

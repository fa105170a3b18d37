package public

import (
	"net/http"
	"time"

	"yizhan/kiosk/web"
)

// How often a phone may try a card. No secret of 128 bits is found by trying; the bounds
// keep a phone that tries all the same from taking the box away from the desk.
const (
	burst  = 10              // cards at a stretch: a family with its children, and slips
	every  = 6 * time.Second // and one more
	atOnce = 2               // read side by side
)

// door counts what each address has tried, and lets a few in at a time.
type door struct {
	web.Tries
	began time.Time
	turns chan struct{}
}

// enter lets a request in, in its turn; leave has to be called after. A phone that gives
// up waiting is not let in.
func (d *door) enter(r *http.Request) (leave func(), ok bool) {
	if !d.Count(r.RemoteAddr, time.Since(d.began)) {
		return nil, false
	}
	select {
	case d.turns <- struct{}{}:
		return func() { <-d.turns }, true
	case <-r.Context().Done():
		return nil, false
	}
}

package box

import (
	"context"
	"errors"
	"io"
	"net/http"
	"sync"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/trust"
)

// joinPath is where a new box leaves its request and fetches its answer: beside
// the exchange, at any hub that it can call. Whoever calls has proven nothing, so
// that little is taken, seldom, and nothing is given that helps anybody else.
const joinPath = "/join"

const (
	maxRequest = 1 << 10 // bytes of a request's file; usual: 330
	maxAskings = 16      // requests that this hub keeps while the county has not answered
)

var errManyAsk = errors.New("box: too many boxes wait for the county's answer")

// joinDoor answers new boxes.
type joinDoor struct {
	b    *Box
	mu   sync.Mutex
	last time.Time
}

// joinEvery is how often a request is looked at, whoever sends it.
const joinEvery = time.Second

func (j *joinDoor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	if !j.turn() {
		w.WriteHeader(http.StatusTooManyRequests)
		return
	}
	file, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRequest))
	if err != nil {
		w.WriteHeader(http.StatusRequestEntityTooLarge)
		return
	}
	answer, err := j.b.asked(r.Context(), file)
	switch code := hub.CodeOf(err); {
	case err == nil && answer != nil:
		_, _ = w.Write(answer) // a box that went away asks again
	case err == nil:
		w.WriteHeader(http.StatusAccepted)
	case code == hub.CodeUntrusted || code == hub.CodeTooLarge:
		w.WriteHeader(http.StatusBadRequest)
	case errors.Is(err, errManyAsk):
		w.WriteHeader(http.StatusTooManyRequests)
	default:
		j.b.cfg.Log.Warn("a new box's request could not be kept", "cause", err)
		w.WriteHeader(http.StatusServiceUnavailable)
	}
}

// turn says whether somebody may be looked at now.
func (j *joinDoor) turn() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	if !j.last.IsZero() && time.Since(j.last) < joinEvery {
		return false
	}
	j.last = time.Now()
	return true
}

// asked is the answer for a new box, or nil: then its request is kept for the county.
func (b *Box) asked(ctx context.Context, file []byte) (answer []byte, err error) {
	r, err := trust.ReadRequest(file)
	if err != nil {
		return nil, err
	}
	cert, enrolled := b.trust.Certificate()
	if !enrolled {
		return nil, hub.E(hub.CodeUntrusted, "trust.not-enrolled")
	}
	if answer := b.trust.AnswerFor(r.Key); answer != nil {
		return answer, nil
	}
	waiting, err := b.fleet.Askings(ctx)
	if err != nil {
		return nil, err
	}
	for _, w := range waiting {
		if w.Key == r.Key && (w.Name == r.Name || w.Name != desk.BoxUnnamed) { // named once, so that nobody fills the log with names
			return nil, nil
		}
	}
	if len(waiting) >= maxAskings {
		return nil, errManyAsk
	}
	return nil, b.desk.NoteAsking(ctx, b.TrailLane(), r.Key, desk.Asking{File: file, Via: cert.Name})
}

// Package stream is how a class reaches the next village: the hub that holds it shows its
// slides and gives its sound, each once a link however many follow there, and hears how
// many sit there, whose hand is up and what they ask. It is plain HTTP on a mesh/link.
package stream

import (
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"sync"
	"time"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/mesh/link"
)

// Shown is a class as its neighbours see it. Nobody is named in it.
type Shown struct {
	Rev      uint64        `json:"rev"`
	Class    hub.ID        `json:"class"`
	Site     hub.ID        `json:"site"`
	Title    string        `json:"title"`
	Lecturer string        `json:"lecturer,omitempty"`
	Paused   bool          `json:"paused,omitempty"`
	Asking   bool          `json:"asking,omitempty"`
	Slides   []class.Slide `json:"slides,omitempty"`
	Slide    int           `json:"slide"`
}

// Said is what comes back from a neighbour: how it is there now, and a question where
// there is one. Nobody is named in it either.
type Said struct {
	Heads    int    `json:"heads"` // who sit there
	Hands    int    `json:"hands"` // that are up there
	Thumbs   int    `json:"thumbs"`
	Question string `json:"question,omitempty"`
}

const (
	wait        = 25 * time.Second // for a change, before it is said that there is none
	mostShown   = 512 << 10
	mostSaid    = 4 << 10
	mostHeads   = 2000
	mostLetters = 150 // of a question
	mostPicture = 8 << 20
)

// Stage is the class of this box as its neighbours may follow it.
type Stage interface {
	// Now is the class as it is, and a channel that is closed at its next change; ok is
	// false where none is held that neighbours may follow.
	Now() (now class.Now, changed <-chan struct{}, ok bool)
	Sound() class.Sound
	// Picture is the picture of a slide, as a browser shows it.
	Picture(r *http.Request, slide class.Slide) (body []byte, mime string, err error)
	// Recording is what families may hear of a class that was held here.
	Recording(r *http.Request, of hub.ID) (About, Frames, error)
	// Said takes what a neighbour says.
	Said(from [32]byte, s Said)
}

// About is a recording that families may hear.
type About struct {
	Title    string        `json:"title"`
	Lecturer string        `json:"lecturer,omitempty"`
	Day      hub.Day       `json:"day"`
	MS       int           `json:"ms"`
	From     int           `json:"from"` // ms; what lies before and behind is silence
	To       int           `json:"to"`
	MIME     string        `json:"mime"`
	Bytes    int           `json:"bytes"` // of a frame
	Lasts    time.Duration `json:"lasts"`
}

// Format is how its frames are encoded.
func (a About) Format() class.Format {
	return class.Format{MIME: a.MIME, Bytes: a.Bytes, Lasts: a.Lasts}
}

// Frames are those of a recording, all of them, as one run.
type Frames interface {
	io.ReadSeekCloser
	Size() int64
}

// Giver answers the neighbours at /class/.
type Giver struct {
	stage Stage
	mux   *http.ServeMux

	mu   sync.Mutex
	gone map[[32]byte]chan struct{} // closed when a newer stream of that hub has come
}

// NewGiver makes the pages of a stage.
func NewGiver(s Stage) *Giver {
	g := &Giver{stage: s, mux: http.NewServeMux(), gone: map[[32]byte]chan struct{}{}}
	g.mux.HandleFunc("GET /class/now", g.now)
	g.mux.HandleFunc("GET /class/sound", g.sound)
	g.mux.HandleFunc("GET /class/picture/{slide}", g.picture)
	g.mux.HandleFunc("GET /class/recording/{class}", g.recording)
	g.mux.HandleFunc("GET /class/recording/{class}/frames", g.frames)
	g.mux.HandleFunc("POST /class/said", g.said)
	return g
}

func (g *Giver) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if _, ok := link.PeerOf(r.Context()); !ok {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	g.mux.ServeHTTP(w, r)
}

// now answers at once where the class is another than ?rev says, and otherwise once it
// changes, or with 204 after a while. 404: none is held.
func (g *Giver) now(w http.ResponseWriter, r *http.Request) {
	rev, _ := strconv.ParseUint(r.URL.Query().Get("rev"), 10, 64)
	over := time.NewTimer(wait)
	defer over.Stop()
	for {
		now, changed, ok := g.stage.Now()
		if !ok {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		if now.Rev != rev {
			w.Header().Set("Content-Type", "application/json")
			json.NewEncoder(w).Encode(shown(now))
			return
		}
		select {
		case <-changed:
		case <-over.C:
			w.WriteHeader(http.StatusNoContent)
			return
		case <-r.Context().Done():
			return
		}
	}
}

func shown(n class.Now) Shown {
	return Shown{Rev: n.Rev, Class: n.Class, Site: n.Site, Title: n.Title, Lecturer: n.Lecturer, Paused: n.State == class.Paused,
		Asking: n.Asking, Slides: n.Slides, Slide: n.Slide}
}

// Heads of a stream that say what its frames are.
const (
	headBytes = "Yizhan-Frame-Bytes"
	headLasts = "Yizhan-Frame-Microseconds"
	headClass = "Yizhan-Class"
)

// sound gives what is said from now on until the class is over, whole frames and nothing
// else. A hub has one stream: with a newer one the older, whose link may hang, ends.
func (g *Giver) sound(w http.ResponseWriter, r *http.Request) {
	now, _, ok := g.stage.Now()
	if !ok {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	sound := g.stage.Sound()
	listener, err := sound.Listen()
	if err != nil {
		status := http.StatusNotFound // it has no microphone
		if hub.CodeOf(err) == hub.CodeFull {
			status = http.StatusServiceUnavailable
		}
		w.WriteHeader(status)
		return
	}
	defer listener.Close()
	key, _ := link.PeerOf(r.Context())
	gone, leave := g.enter(key)
	defer leave()
	ctx, stop := contextUntil(r.Context(), gone)
	defer stop()

	format := sound.State().Format
	h := w.Header()
	h.Set("Content-Type", format.MIME)
	h.Set(headBytes, strconv.Itoa(format.Bytes))
	h.Set(headLasts, strconv.FormatInt(format.Lasts.Microseconds(), 10))
	h.Set(headClass, now.Class.String())
	flush := http.NewResponseController(w)
	if flush.Flush() != nil {
		return
	}
	for {
		frames, _, err := listener.Next(ctx)
		if err != nil {
			return // the class is over, or who listened is gone
		}
		if _, err := w.Write(frames); err != nil {
			return
		}
		if flush.Flush() != nil {
			return
		}
	}
}

// enter ends a hub's former stream.
func (g *Giver) enter(key [32]byte) (gone <-chan struct{}, leave func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if before, ok := g.gone[key]; ok {
		close(before)
	}
	mine := make(chan struct{})
	g.gone[key] = mine
	return mine, func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		if g.gone[key] == mine {
			delete(g.gone, key)
		}
	}
}

func (g *Giver) picture(w http.ResponseWriter, r *http.Request) {
	now, _, ok := g.stage.Now()
	n, err := strconv.Atoi(r.PathValue("slide"))
	if !ok || err != nil || n < 1 || n > len(now.Slides) {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	body, mime, err := g.stage.Picture(r, now.Slides[n-1])
	if err != nil {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", mime)
	w.Write(body)
}

// lent opens the recording of the path; ok is false where the answer is given.
func (g *Giver) lent(w http.ResponseWriter, r *http.Request) (about About, frames Frames, ok bool) {
	id, err := hub.ParseID(r.PathValue("class"))
	if err == nil {
		about, frames, err = g.stage.Recording(r, id)
	}
	if err != nil {
		w.WriteHeader(http.StatusNotFound)
	}
	return about, frames, err == nil
}

func (g *Giver) recording(w http.ResponseWriter, r *http.Request) {
	about, frames, ok := g.lent(w, r)
	if !ok {
		return
	}
	frames.Close()
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(about)
}

// frames gives a recording's from any byte on, so that a link that breaks costs nothing.
func (g *Giver) frames(w http.ResponseWriter, r *http.Request) {
	_, frames, ok := g.lent(w, r)
	if !ok {
		return
	}
	defer frames.Close()
	w.Header().Set("Content-Type", "application/octet-stream")
	http.ServeContent(w, r, "", time.Time{}, frames)
}

func (g *Giver) said(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, mostSaid))
	var s Said
	if err != nil || json.Unmarshal(body, &s) != nil || !s.fits() {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if _, _, ok := g.stage.Now(); !ok {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	key, _ := link.PeerOf(r.Context())
	g.stage.Said(key, s)
	w.WriteHeader(http.StatusNoContent)
}

func (s Said) fits() bool {
	for _, n := range []int{s.Heads, s.Hands, s.Thumbs} {
		if n < 0 || n > mostHeads {
			return false
		}
	}
	return len([]rune(s.Question)) <= mostLetters
}

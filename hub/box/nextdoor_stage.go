package box

import (
	"context"
	"net/http"
	"time"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/mesh/link"
	"yizhan/mesh/stream"
)

// stage is this box's class as its neighbours may follow it.
type stage struct{ b *Box }

func (s stage) Now() (class.Now, <-chan struct{}, bool) {
	n, changed := s.b.class.Now()
	return n, changed, n.State != class.None && n.From.IsZero() && n.Near
}

func (s stage) Sound() class.Sound { return s.b.class.Sound() }

func (s stage) Picture(r *http.Request, slide class.Slide) (body []byte, mime string, err error) {
	now, _, _ := s.Now()
	p, err := s.b.desk.SlidePhoto(r.Context(), now.Class, slide.Picture)
	if err != nil {
		return nil, "", err
	}
	body, err = s.b.photos.Whole(p)
	return body, "image/jpeg", err
}

func (s stage) Recording(r *http.Request, of hub.ID) (stream.About, stream.Frames, error) {
	return s.b.lentOut(r.Context(), of)
}

func (s stage) Said(from [32]byte, said stream.Said) {
	cert, _ := s.b.trust.Members().Get(from)
	s.b.class.Said(class.Beside{Hub: from, Name: cert.Name, Heads: said.Heads, Hands: said.Hands}, said.Thumbs, said.Question)
	if said.Question == "" {
		return
	}
	ctx, done := context.WithTimeout(context.Background(), 10*time.Second)
	defer done()
	now, _ := s.b.class.Now()
	if err := listeners(s).Word(ctx, now.Class, hub.ID{}, 0, cert.Name+"问："+said.Question); err != nil {
		s.b.cfg.Log.Warn("a neighbour's question stands on the screen and is not kept", "cause", err)
	}
}

// ofTown lets in hubs of the own township only.
func (b *Box) ofTown(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key, _ := link.PeerOf(r.Context())
		theirs, known := b.trust.Members().Get(key)
		ours, enrolled := b.trust.Certificate()
		if !known || !enrolled || theirs.Township != ours.Township {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		h.ServeHTTP(w, r)
	})
}

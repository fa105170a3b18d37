package station

import (
	"context"
	"io"
	"net/http"

	"yizhan/hub"
	"yizhan/hub/lesson"
	"yizhan/kiosk/brought"
)

// Shelf is the lessons that come in packs.
type Shelf interface {
	// Packs is what there is of them, here and around.
	Packs(ctx context.Context) brought.All
	// Offered is how many lessons neighbours have that are not here.
	Offered() int
	// Take lets a pack of a stick or of a neighbour come; Give writes one to the stick
	// that was plugged in last. Both return at once: Packs.Work says how far it is.
	Take(ctx context.Context, actor hub.Actor, value string) error
	Give(ctx context.Context, actor hub.Actor, key string) error
	// Check says what a folder on a stick is; Make makes a pack of it, which stands here.
	Check(ctx context.Context, value string) (brought.Folder, error)
	Make(ctx context.Context, actor hub.Actor, value string, machine bool) error
	// Remove takes a pack away, or stops it from coming.
	Remove(ctx context.Context, actor hub.Actor, value string) error
	// PutBack puts the one back that was removed last: Packs.Removed.
	PutBack(ctx context.Context, actor hub.Actor) error
	// Leave puts the result of the last work away.
	Leave()
	// Page is what a page of a lesson, from 1, has besides its text.
	Page(l *lesson.Lesson, page int) PackPage
	// Open opens the sound or the photo of a page, and says what a browser is told of it.
	Open(key string, page int, photo bool) (body io.ReadSeekCloser, mime string, err error)
}

// PackPage is what a page of a lesson has besides its text. ID changes with the pack.
type PackPage struct {
	By           string // whose lesson it is
	ID           string // "" it is none of a pack
	Sound, Photo bool
	Machine      bool
}

// packRoutes are the lessons that somebody brings; what is heard and seen of one stands
// open like its text.
func (s *Station) packRoutes(mux *http.ServeMux) {
	if s.Shelf == nil {
		return
	}
	mux.HandleFunc("GET /brought", s.signed(s.packList))
	mux.HandleFunc("POST /brought", s.signed(s.packDo))
	mux.HandleFunc("GET /brought/folder/{value}", s.signed(s.packFolder))
	mux.HandleFunc("POST /brought/folder/{value}", s.signed(s.packMake))
	mux.HandleFunc("GET /brought/lesson/{key}", s.signed(s.packShow))
	mux.HandleFunc("GET /lesson/{key}/sound", s.open(s.packSound))
	mux.HandleFunc("GET /lesson/{key}/photo", s.open(s.packPhoto))
}

package county

import (
	"context"
	"io"
	"net/http"

	"yizhan/hub"
	"yizhan/kiosk/brought"
)

// Lessons is the lessons in packs that the county gives out. What takes its time returns at
// once: brought.All.Work says how far it is.
type Lessons interface {
	Packs(ctx context.Context) brought.All
	// Take puts a pack of a stick, or one that was sent, on the shelf: from then on every
	// station fetches it. One that a station made is signed anew.
	Take(ctx context.Context, actor hub.Actor, value string) error
	// Check says what a folder is; Make makes a pack of it, and gives it out.
	Check(ctx context.Context, value string) (brought.Folder, error)
	Make(ctx context.Context, actor hub.Actor, value string, machine bool) error
	// Send takes the files of a lesson, one by one or in a .zip; next answers io.EOF behind
	// the last. Forget puts away what was sent.
	Send(ctx context.Context, actor hub.Actor, next func() (name string, body io.Reader, err error)) (value string, err error)
	Forget(actor hub.Actor) error
	// Give writes one to the stick that was plugged in last.
	Give(ctx context.Context, actor hub.Actor, key string) error
	// Recall takes one back from every hub, or gives it out again.
	Recall(ctx context.Context, actor hub.Actor, request hub.ID, key string, on bool) error
	Leave()
}

func (c *County) lessonRoutes(mux *http.ServeMux) {
	if c.Lessons == nil {
		return
	}
	mux.HandleFunc("GET /lessons", c.signed(packList))
	mux.HandleFunc("POST /lessons", c.signed(packDo))
	mux.HandleFunc("POST /lessons/send", c.signed(packSend))
	mux.HandleFunc("GET /lessons/folder/{value}", c.signed(packFolder))
	mux.HandleFunc("POST /lessons/folder/{value}", c.signed(packMake))
	mux.HandleFunc("GET /lessons/of/{key}", c.signed(packShow))
}

// mayLessons: a lesson reaches every township, as a form does.
func (v *visit) mayLessons() error { return v.mayForms() }

// Package family is the county's page for families at home: one child, to be looked at only,
// behind the number on its family's card and a code to a guardian's telephone. It stands
// beside the public pages on their listener, where the county can send messages, and is no
// page at all before the county has opened it. What it may show, the station's page for
// phones shows too (kiosk/public).
//
// It answers only what came by TLS, here or at the county's proxy.
//
// Nobody learns here whether a number is somebody's: what is typed is answered at once and
// always alike, and only then looked at. Codes and sessions are in memory; a start ends them.
package family

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/lesson"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// County is all that this page knows of the county.
type County interface {
	// Open says whether there is this page; Shown is which others are, and whom to call.
	Open(ctx context.Context) (bool, error)
	Shown(ctx context.Context) (desk.Portal, error)
	// Find is the door that a card's number and a telephone open. Errors: CodeNotFound,
	// whatever is the matter.
	Find(ctx context.Context, card, phone string) (Door, error)
	// Read looks behind a door, and notes that the family did. Errors: CodeNotFound once it is
	// open no more: consent withdrawn, card replaced, telephone changed, child gone.
	Read(ctx context.Context, d Door) (desk.OnlineFile, error)
	// Send sends a text message. Errors say nothing of whom to, nor what.
	Send(ctx context.Context, phone, text string) error
	Lessons() *lesson.Shelf
}

// Door is a child that a guardian may look at. Proof is of the card's last figures and her
// telephone as they were, so that neither is kept here.
type Door struct {
	Child hub.ID
	Proof [32]byte
}

// Family is the pages. Its fields are set once, before Routes.
type Family struct {
	County County
	Forms  *form.Registry
	Name   func() string // of the county
	Today  func() hub.Day
	Behind web.Behind
	Log    *slog.Logger

	began    time.Time
	plain    sync.Once // said
	limits   limits
	codes    codes
	sessions sessions
	room     chan struct{}  // for messages on their way
	turns    chan struct{}  // for those that are being sent
	sending  sync.WaitGroup // until Close
}

// Routes registers every page.
func (f *Family) Routes(mux *http.ServeMux) {
	f.began = time.Now()
	f.limits = newLimits()
	f.room, f.turns = make(chan struct{}, mostWaiting), make(chan struct{}, atOnce)
	mux.HandleFunc("GET /family", f.page(loginAsk))
	mux.HandleFunc("POST /family", f.page(loginSend))
	mux.HandleFunc("GET /family/code", f.page(codeAsk))
	mux.HandleFunc("POST /family/code", f.page(codeTry))
	mux.HandleFunc("GET /family/child", f.page(childShow))
	mux.HandleFunc("POST /family/leave", f.page(sessionLeave))
}

// Close waits for messages that are on their way.
func (f *Family) Close() { f.sending.Wait() }

// visit is one request.
type visit struct {
	*http.Request
	w     http.ResponseWriter
	f     *Family
	shown desk.Portal
	form  web.Form // of a post
}

// page serves one: counted, bounded, and only while the county has opened it.
func (f *Family) page(h func(v *visit) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", web.PublicPolicy)
		v := &visit{Request: r, w: w, f: f}
		if err := v.serve(h); err != nil {
			f.Log.Error("a family's page failed", "path", r.Pattern, "code", string(hub.CodeOf(err)), "cause", err)
			_ = v.word(http.StatusServiceUnavailable, "portal.later") // says it itself
		}
	}
}

func (v *visit) serve(h func(v *visit) error) (err error) {
	if v.shown, err = v.f.County.Shown(v.Context()); err != nil {
		return err
	}
	switch open, err := v.f.County.Open(v.Context()); {
	case err != nil:
		return err
	case !open: // as if there were none
		return v.word(http.StatusNotFound, "portal.nothing")
	case !v.f.Behind.Secure(v.Request): // neither a number nor a child goes where anybody listens
		v.f.plain.Do(func() {
			v.f.Log.Warn("a family's page was asked for without TLS: the proxy before it has to write X-Forwarded-Proto, and has to be named")
		})
		return v.word(http.StatusForbidden, "online.plain")
	case !v.f.limits.look.Enter(v.client(), v.f.since()):
		return v.word(http.StatusTooManyRequests, "portal.often")
	}
	if v.Method == http.MethodPost {
		v.Body = http.MaxBytesReader(v.w, v.Body, web.MostPublicPost)
		if v.form, err = web.ParseForm(v.Request); err != nil {
			return v.word(http.StatusUnprocessableEntity, "portal.nothing")
		}
	}
	return h(v)
}

// since is how long this page is there, which no clock turns back.
func (f *Family) since() time.Duration { return time.Since(f.began) }

func (v *visit) client() string { return v.f.Behind.Client(v.Request) }

func (v *visit) frame(title, back string) page.PortalFrame {
	f := page.PortalFrame{Title: title, County: v.f.Name() + "托育", Back: back, Request: hub.NewID().String()}
	f.Tel, f.Call = web.Telephone(v.shown.Phone)
	return f
}

func (v *visit) render(status int, view page.View) error {
	web.Render(v.w, v.Request, v.f.Log, status, view)
	return nil
}

// word is a page of words: the first line is its head.
func (v *visit) word(status int, key string) error {
	lines := strings.Split(words.Say(key), "\n")
	return v.render(status, page.PortalWord{PortalFrame: v.frame(title, "/"), Head: lines[0], Lines: lines[1:]})
}

const title = "看自己孩子"

func (v *visit) see(path string) error {
	web.See(v.w, v.Request, path)
	return nil
}

// cookie is what a telephone holds: the ticket of a code that is awaited, then the token of
// a session. It says nothing by itself, and goes when the browser is closed.
const cookie = "yizhan-family"

func (v *visit) token() string {
	c, err := v.Cookie(cookie)
	if err != nil {
		return ""
	}
	return c.Value
}

// keep gives the telephone a token; an empty one is forgotten.
func (v *visit) keep(token string) {
	c := &http.Cookie{Name: cookie, Value: token, Path: "/family", HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: true}
	if token == "" {
		c.MaxAge = -1
	}
	http.SetCookie(v.w, c)
}

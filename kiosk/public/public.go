// Package public is what families reach with their own phones, on a listener of its own:
// one page, which a child's card opens. There is no session and no cookie; nothing of the
// kiosk's or the county's is here.
package public

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// At is the address that stands on a card, in front of # and its figures.
const At = "/k"

// Cards is what these pages ask of the box.
type Cards interface {
	// Read is what a card shows its family; the box notes the look.
	// Errors: CodeInvalid card.figures, card.out, card.other; CodeForbidden mycard.stopped.
	Read(ctx context.Context, figures string) (Opened, error)
}

// Opened is what a card has opened.
type Opened struct {
	desk.CardFile
	Here bool // its site is one of this box's: what is not noted has not been
}

// Public is the pages. Its fields are set once, before Routes.
type Public struct {
	Cards  Cards
	Photos Photos
	Forms  *form.Registry
	// Class is the class of this box, and Families whose phones follow it. nil: none is held.
	Class    *class.Room
	Families Families
	Today    func() hub.Day
	Log      *slog.Logger
	// Draw makes a PNG for a telephone. nil: this box draws none.
	Draw func(Picture) ([]byte, error)

	// Samples makes 16-bit samples of frames that are not MP3, for browsers that play by
	// themselves; the bytes are the caller's. nil: they cannot be made.
	Samples func(frames []byte) ([]byte, error)

	door  door
	guess door // who names the figures of a class
	seats seats
	tiles tiles
}

// Routes registers every page.
func (p *Public) Routes(mux *http.ServeMux) {
	p.door.began = time.Now()
	p.door.turns = make(chan struct{}, atOnce)
	p.door.Burst, p.door.Every = burst, every
	p.guess.Burst, p.guess.Every = guessBurst, guessEvery
	mux.HandleFunc("GET "+At, func(w http.ResponseWriter, r *http.Request) {
		web.Render(w, r, p.Log, http.StatusOK, page.PhoneScan{Frame: frame})
	})
	mux.HandleFunc("POST "+At, p.open)
	mux.HandleFunc("GET /s/{ticket}", p.sendShow)
	mux.HandleFunc("POST /s/{ticket}", p.sendTake)
	p.classRoutes(mux)
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) { web.See(w, r, At) })
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		p.say(w, r, http.StatusNotFound, "i-find", "mycard.nothing")
	})
}

var frame = page.Frame{Title: "家庭卡"}

// maxPost is the most bytes of a card's post: its figures and their name.
const maxPost = 256

// open answers a card with its child. Whatever is wrong is said in words of its own, and
// goes to no log: only what the box itself could not do does, without the card.
func (p *Public) open(w http.ResponseWriter, r *http.Request) {
	leave, ok := p.door.enter(r)
	if !ok {
		p.say(w, r, http.StatusTooManyRequests, "i-clock", "mycard.busy")
		return
	}
	defer leave()
	r.Body = http.MaxBytesReader(w, r.Body, maxPost)
	if r.ParseForm() != nil {
		p.say(w, r, http.StatusUnprocessableEntity, "i-warn", "mycard.short")
		return
	}
	opened, err := p.Cards.Read(r.Context(), strings.TrimSpace(r.PostForm.Get("card")))
	if err != nil {
		p.refuse(w, r, err)
		return
	}
	if v, ok := p.picture(opened, r.PostForm.Get("picture")); ok {
		web.Render(w, r, p.Log, http.StatusOK, v)
		return
	}
	v := p.child(opened)
	v.Again = p.again(r.Context())
	web.Render(w, r, p.Log, http.StatusOK, v)
}

// refuse says why a card opens nothing. A child that is not here and a secret that is
// wrong sound the same.
func (p *Public) refuse(w http.ResponseWriter, r *http.Request, err error) {
	key := ""
	if e, ok := errors.AsType[*hub.Error](err); ok {
		key = e.Key
	}
	switch key {
	case "card.figures":
		p.say(w, r, http.StatusUnprocessableEntity, "i-warn", "mycard.short")
	case "card.out":
		p.say(w, r, http.StatusForbidden, "i-warn", "mycard.out")
	case "card.other":
		p.say(w, r, http.StatusForbidden, "i-find", "mycard.other")
	case "mycard.stopped":
		p.say(w, r, http.StatusForbidden, "i-stop", "mycard.stopped")
	default:
		p.Log.Error("a card could not be read", "code", string(hub.CodeOf(err)), "cause", err)
		p.say(w, r, http.StatusInternalServerError, "i-clock", "mycard.later")
	}
}

// say is a page of words: the first line is its head.
func (p *Public) say(w http.ResponseWriter, r *http.Request, status int, icon, key string) {
	lines := strings.Split(words.Say(key), "\n")
	frame := frame
	if strings.HasPrefix(r.URL.Path, "/s/") { // a ticket for a photo is no card
		frame = sending(nil)
	}
	web.Render(w, r, p.Log, status, page.PhoneWord{Frame: frame, Icon: icon, Head: lines[0], Lines: lines[1:]})
}

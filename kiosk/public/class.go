package public

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/class"
	"yizhan/hub/lesson"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// ClassAt is the address that stands beside a class's four figures.
const ClassAt = "/c"

// Families is what a class's phones ask of the box besides the class itself.
type Families interface {
	// Who is whose card it is, and how the child is called at home: for the worker's screen.
	// Errors: those of Cards.Read.
	Who(ctx context.Context, figures string) (child hub.ID, nick string, err error)
	// Present are the families who sit in this room in the class that is held, marked by a
	// worker, where the station offers them to phones.
	Present(ctx context.Context, class hub.ID) ([]Present, error)
	// Come notes that somebody of a child's family listens; to say it twice changes nothing.
	Come(ctx context.Context, class, child hub.ID, role string) error
	// Answer keeps a finished quiz; a zero child is nobody.
	Answer(ctx context.Context, request, class, child hub.ID, lesson string, answers []int) error
	// Word keeps how it was, from 3 good to 1, and a question; 0 and "" are not said.
	Word(ctx context.Context, class, child hub.ID, rating int, question string) error
	// Picture is the file of a slide's picture.
	Picture(ctx context.Context, class, id hub.ID) ([]byte, error)
	Lessons() *lesson.Shelf
	// LessonPhoto is the photo that a page of a lesson shows in its drawing's place; open is
	// nil where there is none.
	LessonPhoto(l *lesson.Lesson, page int) (open func() ([]byte, error))

	// Recordings are what may be heard again here, the newest first; Hear opens one.
	// Errors: CodeNotFound.
	Recordings(ctx context.Context) ([]Recording, error)
	Hear(ctx context.Context, class hub.ID) (Tape, error)
	// Heard is how far a family has got in one; Keep notes it.
	Heard(ctx context.Context, class, child hub.ID) (time.Duration, error)
	Keep(ctx context.Context, class, child hub.ID, at time.Duration) error
}

// The listeners' roles that no kinship names.
const expecting = "expecting"

// seatHead carries a phone's secret, which so stands in no address and no cookie.
const (
	seatHead = "X-Seat"
	revHead  = "X-Rev"
)

// How often a phone may name the figures of a class. In the two hours of a class somebody
// at one address who is not in the room guesses one of forty.
const (
	guessBurst = 8
	guessEvery = 30 * time.Second
	mostDone   = 2 << 10 // bytes of a tap; a question is 200 characters
)

// classRoutes are a class on families' phones.
func (p *Public) classRoutes(mux *http.ServeMux) {
	p.seats.count = func(n int) {
		if !p.none() {
			p.Class.Count(n)
		}
	}
	mux.HandleFunc("GET "+ClassAt, func(w http.ResponseWriter, r *http.Request) {
		v := page.PhoneClass{Step: page.PhoneCode}
		if p.none() {
			v.Step = page.PhoneNone
		}
		web.Render(w, r, p.Log, http.StatusOK, p.framed(r.Context(), v))
	})
	p.againRoutes(mux)
	mux.HandleFunc("POST /c/in", p.classIn)
	mux.HandleFunc("POST /c/do", p.classDo)
	mux.HandleFunc("GET /c/now", p.classNow)
	mux.HandleFunc("GET /c/live", p.classLive)
	mux.HandleFunc("GET /c/sound", p.classSound)
	for _, ending := range []string{"mp3", "wav"} {
		mux.HandleFunc("GET /c/live."+ending, func(w http.ResponseWriter, r *http.Request) { p.classPlain(w, r, ending) })
	}
	mux.HandleFunc("GET /c/picture/{ear}/{slide}", p.classPicture)
}

// held is the class of this moment; State None where there is none.
func (p *Public) held() class.Now {
	if p.Class == nil {
		return class.Now{}
	}
	now, _ := p.Class.Now()
	return now
}

func (p *Public) none() bool { return p.held().State == class.None }

// framed is the part with what every state of it has.
func (p *Public) framed(ctx context.Context, v page.PhoneClass) page.PhoneClass {
	v.Frame = page.Frame{Title: "妈妈课堂"}
	switch v.Step {
	case page.PhoneCode, page.PhoneNone, page.PhoneThanks:
		v.Replay = p.again(ctx)
	}
	return v
}

// again says whether something can be heard again.
func (p *Public) again(ctx context.Context) bool {
	if p.Families == nil {
		return false
	}
	all, err := p.Families.Recordings(ctx)
	return err == nil && len(all) > 0 // the list itself says what is the matter
}

// part answers with what a phone shows now.
func (p *Public) part(w http.ResponseWriter, r *http.Request, status int, v page.PhoneClass) {
	raw, rev, err := drawnPart(p.framed(r.Context(), v))
	if err != nil {
		p.Log.Error("a class's page did not render", "cause", err)
		http.Error(w, "", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set(revHead, rev)
	w.WriteHeader(status)
	_, _ = w.Write(raw) // a phone that went away has nothing to be told
}

// classIn lets a phone in: by the figures of the class, or by a family's card.
func (p *Public) classIn(w http.ResponseWriter, r *http.Request) {
	again := func(status int, key string) {
		p.part(w, r, status, page.PhoneClass{Step: page.PhoneCode, Fault: words.Say(key)})
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxPost)
	if r.ParseForm() != nil {
		again(http.StatusUnprocessableEntity, "inclass.wrong")
		return
	}
	var child hub.ID
	nick := ""
	now := p.held()
	if card := r.PostForm.Get("card"); card != "" {
		var ok bool
		if child, nick, ok = p.classCard(w, r, card, again); !ok {
			return
		}
	} else {
		if now.State == class.None {
			p.part(w, r, http.StatusNotFound, page.PhoneClass{Step: page.PhoneNone})
			return
		}
		if !p.guess.Count(r.RemoteAddr, time.Since(p.door.began)) {
			again(http.StatusTooManyRequests, "inclass.often")
			return
		}
		if r.PostForm.Get("code") != now.Code {
			again(http.StatusForbidden, "inclass.wrong")
			return
		}
		p.guess.Back(r.RemoteAddr) // a whole class behind one address comes in
	}
	one, full := p.seats.sit(now.Class, now.Title, r.RemoteAddr, time.Now())
	if full {
		again(http.StatusServiceUnavailable, "inclass.full")
		return
	}
	one.child, one.nick = child, nick // nobody else knows it yet
	w.Header().Set(seatHead, one.secret)
	p.part(w, r, http.StatusOK, p.view(r.Context(), one))
}

// classCard is whose card it is. Why it is nobody's is said where the figures are asked for.
func (p *Public) classCard(w http.ResponseWriter, r *http.Request, card string, again func(int, string)) (child hub.ID, nick string, ok bool) {
	leave, ok := p.door.enter(r)
	if !ok {
		again(http.StatusTooManyRequests, "inclass.often")
		return child, "", false
	}
	defer leave()
	child, nick, err := p.Families.Who(r.Context(), strings.TrimSpace(card))
	if err == nil {
		return child, nick, true
	}
	status, key := http.StatusForbidden, "inclass.no-card"
	if e, known := errors.AsType[*hub.Error](err); !known || e.Code == hub.CodeInternal {
		p.Log.Error("a card could not be read", "code", string(hub.CodeOf(err)), "cause", err)
		status, key = http.StatusInternalServerError, "inclass.not-kept"
	}
	again(status, key)
	return child, "", false
}

// classDo is a tap.
func (p *Public) classDo(w http.ResponseWriter, r *http.Request) {
	one, ok := p.seats.known(r.Header.Get(seatHead))
	if !ok || one.class.IsZero() && !p.none() { // it sat down before there was a class
		p.part(w, r, http.StatusGone, page.PhoneClass{Step: page.PhoneCode, Fault: words.Say("inclass.gone")})
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, mostDone)
	if r.ParseForm() == nil && p.seats.may(one, time.Since(p.door.began)) {
		p.act(r.Context(), one, r.PostForm.Get("do"), r.PostForm.Get("value"), r.PostForm.Get("text"))
	}
	p.seats.ask(one, func() { p.away(one) })
	p.part(w, r, http.StatusOK, p.view(r.Context(), one)) // whatever was tapped: as it stands
	one.stir()
}

// roles are those of whom a listener may be one, as they are asked.
func roles() (all []page.Choice) {
	for _, k := range care.Kinships {
		all = append(all, page.Choice{Value: k.Code, Text: k.Word})
		if k.Code == "mother" {
			all = append(all, page.Choice{Value: expecting, Text: "准妈妈"})
		}
	}
	return all
}

// roleWord is how a listener is called; "" is nobody's role.
func roleWord(role string) string {
	for _, c := range roles() {
		if c.Value == role {
			return c.Text
		}
	}
	return ""
}

// Package station is what a care worker does at the touchscreen: one handler a
// file, each parses, calls the Desk once, and renders. A page is kiosk/page's, a
// rule hub/care's, a right the Desk's.
package station

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/class"
	"yizhan/hub/desk"
	"yizhan/hub/names"
	"yizhan/hub/place"
	"yizhan/kiosk/page"
	"yizhan/kiosk/print"
	"yizhan/kiosk/web"
)

// Station is the routes of the kiosk listener.
type Station struct {
	Desk    *desk.Desk
	Names   *names.Directory
	Places  *place.Book
	Doors   Doors
	Self    Self
	Drafts  Drafts
	Box     Box
	Backups Backups      // nil: no page speaks of them
	Keeper  Keeper       // nil: no page speaks of the box's keys
	Cards   Cards        // nil: there are none
	Guests  Guests       // nil: nobody is let in who does not work here
	Phones  *Phones      // nil: families' phones reach nothing here
	Voices  Voices       // nil: nothing is said aloud
	Photos  Photos       // nil: nobody is photographed
	Shelf   Shelf        // nil: no lessons come in packs
	Paper   *print.Queue // nil: nothing is printed here
	Trial   Trial        // nil: nobody can practise
	Bell    Bell         // nil: no neighbour is rung
	Speaker Speaker      // nil: this box has no loudspeaker of its own
	Class   *class.Room  // nil: no class is held on this box
	Near    Near         // nil: no neighbour's class is followed
	Tapes   Tapes        // nil: no recording is heard on this box
	Airs    Airs         // nil: no recording goes to the county
	Notices Notices      // nil: nobody speaks a notice into its microphone
	Speech  Speech       // nil: nobody speaks a sentence of 念一遍 into its microphone
	WiFi    WiFi         // nil: nobody writes down the Wi-Fi of families' phones
	Power   func() Power // nil: nothing is known of the machine's electricity
	Pages   Pages        // nil: nobody makes pictures of a PDF
	Player  Player       // nil: nothing is played on its loudspeaker
	Join    Joiner
	Hubs    Hubs   // nil: nothing is known of other hubs
	Sticks  Sticks // nil: nobody looks for any
	Room    *web.Room
	Clock   hub.Clock
	Log     *slog.Logger

	settled atomic.Bool // the first set-up is over; nothing opens it again
	tickets tickets
	phones  phoneTickets
	jobs    jobs // rosters that are being brought in
	walls   walls
	hushes  hushes // alarms that are not to be heard here
	writers oneByOne
	speaks  sync.Map // hub.ID of what is spoken → address of its page
}

// Doors lets people in: hub/access, as far as a station needs it.
type Doors interface {
	// Session answers the open 登记台 for a token that is missing or over.
	Session(ctx context.Context, token string) (web.Session, error)
	SignIn(ctx context.Context, staff hub.ID, pin string) (token string, err error)
	SignOut(ctx context.Context, token string) error
	HasPIN(ctx context.Context, staff hub.ID) (bool, error)
	SetPIN(ctx context.Context, staff hub.ID, pin string) error
	// Choose keeps how a worker likes the screen.
	Choose(ctx context.Context, staff hub.ID, text string, contrast bool) error
	// ResetOut draws the six figures that she reads out on the telephone; ResetIn
	// takes the six that come back.
	ResetOut(ctx context.Context, staff hub.ID) (figures string, err error)
	ResetIn(ctx context.Context, staff hub.ID, figures string) error
	// SetIdle keeps after how many seconds this box's screens go under their cover.
	SetIdle(ctx context.Context, seconds int) error
	// Looked notes that somebody opened a child's page.
	Looked(actor hub.Actor, child hub.ID, what string)

	// Resting is whose session lies under its cover; her PIN alone opens it again.
	Resting(ctx context.Context, token string) (staff hub.ID, ok bool, err error)
	Uncover(ctx context.Context, token, pin string) error
	Cover(token string)
	SignOutAll(ctx context.Context, staff hub.ID) error
	// Locked is how long somebody has to wait before she may try again.
	Locked(ctx context.Context, staff hub.ID) (time.Duration, error)
	// CheckPIN says whether figures will do, before they are asked for once more.
	CheckPIN(pin string) error
	// ActFor keeps which site of the box a worker acts for; a zero worker is the
	// open 登记台.
	ActFor(ctx context.Context, staff, site hub.ID) error
}

// Drafts keeps what is being entered, through reloads, idle covers and power cuts.
type Drafts interface {
	PutDraft(ctx context.Context, staff hub.ID, page string, body []byte) error
	Draft(ctx context.Context, staff hub.ID, page string) (body []byte, ok bool, err error)
	DropDraft(ctx context.Context, staff hub.ID, page string) error
	// EachDraft calls f with every draft of a worker, the newest first.
	EachDraft(ctx context.Context, staff hub.ID, f func(page string, body []byte, at time.Time) error) error
}

// Box is what the screens ask of the box itself.
type Box interface {
	Status(ctx context.Context) (hub.Status, error)
	// Copies says where one commit is confirmed to be.
	Copies(ctx context.Context, commit hub.ID) (hub.Copies, error)
	Sites(ctx context.Context) ([]care.Site, error)
	// Lane is the lane that this box's records are written to.
	Lane() hub.Lane
	// Key is the station key, which ties a site to its box.
	Key() [32]byte
	// Enroll takes an invitation or an answer of the county.
	Enroll(ctx context.Context, file []byte) (name string, err error)
	Sound(ctx context.Context) (microphones, loudspeakers []string, err error)
	Safety(ctx context.Context) (Safety, error)
	// Free is the bytes that still fit on the disk of the data folder.
	Free() (int64, error)
	// Invitations lists the enrolment files on the sticks that are plugged in, Files
	// those whose names end so; File reads one of them, most bytes at most.
	Invitations(ctx context.Context) ([]File, error)
	Files(ctx context.Context, endings ...string) ([]File, error)
	File(ctx context.Context, value string, most int64) ([]byte, error)
	// KeepPlaces keeps a county's own list of places for the next start.
	KeepPlaces(ctx context.Context, file []byte) error
}

// File is a file on a stick. Value names it to Box.File and says nothing else.
type File struct {
	Value, Name, Stick string
	Size               int64
}

// Safety is what the page of that name has to say beyond the status.
type Safety struct {
	County      string   // its name, "" before enrolment
	Issued      hub.Day  // of the certificate; "" where the county's clock was not known
	Fingerprint string   // of the county's key, to compare by telephone
	Shared      bool     // every station of the township can open every record
	SharedDay   hub.Day  // when the county said so, or took it back; "" it never did
	Openers     []string // hubs besides this one and the county that can open its records
	Out         []string // boxes of the township that were put out, the last one first

	Backup, BackupCounty, BackupCode bool // there is one; besides this box the county, a 恢复码 opens it
	Network                          bool // other hubs or phones are answered, not this screen alone
}

// visit is one request with who makes it.
type visit struct {
	*http.Request
	w    http.ResponseWriter
	s    *Station
	who  web.Session
	site care.Site
	form web.Form // of a post

	drafts map[spot]*kept         // that were read or written
	turns  map[string]string      // of those, for the page
	ended  []spot                 // of those
	alones map[hub.ID]*sync.Mutex // workers whose drafts no other visit writes
}

//go:noinline
func (v *visit) ctx() context.Context { return v.Context() }

// handler does one thing; an error becomes a page with a status.
type handler func(v *visit) error

// Routes registers every page of the station.
func (s *Station) Routes(mux *http.ServeMux) {
	mux.Handle("GET /live", s.Room)
	s.homeRoutes(mux)
	s.wallRoutes(mux)
	s.checkRoutes(mux)
	s.illRoutes(mux)
	s.dutyRoutes(mux)
	s.registerRoutes(mux)
	s.setupRoutes(mux)
	s.joinRoutes(mux)
	s.pinRoutes(mux)
	s.settingsRoutes(mux)
	s.staffRoutes(mux)
	s.standRoutes(mux)
	s.findRoutes(mux)
	s.childRoutes(mux)
	s.growthRoutes(mux)
	s.photoRoutes(mux)
	s.careRoutes(mux)
	s.formRoutes(mux)
	s.reportRoutes(mux)
	s.copyRoutes(mux)
	s.todoRoutes(mux)
	s.dueRoutes(mux)
	s.roundRoutes(mux)
	s.afieldRoutes(mux)
	s.importRoutes(mux)
	s.outsideRoutes(mux)
	s.stickRoutes(mux)
	s.clockRoutes(mux)
	s.backupRoutes(mux)
	s.eraseRoutes(mux)
	s.custodyRoutes(mux)
	s.cardRoutes(mux)
	s.guestRoutes(mux)
	s.sayRoutes(mux)
	s.printRoutes(mux)
	s.guideRoutes(mux)
	s.lessonRoutes(mux)
	s.classRoutes(mux)
	s.nearRoutes(mux)
	s.packRoutes(mux)
	s.practiceRoutes(mux)
	s.alarmRoutes(mux)
}

// open serves whoever stands at the screen: the 登记台 and what leads in. While the
// first set-up is not over, everything leads there.
//
//go:noinline
func (s *Station) open(h handler) http.HandlerFunc {
	return s.always(func(v *visit) error {
		unfinished, err := s.unfinished(v)
		if err != nil {
			return err
		}
		if restored, err := s.unread(v); restored || err != nil {
			if err != nil {
				return err
			}
			return v.see("/recovered")
		}
		if unfinished {
			return v.see("/setup")
		}
		return h(v)
	})
}

// always serves in every state of the box: the set-up itself, PIN, cover, help.
//
//go:noinline
func (s *Station) always(h handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v, err := s.visit(w, r)
		if err == nil {
			defer v.letGo()
			err = v.timely(h(v))
		}
		if err != nil {
			s.fail(w, r, v, err)
		}
	}
}

// signed serves somebody who has given her PIN; others are asked for it first and
// come back to where they wanted to go.
//
//go:noinline
func (s *Station) signed(h handler) http.HandlerFunc {
	return s.open(func(v *visit) error {
		if v.who.Signed {
			return v.noted(h(v))
		}
		next := v.URL.RequestURI()
		if v.Method != http.MethodGet {
			next = "/"
		}
		web.See(v.w, v.Request, "/pin?next="+url.QueryEscape(next))
		return nil
	})
}

// noted puts on the trail that somebody wanted what is not hers to see or to take.
func (v *visit) noted(err error) error {
	if desk.Refused(err) {
		of, perr := hub.ParseID(v.PathValue("child"))
		if perr != nil {
			of = v.site.ID
		}
		v.s.Doors.Looked(v.who.Actor, of, "refused")
	}
	return err
}

func (s *Station) visit(w http.ResponseWriter, r *http.Request) (*visit, error) {
	v := &visit{Request: r, w: w, s: s, drafts: map[spot]*kept{}, turns: map[string]string{}, alones: map[hub.ID]*sync.Mutex{}}
	var err error
	if r.Method == http.MethodPost && !web.IsUpload(r) {
		if v.form, err = web.ParseForm(r); err != nil {
			return nil, err
		}
	}
	sites, err := s.Box.Sites(r.Context())
	if err != nil {
		return nil, err
	}
	if v.who, err = s.Doors.Session(r.Context(), web.Token(r)); err != nil {
		return nil, err
	}
	v.who.Actor.Lane = s.Box.Lane()
	for i, site := range sites {
		if i == 0 || site.ID == v.who.Actor.Site {
			v.site = site
		}
	}
	v.who.Actor.Site = v.site.ID
	return v, nil
}

// fail answers an error; v is nil where who is there could not even be read.
func (s *Station) fail(w http.ResponseWriter, r *http.Request, v *visit, err error) {
	if hub.CodeOf(err) == hub.CodeSignedOut && r.Method == http.MethodGet {
		web.See(w, r, "/pin?next="+url.QueryEscape(r.URL.RequestURI()))
		return
	}
	if v == nil {
		web.Fail(w, r, s.Log, err)
		return
	}
	web.Fail(w, r, s.Log, err, v.frame(""))
}

// render answers with a page.
//
//go:noinline
func (v *visit) render(p page.View) error {
	web.Render(v.w, v.Request, v.s.Log, http.StatusOK, p)
	return nil
}

// again shows the page once more with what was entered, and what is the matter
// beside its field.
func (v *visit) again(err error, p page.View) error {
	web.Render(v.w, v.Request, v.s.Log, web.Status(err), p)
	return nil
}

// see sends the browser on after a post.
//
//go:noinline
func (v *visit) see(path string) error {
	if err := v.endAt(path); err != nil {
		return err
	}
	web.See(v.w, v.Request, path)
	return nil
}

// shows renders a page whose parts change while it is open.
func (v *visit) shows(view func(ctx context.Context) (page.Lively, error), withTicket func(page.Lively, string) page.View) error {
	p, err := view(v.ctx())
	if err != nil {
		return err
	}
	return v.render(withTicket(p, v.s.Room.Ticket(view)))
}

// frame is what every page of this visit has around it.
func (v *visit) frame(title string) page.Frame {
	return page.Frame{
		Title: title, Back: "/", Area: helpOf(v.URL.Path), Text: v.who.Text, Contrast: v.who.Contrast,
		Request: hub.NewID().String(), Turns: v.turns, Newer: newerWords(v.URL.Query().Get("newer")), Idle: cmp.Or(v.who.Idle, idleSeconds),
		Alarm: !v.site.ID.IsZero() && !strings.HasPrefix(v.URL.Path, "/say/phone/"), AlarmKey: v.site.AlarmKey,
		Tells: v.who.Signed && v.s.Clock.Now().Quality < hub.ClockPeer && elsewhere(v.Request),
		OnAir: v.s.onAir,
	}
}

// idleSeconds is how long a signed-in screen may lie untouched before its cover,
// where the box has not been told otherwise.
const idleSeconds = 180

// question says whether an error is one that a person can answer on the same page.
func question(err error) bool {
	switch hub.CodeOf(err) {
	case hub.CodeInvalid, hub.CodeQuestion, hub.CodeConflict:
		return true
	}
	many, ok := errors.AsType[hub.Errors](err)
	return ok && len(many) > 0
}

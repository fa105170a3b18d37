// Package county is the desk of the county's staff, of township offices and of
// health centres: stations, children, the roster. One handler a file; looking is
// noted, and nobody sees beyond her own township.
package county

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/hub/names"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// County is the routes of the county's listener.
type County struct {
	Desk     *desk.Desk
	Names    *names.Directory
	Roll     *desk.Roll
	Doors    Doors
	Officers Officers
	Fleet    Fleet
	Devices  Devices  // nil: no boxes are let in here
	Sticks   Sticks   // nil: nobody looks for any
	Photos   Photos   // nil: none are kept here
	Lessons  Lessons  // nil: none are given out
	Airs     Airs     // nil: no recordings are
	Badges   Badges   // nil: none are made here
	Messages Messages // nil: the county has no program for text messages
	Hubs     Hubs
	Figures  Figures
	Room     *web.Room
	Clock    hub.Clock
	Log      *slog.Logger
	Name     func() string // of the county
	Code     func() string // its six digits

	searches searches
	pending  pending
	answers  answers
}

// Doors lets officers in.
type Doors interface {
	// Officer answers CodeSignedOut for a token that is missing or over.
	Officer(ctx context.Context, token string) (Officer, error)
	// Anybody says whether somebody can log in at all.
	Anybody(ctx context.Context) (bool, error)
	// Login is the first step: from is the address that she calls from.
	Login(ctx context.Context, name, password, from string) (Way, error)
	// Code is the second, for who has one.
	Code(ctx context.Context, half, code, from string) (token string, err error)
	SignOut(ctx context.Context, token string) error
	Own
	// Flush writes down the tries that failed lately.
	Flush(ctx context.Context) error
	Looked(actor hub.Actor, child hub.ID, what string)
	// Agree is how many officers may be the second one.
	Agree(ctx context.Context) (int, error)
	// Names are those of the officers who can log in.
	Names(ctx context.Context) (map[hub.ID]string, error)
	// Working are these officers: Actor, Name and Township.
	Working(ctx context.Context) ([]Officer, error)
}

// Way is how far somebody who logs in has come.
type Way struct {
	Token string
	Half  string // her code is awaited; "" where Token is there
}

// Must is what an officer has to do before she goes on.
type Must string

const (
	MustPassword Must = "password" // somebody else gave her hers
	MustCode     Must = "code"     // her role logs in with a code
)

// Officer is somebody at the county's desk. Actor.Lane is where her looks and
// exports are noted.
type Officer struct {
	Actor    hub.Actor
	Login    string // what she types
	Name     string
	Township string // 9 digits: she sees its lane only; "": the whole county
	Admin    bool   // she administers besides: a county of few people
	Coded    bool   // she logs in with a code
	Rescue   int    // recovery codes that she was given
	Must     Must
}

// Sees says whether records of a lane are hers to see.
func (o Officer) Sees(lane hub.Lane) bool {
	if o.Township == "" {
		return slices.Contains([]hub.Role{hub.RoleCounty, hub.RoleViewer, hub.RoleAuditor}, o.Actor.Role)
	}
	return lane == hub.TownshipLane(o.Township)
}

// Fleet is what the county knows of its hubs.
type Fleet interface {
	Stations(ctx context.Context) ([]Station, error)
	// Doubles names the stations whose invitation a second box has tried to use: it
	// was kept out, and somebody has to ask which of the two is the real one.
	Doubles() []string
	// Sent is what the county gave to all its hubs, but for some kinds; Arrived is how far
	// each hub has signed for the origins that it stands in.
	Sent(ctx context.Context, but ...hub.Kind) ([]hub.Sent, error)
	Arrived(ctx context.Context, sent []hub.Sent) (map[[32]byte]map[hub.Origin]uint64, error)
	// Roster writes the roster of the children that a filter wants, as an Excel file.
	Roster(ctx context.Context, w io.Writer, f desk.ChildFilter, columns []string) error
	// Rows counts the sheets that Table would write.
	Rows(ctx context.Context, kind hub.Kind, sees func(hub.Lane) bool) (int, error)
	// Table writes the sheets of a kind as an Excel file: those of the lanes that sees
	// allows. Columns are those of report.ExportColumns that are wanted; nil: all of them.
	Table(ctx context.Context, w io.Writer, kind hub.Kind, personal bool, sees func(hub.Lane) bool, columns []string) error
}

// Station is one site as the county knows it.
type Station struct {
	Site         hub.ID // zero: a hub that has joined and has no site
	Hub          [32]byte
	Forked       bool // two boxes used its card
	Out          bool // the county has put its box out
	Replaced     bool // another box has taken its place
	Lane         hub.Lane
	Name         string
	TownshipName string
	Connected    bool      // speaks with the county now
	Met          time.Time // when it last spoke with the county itself; zero: never
	Last         time.Time // when its newest record here was written, by its own clock; zero: unknown
	Unsent       int64     // commits that somebody has and the county has not
	With         []string  // whose boxes have some of them
	Copies       int       // hubs besides the county and its own that hold all its records here
	Children     int
}

// visit is one request with who makes it.
type visit struct {
	*http.Request
	w    http.ResponseWriter
	c    *County
	who  Officer
	form web.Form // of a post
}

func (v *visit) ctx() context.Context { return v.Context() }

// Routes registers every page of the county's desk.
func (c *County) Routes(mux *http.ServeMux) {
	mux.Handle("GET /live", c.Room)
	mux.HandleFunc("GET /login", c.loginShow)
	mux.HandleFunc("POST /login", c.loginPost)
	mux.HandleFunc("POST /login/code", c.codePost)
	mux.HandleFunc("POST /logout", c.logout)
	c.ownRoutes(mux)
	c.officerRoutes(mux)
	c.accessRoutes(mux)
	mux.HandleFunc("GET /{$}", c.signed(func(v *visit) error { return v.see(v.who.home()) }))
	c.figureRoutes(mux)
	c.numberRoutes(mux)
	mux.HandleFunc("GET /stations", c.signed(stationsShow))
	mux.HandleFunc("GET /alarms", c.signed(alarmList))
	mux.HandleFunc("GET /silent", c.signed(silentList))
	c.deviceRoutes(mux)
	c.sentRoutes(mux)
	mux.HandleFunc("GET /children", c.signed(childrenList))
	mux.HandleFunc("POST /children", c.signed(childrenSearch))
	mux.HandleFunc("GET /child/{id}", c.signed(childShow))
	mux.HandleFunc("POST /child/{id}/phone", c.signed(childPhone))
	c.openRoutes(mux)
	c.eraseRoutes(mux)
	c.stickRoutes(mux)
	c.auditRoutes(mux)
	c.takeRoutes(mux)
	c.moneyRoutes(mux)
	c.formRoutes(mux)
	c.illRoutes(mux)
	c.holidayRoutes(mux)
	c.lateRoutes(mux)
	c.lessonRoutes(mux)
	c.heardRoutes(mux)
	c.mapRoutes(mux)
	c.listRoutes(mux)
	c.shareRoutes(mux)
	c.sheetRoutes(mux)
	c.caseRoutes(mux)
	c.reportRoutes(mux)
	c.outsideRoutes(mux)
	c.publicRoutes(mux)
	c.wallRoutes(mux)
	c.badgeRoutes(mux)
	mux.HandleFunc("GET /help/{tab}", c.signed(helpShow))
	mux.HandleFunc("GET /roster.xlsx", c.signed(rosterDownload))
	mux.HandleFunc("/", c.signed(func(*visit) error { return hub.E(hub.CodeNotFound, "county.no-page") }))
}

// fail answers an error with a page that says what to do.
func (v *visit) fail(err error) {
	status := web.Status(err)
	if status >= http.StatusInternalServerError {
		v.c.Log.Error("request failed", "code", string(hub.CodeOf(err)), "cause", err)
	}
	p := page.CountyMessage{CountyFrame: v.frame("没办成", ""), Head: page.Faults(err).Page(), Ways: []page.Link{{Href: v.who.home(), Text: "回首页"}}}
	for _, way := range []page.Link{{Href: "/stations", Text: "看站点"}, {Href: "/children", Text: "看孩子"}} {
		if v.who.opens("GET " + way.Href) {
			p.Ways = append(p.Ways, way)
		}
	}
	web.Render(v.w, v.Request, v.c.Log, status, p)
}

func (v *visit) frame(title, tab string) page.CountyFrame {
	today := v.c.Desk.Today()
	waiting, err := v.takesWaiting()
	if err != nil { // a page is not lost for a count beside its tab; /takes itself says what is wrong
		v.c.Log.Warn("requests not counted", "error", err)
	}
	return page.CountyFrame{
		Title: title, Hint: calendar.DateWeek(today, today), County: v.c.Name(), Who: v.who.Name, Tab: tab,
		Request: hub.NewID().String(), Fleet: v.fleet(), Export: v.who.Actor.Role.May(hub.ActExport), Sticks: v.mayCarry() == nil,
		Erase: v.mayErase() == nil, Forms: v.mayForms() == nil, Lessons: v.c.Lessons != nil && v.mayLessons() == nil,
		Audit: v.who.opens("GET /audit"), Takes: v.who.opens("GET /takes"), Waiting: waiting, Reports: v.who.opens("GET /reports"), Share: v.who.opens("GET /keys"),
		Badge: v.c.Badges != nil && v.who.opens("GET /badge"), Officers: v.who.opens("GET /officers"), Access: v.who.opens("GET /access"), Shut: v.who.shut(), Money: v.who.opens("GET /money"),
	}
}

func (v *visit) render(p page.View) error {
	web.Render(v.w, v.Request, v.c.Log, http.StatusOK, p)
	return nil
}

// typed is the answer to what was typed: the page again, with what is wrong beside it.
func (v *visit) typed(p page.View, faults page.Errors) error {
	status := http.StatusOK
	if len(faults) > 0 {
		status = http.StatusUnprocessableEntity
	}
	web.Render(v.w, v.Request, v.c.Log, status, p)
	return nil
}

func (v *visit) see(path string) error {
	web.See(v.w, v.Request, path)
	return nil
}

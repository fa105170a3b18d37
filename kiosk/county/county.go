// Package county is the desk of the county's staff, of township offices and of
// health centres: stations, children, the roster. One handler a file; looking is
// noted, and nobody sees beyond her own township.
package county

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/names"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// County is the routes of the county's listener.
type County struct {
	Desk  *desk.Desk
	Names *names.Directory
	Doors Doors
	Fleet Fleet
	Room  *web.Room
	Clock hub.Clock
	Log   *slog.Logger
	Name  func() string // of the county
}

// Doors lets officers in.
type Doors interface {
	// Officer answers CodeSignedOut for a token that is missing or over.
	Officer(ctx context.Context, token string) (Officer, error)
	Login(ctx context.Context, name, password string) (token string, err error)
	SignOut(ctx context.Context, token string) error
	Looked(actor hub.Actor, child hub.ID, what string)
}

// Officer is somebody at the county's desk. A township sees its own lane only.
type Officer struct {
	Actor    hub.Actor
	Name     string
	Township string // 9 digits; "" sees the whole county
}

// Sees says whether records of a lane are hers to see.
func (o Officer) Sees(lane hub.Lane) bool {
	return o.Township == "" || lane == hub.TownshipLane(o.Township)
}

// Fleet is what the county knows of its hubs.
type Fleet interface {
	Stations(ctx context.Context) ([]Station, error)
	// Roster writes the children's roster as an Excel file.
	Roster(ctx context.Context, w io.Writer, sees func(hub.Lane) bool) error
}

// Station is one site as the county knows it.
type Station struct {
	Site         hub.ID
	Lane         hub.Lane
	Name         string
	TownshipName string
	Direct       bool    // has spoken with the county itself since it started
	Connected    bool    // speaks with it now
	Seconds      int64   // since the last contact, where Direct
	LastDay      hub.Day // of its newest record here
	Unsent       int64   // commits that neighbours have and the county does not
	Copies       int     // hubs besides the county that hold its newest record
	Children     int
}

type visit struct {
	*http.Request
	w    http.ResponseWriter
	c    *County
	who  Officer
	form web.Form
}

func (v *visit) ctx() context.Context { return v.Context() }

// Routes registers every page of the county's desk.
func (c *County) Routes(mux *http.ServeMux) {
	mux.Handle("GET /live", c.Room)
	mux.HandleFunc("GET /login", c.loginShow)
	mux.HandleFunc("POST /login", c.loginPost)
	mux.HandleFunc("POST /logout", c.logout)
	mux.HandleFunc("GET /{$}", c.signed(func(v *visit) error { return v.see("/stations") }))
	mux.HandleFunc("GET /stations", c.signed(stationsShow))
	mux.HandleFunc("GET /children", c.signed(childrenList))
	mux.HandleFunc("POST /children", c.signed(childrenList))
	mux.HandleFunc("GET /child/{id}", c.signed(childShow))
	mux.HandleFunc("POST /child/{id}/phone", c.signed(childPhone))
	mux.HandleFunc("GET /roster.xlsx", c.signed(rosterDownload))
}

// signed serves an officer; others log in first and come back.
func (c *County) signed(h func(v *visit) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		who, err := c.Doors.Officer(r.Context(), web.Token(r))
		if hub.CodeOf(err) == hub.CodeSignedOut && err != nil {
			web.See(w, r, "/login?next="+url.QueryEscape(r.URL.Path))
			return
		}
		v := &visit{Request: r, w: w, c: c, who: who}
		if err == nil && r.Method == http.MethodPost {
			v.form, err = web.ParseForm(r)
		}
		if err == nil {
			err = h(v)
		}
		if err != nil {
			c.fail(w, r, v, err)
		}
	}
}

func (c *County) fail(w http.ResponseWriter, r *http.Request, v *visit, err error) {
	status := web.Status(err)
	if status >= http.StatusInternalServerError {
		c.Log.Error("request failed", "code", string(hub.CodeOf(err)), "cause", err)
	}
	m := page.CountyMessage{CountyFrame: v.frame("没办成", ""), Head: page.Faults(err).Page(), Ways: []page.Link{{Href: "/stations", Text: "回站点"}}}
	web.Render(w, r, c.Log, status, m)
}

func (v *visit) frame(title, tab string) page.CountyFrame {
	return page.CountyFrame{
		Title: title, County: v.c.Name(), Who: v.who.Name, Tab: tab, Request: hub.NewID().String(),
	}
}

func (v *visit) render(p page.View) error {
	web.Render(v.w, v.Request, v.c.Log, http.StatusOK, p)
	return nil
}

func (v *visit) see(path string) error {
	web.See(v.w, v.Request, path)
	return nil
}

// local keeps a way back on this site.
func local(next string) string {
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.HasPrefix(next, "/\\") {
		return "/stations"
	}
	return next
}

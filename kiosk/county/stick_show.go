package county

import (
	"context"
	"net/http"
	"time"

	"yizhan/hub"
	"yizhan/kiosk/page"
)

// Sticks is the USB sticks that are plugged in at the county, and what is done with
// them.
type Sticks interface {
	Sticks() []hub.StickStand
	// Start takes in what a stick brings and writes what it is to carry away, and
	// returns at once. Townships by code; nil: of those who have used the stick.
	Start(ctx context.Context, actor hub.Actor, id string, townships []string, all bool) error
	Stop()
	Leave(id string)
}

func (c *County) stickRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /stick", c.signed(stickShow))
	mux.HandleFunc("POST /stick", c.signed(stickStart))
	mux.HandleFunc("POST /stick/stop", c.signed(stickStop))
	mux.HandleFunc("POST /stick/done", c.signed(stickDone))
}

// mayCarry: a stick at the county holds several townships' records.
func (v *visit) mayCarry() error {
	if v.c.Sticks == nil || v.who.Township != "" || !v.who.Actor.Role.May(hub.ActFleet) {
		return hub.E(hub.CodeForbidden, "desk.may-not")
	}
	return nil
}

// stickShow is the stick's page, live for as long as a session may lie untouched.
func stickShow(v *visit) error {
	if err := v.mayCarry(); err != nil {
		return err
	}
	p, err := v.stick(v.ctx())
	if err != nil {
		return err
	}
	opened := time.Now()
	p.Ticket = v.c.Room.Ticket(func(ctx context.Context) (page.Lively, error) {
		if time.Since(opened) > Idle {
			return nil, hub.E(hub.CodeSignedOut, "county.over")
		}
		return v.stick(ctx)
	})
	return v.render(p)
}

func (v *visit) stick(ctx context.Context) (page.CountyStick, error) {
	here, p := page.StickHere{County: true}, page.CountyStick{CountyFrame: v.frame("用 U 盘送", "stick")}
	s, ok := page.FirstStick(v.c.Sticks.Sticks())
	if !ok {
		p.StickBody = page.NoStick(here)
		return p, nil
	}
	p.StickBody = page.StickOf(s, here)
	if p.Go == "" || len(s.Look.Sources) > 0 {
		return p, nil
	}
	// Nobody has used the stick yet: for whom is it?
	all, err := v.c.Fleet.Stations(ctx)
	if err != nil {
		return p, err
	}
	for _, t := range towns(all, "", v.c.Clock.Now().Wall) {
		if t.Code == "" {
			t.Name = "所有乡镇"
		}
		p.Towns = append(p.Towns, page.Choice{Value: t.Code, Text: t.Name, On: t.Code == ""})
	}
	return p, nil
}

// stickStart begins: what the stick brings comes in, what is to go goes out.
func stickStart(v *visit) error {
	if err := v.mayCarry(); err != nil {
		return err
	}
	id, all := v.form.Text("stick"), v.form.Text("all")
	if id == "" {
		id = all
	}
	var townships []string
	if code := v.form.Text("town"); code != "" {
		townships = []string{code}
	}
	if err := v.c.Sticks.Start(v.ctx(), v.who.Actor, id, townships, all != ""); err != nil {
		return err
	}
	return v.see("/stick")
}

func stickStop(v *visit) error {
	if err := v.mayCarry(); err != nil {
		return err
	}
	v.c.Sticks.Stop()
	return v.see("/stick")
}

func stickDone(v *visit) error {
	if err := v.mayCarry(); err != nil {
		return err
	}
	v.c.Sticks.Leave(v.form.Text("stick"))
	return v.see("/stick")
}

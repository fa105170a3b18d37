package box

import (
	"context"
	"sync/atomic"
	"time"

	"yizhan/hub"
	"yizhan/kiosk/practice"
	"yizhan/kiosk/station"
	"yizhan/kiosk/web"
)

// trialClock is turned back while a made-up box is filled; afterwards it shows the
// real one's time, which a practice can read and not set.
type trialClock struct {
	now  hub.Clock
	past atomic.Pointer[hub.Clock]
}

func (c *trialClock) set(to hub.Clock) { c.past.Store(&to) }

// Now reads it.
func (c *trialClock) Now() hub.Reading {
	if past := c.past.Load(); past != nil {
		return (*past).Now()
	}
	return c.now.Now()
}

// trialDoors let whoever practises in as the made-up worker, without a PIN; nobody
// signs in or out there.
type trialDoors struct {
	doors
	worker hub.ID
	look   practice.Look
}

func (d trialDoors) Session(ctx context.Context, _ string) (web.Session, error) {
	staff, err := d.b.staffMember(ctx, d.worker)
	if err != nil {
		return web.Session{}, err
	}
	return web.Session{
		Actor:  hub.Actor{Staff: d.worker, Site: staff.Site, Role: staff.Role, Lane: d.b.Lane()},
		Signed: true, Name: staff.Name, Peg: staff.Peg, Text: d.look.Text, Contrast: d.look.Contrast,
	}, nil
}

// trialSelf asks nobody for the time.
type trialSelf struct{ screen }

func (trialSelf) TellTime(context.Context, time.Time, bool) error { return nil }
func (trialSelf) MayAskTime(context.Context) (bool, error)        { return false, nil }
func (trialSelf) AskedTime(context.Context) error                 { return nil }
func (trialSelf) Nights(context.Context) ([]station.Night, error) { return nil, nil }

// Package county is what a county's box does with its fleet: it lets hubs in and puts
// them out, says what of a lost one stands, and shows its officers how all of them are.
package county

import (
	"context"
	"log/slog"
	"net"
	"net/url"

	"yizhan/hub"
	"yizhan/hub/access"
	"yizhan/hub/box/fleet"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/names"
	"yizhan/hub/place"
	"yizhan/hub/store"
	"yizhan/hub/trust"
	"yizhan/kiosk/county"
	"yizhan/kiosk/web"
)

// Office is the county's work on one box. A box that is no county's has one too: by
// its first issue it founds a county.
type Office struct {
	Fleet *fleet.Fleet
	Trust *trust.Folder
	Store *store.Store
	Forms *form.Registry
	Desk  *desk.Desk
	Names *names.Directory
	Roll  *desk.Roll // nil before this box is the county's
	Gate  *access.Gate
	Looks *access.Looks
	Room  *web.Room
	Clock hub.Clock
	Log   *slog.Logger
	Box   Box

	tries tries
}

// Box is the box around the office.
type Box interface {
	// TrailLane is where the county's acts are noted.
	TrailLane() hub.Lane
	// Places is the divisions that this box knows.
	Places() *place.Book
	// Founded tells that a county was founded here: its exchange may begin.
	Founded()
	// Together changes the county's lists, one change at a time at all its processes.
	Together(ctx context.Context, change func() error) error
	// Relist does on this box what follows from a newer list of revoked keys.
	Relist(ctx context.Context) error
	// AnswerReset answers the six figures that a station's worker reads out.
	AnswerReset(ctx context.Context, actor hub.Actor, station [32]byte, figures string) (answer string, err error)
	county.Figures
}

// Screens is what the county's listener answers. sticks is nil where nobody looks for
// any.
func (o *Office) Screens(sticks county.Sticks) *county.County {
	return &county.County{
		Desk: o.Desk, Names: o.Names, Roll: o.Roll, Doors: officers{o}, Officers: admins{o}, Fleet: stations{o}, Devices: newDevices(o), Badges: badges{o}, Sticks: sticks,
		Hubs: o.Fleet, Figures: o.Box, Room: o.Room, Clock: o.Clock, Log: o.Log, Name: o.Name, Code: o.code,
	}
}

// trail is an actor whose acts are noted where the county reads.
func (o *Office) trail(actor hub.Actor) hub.Actor {
	actor.Lane = o.Box.TrailLane()
	return actor
}

// Name is what the county is called.
func (o *Office) Name() string {
	if a := o.Trust.Authority(); a != nil {
		if _, name := a.County(); name != "" {
			return name
		}
	}
	return "县级"
}

// code is the county's six digits; "" before one was founded.
func (o *Office) code() string {
	if a := o.Trust.Authority(); a != nil {
		code, _ := a.County()
		return code
	}
	return ""
}

// Hosts are the names by which the county told its stations to call it;
// officers use the same, and the address that it listens at.
func (o *Office) Hosts(listen string) []string {
	var names []string
	if host, _, err := net.SplitHostPort(listen); err == nil {
		names = append(names, host)
	}
	if o.Trust.Authority() == nil {
		return names
	}
	for _, text := range o.Trust.Authority().URLs() {
		if u, err := url.Parse(text); err == nil && u.Hostname() != "" {
			names = append(names, u.Hostname())
		}
	}
	return names
}

package box

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/box/county"
	"yizhan/hub/place"
	"yizhan/hub/trust"
)

// isCounty says whether this box is the county's, by its certificate or, before
// the first issue, because it was started so.
func (b *Box) isCounty() bool {
	cert, ok := b.trust.Certificate()
	return b.cfg.AtCounty || ok && cert.Role == trust.RoleCounty
}

// openOffice plugs the county's work in.
func (b *Box) openOffice() {
	b.office = &county.Office{
		Fleet: b.fleet, Trust: b.trust, Store: b.store, Forms: b.forms, Desk: b.desk, Names: b.names, Roll: b.roll,
		Gate: b.gate, Looks: b.looks, Room: b.room, Clock: b.cfg.Clock, Log: b.cfg.Log, Box: around{b},
	}
	if b.isCounty() && b.cfg.SMS != "" {
		b.messages = &messages{program: b.cfg.SMS, folder: b.folder.Path("tmp"), most: messageMost}
	}
}

// Office is the county's work on this box.
func (b *Box) Office() *county.Office { return b.office }

// around is the box as the county's office wants it.
type around struct{ b *Box }

func (a around) TrailLane() hub.Lane              { return a.b.TrailLane() }
func (a around) Places() *place.Book              { return a.b.places() }
func (a around) Founded()                         { a.b.net.wake() }
func (a around) Relist(ctx context.Context) error { return a.b.relist(ctx) }

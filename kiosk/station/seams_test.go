package station_test

import (
	"context"
	"time"

	"yizhan/hub"
	"yizhan/kiosk/station"
)

// What most scenarios never ask for: nobody rests, no stick is plugged in.

func (d *doors) Resting(context.Context, string) (hub.ID, bool, error)    { return hub.ID{}, false, nil }
func (d *doors) Uncover(context.Context, string, string) error            { return nil }
func (d *doors) SetIdle(_ context.Context, seconds int) error             { d.idle = seconds; return nil }
func (d *doors) Cover(string)                                             {}
func (d *doors) SignOutAll(context.Context, hub.ID) error                 { return nil }
func (d *doors) Locked(context.Context, hub.ID) (time.Duration, error)    { return 0, nil }
func (d *doors) CheckPIN(string) error                                    { return nil }
func (d *doors) ActFor(context.Context, hub.ID, hub.ID) error             { return nil }
func (x *seams) Safety(context.Context) (station.Safety, error)           { return station.Safety{}, nil }
func (x *seams) Free() (int64, error)                                     { return 1 << 30, nil }
func (x *seams) Invitations(context.Context) ([]station.File, error)      { return nil, nil }
func (x *seams) Files(context.Context, ...string) ([]station.File, error) { return nil, nil }
func (x *seams) File(context.Context, string, int64) ([]byte, error)      { return nil, nil }
func (x *seams) KeepPlaces(context.Context, []byte) error                 { return nil }

// keeper is a box whose keys lie open.
type keeper struct{}

func (keeper) Custody(context.Context) (station.Custody, error) { return station.Custody{}, nil }
func (keeper) Attend(context.Context, hub.ID, string) error     { return nil }
func (keeper) Unattend(context.Context, hub.ID, string) error   { return nil }
func (keeper) Join(context.Context, hub.ID, string) error       { return nil }
func (keeper) Leave(context.Context, hub.ID) error              { return nil }
func (keeper) MoveFile(context.Context) error                   { return nil }

// familyCards knows no card.
type familyCards struct{}

func (familyCards) Card(context.Context, hub.Actor, hub.ID) (number, figures string, ok bool, err error) {
	return "", "", false, nil
}
func (familyCards) Renew(context.Context, hub.Actor, hub.ID) error { return nil }
func (familyCards) Open(context.Context, hub.Actor, string) (hub.ID, error) {
	return hub.ID{}, hub.E(hub.CodeInvalid, "card.nobody")
}

// noGuests knows no badge, and lets in whom the 站长 names.
type noGuests struct{}

func (noGuests) Today(context.Context) ([]station.Guest, error) { return nil, nil }
func (noGuests) Badge(context.Context, string) (station.Guest, error) {
	return station.Guest{}, hub.E(hub.CodeInvalid, "badge.figures")
}
func (noGuests) Prove(context.Context, string, string) (station.Guest, error) {
	return station.Guest{}, hub.E(hub.CodeInvalid, "badge.figures")
}
func (noGuests) May(by hub.Actor, _ string, _ hub.Role) error {
	if !by.May(hub.ActSite) {
		return hub.E(hub.CodeForbidden, "access.visit-may-not")
	}
	return nil
}
func (noGuests) LetIn(context.Context, hub.Actor, hub.ID, station.Guest, string) (string, error) {
	return "", hub.E(hub.CodeForbidden, "access.visit-may-not")
}
func (noGuests) Out(context.Context, hub.Actor, hub.ID) error { return nil }

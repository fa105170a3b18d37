package desk

import (
	"bytes"
	"context"
	"encoding/hex"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Asking is a new box that asks the county to let it in, as some hub noted it.
type Asking struct {
	File []byte  `form:"file"` // its request, signed by the box
	Via  string  `form:"via"`  // the station that it could call
	Day  hub.Day `form:"day"`
}

// askingDays is how long a request waits before it is forgotten, so that nobody can
// fill the places for good; a box that is still there asks again.
const askingDays = 7

// BoxUnnamed is what a new box is called that was told nothing yet.
const BoxUnnamed = "新机器"

// NoteAsking keeps a new box's request for the county; the same one again changes
// nothing until it was forgotten.
func (d *Desk) NoteAsking(ctx context.Context, lane hub.Lane, key [32]byte, a Asking) error {
	id := hub.DeriveID("join", hub.ID{}, hex.EncodeToString(key[:]))
	rec, err := d.log.Record(ctx, "join", id)
	if err != nil && hub.CodeOf(err) != hub.CodeNotFound {
		return err
	}
	var known Asking
	d.forms.Decode(rec, &known)
	if known.waits(d.Today()) && bytes.Equal(known.File, a.File) {
		return nil
	}
	_, err = d.log.Append(ctx, hub.Draft{Request: hub.NewID(), Lane: lane, Edits: []hub.Edit{
		d.forms.Edit("join", id, id, compact(form.Values{"file": a.File, "via": orNil(a.Via), "day": d.Today()})),
	}})
	return err
}

func (a Asking) waits(today hub.Day) bool { return a.Day != "" && a.Day.Add(askingDays) > today }

// Askings are the requests of the last days, each box once.
func (d *Desk) Askings(ctx context.Context) ([]Asking, error) {
	var all []Asking
	seen := map[hub.ID]bool{} // a box may have asked in two townships
	err := d.log.Each(ctx, "join", func(rec hub.Record) error {
		var a Asking
		if d.forms.Decode(rec, &a); a.waits(d.Today()) && !seen[rec.ID] {
			seen[rec.ID] = true
			all = append(all, a)
		}
		return nil
	})
	return all, err
}

// What an officer does with a box, as the trail keeps it.
const (
	DeviceCertified = "certified"
	DeviceRevoked   = "revoked"
	DeviceReleased  = "released"
)

// NoteDevice puts on the trail what somebody did with a box.
func (d *Desk) NoteDevice(ctx context.Context, actor hub.Actor, act string, key [32]byte, name string) error {
	if !actor.May(hub.ActFleet) {
		return hub.E(hub.CodeForbidden, "device.may-not")
	}
	id := hub.NewID()
	_, err := d.log.Append(ctx, hub.Draft{Request: hub.NewID(), Lane: actor.Lane, Author: actor.Staff, Edits: []hub.Edit{
		d.forms.Edit("device", id, id, compact(form.Values{
			"key": key[:], "act": act, "name": orNil(name), "day": d.Today(), "by": orNil(actor.Staff),
		})),
	}})
	return err
}

// DeviceAct is one line of that trail.
type DeviceAct struct {
	Key  []byte  `form:"key"`
	Act  string  `form:"act"`
	Name string  `form:"name"`
	Day  hub.Day `form:"day"`
}

// DeviceActs are all of them.
func (d *Desk) DeviceActs(ctx context.Context) ([]DeviceAct, error) {
	var all []DeviceAct
	err := d.log.Each(ctx, "device", func(rec hub.Record) error {
		var a DeviceAct
		d.forms.Decode(rec, &a)
		all = append(all, a)
		return nil
	})
	return all, err
}

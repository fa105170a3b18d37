// Package desk owns the use cases, one a file: register, arrive, enrol, answer a
// consent sheet, settle a conflict … Each checks right, form, care rules and
// consent, then appends one commit. Handlers, commands, imports and the demo call
// the Desk and never the log.
package desk

import (
	"context"
	"sync/atomic"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/care/day"
	"yizhan/hub/care/due"
	"yizhan/hub/form"
	"yizhan/hub/lesson"
	"yizhan/hub/names"
)

// Log is what the Desk needs of the store.
type Log interface {
	Append(ctx context.Context, d hub.Draft) (hub.Outcome, error)
	AppendAll(ctx context.Context, ds []hub.Draft) ([]hub.Outcome, error)
	Record(ctx context.Context, kind hub.Kind, id hub.ID) (hub.Record, error)
	Of(ctx context.Context, subject hub.ID, kinds ...hub.Kind) ([]hub.Record, error)
	OfAll(ctx context.Context, subjects []hub.ID, kinds ...hub.Kind) ([]hub.Record, error)
	Find(ctx context.Context, kind hub.Kind, field string, value any) ([]hub.Record, error)
	Newest(ctx context.Context, kind hub.Kind, field string, from, to any, skip, most int) ([]hub.Record, error)
	Pick(ctx context.Context, kind hub.Kind, name, low, high string, down bool, pick func(value string) (take, on bool)) ([]hub.Record, error)
	FindPeriod(ctx context.Context, kind hub.Kind, period string) ([]hub.Record, error)
	Entry(ctx context.Context, commit hub.ID) (hub.Entry, error)
	History(ctx context.Context, subject hub.ID) ([]hub.Entry, error)
	Trail(ctx context.Context, kind hub.Kind, id hub.ID) ([]hub.Entry, error)
	Batch(ctx context.Context, batch hub.ID) ([]hub.ID, error)
	Conflicted(ctx context.Context) ([]hub.Record, error)
	Each(ctx context.Context, kind hub.Kind, visit func(hub.Record) error) error
	Households(ctx context.Context, kind hub.Kind, field string, value any, kinds ...hub.Kind) ([]hub.Record, error)
	Lam(ctx context.Context, lane hub.Lane) (uint64, error)
	Gated(ctx context.Context) ([]hub.Erasure, error)
	// Alone keeps others from an act until end, at every process of a county.
	Alone(ctx context.Context, act string) (end func(), err error)
	BootNotes(ctx context.Context, lane hub.Lane, boot [8]byte, below hub.ClockQuality) (map[hub.ID][]time.Time, error)
}

// Alike finds known children that sound like a name, and all who sound like each
// other; hub/names' Directory does.
type Alike interface {
	Similar(e names.Entry, limit int) []names.Likeness
	Pairs() []names.Pair
	PairsAt(site hub.ID) []names.Pair // of whom one at least is of the site
}

// money is the act of which the county does one step at a time: of two officers, at two
// processes even, one would else lock what the other is just working out anew.
const money = "money"

// Desk carries out use cases. It is safe for concurrent use.
type Desk struct {
	log   Log
	forms *form.Registry
	clock hub.Clock
	alike Alike
	rules *care.Rules
	due   atomic.Pointer[due.Rules]
	daily *day.Rules
	book  *dueBook
	box   int // two figures of this box: see Numbered
	hub   [32]byte

	lessons atomic.Pointer[lesson.Shelf] // nil: those that the program carries
}

// New makes a Desk; it does no I/O.
func New(log Log, forms *form.Registry, clock hub.Clock, alike Alike) *Desk {
	book := &dueBook{}
	d := &Desk{log: dueLog{log, book}, book: book, forms: forms, clock: clock, alike: alike, rules: care.Builtin(), daily: day.Builtin()}
	d.keepUp()
	return d
}

// Numbered tells the Desk which box it is on: running numbers end in two figures of its
// key, so that two boxes of a station that cannot talk do not give the same.
func (d *Desk) Numbered(key [32]byte) { d.box, d.hub = (int(key[0])<<8+int(key[1]))%100, key }

// keepUp makes what falls due from the forms as they are now; left are those of which some
// rule cannot be kept up.
func (d *Desk) keepUp() (left map[hub.Kind]error) {
	rules, left := due.Builtin().With(d.forms)
	d.due.Store(rules)
	d.book.clear(append(d.bookKinds(), "child"))
	return left
}

// Forms is the registry that the Desk works with.
func (d *Desk) Forms() *form.Registry { return d.forms }

// Today is the business day that a screen offers first; a person confirms it.
func (d *Desk) Today() hub.Day { return hub.DayOf(d.clock.Now().Wall) }

// Minute is the minute of the day that a tap means.
func (d *Desk) Minute() int {
	now := d.clock.Now().Wall.In(hub.China)
	return now.Hour()*60 + now.Minute()
}

// allow is the first check of every use case.
func (d *Desk) allow(actor hub.Actor, act hub.Act) error {
	if actor.Open && !act.OnOpenWall() {
		return hub.E(hub.CodeSignedOut, "desk.pin")
	}
	if !actor.May(act) {
		return hub.E(hub.CodeForbidden, "desk.may-not")
	}
	return nil
}

// append checks every edit against its form and writes one commit.
func (d *Desk) append(ctx context.Context, actor hub.Actor, request hub.ID, edits ...hub.Edit) (hub.Outcome, error) {
	draft, err := d.draft(ctx, actor, request, edits...)
	if err != nil {
		return hub.Outcome{}, err
	}
	return d.log.Append(ctx, draft)
}

func (d *Desk) draft(ctx context.Context, actor hub.Actor, request hub.ID, edits ...hub.Edit) (hub.Draft, error) {
	var errs hub.Errors
	for _, e := range edits {
		_, err := d.log.Record(ctx, e.Kind, e.Record)
		isNew := hub.CodeOf(err) == hub.CodeNotFound
		if err != nil && !isNew {
			return hub.Draft{}, err
		}
		d.dated(e, isNew)
		if err := d.forms.Check(e, isNew); err != nil {
			many, ok := err.(hub.Errors)
			if !ok {
				return hub.Draft{}, err
			}
			errs = append(errs, many...)
		}
	}
	if err := errs.Or(); err != nil {
		return hub.Draft{}, err
	}
	return hub.Draft{Request: request, Lane: actor.Lane, Author: actor.Staff, Edits: edits}, nil
}

// child reads a child where it lives now: a hand-over leaves a closed copy behind.
func (d *Desk) child(ctx context.Context, id hub.ID) (care.Child, error) {
	recs, err := d.log.Of(ctx, id, "child")
	if err != nil {
		return care.Child{}, err
	}
	return d.childIn(recs)
}

// childIn is the child whose records these are.
func (d *Desk) childIn(recs []hub.Record) (care.Child, error) {
	all := care.All[care.Child](d.forms, "child", living(recs))
	if len(all) == 0 {
		return care.Child{}, hub.E(hub.CodeNotFound, "desk.no-child")
	}
	return all[len(all)-1], nil
}

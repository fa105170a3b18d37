package desk

import (
	"context"
	"maps"

	"yizhan/hub"
)

// Reader reads the records as a whole, for an act that needs all of them: matching
// a roster with who is known, writing an export.
type Reader struct {
	log   Log
	under map[hub.ID]hub.ID // left out; nil: nothing is
}

// Reader is for somebody who may import or export; the right is checked here, once.
func (d *Desk) Reader(actor hub.Actor, act hub.Act) (Reader, error) {
	return Reader{log: d.log}, d.allow(actor, act)
}

// Once leaves out the records that count under another one: a list of children has
// each of them one time. Those whose use a family has stopped are left out whole.
func (r Reader) Once(ctx context.Context, d *Desk) (Reader, error) {
	r, err := r.InUse(ctx, d)
	if err != nil {
		return r, err
	}
	leads, err := d.Leads(ctx)
	maps.Copy(r.under, leads)
	return r, err
}

// InUse leaves out the records of children whose use a family has stopped.
func (r Reader) InUse(ctx context.Context, d *Desk) (Reader, error) {
	paused, err := d.log.Find(ctx, "child", "withdrawn", withdrawnAsked)
	r.under = map[hub.ID]hub.ID{}
	for _, rec := range paused {
		r.under[rec.ID] = rec.ID
	}
	return r, err
}

// Each visits every record of a kind.
func (r Reader) Each(ctx context.Context, kind hub.Kind, visit func(hub.Record) error) error {
	return r.log.Each(ctx, kind, func(rec hub.Record) error {
		if _, under := r.under[rec.Subject]; under {
			return nil
		}
		return visit(rec)
	})
}

// Record reads one record.
func (r Reader) Record(ctx context.Context, kind hub.Kind, id hub.ID) (hub.Record, error) {
	return r.log.Record(ctx, kind, id)
}

// Subject reads all records of a subject.
func (r Reader) Subject(ctx context.Context, subject hub.ID) ([]hub.Record, error) {
	return r.log.Of(ctx, subject)
}

// Counting reads the records for numbers that name nobody and that no officer asked for:
// those which a key opens.
func (d *Desk) Counting() Reader { return Reader{log: d.log} }

package desk

import (
	"context"

	"yizhan/hub"
)

// Reader reads the records as a whole, for an act that needs all of them: matching
// a roster with who is known, writing an export.
type Reader struct{ log Log }

// Reader is for somebody who may import or export; the right is checked here, once.
func (d *Desk) Reader(actor hub.Actor, act hub.Act) (Reader, error) {
	return Reader{d.log}, d.allow(actor, act)
}

// Each visits every record of a kind.
func (r Reader) Each(ctx context.Context, kind hub.Kind, visit func(hub.Record) error) error {
	return r.log.Each(ctx, kind, visit)
}

// Record reads one record.
func (r Reader) Record(ctx context.Context, kind hub.Kind, id hub.ID) (hub.Record, error) {
	return r.log.Record(ctx, kind, id)
}

// Subject reads all records of a subject.
func (r Reader) Subject(ctx context.Context, subject hub.ID) ([]hub.Record, error) {
	return r.log.Of(ctx, subject)
}

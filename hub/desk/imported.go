package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
)

// Stand is how an import stands: what it took, and what was taken back of it.
type Stand struct {
	Batch         care.Batch
	Undone, Still int // children that were taken back; that count still
}

// ImportOf is how the import of a request stands. Errors: CodeNotFound where the
// request has taken nothing.
func (d *Desk) ImportOf(ctx context.Context, actor hub.Actor, request hub.ID) (Stand, error) {
	if err := d.allow(actor, hub.ActImport); err != nil {
		return Stand{}, err
	}
	rec, err := d.log.Record(ctx, "batch", batchOf(request))
	if err != nil {
		return Stand{}, err
	}
	s := Stand{Batch: care.As[care.Batch](d.forms, rec)}
	commits, err := d.log.Batch(ctx, rec.ID)
	if err != nil {
		return Stand{}, err
	}
	for _, commit := range commits {
		entry, err := d.log.Entry(ctx, commit)
		if err != nil {
			return Stand{}, err
		}
		child, ok := registeredIn(entry)
		if !ok {
			continue
		}
		c, err := d.child(ctx, child)
		if err != nil {
			return Stand{}, err
		}
		if c.Withdrawn == "import" {
			s.Undone++
		} else {
			s.Still++
		}
	}
	return s, nil
}

// batchOf is the batch of an import by its request.
func batchOf(request hub.ID) hub.ID { return hub.DeriveID("batch", request, "import") }

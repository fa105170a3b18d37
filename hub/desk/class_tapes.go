package desk

import (
	"bytes"
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
)

// Tape says what the records know of a class whose sound lies on this box: since when
// nobody wants it, "" where somebody does; and whether there is anything left that it
// belongs to.
func (d *Desk) Tape(ctx context.Context, of hub.ID) (unwanted hub.Day, known bool, err error) {
	recs, err := d.log.Find(ctx, "recording", "class", of)
	if err != nil {
		return "", false, err
	}
	for _, r := range care.All[care.Recording](d.forms, "recording", recs) {
		if bytes.Equal(r.Hub, d.hub[:]) {
			return r.Gone, true, nil
		}
	}
	_, err = d.class(ctx, of) // one that was cut, and not ended yet, has no record of its sound
	if hub.CodeOf(err) == hub.CodeNotFound {
		return "", false, nil
	}
	return "", err == nil, err
}

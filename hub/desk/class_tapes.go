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

// noticeStays is how many days after its class a spoken notice can be heard.
const noticeStays = 30

// NoticeUntil is the last day on which what was spoken to call people to a class can be
// heard; "" once the class is erased, or who spoke it is heard no longer.
func (d *Desk) NoticeUntil(ctx context.Context, of hub.ID) (hub.Day, error) {
	c, err := d.class(ctx, of)
	switch {
	case hub.CodeOf(err) == hub.CodeNotFound:
		return "", nil
	case err != nil:
		return "", err
	}
	if v, some, err := d.Voice(ctx, of); err != nil || some && v.By.IsZero() { // who spoke it has left
		return "", err
	}
	return c.Day.Add(noticeStays), nil
}

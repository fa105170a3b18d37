package box

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/codec"
)

// openWritten lets a station open what the county writes about it: what is sensitive of a
// case that the county begins is sealed for the county and the health centre, and where the
// station has never sealed anything of its own, with a key that it does not have. Once for
// each station while this program runs.
func (b *Box) openWritten(ctx context.Context, n hub.News) error {
	if _, town := n.Lane.Township(); !town || !n.Own || !b.isCounty() {
		return nil
	}
	for _, subject := range n.Subjects {
		if b.opened[subject] {
			continue
		}
		if _, err := b.store.Record(ctx, "site", subject); hub.CodeOf(err) == hub.CodeNotFound {
			continue
		} else if err != nil {
			return err
		}
		if err := b.openFor(ctx, subject, subject); err != nil {
			return err
		}
		if b.opened == nil {
			b.opened = map[hub.ID]bool{}
		}
		b.opened[subject] = true
	}
	return nil
}

// openFor lets the box of a site open a subject of its lane.
func (b *Box) openFor(ctx context.Context, site, subject hub.ID) error {
	rec, err := b.store.Record(ctx, "site", site)
	if err != nil {
		return err
	}
	s := care.As[care.Site](b.forms, rec)
	for _, c := range b.trust.Members().All() {
		if len(s.Hub) == len(c.Key) && [32]byte(s.Hub) == c.Key {
			_, err := b.store.Share(ctx, rec.Lane, hub.ID{}, []hub.ID{subject}, []codec.Recipient{codec.RecipientOf(c.X25519)})
			return err
		}
	}
	return nil // a site without a box: the county telephones
}

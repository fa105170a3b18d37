package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care/due"
)

// heldFacts is what is known of a house or a worker, kept from one look to the next: a
// house has thousands of sheets, and of all that is written few concern it.
type heldFacts struct {
	of    map[hub.Kind]*due.Facts // by the kind of record that says so
	whole due.Facts               // all of them together
	stale map[hub.Kind]bool       // changed since
}

// takeFacts is what is kept of a subject and the kinds of it that have to be read. Marks
// that come meanwhile are for the next look.
func (b *dueBook) takeFacts(subject hub.ID, kinds []hub.Kind) (f *heldFacts, stale []hub.Kind) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if f = b.facts[subject]; f == nil {
		f = &heldFacts{of: map[hub.Kind]*due.Facts{}, stale: map[hub.Kind]bool{}}
		if b.fed {
			if b.facts == nil {
				b.facts = map[hub.ID]*heldFacts{}
			}
			b.facts[subject] = f
		}
	}
	for _, k := range kinds {
		if f.of[k] == nil || f.stale[k] {
			stale = append(stale, k)
		}
	}
	clear(f.stale)
	return f, stale
}

func (b *dueBook) forgetFacts(subject hub.ID) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.facts, subject)
}

// keptFacts is a house or a worker as the rules see it.
func (d *Desk) keptFacts(ctx context.Context, kind hub.Kind, subject hub.ID) (whole due.Facts, err error) {
	d.book.work.Lock()
	defer d.book.work.Unlock()
	kinds := d.dueKinds(kind)
	f, stale := d.book.takeFacts(subject, kinds)
	if len(stale) > 0 {
		recs, err := d.log.Of(ctx, subject, stale...)
		if err != nil {
			d.book.forgetFacts(subject)
			return whole, err
		}
		by := map[hub.Kind][]hub.Record{}
		for _, rec := range recs {
			by[rec.Kind] = append(by[rec.Kind], rec)
		}
		for _, k := range stale {
			f.of[k] = d.dueFacts(kind, subject, by[k])
		}
		f.whole = due.Facts{Subject: subject, Kind: kind}
		for _, k := range kinds {
			f.whole.Done, f.whole.Put = append(f.whole.Done, f.of[k].Done...), append(f.whole.Put, f.of[k].Put...)
		}
	}
	return f.whole, nil
}

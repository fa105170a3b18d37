package box

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/names"
)

// loadNames fills the directory with everybody whom this box may name. Names are
// searched in memory, so that no index on disk holds one.
func (b *Box) loadNames(ctx context.Context) error {
	carers := map[hub.ID][]care.Person{}
	err := b.store.Each(ctx, "person", func(rec hub.Record) error {
		if p := care.As[care.Person](b.forms, rec); !p.Withdrawn && !p.Sealed {
			carers[rec.Subject] = append(carers[rec.Subject], p)
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = b.store.Each(ctx, "child", func(rec hub.Record) error {
		b.putName(care.As[care.Child](b.forms, rec), carers[rec.Subject])
		return nil
	})
	if err != nil {
		return err
	}
	if err := b.forgetNames(ctx); err != nil {
		return err
	}
	return b.joinRecords(ctx)
}

// joinRecords tells the roll which records are of one child.
func (b *Box) joinRecords(ctx context.Context) error {
	if b.roll == nil {
		return nil
	}
	leads, err := b.desk.Leads(ctx)
	if err == nil {
		b.roll.Under(leads)
	}
	return err
}

func (b *Box) putName(c care.Child, people []care.Person) {
	counts := c.Withdrawn == ""
	if b.roll != nil {
		counts = b.roll.Put(c)
	}
	if counts && c.Withdrawn != "" {
		return // the closed copy of a child that moved on
	}
	if c.Withdrawn != "" || c.Called() == "" {
		b.names.Remove(c.ID)
		return
	}
	e := names.Entry{Subject: c.ID, Name: c.Name, Nick: c.Nick, Village: c.VillageName, Birth: c.Birth, Site: c.Site, IDTail: tail(c.IDNo)}
	for _, p := range people {
		if p.Name != "" {
			e.Carers = append(e.Carers, p.Name)
		}
		if p.Phone != "" {
			e.PhoneTails = append(e.PhoneTails, tail(p.Phone))
		}
	}
	b.names.Put(e)
}

func tail(s string) string { return s[max(0, len(s)-4):] }

// noticed brings the directory to what a commit changed; zero News, and the first
// after one that could not be read: to everything.
func (b *Box) noticed(ctx context.Context, n hub.News) (err error) {
	defer func() { b.behind = err != nil }()
	b.desk.Told(n)
	b.files.tell(n)
	if err := b.openWritten(ctx, n); err != nil {
		return err
	}
	if n.Commit.IsZero() || b.behind || slices.Contains(n.Kinds, "form") {
		if err := b.learnForms(ctx); err != nil {
			return err
		}
	}
	if n.Commit.IsZero() || b.behind || slices.Contains(n.Kinds, "sharing") {
		if err := b.loadSharing(ctx); err != nil {
			return err
		}
	}
	if n.Commit.IsZero() || b.behind || slices.Contains(n.Kinds, "pack") {
		if err := b.packs.recall(ctx); err != nil {
			return err
		}
	}
	if n.Commit.IsZero() || b.behind {
		if err := b.loadNames(ctx); err != nil {
			return err
		}
		if err := b.rights(ctx); err != nil {
			return err
		}
		return b.transfers(ctx)
	}
	for _, subject := range n.Subjects {
		recs, err := b.store.Of(ctx, subject, "child", "person")
		if err != nil {
			return err
		}
		var people []care.Person
		for _, p := range care.All[care.Person](b.forms, "person", recs) {
			if !p.Withdrawn {
				people = append(people, p)
			}
		}
		for _, c := range care.All[care.Child](b.forms, "child", recs) {
			b.putName(c, people)
		}
	}
	if ordered(n) {
		if err := b.forgetNames(ctx); err != nil {
			return err
		}
		if err := b.rights(ctx); err != nil {
			return err
		}
	}
	if movesOn(n) {
		if err := b.transfers(ctx); err != nil {
			return err
		}
	}
	if slices.Contains(n.Kinds, "pair") || slices.Contains(n.Kinds, "child") {
		return b.joinRecords(ctx)
	}
	return nil
}

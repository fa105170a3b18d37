package desk

import (
	"context"
	"slices"
	"sync"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/care/due"
)

// dueBook keeps what is due of a site's children, and what its families have still to be
// asked, from one look to the next: to read 100,000 records takes the better part of a
// second, and 待办 is opened all day. Whatever
// is written or comes in marks its subjects, and only those are read again.
type dueBook struct {
	mu    sync.Mutex
	fed   bool // somebody tells of what comes in; before that nothing is kept
	pages map[hub.ID]*duePage
	facts map[hub.ID]*heldFacts    // of houses and workers
	open  map[hub.Kind][]LateSheet // sheets in a state that has a deadline
	years []HolidayYear
	asked map[hub.Kind]bool // of a child, for its entry
	news  int               // how often something was marked: what was read meanwhile may be old

	work sync.Mutex // one look is worked out at a time
}

// duePage is one site on one day.
type duePage struct {
	day      hub.Day
	children map[hub.ID]*dueEntry
	order    []hub.ID
	stale    map[hub.ID]bool // changed since
}

type dueEntry struct {
	child    *care.Child
	items    []due.Item
	inCare   bool
	unsigned bool     // no answer yet to some optional purpose
	missing  []string // what the registration left open, in words
}

// bookKinds are the records that an entry is made of.
func (d *Desk) bookKinds() []hub.Kind { return append(d.dueKinds("child"), "consent", "person") }

// Told hears of what was stored, by whomever; zero News is of everything. A Desk that
// nobody tells reads anew at each look.
func (d *Desk) Told(n hub.News) {
	d.book.mu.Lock()
	defer d.book.mu.Unlock()
	d.book.fed = true
	if n.Commit.IsZero() {
		d.book.forgetAll()
	}
	d.book.mark(n.Kinds, n.Subjects)
}

// clear forgets everything: the rules changed.
func (b *dueBook) clear(asked []hub.Kind) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.forgetAll()
	b.asked = map[hub.Kind]bool{}
	for _, k := range asked {
		b.asked[k] = true
	}
}

func (b *dueBook) forgetAll() { b.pages, b.facts, b.open, b.years = nil, nil, nil, nil }

// mark is called with the lock held. Who is one child with whom concerns more than its
// subject.
func (b *dueBook) mark(kinds []hub.Kind, subjects []hub.ID) {
	for _, k := range []hub.Kind{"pair", "same-fact", "transfer", hub.KindErasure} {
		if slices.Contains(kinds, k) {
			b.pages = nil
		}
	}
	if slices.Contains(kinds, "holidays") { // by them working days are counted
		b.pages, b.open, b.years = nil, nil, nil
	}
	b.news++
	asked := false // not, at most taps of a day
	for _, k := range kinds {
		delete(b.open, k)
		asked = asked || b.asked[k]
		for _, id := range subjects {
			if f := b.facts[id]; f != nil {
				f.stale[k] = true
			}
		}
	}
	for _, p := range b.pages {
		for _, id := range subjects {
			if asked {
				p.stale[id] = true
			}
		}
	}
}

// dueLog marks what this Desk itself writes, before the screen that wrote it looks again.
type dueLog struct {
	Log
	book *dueBook
}

func (l dueLog) Append(ctx context.Context, draft hub.Draft) (hub.Outcome, error) {
	out, err := l.Log.Append(ctx, draft)
	l.wrote(draft)
	return out, err
}

func (l dueLog) AppendAll(ctx context.Context, drafts []hub.Draft) ([]hub.Outcome, error) {
	out, err := l.Log.AppendAll(ctx, drafts)
	l.wrote(drafts...)
	return out, err
}

// wrote marks also where the outcome is an error: it may be on disk.
func (l dueLog) wrote(drafts ...hub.Draft) {
	l.book.mu.Lock()
	defer l.book.mu.Unlock()
	for _, draft := range drafts {
		for _, e := range draft.Edits {
			l.book.mark([]hub.Kind{e.Kind}, []hub.ID{e.Subject})
		}
	}
}

// take is the page of a site and what of it has to be read again; nil is a new one that
// has to be read whole. Marks that come meanwhile are for the next look.
func (b *dueBook) take(site hub.ID, day hub.Day) (p *duePage, stale []hub.ID) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if p = b.pages[site]; p == nil || p.day != day {
		p = &duePage{day: day, stale: map[hub.ID]bool{}}
		if b.fed {
			if b.pages == nil {
				b.pages = map[hub.ID]*duePage{}
			}
			b.pages[site] = p
		}
		return p, nil
	}
	for id := range p.stale {
		stale = append(stale, id)
	}
	clear(p.stale)
	return p, stale
}

// holidays are kept, once somebody tells of what comes in: every wall asks for them.
func (b *dueBook) holidays() (years []HolidayYear, news int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.years, b.news
}

func (b *dueBook) keepHolidays(years []HolidayYear, news int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.fed && b.news == news {
		b.years = years
	}
}

// forget drops a page that could not be read.
func (b *dueBook) forget(site hub.ID) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.pages, site)
}

// dueOfChildren is what is due of the children of a site.
func (d *Desk) dueOfChildren(ctx context.Context, site hub.ID, day hub.Day) (out []DueOne, inCare int, err error) {
	err = d.eachInBook(ctx, site, day, func(e *dueEntry) {
		if e.inCare {
			inCare++
		}
		for _, item := range e.items {
			out = append(out, DueOne{Item: item, Child: e.child})
		}
	})
	return out, inCare, err
}

// eachInBook visits the children of a site as they stand.
func (d *Desk) eachInBook(ctx context.Context, site hub.ID, day hub.Day, visit func(*dueEntry)) (err error) {
	d.book.work.Lock()
	defer d.book.work.Unlock()
	p, stale := d.book.take(site, day)
	if p.children == nil {
		err = d.readDue(ctx, p, site)
	} else if len(stale) > 0 {
		err = d.rereadDue(ctx, p, site, stale)
	}
	if err != nil {
		d.book.forget(site)
		return err
	}
	for _, id := range p.order {
		visit(p.children[id])
	}
	return nil
}

// readDue reads all children of a site and what is known of them at once.
func (d *Desk) readDue(ctx context.Context, p *duePage, site hub.ID) error {
	children, err := d.ChildrenOf(ctx, site)
	if err != nil {
		return err
	}
	recs, err := d.log.Households(ctx, "child", "site", site, d.bookKinds()...)
	if err != nil {
		return err
	}
	of := map[hub.ID][]hub.Record{}
	for _, rec := range recs {
		of[rec.Subject] = append(of[rec.Subject], rec)
	}
	g, err := d.sameness(ctx)
	if err != nil {
		return err
	}
	works, err := d.works(ctx)
	if err != nil {
		return err
	}
	p.children = make(map[hub.ID]*dueEntry, len(children))
	for _, c := range children {
		if err := d.enter(ctx, p, g, c, of[c.ID], works); err != nil {
			return err
		}
	}
	return nil
}

// rereadDue reads those that changed; a child may have come or gone.
func (d *Desk) rereadDue(ctx context.Context, p *duePage, site hub.ID, stale []hub.ID) error {
	recs, err := d.log.OfAll(ctx, stale, append(d.bookKinds(), "child")...)
	if err != nil {
		return err
	}
	of := map[hub.ID][]hub.Record{}
	for _, rec := range recs {
		of[rec.Subject] = append(of[rec.Subject], rec)
	}
	g, err := d.sameness(ctx)
	if err != nil {
		return err
	}
	works, err := d.works(ctx)
	if err != nil {
		return err
	}
	for _, id := range stale {
		c, err := d.childIn(of[id])
		if err != nil || c.Site != site || c.Withdrawn != "" || c.Sealed || !g.counts(id) {
			delete(p.children, id)
			p.order = slices.DeleteFunc(p.order, func(o hub.ID) bool { return o == id })
			continue // no child, or none of ours
		}
		if err := d.enter(ctx, p, g, c, of[id], works); err != nil {
			return err
		}
	}
	return nil
}

// enter writes one child on the page. Of a child with several records, perhaps of
// several sites, all are read.
func (d *Desk) enter(ctx context.Context, p *duePage, g groups, c care.Child, known []hub.Record, works func(hub.Day) bool) (err error) {
	asked, err := d.asked(ctx, g, c, known)
	if err != nil {
		return err
	}
	if all := g.all(c.ID); len(all) > 1 {
		if known, err = d.log.OfAll(ctx, all, d.dueKinds("child")...); err != nil {
			return err
		}
	}
	f := d.childDue(c, known, works)
	if p.children[c.ID] == nil {
		p.order = append(p.order, c.ID)
	}
	p.children[c.ID] = &dueEntry{&c, d.DueRules().List(f, p.day), inCareOn(f, p.day), d.unsigned(asked.Consents), d.Missing(asked.Child, asked.People)}
	return nil
}

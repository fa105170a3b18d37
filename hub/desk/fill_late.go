package desk

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/form"
)

// LateSheet is a sheet that has stood longer in a state than its form lets it.
type LateSheet struct {
	Def    *form.Definition
	Record hub.ID
	Site   hub.ID
	Lane   hub.Lane
	Whose  Whose
	State  form.State
	Due    hub.Day // the last day on which it might have stood so
}

// LateSheets lists the sheets of a site that have stood too long: of the forms that the
// actor fills in, and those that go to her role then; who oversees stations has all that
// she may read. The oldest first; a zero site is all of them, of every township.
func (d *Desk) LateSheets(ctx context.Context, actor hub.Actor, site hub.ID) (out []LateSheet, err error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return nil, err
	}
	today, oversees := d.Today(), slices.Contains([]hub.Role{hub.RoleCounty, hub.RoleTownship, hub.RoleViewer}, actor.Role)
	for _, kind := range d.forms.Kinds() {
		def, _ := d.forms.Get(kind)
		if !mayBeLate(def) {
			continue
		}
		all, news, ok := d.book.openOf(kind)
		if !ok {
			if all, err = d.readOpen(ctx, def); err != nil {
				return nil, err
			}
			d.book.keepOpen(kind, news, all)
		}
		for _, one := range all {
			mine := def.MayWrite(actor.Role) && !def.Blind() || one.State.Escalate == actor.Role || slices.Contains(one.State.Wait, actor.Role) || oversees && def.MayRead(actor.Role)
			if one.Due < today && mine && (site.IsZero() || one.Site.IsZero() || one.Site == site) {
				out = append(out, one)
			}
		}
	}
	hub.SortStable(out, func(a, b LateSheet) int { return compareDesc(string(b.Due), string(a.Due)) })
	return out, nil
}

// mayBeLate says whether a form has a state with a deadline.
func mayBeLate(def *form.Definition) bool {
	return def.Workflow != nil && slices.ContainsFunc(def.States(), mayStandTooLong)
}

func mayStandTooLong(s form.State) bool { return s.Deadline > 0 || s.Until != "" }

// readOpen reads the sheets of one form that stand in a state which has a deadline, and
// no others: late or not yet.
func (d *Desk) readOpen(ctx context.Context, def *form.Definition) (out []LateSheet, err error) {
	recs, err := d.log.Pick(ctx, def.Kind, form.LeafRow, "", "g", false, func(text string) (take, on bool) {
		l := form.ReadLeaf(text)
		return l.Here && (!def.WholeLeaves() || !l.Withdrawn && mayStandTooLong(def.StateOf(l.State))), true
	})
	if err != nil || len(recs) == 0 {
		return nil, err
	}
	rows, err := d.sheetRows(ctx, SheetTable{Def: def}, recs)
	for _, r := range rows {
		if r.Due != "" && !r.Withdrawn {
			site, _ := valueOf(def, r.Record, form.FieldSite).(hub.ID)
			out = append(out, LateSheet{Def: def, Record: r.Record.ID, Site: site, Lane: r.Record.Lane, Whose: r.Whose, State: r.State, Due: r.Due})
		}
	}
	return out, err
}

// openOf is what is kept of a form's open sheets.
func (b *dueBook) openOf(kind hub.Kind) (all []LateSheet, news int, ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	all, ok = b.open[kind]
	return all, b.news, ok
}

// keepOpen keeps what was read, once somebody tells of what comes in, unless something
// came in while it was read.
func (b *dueBook) keepOpen(kind hub.Kind, news int, all []LateSheet) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.fed || b.news != news {
		return
	}
	if b.open == nil {
		b.open = map[hub.Kind][]LateSheet{}
	}
	b.open[kind] = all
}

package desk

import (
	"context"
	"slices"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Card is one field on which two boxes disagree, for a person to decide.
type Card struct {
	Record   hub.Record
	Child    care.Child // whose record it is; zero if it is nobody's
	Field    *form.Field
	Versions []Written
	More     int // further fields of the record that wait
}

// Written is one version with who wrote it, where and when: of a value that was
// chosen or put back, whoever wrote it first.
type Written struct {
	hub.Version
	Entry hub.Entry
}

// Since is when the two began to disagree, by the clock of whoever wrote last.
func (c Card) Since() (at time.Time) {
	for _, w := range c.Versions {
		if w.Entry.At.Wall.After(at) {
			at = w.Entry.At.Wall
		}
	}
	return at
}

// Conflict reads the first open field of a record. Errors: CodeNotFound where
// nothing is open (any more), or not for this site to decide.
func (d *Desk) Conflict(ctx context.Context, actor hub.Actor, record hub.ID) (Card, error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return Card{}, err
	}
	cards, err := d.cards(ctx, actor.Site)
	if err != nil {
		return Card{}, err
	}
	for _, card := range cards {
		if card.Record.ID == record {
			return card, nil
		}
	}
	return Card{}, hub.E(hub.CodeNotFound, "desk.settled-already")
}

// Conflicts are all cards that a site has to decide; with a zero site all that this
// hub can read, as the county sees them, the oldest first.
func (d *Desk) Conflicts(ctx context.Context, actor hub.Actor, site hub.ID) ([]Card, error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return nil, err
	}
	cards, err := d.cards(ctx, site)
	hub.SortStable(cards, func(a, b Card) int { return a.Since().Compare(b.Since()) })
	return cards, err
}

func (d *Desk) cards(ctx context.Context, site hub.ID) (out []Card, err error) {
	recs, err := d.log.Conflicted(ctx)
	if err != nil {
		return nil, err
	}
	for _, rec := range recs {
		card, ok, err := d.card(ctx, rec)
		if err != nil {
			return nil, err
		}
		if ok && (site.IsZero() || d.decides(card, site)) {
			out = append(out, card)
		}
	}
	return out, nil
}

// card is a record's first open field; ok is false for one of a kind that this
// release does not know, and for what nobody here may read: those who may are asked.
func (d *Desk) card(ctx context.Context, rec hub.Record) (card Card, ok bool, err error) {
	def, ok := d.forms.Get(rec.Kind)
	if !ok || len(rec.Conflict) == 0 {
		return Card{}, false, nil
	}
	open := shownFirst(def, rec.Conflict)
	card = Card{Record: rec, More: openQuestions(def, rec.Conflict) - 1}
	card.Field, _ = def.FieldNo(open.No) // a conflict is of a field that a form knows
	for _, version := range open.Versions {
		entry, err := d.saidFirst(ctx, rec, open.No, version)
		if err != nil {
			return Card{}, false, err
		}
		card.Versions = append(card.Versions, Written{version, entry})
	}
	child, err := d.child(ctx, rec.Subject)
	if err != nil && hub.CodeOf(err) != hub.CodeNotFound {
		return Card{}, false, err
	}
	if !child.ID.IsZero() && child.Lane != rec.Lane {
		return card, false, nil // the closed copy of a child that moved on
	}
	card.Child = child
	return card, !child.Sealed || child.Called() != "", nil
}

// shownFirst is the first field to ask about. A village's code goes with its name.
func shownFirst(def *form.Definition, open []hub.Conflict) hub.Conflict {
	code, _ := def.Field("village")
	if len(open) > 1 && code != nil && open[0].No == code.No {
		return open[1]
	}
	return open[0]
}

func openQuestions(def *form.Definition, open []hub.Conflict) int {
	code, _ := def.Field("village")
	name, _ := def.Field("village_name")
	has := func(f *form.Field) bool {
		return f != nil && slices.ContainsFunc(open, func(c hub.Conflict) bool { return c.No == f.No })
	}
	if has(code) && has(name) {
		return len(open) - 1
	}
	return len(open)
}

// saidFirst is the act that brought a version's value up: a value that was chosen or
// put back is older than the commit that says so now.
func (d *Desk) saidFirst(ctx context.Context, rec hub.Record, no uint32, v hub.Version) (hub.Entry, error) {
	entry, err := d.log.Entry(ctx, v.Commit)
	if err != nil {
		return hub.Entry{}, err
	}
	change := func(e hub.Entry) (hub.Changed, bool) {
		i := slices.IndexFunc(e.Changes, func(c hub.Changed) bool {
			return c.Record == rec.ID && c.No == no && form.Equal(c.To, v.Value)
		})
		if i < 0 {
			return hub.Changed{}, false
		}
		return e.Changes[i], true
	}
	if c, ok := change(entry); ok && len(c.From) == 1 && entry.Batch.IsZero() {
		return entry, nil
	}
	history, err := d.log.History(ctx, rec.Subject)
	if err != nil {
		return hub.Entry{}, err
	}
	for _, older := range slices.Backward(history) {
		if _, ok := change(older); ok {
			return older, nil
		}
	}
	return entry, nil
}

// decides says whether a site is asked: it is of the site itself, or the child's, or
// this box wrote one of the versions.
func (d *Desk) decides(card Card, site hub.ID) bool {
	rec := card.Record
	switch rec.Kind {
	case "site":
		return rec.ID == site
	case "group":
		return care.As[care.Group](d.forms, rec).Site == site
	case "staff":
		return care.As[care.Staff](d.forms, rec).Site == site
	}
	own := slices.ContainsFunc(card.Versions, func(w Written) bool { return w.Entry.Own })
	return own || card.Child.Site == site || card.Child.ID.IsZero()
}

// Settle ends a conflict: the chosen value replaces every version, and the ones
// not chosen stay in the history.
func (d *Desk) Settle(ctx context.Context, actor hub.Actor, request hub.ID, kind hub.Kind, id hub.ID, no uint32, version hub.ID) (hub.Outcome, error) {
	if err := d.allow(actor, correcting(kind)); err != nil {
		return hub.Outcome{}, err
	}
	rec, err := d.record(ctx, kind, id)
	if err != nil {
		return hub.Outcome{}, err
	}
	for _, c := range rec.Conflict {
		for _, v := range c.Versions {
			if c.No == no && v.Commit == version {
				set := map[uint32]any{no: v.Value}
				d.withVillage(rec, no, version, set)
				return d.append(ctx, actor, request, hub.Edit{Kind: kind, Record: id, Subject: rec.Subject, Period: rec.Period, Set: set})
			}
		}
	}
	return hub.Outcome{}, hub.E(hub.CodeConflict, "desk.settled-already")
}

// withVillage takes the code along that was written with a village's name.
func (d *Desk) withVillage(rec hub.Record, no uint32, version hub.ID, set map[uint32]any) {
	def, _ := d.forms.Get(rec.Kind)
	name, _ := def.Field("village_name")
	code, _ := def.Field("village")
	if name == nil || code == nil || name.No != no {
		return
	}
	for _, c := range rec.Conflict {
		for _, v := range c.Versions {
			if c.No == code.No && v.Commit == version {
				set[code.No] = v.Value
			}
		}
	}
}

// Anew ends a conflict with a value that is in neither version (都不对，重新填).
func (d *Desk) Anew(ctx context.Context, actor hub.Actor, request hub.ID, card Card, value any) (hub.Outcome, error) {
	rec := card.Record
	return d.Correct(ctx, actor, request, rec.Kind, rec.ID, rec.Commit, form.Values{card.Field.Name: value})
}

// reopens are the values that an act chose between, if it settled a conflict: taking
// it back asks the same question again.
func (d *Desk) reopens(c hub.Changed) (values []any) {
	def, _ := d.forms.Get(c.Kind)
	if def == nil || len(c.From) < 2 {
		return nil
	}
	if f, ok := def.FieldNo(c.No); !ok || f.Merge != form.Ask {
		return nil
	}
	for _, v := range c.From {
		if !slices.ContainsFunc(values, func(o any) bool { return form.Equal(o, v) }) {
			values = append(values, v)
		}
	}
	if len(values) < 2 {
		return nil // all had written the same
	}
	return values
}

// reopening puts the values of a settled field beside each other again: an edit each,
// since a commit says one value of a field. Nothing where they already are.
func (d *Desk) reopening(rec hub.Record, c hub.Changed, values []any) (edits []hub.Edit) {
	open := func(v any) bool {
		return slices.ContainsFunc(rec.Conflict, func(k hub.Conflict) bool {
			return k.No == c.No && slices.ContainsFunc(k.Versions, func(o hub.Version) bool { return form.Equal(o.Value, v) })
		})
	}
	chosen := slices.ContainsFunc(values, func(v any) bool { return form.Equal(v, c.To) })
	for _, v := range values {
		if open(v) || form.Equal(v, c.To) {
			continue
		}
		edits = append(edits, hub.Edit{
			Kind: c.Kind, Record: c.Record, Subject: c.Subject, Period: c.Period, Set: map[uint32]any{c.No: v},
			Beside: chosen || len(edits) > 0, // a third answer makes room first
		})
	}
	return edits
}

// Writer says who wrote an entry and at which station, or where a visitor came from, as
// far as this box knows her; both are empty for the box itself.
func (d *Desk) Writer(ctx context.Context, e hub.Entry) (name, station string, err error) {
	if e.Author.IsZero() {
		return "", "", nil
	}
	rec, err := d.log.Record(ctx, "staff", e.Author)
	if hub.CodeOf(err) == hub.CodeNotFound {
		return d.guest(ctx, e.Author)
	}
	if err != nil {
		return "", "", err
	}
	staff := care.As[care.Staff](d.forms, rec)
	site, err := d.log.Record(ctx, "site", staff.Site)
	if err != nil {
		return staff.Name, "", unlessMissing(err)
	}
	return staff.Name, care.As[care.Site](d.forms, site).Name, nil
}

// unlessMissing is an error that is more than that something is not here.
func unlessMissing(err error) error {
	if hub.CodeOf(err) == hub.CodeNotFound {
		return nil
	}
	return err
}

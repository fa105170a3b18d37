package desk

import (
	"context"

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

// Written is one version with who wrote it, where and when.
type Written struct {
	hub.Version
	Entry hub.Entry
}

// Conflict reads the first open field of a record. Errors: CodeNotFound where
// nothing is open (any more).
func (d *Desk) Conflict(ctx context.Context, actor hub.Actor, record hub.ID) (Card, error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return Card{}, err
	}
	recs, err := d.log.Conflicted(ctx)
	if err != nil {
		return Card{}, err
	}
	for _, rec := range recs {
		if rec.ID == record && len(rec.Conflict) > 0 {
			return d.card(ctx, rec)
		}
	}
	return Card{}, hub.E(hub.CodeNotFound, "desk.settled-already")
}

func (d *Desk) card(ctx context.Context, rec hub.Record) (Card, error) {
	open := rec.Conflict[0]
	def, ok := d.forms.Get(rec.Kind)
	if !ok {
		return Card{}, hub.E(hub.CodeNotFound, "desk.settled-already")
	}
	card := Card{Record: rec, More: len(rec.Conflict) - 1}
	card.Field, _ = def.FieldNo(open.No) // a conflict is of a field that a form knows
	for _, version := range open.Versions {
		entry, err := d.log.Entry(ctx, version.Commit)
		if err != nil {
			return Card{}, err
		}
		card.Versions = append(card.Versions, Written{version, entry})
	}
	child, err := d.child(ctx, rec.Subject)
	if err != nil && hub.CodeOf(err) != hub.CodeNotFound {
		return Card{}, err
	}
	card.Child = child
	return card, nil
}

// Writer says who wrote an entry and at which station, as far as this box knows
// her; both are empty for the box itself.
func (d *Desk) Writer(ctx context.Context, e hub.Entry) (name, station string, err error) {
	if e.Author.IsZero() {
		return "", "", nil
	}
	rec, err := d.log.Record(ctx, "staff", e.Author)
	if err != nil {
		if hub.CodeOf(err) == hub.CodeNotFound {
			return "", "", nil
		}
		return "", "", err
	}
	staff := care.As[care.Staff](d.forms, rec)
	site, err := d.log.Record(ctx, "site", staff.Site)
	if err != nil {
		if hub.CodeOf(err) == hub.CodeNotFound {
			return staff.Name, "", nil
		}
		return "", "", err
	}
	return staff.Name, care.As[care.Site](d.forms, site).Name, nil
}

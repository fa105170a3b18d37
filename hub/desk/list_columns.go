package desk

import (
	"context"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
)

// ListColumn is a column of a table at the county's desk: kept as the county wants it, for
// everybody there.
type ListColumn struct {
	Name   string
	Hidden bool
}

// columnsID is the one record of a list.
func columnsID(list string) hub.ID { return hub.DeriveID("list-columns", hub.ID{}, list) }

// SetColumns keeps which columns a list has, and in which order; none are those that it has
// by itself. Names have no commas in them.
// Errors: CodeForbidden, CodeInvalid list.none-shown.
func (d *Desk) SetColumns(ctx context.Context, actor hub.Actor, request hub.ID, list string, columns []ListColumn) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActForms); err != nil {
		return hub.Outcome{}, err
	}
	if len(columns) > 0 && !slices.ContainsFunc(columns, func(c ListColumn) bool { return !c.Hidden }) {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "list.none-shown").In("order")
	}
	var names []string
	for _, c := range columns {
		if c.Hidden {
			c.Name = "-" + c.Name
		}
		names = append(names, c.Name)
	}
	id := columnsID(list)
	values := form.Values{"list": list, "by": orNil(actor.Staff), "day": d.Today(), "order": orNil(strings.Join(names, ","))}
	actor.Lane = hub.LaneCounty
	return d.append(ctx, actor, request, d.forms.Edit("list-columns", id, id, values))
}

// Columns puts the columns that a list has by itself into the county's order: one that it
// has not thought about yet comes last, one that is gone is left out. own says whether the
// county has an order of its own.
func (d *Desk) Columns(ctx context.Context, list string, have []string) (columns []ListColumn, own bool, err error) {
	rec, err := d.log.Record(ctx, "list-columns", columnsID(list))
	if err != nil && hub.CodeOf(err) != hub.CodeNotFound {
		return nil, false, err
	}
	var r struct {
		Order string `form:"order"`
	}
	if err == nil && rec.Lane == hub.LaneCounty {
		d.forms.Decode(rec, &r)
	}
	put := func(name string, hidden bool) {
		if slices.Contains(have, name) && !slices.ContainsFunc(columns, func(c ListColumn) bool { return c.Name == name }) {
			columns = append(columns, ListColumn{name, hidden})
		}
	}
	for _, name := range strings.Split(r.Order, ",") {
		name, hidden := strings.CutPrefix(name, "-")
		put(name, hidden)
	}
	for _, name := range have {
		put(name, false)
	}
	return columns, r.Order != "", nil
}

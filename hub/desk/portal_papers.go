package desk

import (
	"cmp"
	"context"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/hub/paper"
)

// Papers are those that the county put in, newest first, and behind them those that the
// program carries.
func (d *Desk) Papers(ctx context.Context) (all []paper.Paper, err error) {
	err = d.log.Each(ctx, "paper", func(rec hub.Record) error {
		var r struct {
			Title  string  `form:"title"`
			Number string  `form:"number"`
			Issuer string  `form:"issuer"`
			Day    hub.Day `form:"day"`
			Until  hub.Day `form:"until"`
			Tags   string  `form:"tags"`
			Text   string  `form:"text"`
			Source string  `form:"source"`
			Gone   bool    `form:"gone"`
		}
		d.forms.Decode(rec, &r)
		if rec.Lane == hub.LanePublic && !r.Gone && r.Title != "" {
			all = append(all, paper.Paper{Key: rec.ID.String(), Title: r.Title, Number: r.Number, Issuer: r.Issuer, Day: r.Day, Until: r.Until,
				Tags: strings.Fields(r.Tags), Source: r.Source, Lines: lines(r.Text)})
		}
		return nil
	})
	hub.SortStable(all, func(a, b paper.Paper) int { return cmp.Or(cmp.Compare(b.Day, a.Day), cmp.Compare(a.Key, b.Key)) })
	return append(all, paper.Shipped()...), err
}

// PutPaper adds a paper of the county's, or writes one anew; they go to every hub.
// Errors: CodeForbidden, CodeInvalid (the form's, portal.day).
func (d *Desk) PutPaper(ctx context.Context, actor hub.Actor, request, id hub.ID, p paper.Paper) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActForms); err != nil {
		return hub.Outcome{}, err
	}
	for field, day := range map[string]hub.Day{"day": p.Day, "until": p.Until} {
		if _, ok := day.Time(); !ok && (day != "" || field == "day") {
			return hub.Outcome{}, hub.E(hub.CodeInvalid, "portal.day").In(field)
		}
	}
	if id.IsZero() {
		id = hub.DeriveID("paper", request, "put")
	}
	text := strings.Join(p.Lines, "\n")
	actor.Lane = hub.LanePublic
	return d.append(ctx, actor, request, d.forms.Edit("paper", id, id, form.Values{
		"title": orNil(p.Title), "number": orNil(p.Number), "issuer": orNil(p.Issuer), "day": p.Day, "until": orNil(p.Until),
		"tags": orNil(strings.Join(p.Tags, " ")), "text": orNil(text), "source": orNil(p.Source), "gone": nil, "put": d.Today(),
	}))
}

// TakePaper takes a paper of the county's off again.
func (d *Desk) TakePaper(ctx context.Context, actor hub.Actor, request, id hub.ID) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActForms); err != nil {
		return hub.Outcome{}, err
	}
	if _, err := d.log.Record(ctx, "paper", id); err != nil {
		return hub.Outcome{}, err
	}
	actor.Lane = hub.LanePublic
	return d.append(ctx, actor, request, d.forms.Edit("paper", id, id, form.Values{"gone": true}))
}

// lines are those of a text that say something.
func lines(text string) (out []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

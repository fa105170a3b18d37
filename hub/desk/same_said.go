package desk

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// What people say of two records that look alike, by code of the form.
const (
	verdictSame      = "same"
	verdictTwins     = "twins"
	verdictDifferent = "different"
)

// said is what people said of two records, both sides taken together.
type said struct {
	verdict string // "" nothing yet
	lead    hub.ID // the record that counts; zero: nobody chose, or two chose differently
}

// verdictOn reads what was said of two records on either's side. Of two answers the
// more careful one holds: two children are shown as two.
func (d *Desk) verdictOn(ctx context.Context, a, b hub.ID) (out said, err error) {
	var leads []hub.ID
	for _, id := range []hub.ID{hub.DeriveID("pair", a, b.String()), hub.DeriveID("pair", b, a.String())} {
		rec, err := d.log.Record(ctx, "pair", id)
		if hub.CodeOf(err) == hub.CodeNotFound && err != nil {
			continue
		}
		if err != nil {
			return out, err
		}
		p := care.As[care.Pair](d.forms, rec)
		out.verdict = careful(out.verdict, p.Verdict)
		if !p.Lead.IsZero() && !slices.Contains(leads, p.Lead) {
			leads = append(leads, p.Lead)
		}
	}
	if len(leads) == 1 {
		out.lead = leads[0]
	}
	return out, nil
}

func careful(a, b string) string {
	for _, v := range []string{verdictDifferent, verdictTwins, verdictSame} {
		if a == v || b == v {
			return v
		}
	}
	return ""
}

// verdicts is what was said of a child and others, noted on either side.
func (d *Desk) verdicts(ctx context.Context, child hub.ID) (map[hub.ID]string, error) {
	mine, err := d.log.Of(ctx, child, "pair")
	if err != nil {
		return nil, err
	}
	theirs, err := d.log.Find(ctx, "pair", "other", child)
	if err != nil {
		return nil, err
	}
	out := map[hub.ID]string{}
	for _, p := range care.All[care.Pair](d.forms, "pair", append(mine, theirs...)) {
		other := p.Other
		if other == child {
			other = p.Subject
		}
		if p.Verdict != "" {
			out[other] = careful(out[other], p.Verdict)
		}
	}
	return out, nil
}

// Judge notes what a person said of two known children: same, twins, different. Two
// that were one record until now come back as they are on their own.
func (d *Desk) Judge(ctx context.Context, actor hub.Actor, request, child, other hub.ID, verdict string) (hub.Outcome, error) {
	if verdict == verdictSame {
		return d.Unite(ctx, actor, request, child, other, hub.ID{})
	}
	return d.Divide(ctx, actor, request, child, other, verdict)
}

// Unite notes that two records are one child (是同一个). lead is the record that goes
// on; zero leaves it to the rule: the one in care, else the one registered first.
func (d *Desk) Unite(ctx context.Context, actor hub.Actor, request, child, other, lead hub.ID) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActCorrect); err != nil {
		return hub.Outcome{}, err
	}
	if child == other {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "family.self")
	}
	beside := false
	if lead.IsZero() {
		var err error
		if lead, beside, err = d.leadOf(ctx, child, other); err != nil {
			return hub.Outcome{}, err
		}
	}
	values := form.Values{"verdict": verdictSame, "lead": orNil(lead)}
	edits, err := d.verdictEdits(ctx, child, other, values)
	if err != nil {
		return hub.Outcome{}, err
	}
	if beside && len(edits) == 1 { // either record says by itself whether it counts: figures read one child at a time
		one, two := child, other
		if edits[0].Subject == child {
			one, two = other, child
		}
		edits = append(edits, d.forms.EditOnce("pair", one, two.String(), form.Values{"other": two, "verdict": verdictSame, "lead": lead}))
	}
	return d.append(ctx, actor, request, edits...)
}

// leadOf is who goes on of two that are one child, by the rule; beside: both are of one
// township, and either can say so. Where one is not here, nobody knows.
func (d *Desk) leadOf(ctx context.Context, child, other hub.ID) (lead hub.ID, beside bool, err error) {
	g, err := d.sameness(ctx)
	if err != nil {
		return lead, false, err
	}
	var both [2]care.Child
	for i, id := range []hub.ID{child, other} {
		c, err := d.child(ctx, g.leading(id))
		if err != nil {
			return lead, false, unlessMissing(err)
		}
		both[i] = c
	}
	if compareLeads(both[0], both[1]) > 0 {
		both[0], both[1] = both[1], both[0]
	}
	return both[0].ID, both[0].Lane == both[1].Lane, nil
}

// Divide takes a record out of the group of a child (拆开), or says that two who were
// never one are two. What was chosen between them goes back as far as nobody has
// changed it since; everything else is as it was, because nothing was moved.
func (d *Desk) Divide(ctx context.Context, actor hub.Actor, request, child, other hub.ID, verdict string) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActCorrect); err != nil {
		return hub.Outcome{}, err
	}
	g, err := d.sameness(ctx)
	if err != nil {
		return hub.Outcome{}, err
	}
	edits, err := d.verdictEdits(ctx, child, other, form.Values{"verdict": verdict, "lead": nil})
	if err != nil {
		return hub.Outcome{}, err
	}
	if group := g.all(child); slices.Contains(group, other) {
		for _, id := range group {
			said, err := d.verdictOn(ctx, id, other)
			if err != nil {
				return hub.Outcome{}, err
			}
			if id == child || id == other || said.verdict != verdictSame {
				continue
			}
			more, err := d.verdictEdits(ctx, id, other, form.Values{"verdict": verdictDifferent, "lead": nil})
			if err != nil {
				return hub.Outcome{}, err
			}
			edits = append(edits, more...)
		}
		back, err := d.factsBack(ctx, group[0], other)
		if err != nil {
			return hub.Outcome{}, err
		}
		edits = append(edits, back...)
	}
	return d.append(ctx, actor, request, edits...)
}

// verdictEdits says something of two records on every side where something is noted
// already, else on the first's.
func (d *Desk) verdictEdits(ctx context.Context, child, other hub.ID, values form.Values) (edits []hub.Edit, err error) {
	for _, pair := range [][2]hub.ID{{child, other}, {other, child}} {
		edit := d.forms.EditOnce("pair", pair[0], pair[1].String(), values)
		switch _, err := d.log.Record(ctx, "pair", edit.Record); {
		case err == nil:
			edits = append(edits, edit)
		case hub.CodeOf(err) != hub.CodeNotFound:
			return nil, err
		}
	}
	if len(edits) > 0 {
		return edits, nil
	}
	values["other"] = other
	return []hub.Edit{d.forms.EditOnce("pair", child, other.String(), compact(values))}, nil
}

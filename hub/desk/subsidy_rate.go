package desk

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/claim"
	"yizhan/hub/form"
)

// Programme is a subsidy of the county with all that it ever paid, the oldest rate first.
type Programme struct {
	ID    hub.ID
	Rule  claim.Rule
	Rates []claim.Rate
}

// Title is what it is called now.
func (p Programme) Title() string { return p.Rates[len(p.Rates)-1].Title }

// SetRate notes what a subsidy pays from a day on: of a new one where Programme is zero. What
// was noted before stays, and is what runs that are locked were made of.
// Errors: CodeForbidden, CodeInvalid (money.*, form's), CodeNotFound money.no-programme.
func (d *Desk) SetRate(ctx context.Context, actor hub.Actor, request hub.ID, r claim.Rate) (hub.Outcome, error) {
	if err := d.mayMoney(actor); err != nil {
		return hub.Outcome{}, err
	}
	id := hub.DeriveID("subsidy-rate", request, "set")
	if r.Programme.IsZero() {
		r.Programme = id
	} else {
		old, err := d.Programme(ctx, r.Programme)
		if err != nil {
			return hub.Outcome{}, err
		}
		r.Rule = old.Rule // what it is paid for makes another programme
	}
	if err := soundRate(r); err != nil {
		return hub.Outcome{}, err
	}
	var modes any
	if len(r.Modes) > 0 {
		modes = r.Modes
	}
	now := d.clock.Now().Wall.In(hub.China)
	values := form.Values{
		"programme": r.Programme, "title": strings.TrimSpace(r.Title), "rule": string(r.Rule), "from": r.From, "gone": orNil(r.Gone), "amount": r.Amount,
		"share": orNil(r.Share), "days": orNil(r.Days), "half": orNil(r.Half), "age": orNil(r.Age), "modes": modes, "half_mode": orNil(r.HalfMode),
		"filed": orNil(r.Filed), "only": orNil(r.Only), "cap": orNil(r.Cap), "per_place": orNil(r.PerPlace), "trigger": orNil(string(r.Trigger)),
		"threshold": orNil(r.Threshold), "figure": orNil(r.Figure), "source": strings.TrimSpace(r.Source), "certainty": r.Certainty,
		"said": hub.DayOf(now), "second": now.Hour()*3600 + now.Minute()*60 + now.Second(), "by": orNil(actor.Staff),
	}
	actor.Lane = hub.LanePublic
	return d.append(ctx, actor, request, d.forms.Edit("subsidy-rate", id, id, compact(values)))
}

// soundRate says what is missing of a rate, each beside its field.
func soundRate(r claim.Rate) error {
	var errs hub.Errors
	wrong := func(is bool, key, field string) {
		if is {
			errs = append(errs, hub.E(hub.CodeInvalid, key).In(field))
		}
	}
	_, dated := r.From.Time()
	wrong(strings.TrimSpace(r.Title) == "", "money.title", "title")
	wrong(!dated, "number.day", "from")
	wrong(strings.TrimSpace(r.Source) == "", "money.source", "source")
	wrong(r.Certainty == "", "money.certainty", "certainty")
	if r.Gone {
		return errs.Or()
	}
	switch r.Rule {
	case claim.Rent:
		wrong(r.Share < 1 || r.Share > 100, "money.share", "share")
	default:
		wrong(r.Amount <= 0, "money.amount", "amount")
	}
	wrong(r.Half > 0 && r.Half >= max(r.Days, 1), "money.half", "half")
	wrong(!slices.Contains([]int{0, 24, 36}, r.Age), "money.age", "age")
	if r.Rule == claim.Award {
		wrong(r.Trigger == "", "money.trigger", "trigger")
		wrong(r.Threshold < 1, "money.threshold", "threshold")
		wrong(r.Trigger == claim.ByRank && r.Figure == "", "money.figure", "figure")
	}
	return errs.Or()
}

// mayMoney is for officers of the county who look after its money.
func (d *Desk) mayMoney(actor hub.Actor) error {
	if !officer(actor) || actor.Staff.IsZero() {
		return hub.E(hub.CodeForbidden, "desk.may-not")
	}
	return d.allow(actor, hub.ActMoney)
}

// Programmes are the county's subsidies, by name.
func (d *Desk) Programmes(ctx context.Context) (out []Programme, err error) {
	at := map[hub.ID]int{}
	err = d.log.Each(ctx, "subsidy-rate", func(rec hub.Record) error {
		r := d.asRate(rec)
		if rec.Lane != hub.LanePublic || r.Programme.IsZero() {
			return nil
		}
		i, known := at[r.Programme]
		if !known {
			i = len(out)
			at[r.Programme], out = i, append(out, Programme{ID: r.Programme})
		}
		out[i].Rates = append(out[i].Rates, r)
		return nil
	})
	for i := range out {
		p := &out[i]
		hub.Sort(p.Rates, func(a, b claim.Rate) int {
			return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Said, b.Said), cmp.Compare(a.Second, b.Second), bytes.Compare(a.ID[:], b.ID[:]))
		})
		p.Rule = p.Rates[0].Rule
	}
	hub.Sort(out, func(a, b Programme) int {
		return cmp.Or(cmp.Compare(a.Title(), b.Title()), bytes.Compare(a.ID[:], b.ID[:]))
	})
	return out, err
}

// Programme is one of them. Errors: CodeNotFound money.no-programme.
func (d *Desk) Programme(ctx context.Context, id hub.ID) (Programme, error) {
	all, err := d.Programmes(ctx)
	for _, p := range all {
		if p.ID == id {
			return p, err
		}
	}
	return Programme{}, cmp.Or(err, error(hub.E(hub.CodeNotFound, "money.no-programme")))
}

func (d *Desk) asRate(rec hub.Record) claim.Rate {
	var r struct {
		Programme hub.ID   `form:"programme"`
		Title     string   `form:"title"`
		Rule      string   `form:"rule"`
		From      hub.Day  `form:"from"`
		Gone      bool     `form:"gone"`
		Amount    int64    `form:"amount"`
		Share     int64    `form:"share"`
		Days      int      `form:"days"`
		Half      int      `form:"half"`
		Age       int      `form:"age"`
		Modes     []string `form:"modes"`
		HalfMode  bool     `form:"half_mode"`
		Filed     bool     `form:"filed"`
		Only      string   `form:"only"`
		Cap       int64    `form:"cap"`
		PerPlace  int64    `form:"per_place"`
		Trigger   string   `form:"trigger"`
		Threshold int64    `form:"threshold"`
		Figure    string   `form:"figure"`
		Source    string   `form:"source"`
		Certainty string   `form:"certainty"`
		Said      hub.Day  `form:"said"`
		Second    int      `form:"second"`
		By        hub.ID   `form:"by"`
	}
	d.forms.Decode(rec, &r)
	return claim.Rate{ID: rec.ID, Programme: r.Programme, Title: r.Title, Rule: claim.Rule(r.Rule), From: r.From, Gone: r.Gone, Amount: r.Amount, Share: r.Share,
		Days: r.Days, Half: r.Half, Age: r.Age, Modes: r.Modes, HalfMode: r.HalfMode, Filed: r.Filed, Only: r.Only, Cap: r.Cap, PerPlace: r.PerPlace,
		Trigger: claim.Trigger(r.Trigger), Threshold: r.Threshold, Figure: r.Figure, Source: r.Source, Certainty: r.Certainty, Said: r.Said, Second: r.Second, By: r.By}
}

package due

import (
	"fmt"
	"slices"

	"yizhan/hub"
	"yizhan/hub/form"
)

// With is the rules and, in the same engine, the cadence of every form that has one. What
// counts from a field of another record is refused: such rules stand in rules.yaml.
func (r *Rules) With(forms *form.Registry) (*Rules, error) {
	out := *r
	out.records, out.byCode, out.of, out.rules = map[hub.Kind]Record{}, map[string]*Rule{}, map[hub.Kind][]*Rule{}, nil
	for kind, rec := range r.records {
		out.records[kind] = rec
	}
	all := slices.Clone(r.rules)
	for _, kind := range forms.Kinds() {
		def, _ := forms.Get(kind)
		for i := range def.Cadence {
			rules, err := cadenceRules(def, &def.Cadence[i])
			if err != nil {
				return nil, err
			}
			all = append(all, rules...)
			if _, known := out.records[kind]; !known {
				out.records[kind] = recordOf(def)
			}
		}
	}
	for _, rule := range all {
		if err := out.add(rule); err != nil {
			return nil, err
		}
	}
	return &out, nil
}

// recordOf says when a record of a form was written: its first day, else its period.
func recordOf(def *form.Definition) Record {
	rec := Record{Kind: def.Kind, Day: ByPeriod}
	for i := range def.Fields {
		if f := &def.Fields[i]; f.Type == form.Day && !f.Retired {
			rec.Day = f.Name
			break
		}
	}
	return rec
}

// cadenceRules are one for every …, and one for each of the ages.
func cadenceRules(def *form.Definition, c *form.Cadence) (out []*Rule, err error) {
	one := Rule{Code: string(def.Kind) + "." + c.Code, Title: c.Title, Act: c.Title, Group: "sheet", Subject: def.Subject, For: c.For, Who: ByStation,
		Closes: Closing{Kind: def.Kind}, Page: "/forms/" + string(def.Kind) + "/new?for={id}", Source: "表里写的", Certainty: "M",
		From: spanOfForm(c.From), Until: spanOfForm(c.Until), Remind: spanOfForm(c.Remind), Every: spanOfForm(c.Every)}
	if c.Within.Given() {
		within := spanOfForm(c.Within)
		one.Within = &within
	}
	if def.Subject == "child" {
		one.Of = FromBirth
	}
	switch {
	case len(c.At) > 0:
		for i, at := range c.At {
			rule := one
			rule.Code, rule.From, rule.Of, rule.fresh = fmt.Sprintf("%s.%d", one.Code, i+1), spanOfForm(at), FromBirth, true
			if i+1 < len(c.At) {
				rule.Until = spanOfForm(c.At[i+1])
			}
			out = append(out, &rule)
		}
		return out, nil
	case c.After.Given() && c.Of == "birth":
		one.From, one.Of = spanOfForm(c.After), FromBirth
	case c.After.Given():
		return nil, fmt.Errorf("due: %s counts from %s", one.Code, c.Of)
	}
	return append(out, &one), nil
}

// spanOfForm is a form's length of time; working days are counted as days here.
func spanOfForm(s form.Span) Span {
	switch s.Unit {
	case form.Weeks:
		return Span{Days: 7 * s.N}
	case form.Months:
		return Span{Months: s.N}
	case form.Years:
		return Span{Months: 12 * s.N}
	}
	return Span{Days: s.N}
}

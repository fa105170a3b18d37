package due

import (
	"fmt"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
)

// With is the rules and, in the same engine, the cadence of every form that has one. left
// says of which forms some rule cannot be kept up, and why: the others are not left
// without theirs.
func (r *Rules) With(forms *form.Registry) (with *Rules, left map[hub.Kind]error) {
	out, left := *r, map[hub.Kind]error{}
	out.records, out.byCode, out.of, out.rules = map[hub.Kind]Record{}, map[string]*Rule{}, map[hub.Kind][]*Rule{}, nil
	for kind, rec := range r.records {
		out.records[kind] = rec
	}
	for _, rule := range r.rules {
		own := *rule // the built-in ones are every desk's: nobody writes into them
		if err := out.add(&own); err != nil {
			left[rule.Closes.Kind] = err
		}
	}
	for _, kind := range forms.Kinds() {
		def, _ := forms.Get(kind)
		for i := range def.Cadence {
			if err := out.keepUp(forms, def, &def.Cadence[i]); err != nil {
				left[kind] = err
			}
		}
	}
	return &out, left
}

// keepUp takes one cadence in.
func (r *Rules) keepUp(forms *form.Registry, def *form.Definition, c *form.Cadence) error {
	if _, known := r.records[def.Kind]; !known {
		r.records[def.Kind] = recordOf(def)
	}
	rules, err := r.cadenceRules(forms, def, c)
	for _, rule := range rules {
		if err == nil {
			err = r.add(rule)
		}
	}
	return err
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
func (r *Rules) cadenceRules(forms *form.Registry, def *form.Definition, c *form.Cadence) (out []*Rule, err error) {
	one := Rule{cadence: c, Code: string(def.Kind) + "." + c.Code, Title: c.Title, Act: c.Title, Group: "sheet", Subject: def.Subject, For: c.For, Who: ByStation,
		Closes: Closing{Kind: def.Kind}, Page: "/forms/" + string(def.Kind) + "/new?for={id}", Source: "表里写的", Certainty: "M",
		From: spanOfForm(c.From), Until: spanOfForm(c.Until), Remind: spanOfForm(c.Remind), Every: spanOfForm(c.Every)}
	if c.Within.Given() {
		within := spanOfForm(c.Within)
		one.Within = &within
	}
	if len(c.Who) > 0 && !slices.ContainsFunc(c.Who, func(who hub.Role) bool { return who != hub.RoleHealth }) {
		one.Who = ByHealth
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
	case c.After.Given() && known[c.Of] != "":
		one.From, one.Of = spanOfForm(c.After), known[c.Of]
	case c.After.Given():
		one.From, one.Of = spanOfForm(c.After), FromRecord
		if one.since, err = r.sinceOf(forms, def, c.Of); err != nil {
			return nil, fmt.Errorf("due: %s: %w", one.Code, err)
		}
	}
	return append(out, &one), nil
}

// known are the days that facts have without a record of their own.
var known = map[string]string{"birth": FromBirth, "child.birth": FromBirth, "child.registered": FromRegistered, "enrolment.from": FromEnrolled}

// since is the record from whose day a rule counts.
type since struct {
	kind  hub.Kind
	until bool // from the day until which it holds, not that on which it was done
}

// sinceOf reads of: a day of the form itself, or kind.field of another one.
func (r *Rules) sinceOf(forms *form.Registry, def *form.Definition, of string) (s since, err error) {
	kind, field := def.Kind, of
	if other, name, cut := strings.Cut(of, "."); cut {
		kind, field = hub.Kind(other), name
	}
	from, ok := forms.Get(kind)
	if !ok || from.Subject != def.Subject {
		return s, fmt.Errorf("it counts from %s, which is nothing of the same %s", of, def.Subject)
	}
	rec, described := r.records[kind]
	if !described {
		rec = recordOf(from)
	}
	switch field {
	case rec.Day:
	case rec.Until:
		s.until = true
	default:
		if rec.Until != "" {
			return s, fmt.Errorf("it counts from %s; of %s only %s and %s are looked at", of, kind, rec.Day, rec.Until)
		}
		rec.Until, s.until = field, true
	}
	s.kind, r.records[kind] = kind, rec
	return s, nil
}

// spanOfForm is a form's length of time.
func spanOfForm(s form.Span) Span {
	switch s.Unit {
	case form.Workdays:
		return Span{Workdays: s.N}
	case form.Weeks:
		return Span{Days: 7 * s.N}
	case form.Months:
		return Span{Months: s.N}
	case form.Years:
		return Span{Months: 12 * s.N}
	}
	return Span{Days: s.N}
}

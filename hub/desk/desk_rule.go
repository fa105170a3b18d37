package desk

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Rules of the county's desk, by key.
const (
	RuleTakeAlone = "take-alone" // people in a table that needs no second officer
	RuleCodes     = "codes"      // roles that log in with a code besides the password
)

// Bounds of RuleTakeAlone: with none at all nobody gets a list of one class, and with
// more than a township's the rule protects nothing.
const (
	leastAlone = 1
	mostAlone  = 500
)

// SetTakesAlone says from how many people on a table needs a second officer.
func (d *Desk) SetTakesAlone(ctx context.Context, actor hub.Actor, request hub.ID, people int) error {
	if people < leastAlone || people > mostAlone {
		return hub.E(hub.CodeInvalid, "take.alone", leastAlone, mostAlone).In("alone")
	}
	return d.setRule(ctx, actor, request, RuleTakeAlone, strconv.Itoa(people))
}

// CodeRoles are the roles that have to log in with a code.
func (d *Desk) CodeRoles(ctx context.Context) ([]hub.Role, error) {
	text, err := d.rule(ctx, RuleCodes)
	var roles []hub.Role
	for _, one := range strings.Fields(text) {
		roles = append(roles, hub.Role(one))
	}
	return roles, err
}

// SetCodeRoles says which roles have to.
func (d *Desk) SetCodeRoles(ctx context.Context, actor hub.Actor, request hub.ID, roles []hub.Role) error {
	var all []string
	for _, r := range roles {
		all = append(all, string(r))
	}
	slices.Sort(all)
	return d.setRule(ctx, actor, request, RuleCodes, strings.Join(slices.Compact(all), " "))
}

func (d *Desk) setRule(ctx context.Context, actor hub.Actor, request hub.ID, rule, value string) error {
	if err := d.allow(actor, hub.ActOfficers); err != nil {
		return err
	}
	id := ruleID(rule)
	actor.Lane = hub.LaneCounty
	_, err := d.append(ctx, actor, request, d.forms.Edit("desk-rule", id, id, form.Values{
		"rule": rule, "value": orNil(value), "day": d.Today(), "by": orNil(actor.Staff),
	}))
	return err
}

// rule is "" where the county has said nothing.
func (d *Desk) rule(ctx context.Context, rule string) (string, error) {
	rec, err := d.countys(ctx, "desk-rule", ruleID(rule))
	if hub.CodeOf(err) == hub.CodeNotFound {
		return "", nil
	}
	var r struct {
		Value string `form:"value"`
	}
	d.forms.Decode(rec, &r)
	return r.Value, err
}

// ruleNumber is 0 where the county has said nothing.
func (d *Desk) ruleNumber(ctx context.Context, rule string) (int, error) {
	text, err := d.rule(ctx, rule)
	n, bad := strconv.Atoi(text)
	if bad != nil {
		n = 0
	}
	return n, err
}

func ruleID(rule string) hub.ID { return hub.DeriveID("desk-rule", hub.ID{}, rule) }

// countys is a record of the county's own lane, which the county alone writes: what some
// hub wrote under the same id in a lane of its own is not the county's word.
func (d *Desk) countys(ctx context.Context, kind hub.Kind, id hub.ID) (hub.Record, error) {
	recs, err := d.log.Of(ctx, id, kind)
	if err != nil {
		return hub.Record{}, err
	}
	for _, rec := range recs {
		if rec.Lane == hub.LaneCounty && rec.ID == id {
			return rec, nil
		}
	}
	return hub.Record{}, hub.E(hub.CodeNotFound, "store.notfound")
}

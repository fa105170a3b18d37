package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Join notes that two children are of one family, with all brothers and sisters
// that each is known to have; twins also settles that they are two children.
func (d *Desk) Join(ctx context.Context, actor hub.Actor, request, child, other hub.ID, twins bool) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActCorrect); err != nil {
		return hub.Outcome{}, err
	}
	if child == other {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "family.self")
	}
	mine, err := d.child(ctx, child)
	if err != nil {
		return hub.Outcome{}, err
	}
	theirs, err := d.child(ctx, other)
	if err != nil {
		return hub.Outcome{}, err
	}
	all, err := d.siblings(ctx, mine)
	if err != nil {
		return hub.Outcome{}, err
	}
	family := theirs.FamilyID()
	var edits []hub.Edit
	for _, c := range append(all, mine) {
		edits = append(edits, d.familyEdit(c.ID, family))
	}
	if twins {
		said, err := d.verdictEdits(ctx, child, other, form.Values{"verdict": verdictTwins, "lead": nil})
		if err != nil {
			return hub.Outcome{}, err
		}
		edits = append(edits, said...)
	}
	return d.append(ctx, actor, request, edits...)
}

// Part notes that a child is not of the family it was put to.
func (d *Desk) Part(ctx context.Context, actor hub.Actor, request, child hub.ID) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActCorrect); err != nil {
		return hub.Outcome{}, err
	}
	return d.append(ctx, actor, request, d.familyEdit(child, hub.DeriveID("family", child, "apart "+request.String())))
}

func (d *Desk) familyEdit(child, family hub.ID) hub.Edit {
	return d.forms.Edit("child", child, child, form.Values{"family": family[:]})
}

// Kin is another child and what people said of the two.
type Kin struct {
	Child    care.Child
	Likeness care.Likeness // where the two look alike and nobody has said anything yet
	Verdict  string        // same, twins, different; "" none
}

// Alike lists the known children that a known child resembles and nobody has
// decided about, likeliest first.
func (d *Desk) Alike(ctx context.Context, actor hub.Actor, child hub.ID) ([]Kin, error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return nil, err
	}
	t, err := d.Traits(ctx, child)
	if err != nil {
		return nil, err
	}
	said, err := d.verdicts(ctx, child)
	if err != nil {
		return nil, err
	}
	return d.alikeTo(ctx, t, said)
}

// Said lists the children about whom people decided that they are this one.
func (d *Desk) Said(ctx context.Context, actor hub.Actor, child hub.ID) (map[hub.ID]string, error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return nil, err
	}
	return d.verdicts(ctx, child)
}

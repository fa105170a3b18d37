package desk

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/names"
)

// alikeLimit is how many likely duplicates a person is asked about at once.
const alikeLimit = 5

// LikelySame lists known children that a registration may be: what the screen
// shows while it is being typed, and what Register asks. Pairs that a person has
// decided on are left out.
func (d *Desk) LikelySame(ctx context.Context, r Registration) ([]care.Match, error) {
	entry := names.Entry{Name: r.Name, Nick: r.Nick, Birth: r.Birth}
	mine := care.Traits{Name: r.Name, Nick: r.Nick, Unnamed: r.Unnamed, Sex: r.Sex, Birth: r.Birth, IDNo: r.IDNo, Family: r.Family}
	for _, p := range r.People {
		if p.Phone != "" {
			mine.Phones = append(mine.Phones, p.Phone)
			entry.PhoneTails = append(entry.PhoneTails, p.Phone[max(0, len(p.Phone)-4):])
		}
	}
	similar := d.alike.Similar(entry, alikeLimit)
	var among []care.Traits
	for _, like := range similar {
		t, err := d.Traits(ctx, like.Subject)
		if err != nil {
			return nil, err
		}
		among = append(among, t)
	}
	settled := func(id hub.ID) bool { return id == r.TwinOf || slices.Contains(r.NotSame, id) }
	found := care.Matches(mine, among, names.SameSound, settled)
	if len(found) == 0 && r.Birth == "" && !r.Unnamed {
		return sameName(similar, settled), nil
	}
	return found, nil
}

// sameName is who has the name, or one that sounds like it, while no birthday has
// been said: enough to look at what is known before going on, not to decide.
func sameName(similar []names.Likeness, settled func(hub.ID) bool) (out []care.Match) {
	for _, like := range similar {
		if like.Why&(names.WhyName|names.WhySound) != 0 && !settled(like.Subject) {
			out = append(out, care.Match{Child: like.Subject, Likeness: care.Likely})
		}
	}
	return out
}

// Traits are what a known child is compared by.
func (d *Desk) Traits(ctx context.Context, child hub.ID) (care.Traits, error) {
	c, err := d.child(ctx, child)
	if err != nil {
		return care.Traits{}, err
	}
	people, err := d.people(ctx, child)
	if err != nil {
		return care.Traits{}, err
	}
	t := care.Traits{ID: c.ID, Family: c.FamilyID(), Name: c.Name, Nick: c.Nick, Unnamed: c.Unnamed,
		Sex: c.Sex, Birth: c.Birth, IDNo: c.IDNo}
	for _, p := range people {
		if p.Phone != "" {
			t.Phones = append(t.Phones, p.Phone)
		}
	}
	return t, nil
}

// askAlike stops a registration that may be a second one of the same child.
func (d *Desk) askAlike(ctx context.Context, r Registration) error {
	matches, err := d.LikelySame(ctx, r)
	if err != nil || len(matches) == 0 {
		return err
	}
	return &AlikeError{matches}
}

// Peg is the picture of a child's coat peg, as it is kept; "" if it has none, or
// this box cannot read the child.
func (d *Desk) Peg(ctx context.Context, child hub.ID) string {
	c, err := d.child(ctx, child)
	if err != nil {
		return ""
	}
	return c.Peg
}

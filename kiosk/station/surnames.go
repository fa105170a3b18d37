package station

import (
	"cmp"
	"context"
	"slices"

	"yizhan/hub"
)

// likelyKin are those whose surname a child most often has, the likeliest first.
var likelyKin = []string{"father", "paternal-grandfather", "mother", "maternal-grandfather"}

// What a surname counts: any of the family outweighs a village, a village the others
// of the site.
const (
	weighsVillage = 1 << 10
	weighsFamily  = 1 << 24
)

// surnamesFor ranks the surnames for a child that is being named: that of a known brother
// or sister, those of who looks after her, those of her village by how many bear them,
// and of the rest of the site. Until the village is known it is the site's own.
func (s *Station) surnamesFor(v *visit, d *registering) (map[string]int, error) {
	children, err := s.Desk.ChildrenOf(v.ctx(), v.site.ID)
	if err != nil {
		return nil, err
	}
	here, home := map[string]int{}, cmp.Or(d.Village.Code, v.site.Village)
	for _, c := range children {
		if surname := surnameOf(c.Name); surname != "" {
			here[surname]++
			if c.Village == home {
				here[surname] += weighsVillage
			}
		}
	}
	for i, surname := range d.surnames() {
		here[surname] = weighsFamily - i
	}
	return here, nil
}

// surnames are those of the family, as far as it is known, the likeliest first.
func (d *registering) surnames() (out []string) {
	add := func(surname string) {
		if surname != "" && !slices.Contains(out, surname) {
			out = append(out, surname)
		}
	}
	add(d.Surname)
	names := map[string]string{d.Kin: d.Carer.Text}
	for _, p := range d.People {
		names[p.Kinship] = p.Name
	}
	for _, kin := range likelyKin {
		add(surnameOf(names[kin]))
	}
	add(surnameOf(d.Carer.Text))
	for _, p := range d.People {
		add(surnameOf(p.Name))
	}
	return out
}

// surnamesHere counts the surnames of a site's children, for the tiles of an adult's name.
func (s *Station) surnamesHere(ctx context.Context, site hub.ID) (map[string]int, error) {
	children, err := s.Desk.ChildrenOf(ctx, site)
	here := map[string]int{}
	for _, c := range children {
		if surname := surnameOf(c.Name); surname != "" {
			here[surname]++
		}
	}
	return here, err
}

package station

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/place"
	"yizhan/kiosk/ime"
	"yizhan/kiosk/page"
)

// village is where a family lives; a village that was typed has no code.
type village struct{ Code, Name string }

// value is what a tile posts.
func (o village) value() string { return cmp.Or(o.Code, o.Name) }

const villagesShown = 12

// registerVillage takes a tile, another page of tiles, 写别的村 or 先空着.
func (s *Station) registerVillage(v *visit, d *registering) error {
	switch v.form.Text("go") {
	case "more":
		d.Place.From = v.form.Int("from") + villagesShown
		return s.goOn(v, d, "village")
	case "write":
		d.Place.From = 0
		return s.goOn(v, d, "village-name")
	case "skip":
		d.Village = village{}
		return s.goOn(v, d, "phone")
	}
	known, _, err := s.villages(v)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(known, func(o village) bool { return o.value() == v.form.Text("village") })
	if i < 0 {
		return s.wrong(v, d, "village", "village", hub.E(hub.CodeInvalid, "register.village").In("village"))
	}
	d.Village, d.Place = known[i], typing{}
	return s.goOn(v, d, "phone")
}

// villages are those of the site: the ones where its children live, most first,
// then the site's own, then the others of the township.
func (s *Station) villages(v *visit) (known []village, count map[village]int, err error) {
	children, err := s.Desk.ChildrenOf(v.ctx(), v.site.ID)
	if err != nil {
		return nil, nil, err
	}
	count = map[village]int{}
	add := func(o village) {
		if o.Name != "" && !slices.Contains(known, o) {
			known = append(known, o)
		}
	}
	for _, c := range children {
		o := village{c.Village, c.VillageName}
		count[o]++
		add(o)
	}
	hub.SortStable(known, func(a, b village) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a.Name, b.Name))
	})
	add(village{v.site.Village, v.site.VillageName})
	for _, p := range s.Places.Villages(v.site.Township) {
		if o := (village{p.Code, p.Short()}); !slices.ContainsFunc(known, func(k village) bool { return k.Code == o.Code }) {
			known = append(known, o)
		}
	}
	return known, count, nil
}

func (s *Station) registerVillagePage(v *visit, d *registering, f page.Frame) (page.View, error) {
	known, count, err := s.villages(v)
	from := d.Place.From
	if from >= len(known) { // round to the first page
		from = 0
	}
	p := page.RegisterVillage{Frame: f, Steps: page.RegisterSteps(4), Name: d.called(), From: from, Prev: d.before("village"),
		More: len(known) > villagesShown}
	for _, o := range known[from:min(len(known), from+villagesShown)] {
		c := page.Choice{Value: o.value(), Text: o.Name, On: o == d.Village}
		if n := count[o]; n > 0 {
			c.Small = fmt.Sprintf("%d 个孩子", n)
		}
		p.Villages = append(p.Villages, c)
	}
	return p, err
}

// registerVillageName takes a village that is not on the list, as it is written;
// one that the township does have gets its code.
func (s *Station) registerVillageName(v *visit, d *registering) error {
	done := v.press(&d.Place, ime.General, false, mostName)
	switch {
	case v.form.Has("keep"):
		return s.kept(v, d, "village-name")
	case !done:
		return s.goOn(v, d, "village-name")
	}
	name, bad := care.CheckName(d.Place.Text)
	if bad != nil {
		return s.wrong(v, d, "village-name", "text", hub.E(hub.CodeInvalid, "register.village-name").In("text"))
	}
	d.Village = village{Name: name}
	for _, within := range []string{v.site.Township, countyOf(v.site.Township)} {
		if p := s.Places.As(within, name); p.Code != "" {
			d.Village = village{p.Code, p.Short()}
			break
		}
	}
	d.Place = typing{}
	return s.goOn(v, d, "phone")
}

func (s *Station) registerVillageNamePage(v *visit, d *registering, f page.Frame) (page.View, error) {
	f.Help = "register-village"
	return page.WriteName{
		Frame: f, Steps: page.RegisterSteps(4), Action: "/register/village-name", Question: "哪个村？",
		Writer: v.writer(d.Place, "村名", ime.General, false, mostName, nil, s.villageGuess(v, d.Place.Text)),
		Next:   "下一步：电话", Prev: d.before("village-name"),
	}, nil
}

// villageGuess completes what villages of the county begin with: 柳 → 沟村.
func (s *Station) villageGuess(v *visit, text string) []string {
	if text == "" {
		return nil
	}
	var out []string
	for _, town := range s.Places.Townships(countyOf(v.site.Township)) {
		for _, p := range s.Places.Villages(town.Code) {
			if rest, ok := strings.CutPrefix(p.Short(), text); ok && rest != "" && !slices.Contains(out, rest) {
				out = append(out, rest)
			}
		}
	}
	return out
}

func countyOf(township string) string { return township[:min(len(township), int(place.County))] }

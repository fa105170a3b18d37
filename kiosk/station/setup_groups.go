package station

import (
	"fmt"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// setupGroups takes how many places each class has. The first press of more fills
// the class as far as the rules let, since most classes are full-sized.
func (s *Station) setupGroups(v *visit, d *settingUp) error {
	for _, c := range classesFor(d.Kinds) {
		d.Places[c.Code] = pressed(v, c.Code, c)
	}
	switch v.form.Text("go") {
	case "skip":
		d.Places = map[string]int{}
		fallthrough
	case "next":
		if d.Further {
			return s.addSite(v, d)
		}
		return s.setupTo(v, d, "worker")
	}
	return s.setupAgain(v, d, "groups")
}

// pressed is the number of one stepper after a press.
func pressed(v *visit, code string, c care.ClassType) int {
	return min(stepper(code, c, 0).Press(v.form.Text).Value, c.Most)
}

// classesFor are the classes that a site of these kinds may have: a 家庭托育点 has one
// of its own, and only that.
func classesFor(kinds []string) []care.ClassType {
	family := slices.Contains(kinds, "family")
	return slices.DeleteFunc(slices.Clone(care.Builtin().Classes), func(c care.ClassType) bool {
		return c.Code == "family" && !family || c.Code != "family" && family && len(kinds) == 1
	})
}

var perPlace = []page.Unit{{Name: "个", Scale: 1, Step: 1}}

func stepper(code string, c care.ClassType, n int) page.Stepper {
	p := page.Stepper{Field: code, Name: c.Name, Value: n, Start: c.Most, Max: c.Most, Units: perPlace,
		Word: fmt.Sprintf("%d–%d 月龄，最多 %d 个", c.From, c.To, c.Most)}
	if p.Most() {
		p.Why = fmt.Sprintf("一个班最多 %d 个，到顶了", c.Most)
	}
	return p
}

func (s *Station) setupGroupsPage(d *settingUp, f page.Frame) page.SetupGroups {
	p := page.SetupGroups{Frame: f, Steps: d.stops(2), Prev: "/setup/site", Next: "下一步：谁用", Skip: "没有托位，只登记"}
	if d.Further {
		p.Next = "加上这个站"
	}
	total := 0
	for _, c := range classesFor(d.Kinds) {
		p.Groups = append(p.Groups, stepper(c.Code, c, d.Places[c.Code]))
		total += d.Places[c.Code]
	}
	p.Total = fmt.Sprintf("一共 %d 个托位", total)
	return p
}

// groups is what was set up, as the Desk takes it.
func (d *settingUp) groups() []desk.Group {
	var out []desk.Group
	for _, c := range classesFor(d.Kinds) {
		if n := d.Places[c.Code]; n > 0 && d.Role == roleStation {
			out = append(out, desk.Group{Name: c.Name, Type: c.Code, Places: n})
		}
	}
	return out
}

// facts is what everybody may know of the site.
func (s *Station) facts(d *settingUp) desk.SiteFacts {
	key := s.Box.Key()
	facts := desk.SiteFacts{Name: s.siteName(d), Role: d.Role, Kinds: d.Kinds, Hub: key[:]}
	facts.Township, facts.TownshipName = s.townshipOf(d)
	facts.Village, facts.VillageName = s.villageOf(d)
	return facts
}

// addSite makes a further site, and from now on this screen acts for it.
func (s *Station) addSite(v *visit, d *settingUp) error {
	site, err := s.Desk.AddSite(v.ctx(), v.who.Actor, d.Request, s.facts(d))
	if err != nil {
		return err
	}
	for _, g := range d.groups() {
		request := hub.DeriveID("group", d.Request, g.Type)
		if _, err := s.Desk.AddGroup(v.ctx(), v.who.Actor, request, site, g); err != nil {
			return err
		}
	}
	if err := s.dropSetup(v, d); err != nil {
		return err
	}
	return v.see("/settings/sites")
}

package station

import (
	"slices"

	"yizhan/hub"
	"yizhan/kiosk/page"
)

// roleStation is the role of a 驿站; a health centre or guidance centre has no groups.
const roleStation = "station"

// setupSite takes kinds and role of the site. What was on travels with the form, so
// that a press that is sent twice turns nothing back.
func (s *Station) setupSite(v *visit, d *settingUp) error {
	f := v.form
	d.Kinds = f.All("kind-on")
	if kind := f.Text("kind"); kind != "" {
		d.Kinds = toggled(d.Kinds, kind)
	}
	d.Kinds = slices.DeleteFunc(d.Kinds, func(k string) bool { return !offered(s.choicesOf("site", "kinds"), k) })
	if role := f.Text("role"); offered(s.choicesOf("site", "role"), role) {
		d.Role = role
	}
	switch f.Text("go") {
	case "name":
		d.Name = typing{Text: s.siteName(d), Keys: true}
		return s.setupTo(v, d, "site-name")
	case "next":
		if len(d.Kinds) == 0 && d.Role == roleStation {
			return s.setupWrong(v, d, "site", "kind", hub.E(hub.CodeInvalid, "setup.kind"))
		}
		if d.Role != roleStation && !d.Further {
			return s.setupTo(v, d, "worker")
		}
		return s.setupTo(v, d, "groups")
	}
	return s.setupAgain(v, d, "site")
}

// toggled puts a value in or takes it out.
func toggled(list []string, value string) []string {
	if i := slices.Index(list, value); i >= 0 {
		return slices.Delete(slices.Clone(list), i, i+1)
	}
	return append(slices.Clone(list), value)
}

func offered(choices []page.Choice, value string) bool {
	return slices.ContainsFunc(choices, func(c page.Choice) bool { return c.Value == value })
}

// siteName is what was written, or what such a site is usually called.
func (s *Station) siteName(d *settingUp) string {
	if d.Named {
		return d.Name.Text
	}
	_, town := s.townshipOf(d)
	if d.Role != roleStation {
		return town + map[string]string{"health": "卫生院", "guidance": "托育服务指导中心"}[d.Role]
	}
	_, where := s.villageOf(d)
	if where == "" {
		where = town
	}
	return where + "照护驿站"
}

func (s *Station) setupSitePage(d *settingUp, f page.Frame) page.SetupSite {
	if d.Kinds == nil && d.Role == roleStation {
		d.Kinds = []string{"village"} // nearly every box stands in one
	}
	p := page.SetupSite{Frame: f, Steps: d.stops(1), Name: s.siteName(d), Role: d.Role, Prev: "/setup/place",
		Kinds: s.choicesOf("site", "kinds"), Roles: s.choicesOf("site", "role"), Next: "班"}
	for i, k := range p.Kinds {
		p.Kinds[i].On = slices.Contains(d.Kinds, k.Value)
	}
	for i, r := range p.Roles {
		p.Roles[i].On = r.Value == d.Role
	}
	if d.Role != roleStation && !d.Further {
		p.Next = "谁用"
	}
	return p
}

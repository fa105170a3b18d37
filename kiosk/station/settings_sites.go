package station

import (
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/place"
	"yizhan/kiosk/page"
)

// sitesShow lists the sites of the box: one box may serve two.
func (s *Station) sitesShow(v *visit) error {
	sites, err := s.Box.Sites(v.ctx())
	if err != nil {
		return err
	}
	f := v.framed("站点")
	f.Back, f.Help = "/settings", "settings"
	p := page.Rows{Frame: f, Action: "/settings/sites", Prev: "/settings"}
	for _, site := range sites {
		row := page.Row{Icon: "i-home", Bold: site.Name, Text: site.VillageName, Small: s.wordOf("site", "role", site.Role)}
		switch {
		case site.ID == v.site.ID:
			row.Tag = "现在替它做"
		default:
			row.Do = []page.Choice{{Value: site.ID.String(), Text: "换到这个站"}}
		}
		p.Rows = append(p.Rows, row)
	}
	p.Rows = append(p.Rows, page.Row{Icon: "i-phone", Bold: "出事时打给谁", Text: "地址，站里、镇里、卫生院、县里的电话", Href: "/forms/alarm-numbers", Way: "看看"})
	if v.who.Actor.May(hub.ActSite) {
		p.Rows = append(p.Rows, page.Row{Icon: "i-keys", Bold: "外接的报警按钮", Text: "打出 " + v.keyWord(), Href: "/settings/alarm-key", Way: "换按钮"}, doorRow(v.site), namesRow(v.site), page.Row{Icon: "i-add", Text: "一台机器能管两个站", Do: []page.Choice{{Value: "new", Text: "再加一个站点"}}})
	}
	return v.render(p)
}

// doorRow is whether who comes in has been looked at with the same tap.
func doorRow(site care.Site) page.Row {
	row := page.Row{Icon: "i-hand", Bold: "晨检", Text: "进门点一下，就是到了、看过、好着呢", Do: []page.Choice{{Value: "check-apart", Text: "改成另外看"}}}
	if site.CheckApart {
		row.Text, row.Do[0] = "进门只记到了，到“晨午检”里另外看", page.Choice{Value: "check-door", Text: "改成进门就看"}
	}
	return row
}

// namesRow is whether phones in a class offer the families who sit there. Nothing that a
// family agrees to when it is registered covers it: it is off until a station turns it on.
func namesRow(site care.Site) page.Row {
	row := page.Row{Icon: "i-board", Bold: "手机上点名字", Text: "现在不点。先跟家里说好再打开", Small: "上课时，来了的家在手机上点小名，屋里别家也看得见", Do: []page.Choice{{Value: "names-on", Text: "说好了，打开"}}}
	if site.ClassNames {
		row.Text, row.Small, row.Do[0] = "来了的家，在手机上点小名", "举手、答题知道是谁家。屋里别家也看得见小名，下课就没有了", page.Choice{Value: "names-off", Text: "不点了"}
	}
	return row
}

// sitesSet lets her act for another site of the box from now on; the open 登记台 on
// this screen follows.
func (s *Station) sitesSet(v *visit) error {
	switch do := v.form.Text("do"); do {
	case "new":
		return s.siteNew(v)
	case "check-apart", "check-door":
		if _, err := s.Desk.CheckApart(v.ctx(), v.who.Actor, v.form.Request(), do == "check-apart"); err != nil {
			return err
		}
		return v.see("/settings/sites")
	case "names-on", "names-off":
		if _, err := s.Desk.SetClassNames(v.ctx(), v.who.Actor, v.form.Request(), do == "names-on"); err != nil {
			return err
		}
		return v.see("/settings/sites")
	}
	sites, err := s.Box.Sites(v.ctx())
	if err != nil {
		return err
	}
	id := v.form.ID("do")
	if !slices.ContainsFunc(sites, func(c care.Site) bool { return c.ID == id }) {
		return hub.E(hub.CodeNotFound, "settings.site")
	}
	for _, who := range []hub.ID{v.who.Actor.Staff, {}} {
		if err := s.Doors.ActFor(v.ctx(), who, id); err != nil {
			return err
		}
	}
	return v.see("/settings/sites")
}

// siteNew begins a further site by the pages of the first set-up. It usually stands
// in the same township.
func (s *Station) siteNew(v *visit) error {
	if !v.who.Actor.May(hub.ActSite) {
		return hub.E(hub.CodeForbidden, "desk.may-not")
	}
	left, err := v.takes(spot{v.who.Actor.Staff, setupDraft})
	if err != nil {
		return err
	}
	if left.Body != nil { // she has begun one already
		return v.see("/setup")
	}
	d := settingUp{Request: hub.NewID(), Further: true, Role: roleStation, Places: map[string]int{}}
	if len(v.site.Township) == int(place.Township) {
		d.Under = v.site.Township
	}
	return s.setupTo(v, &d, "place")
}

package station

import (
	"fmt"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// wholeTown is what stands for all children of the township that can be opened here: they
// have come to the health centre.
const wholeTown = "all"

// atCentre says whether the doctor is at the health centre's own box, which sees the
// children of its township's stations.
func (v *visit) atCentre() bool { return v.site.Role == string(hub.HubHealth) }

// round is the children whom the doctor sees today.
func (v *visit) round(d roundDay) ([]desk.RoundChild, error) {
	of := v.site.ID
	if v.atCentre() {
		of, _ = hub.ParseID(d.Of) // none: all
	}
	return v.s.Desk.Round(v.ctx(), v.who.Actor, v.site.ID, of, d.Day)
}

// whose says at the health centre whose children are shown.
func (d roundDay) whose(all []desk.RoundChild) string {
	switch {
	case d.Of == wholeTown:
		return "全镇 · "
	case d.Of != "" && len(all) > 0:
		return all[0].Site.Near() + " · "
	}
	return ""
}

// roundWhere asks at the health centre to which village the doctor goes, or whether the
// children come to her.
func (s *Station) roundWhere(v *visit) error {
	if !v.atCentre() {
		return v.see("/round")
	}
	places, err := s.Desk.RoundPlaces(v.ctx(), v.who.Actor, v.site.ID, s.Desk.Today())
	if err != nil {
		return err
	}
	f := v.frame("体检日")
	f.Hint, f.Back, f.Help = "看哪个村的孩子", "/afield", "round"
	p := page.Rows{Frame: f, Prev: "/afield", Empty: "还没有收到哪个村的孩子。连上邻站或者县里，或者插 U 盘，收到了就在这里。"}
	children, waiting := 0, 0
	for _, one := range places {
		children, waiting = children+one.Children, waiting+one.Due
		p.Rows = append(p.Rows, page.Row{Icon: "i-visit", Bold: one.Site.Near(), Text: fmt.Sprintf("一共 %d 个", one.Children), Tag: fmt.Sprintf("该查 %d", one.Due), Href: "/round?of=" + one.Site.ID.String(), Way: "去看"})
	}
	if len(places) > 1 {
		p.Rows = append([]page.Row{{Icon: "i-home", Bold: "都到卫生院来", Text: fmt.Sprintf("全镇 %d 个", children), Tag: fmt.Sprintf("该查 %d", waiting), Href: "/round?of=" + wholeTown, Way: "去看"}}, p.Rows...)
	}
	p.Rows, p.Pages = paged(p.Rows, v.URL.Query().Get("page"), "/round/where")
	return v.render(p)
}

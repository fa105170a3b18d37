package county

import (
	"fmt"
	"net/http"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/kiosk/page"
)

// illRoutes are where several children of a station are ill alike, by number alone, and
// how long an illness keeps a child at home.
func (c *County) illRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /illness", c.signed(illShow))
	mux.HandleFunc("POST /illness", c.signed(illSet))
}

// Days that the page, and the line on the first page, look back.
const (
	illDays  = 30
	illFresh = 3
)

func illShow(v *visit) error {
	p, err := v.illness(nil)
	if err != nil {
		return err
	}
	return v.render(p)
}

func (v *visit) illness(note *page.Note) (page.CountyIllness, error) {
	p := page.CountyIllness{CountyFrame: v.frame("几个孩子一样不舒服", "stations"), May: v.mayForms() == nil}
	p.Note, p.Leaves = note, v.leaves("illness")
	today := v.c.Desk.Today()
	all, names, err := v.clusters()
	if err != nil {
		return p, err
	}
	for _, c := range all {
		p.Rows = append(p.Rows, page.IllnessRow{Day: calendar.Date(c.Day, today), Where: names[c.Subject], What: c.Called,
			Cases: fmt.Sprint(c.Cases), Told: v.toldOf(c), Look: len(c.Told) == 0 && c.Day > today.Add(-illFresh)})
	}
	terms, err := v.c.Desk.IllnessTerms(v.ctx())
	for _, t := range terms {
		sure := "各地说法不一，待县里确认"
		if t.Set != "" {
			sure = "县里 " + calendar.Date(t.Set, today) + "定的"
		}
		p.Terms = append(p.Terms, page.IllnessTerm{Code: t.Code, Name: t.Name, Days: t.Days, End: t.End, Spread: t.Spread, Sure: sure})
	}
	return p, err
}

// clusters are what stations have counted in the days of the page, and what stations are called.
func (v *visit) clusters() (all []care.Cluster, names map[hub.ID]string, err error) {
	if all, err = v.c.Desk.ClustersLately(v.ctx(), v.who.Actor, v.c.Desk.Today().Add(-illDays), v.who.Sees); err != nil {
		return nil, nil, err
	}
	names, err = v.siteNames()
	return all, names, err
}

// toldOf is whom the station has called.
func (v *visit) toldOf(c care.Cluster) string {
	var told []string
	for _, code := range c.Told {
		told = append(told, v.label("cluster", "told", code))
	}
	return strings.Join(told, "、")
}

// illSet is the county's own figure for an illness.
func illSet(v *visit) error {
	if err := v.mayForms(); err != nil {
		return err
	}
	_, err := v.c.Desk.SetIllness(v.ctx(), v.who.Actor, v.form.Request(), v.form.Text("illness"), v.form.Int("days"))
	if err == nil {
		return v.see("/illness")
	}
	if hub.CodeOf(err) != hub.CodeInvalid {
		return err
	}
	p, perr := v.illness(&page.Note{Kind: "bad", Icon: "i-warn", Bold: page.Faults(err).Page()})
	if perr != nil {
		return perr
	}
	return v.render(p)
}

// illLine leads from the first page to what stations have counted in these days; ok is
// false where there is nothing.
func (v *visit) illLine() (page.Link, bool, error) {
	all, err := v.c.Desk.ClustersLately(v.ctx(), v.who.Actor, v.c.Desk.Today().Add(1-illFresh), v.who.Sees)
	sites := map[hub.ID]bool{}
	for _, c := range all {
		sites[c.Subject] = true
	}
	return page.Link{Href: "/illness", Text: fmt.Sprintf("%d 个站有几个孩子一样不舒服", len(sites))}, len(sites) > 0, err
}

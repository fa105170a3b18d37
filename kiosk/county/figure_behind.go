package county

import (
	"fmt"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/report"
	"yizhan/kiosk/page"
)

// evidenceShown is as many records as one page lists.
const evidenceShown = 50

// behind lists the records above the line, a page of them.
func (v *visit) behind(p *page.CountyFigure, f *report.Figure, ask report.Ask) error {
	stations, err := v.c.Figures.Counted().Stations(v.ctx())
	if err != nil {
		return err
	}
	sites := map[hub.ID]hub.Station{}
	for _, s := range stations {
		sites[s.ID] = s
	}
	today, total := v.c.Desk.Today(), 0
	no := max(1, atoi(v.URL.Query().Get("page")))
	first := (no - 1) * evidenceShown
	for _, proof := range report.Proofs(f.Definition, ask) {
		if proof.Below {
			continue
		}
		all, err := v.c.Figures.Counted().Evidence(v.ctx(), proof.Measure, proof.Query)
		if err != nil {
			return err
		}
		for _, e := range all {
			if total++; total <= first || total > first+evidenceShown {
				continue
			}
			row := page.BehindRow{Name: v.called(e, sites), Place: sites[e.Site].Name, Day: calendar.Date(e.Day, today), Value: count(float64(e.Value)), What: proof.Title}
			if _, known := v.c.Names.Get(e.Subject); known && v.who.Sees(e.Lane) {
				row.Href = "/child/" + e.Subject.String()
			}
			p.Behind = append(p.Behind, row)
		}
	}
	if total > 0 {
		p.BehindLead = fmt.Sprintf("%d 条", total)
		if total > evidenceShown && len(p.Behind) > 0 {
			p.BehindLead += fmt.Sprintf("，这里是第 %d–%d 条", first+1, first+len(p.Behind))
		}
	}
	turn := func(to int, text string) {
		q := v.URL.Query()
		q.Set("page", strconv.Itoa(to))
		p.Pages = append(p.Pages, page.Link{Href: at("/figures/"+strings.ToLower(f.ID), q) + "#behind", Text: text})
	}
	if no > 1 {
		turn(no-1, "前面的")
	}
	if total > first+evidenceShown {
		turn(no+1, "后面的")
	}
	return nil
}

// called is what somebody or something behind a figure is called.
func (v *visit) called(e hub.Evidence, sites map[hub.ID]hub.Station) string {
	if e.Subject.IsZero() {
		return "已经删除的"
	}
	if child, ok := v.c.Names.Get(e.Subject); ok {
		if child.Name == "" {
			return "还没取名的孩子"
		}
		return child.Name
	}
	if s, ok := sites[e.Subject]; ok {
		return s.Name
	}
	for _, ref := range []struct {
		kind hub.Kind
		id   hub.ID
	}{{e.Kind, e.Record}, {"staff", e.Subject}, {"site", e.Subject}} {
		if name, err := v.c.Desk.NameOf(v.ctx(), v.who.Actor, ref.kind, ref.id); err == nil && name != "" {
			return name
		}
	}
	return "一条记录"
}

package county

import (
	"fmt"
	"time"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/kiosk/page"
)

// silentList is 谁没报: from whom nothing comes and why, as far as anybody knows; and who
// reports, and has noted no child that came.
func silentList(v *visit) error {
	all, err := v.c.Fleet.Stations(v.ctx())
	if err != nil {
		return err
	}
	now := v.c.Clock.Now().Wall
	silent, err := v.silences(all, now)
	if err != nil {
		return err
	}
	sortSilences(silent)
	blank, err := v.blanks(all, now)
	if err != nil {
		return err
	}
	seen := 0
	var sites []hub.ID
	for _, s := range all {
		if v.who.Sees(s.Lane) {
			seen++
			sites = append(sites, s.Site)
		}
	}
	phones, err := v.c.Desk.SitePhones(v.ctx(), sites)
	if err != nil {
		return err
	}
	p := page.CountySilent{CountyFrame: v.frame("谁没报", "stations"), Lead: fmt.Sprintf("%d 个站，%d 个一天多没有消息", seen, len(silent))}
	for _, s := range silent {
		row := s.row(phones, now)
		if !v.who.opens("GET /devices") {
			row.Href = "" // it is for others to do
		}
		p.Rows = append(p.Rows, row)
	}
	for _, b := range blank {
		p.Blank = append(p.Blank, page.SilentRow{Town: b.TownshipName, Name: b.Name, Phone: phones[b.Site], Why: b.text})
	}
	return v.render(p)
}

// blankDays is how far back somebody must have come: a week has a day on which it is open.
const blankDays = 7

// blank is a station that is heard, and has noted nobody.
type blank struct {
	Station
	text string
}

// blanks are the stations with children in care of whom none was noted as come on any day of
// the last week, though the station was open.
func (v *visit) blanks(all []Station, now time.Time) (out []blank, err error) {
	today := v.c.Desk.Today()
	from, to := today.Add(-blankDays), today.Add(-1) // today is not over
	enrolled, err := v.bySite("enrolled", hub.SumQuery{To: to})
	if err != nil {
		return nil, err
	}
	came, err := v.bySite("day.present", hub.SumQuery{From: from, To: to})
	if err != nil {
		return nil, err
	}
	for _, s := range all {
		site := s.Site.String()
		if s.Site.IsZero() || !v.who.Sees(s.Lane) || standOf(s, now) != through || enrolled[site] == 0 || came[site] > 0 {
			continue
		}
		opening, err := v.c.Desk.OpeningAt(v.ctx(), s.Site)
		if err != nil {
			return nil, err
		}
		open := 0
		for day := from; day <= to; day = day.Add(1) {
			if opening.On(day) {
				open++
			}
		}
		if open > 0 {
			out = append(out, blank{s, fmt.Sprintf("%d 个孩子在托，%s以来 %d 个开门日，没有记过一个孩子到", enrolled[site], calendar.Date(from, today), open)})
		}
	}
	hub.SortStable(out, func(a, b blank) int { return int(enrolled[b.Site.String()] - enrolled[a.Site.String()]) })
	return out, nil
}

func (v *visit) bySite(measure string, q hub.SumQuery) (map[string]int64, error) {
	q.Measures, q.Scope = []string{measure}, hub.ScopeSite
	sums, err := v.c.Figures.Counted().Sums(v.ctx(), q)
	out := map[string]int64{}
	for _, s := range sums {
		out[s.Area] += s.Value
	}
	return out, err
}

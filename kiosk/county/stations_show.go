package county

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/kiosk/page"
)

// When a station's silence wants attention: a day is weather, a week is not.
const (
	slowAfter = 24 * time.Hour
	goneAfter = 7 * 24 * time.Hour
)

// stationsShow is the table of stations, those that need somebody first.
func stationsShow(v *visit) error {
	view := func(ctx context.Context) (page.Lively, error) { return v.stations(ctx) }
	p, err := v.stations(v.ctx())
	if err != nil {
		return err
	}
	p.Ticket = v.c.Room.Ticket(view)
	return v.render(p)
}

func (v *visit) stations(ctx context.Context) (page.CountyStations, error) {
	all, err := v.c.Fleet.Stations(ctx)
	if err != nil {
		return page.CountyStations{}, err
	}
	today := v.c.Desk.Today()
	p := page.CountyStations{CountyFrame: v.frame("站点", "stations")}
	p.Hint = calendar.DateWeek(today, today)
	look := 0
	for _, s := range all {
		if !v.who.Sees(s.Lane) {
			continue
		}
		row := stationRow(s, today)
		if row.Look {
			look++
		}
		p.Stations = append(p.Stations, row)
	}
	rank := map[string]int{"断": 0, "缓": 1, "通": 2}
	slices.SortStableFunc(p.Stations, func(a, b page.StationRow) int {
		return cmp.Or(cmp.Compare(rank[a.Mark], rank[b.Mark]), cmp.Compare(a.Town, b.Town), cmp.Compare(a.Name, b.Name))
	})
	p.Lead = fmt.Sprintf("共 %d 站", len(p.Stations))
	if look > 0 {
		p.Lead += fmt.Sprintf("，%d 站要看一看", look)
	}
	return p, nil
}

func stationRow(s Station, today hub.Day) page.StationRow {
	row := page.StationRow{
		Mark: "通", Town: s.TownshipName, Name: s.Name, Href: "/children?station=" + s.Site.String(),
		Unsent: strconv.FormatInt(s.Unsent, 10), Kids: strconv.Itoa(s.Children), Way: "直连", Last: "正连着", Copies: "县里",
	}
	if s.Copies > 0 {
		row.Copies = fmt.Sprintf("县里和 %d 个站", s.Copies)
	}
	if s.Connected {
		return row
	}
	silent := silence(s, today)
	if s.Direct {
		row.Last = ago(time.Duration(s.Seconds) * time.Second)
	} else {
		row.Way, row.Last = "邻站带来", "还没有"
		if s.LastDay != "" {
			row.Last = calendar.Date(s.LastDay, today)
		}
	}
	switch {
	case silent >= goneAfter:
		row.Mark, row.Class, row.Look = "断", "ask", true
	case silent >= slowAfter || s.Unsent > 0:
		row.Mark, row.Class = "缓", "went"
	}
	return row
}

// silence is how long nothing has come from a station, by what the county heard
// itself, else by the day of its newest record.
func silence(s Station, today hub.Day) time.Duration {
	if s.Direct {
		return time.Duration(s.Seconds) * time.Second
	}
	last, ok := s.LastDay.Time()
	now, _ := today.Time()
	if !ok {
		return goneAfter
	}
	return now.Sub(last)
}

func ago(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "刚才"
	case d < time.Hour:
		return fmt.Sprintf("%d 分钟前", int(d.Minutes()))
	case d < 24*time.Hour:
		return fmt.Sprintf("%d 小时前", int(d.Hours()))
	}
	return fmt.Sprintf("%d 天前", int(d.Hours()/24))
}

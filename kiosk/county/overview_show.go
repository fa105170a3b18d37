package county

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"time"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/report"
	"yizhan/kiosk/page"
)

// What stands on the first page: the figures that one asks for first, each by its first
// definition, and as many stations as a screen has room for.
var firstFigures = []string{"D3", "D2", "D8", "D6", "D9", "D1"}

const stationsFirst = 10

// overviewShow is 托育全景.
func overviewShow(v *visit) error {
	where := v.town()
	today, now := v.c.Desk.Today(), v.c.Clock.Now().Wall
	p := page.CountyOverview{CountyFrame: v.frame("托育全景", "overview"), More: "/stations"}
	if where.area != "" {
		p.More = atTown("/stations", where)
		if v.who.Township == "" {
			p.Back = "/overview"
		}
	}
	stations, err := v.c.Fleet.Stations(v.ctx())
	if err != nil {
		return err
	}
	stations = slices.DeleteFunc(stations, func(s Station) bool {
		return !v.who.Sees(s.Lane) || where.area != "" && string(s.Lane) != where.area
	})
	sortStations(stations, now)
	v.heard(&p, stations, where.area == "", now)
	if err := v.onBaseMap(&p, stations, now); err != nil {
		return err
	}
	ask := report.Ask{Day: today, Scope: where.scope, Area: where.area, IDs: firstFigures}
	if err := v.firstFigures(&p, ask); err != nil {
		return err
	}
	if err := v.care(&p, ask); err != nil {
		return err
	}
	if err := v.classes(&p, ask); err != nil {
		return err
	}
	if p.Counted, err = v.counted(stations, now); err != nil {
		return err
	}
	if p.Todo, err = v.todos(v.ctx(), stations, now); err != nil {
		return err
	}
	if p.Calls, err = v.ringing(v.ctx(), stations); err != nil {
		return err
	}
	p.Ticket = v.listens()
	return v.render(p)
}

// listens keeps the alarms of an open page as they are now. The figures stay those that were
// looked at, until somebody asks again.
func (v *visit) listens() string {
	opened := time.Now()
	return v.c.Room.Ticket(func(ctx context.Context) (page.Lively, error) {
		if time.Since(opened) > Idle {
			return nil, hub.E(hub.CodeSignedOut, "county.over")
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(calm):
		}
		all, err := v.c.Fleet.Stations(ctx)
		if err != nil {
			return nil, err
		}
		all = slices.DeleteFunc(all, func(s Station) bool { return !v.who.Sees(s.Lane) })
		var p page.CountyOverview
		p.Calls, err = v.ringing(ctx, all)
		return p, err
	})
}

func atTown(path string, where place) string {
	q := url.Values{}
	if code, ok := hub.Lane(where.area).Township(); ok {
		q.Set("town", code)
	}
	return at(path, q)
}

func (v *visit) firstFigures(p *page.CountyOverview, ask report.Ask) error {
	all, err := v.c.Figures.Figures(v.ctx(), ask)
	if err != nil {
		return err
	}
	for _, id := range firstFigures {
		if i := slices.IndexFunc(all, func(f report.Figure) bool { return f.ID == id }); i >= 0 {
			p.Figures = append(p.Figures, v.card(&all[i], ask.Area))
		}
	}
	return nil
}

// counted says up to when the figures are, and whether everybody has reported.
func (v *visit) counted(stations []Station, now time.Time) (string, error) {
	closings, err := v.c.Figures.Counted().Closings(v.ctx())
	if err != nil {
		return "", err
	}
	whole := 0
	for _, s := range stations {
		if s.Unsent == 0 && standOf(s, now) == through {
			whole++
		}
	}
	text := fmt.Sprintf("数到现在。%d 站中 %d 站已收齐", len(stations), whole)
	if len(closings) > 0 {
		text += "；上一次结账是 " + calendar.Date(closings[0].Day, v.c.Desk.Today()) + "的"
	}
	return text, nil
}

// heard fills the table of stations and the 示意图; all: the whole county is shown.
func (v *visit) heard(p *page.CountyOverview, stations []Station, all bool, now time.Time) {
	states := map[stand]int{}
	p.Map = page.StationMap{Label: "站点示意图", Centre: "县中心"}
	if v.who.Township != "" {
		p.Map.Centre = "乡镇"
	}
	towns := map[hub.Lane]int{}
	for _, s := range stations {
		state := standOf(s, now)
		states[state]++
		row := stationRow(s, now)
		if len(p.Stations) < stationsFirst {
			p.Stations = append(p.Stations, row)
		}
		n, ok := towns[s.Lane]
		if !ok {
			n = len(p.Map.Towns)
			towns[s.Lane] = n
			town := page.MapTown{Name: s.TownshipName}
			if code, ok := s.Lane.Township(); ok {
				if all {
					town.Href = "/overview?town=" + url.QueryEscape(code)
				}
				if town.Name == "" {
					town.Name = "乡镇 " + code
				}
			}
			p.Map.Towns = append(p.Map.Towns, town)
		}
		p.Map.Towns[n].Dots = append(p.Map.Towns[n].Dots, dotOf(s, row, now))
	}
	p.Lead = fmt.Sprintf("共 %d 站，先看要管的", len(stations))
	for _, k := range []struct {
		state stand
		class string
		text  string
	}{{through, "", "一天内有消息"}, {slow, "slow", "三天内"}, {gone, "gone", "超过三天"}} {
		p.Heard = append(p.Heard, page.HeardRow{State: k.class, Text: fmt.Sprint(k.text, " ", states[k.state])})
	}
}

// onBaseMap puts the stations on the approved picture, where there is one.
func (v *visit) onBaseMap(p *page.CountyOverview, stations []Station, now time.Time) error {
	if v.c.Photos != nil && v.who.opens("GET /map") {
		p.BaseAt = "/map"
	}
	dots := map[hub.ID]page.MapDot{}
	for _, s := range stations {
		dots[s.Site] = dotOf(s, stationRow(s, now), now)
	}
	base, ok, err := v.baseMap(dots)
	if ok {
		p.Base = &base
	}
	return err
}

// dotOf is a station on either map.
func dotOf(s Station, row page.StationRow, now time.Time) page.MapDot {
	return page.MapDot{Title: s.Name + "，" + row.Last, State: map[stand]string{slow: "slow", gone: "gone"}[standOf(s, now)]}
}

// monthsShown are those of the trend.
const monthsShown = 12

// care draws how many are enrolled, and how many of them came, month by month.
func (v *visit) care(p *page.CountyOverview, ask report.Ask) error {
	p.Trend = page.Trend{Label: "在托和来过的孩子（近 12 个月）", Unit: " 人"}
	enrolled, came := page.TrendLine{Name: "在托"}, page.TrendLine{Name: "来过", Dashed: true}
	first, ok := (ask.Day[:len("2006-01-")] + "01").Time()
	if !ok {
		return nil
	}
	for n := monthsShown - 1; n >= 0; n-- {
		month := first.AddDate(0, -n, 0)
		from, to := hub.DayOf(month), hub.DayOf(month.AddDate(0, 1, -1))
		in, err := v.total("enrolled", hub.SumQuery{To: min(to, ask.Day), Scope: ask.Scope, Area: ask.Area})
		if err != nil {
			return err
		}
		here, err := v.total("month.attended.1d", hub.SumQuery{From: from, To: to, Scope: ask.Scope, Area: ask.Area})
		if err != nil {
			return err
		}
		p.Trend.Marks = append(p.Trend.Marks, monthText(from))
		enrolled.Values, came.Values = append(enrolled.Values, in), append(came.Values, here)
	}
	p.Trend.Lines = []page.TrendLine{enrolled, came}
	return nil
}

func (v *visit) total(measure string, q hub.SumQuery) (float64, error) {
	q.Measures = []string{measure}
	sums, err := v.c.Figures.Counted().Sums(v.ctx(), q)
	if err != nil || len(sums) == 0 {
		return 0, err
	}
	return float64(sums[0].Value), nil
}

// classes draws the mothers' classes held this year, township by township, against one a
// month and station (长治 P9: 每月一次).
func (v *visit) classes(p *page.CountyOverview, ask report.Ask) error {
	p.Classes.Label = "今年妈妈课堂（办了 / 该办，场）"
	first := ask.Day[:len("2006-")] + "01-01"
	at, ok := ask.Day.Time()
	if !ok {
		return nil
	}
	held, err := v.c.Figures.Counted().Sums(v.ctx(), hub.SumQuery{Measures: []string{"class.mothers"}, From: first, To: ask.Day, Scope: hub.ScopeLane})
	if err != nil {
		return err
	}
	sites, err := v.c.Figures.Counted().Stations(v.ctx())
	if err != nil {
		return err
	}
	rows := map[hub.Lane]*page.Share{}
	var order []hub.Lane
	for _, s := range sites {
		if !v.who.Sees(s.Lane) || ask.Area != "" && string(s.Lane) != ask.Area {
			continue
		}
		if rows[s.Lane] == nil {
			rows[s.Lane] = &page.Share{Name: townText(s)}
			order = append(order, s.Lane)
		}
		rows[s.Lane].Of += int64(at.Month())
	}
	for _, sum := range held {
		if r := rows[hub.Lane(sum.Area)]; r != nil {
			r.Have = sum.Value
		}
	}
	for _, lane := range order {
		p.Classes.Rows = append(p.Classes.Rows, *rows[lane])
	}
	return nil
}

// todos are the things that want somebody today.
func (v *visit) todos(ctx context.Context, stations []Station, now time.Time) (out []page.Link, err error) {
	heard := func() (page.Link, bool, error) { return v.heardLine(ctx) }
	for _, line := range []func() (page.Link, bool, error){v.caseLine, v.takeLine, v.lateLine, v.illLine, v.holidayLine, heard, v.askLine} {
		link, some, err := line()
		if err != nil {
			return nil, err
		}
		if some {
			out = append(out, link)
		}
	}
	for _, s := range stations {
		if link, ok := todo(s, now); ok && len(out) < 2*todosShown {
			out = append(out, link)
		}
	}
	return out, nil
}

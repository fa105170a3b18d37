package county

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/kiosk/page"
)

// When a station's silence wants attention: a day is weather, more than a weekend
// is not.
const (
	slowAfter = 24 * time.Hour
	goneAfter = 72 * time.Hour
)

const calm = time.Second // a busy hour of exchange costs an open page one reading a second

// stationsShow is the table of stations, those that need somebody first. It changes
// while it is open, no longer than a session that nobody touches.
func stationsShow(v *visit) error {
	town := hub.Lane("")
	if code := v.URL.Query().Get("town"); code != "" {
		town = hub.TownshipLane(code)
	}
	p, err := v.stations(v.ctx(), town)
	if err != nil {
		return err
	}
	opened := time.Now()
	p.Ticket = v.c.Room.Ticket(func(ctx context.Context) (page.Lively, error) {
		if time.Since(opened) > Idle {
			return nil, hub.E(hub.CodeSignedOut, "county.over")
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(calm):
		}
		return v.stations(ctx, town)
	})
	return v.render(p)
}

// stations is the table as this officer sees it; of one township where town names it.
func (v *visit) stations(ctx context.Context, town hub.Lane) (page.CountyStations, error) {
	all, err := v.c.Fleet.Stations(ctx)
	if err != nil {
		return page.CountyStations{}, err
	}
	all = slices.DeleteFunc(all, func(s Station) bool { return !v.who.Sees(s.Lane) })
	now := v.c.Clock.Now().Wall
	sortStations(all, now)
	p := page.CountyStations{CountyFrame: v.frame("站点", "stations"), Towns: towns(all, town, now)}
	p.Leaves = v.leaves("stations", townWord(all, town))
	if p.Calls, err = v.ringing(ctx, all); err != nil {
		return page.CountyStations{}, err
	}
	if names := v.c.Fleet.Doubles(); len(names) > 0 && v.who.Township == "" {
		p.Note = &page.Note{
			Kind: "bad", Icon: "i-warn", Bold: "邀请被用了第二次：" + strings.Join(names, "、") + "。",
			Text: "第二台没有放进来，记录都在。打电话问清楚哪一台是真的，再给它发一张新邀请。",
		}
	}
	look, children := 0, 0
	for _, s := range all {
		if town != "" && s.Lane != town {
			continue
		}
		if needs(s, now) > through {
			look++
		}
		children += s.Children
		p.Stations = append(p.Stations, stationRow(s, now))
		if line, ok := todo(s, now); ok && len(p.Todo) < todosShown {
			p.Todo = append(p.Todo, line)
		}
	}
	ill, some, err := v.illLine()
	if err != nil {
		return p, err
	}
	if some {
		p.Todo = append([]page.Link{ill}, p.Todo...)
	}
	late, some, err := v.lateLine()
	if err != nil {
		return p, err
	}
	if some {
		p.Todo = append([]page.Link{late}, p.Todo...)
	}
	paper, some, err := v.holidayLine()
	if err != nil {
		return p, err
	}
	if some {
		p.Paper = &paper
	}
	p.Lead = fmt.Sprintf("%d 个站，%d 个孩子", len(p.Stations), children)
	if look > 0 {
		p.Lead += fmt.Sprintf("，%d 个站要看一看，排在前面", look)
	}
	return p, nil
}

// sortStations puts those first that need somebody.
func sortStations(all []Station, now time.Time) {
	hub.SortStable(all, func(a, b Station) int {
		return cmp.Or(
			-cmp.Compare(needs(a, now), needs(b, now)),
			cmp.Compare(a.TownshipName, b.TownshipName), cmp.Compare(a.Name, b.Name))
	})
}

// needs is how soon a station needs somebody: one whose box was put out has none.
func needs(s Station, now time.Time) stand {
	if s.Out {
		return gone
	}
	return standOf(s, now)
}

// stand is how well a station is heard; the higher the sooner it needs somebody.
type stand int

const (
	through stand = iota // 通
	slow                 // 缓
	gone                 // 断
)

// standOf judges by when something last came from a station, by whatever way.
func standOf(s Station, now time.Time) stand {
	last := lastHeard(s, now)
	switch {
	case s.Connected:
		return through
	case last.IsZero() || now.Sub(last) > goneAfter:
		return gone
	case now.Sub(last) > slowAfter:
		return slow
	}
	return through
}

// lastHeard is the later of the last talk and the newest record. A record that its
// station's clock dates in the future says nothing about when it came.
func lastHeard(s Station, now time.Time) time.Time {
	if s.Last.After(s.Met) && !s.Last.After(now) {
		return s.Last
	}
	return s.Met
}

func stationRow(s Station, now time.Time) page.StationRow {
	row := page.StationRow{
		Mark: "通", Town: s.TownshipName, Name: s.Name, Unsent: strconv.FormatInt(s.Unsent, 10),
		Kids: strconv.Itoa(s.Children), Last: "还没有消息", Copies: "县里",
	}
	if !s.Site.IsZero() {
		row.Href, row.Sheets = "/children?station="+s.Site.String(), "/sheets?station="+s.Site.String()
	}
	if s.Copies > 0 {
		row.Copies = fmt.Sprintf("县里、邻站 %d 份", s.Copies)
	}
	if s.Last.IsZero() {
		row.Copies = "" // nothing of it is here
	}
	if s.Forked {
		row.Copies, row.Look = "两台设备用了同一张卡", true
	}
	switch standOf(s, now) {
	case gone:
		row.Mark, row.Class, row.Look = "断", "went bad", true
	case slow:
		row.Mark, row.Class, row.Look = "缓", "ask", true
	}
	last := lastHeard(s, now)
	switch {
	case s.Connected:
		row.Last, row.Way = "正连着", "直连"
	case !last.IsZero():
		row.Last, row.Way = when(last, now), "直连"
		if last.After(s.Met) { // its records came, and not from itself
			row.Way = "邻站或 U 盘"
		}
	}
	if s.Out {
		row.Mark, row.Class, row.Way, row.Look = "停", "went", "停用了", true
	}
	return row
}

// when is a time of today, or a day and how long ago it was.
func when(t, now time.Time) string {
	day, today := hub.DayOf(t), hub.DayOf(now)
	if day == today {
		return calendar.Clock(t)
	}
	return fmt.Sprintf("%s，%d 天前", calendar.Date(day, today), daysBetween(day, today))
}

func daysBetween(from, to hub.Day) int {
	a, _ := from.Time()
	b, _ := to.Time()
	return int(b.Sub(a).Hours() / 24)
}

// todosShown is as many as fit a line: who has more to do begins at the top.
const todosShown = 3

// todo is what to do about a station that is gone: telephone it.
func todo(s Station, now time.Time) (page.Link, bool) {
	if s.Forked {
		return page.Link{Href: deviceAt("/device/", s.Hub), Text: s.Name + "：两台设备用了同一张卡"}, true
	}
	last := lastHeard(s, now)
	if standOf(s, now) != gone || s.Site.IsZero() {
		return page.Link{}, false
	}
	text := s.Name + "还没有消息"
	if !last.IsZero() {
		text = fmt.Sprintf("%s %d 天没联系", s.Name, daysBetween(hub.DayOf(last), hub.DayOf(now)))
	}
	if s.Unsent > 0 {
		text += fmt.Sprintf("，邻站知道还有 %d 条", s.Unsent)
	}
	return page.Link{Href: "/children?station=" + s.Site.String(), Text: text}, true
}

// towns sums up the stations by township, for an officer who sees several.
func towns(all []Station, chosen hub.Lane, now time.Time) []page.TownRow {
	sums := map[hub.Lane]*page.TownRow{}
	for _, s := range all {
		code, ok := s.Lane.Township()
		if !ok {
			continue
		}
		t := sums[s.Lane]
		if t == nil {
			t = &page.TownRow{Name: "乡镇 " + code, Code: code, Href: "/stations?town=" + url.QueryEscape(code), On: s.Lane == chosen}
			sums[s.Lane] = t
		}
		if s.TownshipName != "" {
			t.Name = s.TownshipName
		}
		t.Stations++
		t.Kids += s.Children
		if needs(s, now) > through {
			t.Look++
		}
	}
	if len(sums) < 2 {
		return nil
	}
	out := []page.TownRow{{Name: "全部", Href: "/stations", On: chosen == ""}}
	for _, lane := range slices.Sorted(maps.Keys(sums)) {
		t := *sums[lane]
		out[0].Stations, out[0].Kids, out[0].Look = out[0].Stations+t.Stations, out[0].Kids+t.Kids, out[0].Look+t.Look
		out = append(out, t)
	}
	return out
}

// townWord is what a township is called; "" where none is chosen.
func townWord(all []Station, town hub.Lane) string {
	for _, s := range all {
		if town != "" && s.Lane == town {
			return s.TownshipName
		}
	}
	return ""
}

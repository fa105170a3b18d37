package station

import (
	"context"
	"fmt"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/kiosk/page"
)

// clockDays lists the days that a wrong clock noted: 这几天的日期可能不对.
func (s *Station) clockDays(v *visit) error {
	doubts, err := s.Desk.Doubts(v.ctx(), v.site.ID)
	if err != nil {
		return err
	}
	f := v.frame("日期可能不对")
	f.Back, f.Help = "/todo", "clock-days"
	p := page.Rows{Frame: f, Prev: "/todo", Action: "/clock/days", Empty: "都看过了。"}
	if len(doubts) > 0 {
		p.Lead = "那几天这台机器的钟不准。记的都在，改了原来的也留着。"
	}
	today := s.Desk.Today()
	for _, d := range doubts {
		p.Rows = append(p.Rows, page.Row{
			Icon: "i-clock", Bold: calendar.DateWeek(d.Day, today) + " 记了 " + fmt.Sprint(d.Notes) + " 条", Small: "多半是 " + calendar.DateWeek(d.Likely, today) + " 的",
			Do:   []page.Choice{{Value: "right-" + d.ID.String(), Text: "日期是对的"}},
			Href: "/clock/days/" + d.ID.String(), Way: "不对，改",
		})
	}
	p.Rows, p.Pages = paged(p.Rows, v.URL.Query().Get("page"), "/clock/days")
	return v.render(p)
}

// clockDaysTake is 日期是对的.
func (s *Station) clockDaysTake(v *visit) error {
	const right = "right-"
	text := v.form.Text("do")
	id, err := hub.ParseID(text[min(len(text), len(right)):])
	if err != nil {
		return v.see("/clock/days")
	}
	if _, err := s.Desk.DayIsRight(v.ctx(), v.who.Actor, v.form.Request(), id); err != nil && !question(err) {
		return err
	}
	return v.see("/clock/days")
}

// daysAround are how many days before and after the likely one are offered.
const daysAround = 3

// clockDay asks which day it was.
func (s *Station) clockDay(v *visit) error {
	d, err := s.doubt(v)
	if err != nil {
		return err
	}
	return v.render(s.clockDayPage(v, d))
}

func (s *Station) clockDayPage(v *visit, d care.ClockDoubt) page.Choose {
	today := s.Desk.Today()
	f := v.frame("应该是哪天")
	f.Hint, f.Back, f.Help = calendar.DateWeek(d.Day, today)+" 记的 "+fmt.Sprint(d.Notes)+" 条", "/clock/days", "clock-days"
	p := page.Choose{Frame: f, Action: v.URL.Path, Question: "这些到站、离站，应该是哪天？", Field: "day", Prev: "/clock/days", Skip: "以后再说", Write: "别的日子",
		Quiet: "会移到那一天，原来记的在历史里还看得到。那天已经记过的不动。"}
	for day := d.Likely.Add(-daysAround); day <= d.Likely.Add(daysAround) && day <= today; day = day.Add(1) {
		tile := page.Choice{Value: string(day), Text: calendar.Date(day, today), Small: calendar.Weekday(day), On: day == d.Likely}
		if day == d.Day {
			tile.Off, tile.Small = true, "现在记的"
		}
		p.Tiles = append(p.Tiles, tile)
	}
	return p
}

// clockOtherDay asks for a day that is not near the likely one.
func (s *Station) clockOtherDay(v *visit, d care.ClockDoubt, said dating) page.AskDay {
	today := s.Desk.Today()
	f := v.frame("应该是哪天")
	f.Hint, f.Back, f.Help = calendar.DateWeek(d.Day, today)+" 记的 "+fmt.Sprint(d.Notes)+" 条", v.URL.Path, "clock-days"
	p := page.AskDay{Frame: f, Action: v.URL.Path, Question: "这些应该是哪天？", Prev: f.Back, Next: "就这一天", Open: "先点日子",
		Date: said.tiles(span{today.Add(-daysBefore), today})}
	if day, _, ok := said.day(); ok {
		p.Date.Far = farOff(day, today)
	}
	return p
}

// clockDayTake moves what was noted to the day that was tapped.
func (s *Station) clockDayTake(v *visit) error {
	d, err := s.doubt(v)
	if err != nil {
		return err
	}
	if v.form.Has("month") { // the tiles of a date
		return s.clockOtherDayTake(v, d)
	}
	switch {
	case v.form.Text("go") == "write":
		said := datingOf(d.Likely)
		said.Day = ""
		return v.render(s.clockOtherDay(v, d, said))
	case v.form.Text("day") == "":
		return v.see("/todo")
	}
	_, err = s.Desk.MoveDay(v.ctx(), v.who.Actor, v.form.Request(), d.ID, hub.Day(v.form.Text("day")))
	if err != nil && question(err) {
		p := s.clockDayPage(v, d)
		p.Errors = page.Faults(err)
		return v.again(err, p)
	}
	if err != nil {
		return err
	}
	return v.see("/clock/days")
}

func (s *Station) clockOtherDayTake(v *visit, d care.ClockDoubt) error {
	var said dating
	said.take(v.form)
	p := s.clockOtherDay(v, d, said)
	day, _, ok := said.day()
	if v.form.Text("go") != "next" || !ok {
		return v.render(p)
	}
	if _, err := s.Desk.MoveDay(v.ctx(), v.who.Actor, v.form.Request(), d.ID, day); err != nil {
		if !question(err) {
			return err
		}
		p.Errors = faultAt(err, "day")
		return v.again(err, p)
	}
	return v.see("/clock/days")
}

// doubt is the doubtful day that the address names.
func (s *Station) doubt(v *visit) (care.ClockDoubt, error) {
	id, err := v.pathID("doubt", "desk.settled-already")
	if err != nil {
		return care.ClockDoubt{}, err
	}
	doubts, err := s.Desk.Doubts(v.ctx(), v.site.ID)
	for _, d := range doubts {
		if d.ID == id {
			return d, err
		}
	}
	if err == nil {
		err = hub.E(hub.CodeNotFound, "desk.settled-already")
	}
	return care.ClockDoubt{}, err
}

// doubtfulDays are the days of the last two weeks that wait for somebody's word.
func (s *Station) doubtfulDays(ctx context.Context, site hub.ID, today hub.Day) (days []hub.Day, err error) {
	doubts, err := s.Desk.Doubts(ctx, site)
	for _, d := range doubts {
		if d.Day > today.Add(-14) {
			days = append(days, d.Day)
		}
	}
	return days, err
}

// doubtWords is the one card of all doubtful days: 11月3日–5日，共 12 条到站、离站.
func doubtWords(doubts []care.ClockDoubt, today hub.Day) string {
	notes := 0
	for _, d := range doubts {
		notes += d.Notes
	}
	first, last := calendar.Date(doubts[0].Day, today), calendar.Date(doubts[len(doubts)-1].Day, today)
	if first != last {
		first += "–" + last
	}
	return fmt.Sprintf("%s，共 %d 条到站、离站", first, notes)
}

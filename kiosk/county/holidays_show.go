package county

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// holidayRoutes are the days off and 调休 of a year: a paper is pasted, looked at and sent
// to every station.
func (c *County) holidayRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /holidays", c.signed(holidaysShow))
	mux.HandleFunc("POST /holidays", c.signed(holidaysPublish))
	mux.HandleFunc("POST /holidays/look", c.signed(holidaysLook))
}

// holidaysShow is a year as it stands; the next one once it is autumn, and nobody has
// said anything of it.
func holidaysShow(v *visit) error {
	if err := v.mayForms(); err != nil {
		return err
	}
	year, err := strconv.Atoi(v.URL.Query().Get("year"))
	if err != nil {
		year = v.thisYear()
	}
	p, known, err := v.holidays(year)
	if err != nil {
		return err
	}
	p.Notice = calendar.WriteNotice(year, known.Festivals)
	if len(known.Festivals) > 0 {
		p.Rows, p.Months = holidayRows(known.Festivals), monthLooks(known.Festivals)
	} else {
		p.Lead = "这一年的还没有。国务院一般十一月初发通知，发了就贴进来；没有的时候，只有星期六、星期日算休息。"
	}
	return v.render(p)
}

func (v *visit) thisYear() int {
	t, _ := v.c.Desk.Today().Time()
	return t.Year()
}

// paperFrom is the month and day from which the next year's paper should be there: it came
// on 25 October, 12 and 4 November of the last years.
const paperFrom = "-11-15"

// holidayLine asks in autumn for the next year's paper, until somebody has sent it; ok is
// false where nobody has to.
func (v *visit) holidayLine() (page.Link, bool, error) {
	today, next := v.c.Desk.Today(), v.thisYear()+1
	if today[4:] < paperFrom || v.mayForms() != nil {
		return page.Link{}, false, nil
	}
	years, err := v.c.Desk.HolidayYears(v.ctx())
	known := slices.ContainsFunc(years, func(y desk.HolidayYear) bool { return y.Year == next })
	return page.Link{Href: fmt.Sprintf("/holidays?year=%d", next), Text: fmt.Sprintf("%d 年的放假通知还没发给各站", next)}, !known, err
}

// holidaysLook shows what is read of a text; nothing is kept.
func holidaysLook(v *visit) error {
	if err := v.mayForms(); err != nil {
		return err
	}
	p, err := v.holidaysRead()
	if err != nil {
		return err
	}
	return v.render(p)
}

func (v *visit) holidaysRead() (page.CountyHolidays, error) {
	year := v.form.Int("year")
	p, _, err := v.holidays(year)
	if err != nil {
		return p, err
	}
	p.Notice = v.form.Text("text")
	all, err := calendar.ReadNotice(year, p.Notice)
	if err != nil {
		p.Fault = page.Faults(err).Page()
		return p, nil
	}
	p.Rows, p.Months = holidayRows(all), monthLooks(all)
	return p, nil
}

// holidaysPublish sends a year to every station.
func holidaysPublish(v *visit) error {
	if err := v.mayForms(); err != nil {
		return err
	}
	year := v.form.Int("year")
	_, err := v.c.Desk.SetHolidays(v.ctx(), v.who.Actor, v.form.Request(), year, v.form.Text("text"))
	switch {
	case err == nil:
		return v.see(fmt.Sprintf("/holidays?year=%d", year))
	case hub.CodeOf(err) != hub.CodeInvalid:
		return err
	}
	p, perr := v.holidaysRead()
	if perr != nil {
		return perr
	}
	p.Fault = page.Faults(err).Page()
	web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, p)
	return nil
}

// holidays is the frame of the page of a year, and what is known of it.
func (v *visit) holidays(year int) (p page.CountyHolidays, known desk.HolidayYear, err error) {
	p = page.CountyHolidays{CountyFrame: v.frame("放假和调休", "forms"), Year: strconv.Itoa(year)}
	for y := v.thisYear() - 1; y <= v.thisYear()+1; y++ {
		p.Years = append(p.Years, page.Choice{Value: fmt.Sprintf("/holidays?year=%d", y), Text: strconv.Itoa(y), On: y == year})
	}
	years, err := v.c.Desk.HolidayYears(v.ctx())
	for _, y := range years {
		if y.Year != year {
			continue
		}
		known, p.State = y, "国务院的通知，随程序来的"
		if y.Set != "" {
			p.State = "县里 " + calendar.Date(y.Set, v.c.Desk.Today()) + "定的，各站联上网就有"
		}
	}
	return p, known, err
}

func holidayRows(all []calendar.Festival) (rows []page.HolidayRow) {
	for _, f := range all {
		row := page.HolidayRow{Name: f.Name, Off: spans(f.Off), Worked: spans(f.Worked)}
		if n := len(f.Off); n > 0 {
			row.Sum = fmt.Sprintf("%d 天", n)
		}
		rows = append(rows, row)
	}
	return rows
}

// spans are days as people say them: 2月15日至2月23日.
func spans(days []hub.Day) string {
	var out []string
	for i := 0; i < len(days); i++ {
		from := days[i]
		for i+1 < len(days) && days[i+1] == days[i].Add(1) {
			i++
		}
		word := calendar.Date(from, days[0])
		if days[i] != from {
			word += "至" + calendar.Date(days[i], from)
		}
		out = append(out, word)
	}
	return strings.Join(out, "、")
}

// monthLooks are the months in which something is other than usual.
func monthLooks(all []calendar.Festival) (out []page.MonthLook) {
	h := calendar.HolidaysOf(all...)
	seen := map[string]bool{}
	first, last := hub.Day("9999"), hub.Day("")
	for _, of := range []map[hub.Day]string{h.Off, h.Worked} {
		for d := range of {
			seen[string(d[:7])] = true
			first, last = min(first, d), max(last, d)
		}
	}
	for month := string(first[:4]) + "-01"; month <= string(last); month = string(calendar.AddMonths(hub.Day(month[:7]+"-01"), 1)[:7]) {
		if seen[month[:7]] {
			out = append(out, monthLook(h, hub.Day(month[:7]+"-01")))
		}
	}
	return out
}

func monthLook(h calendar.Holidays, first hub.Day) page.MonthLook {
	t, _ := first.Time()
	m := page.MonthLook{Name: fmt.Sprintf("%d年%d月", t.Year(), int(t.Month()))}
	at := (int(t.Weekday()) + 6) % 7
	for d := first; d[:7] == first[:7]; d = d.Add(1) {
		if at == 0 || len(m.Weeks) == 0 {
			m.Weeks = append(m.Weeks, [7]page.DayLook{})
		}
		look := page.DayLook{Day: strings.TrimPrefix(string(d[8:]), "0")}
		_, off := h.Off[d]
		_, worked := h.Worked[d]
		switch {
		case off:
			look.Kind, look.Word = "off", "休"
		case worked:
			look.Kind, look.Word = "work", "班"
		case at > 4:
			look.Kind = "rest"
		}
		m.Weeks[len(m.Weeks)-1][at] = look
		at = (at + 1) % 7
	}
	return m
}

package county

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// callsShown is how many calls the page goes back.
const callsShown = 30

// alarmList is what stations have called for, and who has not tried the button this
// month. It changes while it is open.
func alarmList(v *visit) error {
	p, err := v.calls(v.ctx())
	if err != nil {
		return err
	}
	opened := time.Now()
	p.Ticket = v.c.Room.Ticket(func(ctx context.Context) (page.Lively, error) {
		if time.Since(opened) > Idle {
			return nil, hub.E(hub.CodeSignedOut, "county.over")
		}
		return v.calls(ctx)
	})
	return v.render(p)
}

// callers are the stations with a site that this officer sees.
func (v *visit) callers(ctx context.Context) (map[hub.ID]Station, []hub.ID, error) {
	all, err := v.c.Fleet.Stations(ctx)
	if err != nil {
		return nil, nil, err
	}
	seen, ids := map[hub.ID]Station{}, []hub.ID(nil)
	for _, s := range all {
		if !s.Site.IsZero() && v.who.Sees(s.Lane) {
			seen[s.Site], ids = s, append(ids, s.Site)
		}
	}
	return seen, ids, nil
}

func (v *visit) calls(ctx context.Context) (page.CountyAlarms, error) {
	p := page.CountyAlarms{CountyFrame: v.frame("报警", "stations")}
	p.Leaves = v.leaves("alarms")
	seen, ids, err := v.callers(ctx)
	if err != nil {
		return p, err
	}
	all, err := v.c.Desk.AlarmsOf(ctx, ids, callsShown)
	if err != nil {
		return p, err
	}
	hub.SortStable(all, func(a, b desk.Alarm) int { return urgent(b) - urgent(a) })
	phones, err := v.c.Desk.SitePhones(ctx, ids)
	if err != nil {
		return p, err
	}
	for _, a := range all {
		row := v.call(a, seen[a.Subject])
		row.Phone = phones[a.Subject]
		p.Calls = append(p.Calls, row)
	}
	last, err := v.c.Desk.Drilled(ctx, ids)
	today := v.c.Desk.Today()
	for _, id := range ids {
		if day := last[id]; len(day) < 7 || day[:7] != today[:7] {
			row := page.CountyUndrilled{Station: seen[id].Name, Town: seen[id].TownshipName, Phone: phones[id], Last: "没有试过"}
			if day != "" {
				row.Last = calendar.Date(day, today)
			}
			p.Undone = append(p.Undone, row)
		}
	}
	hub.SortStable(p.Undone, func(a, b page.CountyUndrilled) int { return strings.Compare(a.Town+a.Station, b.Town+b.Station) })
	p.Drilled = fmt.Sprintf("%d 个站里，%d 个这个月试过了", len(ids), len(ids)-len(p.Undone))
	return p, err
}

// urgent orders real calls that are open before all others, and then drills that are.
func urgent(a desk.Alarm) int {
	switch {
	case a.Open() && !a.Drill:
		return 2
	case a.Open():
		return 1
	}
	return 0
}

func (v *visit) call(a desk.Alarm, s Station) page.CountyCall {
	row := page.CountyCall{
		Look: a.Open(), When: v.rang(a), Station: s.Name, Town: s.TownshipName,
		Mark: "完", State: callState(a),
	}
	switch {
	case a.Drill:
		row.Mark, row.Class = "练", "went"
	case a.Open():
		row.Mark, row.Class = "警", "went bad"
	case a.State == "false":
		row.Mark, row.Class = "误", "went"
	}
	for _, w := range a.Words {
		row.Words = append(row.Words, fmt.Sprintf("%s %s", minuteText(w.Minute), saidTo(w)))
	}
	return row
}

func (v *visit) rang(a desk.Alarm) string {
	if today := v.c.Desk.Today(); a.Day != today {
		return calendar.Date(a.Day, today) + " " + minuteText(a.Minute)
	}
	return minuteText(a.Minute)
}

// minuteText is a minute of the day as it is read: 8:06.
func minuteText(m int) string { return fmt.Sprintf("%d:%02d", m/60, m%60) }

func saidTo(w care.AlarmWord) string {
	switch w.What {
	case "calling":
		return w.Station + "看到了，正在联系"
	case "going":
		return w.Station + "这就过去"
	}
	return w.What + " 打通了"
}

// callState says what is known. That the police were told is a person's word only.
func callState(a desk.Alarm) string {
	switch {
	case a.State == "false":
		return "是误报"
	case !a.Open() && a.Drill:
		return "演练完了"
	case !a.Open():
		return "办完了"
	case a.Drill && a.Answered():
		return "演练，有人应了"
	case a.Drill:
		return "演练，还没有人应"
	case a.Answered():
		return "有人应了"
	}
	return "还没有人应"
}

// ringing are the calls that nobody has ended, for the top of the first page: drills are
// not among them.
func (v *visit) ringing(ctx context.Context, seen []Station) (links []page.Link, err error) {
	open, err := v.c.Desk.OpenAlarms(ctx)
	for _, a := range open {
		at := slices.IndexFunc(seen, func(s Station) bool { return s.Site == a.Subject })
		if a.Drill || at < 0 {
			continue
		}
		links = append(links, page.Link{Href: "/alarms", Text: fmt.Sprintf("%s %s，%s", seen[at].Name, v.rang(a), callState(a))})
	}
	return links, err
}

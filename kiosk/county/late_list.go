package county

import (
	"cmp"
	"fmt"
	"net/http"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// lateRoutes are the sheets that stations have let stand for longer than their forms allow.
func (c *County) lateRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /late", c.signed(lateList))
	mux.HandleFunc("GET /late/{kind}/{id}", c.signed(lateShow))
	mux.HandleFunc("POST /late/{kind}/{id}", c.signed(lateMove))
}

// late are those that this officer sees: whose they are is on the sheet, where looking is
// noted, and not on the list.
func (v *visit) late() (seen []desk.LateSheet, err error) {
	all, err := v.c.Desk.LateSheets(v.ctx(), v.who.Actor, hub.ID{})
	for _, l := range all {
		if v.who.Sees(l.Lane) {
			seen = append(seen, l)
		}
	}
	return seen, err
}

// lateShown is how many the page lists, the oldest first.
const lateShown = 100

func lateList(v *visit) error {
	all, err := v.late()
	if err != nil {
		return err
	}
	stations, sites, err := v.callers(v.ctx())
	if err != nil {
		return err
	}
	phones, err := v.c.Desk.SitePhones(v.ctx(), sites)
	if err != nil {
		return err
	}
	p, today := page.CountyLate{CountyFrame: v.frame("过了期限没办的", "stations")}, v.c.Desk.Today()
	p.Leaves = v.leaves("late")
	for _, l := range all[:min(len(all), lateShown)] {
		at := stations[l.Site]
		p.Rows = append(p.Rows, page.CountyLateRow{
			Href: lateAt(l), Title: l.Def.Title, State: l.State.Label, Town: at.TownshipName, Station: cmp.Or(at.Name, "还不知道"), Phone: phones[l.Site],
			Due: calendar.Date(l.Due, today), Late: fmt.Sprintf("%d 天", daysBetween(l.Due, today)), To: roleWords[l.State.Escalate],
			Look: l.State.Escalate == v.who.Actor.Role,
		})
	}
	if p.Lead = lateCount(all, v.who.Actor.Role); len(all) > lateShown {
		p.Lead += fmt.Sprintf("，这里是最早的 %d 张", lateShown)
	}
	return v.render(p)
}

// lateAt is where a late sheet is brought to its end: a case on its own page.
func lateAt(l desk.LateSheet) string {
	if l.Def.Case != nil {
		return caseAt(l.Def.Kind, l.Record)
	}
	return "/late/" + string(l.Def.Kind) + "/" + l.Record.String()
}

// lateCount is 5 张表过了期限，2 张归您管.
func lateCount(all []desk.LateSheet, role hub.Role) string {
	own := 0
	for _, l := range all {
		if l.State.Escalate == role {
			own++
		}
	}
	text := fmt.Sprintf("%d 张表过了期限没办", len(all))
	if own > 0 {
		text += fmt.Sprintf("，%d 张归您管", own)
	}
	return text
}

// lateLine leads there from the first page; ok is false where nothing is late.
func (v *visit) lateLine() (page.Link, bool, error) {
	all, err := v.late()
	return page.Link{Href: "/late", Text: lateCount(all, v.who.Actor.Role)}, len(all) > 0, err
}

// inWords is a value as somebody reads it; who is meant has a name here, or none yet.
func (v *visit) inWords(f *form.Field, value any) string {
	id, ok := value.(hub.ID)
	if !ok {
		return f.Show(value)
	}
	if e, known := v.c.Names.Get(id); known {
		return cmp.Or(e.Name, e.Nick)
	}
	name, err := v.c.Desk.NameOf(v.ctx(), v.who.Actor, f.Kind, id)
	if err != nil {
		return "" // it is on another hub
	}
	return name
}

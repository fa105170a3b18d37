package station

import (
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// recordWriters says who filled a sheet in, and who touched it last.
func (s *Station) recordWriters(v *visit, def *form.Definition, id hub.ID, p *page.FormSheet) {
	entries, err := s.Desk.SheetTrail(v.ctx(), v.who.Actor, def.Kind, id)
	if err != nil || len(entries) == 0 {
		if err != nil {
			s.Log.Error("who wrote a sheet could not be read", "kind", string(def.Kind), "cause", err)
		}
		return
	}
	p.Lead = s.writtenBy(v, entries[len(entries)-1]) + "填的"
	if len(entries) > 1 {
		p.Lead += "，" + s.writtenBy(v, entries[0]) + "改的"
		p.Trail = recordAt(def.Kind, id) + "/trail"
	}
}

// writtenBy is who and when: 张桂兰 今天 10:20.
func (s *Station) writtenBy(v *visit, e hub.Entry) string {
	who, station, err := s.Desk.Writer(v.ctx(), e)
	switch {
	case err == nil && who != "":
	case e.Own:
		who = "这台机器"
	default: // the staff of all stations around are known here; officers at their desk are not
		who = "县里"
	}
	if station == v.site.Name {
		station = ""
	}
	at := e.At.Wall.In(hub.China)
	day := s.sayDay(hub.DayOf(at)) + " " + calendar.Clock(at)
	if e.At.Quality == hub.ClockUnknown {
		day += "（日期不准）"
	}
	return strings.TrimSpace(station+" "+who) + " " + day
}

// formTrail is what was written of a sheet, the newest first.
func (s *Station) formTrail(v *visit) error {
	def, err := v.formOf()
	if err != nil {
		return err
	}
	id, err := v.pathID("record", "form.no-sheet")
	if err != nil {
		return err
	}
	entries, err := s.Desk.SheetTrail(v.ctx(), v.who.Actor, def.Kind, id)
	if err != nil {
		return err
	}
	f := v.frame(def.Title + "：谁改过")
	f.Back, f.Help = formAt(def.Kind), "form"
	at := recordAt(def.Kind, id) + "/trail"
	p := page.Rows{Frame: f, Action: at, Prev: f.Back, Empty: "还没有记录。"}
	var rows []page.Row
	for i, e := range entries {
		if len(e.Changes) > 0 && i == 0 {
			v.lookedAt(def, e.Changes[0].Subject, "page")
		}
		rows = append(rows, s.trailRow(v, def, e, i == len(entries)-1))
	}
	p.Rows, p.Pages = pagedBy(rows, entriesShown, v.URL.Query().Get("page"), at)
	return v.render(p)
}

// trailRow is one act in words.
func (s *Station) trailRow(v *visit, def *form.Definition, e hub.Entry, first bool) page.Row {
	row := page.Row{Bold: "改了", Small: s.writtenBy(v, e)}
	if first {
		row.Bold = "填了"
	}
	var parts []string
	for _, c := range e.Changes {
		f, ok := def.FieldNo(c.No)
		switch {
		case !ok || f.Name == form.FieldSite || f.Name == form.FieldSince:
		case f.Name == form.FieldWithdrawn && c.To != nil && c.To != false:
			row.Bold = "撤下了"
			parts = append(parts, plainWord(f, c.To))
		case f.Name == form.FieldWithdrawn:
			row.Bold = "又用上了"
		case workflowField(def, f):
			parts = append(parts, "到「"+def.StateOf(c.To).Label+"」")
		default:
			if text := s.trailWord(v, f, c); text != "" {
				parts = append(parts, text)
			}
		}
	}
	row.Text = shortened(parts)
	if e.Waiting {
		row.Tag = "等家里同意"
	}
	return row
}

// trailWord is one field: 体重 8.2 公斤 → 8.5 公斤; a person by her name.
func (s *Station) trailWord(v *visit, f *form.Field, c hub.Changed) string {
	if f.Type != form.Ref || c.Hidden {
		return changeWord(f, c)
	}
	if c.To == nil {
		return f.Label + " 空着了"
	}
	return f.Label + " " + s.inWords(v, c.Subject, f, c.To)
}

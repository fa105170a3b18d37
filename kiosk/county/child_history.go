package county

import (
	"fmt"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// What of a long history one page shows: who looks further asks the station.
const (
	entriesShown = 30
	changesShown = 6 // of one act
)

// history is who changed what of a child in the words of the forms, newest first.
// Attendance and looks are acts of their own and no changes of the child.
func (v *visit) history(child hub.ID) ([]page.Row, error) {
	entries, err := v.c.Desk.History(v.ctx(), v.who.Actor, child)
	if err != nil {
		return nil, err
	}
	var out []page.Row
	for _, e := range entries {
		if !v.who.Sees(e.Lane) {
			continue
		}
		row, ok, err := v.entry(e)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, row)
		}
		if len(out) == entriesShown {
			break
		}
	}
	return out, nil
}

func (v *visit) entry(e hub.Entry) (row page.Row, ok bool, err error) {
	var parts []string
	for _, c := range e.Changes {
		def, known := v.c.Desk.Forms().Get(c.Kind)
		if !known || c.Kind == "look" || c.Kind == "wrap" || c.Kind == "day" {
			continue
		}
		f, known := def.FieldNo(c.No)
		if !known || def.NamesFile(f) {
			continue
		}
		if text := changeWord(f, c); text != "" {
			if row.Bold == "" {
				row.Bold = def.Title
			}
			parts = append(parts, text)
		}
	}
	if v.registers(e) {
		row.Bold = "登记"
		if !e.Batch.IsZero() {
			row.Bold = "名册收进来"
		}
	}
	if row.Bold == "" {
		return row, false, nil
	}
	row.Text = shortened(parts)
	who, station, err := v.c.Desk.Writer(v.ctx(), e)
	if err != nil {
		return row, false, err
	}
	if who == "" {
		who = "机器自己"
	}
	at := e.At.Wall.In(hub.China)
	row.Small = joined(calendar.Date(hub.DayOf(at), v.c.Desk.Today())+" "+calendar.Clock(at), who, station)
	return row, true, nil
}

// registers says whether an act made the child known: its category was written for
// the first time.
func (v *visit) registers(e hub.Entry) bool {
	def, _ := v.c.Desk.Forms().Get("child")
	category, _ := def.Field("category")
	for _, c := range e.Changes {
		if c.Kind == "child" && c.No == category.No && len(c.From) == 0 {
			return true
		}
	}
	return false
}

func shortened(parts []string) string {
	if len(parts) <= changesShown {
		return strings.Join(parts, "，")
	}
	return strings.Join(parts[:changesShown], "，") + fmt.Sprintf("，还有 %d 样", len(parts)-changesShown)
}

// changeWord is one field: 生日 2025年3月21日 → 2025年3月12日. Of a number it says
// that it changed; what nobody reads says nothing.
func changeWord(f *form.Field, c hub.Changed) string {
	switch {
	case f.Type == form.Ref || f.Type == form.Bytes || f.Type == form.List, f.Name == "village", f.Name == "peg", f.Name == "sheet":
		return ""
	case c.Hidden:
		return f.Label + "（打不开）"
	case f.Name == "id_no" || f.Name == "birth_cert":
		if len(c.From) == 0 {
			return f.Label + " 写上了"
		}
		return f.Label + " 改过"
	case len(c.From) == 0:
		return f.Label + " " + shown(f, c.To)
	}
	return f.Label + " " + shown(f, c.Was()) + " → " + shown(f, c.To)
}

func shown(f *form.Field, value any) string {
	if text, ok := value.(string); ok && f.Name == "phone" {
		return care.MaskPhone(text)
	}
	return f.Show(value)
}

package desk

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/form"
)

// recognised says whether the county recognises a station as inclusive today, by the case
// that it decided last; said is false where it never decided: then the station's own word
// stands, which may rest on a paper from before.
func (d *Desk) recognised(recs []hub.Record) (said, yes bool) {
	def, _ := d.forms.Get("inclusive")
	last := hub.Day("")
	for _, rec := range recs {
		state, _ := valueOf(def, rec, "state").(string)
		since := dayOf(def, rec, form.FieldSince)
		if !slices.Contains([]string{"named", "over", "refused", "lost"}, state) || since < last || isWithdrawn(def, rec) {
			continue
		}
		said, yes, last = true, state == "named" && dayOf(def, rec, "to") >= d.Today(), since
	}
	return said, yes
}

// openNamed is how a station was graded, as what it was named, and what the county shows of
// it before it decides (连政办发〔2020〕53号 三(八)1 结果公布).
func (d *Desk) openNamed(ctx context.Context, out *OpenSite, recs map[hub.Kind][]hub.Record) error {
	today := d.Today()
	grading, _ := d.forms.Get("grading")
	last := hub.Day("")
	for _, rec := range recs["grading"] {
		state, _ := valueOf(grading, rec, "state").(string)
		if since, to := dayOf(grading, rec, form.FieldSince), dayOf(grading, rec, "to"); state == "posted" && to >= today && since >= last {
			out.Level, last = d.labelIn(grading, rec, "level")+"（管到"+calendar.Date(to, today)+"）", since
		}
	}
	model, _ := d.forms.Get("model")
	for _, rec := range recs["model"] {
		state, _ := valueOf(model, rec, "state").(string)
		if to := dayOf(model, rec, "to"); state == "passed" && to >= today {
			if one := d.labelIn(model, rec, "level") + "示范（管到" + calendar.Date(to, today) + "）"; !slices.Contains(out.Models, one) {
				out.Models = append(out.Models, one)
			}
		}
	}
	slices.Sort(out.Models)
	return d.openShown(ctx, out, recs)
}

// openShown is what stands in its five days of 公示.
func (d *Desk) openShown(ctx context.Context, out *OpenSite, recs map[hub.Kind][]hub.Record) error {
	holidays, err := d.Holidays(ctx)
	if err != nil {
		return err
	}
	for _, kind := range []hub.Kind{"grading", "inclusive"} {
		def, _ := d.forms.Get(kind)
		for _, rec := range recs[kind] {
			state, since, _ := stateOf(def, rec, holidays)
			if state.Code != "shown" {
				continue
			}
			what := def.Title
			if kind == "grading" {
				what += "，拟评 " + d.labelIn(def, rec, "level")
			}
			until := since
			for _, m := range def.Workflow.Moves {
				if m.From == state.Code && m.After > 0 {
					until = holidays.After(since, m.After)
				}
			}
			out.Shown = append(out.Shown, what+"，公示到"+calendar.Date(until, d.Today()))
		}
	}
	return nil
}

func (d *Desk) labelIn(def *form.Definition, rec hub.Record, name string) string {
	f, _ := def.Field(name)
	code, _ := valueOf(def, rec, name).(string)
	return f.LabelOf(code)
}

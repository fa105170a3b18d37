package desk

import (
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/care/due"
	"yizhan/hub/form"
)

// dueKinds are the records of a subject that say what is due of it.
func (d *Desk) dueKinds(subject hub.Kind) []hub.Kind {
	kinds := append(d.DueRules().Kinds(subject), "snooze")
	if subject == "child" {
		kinds = append(kinds, "enrolment")
	}
	return kinds
}

// childDue is a child as the rules see it.
func (d *Desk) childDue(c care.Child, recs []hub.Record, works func(hub.Day) bool) *due.Facts {
	f := d.dueFacts("child", c.ID, recs)
	f.Works = works
	f.Born, f.Registered, f.Expecting = c.Birth, c.Registered, c.Category == "expecting"
	return f
}

// dueFacts turns records into facts. What was taken back again has no day, and is none.
func (d *Desk) dueFacts(kind hub.Kind, subject hub.ID, recs []hub.Record) *due.Facts {
	f := &due.Facts{Subject: subject, Kind: kind}
	for _, rec := range recs {
		switch rec.Kind {
		case "enrolment":
			if e := care.As[care.Enrolment](d.forms, rec); !e.Withdrawn && e.From != "" {
				f.Stays = append(f.Stays, due.Stay{From: e.From, To: e.To})
			}
		case "snooze":
			if until := d.text(rec, "until"); until != "" {
				f.Put = append(f.Put, due.Put{Item: rec.Period, Until: hub.Day(until), Reason: d.text(rec, "reason")})
			}
		default:
			if done, ok := d.dueDone(rec); ok {
				f.Done = append(f.Done, done)
			}
		}
	}
	return f
}

// dueDone is a record that closes items; ok is false where it is of no such kind or says
// no day.
func (d *Desk) dueDone(rec hub.Record) (done due.Done, ok bool) {
	spec, known := d.DueRules().Record(rec.Kind)
	def, ok := d.forms.Get(rec.Kind)
	if !known || !ok || isWithdrawn(def, rec) {
		return done, false
	}
	done = due.Done{Kind: rec.Kind, Day: hub.Day(d.text(rec, spec.Day)), Until: hub.Day(d.text(rec, spec.Until))}
	if spec.Day == due.ByPeriod {
		if !form.Says(rec) { // it was taken back
			return done, false
		}
		done.Day = hub.Day(rec.Period)
	}
	switch spec.Code {
	case due.ByPeriod:
		done.Code = rec.Period
	case due.ByRecord:
		done.Code, done.Name = rec.ID.String(), d.named(rec, def, spec.Name)
	default:
		done.Code = d.text(rec, spec.Code)
	}
	if field, value, cut := strings.Cut(spec.Off, "="); cut {
		done.Off = d.text(rec, field) == value
	}
	for i := range def.Cadence {
		if c := &def.Cadence[i]; c.If != "" && !c.Due(def.Facts(form.Given{Values: rec.Fields, Day: done.Day, Today: d.Today()})) {
			done.Not = append(done.Not, c.Code)
		}
	}
	return done, done.Day != "" || done.Until != ""
}

// named is what a record is about, by some of its fields.
func (d *Desk) named(rec hub.Record, def *form.Definition, fields []string) string {
	var words []string
	for _, name := range fields {
		if f, ok := def.Field(name); ok && rec.Fields[f.No] != nil {
			words = append(words, f.Show(rec.Fields[f.No]))
		}
	}
	return strings.Join(words, "，")
}

// text is a field of text, "" where there is none.
func (d *Desk) text(rec hub.Record, name string) string {
	def, ok := d.forms.Get(rec.Kind)
	if !ok || name == "" {
		return ""
	}
	f, ok := def.Field(name)
	if !ok {
		return ""
	}
	text, _ := rec.Fields[f.No].(string)
	return text
}

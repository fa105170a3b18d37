package station

import (
	"slices"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// A class that was held without this box, in somebody's yard or while the power was out, is
// noted by the same questions as a plan: its day is today or past, and how many came is
// asked right away. Who they were and the 台账 follow on its own page.

// noted is the answer that tells such a class from a plan.
const noted = "noted"

func (d *sheeting) noting() bool { return d.Answers[noted] != "" }

// noteLines are the sheet's of a class that was held.
var noteLines = []string{"kind", "title", "day", "start", "minutes", "place", "lecturer", "heads"}

// noteBegin turns a plan's questions into those of a class that was held; a planned one's
// day stands where it has come.
func (s *Station) noteBegin(d *sheeting, step string) string {
	d.Answers[noted], d.Answers["way"] = "yes", "room"
	if d.Record.IsZero() {
		return step
	}
	if hub.Day(d.Answers["day"]) > d.Day {
		d.Answers["day"] = ""
	}
	return planNext(d, "kind")
}

// noteField makes a plan's question one of a class that was held.
func noteField(f *form.Field) {
	switch f.Name {
	case "day":
		f.Start = ""
	case "heads":
		f.Label = "来了几个大人"
	case "minutes":
		f.Label, f.Required = "上了多久", false
	}
}

// planTitle says what is being written: a plan, or what was held.
func (d *sheeting) planTitle() string {
	if d.noting() {
		return "补记一节课"
	}
	return "排一节课"
}

// asked are the questions of a plan, or of a class that was held.
func (d *sheeting) asked(step string) bool {
	if d.noting() {
		return slices.Contains(noteLines, step)
	}
	return slices.Contains(planLines, step)
}

// noteKeep notes the class as it was held.
func (s *Station) noteKeep(v *visit, d *sheeting, plan desk.ClassPlan) (hub.Outcome, error) {
	held := desk.HeldClass{ClassPlan: plan, Minutes: number(d.Answers["minutes"]), Heads: -1}
	if n := d.Answers["heads"]; n != "" {
		held.Heads = number(n)
	}
	return s.Desk.NoteClass(v.ctx(), v.who.Actor, held)
}

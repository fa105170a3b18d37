package report

import (
	"cmp"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
)

// staffKinds are those that say something of a worker.
var staffKinds = []hub.Kind{"staff", "staff-file", "certificate", "training", "staff-check"}

// worker is what the facts of a worker are made from.
type worker struct {
	*Measurer
	*counting
	file
	care.Staff
	at   stays
	post spans // that she works there
}

func (m *Measurer) staff(t *counting, month string, recs []hub.Record) {
	w := worker{Measurer: m, counting: t, file: fileOf(recs, "")}
	w.Staff = care.As[care.Staff](m.forms, w.file["staff"][0])
	if _, town := w.Lane.Township(); !town || w.Role != hub.RoleHead && w.Role != hub.RoleCarer {
		return // who looks after children, and not the doctor or an officer
	}
	at := place{w.Lane, w.Site}
	w.at = stays{{span{ever, forever, shown{}}, at}}
	if month != "" {
		for _, rec := range w.file["duty"] {
			if d := care.AsDuty(m.forms, rec); d.In >= 0 && strings.HasPrefix(rec.Period, month) {
				w.flow("duty", hub.Day(rec.Period), 1, place{w.Lane, cmp.Or(d.Site, w.Site)}, by(rec))
			}
		}
		return
	}
	w.post.add(w.came(), w.went(), shown{"staff", w.Staff.ID})
	w.posts()
	w.trained(at)
}

// filed is the sheet about her; ok is false where nobody has filled it in.
func (w *worker) filed() (rec hub.Record, ok bool) {
	all := w.living(w.file, "staff-file")
	if len(all) == 0 {
		return rec, false
	}
	return all[0], true
}

func (w *worker) came() hub.Day {
	if rec, ok := w.filed(); ok && w.day(rec, "from") != "" {
		return w.day(rec, "from")
	}
	return w.Staff.From
}

func (w *worker) went() hub.Day {
	if rec, ok := w.filed(); ok && w.day(rec, "left") != "" {
		return w.day(rec, "left")
	}
	if !w.Left {
		return ""
	}
	return cmp.Or(w.LeftOn, w.came(), ever) // an older release did not write down when: it never counts
}

// carer says whether she looks after children, as her sheet says, or else her role.
func (w *worker) carer() bool {
	if rec, ok := w.filed(); ok && w.value(rec, "post") != nil {
		return w.chosen(rec, "post", "carer")
	}
	return true
}

// posts is who works there, and with which papers.
func (w *worker) posts() {
	certified := w.certified("carer", "infant")
	qualified := w.certified("carer", "infant", "nursing", "teacher", "nurse")
	count := func(measure string, when spans) { w.level(measure, 1, w.at, when.and(w.post)) }
	w.level("staff", 1, w.at, w.post)
	count("staff.certified", certified)
	count("staff.qualified", qualified)
	if w.carer() {
		w.level("staff.carer", 1, w.at, w.post)
		count("staff.certified.carer", certified)
		count("staff.qualified.carer", qualified)
	}
	count("staff.healthy", w.certified("health"))
	var checked spans
	for _, rec := range w.living(w.file, "staff-check") {
		checked.last(w.day(rec, "day"), 12, by(rec))
	}
	count("staff.checked.12m", checked)
}

// certified is when she holds one of some certificates.
func (w *worker) certified(whats ...string) (out spans) {
	for _, rec := range w.living(w.file, "certificate") {
		if slices.Contains(whats, w.text(rec, "what")) {
			out.add(w.day(rec, "day"), after(w.day(rec, "to")), by(rec))
		}
	}
	return out
}

// trained is the trainings that she went to.
func (w *worker) trained(at place) {
	for _, rec := range w.living(w.file, "training") {
		note := func(measure string) { w.flow(measure, w.day(rec, "on"), 1, at, by(rec)) }
		note("training")
		if what := w.text(rec, "what"); what == "head" {
			note("training.head")
		} else {
			note("training.staff")
			if what == "tcm" {
				note("training.tcm")
			}
		}
		if w.yes(rec, "passed") {
			note("training.passed")
		}
	}
}

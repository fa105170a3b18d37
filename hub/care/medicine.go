package care

import (
	"cmp"
	"slices"

	"yizhan/hub"
	"yizhan/hub/form"
)

// CannotEat is something that a child must not eat or be given.
type CannotEat struct {
	Ref
	What      string `form:"what"`
	Harm      string `form:"harm"` // breath, swell, rash, belly, custom, unsure
	Help      string `form:"help"`
	State     string `form:"state"` // "" and holds; over: it may again
	Withdrawn string `form:"withdrawn"`
}

// AsCannotEat decodes those of a list that hold, the most dangerous first; what two heard
// of is told once.
func AsCannotEat(reg *form.Registry, recs []hub.Record) (out []CannotEat) {
	def, _ := reg.Get("cannot-eat")
	harm, _ := def.Field("harm")
	for _, rec := range recs {
		if rec.Kind != "cannot-eat" {
			continue
		}
		var v CannotEat
		decode(reg, rec, &v)
		if v.What != "" && v.State != "over" && v.Withdrawn == "" {
			out = append(out, v)
		}
	}
	rank := func(c CannotEat) int { return slices.Index(harm.Order, any(c.Harm)) }
	hub.SortStable(out, func(a, b CannotEat) int { return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.What, b.What)) })
	told := map[string]bool{}
	return slices.DeleteFunc(out, func(c CannotEat) bool {
		again := told[c.What]
		told[c.What] = true
		return again
	})
}

// Medicine is a family's written request. Minutes of the day, -1 where there is none.
type Medicine struct {
	Ref
	Name      string  `form:"name"`
	Dose      string  `form:"dose"` // as the family wrote it
	Meal      string  `form:"meal"` // after, before, any
	First     int     `form:"first"`
	Second    int     `form:"second"`
	Third     int     `form:"third"`
	From      hub.Day `form:"from"`
	Until     hub.Day `form:"until"`
	Guardian  hub.ID  `form:"guardian"`
	Signed    []byte  `form:"signed"`
	State     string  `form:"state"` // "" and open: holds; stopped, over
	Withdrawn string  `form:"withdrawn"`
}

// AsMedicine decodes a request.
func AsMedicine(reg *form.Registry, rec hub.Record) Medicine {
	v := Medicine{First: -1, Second: -1, Third: -1}
	decode(reg, rec, &v)
	return v
}

// Open says whether the family has not taken it back.
func (m Medicine) Open() bool { return m.Withdrawn == "" && (m.State == "" || m.State == "open") }

// On says whether it is of a day.
func (m Medicine) On(day hub.Day) bool { return m.From != "" && m.From <= day && day <= m.Until }

// Times are the minutes that stand on it, in their order.
func (m Medicine) Times() (out []int) {
	for _, t := range []int{m.First, m.Second, m.Third} {
		if t >= 0 {
			out = append(out, t)
		}
	}
	return slices.Compact(slices.Sorted(slices.Values(out)))
}

// Dosing is one dose that was given or not taken. Minutes, -1 where none is noted.
type Dosing struct {
	Ref
	Request  hub.ID  `form:"request"`
	Day      hub.Day `form:"day"`
	Due      int     `form:"due"`
	At       int     `form:"at"`
	Went     string  `form:"went"` // given, spat, refused; "" taken back
	By       hub.ID  `form:"by"`
	Second   hub.ID  `form:"second"`
	Relooked bool    `form:"relooked"`
}

// AsDosing decodes a dose.
func AsDosing(reg *form.Registry, rec hub.Record) Dosing {
	v := Dosing{Due: -1, At: -1}
	decode(reg, rec, &v)
	return v
}

// Taken says whether the child has the medicine in it, or some.
func (d Dosing) Taken() bool { return d.Went == "given" || d.Went == "spat" }

// MedicineRules are how near to the time on the request medicine is given.
type MedicineRules struct {
	Early int `yaml:"early_minutes"`
	Late  int `yaml:"late_minutes"`
}

// CheckDose says why a dose may not be given now; nil: it may. It needs a request that
// holds today and was signed by a guardian, a time that stands on it, no dose of that
// time before, and half the stated distance from the dose before. Errors: CodeForbidden
// medicine.unsigned, .not-guardian, .stopped, .not-today, .no-time; CodeConflict
// medicine.given, .too-soon; CodeInvalid medicine.early, .late.
func (r MedicineRules) CheckDose(m Medicine, signer Person, doses []Dosing, day hub.Day, due, now int) *hub.Error {
	times := m.Times()
	at := slices.Index(times, due)
	switch {
	case len(m.Signed) == 0:
		return hub.E(hub.CodeForbidden, "medicine.unsigned")
	case signer.ID.IsZero() || signer.ID != m.Guardian || !signer.Guardian || signer.Withdrawn:
		return hub.E(hub.CodeForbidden, "medicine.not-guardian")
	case !m.Open():
		return hub.E(hub.CodeForbidden, "medicine.stopped")
	case !m.On(day):
		return hub.E(hub.CodeForbidden, "medicine.not-today")
	case at < 0:
		return hub.E(hub.CodeForbidden, "medicine.no-time")
	}
	last := -1
	for _, d := range doses {
		if d.Request != m.ID || d.Day != day || !d.Taken() {
			continue
		}
		if d.Due == due {
			return hub.E(hub.CodeConflict, "medicine.given")
		}
		last = max(last, d.At)
	}
	if now < due-r.Early {
		return hub.E(hub.CodeInvalid, "medicine.early", due/60, due%60)
	}
	if last >= 0 && now-last < spacing(times, at)/2 {
		return hub.E(hub.CodeConflict, "medicine.too-soon")
	}
	until := due + r.Late
	if at+1 < len(times) {
		until = min(until, times[at+1]-r.Early)
	}
	if now > until {
		return hub.E(hub.CodeInvalid, "medicine.late", due/60, due%60)
	}
	return nil
}

// spacing is how far a time stands from its nearest neighbour on the request.
func spacing(times []int, at int) int {
	near := 24 * 60
	if at > 0 {
		near = min(near, times[at]-times[at-1])
	}
	if at+1 < len(times) {
		near = min(near, times[at+1]-times[at])
	}
	return near
}

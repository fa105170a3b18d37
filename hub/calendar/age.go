package calendar

import (
	"fmt"
	"time"

	"yizhan/hub"
)

// Age is a child's age on a day, both ways it is used: whole calendar months
// (月龄) and days lived (the birth day is day 0).
type Age struct {
	Months int
	Days   int
}

// AgeOn counts whole calendar months from birth: one is full on the day of the
// same number, or on the month's last day where it has no such day (born on 31
// March: one month on 30 April; born on 29 February 2024: twelve on 28 February
// 2025). ok is false if a day is unknown or birth lies after on.
func AgeOn(birth, on hub.Day) (a Age, ok bool) {
	b, ok1 := birth.Time()
	t, ok2 := on.Time()
	if !ok1 || !ok2 || t.Before(b) {
		return Age{}, false
	}
	a.Days = int(t.Sub(b) / (24 * time.Hour))
	a.Months = (t.Year()-b.Year())*12 + int(t.Month()-b.Month())
	if full, _ := AddMonths(birth, a.Months).Time(); full.After(t) {
		a.Months--
	}
	return a, true
}

// AddMonths moves a day by n calendar months, to the month's last day where it
// has no such day; an invalid day stays as it is.
func AddMonths(d hub.Day, n int) hub.Day {
	t, ok := d.Time()
	if !ok {
		return d
	}
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, hub.China)
	last := first.AddDate(0, 1, -1).Day()
	return hub.DayOf(first.AddDate(0, 0, min(t.Day(), last)-1))
}

// newborn is how long an age is said in days: the neonatal period, and on until
// the first month is full.
const newborn = 28

// Years is the age in whole years.
func (a Age) Years() int { return a.Months / 12 }

// Text is the age as staff read it: 12 天, 20 月龄, beyond 36 months 3 岁 2 个月.
func (a Age) Text() string {
	if a.Days <= newborn || a.Months == 0 {
		return fmt.Sprintf("%d 天", a.Days)
	}
	if a.Months <= 36 {
		return fmt.Sprintf("%d 月龄", a.Months)
	}
	return a.FamilyText()
}

// FamilyText is the age as families say it: 12 天, 8 个月, 1 岁 8 个月, 2 岁.
func (a Age) FamilyText() string {
	years, months := a.Months/12, a.Months%12
	switch {
	case a.Days <= newborn || a.Months == 0:
		return fmt.Sprintf("%d 天", a.Days)
	case years == 0:
		return fmt.Sprintf("%d 个月", months)
	case months == 0:
		return fmt.Sprintf("%d 岁", years)
	}
	return fmt.Sprintf("%d 岁 %d 个月", years, months)
}

// Gestation in days: at birth for a child born after w weeks and d days: 7w + d.
const (
	FullTerm   = 40 * 7 // the due date
	PretermTo  = 37 * 7 // before it a child is preterm
	LeastKnown = 22 * 7 // below it the figure is a slip of the finger
)

// Corrected is a preterm child's age counted from the due date (矫正月龄 = 月龄 less
// 40 weeks minus gestation). ok is false for a child that was not preterm, for a
// gestation nobody survives, and before the due date, when it is not said.
func Corrected(birth hub.Day, gestation int, on hub.Day) (a Age, ok bool) {
	if gestation < LeastKnown || gestation >= PretermTo {
		return Age{}, false
	}
	return AgeOn(birth.Add(FullTerm-gestation), on)
}

// CorrectedText says that it is corrected: 矫正 4 月龄.
func (a Age) CorrectedText() string { return "矫正 " + a.Text() }

package growth

import (
	"yizhan/hub"
	"yizhan/hub/calendar"
)

// Mass is a weight in milligrams, as finely as a file may give it.
type Mass int64

// Size is a length in micrometres.
type Size int64

// What records hold.
const (
	Gram       Mass = 1_000
	Millimetre Size = 1_000
)

// What a body can weigh and measure at all, so that no product below overflows.
const (
	most    = 500_000 * Gram
	longest = 3_000 * Millimetre
)

// Sex chooses the tables.
type Sex int

// The numbers are those of both standards' files and of GB/T 2261.1.
const (
	SexUnknown Sex = iota
	Boy
	Girl
)

// SexOf reads the code of a child's record.
func SexOf(code string) Sex {
	switch code {
	case "1":
		return Boy
	case "2":
		return Girl
	}
	return SexUnknown
}

// Posture is how the length was taken.
type Posture int

// Unknown counts as what is usual at the age.
const (
	PostureUnknown Posture = iota
	Lying
	Standing
)

// PostureOf reads the code of a record of kind growth.
func PostureOf(code string) Posture {
	switch code {
	case "lying":
		return Lying
	case "standing":
		return Standing
	}
	return PostureUnknown
}

// Age is both counts that the standards use: days lived, and full months with what
// of the next has passed, Part of Of. The zero Age is the day of birth.
type Age struct {
	Days     int
	Months   int
	Part, Of int
}

// AgeOn counts by the calendar; false if a day is unknown or birth lies after on.
func AgeOn(birth, on hub.Day) (Age, bool) {
	a, ok := calendar.AgeOn(birth, on)
	if !ok {
		return Age{}, false
	}
	begun, next := calendar.AddMonths(birth, a.Months), calendar.AddMonths(birth, a.Months+1)
	passed, _ := calendar.AgeOn(begun, on)
	whole, _ := calendar.AgeOn(begun, next)
	return Age{Days: a.Days, Months: a.Months, Part: passed.Days, Of: whole.Days}, true
}

// AgeAfter is the age where only the days are known. A month is full as WHO turns
// months into days: after months × 30.4375 days, rounded half up.
func AgeAfter(days int) Age {
	m := days * 32 / 974 // 30.4375 is 974 / 32
	for fullMonths(m+1) <= days {
		m++
	}
	for m > 0 && fullMonths(m) > days {
		m--
	}
	return Age{Days: days, Months: m, Part: days - fullMonths(m), Of: fullMonths(m+1) - fullMonths(m)}
}

// fullMonths is the day on which m months are full.
func fullMonths(m int) int { return (m*974 + 16) / 32 }

// Measure is one measuring. 0 means: not measured.
type Measure struct {
	Sex     Sex
	Age     Age
	Weight  Mass
	Length  Size // lying or standing, as Posture says
	Head    Size // around
	Posture Posture
	Oedema  bool // swollen on both feet: then weight says nothing
}

// Lying and standing differ by 0.7 cm in both standards; a child is measured lying
// under two years and standing from there.
const lyingMore = 7 * Millimetre

// standsFrom is the day from which WHO's tables are of standing children.
const standsFrom = 731

// doubtfulPosture: nobody stands under nine months of 30.4375 days, so what was
// written of the posture is not believed.
func (m Measure) doubtfulPosture() bool {
	return m.Posture == Standing && m.Age.Days >= 0 && m.Age.Days*32 < 9*974
}

// length is the length as the tables want it, for a child that counts as standing
// or not.
func (m Measure) length(stands bool) Size {
	lay, stood := m.Posture == Lying, m.Posture == Standing && !m.doubtfulPosture()
	switch {
	case m.Length <= 0 || m.Length > longest:
		return 0
	case stands && lay:
		return max(m.Length-lyingMore, 0)
	case !stands && stood:
		return m.Length + lyingMore
	}
	return m.Length
}

// weight is what can be judged by tables; 0 where nothing can.
func (m Measure) weight() Mass {
	if m.Oedema || m.Weight < 0 || m.Weight > most {
		return 0
	}
	return m.Weight
}

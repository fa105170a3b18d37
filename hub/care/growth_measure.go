package care

import (
	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care/growth"
)

// Measure is a record's figures as the standards want them. Where nobody knows the
// child's birth the age is below zero: the standards say nothing, and days between two
// measurings still count.
func (g Growth) Measure(c Child) growth.Measure {
	m := growth.Measure{
		Sex: growth.SexOf(c.Sex), Weight: growth.Mass(g.Weight) * growth.Gram, Length: growth.Size(g.Length) * growth.Millimetre,
		Head: growth.Size(g.Head) * growth.Millimetre, Posture: growth.PostureOf(g.Posture),
	}
	age, ok := growth.AgeOn(c.Birth, hub.Day(g.Period))
	if !ok {
		since, _ := calendar.AgeOn("2000-01-01", hub.Day(g.Period))
		age = growth.Age{Days: since.Days - 1_000_000}
	}
	m.Age = age
	return m
}

package care

// DayTold is what a family is told of its child's day at the station.
type DayTold struct {
	Day     Day
	Care    CareDay
	Outdoor int // minutes in the yard
	Doses   []Dosing
	Growth  Growth // measured that day; zero if not
}

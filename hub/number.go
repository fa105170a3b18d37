package hub

// Number is one that the county types, because no record says it: how many people live
// there, what they earn. It is never changed: another one of the same key takes its place
// from the day on which it was said.
type Number struct {
	ID     ID
	Key    string
	Area   string // "" the county; a lane; a site's ID in hex
	From   Day    // since when it holds
	Value  int64  // in hundredths
	Source string
	Said   Day
	Second int // of that day
	By     ID
}

// Goal is what the county itself wants of an indicator, in place of what the plans say.
type Goal struct {
	ID        ID
	Indicator string
	Until     Day   // when it has to be reached
	Value     int64 // in hundredths
	Gone      bool  // it is not wanted any more
	Source    string
	Said      Day
	Second    int
	By        ID
}

// Station is a place of care with the name of where it is.
type Station struct {
	ID       ID
	Lane     Lane
	Name     string
	Township string // its name
}

package day

// FeverRules say when a child is too warm: tenths of a degree, and minutes.
type FeverRules struct {
	Start  int `yaml:"start"`   // where the buttons begin
	From   int `yaml:"from"`    // this warm is a fever
	Again  int `yaml:"again"`   // minutes until it is measured once more
	AtOnce int `yaml:"at_once"` // this hot needs no second measuring
}

// Reading is one temperature.
type Reading struct {
	Minute int // of the day
	Tenths int // of a degree
}

// FeverStep is what comes next for a child whose temperature was taken.
type FeverStep int

const (
	FeverMeasure FeverStep = iota // nothing was measured today
	FeverNone                     // the last one is no fever
	FeverWait                     // warm once: again at Next.At
	FeverAgain                    // warm once, and it is time for the second
	FeverRoom                     // warm twice, or very hot: to the 观察室, tell the family
)

// Next is the step, and for FeverWait the minute of the second measuring.
type Next struct {
	Step FeverStep
	At   int
}

// Fever reads a day's temperatures. Their order does not matter; a later one that is
// no fever ends what earlier ones began.
func (f FeverRules) Fever(readings []Reading, now int) Next {
	if len(readings) == 0 {
		return Next{Step: FeverMeasure}
	}
	last := readings[0]
	for _, r := range readings[1:] {
		if r.Minute > last.Minute || r.Minute == last.Minute && r.Tenths > last.Tenths {
			last = r
		}
	}
	switch {
	case last.Tenths >= f.AtOnce:
		return Next{Step: FeverRoom}
	case last.Tenths < f.From:
		return Next{Step: FeverNone}
	}
	cool := -1 // the last minute at which it was none
	for _, r := range readings {
		if r.Tenths < f.From {
			cool = max(cool, r.Minute)
		}
	}
	first := last.Minute
	for _, r := range readings {
		if r.Minute > cool {
			first = min(first, r.Minute)
		}
	}
	switch {
	case last.Minute-first >= f.Again:
		return Next{Step: FeverRoom}
	case now-first >= f.Again:
		return Next{Step: FeverAgain}
	}
	return Next{Step: FeverWait, At: first + f.Again}
}

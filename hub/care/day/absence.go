package day

import "yizhan/hub"

// AbsenceRules say when somebody asks after a child that does not come (缺勤追踪).
type AbsenceRules struct {
	AskFrom   int `yaml:"ask_from"`   // minute of the day, where the site has set none
	AskBy     int `yaml:"ask_by"`     // by then somebody has called
	HeadAfter int `yaml:"head_after"` // days without a word, then it is the 站长's
}

// Mark is one day of a child's on which the house was open.
type Mark struct {
	Day  hub.Day
	Came bool
	Word bool // its family said why it did not come
}

// Silent counts the days in a row, the newest backwards, on which a child neither came
// nor anybody said why. The order of the marks does not matter.
func Silent(marks []Mark) (n int) {
	last := hub.Day("") // the newest day that was not silent
	for _, m := range marks {
		if (m.Came || m.Word) && m.Day > last {
			last = m.Day
		}
	}
	days := map[hub.Day]bool{}
	for _, m := range marks {
		if m.Day > last {
			days[m.Day] = true
		}
	}
	return len(days)
}

// ToHead says whether so many silent days are the 站长's to ask about.
func (a AbsenceRules) ToHead(silent int) bool { return silent >= a.HeadAfter }

package page

// CountyNumbers is what the county types because no record says it, and what it wants of its
// indicators.
//
// Posted: key or goal, area, value, day, source, request; do=drop of a goal.
type CountyNumbers struct {
	CountyFrame
	Prev    string
	Numbers []NumberRow
	Goals   []NumberRow
	Entry   NumberEntry
}

func (CountyNumbers) Page() string { return "county-numbers" }

// NumberRow is one number, or one goal, as it holds now.
type NumberRow struct {
	Name   string
	Value  string // 90,000 人; "" nobody has typed it
	Place  string // 全县, a township
	From   string // since when, or until when
	Source string
	Said   string // 11月23日填的
	Href   string
	On     bool
}

// NumberEntry is where one is typed.
type NumberEntry struct {
	Title   string
	Note    string
	Key     string // of a number
	Goal    string // of a goal
	Unit    string
	Places  []Choice // where; none: the whole county
	DayWord string
	Value   string
	Day     string
	Source  string
	Drop    bool // a goal of the county's own stands for that day
	Fault   string
	Before  []NumberRow // what was typed before, the newest first
}

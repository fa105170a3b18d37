package page

// Date is the one way to say a day: a tile each for year, month and day, in either
// calendar, read back in both. A likely day (今天, 昨天) stands as a tile of its own on
// the page before.
//
// Posted: calendar=solar|lunar, year, month (6L: the leap month), day, and
// years=Y for the years from Y on; templates date-calendar, date-tiles, date-said,
// date-hidden.
type Date struct {
	Birth  bool // of a birth: the calendars say 证上的 and 老人记的
	Lunar  bool
	Years  []Choice // at most four
	Before *Choice  // the years before these: value is the first of them; nil if there are none
	After  *Choice
	Months []Choice // value 1–12
	Leap   *Choice  // the leap month of that year: value 6L, text 闰六月; nil if there is none
	Days   []Choice
	From   string // the first year shown
	Year   string // what is chosen, as posted
	Month  string
	Day    string
	Said   string // 2025年3月12日, in the calendar that was used; "" not yet complete
	Also   string // 农历 二月十三
	Far    string // how far it is from today: 现在 20 月龄, 星期三，9 天前
}

// AskDay is one question that a day answers: of birth, the first at the station.
type AskDay struct {
	Frame
	Steps    []Step
	Question string
	Date     Date
	Action   string // POST there
	Likely   *Likely
	Prev     string
	Skip     string // label of go=skip; "" none
	Next     string // label of the main action
	Open     string // what the main action says while the day is open: 先点生日
	Said     string // what was answered on the page before, given back as said
	Told     string // the day that was asked about: the same once more means it
}

func (AskDay) Page() string { return "ask-day" }

// Time is the one way to say a time of day: a tile for the hour, one for the minute.
// Where it is about a child's day, likely quarter hours stand as tiles on the page before.
//
// Posted: hour=0…23, minute; templates time-tiles, time-hidden.
type Time struct {
	Hours   []Choice
	Minutes []Choice // in fives
	Hour    string   // what is chosen, as posted
	Minute  string
	Said    string // 早上 8:05; "" not yet complete
}

// AskTime is one question that a time of day answers.
type AskTime struct {
	Frame
	Question string
	Time     Time
	Action   string
	Prev     string
	Skip     string
	Next     string
}

func (AskTime) Page() string { return "ask-time" }

package page

// CountyHolidays is the public holidays of a year as this county has them: the paper
// beside what was read of it. The right half is asked for again while somebody writes.
//
// Posted: year, text, request; POST /holidays/look shows, POST /holidays publishes.
type CountyHolidays struct {
	CountyFrame
	Years  []Choice // Value is the address
	Year   string
	State  string // 国务院的通知, 县里 11月23日定的; "" nobody has said anything of this year
	Notice string // what stands in the field, text when it is posted
	Fault  string
	Lead   string // instead of rows: nothing is known of this year
	Rows   []HolidayRow
	Months []MonthLook // those in which something is other than usual
}

func (CountyHolidays) Page() string { return "county-holidays" }

// HolidayRow is one festival.
type HolidayRow struct {
	Name, Off, Sum, Worked string // 春节, 2月15日至23日, 9 天, 2月14日、28日
}

// MonthLook is a month as a calendar on the wall shows it.
type MonthLook struct {
	Name  string
	Weeks [][7]DayLook // from Monday; a day of another month is empty
}

// DayLook is one day of it.
type DayLook struct {
	Day  string
	Kind string // off, work: other than usual; rest: Saturday or Sunday
	Word string // 休, 班
}

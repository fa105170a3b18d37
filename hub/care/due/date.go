package due

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"yizhan/hub"
)

// date is a day as a number, so that a list of thousands costs no parsing: days since
// 1 January 1970; unknown is 0, which no child, paper or place of ours has.
type date int

const unknown date = 0

func dateOf(d hub.Day) date {
	t, ok := d.Time()
	if !ok {
		return unknown
	}
	return dateIn(t.Year(), int(t.Month()), t.Day())
}

// day is the date as people write it; unknown is the empty Day.
func (d date) day() hub.Day {
	if d == unknown {
		return ""
	}
	return hub.Day(time.Unix(int64(d)*24*60*60, 0).UTC().Format(time.DateOnly))
}

// dateIn and civil count in years of 400 that begin in March, so that the leap day is a
// year's last (Howard Hinnant's days_from_civil, public domain).
func dateIn(y, m, d int) date {
	if m <= 2 {
		y--
	}
	era := floor(y, 400)
	ofEra := y - era*400
	ofYear := (153*((m+9)%12)+2)/5 + d - 1
	return date(era*146097 + ofEra*365 + ofEra/4 - ofEra/100 + ofYear - 719468)
}

func (d date) civil() (y, m, day int) {
	z := int(d) + 719468
	era := floor(z, 146097)
	ofEra := z - era*146097
	yearOfEra := (ofEra - ofEra/1460 + ofEra/36524 - ofEra/146096) / 365
	ofYear := ofEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	mp := (5*ofYear + 2) / 153
	day, m, y = ofYear-(153*mp+2)/5+1, (mp+2)%12+1, yearOfEra+era*400
	if m <= 2 {
		y++
	}
	return y, m, day
}

func floor(a, b int) int {
	if a < 0 {
		return (a - b + 1) / b
	}
	return a / b
}

// Span is a length of time as forms write it: 28 days, 2 weeks, 4 months, 1 year, -14
// days, 3 workdays. Months go by the calendar, to the last day where a month has no such day: a
// child born on 31 January is one month old on 28 February.
type Span struct{ Months, Days, Workdays int }

// after moves a date by the months and days of a span: months first. Working days are the
// view's to count, which knows the holidays.
func (s Span) after(d date) date {
	if d == unknown {
		return unknown
	}
	if s.Months != 0 {
		y, m, day := d.civil()
		n := y*12 + m - 1 + s.Months
		y, m = floor(n, 12), n-floor(n, 12)*12+1
		first := dateIn(y, m, 1)
		next := dateIn(y+m/12, m%12+1, 1)
		d = first + date(min(day, int(next-first))) - 1
	}
	return d + date(s.Days)
}

// IsZero says that there is none.
func (s Span) IsZero() bool { return s == Span{} }

// UnmarshalYAML reads what ParseSpan does.
func (s *Span) UnmarshalYAML(read func(any) error) error {
	var text string
	err := read(&text)
	if err == nil {
		*s, err = ParseSpan(text)
	}
	return err
}

var errSpan = errors.New("a span is a number and days, workdays, weeks, months or years: 28 days")

// mostUnits bounds the number of a span: a hundred years of days.
const mostUnits = 36600

// ParseSpan reads "28 days", "1 month", "-14 days".
func ParseSpan(text string) (s Span, err error) {
	number, unit, _ := strings.Cut(text, " ")
	n, err := strconv.Atoi(number)
	if err != nil || n < -mostUnits || n > mostUnits {
		return Span{}, errSpan
	}
	switch strings.TrimSuffix(unit, "s") {
	case "day":
		return Span{Days: n}, nil
	case "workday":
		if n < 0 {
			return Span{}, errSpan
		}
		return Span{Workdays: n}, nil
	case "week":
		return Span{Days: 7 * n}, nil
	case "month":
		return Span{Months: n}, nil
	case "year":
		return Span{Months: 12 * n}, nil
	}
	return Span{}, errSpan
}

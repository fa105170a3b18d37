package calendar

import (
	"fmt"
	"strconv"
	"strings"

	"yizhan/hub"
)

// Festival is one line of the paper by which the State Council says in autumn what the
// holidays of the next year are: the days off, and the weekend days worked for them.
type Festival struct {
	Name   string // 春节; "" where the line has none
	Off    []hub.Day
	Worked []hub.Day
}

// mostNotice is how long a notice may be, in bytes: the longest so far has 1,500.
const mostNotice = 16 << 10

// ReadNotice reads such a paper as it was printed, or lines like it: 国庆节：10月1日至7日
// 放假调休，共7天。10月10日（周六）上班。 Weekdays and sums that it names have to be true, so
// that last year's paper, or one that was cut off, is not taken for this year's. Days
// that it says nothing of (its own date) count for nothing.
// Errors, all CodeInvalid: holidays.none, holidays.day, holidays.weekday, holidays.sum,
// holidays.what.
func ReadNotice(year int, text string) ([]Festival, error) {
	if len(text) > mostNotice {
		return nil, hub.E(hub.CodeInvalid, "holidays.none")
	}
	r := notice{year: year}
	for line := range strings.Lines(text) {
		if err := r.line(strings.Join(strings.Fields(line), "")); err != nil {
			return nil, err
		}
	}
	if len(r.out) == 0 {
		return nil, hub.E(hub.CodeInvalid, "holidays.none")
	}
	return r.out, nil
}

// notice is a paper as far as it was read.
type notice struct {
	year  int
	out   []Festival
	days  []hub.Day // named and not yet said what of
	loose bool      // a day of them was named without its year: it has to mean something
	until bool      // the next day ends a span
	at    hub.Day   // the last day that was named
}

func (r *notice) line(line string) error {
	var f Festival
	name, rest, named := strings.Cut(line, "：")
	if !named {
		name, rest, named = strings.Cut(line, ":")
	}
	if number, after, cut := strings.Cut(name, "、"); cut && strings.Trim(number, "一二三四五六七八九十") == "" {
		name = after
	}
	if named && !strings.ContainsAny(name, "0123456789") {
		f.Name, line = strings.TrimSpace(name), rest
	}
	for line != "" {
		var err error
		if line, err = r.next(line, &f); err != nil {
			return err
		}
	}
	if err := r.over(); err != nil {
		return err
	}
	if len(f.Off)+len(f.Worked) > 0 {
		r.out = append(r.out, f)
	}
	return nil
}

// next takes one word of a line.
func (r *notice) next(line string, f *Festival) (string, error) {
	for _, w := range []struct {
		word string
		do   func() error
	}{
		{"放假", func() error { f.Off = r.take(f.Off); return nil }},
		{"上班", func() error { f.Worked = r.take(f.Worked); return nil }},
		{"至", r.span}, {"到", r.span}, {"—", r.span}, {"-", r.span}, {"~", r.span}, {"～", r.span},
		{"。", r.over}, {"；", r.over}, {";", r.over},
	} {
		if rest, ok := strings.CutPrefix(line, w.word); ok {
			return rest, w.do()
		}
	}
	for _, week := range []string{"星期", "周"} {
		if rest, ok := strings.CutPrefix(line, week); ok {
			return r.weekday(rest)
		}
	}
	if rest, ok := strings.CutPrefix(line, "共"); ok {
		return r.sum(rest, f)
	}
	if line[0] >= '0' && line[0] <= '9' {
		return r.day(line)
	}
	for i := range line {
		if i > 0 {
			return line[i:], nil
		}
	}
	return "", nil
}

func (r *notice) take(to []hub.Day) []hub.Day {
	to = append(to, r.days...)
	r.days, r.loose, r.until = nil, false, false
	return to
}

func (r *notice) span() error { r.until = len(r.days) > 0; return nil }

// over ends a sentence: days of which nothing was said are let go where they bore their
// year, as the paper's own date does.
func (r *notice) over() error {
	if r.loose {
		return hub.E(hub.CodeInvalid, "holidays.what", LongDate(r.days[0]))
	}
	r.days, r.until = nil, false
	return nil
}

// day reads 10月1日, 2026年10月1日, and 7日 as the end of a span.
func (r *notice) day(line string) (string, error) {
	year, month, dated := r.year, 0, false
	if r.at != "" {
		t, _ := r.at.Time()
		year, month = t.Year(), int(t.Month())
	}
	for {
		n, rest := figures(line)
		switch {
		case strings.HasPrefix(rest, "年"):
			year, dated, line = n, true, strings.TrimPrefix(rest, "年")
		case strings.HasPrefix(rest, "月"):
			if month = n; !dated && !r.until {
				year = r.year
			}
			line = strings.TrimPrefix(rest, "月")
		case strings.HasPrefix(rest, "日"):
			return strings.TrimPrefix(rest, "日"), r.name(year, month, n, dated)
		default:
			return rest, nil // a figure that is no day
		}
		if line == "" || line[0] < '0' || line[0] > '9' {
			return line, nil // 2026年元旦
		}
	}
}

// mostSpan is the longest time off, in days, that is taken for one: nine, so far.
const mostSpan = 15

func (r *notice) name(year, month, n int, dated bool) error {
	day := hub.Day(fmt.Sprintf("%04d-%02d-%02d", year, month, n))
	if _, ok := day.Time(); !ok || year < r.year-1 || year > r.year+1 {
		return hub.E(hub.CodeInvalid, "holidays.day", fmt.Sprintf("%d年%d月%d日", year, month, n))
	}
	if r.until && !dated && day <= r.at { // 12月31日至1月2日
		day = hub.Day(fmt.Sprintf("%04d%s", year+1, day[4:]))
	}
	if _, ok := day.Time(); !ok {
		return hub.E(hub.CodeInvalid, "holidays.day", LongDate(r.at))
	}
	if r.until {
		r.until = false
		for at := r.at.Add(1); at < day; at = at.Add(1) {
			if r.days = append(r.days, at); len(r.days) > mostSpan {
				return hub.E(hub.CodeInvalid, "holidays.day", LongDate(day))
			}
		}
		if day <= r.at {
			return hub.E(hub.CodeInvalid, "holidays.day", LongDate(day))
		}
	}
	r.days, r.at, r.loose = append(r.days, day), day, r.loose || !dated
	return nil
}

// weekday holds what a paper says of the last day against the calendar.
func (r *notice) weekday(rest string) (string, error) {
	for i, w := range []string{"日", "一", "二", "三", "四", "五", "六"} {
		after, ok := strings.CutPrefix(rest, w)
		if !ok || len(r.days) == 0 {
			continue
		}
		if t, _ := r.at.Time(); int(t.Weekday()) != i {
			return "", hub.E(hub.CodeInvalid, "holidays.weekday", LongDate(r.at), w)
		}
		return after, nil
	}
	return rest, nil
}

// sum holds 共7天 against the days that were named.
func (r *notice) sum(rest string, f *Festival) (string, error) {
	n, after := figures(rest)
	if after == rest || !strings.HasPrefix(after, "天") {
		return rest, nil
	}
	if n != len(f.Off) {
		return "", hub.E(hub.CodeInvalid, "holidays.sum", f.Name, n, len(f.Off))
	}
	return after, nil
}

func figures(text string) (n int, rest string) {
	end := 0
	for end < len(text) && end < 4 && text[end] >= '0' && text[end] <= '9' {
		end++
	}
	n, _ = strconv.Atoi(text[:end])
	return n, text[end:]
}

// WriteNotice is festivals of a year as lines that ReadNotice reads: 国庆节：10月1日至10月7日
// 放假。10月10日上班。
func WriteNotice(year int, all []Festival) string {
	var b strings.Builder
	for _, f := range all {
		if f.Name != "" {
			b.WriteString(f.Name + "：")
		}
		writeDays(&b, year, f.Off, "放假。")
		writeDays(&b, year, f.Worked, "上班。")
		b.WriteString("\n")
	}
	return b.String()
}

func writeDays(b *strings.Builder, year int, days []hub.Day, what string) {
	one := func(d hub.Day) {
		t, _ := d.Time()
		if t.Year() != year {
			fmt.Fprintf(b, "%d年", t.Year())
		}
		fmt.Fprintf(b, "%d月%d日", int(t.Month()), t.Day())
	}
	for i := 0; i < len(days); i++ {
		if i > 0 {
			b.WriteString("、")
		}
		one(days[i])
		from := i
		for i+1 < len(days) && days[i+1] == days[i].Add(1) {
			i++
		}
		if i > from {
			b.WriteString("至")
			one(days[i])
		}
	}
	if len(days) > 0 {
		b.WriteString(what)
	}
}

package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
)

// formula is the numerator or the denominator of a definition. indicators.yaml says what
// may stand in one.
type formula struct {
	op    string // + - *, "number", or a function
	value float64
	args  []string // of a function
	parts []*formula
}

// functions by name, with the kinds of their arguments: l a level, f a flow, m either, w a
// window, k a number's key, n a whole number; after ? they may be left out.
var functions = map[string]string{
	"level": "l", "begin": "lw", "flow": "fw", "mean": "lw", "product": "ll", "sites": "m?wn", "lanes": "l", "workdays": "w", "typed": "k",
}

var windows = []string{"month", "half", "year", "term", "12m"}

type formulaReader struct {
	rest string
	keys map[string]bool
}

func parseFormula(text string, keys map[string]bool) (*formula, error) {
	r := formulaReader{text, keys}
	f, err := r.sum()
	if err == nil && strings.TrimSpace(r.rest) != "" {
		err = fmt.Errorf("%q: nobody knows what to do with %q", text, r.rest)
	}
	return f, err
}

func (r *formulaReader) take(signs string) (sign string, ok bool) {
	r.rest = strings.TrimLeft(r.rest, " ")
	if r.rest == "" || !strings.Contains(signs, r.rest[:1]) {
		return "", false
	}
	sign, r.rest = r.rest[:1], r.rest[1:]
	return sign, true
}

func (r *formulaReader) sum() (*formula, error) { return r.chain("+-", r.product) }

func (r *formulaReader) product() (*formula, error) { return r.chain("*", r.part) }

func (r *formulaReader) chain(signs string, next func() (*formula, error)) (*formula, error) {
	left, err := next()
	for err == nil {
		sign, ok := r.take(signs)
		if !ok {
			break
		}
		var right *formula
		if right, err = next(); err == nil {
			left = &formula{op: sign, parts: []*formula{left, right}}
		}
	}
	return left, err
}

func (r *formulaReader) part() (*formula, error) {
	if _, ok := r.take("("); ok {
		f, err := r.sum()
		if _, closed := r.take(")"); err == nil && !closed {
			err = fmt.Errorf("a bracket is not closed before %q", r.rest)
		}
		return f, err
	}
	word := r.word()
	if n, err := strconv.ParseFloat(word, 64); err == nil {
		return &formula{op: "number", value: n}, nil
	}
	want, ok := functions[word]
	if !ok {
		return nil, fmt.Errorf("no function %q", word)
	}
	f := &formula{op: word}
	if _, ok := r.take("("); !ok {
		return nil, fmt.Errorf("%s without its bracket", word)
	}
	for {
		f.args = append(f.args, r.word())
		if sign, ok := r.take(",)"); !ok {
			return nil, fmt.Errorf("%s: what is %q", word, r.rest)
		} else if sign == ")" {
			return f, r.check(f, want)
		}
	}
}

// word is the next name or number: letters, digits, dots and dashes.
func (r *formulaReader) word() string {
	r.rest = strings.TrimLeft(r.rest, " ")
	n := strings.IndexFunc(r.rest, func(c rune) bool {
		return !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-')
	})
	if n < 0 {
		n = len(r.rest)
	}
	word := r.rest[:n]
	r.rest = r.rest[n:]
	return word
}

func (r *formulaReader) check(f *formula, want string) error {
	least := strings.IndexByte(want, '?')
	kinds := strings.ReplaceAll(want, "?", "")
	if least < 0 {
		least = len(kinds)
	}
	if len(f.args) != least && len(f.args) != len(kinds) {
		return fmt.Errorf("%s has %d values", f.op, len(f.args))
	}
	for i, arg := range f.args {
		at := slices.IndexFunc(measures, func(m Measure) bool { return m.Name == arg })
		var ok bool
		switch kinds[i] {
		case 'l':
			ok = at >= 0 && measures[at].Level
		case 'f':
			ok = at >= 0 && !measures[at].Level
		case 'm':
			ok = at >= 0 && measures[at].Level == (len(f.args) == least)
		case 'w':
			ok = slices.Contains(windows, arg)
		case 'k':
			ok = r.keys[arg]
		case 'n':
			_, err := strconv.Atoi(arg)
			ok = err == nil
		}
		if !ok {
			return fmt.Errorf("%s: %q does not fit", f.op, arg)
		}
	}
	return nil
}

// windowOf is the days of a window, up to a day; first is when it began.
func windowOf(window string, day hub.Day) (first hub.Day) {
	t, _ := day.Time()
	year, month := t.Year(), int(t.Month())
	from := func(year, month int) hub.Day { return hub.Day(fmt.Sprintf("%04d-%02d-01", year, month)) }
	switch window {
	case "month":
		return from(year, month)
	case "half":
		if month < 7 {
			return from(year, 1)
		}
		return from(year, 7)
	case "term":
		switch {
		case month == 1:
			return from(year-1, 8)
		case month < 8:
			return from(year, 2)
		}
		return from(year, 8)
	case "12m":
		return calendar.AddMonths(day, -12).Add(1)
	}
	return from(year, 1)
}

// monthEnds are the last days of the months of a window that are over on a day; the day
// itself where none is.
func monthEnds(window string, day hub.Day) (out []hub.Day) {
	for end := monthEnd(windowOf(window, day)); end <= day; end = monthEnd(end.Add(1)) {
		out = append(out, end)
	}
	if len(out) == 0 {
		out = []hub.Day{day}
	}
	return out
}

// monthEnd is the last day of a day's month.
func monthEnd(day hub.Day) hub.Day {
	return calendar.AddMonths(day[:len("2006-01-")]+"01", 1).Add(-1)
}

// walk visits a formula and its parts.
func (f *formula) walk(visit func(*formula)) {
	if f == nil {
		return
	}
	visit(f)
	for _, p := range f.parts {
		p.walk(visit)
	}
}

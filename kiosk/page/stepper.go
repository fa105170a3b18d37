package page

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"yizhan/hub"
)

// Stepper is a number with its unit between big buttons that take a step; a button that
// is held down goes on by itself. On a page of its own (Number) figures can be pressed as
// well. It keeps no state: every press posts the whole of it, and Press says what it is
// then.
//
// Posted: count-FIELD as it is read (12.3) with one of less=FIELD, more=FIELD, and of a
// Wide one much-less, much-more, of one that may be below zero turn; unit=CODE with unit-was; key as of a Pad, with
// typed=FIELD while it is being typed; templates stepper (a line of a list) and
// stepper-big.
type Stepper struct {
	Field string // lower case letters, figures
	Name  string // 托小班, 体重
	Word  string // quiet: 12–24 月龄，最多 15 个; 上次 10月20日 10.2 公斤
	Why   string // instead of Word: why it goes no further
	Value int    // in the smallest unit: grams, millimetres, 0.1 °C; 0: nothing yet, where Min is above it
	None  bool   // nothing yet, where 0 is a number like others
	Start int    // what the first press makes of nothing: the last measure, a full class; 0: Min
	Min   int    // what is plausible, in the smallest unit
	Max   int
	Units []Unit // a switch stands where there are several
	Unit  string // code of the one that is shown; "" the first
	Wide  bool   // a second pair of buttons, for steps ten times as large
	Typed string // as it is being typed; "" after a step
	Keys  string // in a list: the page where its figures are pressed; "" there is none
}

// Unit is how a number is read.
type Unit struct {
	Code  string
	Name  string // 公斤, 斤, 厘米, 个
	Scale int    // smallest units in one: 1000 for 公斤, 500 for 斤, 10 for 厘米 and for 度, 1 for 个
	Step  int    // of the small buttons, in the smallest unit: 100 is 0.1 公斤
}

// Weights are what grandmothers and doctors weigh in.
var Weights = []Unit{{"kg", "公斤", 1000, 100}, {"jin", "斤", 500, 50}}

// In is the unit that is shown.
func (s Stepper) In() Unit { return s.unit(s.Unit) }

func (s Stepper) unit(code string) Unit {
	for _, u := range s.Units {
		if u.Code == code {
			return u
		}
	}
	if len(s.Units) == 0 {
		return Unit{Scale: 1, Step: 1}
	}
	return s.Units[0]
}

// Text is the number as it is read, without its unit; "" for nothing where nothing is
// no answer.
func (s Stepper) Text() string {
	switch {
	case s.Typed != "":
		return s.Typed
	case s.None, s.Value == 0 && s.Min > 0:
		return ""
	}
	return s.In().Say(s.Value)
}

// Said is Text with commas between thousands.
func (s Stepper) Said() string {
	text, below := strings.CutPrefix(s.Text(), minus)
	whole, part, cut := strings.Cut(text, ".")
	if whole = hub.Thousands(whole); cut {
		whole += "." + part
	}
	if below {
		whole = "−" + whole
	}
	return whole
}

const mostPlaces = 3 // behind the point: grams of a 公斤

// Say has the places of a step, and more where the number needs them.
func (u Unit) Say(n int) string {
	places := 0
	for f := 1; places < mostPlaces && (u.Step*f%u.Scale != 0 || n*f%u.Scale != 0); f *= 10 {
		places++
	}
	return strconv.FormatFloat(float64(n)/float64(u.Scale), 'f', places, 64)
}

var figuresOnly = regexp.MustCompile(`^-?[0-9]{0,7}(\.[0-9]{0,3})?$`)

// read is 0 for what is no number.
func (u Unit) read(text string) int {
	if !figuresOnly.MatchString(text) {
		return 0
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0
	}
	return int(math.Round(x * float64(u.Scale)))
}

// mostTyped is how long a number can be: 1234567, the people of a county; -1234.5.
const mostTyped = 7

// Press is the stepper after a press; posted answers what a form holds under a name. A
// step stays within Min and Max; what was typed may lie beyond, and has to be asked about.
func (s Stepper) Press(posted func(name string) string) Stepper {
	was := s.unit(posted("unit-was"))
	text, key := posted("count-"+s.Field), posted("key")
	s.Unit, s.Typed = s.unit(posted("unit")).Code, ""
	if key != "" {
		pad := s.Pad()
		if pad.Typed = ""; posted("typed") == s.Field {
			pad.Typed = text
		}
		text = pad.Press(key)
		s.Typed = text
	}
	if posted("turn") == s.Field {
		text = turned(text)
		s.Typed = text
	}
	s.Value = was.read(text)
	// 386 on a clinical thermometer is 38.6: that nobody pressed the point does not matter
	if tenth := s.Value / was.Scale; was.Name == "度" && s.Min > 0 && s.Typed == "" && s.Beyond() && !strings.Contains(text, ".") && s.Min <= tenth && tenth <= s.Max {
		s.Value = tenth
	}
	s.None = s.Min <= 0 && (strings.Trim(text, minus) == "" || !figuresOnly.MatchString(text))
	for name, by := range map[string]int{"less": -1, "more": 1, "much-less": -10, "much-more": 10} {
		if posted(name) == s.Field {
			s.Value, s.None = s.stepped(by), false
		}
	}
	return s
}

func (s Stepper) stepped(by int) int {
	to := s.Value + by*s.In().Step
	if first := max(s.Start, s.Min); s.Value == 0 && first > 0 {
		to = first
	}
	return min(max(to, s.Min), s.Max)
}

// Least says that it goes no lower, Most that it goes no higher.
func (s Stepper) Least() bool { return !s.None && s.Value <= s.Min && (s.Value != 0 || s.Min == 0) }
func (s Stepper) Most() bool  { return s.Value >= s.Max }

// minus stands before a number below zero.
const minus = "-"

// turned is a number on the other side of zero.
func turned(text string) string {
	if below, ok := strings.CutPrefix(text, minus); ok {
		return below
	}
	return minus + text
}

// Turn is what the button says that leads to the other side of zero; "" there is none.
func (s Stepper) Turn() string {
	below := strings.HasPrefix(s.Text(), minus)
	switch warmth := s.In().Name == "度" || s.In().Name == "℃"; {
	case s.Min >= 0:
		return ""
	case warmth && below:
		return "零上"
	case warmth:
		return "零下"
	case below:
		return "不是负数"
	}
	return "负数"
}

// Beyond says that what is there is not plausible.
func (s Stepper) Beyond() bool { return s.Value != 0 && (s.Value < s.Min || s.Value > s.Max) }

// By is what a button says: 0.1, and ten times that.
func (s Stepper) By(times int) string {
	u := s.In()
	u.Step *= times // 1 公斤, not 1.0
	return u.Say(u.Step)
}

// Pad are the keys beside it.
func (s Stepper) Pad() Pad {
	p := Pad{Field: "count-" + s.Field, Typed: s.Text(), Length: mostTyped, Label: s.Name}
	if u := s.In(); u.Step%u.Scale != 0 {
		p.Letter = "."
	}
	return p
}

// Number is one question that a number with a unit answers.
type Number struct {
	Frame
	Steps    []Step
	Action   string // POST there
	Question string
	Stepper  Stepper // what is the matter stands in Errors at its Field
	Prev     string
	Skip     string // label of go=skip; "" none
	Next     string // label of the main action
}

func (Number) Page() string { return "number" }

package station

import (
	"math"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/care/growth"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// figure is one of the things that are measured, as its page has it.
type figure struct {
	of    growth.Figure
	name  string // of the form's field
	word  string
	units []page.Unit
	step  int64 // finest steps of the tables to one of the record: a gram, a millimetre
}

var lengths = []page.Unit{{Code: "cm", Name: "厘米", Scale: 10, Step: 1}}

var measured = []figure{
	{growth.WeightFigure, "weight", "体重", page.Weights, int64(growth.Gram)},
	{growth.LengthFigure, "length", "身长", lengths, int64(growth.Millimetre)},
	{growth.HeadFigure, "head", "头围", lengths, int64(growth.Millimetre)},
}

func figureOf(name string) (figure, bool) {
	for _, f := range measured {
		if f.name == name {
			return f, true
		}
	}
	return measured[0], false
}

// mostRead is how long a figure can be: 3250.5.
const mostRead = 6

func (f figure) unitOf(code string) page.Unit {
	for _, u := range f.units {
		if u.Code == code {
			return u
		}
	}
	return f.units[0]
}

// read is a figure in the finest steps: 10.9 公斤 as 10,900,000 mg. It is finer than
// the record, so that 0.823 can be seen to have been metres.
func (f figure) read(text, unit string) (int64, bool) {
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || !(x > 0 && x < 1e5) {
		return 0, false
	}
	return int64(math.Round(x * float64(f.unitOf(unit).Scale) * float64(f.step))), true
}

// value is a figure as the record keeps it; 0 for what is none.
func (f figure) value(text, unit string) int {
	n, _ := f.read(text, unit)
	return int((n + f.step/2) / f.step)
}

// plain is a figure in its first unit as one writes it: 10.9.
func (f figure) plain(n int64) string {
	return strconv.FormatFloat(float64(n)/float64(f.step*int64(f.units[0].Scale)), 'f', -1, 64)
}

// said is it with its unit.
func (f figure) said(n int64) string { return f.plain(n) + " " + f.units[0].Name }

// worded is what the figure is called: lying it is 身长, standing 身高.
func (f figure) worded(posture string) string {
	if f.of == growth.LengthFigure && posture == "standing" {
		return "身高"
	}
	return f.word
}

// keptOf is a figure as the record has it: grams or millimetres.
func keptOf(g care.Growth, of growth.Figure) int {
	return [...]int{g.Weight, g.Length, g.Head}[of]
}

// lastOf is the newest measuring before today that has the figure.
func lastOf(file desk.File, of growth.Figure, today hub.Day) (care.Growth, bool) {
	for _, g := range file.Growth {
		if keptOf(g, of) > 0 && g.Period < string(today) {
			return g, true
		}
	}
	return care.Growth{}, false
}

// stepper asks for a figure. The first press begins with the last measure, and within
// what the form takes.
func (s *Station) stepper(file desk.File, d *weighing, f figure) page.Stepper {
	r := d.Read[f.name]
	p := page.Stepper{Field: f.name, Name: f.worded(d.Posture), Word: "第一次量", Units: f.units, Unit: f.unitOf(r.Unit).Code, Wide: true,
		Value: f.value(r.Text, r.Unit)}
	if n, _ := f.read(r.Text, r.Unit); r.Typing || n == 0 || n%f.step != 0 {
		p.Typed = r.Text // as she pressed it: 0.823 may have been metres
	}
	def, _ := s.Desk.Forms().Get("growth")
	if field, ok := def.Field(f.name); ok && field.Min != nil && field.Max != nil {
		p.Min, p.Max = int(*field.Min), int(*field.Max)
	}
	if g, ok := lastOf(file, f.of, s.Desk.Today()); ok {
		p.Start = keptOf(g, f.of)
		p.Word = "上次 " + f.plain(int64(p.Start)*f.step) + "，" + calendar.Date(hub.Day(g.Period), s.Desk.Today())
	} else {
		p.Start = usual(file.Child, f, s.Desk.Today())
	}
	return p
}

// usual is a child of that age and sex in the middle, to begin with where nothing was
// measured yet; 0 where nobody knows. To the next 100 g or 5 mm: it is no measure.
func usual(c care.Child, f figure, today hub.Day) int {
	age, ok := growth.AgeOn(c.Birth, today)
	if !ok {
		return 0
	}
	chart := [...]growth.Chart{growth.WeightChart, growth.LengthChart, growth.HeadChart}[f.of]
	middle := growth.BandsOf(chart, growth.SexOf(c.Sex), age.Months, age.Months, false).WHO[3]
	if len(middle) == 0 {
		return 0
	}
	round := f.units[0].Scale / 2
	if f.of == growth.WeightFigure {
		round = f.units[0].Step
	}
	return int(math.Round(middle[0].Value*float64(f.units[0].Scale)/float64(round))) * round
}

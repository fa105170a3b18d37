package station

import (
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/care/growth"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// examining is one child before the doctor: what was pressed so far.
type examining struct {
	weighing
	Day    hub.Day
	Raw    string // keys of the figure that is being pressed; "" the next one begins anew
	Look   map[string]string
	Odd    []string
	Result string // that was tapped; the page asks something before it is noted
}

func examDraft(child hub.ID) string { return "checkup/" + child.String() }

// examining is the child of the path as it stands; what was noted today stands there
// again.
func (v *visit) examining() (desk.File, roundDay, *examining, error) {
	day, err := v.roundToday()
	if err != nil {
		return desk.File{}, day, nil, err
	}
	file, err := v.file()
	if err != nil {
		return file, day, nil, err
	}
	var d examining
	if _, err := v.draft(examDraft(file.Child.ID), &d); err != nil {
		return file, day, nil, err
	}
	if d.Day == day.Day && d.Read != nil && d.Sure != nil && d.Look != nil {
		return file, day, &d, nil
	}
	d = examining{weighing: v.s.weighAnew(file), Day: day.Day, Look: map[string]string{}}
	for _, look := range []string{"eye", "teeth"} {
		if !slices.Contains(day.Off, look) {
			d.Look[look] = desk.ResultFine
		}
	}
	seen, err := v.s.Desk.CheckUpOf(v.ctx(), v.who.Actor, file.Child.ID, day.Day)
	if err != nil {
		return file, day, nil, err
	}
	if seen.Result != "" {
		d.Look["eye"], d.Look["teeth"], d.Odd = seen.Eye, seen.Teeth, seen.Odd
	}
	return file, day, &d, nil
}

func (v *visit) keepExam(file desk.File, d *examining) error {
	as := leaf{What: "体检", Who: file.Child.Called(), At: roundAt(file.Child.ID)}
	if d.Result == "" && len(d.Odd) == 0 && !slices.ContainsFunc(measured, func(f figure) bool { return d.Read[f.name].Text != "" }) {
		as.At = ""
	}
	return v.keepDraft(examDraft(file.Child.ID), as, d)
}

// roundChild asks for one child on one page.
func (s *Station) roundChild(v *visit) error {
	file, day, d, err := v.examining()
	if err != nil {
		return err
	}
	p, err := s.examPage(v, file, day, d, nil)
	if err != nil {
		return err
	}
	return v.render(p)
}

// figuresOf are the figures that this child is asked for today.
func (d *examining) figuresOf(file desk.File, day roundDay) (out []figure) {
	age, known := growth.AgeOn(file.Child.Birth, day.Day)
	for _, f := range measured {
		if f.of == growth.HeadFigure && (slices.Contains(day.Off, "head") || known && age.Months > headTo) {
			continue
		}
		out = append(out, f)
	}
	return out
}

func (s *Station) examPage(v *visit, file desk.File, day roundDay, d *examining, faults page.Errors) (page.CheckUp, error) {
	c := file.Child
	f := v.childFrame(file, c.Called())
	f.Back, f.Help, f.Errors, f.Hint = "/round", "round", faults, childWord(file, day.Day)
	if items, err := s.Desk.RoundOf(v.ctx(), v.who.Actor, c.ID, day.Day); err != nil {
		return page.CheckUp{}, err
	} else if len(items) > 0 {
		words := make([]string, len(items))
		for i, item := range items {
			words[i] = roundWord(item)
		}
		f.Hint = joinFacts(f.Hint, strings.Join(words, "、"))
	}
	p := page.CheckUp{Frame: f, Action: roundAt(c.ID), Child: s.childPerson(file), List: "/round", Before: v.roundBack(), At: d.At, Pad: page.Pad{Letter: tenthsPoint, Label: "数字"}}
	for _, one := range d.figuresOf(file, day) {
		tile := page.WeighFigure{Value: one.name, Word: one.worded(d.Posture), On: one.name == d.At}
		if r := d.Read[one.name]; r.Text != "" {
			tile.Text = r.Text + " " + one.units[0].Name
		} else if g, ok := lastOf(file, one.of, day.Day); ok {
			tile.Word += "，上次 " + one.plain(int64(keptOf(g, one.of))*one.step)
		}
		p.Figures = append(p.Figures, tile)
	}
	p.Was = d.hidden()
	p.Asked = s.weighAsked(file, &d.weighing)
	if said := s.examSaid(file, d); said.Word != "" {
		p.Said, p.Care = said.Word+"："+said.Lines[0], said.Care
	}
	if d.Result == desk.ResultAgain && p.Asked == nil {
		p.Nexts = s.againTiles(day.Day)
	}
	s.examTiles(&p, day, d)
	p.Answers = []page.Choice{{Value: "skip", Text: "跳过"}, {Value: desk.ResultRefer, Text: "去上级医院"}, {Value: desk.ResultAgain, Text: "复查"}, {Value: desk.ResultFine, Text: "都好，下一个"}}
	main := 3
	if d.odd() || p.Care {
		main, p.Answers[3].Text = 2, "都好"
	}
	p.Answers[main].On = true
	return p, nil
}

// odd says whether something was found that wants another look.
func (d *examining) odd() bool {
	return len(d.Odd) > 0 || d.Look["eye"] == desk.ResultRefer || d.Look["teeth"] == desk.ResultRefer
}

// hidden is the state that travels with each press: the same press posted twice is one.
func (d *examining) hidden() []page.Choice {
	out := []page.Choice{{Value: "was", Text: d.At}, {Value: "raw", Text: d.Raw}, {Value: "odds", Text: strings.Join(d.Odd, ",")}, {Value: "said", Text: d.Result}, {Value: "measure", Text: d.Posture}}
	for _, f := range measured {
		out = append(out, page.Choice{Value: f.name, Text: d.Read[f.name].Text})
	}
	for _, look := range []string{"eye", "teeth"} {
		out = append(out, page.Choice{Value: look, Text: d.Look[look]})
	}
	return out
}

// examTiles are what was looked at, and what was found.
func (s *Station) examTiles(p *page.CheckUp, day roundDay, d *examining) {
	p.Looks = append(p.Looks, page.NotingAsk{Label: "", Field: "measure", Choice: []page.Choice{
		{Value: "lying", Text: "躺着", On: d.Posture == "lying"}, {Value: "standing", Text: "站着", On: d.Posture == "standing"}}})
	for _, look := range []string{"eye", "teeth"} {
		if slices.Contains(day.Off, look) {
			continue
		}
		f, _ := s.field("health-check", look)
		ask := page.NotingAsk{Label: f.Label, Field: look}
		for _, o := range f.Choices {
			ask.Choice = append(ask.Choice, page.Choice{Value: o.Code, Text: o.Label, On: d.Look[look] == o.Code})
		}
		p.Looks = append(p.Looks, ask)
	}
	for _, o := range s.choicesOf("health-check", "odd") {
		o.On = slices.Contains(d.Odd, o.Value)
		p.Odd = append(p.Odd, o)
	}
}

// examSaid is what the standard says of the figures as they stand.
func (s *Station) examSaid(file desk.File, d *examining) page.GrowthSaid {
	now, err := d.figuresRead()
	if err != nil {
		return page.GrowthSaid{}
	}
	return s.saidOn(file, &d.weighing, now, d.Day)
}

// saidOn is what the standard says of figures that are not kept yet.
func (s *Station) saidOn(file desk.File, d *weighing, now figuresIn, day hub.Day) page.GrowthSaid {
	g := care.Growth{Posture: d.Posture, Weight: now.in(growth.WeightFigure), Length: now.in(growth.LengthFigure), Head: now.in(growth.HeadFigure)}
	g.Period = string(day)
	before := slices.DeleteFunc(slices.Clone(file.Growth), func(g care.Growth) bool { return g.Period >= string(day) })
	file.Growth = append([]care.Growth{g}, before...)
	return page.SayGrowth(file.Child, file.Growth, s.Desk.Today())
}

// weighAgain is the day on which figures are looked at anew that want attention, or that
// were asked about as odd and are noted all the same; "" there are none.
func (s *Station) weighAgain(file desk.File, d *weighing, now figuresIn, day hub.Day) hub.Day {
	rules := care.Builtin().Growth
	for _, f := range measured {
		if sure := d.Sure[f.name]; sure != "" && sure == d.Read[f.name].Text {
			return day.Add(rules.Doubt)
		}
	}
	if s.saidOn(file, d, now, day).Care {
		return rules.NextMeasure(file.Child.Birth, day, true)
	}
	return ""
}

// againAfter are when a child is seen again, in days.
var againAfter = []struct {
	days int
	word string
}{{7, "一周后"}, {14, "两周后"}, {30, "一个月后"}, {90, "三个月后"}}

func (s *Station) againTiles(today hub.Day) (out []page.Choice) {
	for _, a := range againAfter {
		day := today.Add(a.days)
		out = append(out, page.Choice{Value: string(day), Text: a.word, Small: calendar.Date(day, today)})
	}
	return out
}

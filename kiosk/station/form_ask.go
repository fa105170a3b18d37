package station

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/form"
	"yizhan/kiosk/ime"
	"yizhan/kiosk/page"
)

// posed is one question on a screen of its own.
type posed struct {
	f       *form.Field
	key     string // of what stands half answered
	text    string // the answer so far, as a page's field gives it
	start   any    // what stands there first
	today   hub.Day
	subject hub.ID
	frame   page.Frame
	action  string
	prev    string
	next    string // label of the main action
}

// skip is the way round a question that may stay open.
func (q posed) skip() string {
	if q.f.Required {
		return ""
	}
	return "先空着"
}

// question is the label as it is asked.
func (q posed) question() string {
	if q.f.Help != "" && len([]rune(q.f.Label+q.f.Help)) < 26 {
		return q.f.Label + "？" + q.f.Help
	}
	return q.f.Label + "？"
}

// Numbers of figures that are not measured but read off: their pads.
const (
	mostStepped  = 9999 // shown units; more are pressed as figures
	mostText     = 40
	mostLine     = 12 // of a fixed line with the number of its area
	identityMark = "DE02.01.030.00"
)

// opened begins a question with its answer, unless it stands half answered.
func (d *sheeting) opened(q posed) *opened {
	if d.Open.At == q.key {
		return &d.Open
	}
	d.Open = opened{At: q.key, Text: q.text, Typing: typing{Text: q.text}}
	switch q.f.Type {
	case form.Day:
		day := q.text
		if start, ok := q.start.(string); ok && day == "" && !nearDay(hub.Day(start), q.today) {
			day = start
		}
		d.Open.Dating = datingOf(hub.Day(day))
		d.Open.Other = day != ""
	case form.Text:
		if len(q.f.Suggest) > 0 && q.text == "" { // likely answers stand first
			d.Open.Typing.Way = page.WayTiles
		}
		if start, ok := q.start.(string); ok && q.text == "" {
			d.Open.Text, d.Open.Typing = start, typing{Text: start}
		}
	case form.DateTime:
		day, at, _ := strings.Cut(q.text, "T")
		d.Open.Dating, d.Open.Other = datingOf(hub.Day(day)), day != ""
		d.Open.Timing = timingOfText(at)
		d.Open.Text = ""
	case form.Time:
		d.Open.Timing = timingOfText(q.text)
		if n, ok := q.start.(int64); ok && q.text == "" {
			d.Open.Timing = timingOf(int(n))
		}
	case form.Int:
		if n, ok := q.start.(int64); ok && q.text == "" {
			d.Open.Text = q.f.ToText(n)
		}
	}
	return &d.Open
}

func timingOfText(text string) timing {
	hour, minute, ok := strings.Cut(text, ":")
	if !ok {
		return timing{}
	}
	return timing{strconv.Itoa(number(hour)), strconv.Itoa(number(minute))}
}

// ask is the screen of a question.
func (s *Station) ask(v *visit, d *sheeting, q posed) page.View {
	o := d.opened(q)
	switch f := q.f; f.Type {
	case form.Bool, form.Choice, form.Choices:
		var tiles []page.Choice
		for _, c := range f.Offered() {
			tiles = append(tiles, page.Choice{Value: c.Code, Text: c.Label})
		}
		return s.askTiles(q, o, tiles, f.Type == form.Choices)
	case form.Ref:
		return s.askTiles(q, o, s.offered(v, q), false)
	case form.Int:
		return q.number(o)
	case form.Day:
		return s.askDay(q, o)
	case form.DateTime:
		if o.Text == "" {
			return s.askDay(q, o)
		}
		return q.time(o, calendar.LongDate(hub.Day(o.Text)))
	case form.Time:
		return q.time(o, "")
	case form.Photo:
		return s.askPhoto(v, q, o)
	case form.Drawing:
		return page.Sign{Frame: q.frame, Action: q.action, What: q.f.Label, Strokes: strokes(q.text), Prev: q.prev, Skip: q.skip(), Next: q.next}
	}
	return s.askText(v, q, o)
}

// offered are the people that a question offers: who asks first, and of a guardian no others.
func (s *Station) offered(v *visit, q posed) []page.Choice {
	tiles := selfFirst(s.people(v, q.subject, q.f.Kind), v.who.Actor.Staff)
	if q.f.Name != "guardian" {
		return tiles
	}
	file, err := s.Desk.File(v.ctx(), v.who.Actor, q.subject)
	if err != nil {
		return tiles // the Desk says no to whoever is none
	}
	return slices.DeleteFunc(tiles, func(c page.Choice) bool {
		return !slices.ContainsFunc(file.People, func(p care.Person) bool { return p.Guardian && p.ID.String() == c.Value })
	})
}

func (s *Station) askText(v *visit, q posed, o *opened) page.View {
	if length, letter := figuresOf(q.f); length > 0 {
		return page.Figures{Frame: q.frame, Action: q.action, Question: q.question(), Prev: q.prev, Skip: q.skip(), Next: q.next,
			Pad: page.Pad{Field: "n", Typed: o.Text, Length: length, Letter: letter, Label: q.f.Label}}
	}
	if o.Typing == (typing{}) && strings.HasSuffix(q.f.Label, "号") { // a number on a paper
		o.Typing.Way = page.WayFigure
	}
	w := v.writer(o.Typing, q.f.Label, ime.General, false, mostOf(q.f), nil, q.f.Suggest)
	w.Figures = true
	return page.WriteName{Frame: q.frame, Action: q.action, Question: q.question(), Prev: q.prev, Skip: q.skip(), Next: q.next, Open: "先写几个字", Writer: w}
}

// figuresOf is how many figures a text has that is nothing else.
func figuresOf(f *form.Field) (length int, letter string) {
	switch {
	case f.Type == form.Text && f.Element == identityMark:
		return mostID, "X"
	case f.Type == form.Text && strings.HasSuffix(f.Name, "phone"):
		return mostLine, ""
	case f.Type == form.Int && f.Max != nil && *f.Max/int64(max(f.Scale, 1)) > mostStepped:
		if f.Scale > 1 {
			return 9, "."
		}
		return 9, ""
	}
	return 0, ""
}

func mostOf(f *form.Field) int {
	if f.Max == nil {
		return mostText
	}
	return int(*f.Max)
}

// selfFirst puts who is asked before her colleagues: mostly it was she.
func selfFirst(people []page.Choice, self hub.ID) []page.Choice {
	hub.SortStable(people, func(a, b page.Choice) int {
		switch self.String() {
		case a.Value:
			return -1
		case b.Value:
			return 1
		}
		return 0
	})
	return people
}

// tilesOfAsk is how many tiles stand on a screen of choices.
const tilesOfAsk = 12

func (s *Station) askTiles(q posed, o *opened, tiles []page.Choice, many bool) page.View {
	on := strings.Split(q.text, ",")
	for i := range tiles {
		tiles[i].On = slices.Contains(on, tiles[i].Value)
	}
	c := page.Choose{Frame: q.frame, Action: q.action, Question: q.question(), Field: "pick", Many: many, Prev: q.prev, Skip: q.skip(), Few: len(tiles) <= 4}
	if many || q.text != "" {
		c.Next = q.next
	}
	if len(tiles) == 0 {
		c.Quiet = "现在没有可以选的，先空着就行。"
		if q.f.Name == "guardian" {
			c.Quiet = "还没写谁是监护人。先到孩子那页写上，再回来接着填。"
		}
	}
	if o.From >= len(tiles) {
		o.From = 0
	}
	c.From, c.More = o.From, len(tiles) > tilesOfAsk
	c.Tiles = tiles[o.From:min(len(tiles), o.From+tilesOfAsk)]
	return c
}

func (q posed) time(o *opened, hint string) page.View {
	f := q.frame
	if hint != "" {
		f.Hint = hint
	}
	return page.AskTime{Frame: f, Action: q.action, Question: q.question(), Prev: q.prev, Skip: q.skip(), Next: q.next, Time: o.Timing.tiles(lastMinute)}
}

// stepperOf is the number of a field; of one that may be anything, up to four figures.
func stepperOf(f *form.Field, name string, o opened) page.Stepper {
	scale := max(f.Scale, 1)
	st := page.Stepper{Field: name, Name: f.Label, Word: f.Help, Max: mostStepped * scale, Unit: o.Unit,
		Units: []page.Unit{{Code: "u", Name: f.Unit, Scale: scale, Step: int(cmp.Or(f.Step, int64(max(1, scale/10))))}}}
	if f.Unit == "公斤" && scale == 1000 {
		st.Units = page.Weights
	}
	if f.Min != nil {
		st.Min, st.Max = int(max(*f.Min, int64(-st.Max))), int(min(*f.Max, int64(st.Max)))
	}
	st.Wide = (st.Max-st.Min)/max(1, st.Units[0].Step) > 60
	st.None = st.Min <= 0
	if v, err := f.FromText(o.Text); err == nil && v != nil {
		st.Value, st.None = int(v.(int64)), false
	}
	if o.Typed {
		st.Typed = o.Text
	}
	return st
}

func (q posed) number(o *opened) page.View {
	if length, letter := figuresOf(q.f); length > 0 {
		return page.Figures{Frame: q.frame, Action: q.action, Question: q.question(), Quiet: q.f.Unit, Prev: q.prev, Skip: q.skip(), Next: q.next,
			Pad: page.Pad{Field: "n", Typed: o.Text, Length: length, Letter: letter, Label: q.f.Label}}
	}
	return page.Number{Frame: q.frame, Action: q.action, Question: q.question(), Prev: q.prev, Skip: q.skip(), Next: q.next, Stepper: stepperOf(q.f, "n", *o)}
}

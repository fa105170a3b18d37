package public

import (
	"cmp"
	"encoding/base64"
	"html/template"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
)

// What a picture may be of.
const (
	ofDay   = "day"   // how today went
	ofMonth = "month" // how the child has grown
)

// Picture is what is drawn for those who are away, from the top down.
type Picture struct {
	Name   string   // of the child, at home
	Head   string   // 11月23日 星期一
	Word   string   // 长得正好
	Said   []string // what it means
	Curves []Curve
	Key    string // what the lines of the curves are
	Lines  []page.Fact
	Last   string
}

// Curve is one of its curves.
type Curve struct {
	Word string // 体重
	Line *page.Curve
}

// curveKey says what is what on a curve; a picture has one ink.
const curveKey = "粗线是宝宝，浅色一片是国家标准，细线是世卫组织的。"

// mostGrown is how many measurings stand below the curves.
const mostGrown = 3

// pictures are those for which there is something to tell.
func (p *Public) pictures(o Opened) (out []page.Choice) {
	if p.Draw == nil {
		return nil
	}
	if len(page.DayFacts(p.Forms, o.Told)) > 0 {
		out = append(out, page.Choice{Value: ofDay, Text: "今天的一天，做成一张图"})
	}
	if len(p.grown(o)) > 0 {
		out = append(out, page.Choice{Value: ofMonth, Text: "长了多少，做成一张图"})
	}
	return out
}

// picture is a picture for those who are away: it names the child as it is called at home
// and nobody else, and no place: it is forwarded. ok is false where none was asked for, or none can be made: the child's
// page is shown then.
func (p *Public) picture(o Opened, of string) (v page.PhonePicture, ok bool) {
	v.Frame = frame
	today := p.Today()
	one := Picture{Name: cmp.Or(o.Child.Nick, "宝宝"), Last: words.Say("mycard.from")}
	switch of {
	case ofDay:
		one.Head, one.Lines = calendar.DateWeek(today, today), page.DayFacts(p.Forms, o.Told)
	case ofMonth:
		one.Head, one.Lines = "长了多少", p.grown(o)
		p.curves(&one, o)
	}
	if p.Draw == nil || len(one.Lines) == 0 {
		return v, false
	}
	v.Head = one.Head
	raw, err := p.Draw(one)
	if err != nil {
		p.Log.Error("a picture could not be drawn", "cause", err)
		return v, false
	}
	v.Source = template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(raw))
	return v, true
}

// curves adds the child's line of weight and of length, and what the growth page says of it:
// all but the standard's words, which are for those who measure.
func (p *Public) curves(to *Picture, o Opened) {
	today := p.Today()
	if said := page.SayGrowth(o.Child, o.Grown, today); said.Word != "" {
		to.Word, to.Said = said.Word, said.Lines[1:]
	}
	for _, kind := range page.CurveKinds[:2] {
		if c := page.CurveOf(o.Child, o.Grown, kind, today); c != nil && len(c.Own) > 0 {
			to.Curves, to.Key = append(to.Curves, Curve{kind.Word, c}), curveKey
		}
	}
}

// grown is the newest measurings, each a line.
func (p *Public) grown(o Opened) (out []page.Fact) {
	def, _ := p.Forms.Get("growth")
	weight, _ := def.Field("weight")
	length, _ := def.Field("length")
	for _, g := range o.Grown[:min(len(o.Grown), mostGrown)] {
		text := ""
		if g.Weight > 0 {
			text = weight.Show(int64(g.Weight))
		}
		if g.Length > 0 {
			if text != "" {
				text += "，"
			}
			text += length.Show(int64(g.Length))
		}
		if text != "" {
			out = append(out, page.Fact{Word: calendar.Date(hub.Day(g.Period), p.Today()), Text: text})
		}
	}
	return out
}

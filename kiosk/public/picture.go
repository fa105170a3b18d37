package public

import (
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
	var lines []page.Fact
	switch of {
	case ofDay:
		v.Head, lines = calendar.DateWeek(today, today), page.DayFacts(p.Forms, o.Told)
	case ofMonth:
		v.Head, lines = "长了多少", p.grown(o)
	}
	if p.Draw == nil || len(lines) == 0 {
		return v, false
	}
	name := o.Child.Nick
	if name == "" {
		name = "宝宝"
	}
	raw, err := p.Draw(name, v.Head, lines, words.Say("mycard.from"))
	if err != nil {
		p.Log.Error("a picture could not be drawn", "cause", err)
		return v, false
	}
	v.Source = template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(raw))
	return v, true
}

// grown is the newest measurings, each a line.
func (p *Public) grown(o Opened) (out []page.Fact) {
	def, _ := p.Forms.Get("growth")
	weight, _ := def.Field("weight")
	length, _ := def.Field("length")
	for _, g := range o.Grown {
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

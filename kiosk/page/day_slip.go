package page

import (
	"fmt"
	"strings"

	"yizhan/hub/care"
	"yizhan/hub/form"
)

// DaySlip is a child's day as its family may read it, large: at pick-up it is shown or
// read out. It names the child as it is called at home, and nobody else.
type DaySlip struct {
	Frame
	Child Person
	Lines []Fact
	Empty string // instead of lines
	Print string // POST; "" where nothing is printed
	Ways  []Link
	Prev  string
}

func (DaySlip) Page() string { return "day-slip" }

// DayFacts is a day in words, the same on a screen, on a slip and on a family's phone.
// What was not noted is not said.
func DayFacts(forms *form.Registry, d care.DayTold) (out []Fact) {
	def, _ := forms.Get("care-day")
	label := func(field, code string) string {
		f, ok := def.Field(field)
		if !ok || code == "" {
			return ""
		}
		return f.LabelOf(code)
	}
	add := func(word, text string) {
		if text != "" {
			out = append(out, Fact{Word: word, Text: text})
		}
	}
	c := d.Care
	add("来了", houseText(d.Day))
	add("早点", label("breakfast", c.Breakfast))
	add("午饭", label("lunch", c.Lunch))
	add("午点", label("snack", c.Snack))
	add("睡觉", sleepText(c, label("sleep", c.Sleep)))
	if n := len(c.Drank); n > 0 {
		add("喝水", fmt.Sprintf("%d 回", n))
	}
	add("大小便", toiletText(c, label("stool", c.Stool)))
	switch {
	case c.Inside != "":
		add("户外", "没出去，"+label("inside", c.Inside))
	case d.Outdoor > 0:
		add("户外", Lasting(d.Outdoor))
	}
	add("心情", label("mood", c.Mood))
	add("喂药", doseText(d.Doses))
	if g := d.Growth; g.Weight > 0 {
		growth, _ := forms.Get("growth")
		f, _ := growth.Field("weight")
		add("体重", f.Show(int64(g.Weight)))
	}
	return out
}

func houseText(d care.Day) string {
	switch {
	case d.In < 0:
		return ""
	case d.Out < d.In:
		return clockOf(d.In) + " 到的"
	}
	return clockOf(d.In) + " 到，" + clockOf(d.Out) + " 走"
}

func sleepText(c care.CareDay, how string) string {
	switch {
	case c.Asleep():
		return clockOf(c.Slept) + " 睡着了"
	case c.Woke > c.Slept && c.Slept >= 0:
		return strings.TrimSuffix("睡了 "+Lasting(c.Woke-c.Slept)+"，"+how, "，")
	}
	return how
}

func toiletText(c care.CareDay, stool string) string {
	var words []string
	if n := len(c.Wet); n > 0 {
		words = append(words, fmt.Sprintf("小便 %d 回", n))
	}
	if n := len(c.Dirty); n > 0 {
		words = append(words, fmt.Sprintf("大便 %d 回", n))
		if stool != "" {
			words = append(words, stool)
		}
	}
	return strings.Join(words, "，")
}

// doseText says when, and not what: slips get lost. What the child has brought up again, or
// did not take, the family has to know: nobody gives it a second time without them.
func doseText(all []care.Dosing) string {
	when := map[string][]string{}
	for _, d := range all {
		if d.At >= 0 {
			when[d.Went] = append(when[d.Went], clockOf(d.At))
		}
	}
	var words []string
	for _, way := range []struct{ went, text string }{{"given", "照单子喂了"}, {"spat", "喂了，吐了一些"}, {"refused", "没吃"}} {
		if at := when[way.went]; len(at) > 0 {
			words = append(words, strings.Join(at, "、")+" "+way.text)
		}
	}
	return strings.Join(words, "；")
}

func clockOf(minute int) string { return fmt.Sprintf("%d:%02d", minute/60, minute%60) }

// Lasting is a time that passed: 85 分钟, 2 小时 20 分.
func Lasting(minutes int) string {
	switch {
	case minutes < 120:
		return fmt.Sprintf("%d 分钟", minutes)
	case minutes%60 == 0:
		return fmt.Sprintf("%d 小时", minutes/60)
	}
	return fmt.Sprintf("%d 小时 %d 分", minutes/60, minutes%60)
}

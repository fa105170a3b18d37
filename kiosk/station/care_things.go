package station

import (
	"fmt"

	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// careThing is one of the things of a day as the screen asks for it.
type careThing struct {
	code     care.Thing
	title    string
	question string
	icon     string
	field    string // whose choices are the answers; "" none
	usual    string // the answer that every tile stands at
}

var careThings = []careThing{
	{care.Breakfast, "早点", "早点吃了多少？", "s-bowl", "breakfast", "all"},
	{care.Lunch, "午饭", "午饭吃了多少？", "s-bowl", "lunch", "all"},
	{care.Snack, "午点", "午点吃了多少？", "s-bowl", "snack", "all"},
	{care.Sleep, "睡觉", "睡着了没有？", "i-moon", "sleep", ""},
	{care.Water, "喝水", "喝水了没有？", "s-cup", "", care.AnswerDrank},
	{care.Toilet, "大小便", "谁大小便了？", "s-pot", "stool", ""},
	{care.Mood, "心情", "今天心情怎样？", "f-good", "mood", "calm"},
}

func careThingOf(code string) (careThing, bool) {
	for _, t := range careThings {
		if string(t.code) == code {
			return t, true
		}
	}
	return careThing{}, false
}

// meal says whether food is given: what a child must not eat is shown.
func (t careThing) meal() bool {
	return t.code == care.Breakfast || t.code == care.Lunch || t.code == care.Snack
}

// harm is what must be seen where food is given.
func (t careThing) harm(k desk.CareKid) string {
	if !t.meal() {
		return ""
	}
	return harmWord(k.CannotEat)
}

// notNow is the answer that writes nothing: this child did not drink.
const notNow = "-"

// notedCare is what stands in the record already.
type notedCare struct {
	answer string // "" nothing
	word   string
}

func (t careThing) noted(s *Station, k desk.CareKid) notedCare {
	c := k.Care
	of := func(code string) notedCare { return notedCare{code, s.choice("care-day", t.field, code)} }
	switch t.code {
	case care.Breakfast:
		return of(c.Breakfast)
	case care.Lunch:
		return of(c.Lunch)
	case care.Snack:
		return of(c.Snack)
	case care.Mood:
		return of(c.Mood)
	case care.Sleep:
		return notedCare{sleepAnswer(c), s.sleepWord(c)}
	case care.Water:
		if n := len(c.Drank); n > 0 {
			return notedCare{care.AnswerDrank, fmt.Sprintf("喝了 %d 回", n)}
		}
	case care.Toilet:
		if len(c.Wet)+len(c.Dirty) > 0 {
			return notedCare{care.AnswerWet, toiletWord(c)}
		}
	}
	return notedCare{}
}

func sleepAnswer(c care.CareDay) string {
	if c.Asleep() {
		return care.AnswerAsleep
	}
	return c.Sleep
}

// sleepWord is 12:40 睡的, or 睡了 1 小时 20 分，睡得好.
func (s *Station) sleepWord(c care.CareDay) string {
	switch {
	case c.Asleep():
		return clock(c.Slept) + " 睡的"
	case c.Woke >= 0 && c.Slept >= 0:
		return "睡了 " + page.Lasting(c.Woke-c.Slept)
	case c.Sleep == "":
		return ""
	}
	return s.choice("care-day", "sleep", c.Sleep)
}

func toiletWord(c care.CareDay) string {
	words := ""
	if n := len(c.Wet); n > 0 {
		words = fmt.Sprintf("小便 %d", n)
	}
	if n := len(c.Dirty); n > 0 {
		words += fmt.Sprintf(" 大便 %d", n)
	}
	return words
}

// first is the answer that a tile stands at before anybody has touched it; "" and notNow
// write nothing. waking: some are asleep, and it is asked who woke.
func (t careThing) first(s *Station, k desk.CareKid, waking bool) string {
	switch noted := t.noted(s, k); {
	case !k.Here():
		return ""
	case t.code == care.Sleep && waking && k.Care.Asleep():
		return "well"
	case t.code == care.Sleep && !waking && noted.answer == "":
		return care.AnswerAsleep
	case t.code == care.Water:
		return t.usual
	case noted.answer == "":
		return t.usual
	}
	return ""
}

// answers are the tiles of a child.
func (t careThing) answers(s *Station, k desk.CareKid) (out []page.Choice) {
	all := s.choicesOf("care-day", t.field)
	switch t.code {
	case care.Water:
		return []page.Choice{{Value: care.AnswerDrank, Text: "喝了"}, {Value: notNow, Text: "没喝"}}
	case care.Toilet:
		out = append(out, page.Choice{Value: care.AnswerWet, Text: "小便"})
		for _, c := range all {
			c.Text = "大便" + c.Text
			out = append(out, c)
		}
		return append(out, page.Choice{Value: notNow, Text: "没有"})
	case care.Sleep:
		if k.Care.Asleep() {
			return append(all[:2:2], page.Choice{Value: notNow, Text: "还在睡"})
		}
		if k.Care.Woke >= 0 {
			return append(all[:2:2], page.Choice{Value: notNow, Text: "不改"})
		}
		return []page.Choice{{Value: care.AnswerAsleep, Text: "睡着了"}, {Value: notNow, Text: "还没睡"}, {Value: "none", Text: "今天不睡"}}
	}
	return all
}

package care

import (
	"fmt"
	"slices"

	"yizhan/hub"
	"yizhan/hub/form"
)

// CareDay is how a child's day went; Period is the day. Times are minutes of the day, -1
// where nothing was noted.
type CareDay struct {
	Ref
	Breakfast string   `form:"breakfast"` // all, half, little, none; "" not noted
	Lunch     string   `form:"lunch"`
	Snack     string   `form:"snack"`
	Slept     int      `form:"slept"`
	Woke      int      `form:"woke"`
	Sleep     string   `form:"sleep"` // well, restless, none
	Drank     []string `form:"drank"` // 9:05
	Wet       []string `form:"wet"`
	Dirty     []string `form:"dirty"`
	Stool     string   `form:"stool"`  // normal, hard, watery, blood
	Mood      string   `form:"mood"`   // happy, calm, crying, low
	Inside    string   `form:"inside"` // why it does not go out: ill, asked, other
	Site      hub.ID   `form:"site"`
}

// AsCareDay decodes a record; a time that was not noted is -1.
func AsCareDay(reg *form.Registry, rec hub.Record) CareDay {
	v := CareDay{Slept: -1, Woke: -1}
	decode(reg, rec, &v)
	return v
}

// Asleep says whether the child lies down and has not been noted awake.
func (c CareDay) Asleep() bool { return c.Slept >= 0 && c.Woke < 0 && c.Sleep != "none" }

// Thing is one of the things that are noted of every child in the house.
type Thing string

const (
	Breakfast Thing = "breakfast"
	Lunch     Thing = "lunch"
	Snack     Thing = "snack"
	Sleep     Thing = "sleep"
	Water     Thing = "water"
	Toilet    Thing = "toilet"
	Mood      Thing = "mood"
	Inside    Thing = "inside"
)

// Things are all of them, in the order of a day.
var Things = []Thing{Breakfast, Lunch, Snack, Sleep, Water, Toilet, Mood, Inside}

// Answers that are no choices of a field.
const (
	AnswerAsleep = "asleep" // of Sleep: lies down now
	AnswerDrank  = "drank"  // of Water
	AnswerWet    = "wet"    // of Toilet; the codes of its stool are the others
	AnswerOut    = ""       // of Inside: goes out with the others
)

// Note is what has to be written so that an answer is true of a day: the fields that it
// changes; none where it is true already. A minute is the one that it is about. Errors:
// CodeInvalid care.answer where the thing has no such answer, care.not-asleep.
func (c CareDay) Note(forms *form.Registry, thing Thing, answer string, minute int) (form.Values, error) {
	unknown := hub.E(hub.CodeInvalid, "care.answer")
	choice := func(field, was string) (form.Values, error) {
		switch {
		case answer == was:
			return nil, nil
		case !offers(forms, field, answer):
			return nil, unknown
		}
		return form.Values{field: answer}, nil
	}
	switch thing {
	case Breakfast:
		return choice("breakfast", c.Breakfast)
	case Lunch:
		return choice("lunch", c.Lunch)
	case Snack:
		return choice("snack", c.Snack)
	case Mood:
		return choice("mood", c.Mood)
	case Inside:
		if answer == AnswerOut && c.Inside != "" {
			return form.Values{"inside": nil}, nil
		}
		return choice("inside", c.Inside)
	case Sleep:
		return c.noteSleep(forms, answer, minute)
	case Water:
		if answer != AnswerDrank {
			return nil, unknown
		}
		return noteTime("drank", c.Drank, minute), nil
	case Toilet:
		return c.noteToilet(forms, answer, minute)
	}
	return nil, unknown
}

// noteSleep: a child lies down, and wakes later, having slept well or not.
func (c CareDay) noteSleep(forms *form.Registry, answer string, minute int) (form.Values, error) {
	switch {
	case answer == AnswerAsleep && c.Slept >= 0:
		return nil, nil // another screen was quicker
	case answer == AnswerAsleep:
		return form.Values{"slept": minute, "sleep": nil, "woke": nil}, nil
	case answer == "none" && c.Sleep == "none":
		return nil, nil
	case answer == "none":
		return form.Values{"sleep": answer, "slept": nil, "woke": nil}, nil
	case !offers(forms, "sleep", answer):
		return nil, hub.E(hub.CodeInvalid, "care.answer")
	case c.Slept < 0 || minute < c.Slept:
		return nil, hub.E(hub.CodeInvalid, "care.not-asleep")
	case c.Woke >= 0 && answer == c.Sleep:
		return nil, nil
	case c.Woke >= 0:
		return form.Values{"sleep": answer}, nil
	}
	return form.Values{"sleep": answer, "woke": minute}, nil
}

// noteToilet: of several stools of a day the one counts at which somebody looks closely.
func (c CareDay) noteToilet(forms *form.Registry, answer string, minute int) (form.Values, error) {
	if answer == AnswerWet {
		return noteTime("wet", c.Wet, minute), nil
	}
	if !offers(forms, "stool", answer) {
		return nil, hub.E(hub.CodeInvalid, "care.answer")
	}
	out := noteTime("dirty", c.Dirty, minute)
	if order := careField(forms, "stool").Order; c.Stool == "" || slices.Index(order, any(answer)) < slices.Index(order, any(c.Stool)) {
		if out == nil {
			out = form.Values{}
		}
		out["stool"] = answer
	}
	return out, nil
}

// noteTime adds a time to a list; it is there once, however often it is tapped.
func noteTime(field string, list []string, minute int) form.Values {
	at := clockText(minute)
	if slices.Contains(list, at) {
		return nil
	}
	return form.Values{field: append(slices.Clone(list), at)}
}

// clockText sorts as it is read: 09:05.
func clockText(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

func careField(forms *form.Registry, name string) *form.Field {
	def, _ := forms.Get("care-day")
	f, _ := def.Field(name)
	return f
}

func offers(forms *form.Registry, field, code string) bool {
	return slices.ContainsFunc(careField(forms, field).Offered(), func(o form.Option) bool { return o.Code == code })
}

package station

import (
	"slices"
	"testing"

	"yizhan/hub/care"
)

// What is spoken of a slip stands on it, and nothing else is spoken.
func TestASlipSaysWhatStandsOnIt(t *testing.T) {
	for _, tt := range []struct {
		name string
		told care.DayTold
		want []string
	}{
		{"nothing noted", care.DayTold{}, nil},
		{"all eaten", care.DayTold{Care: care.CareDay{Breakfast: "all", Lunch: "all"}}, []string{"day-here", "day-ate-all"}},
		{"one half", care.DayTold{Care: care.CareDay{Breakfast: "all", Lunch: "half"}}, []string{"day-here", "day-ate-half"}},
		{"one not at all", care.DayTold{Care: care.CareDay{Breakfast: "half", Snack: "none"}}, []string{"day-here", "day-ate-little"}},
		{"slept well, was out, happy", care.DayTold{Care: care.CareDay{Sleep: "well", Mood: "happy"}, Outdoor: 70}, []string{"day-here", "day-slept-well", "day-out", "day-happy"}},
		{"inside alone", care.DayTold{Care: care.CareDay{Inside: "ill", Mood: "calm"}, Outdoor: 70}, []string{"day-here", "day-in"}},
		{"a normal stool", care.DayTold{Care: care.CareDay{Dirty: []string{"9:05"}, Stool: "normal"}}, nil},
		{"another stool", care.DayTold{Care: care.CareDay{Dirty: []string{"9:05"}, Stool: "watery"}}, []string{"day-here", "day-stool"}},
		{"medicine", care.DayTold{Doses: []care.Dosing{{Went: "given", At: 680}}}, []string{"day-here", "day-dose"}},
		{"medicine that was not taken", care.DayTold{Doses: []care.Dosing{{Went: "refused", At: 680}}}, nil},
		{"weighed", care.DayTold{Growth: care.Growth{Weight: 9000}}, []string{"day-here", "day-weight"}},
	} {
		got := dayPrompts(tt.told)
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
		for _, key := range got {
			if p, ok := care.PromptOf(key); !ok || p.Page != "day" {
				t.Errorf("%s is no sentence of a slip", key)
			}
		}
	}
}

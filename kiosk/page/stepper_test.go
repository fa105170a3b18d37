package page

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// pressed is what a form with these fields answers.
func pressed(fields ...string) func(string) string {
	return func(name string) string {
		for i := 0; i+1 < len(fields); i += 2 {
			if fields[i] == name {
				return fields[i+1]
			}
		}
		return ""
	}
}

func TestStepperPress(t *testing.T) {
	weight := Stepper{Field: "weight", Start: 10200, Min: 500, Max: 40000, Units: Weights, Wide: true}
	places := Stepper{Field: "hun", Start: 18, Max: 18, Units: []Unit{{Name: "个", Scale: 1, Step: 1}}}
	fridge := Stepper{Field: "cold", Min: -300, Max: 400, None: true, Units: []Unit{{Name: "度", Scale: 10, Step: 1}}, Wide: true}
	fever := Stepper{Field: "tenths", Min: 340, Max: 430, Units: []Unit{{Name: "度", Scale: 10, Step: 1}}, Wide: true}
	count := Stepper{Field: "open", Max: 50, None: true, Units: []Unit{{Name: "扇", Scale: 1, Step: 1}}}
	for _, tt := range []struct {
		name   string
		s      Stepper
		fields []string
		value  int
		text   string
	}{
		{"a step up", weight, []string{"count-weight", "10.3", "more", "weight"}, 10400, "10.4"},
		{"ten steps down", weight, []string{"count-weight", "10.3", "much-less", "weight"}, 9300, "9.3"},
		{"another's button", weight, []string{"count-weight", "10.3", "more", "length"}, 10300, "10.3"},
		{"nothing begins with the last measure", weight, []string{"more", "weight"}, 10200, "10.2"},
		{"down as well", weight, []string{"less", "weight"}, 10200, "10.2"},
		{"no further than the largest", weight, []string{"count-weight", "39.9", "much-more", "weight"}, 40000, "40.0"},
		{"no further than the least", weight, []string{"count-weight", "0.6", "much-less", "weight"}, 500, "0.5"},
		{"公斤 to 斤", weight, []string{"count-weight", "10.3", "unit", "jin", "unit-was", "kg"}, 10300, "20.6"},
		{"斤 to 公斤", weight, []string{"count-weight", "20.7", "unit", "kg", "unit-was", "jin"}, 10350, "10.35"},
		{"a step in 斤", weight, []string{"count-weight", "20.6", "unit", "jin", "unit-was", "jin", "more", "weight"}, 10350, "20.7"},
		{"the first figure begins anew", weight, []string{"count-weight", "10.3", "key", "9"}, 9000, "9"},
		{"the next one follows", weight, []string{"count-weight", "9", "typed", "weight", "key", "."}, 9000, "9."},
		{"and the one after the point", weight, []string{"count-weight", "9.", "typed", "weight", "key", "4"}, 9400, "9.4"},
		{"what was typed may lie beyond", weight, []string{"count-weight", "103"}, 103000, "103.0"},
		{"what is no number is nothing", weight, []string{"count-weight", "NaN"}, 0, ""},
		{"the first press fills a class", places, []string{"count-hun", "0", "more", "hun"}, 18, "18"},
		{"one less", places, []string{"count-hun", "18", "less", "hun"}, 17, "17"},
		{"no places are an answer", places, []string{"count-hun", "1", "less", "hun"}, 0, "0"},
		{"nothing is not none", count, []string{"count-open", ""}, 0, ""},
		{"one more than none", count, []string{"count-open", "0", "more", "open"}, 1, "1"},
		{"one more than nothing", count, []string{"count-open", "", "more", "open"}, 1, "1"},
		{"none, said by one less", count, []string{"count-open", "", "less", "open"}, 0, "0"},
		{"nonsense is not none", count, []string{"count-open", "x"}, 0, ""},
		{"a fever without a point", fever, []string{"count-tenths", "386"}, 386, "38.6"},
		{"while its figures are pressed", fever, []string{"count-tenths", "38", "typed", "tenths", "key", "6"}, 3860, "386"},
		{"nobody is as hot as that", fever, []string{"count-tenths", "486"}, 4860, "486.0"},
		{"a point is meant", fever, []string{"count-tenths", "386.0"}, 3860, "386.0"},
		{"a fridge may be anything", fridge, []string{"count-cold", "50"}, 500, "50.0"},
		{"below zero", fridge, []string{"count-cold", "0.0", "less", "cold"}, -1, "-0.1"},
		{"from below zero up", fridge, []string{"count-cold", "-0.1", "more", "cold"}, 0, "0.0"},
		{"the other side of zero", fridge, []string{"count-cold", "18", "typed", "cold", "turn", "cold"}, -180, "-18"},
		{"and back", fridge, []string{"count-cold", "-18", "turn", "cold"}, 180, "18"},
		{"the sign first", fridge, []string{"count-cold", "", "turn", "cold"}, 0, "-"},
		{"then the figure", fridge, []string{"count-cold", "-", "typed", "cold", "key", "5"}, -50, "-5"},
		{"a sign alone is nothing", fridge, []string{"count-cold", "-"}, 0, ""},
		{"no colder than the least", fridge, []string{"count-cold", "-29.5", "much-less", "cold"}, -300, "-30.0"},
	} {
		got := tt.s.Press(pressed(tt.fields...))
		if got.Value != tt.value || got.Text() != tt.text {
			t.Errorf("%s: %d %q, want %d %q", tt.name, got.Value, got.Text(), tt.value, tt.text)
		}
	}
	if s := weight.Press(pressed("count-weight", "103")); !s.Beyond() || !s.Most() {
		t.Error("103 公斤 is plausible")
	}
}

// What is shown is read back as the same number, in each unit; buttons never lead beyond.
func TestStepperReadsWhatItSays(t *testing.T) {
	units := append([]Unit{{"cm", "厘米", 10, 1}, {"c", "度", 10, 1}, {"n", "个", 1, 1}}, Weights...)
	rapid.Check(t, func(t *rapid.T) {
		u := rapid.SampledFrom(units).Draw(t, "unit")
		s := Stepper{Field: "a", Min: 300, Max: 40000, Units: []Unit{u}}
		if u.Scale == 1 {
			s.Max = 5000
		}
		s.Value = rapid.IntRange(s.Min, s.Max).Draw(t, "value")
		if got := u.read(s.Text()); got != s.Value {
			t.Fatalf("%d is shown as %s, which is %d", s.Value, s.Text(), got)
		}
		button := rapid.SampledFrom([]string{"less", "more", "much-less", "much-more"}).Draw(t, "button")
		if got := s.Press(pressed("count-a", s.Text(), button, "a")); got.Beyond() || got.Value == 0 {
			t.Fatalf("%s of %s leads to %d", button, s.Text(), got.Value)
		}
		s.Min, s.Value = -s.Max, -s.Value
		if got := u.read(s.Text()); got != s.Value {
			t.Fatalf("%d is shown as %s, which is %d", s.Value, s.Text(), got)
		}
		u.read(rapid.String().Draw(t, "nonsense"))
	})
}

func TestStepperPage(t *testing.T) {
	for _, story := range stepperStories() {
		var b bytes.Buffer
		if err := Render(&b, story.View); err != nil {
			t.Fatal(err)
		}
		shut := strings.Contains(b.String(), `name="less" value="weight" data-hold disabled`)
		if shut != (story.Key == "number-min") {
			t.Errorf("%s: less is shut: %v", story.Key, shut)
		}
	}
}

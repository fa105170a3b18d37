package day_test

import (
	"strings"
	"testing"

	"yizhan/hub/care/day"
)

// Every figure that ships says how certain it is; none of them is more than B.
func TestRulesSayWhereTheyComeFrom(t *testing.T) {
	r := day.Builtin()
	for _, s := range r.Illnesses {
		if !strings.Contains("B C M", s.Certainty) || s.Certainty == "" {
			t.Errorf("%s is %q certain", s.Code, s.Certainty)
		}
	}
	for _, c := range r.Clusters {
		if c.Certainty == "" || c.Source == "" || c.Then == "" {
			t.Errorf("%s: %+v", c.Code, c)
		}
	}
}

// What is not whole is refused as a whole.
func TestRulesRefuse(t *testing.T) {
	const whole = `
check: {noon_from: 720, missing_at: 570, noon_missing_at: 930}
fever: {start: 365, from: 373, again: 10, at_once: 390}
absence: {ask_from: 570, ask_by: 600, head_after: 3}
illnesses: [{code: flu, name: 流感, days: 2, end: 退烧, like: [hot]}]
alike: [{code: hot, name: 发烧, signs: [fever]}]
clusters: [{code: a, of: alike, cases: 3, within: 1, where: class}]
told_holds: 3
`
	if _, err := day.ReadRules([]byte(whole)); err != nil {
		t.Fatal(err)
	}
	for what, change := range map[string][2]string{
		"a name that nobody knows":       {"told_holds", "told_for: 1\ntold_holds"},
		"no minute of the day":           {"missing_at: 570", "missing_at: 1440"},
		"a fever below the usual":        {"from: 373", "from: 360"},
		"very hot below hot":             {"at_once: 390", "at_once: 370"},
		"no waiting":                     {"again: 10", "again: 0"},
		"days that nobody counts":        {"head_after: 3", "head_after: 0"},
		"an illness without an end":      {"end: 退烧", "end: ''"},
		"an illness like nothing":        {"like: [hot]", "like: [cold]"},
		"fewer than no days":             {"days: 2", "days: -1"},
		"one child is no cluster":        {"cases: 3", "cases: 1"},
		"a cluster of an unknown thing":  {"of: alike", "of: plague"},
		"a cluster in no known place":    {"where: class", "where: street"},
		"several classes, and only one":  {"where: class", "where: classes"},
		"a window of no days":            {"within: 1", "within: 0"},
		"the same illness a second time": {"like: [hot]}]", "like: [hot]}, {code: flu, name: 流感, days: 2, end: 退烧}]"},
	} {
		bad := strings.Replace(whole, change[0], change[1], 1)
		if bad == whole {
			t.Fatalf("%s: nothing changed", what)
		}
		if _, err := day.ReadRules([]byte(bad)); err == nil {
			t.Errorf("%s: taken", what)
		}
	}
}

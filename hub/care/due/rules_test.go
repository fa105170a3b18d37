package due_test

import (
	"slices"
	"strings"
	"testing"

	"yizhan/hub/care/due"
	"yizhan/hub/form"
)

// No rule is dead: the kind that ends it, the fields that say when, the codes that tell
// its records apart and the answers that are asked all stand in a form.
func TestEveryRuleHasItsForm(t *testing.T) {
	rules, forms := due.Builtin(), form.Builtin()
	for _, rec := range rules.Records() {
		def, ok := forms.Get(rec.Kind)
		if !ok {
			t.Errorf("no form %s", rec.Kind)
			continue
		}
		day, ok := def.Field(rec.Day)
		if rec.Day == due.ByPeriod && def.OncePer == "day" {
			ok, day = true, &form.Field{Type: form.Day}
		}
		if !ok || day.Type != form.Day {
			t.Errorf("%s.%s is no day", rec.Kind, rec.Day)
		}
		if rec.Until != "" {
			if f, ok := def.Field(rec.Until); !ok || f.Type != form.Day {
				t.Errorf("%s.%s is no day", rec.Kind, rec.Until)
			}
		}
		if rec.Code == due.ByPeriod && def.OncePer == "" {
			t.Errorf("%s has no period", rec.Kind)
		}
		for _, name := range rec.Ask {
			if f, ok := def.Field(name); !ok || f.Type != form.Choice {
				t.Errorf("%s.%s is no choice", rec.Kind, name)
			}
		}
		if name, value, off := strings.Cut(rec.Off, "="); off && !has(def, name, value) {
			t.Errorf("%s: %s", rec.Kind, rec.Off)
		}
	}
	for _, r := range rules.All() {
		rec, ok := rules.Record(r.Closes.Kind)
		if !ok {
			if r.Page == "" {
				t.Errorf("%s: nothing ends it and no page does it", r.Code)
			}
			continue
		}
		def, _ := forms.Get(r.Closes.Kind)
		if def.Subject != r.Subject {
			t.Errorf("%s is about a %s, its records about a %s", r.Code, r.Subject, def.Subject)
		}
		for _, code := range slices.Concat(r.Closes.Is, []string{r.Closes.Written()}) {
			if rec.Code != "" && rec.Code != due.ByPeriod && code != "" && !has(def, rec.Code, code) {
				t.Errorf("%s: %s is no %s of %s", r.Code, code, rec.Code, r.Closes.Kind)
			}
		}
		if rec.Code == due.ByPeriod && r.Closes.Written() == "" {
			t.Errorf("%s writes no period", r.Code)
		}
	}
}

func has(def *form.Definition, field, code string) bool {
	f, ok := def.Field(field)
	return ok && slices.ContainsFunc(f.Choices, func(o form.Option) bool { return o.Code == code })
}

// What the papers list is all here.
func TestWhatThePapersList(t *testing.T) {
	n := map[string]int{}
	for _, r := range due.Builtin().All() {
		n[r.Group]++
	}
	if n["dose"] != 28 || n["visit"] != 13 || n["signs"] != 11 {
		t.Errorf("%v", n)
	}
	def, _ := form.Builtin().Get("warning-signs")
	f, _ := def.Field("signs")
	if len(f.Choices) != 44 {
		t.Errorf("%d signs, want four at each of eleven ages", len(f.Choices))
	}
	for _, r := range due.Builtin().All() {
		if r.Group == "signs" {
			four := slices.DeleteFunc(slices.Clone(f.Choices), func(o form.Option) bool { return !strings.HasPrefix(o.Code, r.Closes.Is[0]+"-") })
			if len(four) != 4 {
				t.Errorf("%s has %d signs", r.Code, len(four))
			}
		}
		if !slices.Contains([]string{"A", "B", "C", "M"}, r.Certainty) || r.Source == "" {
			t.Errorf("%s does not say where it is from", r.Code)
		}
		if r.Group == "dose" && r.Heading().Ends != "以接种门诊安排为准" {
			t.Errorf("%s is not only a reminder", r.Code)
		}
	}
}

// Rules that contradict themselves are refused whole, with the rule's name.
func TestBadRulesAreRefused(t *testing.T) {
	good := `
away: 3 months
child_to: 42 months
dose_remind: 14 days
put_clinic: 365
records: [{kind: dose, code: period, day: day}]
groups: [{code: dose, name: 打针}]
rules:
`
	for name, rule := range map[string]string{
		"no source":      `- {code: a, title: a, act: a, group: dose, subject: child, of: birth, who: health, closes: {kind: dose}, certainty: M}`,
		"no group":       `- {code: a, title: a, act: a, group: x, subject: child, of: birth, who: health, closes: {kind: dose}, source: a, certainty: M}`,
		"no such start":  `- {code: a, title: a, act: a, group: dose, subject: child, of: moon, who: health, closes: {kind: dose}, source: a, certainty: M}`,
		"nothing ends":   `- {code: a, title: a, act: a, group: dose, subject: child, of: birth, who: health, source: a, certainty: M}`,
		"unknown kind":   `- {code: a, title: a, act: a, group: dose, subject: child, of: birth, who: health, closes: {kind: x}, source: a, certainty: M}`,
		"unknown word":   `- {code: a, moon: full}`,
		"no such span":   `- {code: a, title: a, act: a, group: dose, subject: child, of: birth, from: 3 moons, who: health, closes: {kind: dose}, source: a, certainty: M}`,
		"neither nor":    `- {code: a, title: a, act: a, group: dose, subject: site, who: health, closes: {kind: dose}, source: a, certainty: M}`,
		"names no until": `- {code: a, title: a, act: a, group: dose, subject: child, of: until, who: health, closes: {kind: dose}, source: a, certainty: M}`,
		"another animal": `- {code: a, title: a, act: a, group: dose, subject: cat, of: birth, who: health, closes: {kind: dose}, source: a, certainty: M}`,
	} {
		if _, err := due.Read([]byte(good+rule), []byte("edition: x")); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	whole := `- {code: a, title: a, act: a, group: dose, subject: child, of: birth, who: health, closes: {kind: dose}, source: a, certainty: M}`
	if _, err := due.Read([]byte(good+whole), []byte("edition: x")); err != nil {
		t.Error(err)
	}
	if _, err := due.Read([]byte(good+whole+"\n"+whole), []byte("edition: x")); err == nil {
		t.Error("one code twice")
	}
}

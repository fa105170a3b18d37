package care_test

import (
	"slices"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// asked is how tests write an error: "question group.young", "" for nil.
func asked(err *hub.Error) string {
	if err == nil {
		return ""
	}
	return string(err.Code) + " " + err.Key
}

// TestRulesUseTheFormsWords: codes of classes and kinships are the choices of the
// forms that store them, in both directions.
func TestRulesUseTheFormsWords(t *testing.T) {
	var classes, kin []string
	for _, c := range care.Builtin().Classes {
		classes = append(classes, c.Code)
	}
	for _, k := range care.Kinships {
		kin = append(kin, k.Code)
	}
	for _, c := range []struct {
		kind, field string
		ours        []string
	}{{"group", "type", classes}, {"person", "kinship", kin}} {
		def, ok := form.Builtin().Get(hub.Kind(c.kind))
		if !ok {
			t.Fatalf("no form %s", c.kind)
		}
		f, ok := def.Field(c.field)
		if !ok {
			t.Fatalf("no field %s.%s", c.kind, c.field)
		}
		var theirs []string
		for _, choice := range f.Choices {
			theirs = append(theirs, choice.Code)
		}
		slices.Sort(theirs)
		if slices.Sort(c.ours); !slices.Equal(theirs, c.ours) {
			t.Errorf("%s.%s: the form has %v, the rules %v", c.kind, c.field, theirs, c.ours)
		}
	}
}

func TestReadRulesRefusesWhatIsNotWhole(t *testing.T) {
	const good = "classes: [{code: a, name: 班, from: 0, to: 36, most: 5, ratio: 3}]\ncare_to_months: 36\nknown_to_months: 84\npickup_years: 18\noutdoor_minutes: 120\nmedicine: {early_minutes: 30, late_minutes: 120}\nbirth_certificate: '^x$'\ngrowth: {at_months: [0, 6], early_days: 14, doubt_days: 7, again_days: 30, flat_z_hundredths: 67}\n"
	if _, err := care.ReadRules([]byte(good)); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string][2]string{
		"no ages":         {"at_months: [0, 6]", "at_months: []"},
		"ages that fall":  {"at_months: [0, 6]", "at_months: [6, 0]"},
		"again never":     {"again_days: 30", "again_days: 0"},
		"odd for ever":    {"doubt_days: 7", "doubt_days: 0"},
		"no ratio":        {", ratio: 3", ""},
		"ages turned":     {"to: 36,", "to: 0,"},
		"no classes":      {"{code: a, name: 班, from: 0, to: 36, most: 5, ratio: 3}", ""},
		"unknown name":    {"pickup_years", "pickup_year"},
		"months order":    {"known_to_months: 84", "known_to_months: 12"},
		"pattern broken":  {"'^x$'", "'('"},
		"pattern missing": {"'^x$'", "''"},
		"same code twice": {"ratio: 3}]", "ratio: 3}, {code: a, name: 班, from: 0, to: 36, most: 5, ratio: 3}]"},
	} {
		if _, err := care.ReadRules([]byte(strings.Replace(good, change[0], change[1], 1))); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestFits(t *testing.T) {
	r := care.Builtin()
	for _, c := range []struct {
		class  string
		months int
		want   string
	}{
		{"ru", 5, "question group.young"}, {"ru", 6, ""}, {"ru", 11, ""}, {"ru", 12, "question group.old"},
		{"xiao", 12, ""}, {"xiao", 23, ""}, {"xiao", 24, "question group.old"},
		{"da", 23, "question group.young"}, {"da", 35, ""}, {"da", 36, "question group.old"},
		{"hun", 17, "question group.young"}, {"hun", 18, ""}, {"hun", 36, "question group.old"},
		{"family", 0, ""}, {"family", 36, "question group.old"},
	} {
		class, ok := r.Class(c.class)
		if got := asked(class.Fits(c.months)); !ok || got != c.want {
			t.Errorf("%d months in %s: %q, want %q", c.months, c.class, got, c.want)
		}
	}
	if _, ok := r.Class("nobody"); ok {
		t.Error("a class that nobody knows")
	}
}

func TestRoom(t *testing.T) {
	r := care.Builtin()
	for _, c := range []struct {
		class         string
		taken, places int
		want          string
	}{
		{"ru", 9, 0, ""}, {"ru", 10, 0, "invalid group.full"}, {"xiao", 14, 15, ""}, {"xiao", 15, 15, "invalid group.full"},
		{"da", 20, 60, "invalid group.full"}, {"hun", 18, 0, "invalid group.full"}, {"da", 8, 8, "invalid group.places"},
		{"family", 4, 0, ""}, {"family", 5, 0, "invalid group.full"}, {"da", 25, 0, "invalid group.full"},
	} {
		class, _ := r.Class(c.class)
		if got := asked(class.Room(c.taken, c.places)); got != c.want {
			t.Errorf("%s, %d of %d: %q, want %q", c.class, c.taken, c.places, got, c.want)
		}
	}
}

func TestRatio(t *testing.T) {
	r := care.Builtin()
	for name, c := range map[string]struct {
		present        map[string]int
		carers         int
		children, need int
		short          int
	}{
		"empty house":          {nil, 0, 0, 0, 0},
		"one infant":           {map[string]int{"ru": 1}, 1, 1, 1, 0},
		"four infants":         {map[string]int{"ru": 4}, 1, 4, 2, 1},
		"full toddlers":        {map[string]int{"xiao": 15}, 3, 15, 3, 0},
		"big ones 1:7":         {map[string]int{"da": 8}, 1, 8, 2, 1},
		"mixed 1:5":            {map[string]int{"hun": 18}, 4, 18, 4, 0},
		"family site 1:3":      {map[string]int{"family": 5}, 1, 5, 2, 1},
		"each class its own":   {map[string]int{"ru": 1, "xiao": 1, "da": 1}, 1, 3, 3, 2},
		"no class is strict":   {map[string]int{"": 3, "old": 1}, 1, 4, 2, 1},
		"nobody counts twice":  {map[string]int{"da": 0, "ru": -1}, 1, 0, 0, 0},
		"more than are needed": {map[string]int{"da": 7}, 3, 7, 1, 0},
	} {
		got := r.Ratio(c.present, c.carers)
		if got.Children != c.children || got.Needed != c.need || got.Short() != c.short {
			t.Errorf("%s: %+v short %d", name, got, got.Short())
		}
	}
}

func TestCheckBirth(t *testing.T) {
	r := care.Builtin()
	const today = hub.Day("2026-11-22")
	for birth, want := range map[hub.Day]string{
		"2026-11-22": "",
		"2025-03-12": "",
		"2023-11-23": "",
		"2023-11-22": "question birth.grown",
		"2019-11-23": "question birth.grown",
		"2019-11-22": "invalid birth.old",
		"2015-06-01": "invalid birth.old",
		"2026-11-23": "invalid birth.future",
		"2029-03-01": "invalid birth.future",
		"2024-02-30": "invalid birth.none",
		"":           "invalid birth.none",
		"2025-3-12":  "invalid birth.none",
	} {
		err := r.CheckBirth(birth, today)
		if got := asked(err); got != want {
			t.Errorf("%q: %q, want %q", birth, got, want)
		}
		if err != nil && err.Field != "birth" {
			t.Errorf("%q belongs to field %q", birth, err.Field)
		}
	}
	if got := asked(r.CheckBirth("2025-03-12", "")); got != "invalid birth.today" {
		t.Errorf("without a today: %q", got)
	}
	if r.Grown("2023-11-23", today) || !r.Grown("2023-11-22", today) || r.Grown("", today) {
		t.Error("36 months are full on the third birthday")
	}
}

func TestKinByWord(t *testing.T) {
	for word, want := range map[string]string{
		"奶奶": "paternal-grandmother", "爷爷": "paternal-grandfather", "姥姥": "maternal-grandmother",
		"外婆": "maternal-grandmother", "姥爷": "maternal-grandfather", "外公": "maternal-grandfather",
		"母亲": "mother", "母女": "mother", "父子": "father", " 父 亲 ": "father", "孩子的奶奶": "paternal-grandmother",
		"姑姑": "aunt", "舅妈": "aunt", "舅舅": "uncle", "大伯": "uncle", "姐姐": "sibling", "其他": "other",
		"祖孙": "", "": "", "村长": "", "祖父母/外祖父母": "",
	} {
		k, ok := care.KinByWord(word)
		if k.Code != want || ok != (want != "") {
			t.Errorf("%q: %q %v, want %q", word, k.Code, ok, want)
		}
	}
	seen := map[string]string{}
	for _, k := range care.Kinships {
		for _, w := range append([]string{k.Word}, k.Words...) {
			if other, twice := seen[w]; twice {
				t.Errorf("%s is %s and %s", w, other, k.Code)
			}
			seen[w] = k.Code
		}
		if again, ok := care.KinByCode(k.Code); !ok || again.Word != k.Word {
			t.Errorf("code %s does not find itself", k.Code)
		}
		if k.Parent() != (k.Code == "mother" || k.Code == "father") {
			t.Errorf("%s: parent %v", k.Code, k.Parent())
		}
	}
}

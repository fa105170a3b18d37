package care_test

import (
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/care"
)

// sounds knows the pairs of this test.
func sounds(a, b string) bool {
	same := map[string]string{"王梓涵": "wangzihan", "王子涵": "wangzihan", "王紫晗": "wangzihan"}
	return a == b || same[a] != "" && same[a] == same[b]
}

func TestCompare(t *testing.T) {
	family := hub.NewID()
	base := care.Traits{Name: "王梓涵", Sex: "2", Birth: "2025-03-12", Phones: []string{"13800000421"}}
	with := func(change func(*care.Traits)) care.Traits {
		c := base
		change(&c)
		return c
	}
	for name, c := range map[string]struct {
		other care.Traits
		want  care.Likeness
	}{
		"equal in name, birth, phone": {base, care.Certain},
		"a second phone, one shared":  {with(func(c *care.Traits) { c.Phones = []string{"1", "13800000421"} }), care.Certain},
		"sex not said":                {with(func(c *care.Traits) { c.Sex = "" }), care.Certain},
		"another phone":               {with(func(c *care.Traits) { c.Phones = []string{"13900000000"} }), care.Likely},
		"no phone":                    {with(func(c *care.Traits) { c.Phones = nil }), care.Likely},
		"a boy of that name":          {with(func(c *care.Traits) { c.Sex = "1" }), care.Likely},
		"sounds alike":                {with(func(c *care.Traits) { c.Name = "王子涵" }), care.Likely},
		"sounds alike, no phone":      {with(func(c *care.Traits) { c.Name, c.Phones = "王子涵", nil }), care.Likely},
		"birth a digit off":           {with(func(c *care.Traits) { c.Birth = "2025-03-13"; c.Phones = nil }), care.Likely},
		"day and month swapped":       {with(func(c *care.Traits) { c.Birth = "2025-12-03"; c.Phones = nil }), care.Likely},
		"birth unknown, phone":        {with(func(c *care.Traits) { c.Birth = "" }), care.Likely},
		"birth elsewhere, phone":      {with(func(c *care.Traits) { c.Birth = "2023-07-01" }), care.Likely},
		"only the name":               {care.Traits{Name: "王梓涵"}, care.Other},
		"name, another day":           {with(func(c *care.Traits) { c.Birth, c.Phones = "2023-07-01", nil }), care.Other},
		"only the birth":              {care.Traits{Name: "李沐阳", Birth: "2025-03-12"}, care.Other},
		"a brother":                   {with(func(c *care.Traits) { c.Name, c.Birth = "王子涵", "2023-07-01" }), care.Other},
		"a twin":                      {with(func(c *care.Traits) { c.Name = "王梓轩" }), care.Twins},
		"a twin by family":            {care.Traits{Name: "王梓轩", Birth: "2025-03-12", Family: family}, care.Twins},
		"not named yet, born then":    {with(func(c *care.Traits) { c.Name, c.Unnamed = "王某之女", true }), care.Likely},
		"小名 only":                     {care.Traits{Nick: "豆豆", Birth: "2025-03-12"}, care.Likely},
	} {
		a := base
		if name == "a twin by family" {
			a.Family = family
		}
		if name == "小名 only" {
			a.Nick = "豆豆"
		}
		got, score := care.Compare(a, c.other, sounds)
		if back, again := care.Compare(c.other, a, sounds); back != got || again != score {
			t.Errorf("%s: %v one way, %v the other", name, got, back)
		}
		if got != c.want {
			t.Errorf("%s: %v (%d points), want %v", name, got, score, c.want)
		}
	}
}

func TestCompareByID(t *testing.T) {
	a := care.Traits{Name: "王梓涵", Birth: "2025-03-12", IDNo: "140402202503120022"}
	same, other, renamed := a, a, a
	other.IDNo = "140402202503120049"
	renamed.Name = "王一诺"
	for name, c := range map[string]struct {
		b    care.Traits
		want care.Likeness
	}{
		"name, birth and ID":      {same, care.Certain},
		"two IDs":                 {other, care.Other},
		"one ID, another name":    {renamed, care.Likely},
		"one ID and nothing else": {care.Traits{IDNo: a.IDNo}, care.Likely},
	} {
		if got, score := care.Compare(a, c.b, nil); got != c.want {
			t.Errorf("%s: %v (%d points), want %v", name, got, score, c.want)
		}
	}
}

// TestUnnamedTwinsAreAskedAbout: two girls of one mother born on one day, both 张某之女,
// must not melt into one.
func TestUnnamedTwinsAreAskedAbout(t *testing.T) {
	a := care.Traits{Name: "张某之女", Unnamed: true, Sex: "2", Birth: "2026-11-01", Phones: []string{"13800000421"}}
	if got, _ := care.Compare(a, a, sounds); got != care.Likely {
		t.Errorf("%v", got)
	}
}

func TestMatches(t *testing.T) {
	certain, twin, likely, other := hub.NewID(), hub.NewID(), hub.NewID(), hub.NewID()
	child := care.Traits{ID: hub.NewID(), Name: "王梓涵", Birth: "2025-03-12", Phones: []string{"13800000421"}}
	among := []care.Traits{
		{ID: other, Name: "李沐阳", Birth: "2025-03-12"},
		{ID: likely, Name: "王子涵", Birth: "2025-03-12"},
		{ID: twin, Name: "王梓轩", Birth: "2025-03-12", Phones: []string{"13800000421"}},
		{ID: certain, Name: "王梓涵", Birth: "2025-03-12", Phones: []string{"13800000421"}},
		child,
	}
	got := care.Matches(child, among, sounds, nil)
	if len(got) != 3 || got[0].Child != certain || got[1].Child != twin || got[2].Child != likely {
		t.Errorf("%+v", got)
	}
	// Twins are recognised once: after somebody said so, nobody is asked again.
	got = care.Matches(child, among, sounds, func(id hub.ID) bool { return id == twin })
	if len(got) != 2 || got[0].Child != certain || got[1].Child != likely {
		t.Errorf("after the twins were settled: %+v", got)
	}
}

// TestCompareIsSymmetric for any two children made of few values, so that meetings
// are frequent.
func TestCompareIsSymmetric(t *testing.T) {
	traits := rapid.Custom(func(t *rapid.T) care.Traits {
		pick := func(label string, of ...string) string { return rapid.SampledFrom(of).Draw(t, label) }
		return care.Traits{
			Name: pick("name", "", "王梓涵", "王子涵", "王梓轩", "王某之女"), Nick: pick("nick", "", "豆豆"),
			Unnamed: rapid.Bool().Draw(t, "unnamed"), Sex: pick("sex", "", "0", "1", "2"),
			Birth:  hub.Day(pick("birth", "", "2025-03-12", "2025-03-13", "2025-12-03", "2023-07-01")),
			IDNo:   pick("id", "", "140402202503120022", "140402202503120049"),
			Phones: []string{pick("phone", "", "13800000421", "13900000000")},
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := traits.Draw(t, "a"), traits.Draw(t, "b")
		like, score := care.Compare(a, b, sounds)
		back, again := care.Compare(b, a, sounds)
		if like != back || score != again {
			t.Fatalf("%v %d, the other way %v %d", like, score, back, again)
		}
		if like == care.Certain && (a.Unnamed || a.Name == "" || a.Name != b.Name || a.Birth != b.Birth) {
			t.Fatalf("certain of %+v and %+v", a, b)
		}
	})
}

func BenchmarkMatches(b *testing.B) {
	child := care.Traits{Name: "王梓涵", Birth: "2025-03-12", Phones: []string{"13800000421"}}
	among := make([]care.Traits, 1000)
	for i := range among {
		among[i] = care.Traits{Name: "李沐阳", Birth: "2024-05-06", Phones: []string{"13900000000"}}
	}
	b.ReportAllocs()
	for b.Loop() {
		care.Matches(child, among, nil, nil)
	}
}

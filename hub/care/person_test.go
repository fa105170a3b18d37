package care_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/care"
)

func TestCheckIdentity(t *testing.T) {
	for text, want := range map[string]string{
		// GB 11643-1999, appendix A
		"11010519491231002X":     "1949-12-31 2",
		"440524188001010014":     "invalid identity.birth", // the standard's other example, born in 1880
		"140402202602174843":     "2026-02-17 2",
		"14040220251218663X":     "2025-12-18 1",
		"14040220251218663x":     "2025-12-18 1",
		" 1404 0220-2602 17484３": "2026-02-17 2",
		"'140402202602174843":    "2026-02-17 2",
		"140402202602174844":     "invalid identity.sum",
		"140402202602174":        "invalid identity.old",
		"14040220260217484":      "invalid identity.short",
		"1404022026021748431":    "invalid identity.long",
		"":                       "invalid identity.short",
		"X":                      "invalid identity.short",
		"1404022026X2174843":     "invalid identity.letters",
		"14040220260217484Y":     "invalid identity.letters",
		"一四零四零二":                 "invalid identity.letters",
		"990402202602174843":     "invalid identity.region",
		"140000202602174843":     "invalid identity.region",
		"140402202602304843":     "invalid identity.birth",
		"140402202613174843":     "invalid identity.birth",
	} {
		id, err := care.CheckIdentity(text)
		got := string(id.Birth) + " " + id.Sex
		if err != nil {
			got = asked(err)
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestIdentityDiffers(t *testing.T) {
	girl, err := care.CheckIdentity("140402202602174843")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		sex   string
		birth hub.Day
		want  string
	}{
		{"2", "2026-02-17", ""}, {"1", "2026-02-17", "identity.girl"}, {"2", "2026-02-18", "identity.day"},
		{"1", "2026-02-18", "identity.girl identity.day"}, {"", "", ""}, {"0", "", ""}, {"9", "not a day", ""},
	} {
		var keys []string
		for _, e := range girl.Differs(c.sex, c.birth) {
			if e.Code != hub.CodeQuestion {
				t.Errorf("%s is no question", e.Key)
			}
			keys = append(keys, e.Key)
		}
		if got := strings.Join(keys, " "); got != c.want {
			t.Errorf("%q %q: %q, want %q", c.sex, c.birth, got, c.want)
		}
	}
}

// TestIdentityCatchesSlips: every single wrong digit and every swap of two
// neighbours is caught, as MOD 11-2 promises.
func TestIdentityCatchesSlips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := "140402" + rapid.SampledFrom([]string{"20260217", "20251230", "20240229"}).Draw(t, "birth") +
			rapid.StringMatching("[0-9]{3}").Draw(t, "order")
		digit, _ := care.IdentityDigit(first)
		no := []byte(first + string(digit))
		if _, err := care.CheckIdentity(string(no)); err != nil {
			t.Fatalf("%s: %v", no, err)
		}
		i := rapid.IntRange(0, 16).Draw(t, "at")
		wrong := slices.Clone(no)
		wrong[i] = '0' + (wrong[i]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if _, err := care.CheckIdentity(string(wrong)); err == nil {
			t.Fatalf("%s is taken for %s", wrong, no)
		}
		wrong = slices.Clone(no)
		wrong[i], wrong[i+1] = wrong[i+1], wrong[i]
		if _, err := care.CheckIdentity(string(wrong)); err == nil && wrong[i] != wrong[i+1] {
			t.Fatalf("%s is taken for %s", wrong, no)
		}
	})
}

func TestCheckBirthCertificate(t *testing.T) {
	r := care.Builtin()
	for text, want := range map[string]string{
		"T140012345": "T140012345", " t 1400-12345 ": "T140012345", "Ｔ１４００１２３４５": "T140012345",
		"T14001234": "", "140012345": "", "TT14001234": "", "": "", "T1400123456": "",
	} {
		got, err := r.CheckBirthCertificate(text)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q %v", text, got, err)
		}
	}
}

func TestCheckName(t *testing.T) {
	for text, want := range map[string]string{
		"王梓涵":                       "王梓涵",
		" 尉  辰国 ":                   "尉辰国",
		"朱\u3000依文":                 "朱依文",
		"买买提•艾力":                    "买买提·艾力",
		"买买提・艾力":                    "买买提·艾力",
		"Ａｎｎａ  Li":                  "Anna Li",
		"Zoe\u0308":                 "Zoë",
		"O'Neil":                    "O'Neil",
		"王一（大）":                     "王一(大)",
		"𬸚儿":                        "𬸚儿", // beyond the BMP
		strings.Repeat("王", 50):     strings.Repeat("王", 50),
		strings.Repeat("王", 51):     "invalid name.long",
		strings.Repeat("a", 5e6):    "invalid name.long",
		"":                          "invalid name.empty",
		" \u3000\t":                 "invalid name.empty",
		"王\x00梓":                    "invalid name.hidden",
		"王\u202e梓":                  "invalid name.hidden",
		"王\u200b梓":                  "invalid name.hidden",
		"王\u2066梓":                  "invalid name.hidden",
		"王\xff梓":                    "invalid name.torn",
		"王\ufffd梓":                  "invalid name.hidden",
		"<script>alert(1)</script>": "invalid name.signs",
		"王'; DROP TABLE child;--":   "invalid name.signs",
		"=1+1":                      "invalid name.signs",
		"12345":                     "invalid name.signs",
		"·":                         "invalid name.signs",
		"王😀":                        "invalid name.signs",
	} {
		got, err := care.CheckName(text)
		if err != nil {
			got = asked(err)
		}
		if got != want {
			t.Errorf("%.60q: %q, want %q", text, got, want)
		}
	}
}

func TestUnnamed(t *testing.T) {
	for _, c := range []struct{ parent, sex, want string }{
		{"张丽", "2", "张某之女"}, {"张", "1", "张某之子"}, {"尉迟安", "2", "尉迟某之女"},
		{"张丽", "0", "张某的宝宝"}, {"张丽", "", "张某的宝宝"},
	} {
		got := care.NameUnnamed(c.parent, c.sex)
		if got != c.want || !care.Unnamed(got) {
			t.Errorf("%s %s: %s", c.parent, c.sex, got)
		}
	}
	for name, want := range map[string]bool{"未取名": true, "新生儿": true, "王芳之女": true, "王梓涵": false, "": false, "之女": false} {
		if care.Unnamed(name) != want {
			t.Errorf("%q: %v", name, !want)
		}
	}
}

func TestSurnameAndMask(t *testing.T) {
	for name, want := range map[string][2]string{
		"王梓涵": {"王", "王*涵"}, "王静": {"王", "王*"}, "尉迟安": {"尉迟", "尉*安"}, "欧阳娜娜": {"欧阳", "欧**娜"},
		"欧阳": {"欧阳", "欧*"}, "买买提·艾力": {"买买提", "买***力"}, "Anna Li": {"Anna", "A***i"}, "王": {"王", "*"}, "": {"", ""},
	} {
		if got := [2]string{care.Surname(name), care.MaskName(name)}; got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

func TestCheckPhone(t *testing.T) {
	for text, want := range map[string]string{
		"13800000421": "13800000421", "135 5929-8164": "13559298164", "１３５５９２９８１６４": "13559298164",
		"+86 13559298164": "13559298164", "008613559298164": "13559298164", "'13559298164": "13559298164",
		"0355-2068123": "03552068123", "(010) 62345678": "01062345678", "023-43722222": "02343722222",
		"1327917691": "invalid phone.short", "135592981645": "invalid phone.long", "2068123": "invalid phone.area",
		"12345678901": "invalid phone.start", "23456789012": "invalid phone.start", "0355-206": "invalid phone.landline",
		"010-623456789": "invalid phone.landline", "": "invalid phone.empty", " - ": "invalid phone.empty",
		"没有": "invalid phone.letters", "1355929816a": "invalid phone.letters", "1": "invalid phone.short", "0": "invalid phone.landline",
	} {
		got, err := care.CheckPhone(text)
		if err != nil {
			got = asked(err)
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if _, err := care.CheckPhone("1327917691"); err == nil || len(err.Args) != 1 || err.Args[0] != 1 {
		t.Errorf("one digit is missing: %v", err)
	}
	for no, want := range map[string]string{
		"13800000421": "138****0421", "03552068123": "0355***8123", "01062345678": "010****5678", "1234": "****", "": "",
	} {
		if got := care.MaskPhone(no); got != want {
			t.Errorf("%s: %s, want %s", no, got, want)
		}
	}
}

func TestCheckPickup(t *testing.T) {
	const today = hub.Day("2026-11-22")
	id := func(birth string) string {
		first := "140402" + birth + "001"
		digit, _ := care.IdentityDigit(first)
		return first + string(digit)
	}
	r := care.Builtin()
	for name, c := range map[string]struct {
		p    care.Person
		want string
	}{
		"grandmother":          {care.Person{Pickup: true, Adult: true}, ""},
		"mother, young":        {care.Person{Guardian: true, IDNo: id("20090101")}, ""},
		"nobody made sure":     {care.Person{Pickup: true}, "question pickup.age"},
		"18 today by ID":       {care.Person{Pickup: true, IDNo: id("20081122")}, ""},
		"17 by ID, said 18":    {care.Person{Pickup: true, Adult: true, IDNo: id("20081123")}, "forbidden pickup.young"},
		"ID wrong, adult seen": {care.Person{Pickup: true, Adult: true, IDNo: "123"}, ""},
		"neighbour":            {care.Person{Adult: true}, "forbidden pickup.not-listed"},
		"taken off":            {care.Person{Pickup: true, Adult: true, Withdrawn: true}, "forbidden pickup.not-listed"},
		"guardian withdrawn":   {care.Person{Guardian: true, Withdrawn: true}, "forbidden pickup.not-listed"},
	} {
		if got := asked(r.CheckPickup(c.p, today)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if r.Adult("2008-11-22", "") || r.Adult("", today) {
		t.Error("an unknown day made an adult")
	}
}

func TestCheckHandover(t *testing.T) {
	r := care.Builtin()
	uncle := care.Handover{Name: "王强", Adult: true, IDSeen: true, By: hub.NewID()}
	if got := r.CheckHandover(uncle); got.Or() != nil {
		t.Errorf("a known uncle: %v", got)
	}
	asked := uncle
	asked.IDSeen, asked.Asked = false, hub.NewID()
	if got := r.CheckHandover(asked); got.Or() != nil {
		t.Errorf("the family was asked: %v", got)
	}
	if got := r.CheckHandover(care.Handover{}); len(got) != 4 {
		t.Errorf("nothing said: %v", got)
	}
}

func FuzzIdentity(f *testing.F) {
	for _, s := range []string{"11010519491231002X", "", "14040220260217484３", "\xff", "140402202602174"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		id, err := care.CheckIdentity(s)
		if err != nil {
			return
		}
		if again, err := care.CheckIdentity(id.No); err != nil || again != id {
			t.Fatalf("%q is %+v, then %+v", s, id, again)
		}
		if _, ok := id.Birth.Time(); !ok {
			t.Fatalf("%q was born on %q", s, id.Birth)
		}
	})
}

func FuzzName(f *testing.F) {
	for _, s := range []string{"王梓涵", "尉 辰国", "Zoe\u0308", "\u202e", "\xff", "买买提•艾力", "ﬁ", "；", "\u037e"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		name, err := care.CheckName(s)
		if err != nil {
			return
		}
		if n := utf8.RuneCountInString(name); n == 0 || n > care.MaxName {
			t.Fatalf("%q became %q of %d", s, name, n)
		}
		if again, err := care.CheckName(name); err != nil || again != name {
			t.Fatalf("%q became %q, then %q (%v)", s, name, again, err)
		}
		if care.Surname(name) == "" && isHan(name) {
			t.Fatalf("%q has no surname", name)
		}
		if masked := care.MaskName(name); !strings.Contains(masked, "*") || masked == name {
			t.Fatalf("%q is shown as %q", name, masked)
		}
	})
}

func FuzzPhone(f *testing.F) {
	f.Add("135 5929-8164")
	f.Add("+8608-")
	f.Fuzz(func(t *testing.T, s string) {
		no, err := care.CheckPhone(s)
		if err != nil {
			return
		}
		if again, err := care.CheckPhone(no); err != nil || again != no {
			t.Fatalf("%q is %q, then %q (%v)", s, no, again, err)
		}
		if masked := care.MaskPhone(no); masked == no || len(masked) != len(no) {
			t.Fatalf("%q is shown as %q", no, masked)
		}
	})
}

func isHan(name string) bool {
	r, _ := utf8.DecodeRuneInString(name)
	return unicode.Is(unicode.Han, r)
}

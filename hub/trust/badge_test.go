package trust

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"yizhan/hub"
)

func testBadge() Badge {
	return Badge{Officer: hub.ID{1, 2, 3}, Name: "苏干部", Role: hub.RoleTownship, Township: "140427103", Made: 1_795_400_000, Until: "2027-02-21"}
}

const badgePIN = "604817"

func TestBadge(t *testing.T) {
	a := testAuthority(1)
	for _, want := range []Badge{
		testBadge(),
		{Officer: hub.NewID(), Name: "赵敏", Role: hub.RoleCounty, Made: 1, Until: "2026-11-23"},
		{Officer: hub.NewID(), Name: strings.Repeat("长", 20), Role: hub.RoleHealth, Township: "140427001", Made: 1 << 40, Until: "2099-12-31"},
	} {
		figures := must(a.SignBadge(want, badgePIN))
		if n := len(figures); n < BadgeShortest || n > BadgeLongest {
			t.Errorf("%d figures", n)
		}
		got, err := ReadBadge(a.Key(), figures)
		if err != nil {
			t.Fatal(err)
		}
		if !got.Fits(badgePIN) || got.Fits("604818") || got.Fits("") || got.Fits("60481") {
			t.Error("the PIN is another one")
		}
		if got.proof = want.proof; got != want {
			t.Errorf("read %+v, want %+v", got, want)
		}
	}
}

func TestBadgesThatAreNotMade(t *testing.T) {
	a := testAuthority(1)
	for name, change := range map[string]func(*Badge, *string){
		"of no officer":         func(b *Badge, _ *string) { b.Officer = hub.ID{} },
		"of a 站长":               func(b *Badge, _ *string) { b.Role = hub.RoleHead },
		"of who administers":    func(b *Badge, _ *string) { b.Role = hub.RoleAdmin },
		"of the command line":   func(b *Badge, _ *string) { b.Role = hub.RoleBox },
		"of no role":            func(b *Badge, _ *string) { b.Role = "" },
		"of no name":            func(b *Badge, _ *string) { b.Name = "" },
		"with a long name":      func(b *Badge, _ *string) { b.Name = strings.Repeat("长", 21) },
		"of no township at all": func(b *Badge, _ *string) { b.Township = "14042710" },
		"for ever":              func(b *Badge, _ *string) { b.Until = "" },
		"made at no time":       func(b *Badge, _ *string) { b.Made = 0 },
		"under four figures":    func(_ *Badge, pin *string) { *pin = "6048" },
		"under letters":         func(_ *Badge, pin *string) { *pin = "60481x" },
	} {
		b, pin := testBadge(), badgePIN
		change(&b, &pin)
		if _, err := a.SignBadge(b, pin); hub.CodeOf(err) != hub.CodeInvalid {
			t.Errorf("a badge %s: %v", name, err)
		}
	}
}

// Whoever changes a badge, or signs one with another key or for another purpose, has none.
func TestForgedBadges(t *testing.T) {
	a := testAuthority(1)
	body := badgeBody{Version: 1, Officer: [16]byte{1}, Name: "苏干部", Role: 1, Made: 1, Until: 20270221}
	as := func(key *Authority, purpose string, b badgeBody) string {
		return badgeText(must(signBody(key.sign, purpose, b)))
	}
	if _, err := ReadBadge(a.Key(), as(a, signsBadge, body)); err != nil {
		t.Fatal(err)
	}
	newer, nobody := body, body
	newer.Version, nobody.Role = 2, 9
	for name, figures := range map[string]string{
		"another county's":           as(testAuthority(2), signsBadge, body),
		"signed for another purpose": as(a, signsLetter, body),
		"of a newer version":         as(a, signsBadge, newer),
		"of a role that is none":     as(a, signsBadge, nobody),
	} {
		if _, err := ReadBadge(a.Key(), figures); hub.CodeOf(err) != hub.CodeUntrusted {
			t.Errorf("a badge %s: %v", name, err)
		}
	}
}

// A figure that was misread, or two that changed places, is noticed before any signature.
func TestMisreadBadges(t *testing.T) {
	a := testAuthority(1)
	good := must(a.SignBadge(testBadge(), badgePIN))
	for range 300 {
		i := rand.IntN(len(good))
		wrong := []byte(good)
		wrong[i] = '0' + (wrong[i]-'0'+byte(1+rand.IntN(9)))%10
		swapped := []byte(good)
		j := rand.IntN(len(good) - 1)
		swapped[j], swapped[j+1] = swapped[j+1], swapped[j]
		for _, text := range []string{string(wrong), string(swapped)} {
			if _, err := ReadBadge(a.Key(), text); text != good && hub.CodeOf(err) != hub.CodeInvalid {
				t.Fatalf("%s: %v", text, err)
			}
		}
	}
	for _, text := range []string{"", "3", good[:len(good)-1], good + "0", "x" + good, strings.Repeat("3", 300)} {
		if _, err := ReadBadge(a.Key(), text); hub.CodeOf(err) != hub.CodeInvalid {
			t.Errorf("%.20q: %v", text, err)
		}
	}
}

func FuzzBadge(f *testing.F) {
	county := testAuthority(1).Key()
	good, err := os.ReadFile(filepath.Join("testdata", "badge.txt"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(good))
	f.Add("3" + strings.Repeat("0", 300))
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := ReadBadge(county, text); err != nil {
			return
		}
		if digits, _ := onlyDigits(text); digits != string(good) {
			t.Errorf("%q was taken and nobody signed it", text)
		}
	})
}

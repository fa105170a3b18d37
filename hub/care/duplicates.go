package care

import (
	"cmp"
	"slices"

	"yizhan/hub"
)

// Traits are what two children are compared by.
type Traits struct {
	ID      hub.ID
	Family  hub.ID // zero: none known
	Name    string // as CheckName left it
	Nick    string
	Unnamed bool
	Sex     string
	Birth   hub.Day
	IDNo    string
	Phones  []string // of the child's people, as CheckPhone left them
}

// Likeness is what two children are to each other, as far as data can tell.
type Likeness int

const (
	Other   Likeness = iota // two children
	Likely                  // perhaps one: a person decides
	Twins                   // born on one day into one family, with names of their own
	Certain                 // one child
)

// Match is a known child that a new one resembles.
type Match struct {
	Child    hub.ID
	Likeness Likeness
	Score    int
}

// Points of likeness; from likelyFrom on a person is asked. Chosen so that name
// and birth, sound and birth, name and phone each ask, and that a name alone, or a
// brother with the same phone, does not. Our own scale; certainty M.
const (
	pointsName   = 4  // equal
	pointsSound  = 3  // sounds equal
	pointsNick   = 2  // equal 小名
	pointsBirth  = 4  // equal
	pointsSlip   = 2  // one digit differs, or day and month are swapped
	pointsBorn   = -1 // another day
	pointsPhone  = 3  // a phone in common, or one family
	pointsID     = 6  // equal ID number
	pointsOthers = -4 // two ID numbers
	pointsSex    = -2 // a boy and a girl
	likelyFrom   = 6
)

// Compare says what two children are to each other. sounds tells whether two names
// sound equal (hub/names); nil: only equal names do.
//
// Certain is only a child equal in name, birth date, sex as far as said, and in a
// phone or the ID number: an import may take such a row for the known child
// without asking. A child without a name (张某之女) is never certain, since she may
// have a twin.
func Compare(a, b Traits, sounds func(a, b string) bool) (Likeness, int) {
	if a.ID == b.ID && !a.ID.IsZero() {
		return Certain, pointsID
	}
	sameName := a.Name != "" && a.Name == b.Name
	alike := sameName || a.Name != "" && b.Name != "" && sounds != nil && sounds(a.Name, b.Name)
	sameBirth := a.Birth != "" && a.Birth == b.Birth
	sameID := a.IDNo != "" && a.IDNo == b.IDNo
	otherID := a.IDNo != "" && b.IDNo != "" && !sameID
	otherSex := known(a.Sex) && known(b.Sex) && a.Sex != b.Sex
	family := !a.Family.IsZero() && a.Family == b.Family || sharePhone(a.Phones, b.Phones)
	named := a.Name != "" && b.Name != "" && !a.Unnamed && !b.Unnamed

	score := birthPoints(a.Birth, b.Birth)
	for _, p := range []struct {
		is     bool
		points int
	}{
		{sameName, pointsName}, {alike && !sameName, pointsSound},
		{!alike && a.Nick != "" && a.Nick == b.Nick, pointsNick},
		{family, pointsPhone}, {sameID, pointsID}, {otherID, pointsOthers}, {otherSex, pointsSex},
	} {
		if p.is {
			score += p.points
		}
	}
	switch {
	case sameName && sameBirth && named && !otherID && !otherSex && (sameID || sharePhone(a.Phones, b.Phones)):
		return Certain, score
	case sameBirth && family && named && !alike && !sameID,
		sameBirth && family && otherID, sameBirth && family && otherSex && !sameName:
		return Twins, score
	case score >= likelyFrom:
		return Likely, score
	}
	return Other, score
}

// Matches lists the known children that a new one resembles, certain ones first,
// then by score. settled says whether people have already decided about the two
// (twins, different): such a pair is never brought up again. nil: nobody has.
func Matches(child Traits, among []Traits, sounds func(a, b string) bool, settled func(hub.ID) bool) []Match {
	var out []Match
	for _, k := range among {
		if k.ID == child.ID && !k.ID.IsZero() || settled != nil && settled(k.ID) {
			continue
		}
		if like, score := Compare(child, k, sounds); like != Other {
			out = append(out, Match{k.ID, like, score})
		}
	}
	hub.SortStable(out, func(a, b Match) int {
		return cmp.Or(cmp.Compare(b.Likeness, a.Likeness), cmp.Compare(b.Score, a.Score))
	})
	return out
}

func known(sex string) bool { return sex == "1" || sex == "2" }

func sharePhone(a, b []string) bool {
	return slices.ContainsFunc(a, func(p string) bool { return p != "" && slices.Contains(b, p) })
}

func birthPoints(a, b hub.Day) int {
	switch {
	case a == "" || b == "":
		return 0
	case a == b:
		return pointsBirth
	case slip(string(a), string(b)):
		return pointsSlip
	}
	return pointsBorn
}

// slip says whether two dates differ by one digit or by day and month swapped.
func slip(a, b string) bool {
	if len(a) != len("2026-11-22") || len(b) != len(a) {
		return false
	}
	if a[:4] == b[:4] && a[5:7] == b[8:] && a[8:] == b[5:7] {
		return true
	}
	differ := 0
	for i := range a {
		if a[i] != b[i] {
			differ++
		}
	}
	return differ == 1
}

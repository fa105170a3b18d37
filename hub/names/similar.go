package names

import (
	"bytes"
	"cmp"
	"strings"

	"yizhan/hub"
)

// Why says what makes two people seem one.
type Why uint8

const (
	WhyName       Why = 1 << iota // the name is the same
	WhySound                      // the name sounds or looks the same
	WhyNick                       // the 小名 is the same
	WhyOneDiffers                 // one character of the given name differs: perhaps a twin
	WhyBirth                      // born on the same day
	WhyNearBirth                  // a slip or the lunar calendar may part the dates, or one is unknown
	WhyPhone                      // a phone ends alike
)

// Has says whether all of the reasons are among y.
func (y Why) Has(reasons Why) bool { return y&reasons == reasons }

// Likeness is somebody who may be the person asked for.
type Likeness struct {
	Entry
	Why Why
}

// Similar returns up to limit people who may be e herself, the likeliest first:
// hints for a question that a person answers, never a reason to merge. Name, 小名,
// birth and phones of e count, as far as they are set; e.Subject is left out.
//
//   - name or sound or 小名, and a birth date that is the same or could be
//   - name or sound or 小名, and a phone
//   - one character of the name or nothing of it, the same birth date, and a phone
func (d *Directory) Similar(e Entry, limit int) []Likeness {
	d.mu.RLock()
	defer d.mu.RUnlock()
	mine := look{[]rune(e.Name), e.Nick, birthdayOf(e.Birth), e.PhoneTails}
	var found []Likeness
	for _, r := range d.rows {
		if r.subject == e.Subject {
			continue
		}
		if why := mine.like(&r); why.likely() {
			found = append(found, Likeness{d.entry(r), why})
		}
	}
	hub.Sort(found, func(a, b Likeness) int {
		return cmp.Or(
			cmp.Compare(b.Why.weight(), a.Why.weight()),
			strings.Compare(a.Name, b.Name),
			bytes.Compare(a.Subject[:], b.Subject[:]),
		)
	})
	return found[:min(limit, len(found))]
}

// look is what one person is compared by.
type look struct {
	name  []rune
	nick  string
	birth birthday
	tails []string
}

func (l *look) like(r *row) (why Why) {
	switch birthNear(l.birth, r.birth) {
	case birthFar:
		if len(l.tails) == 0 {
			return 0
		}
	case birthSame:
		why = WhyBirth
	default:
		why = WhyNearBirth
	}
	name, rest, _ := strings.Cut(r.text, keyEnd)
	nick, rest, _ := strings.Cut(rest, keyEnd)
	tails, _, _ := strings.Cut(rest, keyEnd)
	for _, tail := range l.tails {
		if tail != "" && strings.Contains(tails, tail) {
			why |= WhyPhone
		}
	}
	if nick != "" && nick == l.nick {
		why |= WhyNick
	}
	return why | compareNames(l.name, []rune(name))
}

func (y Why) likely() bool {
	named := y&(WhyName|WhySound|WhyNick) != 0
	return named && y&(WhyBirth|WhyNearBirth|WhyPhone) != 0 || y.Has(WhyBirth|WhyPhone)
}

func (y Why) weight() (sum int) {
	for i, w := range [...]int{8, 6, 4, 1, 5, 1, 3} {
		if y&(1<<i) != 0 {
			sum += w
		}
	}
	return sum
}

// compareNames is WhyName, WhySound, WhyOneDiffers or nothing.
func compareNames(a, b []rune) Why {
	if len(a) == 0 || len(a) != len(b) {
		return 0
	}
	s, same, differ := loaded(), true, 0
	for i, r := range a {
		same = same && r == b[i]
		if !lookAlike(r, b[i]) && !s.alike(r, b[i]) {
			differ++
			if i == 0 {
				return 0
			}
		}
	}
	switch {
	case same:
		return WhyName
	case differ == 0:
		return WhySound
	case differ == 1 && len(a) > 2:
		return WhyOneDiffers
	}
	return 0
}

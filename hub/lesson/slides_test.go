package lesson

import (
	"regexp"
	"testing"
)

// mostWords is how many characters a page has that is read from the last row of a class:
// about sixty words.
const mostWords = 110

// A page is shown to a whole room, and on a telephone: it says little, and all of what is
// on it is told once more aloud. A drawing has a name of its own, for who does not see it.
func TestPagesAreSlides(t *testing.T) {
	title := regexp.MustCompile(`<title>([^<]+)</title>`)
	for _, l := range Shipped().All() {
		for i, p := range l.Pages {
			n := 0
			for _, line := range p.words() {
				n += letters(line)
			}
			if n > mostWords {
				t.Errorf("%s, page %d has %d characters", l.Key, i+1, n)
			}
			if name := title.FindStringSubmatch(p.Drawing); name == nil || letters(name[1]) < 2 {
				t.Errorf("%s, page %d has a drawing without a name", l.Key, i+1)
			}
			if letters(p.Title) > 14 {
				t.Errorf("%s, page %d: %q is no headline", l.Key, i+1, p.Title)
			}
		}
	}
}

// Of three questions not every right answer may stand in the same place, or they are
// answered without reading.
func TestAnswersStandInDifferentPlaces(t *testing.T) {
	for _, l := range Shipped().All() {
		if q := l.Quiz; q[0].Right == q[1].Right && q[1].Right == q[2].Right {
			t.Errorf("%s: the right answer is always number %d", l.Key, q[0].Right)
		}
	}
}

// Twelve lessons a class and more: one for each month of a year's plan, from its first
// month or week to its last.
func TestAYearOfLessons(t *testing.T) {
	for class, ages := range map[Class][]int{Mothers: {0, 1, 3, 6, 9, 12, 18, 24, 30, 36}, Pregnancy: {7, 10, 15, 20, 25, 30, 35, 40}} {
		of := Shipped().Of(class)
		if len(of) < 12 {
			t.Errorf("%d lessons of %s are no year", len(of), class)
		}
		for _, age := range ages {
			meant := 0
			for _, l := range of {
				if l.From <= age && age <= l.To {
					meant++
				}
			}
			if meant < 2 {
				t.Errorf("%d lessons of %s are for %d", meant, class, age)
			}
		}
	}
}

var dose = regexp.MustCompile(`[0-9一二两三四五六七八九十百半] ?(毫克|微克|国际单位|IU|mg|μg|ml|毫升)|[0-9半两二三四五六] ?(片|粒|滴)`)

// A dose of a medicine is never told: doctors say how much, a lesson says whom to ask.
func TestNoDoses(t *testing.T) {
	for _, l := range Shipped().All() {
		for i, p := range l.Pages {
			for _, line := range append(p.words(), p.Say) {
				if dose.MatchString(line) {
					t.Errorf("%s, page %d tells a dose: %s", l.Key, i+1, line)
				}
			}
		}
	}
	for _, line := range []string{"一天 400 国际单位", "吃半片", "喂 5ml"} {
		if !dose.MatchString(line) {
			t.Errorf("%s is no dose", line)
		}
	}
}

package desk

import (
	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// ClassHeads is how many came.
type ClassHeads struct {
	Mothers, Fathers, Elders, Expecting, Staff, Others int // of grown people, each once

	Families int // that are known here, each once
	Away     int // of all: next door, on a phone, by the recording
	Near     int // who sat at the neighbours, as they said; nobody's name
	Counted  int // by eye, in the room; -1 nobody counted
}

// Sum is everybody who was written down.
func (h ClassHeads) Sum() int {
	return h.Mothers + h.Fathers + h.Elders + h.Expecting + h.Staff + h.Others
}

// ClassQuiz is how the questions of a class were answered.
type ClassQuiz struct {
	Times  int // sheets
	Passed int // two thirds right at least
	Asked  int // questions
	Right  int
}

func (q *ClassQuiz) add(one care.Quiz) {
	if one.Asked == 0 { // taken back
		return
	}
	q.Times, q.Asked, q.Right = q.Times+1, q.Asked+one.Asked, q.Right+one.Right
	if one.Passed() {
		q.Passed++
	}
}

// parts are the figures of heads that a class keeps, by their field.
func (h *ClassHeads) parts() map[string]*int {
	return map[string]*int{
		"mothers": &h.Mothers, "fathers": &h.Fathers, "elders": &h.Elders, "expecting": &h.Expecting,
		"staff": &h.Staff, "others": &h.Others, "families": &h.Families, "away": &h.Away,
	}
}

// of is the figure that somebody of a role counts in.
func (h *ClassHeads) of(role string) *int {
	switch role {
	case "mother":
		return &h.Mothers
	case "father", "father-to-be":
		return &h.Fathers
	case "paternal-grandmother", "paternal-grandfather", "maternal-grandmother", "maternal-grandfather":
		return &h.Elders
	case "expecting":
		return &h.Expecting
	case "staff":
		return &h.Staff
	}
	return &h.Others
}

// headsOf counts who came: a grandmother who was written down with both her grandchildren
// is one.
func headsOf(here []care.ClassHere, families map[hub.ID]hub.ID) ClassHeads {
	h := ClassHeads{Counted: -1}
	known, seen := map[hub.ID]bool{}, map[string]bool{}
	for _, one := range here {
		if one.Known() {
			family := families[one.Subject]
			who := family.String() + one.Role
			if one.Role == "other" || one.Role == "aunt" || one.Role == "uncle" || one.Role == "sibling" {
				who += one.Person.String() // of these a child may have several
			}
			if seen[who] {
				continue
			}
			seen[who], known[family] = true, true
		}
		*h.of(one.Role)++
		if one.Way != "room" {
			h.Away++
		}
	}
	h.Families = len(known)
	return h
}

// tally is the figures that a class that is over keeps of itself: what they say stays
// though a child is erased.
type tally struct {
	heads ClassHeads
	quiz  ClassQuiz
	kept  bool
}

// tallyOf is the tally that stands in a class.
func tallyOf(c *care.Class) tally {
	return tally{
		heads: ClassHeads{Mothers: c.Mothers, Fathers: c.Fathers, Elders: c.Elders, Expecting: c.Expecting, Staff: c.Staff,
			Others: c.Others, Families: c.Families, Away: c.Away, Near: c.Near, Counted: c.Heads},
		quiz: ClassQuiz{Times: c.Quizzes, Passed: c.Passed},
		kept: c.Held(),
	}
}

// most is the tally with what is known now: the greater of both, since what was erased is
// missing in the one, and what two boxes noted at a time in the other.
func (t tally) most(now ClassHeads, quiz ClassQuiz) (ClassHeads, ClassQuiz) {
	now.Counted, now.Near = t.heads.Counted, t.heads.Near
	if !t.kept {
		return now, quiz
	}
	stood := t.heads.parts()
	for name, n := range now.parts() {
		*n = max(*n, *stood[name])
	}
	quiz.Times, quiz.Passed = max(quiz.Times, t.quiz.Times), max(quiz.Passed, t.quiz.Passed)
	return now, quiz
}

// moved is the tally after somebody was written down, or taken back, late.
func (t tally) moved(before, after ClassHeads) form.Values {
	was, is, stood := before.parts(), after.parts(), t.heads.parts()
	out := form.Values{}
	for name, n := range is {
		if diff := *n - *was[name]; diff != 0 {
			out[name] = max(0, *stood[name]+diff)
		}
	}
	return out
}

// values is the tally as a class keeps it.
func (h ClassHeads) values(q ClassQuiz) form.Values {
	out := form.Values{"quizzes": q.Times, "passed": q.Passed}
	for name, n := range h.parts() {
		out[name] = *n
	}
	return out
}

package care

import (
	"strconv"
	"strings"

	"yizhan/hub"
)

// Quiz is the questions of a lesson, answered once. The subject is the child whose family
// answered, or the site where nobody says who it was.
type Quiz struct {
	Ref
	Lesson  string  `form:"lesson"` // its key
	Version int     `form:"version"`
	Title   string  `form:"title"`
	Class   string  `form:"class"` // mothers, pregnancy
	Day     hub.Day `form:"day"`
	Asked   int     `form:"asked"`
	Right   int     `form:"right"`
	Answers string  `form:"answers"` // as Pressed writes them; "" this box may not read them
	Site    hub.ID  `form:"site"`
	Held    hub.ID  `form:"held"` // the class in which it was answered; zero: none
}

// Passed says whether enough was right: two of three.
func (q Quiz) Passed() bool { return q.Asked > 0 && 3*q.Right >= 2*q.Asked }

// Anonymous says whether nobody knows who answered.
func (q Quiz) Anonymous() bool { return q.Subject == q.Site }

// Pressed writes which answer of each question was pressed, as a family's copy shows it:
// 1、3、2.
func Pressed(answers []int) string {
	words := make([]string, len(answers))
	for i, a := range answers {
		words[i] = strconv.Itoa(a)
	}
	return strings.Join(words, "、")
}

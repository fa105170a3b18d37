package station

import (
	"fmt"

	"yizhan/hub"
	"yizhan/hub/lesson"
	"yizhan/kiosk/page"
)

// quizDone says what was right, why, and which page to read again.
func (s *Station) quizDone(v *visit) error {
	q, err := v.quiz()
	if err != nil {
		return err
	}
	right, whole := q.l.Score(q.answers)
	if !whole {
		return v.see(q.at("/ask"))
	}
	whose, err := v.whose(q)
	if err != nil {
		return err
	}
	f := v.frame("答完了")
	f.Hint, f.Back = joinFacts(q.l.Title, whose), "/lesson?of="+string(q.l.Class)
	f.Undo = v.undo(lessonAt(q.l)+"/undo", whose, fmt.Sprintf("答对 %d 题，记好了", right))
	if f.Undo != nil {
		f.Undo.Mark = "答"
	}
	p := page.Rows{Frame: f, Lead: quizWord(right), Prev: f.Back, Last: true,
		Ways: []page.Link{{Href: lessonAt(q.l) + "/who", Text: "换一家答"}, {Href: f.Back, Text: "好了", Icon: "i-check"}}}
	for i, one := range q.l.Quiz {
		row := page.Row{Icon: "f-good", Bold: one.Text, Small: one.Why, Tag: "对了"}
		if q.answers[i] != one.Right {
			row.Icon, row.Tag, row.Care = "f-so", "再看看", true
			row.Href, row.Way = lessonPageAt(q.l, one.See), "看这一页"
		}
		p.Rows = append(p.Rows, row)
	}
	return v.render(p)
}

// quizWord is what is said to who answered: no mark, and nobody is told off.
func quizWord(right int) string {
	switch right {
	case lesson.Questions:
		return "三题都对，真好。回家也说给家里人听。"
	case 0:
		return "没关系，再看一看这几页，就记住了。"
	}
	return "答得不错。还有拿不准的，再看一看那一页，就记住了。"
}

// quizUndo takes a quiz back, and leads to who answers.
func (s *Station) quizUndo(v *visit) error {
	l, err := v.lesson()
	if err != nil {
		return err
	}
	if _, err := v.takeBack(); err != nil {
		if hub.CodeOf(err) != hub.CodeConflict {
			return err
		}
	}
	return v.see(lessonAt(l) + "/who")
}

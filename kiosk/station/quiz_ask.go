package station

import (
	"fmt"
	"html/template"
	"net/url"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/lesson"
	"yizhan/kiosk/page"
)

// quizState is how far somebody is with the questions of a lesson. It stands in the
// address: until the last one is answered nothing is kept of anybody.
type quizState struct {
	l       *lesson.Lesson
	child   hub.ID // zero: nobody in particular
	answers []int
}

func (q quizState) at(path string) string {
	values := url.Values{}
	if !q.child.IsZero() {
		values.Set("for", q.child.String())
	}
	pressed := ""
	for _, a := range q.answers {
		pressed += strconv.Itoa(a)
	}
	if pressed != "" {
		values.Set("a", pressed)
	}
	if len(values) == 0 {
		return lessonAt(q.l) + path
	}
	return lessonAt(q.l) + path + "?" + values.Encode()
}

// quiz reads the state out of the address; what is no answer ends it there.
func (v *visit) quiz() (q quizState, err error) {
	if q.l, err = v.lesson(); err != nil {
		return q, err
	}
	q.child, _ = hub.ParseID(v.URL.Query().Get("for")) // none is nobody in particular
	for _, r := range v.URL.Query().Get("a") {
		if r < '1' || r > '0'+lesson.Answers || len(q.answers) == lesson.Questions {
			break
		}
		q.answers = append(q.answers, int(r-'0'))
	}
	return q, nil
}

// whose says in the head of a question who answers.
func (v *visit) whose(q quizState) (string, error) {
	if q.child.IsZero() {
		return "不记名", nil
	}
	name, err := v.s.Desk.NameOf(v.ctx(), v.who.Actor, "child", q.child)
	if name == "" {
		return "这一家", err
	}
	return name + "家", err
}

// quizAsk is one question.
func (s *Station) quizAsk(v *visit) error {
	q, err := v.quiz()
	if err != nil {
		return err
	}
	n := len(q.answers)
	if n == lesson.Questions {
		return v.see(q.at("/done"))
	}
	whose, err := v.whose(q)
	if err != nil {
		return err
	}
	one := q.l.Quiz[n]
	f := v.frame(q.l.Title)
	f.Hint, f.Back = joinFacts("答一答", whose), lessonAt(q.l)
	said := []string{q.l.Said()[len(q.l.Pages)+n].Key}
	if one.Faces {
		said = append(said, "quiz-faces")
	}
	f.Aloud = s.aloudOf(desk.LessonPrompts(q.l.Key), hub.ID{}, q.at("/ask"), said...)
	p := page.LessonAsk{Frame: f, Action: q.at("/ask"), Asks: asked(one), Count: fmt.Sprintf("第 %d 题，共 %d 题", n+1, lesson.Questions), Prev: lessonAt(q.l) + "/who"}
	if n > 0 {
		p.Prev = quizState{q.l, q.child, q.answers[:n-1]}.at("/ask")
	}
	return v.render(p)
}

func asked(one lesson.Question) *page.Faces {
	if one.Faces {
		return page.Manages("answer", one.Text)
	}
	asks := page.Pictured("answer", one.Text)
	for i, a := range one.Answers {
		asks.Add(strconv.Itoa(i+1), a.Text, template.HTML(a.Drawing)) // written anew by lesson.Draw
	}
	return asks
}

// quizTake takes an answer; the last one keeps the whole quiz.
func (s *Station) quizTake(v *visit) error {
	q, err := v.quiz()
	if err != nil {
		return err
	}
	if a := v.form.Int("answer"); len(q.answers) < lesson.Questions && a >= 1 && a <= lesson.Answers {
		q.answers = append(q.answers, a)
	}
	if len(q.answers) < lesson.Questions {
		return v.see(q.at("/ask"))
	}
	out, err := s.Desk.NoteQuiz(v.ctx(), v.who.Actor, desk.Answered{Request: v.form.Request(), Lesson: q.l.Key, Child: q.child, Answers: q.answers})
	if err != nil {
		return err
	}
	at := q.at("/done")
	return v.see(at + "&done=" + out.Commit.String())
}

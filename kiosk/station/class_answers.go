package station

import (
	"fmt"
	"html/template"

	"yizhan/hub/class"
	"yizhan/hub/lesson"
	"yizhan/kiosk/page"
)

// askedLesson is the lesson whose questions stand on the phones: that of the slide, or the
// first. Only says whether no slide is of another one.
func (s *Station) askedLesson(now class.Now) (l *lesson.Lesson, only bool) {
	key := ""
	if now.Slide > 0 && now.Slide <= len(now.Slides) {
		key = now.Slides[now.Slide-1].Lesson
	}
	only = true
	for _, one := range now.Slides {
		if key == "" {
			key = one.Lesson
		}
		only = only && (one.Lesson == "" || one.Lesson == key)
	}
	l, ok := s.Desk.Lessons().Get(key)
	if !ok {
		return nil, false
	}
	return l, only
}

// answers shows how the three questions are answered while they stand on the phones. Which
// answer is right is not told then, since the room sees this page too; what was right is
// summed up once they are taken away.
func (s *Station) answers(p *page.ClassLive, now class.Now) {
	l, only := s.askedLesson(now)
	if l == nil || !now.From.IsZero() {
		return
	}
	given, right := 0, 0
	for q, asked := range l.Quiz {
		one := page.Tally{Question: asked.Text}
		for a, answer := range asked.Answers {
			n := now.Answers[q][a]
			if given += n; a+1 == asked.Right {
				right += n
			}
			one.Answers = append(one.Answers, page.TallyAnswer{Text: answer.Text, Drawing: template.HTML(answer.Drawing), Count: n}) // written anew by lesson.Draw
		}
		if asked.Faces {
			for a, f := range page.Manages("", "").Set {
				one.Answers[a].Icon, one.Answers[a].Text = f.Icon, f.Text
			}
		}
		if now.Asking {
			p.Slide.Asked = append(p.Slide.Asked, one)
		}
	}
	switch {
	case now.Asking || given == 0:
	case only:
		p.Right = fmt.Sprintf("三道题：答了 %d 回，对了 %d 回", given, right)
	default: // whose questions they were nobody knows any more
		p.Right = fmt.Sprintf("三道题：答了 %d 回", given)
	}
}

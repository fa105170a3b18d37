package station

import (
	"fmt"
	"html/template"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/lesson"
	"yizhan/hub/markdown"
	"yizhan/kiosk/page"
)

// lessonPage is a page of a lesson: ?page=2.
func (s *Station) lessonPage(v *visit) error {
	l, err := v.lesson()
	if err != nil {
		return err
	}
	n := min(max(1, number(v.URL.Query().Get("page"))), len(l.Pages))
	one := l.Pages[n-1]
	f := v.frame(l.Title)
	f.Hint, f.Back, f.Here = joinFacts(l.Class.Title(), l.For(), fmt.Sprintf("第 %d 页", n)), "/lesson?of="+string(l.Class), lessonPageAt(l, n)
	if v.who.Signed {
		f.Aloud = s.aloudOf(desk.LessonPrompts(l.Key), hub.ID{}, f.Here, l.Said()[n-1].Key)
	} else {
		f.Idle = 0
	}
	p := page.Lesson{Frame: f, Drawing: template.HTML(one.Drawing), Head: one.Title, Prev: f.Back, // written anew by lesson.Draw
		Pieces: page.Pieces([]markdown.Section{{Blocks: one.Blocks}}), Count: fmt.Sprintf("第 %d 页，共 %d 页", n, len(l.Pages))}
	if s.Shelf != nil {
		s.withPack(&p, l, n)
	}
	if n > 1 {
		p.Before = lessonPageAt(l, n-1)
	}
	if n < len(l.Pages) {
		p.After = lessonPageAt(l, n+1)
	} else {
		p.Quiz, p.Source = lessonAt(l)+"/who", lessonAt(l)+"/sources"
	}
	return v.render(p)
}

// lessonSources says whence a lesson is known, and what may be done with it.
func (s *Station) lessonSources(v *visit) error {
	l, err := v.lesson()
	if err != nil {
		return err
	}
	f := v.frame("从哪里知道的")
	f.Hint, f.Back = joinFacts(l.Title, fmt.Sprintf("第 %d 版", l.Version)), lessonPageAt(l, len(l.Pages))
	p := page.Rows{Frame: f, Prev: f.Back}
	for _, source := range l.Sources {
		p.Rows = append(p.Rows, page.Row{Icon: "i-list", Text: source})
	}
	p.Rows = append(p.Rows, page.Row{Icon: "i-pen", Text: s.madeBy(l)})
	return v.render(p)
}

func lessonPageAt(l *lesson.Lesson, n int) string { return fmt.Sprintf("%s?page=%d", lessonAt(l), n) }

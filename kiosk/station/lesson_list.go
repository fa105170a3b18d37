package station

import (
	"fmt"
	"html/template"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/lesson"
	"yizhan/kiosk/page"
)

// lessonsShown is how many lessons stand on a screen: a year's and three more.
const lessonsShown = 15

// lessonList is the lessons of a class with a picture each, those for the youngest first.
// Who is signed in sees which of them families here need now, and those first.
func (s *Station) lessonList(v *visit) error {
	class := lesson.Class(v.URL.Query().Get("of"))
	if class.Title() == "" {
		class = lesson.Mothers
	}
	f := v.frame(class.Title())
	f.Hint, f.Back = "点一课，一页一页看", "/"
	lessons := s.Desk.Lessons().Of(class)
	var use lessonUse
	if v.who.Signed {
		f.Back = "/more"
		var err error
		if use, err = s.lessonUse(v, lessons); err != nil {
			return err
		}
		hub.SortStable(lessons, use.order)
		if use.any() {
			f.Hint = "黄的，正有人家用得着"
		}
	}
	p := page.Lessons{Frame: f, Prev: f.Back}
	if s.Shelf != nil && v.who.Signed {
		p.Ways = append(p.Ways, page.Link{Href: broughtAt, Text: s.broughtWord(), Icon: "i-stick"})
	}
	for _, c := range []lesson.Class{lesson.Mothers, lesson.Pregnancy} {
		p.Tabs = append(p.Tabs, page.Choice{Value: "/lesson?of=" + string(c), Text: c.Title(), On: c == class})
	}
	if v.who.Signed && v.who.Actor.May(hub.ActTeach) {
		p.Title, p.Tabs = "妈妈课堂", classTabs("/lesson?of="+string(class))
	}
	lessons, p.Pages = pagedOn(lessons, lessonsShown, v.URL.Query().Get("page"), "/lesson?of="+string(class)+"&page=")
	for _, l := range lessons {
		tile := page.LessonTile{Href: lessonAt(l), Text: l.Title, Whom: l.For(), Drawing: template.HTML(l.Pages[0].Drawing)} // written anew by lesson.Draw
		if n := use.meant[l.Key]; n > 0 {
			tile.Meant = fmt.Sprintf("%d 家", n)
		}
		if n := use.counts[l.Key]; n.Times > 0 {
			tile.Asked = fmt.Sprintf("答 %d 回", n.Times)
		}
		p.Tiles = append(p.Tiles, tile)
	}
	return v.render(p)
}

// lessonUse is what a site needs of its lessons, and what it made of them.
type lessonUse struct {
	meant  map[string]int // families who need a lesson now
	counts map[string]desk.QuizCount
}

func (u lessonUse) any() bool { return len(u.meant) > 0 }

// order has what somebody needs first, and of that what is soonest over.
func (u lessonUse) order(a, b *lesson.Lesson) int {
	first, second := u.meant[a.Key] > 0, u.meant[b.Key] > 0
	switch {
	case first != second && first:
		return -1
	case first != second:
		return 1
	case first:
		return (a.To - a.From) - (b.To - b.From)
	}
	return 0
}

func (s *Station) lessonUse(v *visit, lessons []*lesson.Lesson) (u lessonUse, err error) {
	children, err := s.Desk.ChildrenOf(v.ctx(), v.site.ID)
	if err != nil {
		return u, err
	}
	u.meant = lessonsMeant(lessons, children, s.Desk.Today())
	if v.who.Actor.May(hub.ActTeach) {
		u.counts, err = s.Desk.QuizCounts(v.ctx(), v.who.Actor, s.Desk.Today().Add(-365))
	}
	return u, err
}

// passing is in how many months, or weeks of pregnancy, the time of a lesson is over. What
// is meant for longer is for everybody and can be told at any time.
const passing = 14

// lessonsMeant counts the families who need a lesson while its time lasts, each once a
// lesson; of who expects a child only those whose day is known, or all would be needed.
func lessonsMeant(lessons []*lesson.Lesson, children []care.Child, today hub.Day) map[string]int {
	out := map[string]int{}
	for _, l := range lessons {
		if l.To-l.From > passing {
			continue
		}
		seen := map[hub.ID]bool{}
		for _, c := range children {
			if c.Birth != "" && !seen[c.FamilyID()] && meantFor(l, c, today) == 1 {
				seen[c.FamilyID()] = true
				out[l.Key]++
			}
		}
	}
	return out
}

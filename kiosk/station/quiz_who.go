package station

import (
	"net/http"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/lesson"
	"yizhan/kiosk/page"
)

// quizWho asks whose family answers: a tile, a card, or nobody in particular.
func (s *Station) quizWho(v *visit) error {
	l, err := v.lesson()
	if err != nil {
		return err
	}
	return s.showWho(v, l, 0)
}

func (s *Station) showWho(v *visit, l *lesson.Lesson, from int) error {
	children, err := s.Desk.ChildrenOf(v.ctx(), v.site.ID)
	if err != nil {
		return err
	}
	today := s.Desk.Today()
	hub.SortStable(children, func(a, b care.Child) int { return meantFor(l, b, today) - meantFor(l, a, today) })
	f := v.frame(l.Title)
	f.Hint, f.Back = "答一答 · 三个小问题", lessonPageAt(l, len(l.Pages))
	if s.Cards != nil {
		f.Scans = lessonAt(l) + "/card"
	}
	f.Aloud = s.aloudOf("quiz", hub.ID{}, lessonAt(l)+"/who", "quiz-start")
	p := page.Choose{Frame: f, Action: lessonAt(l) + "/who", Question: "谁家来答？", Field: "pick", Prev: f.Back, Next: "不记名，开始",
		Quiet: "知道是谁家就点一下，记在这一家；不记名，谁也不知道是谁答的。"}
	if s.Cards != nil {
		p.Write = "按家庭卡号"
	}
	if from >= len(children) {
		from = 0
	}
	p.From, p.More = from, len(children) > tilesOfAsk
	for _, c := range children[from:min(len(children), from+tilesOfAsk)] {
		p.Tiles = append(p.Tiles, s.childTile(c))
	}
	return v.render(p)
}

// meantFor is 1 for a child of the age that a lesson is for: those are asked first. One
// that is to be born is of the weeks that its day leaves; of all while nobody knows it.
func meantFor(l *lesson.Lesson, c care.Child, today hub.Day) int {
	from, to := calendar.AddMonths(c.Birth, l.From), calendar.AddMonths(c.Birth, l.To+1)
	born := c.Birth != "" && c.Birth <= today
	if l.Class == lesson.Pregnancy {
		if born {
			return 0
		}
		if c.Birth == "" {
			return 1
		}
		begun := c.Birth.Add(-calendar.FullTerm)
		from, to = begun.Add(7*l.From), begun.Add(7*(l.To+1))
	} else if !born {
		return 0
	}
	if from <= today && today < to {
		return 1
	}
	return 0
}

func (s *Station) quizWhoTake(v *visit) error {
	l, err := v.lesson()
	if err != nil {
		return err
	}
	if picked := v.form.ID("pick"); !picked.IsZero() {
		return v.see(quizState{l: l, child: picked}.at("/ask"))
	}
	switch v.form.Text("go") {
	case "next":
		return v.see(quizState{l: l}.at("/ask"))
	case "write":
		return v.render(s.quizCardPage(v, l, "", nil))
	}
	return s.showWho(v, l, v.form.Int("from")+tilesOfAsk)
}

// quizCardPage takes the figures of a family's card.
func (s *Station) quizCardPage(v *visit, l *lesson.Lesson, typed string, wrong error) page.Figures {
	p := s.cardPage(v, typed, wrong)
	p.Title, p.Back = "谁家来答", lessonAt(l)+"/who"
	p.Scans, p.Action, p.Prev, p.Next = lessonAt(l)+"/card", lessonAt(l)+"/card", lessonAt(l)+"/who", "就是这家"
	return p
}

// quizCard finds the family by its card, scanned or pressed.
func (s *Station) quizCard(v *visit) error {
	l, err := v.lesson()
	if err != nil {
		return err
	}
	if s.Cards == nil {
		return hub.E(hub.CodeNotFound, "card.none")
	}
	if v.form.Has("keep") { // what is typed so far: nothing is kept
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	pad := page.Pad{Length: cardFigures, Typed: trailing(v.form.Text("card"))}
	if key := v.form.Text("key"); key != "" {
		return v.render(s.quizCardPage(v, l, pad.Press(key), nil))
	}
	child, err := s.Cards.Open(v.ctx(), v.who.Actor, pad.Typed)
	if err != nil {
		if question(err) {
			return v.again(err, s.quizCardPage(v, l, "", err))
		}
		return err
	}
	return v.see(quizState{l: l, child: child}.at("/ask"))
}

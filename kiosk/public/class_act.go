package public

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/hub/lesson"
	"yizhan/hub/words"
)

// questionMost is how long a question may be, in characters.
const questionMost = 200

// act does what was tapped. What makes no sense now, or is nothing, changes nothing: the
// phone may have been behind.
func (p *Public) act(ctx context.Context, one *seat, do, value, text string) {
	now := p.held()
	live := now.State != class.None && now.Class == one.class
	if live {
		p.tilesFor(ctx, one, now) // whose tile is gone is nobody by now
	}
	var guest class.Guest
	var chosen bool
	p.seats.with(one, func() { one.fault, guest, chosen = "", one.guest, one.chosen })
	switch {
	case do == "mine" && live && !chosen:
		p.takeTile(ctx, one, now, value)
	case do == "notmine":
		p.leaveTile(one)
	case do == "who":
		p.name(ctx, one, value)
	case do == "rate" && !live && chosen:
		p.rate(ctx, one, value)
	case do == "question" && !live && chosen:
		p.question(ctx, one, text)
	case do == "nothing" && !live:
		p.seats.with(one, func() { one.last = true })
	case !live || !chosen: // nobody has a hand before she has said who she is
	case do == "hand" || do == "down":
		_ = p.Class.Raise(guest, do == "hand") // it was over just now: the page says so
	case do == "thumb":
		_ = p.Class.Thumb() // the same
	case do == "answer":
		p.answer(ctx, one, now, value)
	}
}

// name says who listens. A family that showed its card is noted as come, once; one whose
// tile was tapped is not: a worker has marked it, and a tap by anybody proves nothing.
func (p *Public) name(ctx context.Context, one *seat, role string) {
	word := roleWord(role)
	var come bool
	p.seats.with(one, func() {
		if word == "" && !one.child.IsZero() { // the worker sees who of the family
			return
		}
		one.chosen, one.role = true, role
		switch {
		case !one.child.IsZero():
			one.guest.Name, one.guest.Child = one.nick+"的"+word, one.child
		case word == "":
			one.guest.Name = fmt.Sprintf("手机 %d", one.number)
		default:
			one.guest.Name = fmt.Sprintf("%s（手机 %d）", word, one.number)
		}
		card := !one.child.IsZero() && !one.tile
		come, one.came = card && !one.came && !one.class.IsZero(), one.came || card
	})
	if !come {
		return
	}
	if err := p.Families.Come(ctx, one.class, one.child, role); err != nil {
		p.Log.Error("a family that listens by phone was not noted", "code", string(hub.CodeOf(err)), "cause", err)
		p.seats.with(one, func() { one.came, one.chosen, one.fault = false, false, words.Say("inclass.not-kept") })
	}
}

// answer takes an answer to a question; the last one keeps all three.
func (p *Public) answer(ctx context.Context, one *seat, now class.Now, value string) {
	l := p.asked(now)
	a, err := strconv.Atoi(value)
	if l == nil || err != nil || a < 1 || a > lesson.Answers {
		return
	}
	var whole quiz
	nth := 0 // which question, of this phone's
	p.seats.with(one, func() {
		if one.quiz.lesson != l.Key {
			one.quiz = quiz{request: hub.NewID(), lesson: l.Key}
		}
		if len(one.quiz.answers) < lesson.Questions {
			one.quiz.answers = append(one.quiz.answers, a)
			nth = len(one.quiz.answers)
		}
		if len(one.quiz.answers) == lesson.Questions && !one.quiz.kept {
			one.quiz.kept, whole = true, one.quiz
		}
	})
	_ = p.Class.Answer(nth, a) // 0 is none; it was over just now
	if whole.lesson == "" {
		return
	}
	if err := p.Families.Answer(ctx, whole.request, one.class, one.child, whole.lesson, whole.answers); err != nil {
		p.Log.Error("a quiz was not kept", "code", string(hub.CodeOf(err)), "cause", err)
		p.seats.with(one, func() { // the last question stands again
			one.quiz.kept, one.quiz.answers, one.fault = false, one.quiz.answers[:lesson.Questions-1], words.Say("inclass.not-kept")
		})
	}
}

// asked is the lesson whose questions stand on the phones: that of the slide, or the first.
func (p *Public) asked(now class.Now) *lesson.Lesson {
	if !now.Asking {
		return nil
	}
	key := ""
	if now.Slide > 0 && now.Slide <= len(now.Slides) {
		key = now.Slides[now.Slide-1].Lesson
	}
	for i := 0; key == "" && i < len(now.Slides); i++ {
		key = now.Slides[i].Lesson
	}
	l, ok := p.Families.Lessons().Get(key)
	if !ok {
		return nil
	}
	return l
}

// rate keeps how it was, once.
func (p *Public) rate(ctx context.Context, one *seat, value string) {
	rating := map[string]int{"good": 3, "so": 2, "bad": 1}[value]
	if rating == 0 {
		return
	}
	var said bool
	p.seats.with(one, func() { said, one.rated = one.rated, true })
	if said {
		return
	}
	if err := p.Families.Word(ctx, one.class, one.child, rating, ""); err != nil {
		p.unkept(one, err)
		p.seats.with(one, func() { one.rated = false })
	}
}

// question keeps one question, once.
func (p *Public) question(ctx context.Context, one *seat, text string) {
	text = strings.TrimSpace(text)
	if !utf8.ValidString(text) || utf8.RuneCountInString(text) > questionMost {
		p.seats.with(one, func() { one.fault = words.Say("inclass.long") })
		return
	}
	var said bool
	p.seats.with(one, func() { said, one.last = one.last, true })
	if said || text == "" {
		return
	}
	if err := p.Families.Word(ctx, one.class, one.child, 0, text); err != nil {
		p.unkept(one, err)
		p.seats.with(one, func() { one.last = false })
	}
}

func (p *Public) unkept(one *seat, err error) {
	p.Log.Error("a word after the class was not kept", "code", string(hub.CodeOf(err)), "cause", err)
	p.seats.with(one, func() { one.fault = words.Say("inclass.not-kept") })
}

package public

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html/template"
	"slices"
	"strconv"

	"yizhan/hub/class"
	"yizhan/hub/lesson"
	"yizhan/hub/markdown"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
)

// drawnPart is a page's part, and a name for it: a phone that has it is not sent it again.
func drawnPart(v page.PhoneClass) (raw []byte, rev string, err error) {
	var b bytes.Buffer
	if err := page.RenderParts(&b, v); err != nil {
		return nil, "", err
	}
	sum := sha256.Sum256(b.Bytes())
	return b.Bytes(), hex.EncodeToString(sum[:8]), nil
}

// view is what a phone shows now.
func (p *Public) view(ctx context.Context, one *seat) page.PhoneClass {
	now := p.held()
	live := now.State != class.None && now.Class == one.class
	var tiles []tile
	if live {
		tiles = p.tilesFor(ctx, one, now)
	}
	p.seats.mu.Lock()
	defer p.seats.mu.Unlock()
	v := page.PhoneClass{Class: one.title, Fault: one.fault, Known: !one.child.IsZero()}
	for _, t := range tiles {
		shown := page.PhoneTile{Value: t.token, Name: t.Shown, Peg: page.PegOf(t.Peg, t.Child)}
		if one.child.IsZero() {
			v.Tiles = append(v.Tiles, shown)
		} else if one.tile && one.child == t.Child {
			v.Mine = &shown
		}
	}
	switch {
	case one.class.IsZero():
		v.Step = page.PhoneNone
	case live && !one.chosen:
		v.Step, v.Kins, v.Code = page.PhoneWho, roles(), now.Code
	case live:
		p.live(&v, one, now)
	case now.Left == one.class:
		v.Step = page.PhoneLeft
	case one.chosen && !one.rated:
		v.Step, v.Asks = page.PhoneRate, page.Rates("rate", "今天这堂课，怎么样？")
	case one.chosen && !one.last:
		v.Step = page.PhoneLast
	default:
		v.Step = page.PhoneThanks
	}
	return v
}

// live is the class as it goes on.
func (p *Public) live(v *page.PhoneClass, one *seat, now class.Now) {
	v.Step, v.Class, v.Code, v.Ear, v.Paused = page.PhoneNow, now.Title, now.Code, one.ear, now.State == class.Paused
	sound := p.Class.Sound().State()
	v.Plays, v.Silent = p.plays(), sound.Trouble != nil
	v.Hand = slices.ContainsFunc(now.Hands, func(g class.Guest) bool { return g.ID == one.guest.ID })
	if l := p.asked(now); l != nil {
		questions(v, l, one.quiz)
		return
	}
	if now.Slide < 1 || now.Slide > len(now.Slides) {
		v.Slide.Head = now.Title
		return
	}
	v.Count = fmt.Sprintf("第 %d 页，共 %d 页", now.Slide, len(now.Slides))
	v.Slide = p.slide(now.Slides[now.Slide-1])
	if s := now.Slides[now.Slide-1]; !s.Picture.IsZero() || p.photoOf(s) != nil {
		v.Slide.Picture = fmt.Sprintf("/c/picture/%s/%d", one.ear, now.Slide)
	}
}

// slide is what a slide says.
func (p *Public) slide(s class.Slide) page.Slide {
	out := page.Slide{Head: s.Title}
	if l, ok := p.Families.Lessons().Get(s.Lesson); ok && s.Page > 0 && s.Page <= len(l.Pages) {
		one := l.Pages[s.Page-1]
		out.Head, out.Drawing = one.Title, template.HTML(one.Drawing) // written anew by lesson.Draw
		if p.Families.LessonPhoto(l, s.Page) != nil {
			out.Drawing = ""
		}
		out.Pieces = page.Pieces([]markdown.Section{{Blocks: one.Blocks}})
		return out
	}
	if sections, err := markdown.Parse(s.Text); err == nil { // the Desk takes no other
		out.Pieces = page.Pieces(sections)
	}
	return out
}

// questions is the next question of a lesson, or what was right.
func questions(v *page.PhoneClass, l *lesson.Lesson, q quiz) {
	n := 0
	if q.lesson == l.Key {
		n = len(q.answers)
	}
	if n < lesson.Questions {
		v.Step, v.Count, v.Asks = page.PhoneAsk, fmt.Sprintf("第 %d 题，共 %d 题", n+1, lesson.Questions), askedBy(l.Quiz[n])
		return
	}
	v.Step = page.PhoneRight
	right, _ := l.Score(q.answers) // there are three, from 1 to 3
	if v.Right = words.Say("inclass.some", right); right == lesson.Questions {
		v.Right = words.Say("inclass.all-right")
	}
	for i, one := range l.Quiz {
		if q.answers[i] != one.Right {
			v.Told = append(v.Told, page.PhoneAnswer{Title: one.Text, Answer: one.Why})
		}
	}
}

func askedBy(one lesson.Question) *page.Faces {
	if one.Faces {
		return page.Manages("answer", one.Text)
	}
	asks := page.Pictured("answer", one.Text)
	for i, a := range one.Answers {
		asks.Add(strconv.Itoa(i+1), a.Text, template.HTML(a.Drawing)) // written anew by lesson.Draw
	}
	return asks
}

// photoOf opens the photo of a lesson's page, which stands for its drawing; nil there is none.
func (p *Public) photoOf(s class.Slide) func() ([]byte, error) {
	l, ok := p.Families.Lessons().Get(s.Lesson)
	if !ok || s.Page < 1 || s.Page > len(l.Pages) {
		return nil
	}
	return p.Families.LessonPhoto(l, s.Page)
}

// pictureOf opens the picture of a slide; nil where it has none.
func (p *Public) pictureOf(ctx context.Context, now class.Now, slide string) func() ([]byte, error) {
	n, err := strconv.Atoi(slide)
	if err != nil || n < 1 || n > len(now.Slides) {
		return nil
	}
	s := now.Slides[n-1]
	if s.Picture.IsZero() {
		return p.photoOf(s)
	}
	return func() ([]byte, error) { return p.Families.Picture(ctx, now.Class, s.Picture) }
}

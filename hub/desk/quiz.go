package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
	"yizhan/hub/lesson"
)

// Lessons are those that can be read here: what the program carries and what packs bring.
func (d *Desk) Lessons() *lesson.Shelf {
	if s := d.lessons.Load(); s != nil {
		return s
	}
	return lesson.Shipped()
}

// Shelve puts the lessons of packs beside those of the program; one of the same key takes
// the other's place. What was shelved before is no longer there. Where there are none, the
// program's are not even read before somebody asks for them.
func (d *Desk) Shelve(packs []*lesson.Lesson) {
	if len(packs) == 0 {
		d.lessons.Store(nil)
		return
	}
	d.lessons.Store(lesson.Shipped().With(packs))
}

// MayTeach says whether somebody may bring lessons in, and take them away.
func (d *Desk) MayTeach(actor hub.Actor) error { return d.allow(actor, hub.ActTeach) }

// Answered is a quiz that somebody has finished.
type Answered struct {
	Request hub.ID
	Lesson  string // key
	Child   hub.ID // whose family answered; zero: nobody says who it was
	Answers []int  // 1 to 3, one a question
	Class   hub.ID // in which it was answered; zero: none
}

// NoteQuiz keeps a finished quiz: of a family with its child's records, erased as they
// are; of nobody with the site's, with nothing that could tell who it was. The lesson says
// what is right. A family's own phone may, too. Errors: CodeNotFound, CodeForbidden,
// CodeInvalid where a question has no answer.
func (d *Desk) NoteQuiz(ctx context.Context, actor hub.Actor, a Answered) (hub.Outcome, error) {
	if err := d.told(actor); err != nil {
		return hub.Outcome{}, err
	}
	l, ok := d.Lessons().Get(a.Lesson)
	if !ok {
		return hub.Outcome{}, hub.E(hub.CodeNotFound, "lesson.gone")
	}
	right, ok := l.Score(a.Answers)
	if !ok {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "lesson.unanswered")
	}
	subject := actor.Site
	if !a.Child.IsZero() {
		c, err := d.child(ctx, a.Child)
		if err != nil {
			return hub.Outcome{}, err
		}
		if c.Withdrawn != "" {
			return hub.Outcome{}, hub.E(hub.CodeInvalid, "desk.no-child")
		}
		subject = c.ID
	}
	id := hub.DeriveID("quiz", subject, a.Request.String())
	return d.append(ctx, actor, a.Request, d.forms.Edit("quiz", id, subject, compact(form.Values{
		"lesson": l.Key, "version": l.Version, "title": l.Title, "class": string(l.Class), "day": d.Today(),
		"asked": len(a.Answers), "right": right, "answers": care.Pressed(a.Answers), "site": actor.Site, "held": orNil(a.Class),
	})))
}

// QuizCount is how a lesson's questions were answered at a site.
type QuizCount struct {
	Times    int // quizzes
	Families int // that are known, each once; the others said no name
	Asked    int // questions
	Right    int
}

// mostQuizzes bounds what is counted: many a day, all of a year.
const mostQuizzes = 5000

// QuizCounts says by lesson how its questions were answered at the worker's site since a
// day. Being there is another thing, and counted elsewhere.
func (d *Desk) QuizCounts(ctx context.Context, actor hub.Actor, since hub.Day) (map[string]QuizCount, error) {
	if err := d.allow(actor, hub.ActTeach); err != nil {
		return nil, err
	}
	recs, err := d.log.Newest(ctx, "quiz", "day", string(since), string(d.Today()), 0, mostQuizzes)
	if err != nil {
		return nil, err
	}
	out, seen := map[string]QuizCount{}, map[hub.ID]map[string]bool{}
	for _, q := range care.All[care.Quiz](d.forms, "quiz", recs) {
		if q.Site != actor.Site || q.Lesson == "" { // elsewhere, or taken back
			continue
		}
		n := out[q.Lesson]
		n.Times, n.Asked, n.Right = n.Times+1, n.Asked+q.Asked, n.Right+q.Right
		if seen[q.Subject] == nil {
			seen[q.Subject] = map[string]bool{}
		}
		if !q.Anonymous() && !seen[q.Subject][q.Lesson] {
			seen[q.Subject][q.Lesson] = true
			n.Families++
		}
		out[q.Lesson] = n
	}
	return out, nil
}

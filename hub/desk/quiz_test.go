package desk_test

import (
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/lesson"
)

// rightAnswers are those of a lesson.
func rightAnswers(l *lesson.Lesson) (out []int) {
	for _, q := range l.Quiz {
		out = append(out, q.Right)
	}
	return out
}

func (h *house) quizzes(subject hub.ID) []care.Quiz {
	recs, err := h.log.Of(h.t.Context(), subject, "quiz")
	if err != nil {
		h.t.Fatal(err)
	}
	return care.All[care.Quiz](h.Forms(), "quiz", recs)
}

// Who may keep what was answered, of whom; and that a refusal writes nothing.
func TestWhoNotesAQuiz(t *testing.T) {
	h := newHouse(t)
	child := h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13812340421"))
	answered := func(change func(*desk.Answered)) desk.Answered {
		a := desk.Answered{Request: hub.NewID(), Lesson: "feed-6", Child: child, Answers: []int{3, 2, 1}}
		if change != nil {
			change(&a)
		}
		return a
	}
	doctor, town, county := h.head, h.head, h.head
	doctor.Role, town.Role, county.Role = hub.RoleHealth, hub.RoleTownship, hub.RoleCounty
	before := h.commits()
	for _, tt := range []struct {
		name  string
		actor hub.Actor
		a     desk.Answered
		want  string
	}{
		{"without a PIN", h.wall, answered(nil), "desk.pin"},
		{"the township", town, answered(nil), "desk.may-not"},
		{"the county", county, answered(nil), "desk.may-not"},
		{"a lesson that is none", h.head, answered(func(a *desk.Answered) { a.Lesson = "song" }), "lesson.gone"},
		{"a child that is none", h.head, answered(func(a *desk.Answered) { a.Child = hub.NewID() }), "desk.no-child"},
		{"a question without an answer", h.head, answered(func(a *desk.Answered) { a.Answers = []int{3, 0, 1} }), "lesson.unanswered"},
		{"two answers", h.head, answered(func(a *desk.Answered) { a.Answers = []int{3, 2} }), "lesson.unanswered"},
		{"nothing", h.head, answered(func(a *desk.Answered) { a.Answers = nil }), "lesson.unanswered"},
	} {
		if _, err := h.NoteQuiz(t.Context(), tt.actor, tt.a); code(err) != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
	if _, err := h.QuizCounts(t.Context(), town, ""); code(err) != "desk.may-not" {
		t.Errorf("the township counts: %v", err)
	}
	if h.commits() != before {
		t.Fatal("a refusal wrote something")
	}
	a := answered(nil)
	out := must[hub.Outcome](t)(h.NoteQuiz(t.Context(), doctor, a))
	if again := must[hub.Outcome](t)(h.NoteQuiz(t.Context(), doctor, a)); again.Commit != out.Commit || h.commits() != before+1 {
		t.Errorf("the same press again: %v, %d commits", again, h.commits()-before)
	}
	got := h.quizzes(child)
	if len(got) != 1 || got[0].Right != 3 || got[0].Asked != 3 || got[0].Answers != "3、2、1" || got[0].Version != 1 || got[0].Title == "" || got[0].Anonymous() {
		t.Errorf("it is kept as %+v", got)
	}
	must[hub.Outcome](t)(h.Undo(t.Context(), h.head, hub.NewID(), out.Commit))
	if n := must[map[string]desk.QuizCount](t)(h.QuizCounts(t.Context(), h.head, "")); len(n) != 0 {
		t.Errorf("what was taken back counts: %+v", n)
	}
}

// What nobody put a name to says of no child anything; what a family answered is in its
// history and goes when its records go.
func TestAnonymousQuizNamesNobody(t *testing.T) {
	h := newHouse(t)
	child := h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13812340421"))
	must[hub.Outcome](t)(h.NoteQuiz(t.Context(), h.head, desk.Answered{Request: hub.NewID(), Lesson: "feed-6", Answers: []int{1, 1, 1}}))
	if of, site := h.quizzes(child), h.quizzes(h.site); len(of) != 0 || len(site) != 1 || !site[0].Anonymous() || site[0].Right != 1 {
		t.Errorf("the child's: %+v, the site's: %+v", of, site)
	}
	must[hub.Outcome](t)(h.NoteQuiz(t.Context(), h.head, desk.Answered{Request: hub.NewID(), Lesson: "feed-6", Child: child, Answers: []int{3, 2, 1}}))
	if of := h.quizzes(child); len(of) != 1 {
		t.Fatalf("the child's: %+v", of)
	}
	told := false
	for _, e := range must[[]hub.Entry](t)(h.History(t.Context(), h.head, child)) {
		for _, c := range e.Changes {
			told = told || c.Kind == "quiz"
		}
	}
	if !told {
		t.Error("the child's history does not say it")
	}
}

// The counts are what was answered, however often and by whom.
func TestQuizCounts(t *testing.T) {
	h := newHouse(t)
	families := []hub.ID{{}, h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13812340421")), h.enrolled("陈雨桐", hub.ID{}, granny("赵玉兰", "13812340422"))}
	want := map[string]desk.QuizCount{}
	known := map[string]map[hub.ID]bool{}
	rapid.Check(t, func(rt *rapid.T) {
		for range rapid.IntRange(1, 2).Draw(rt, "times") {
			l := rapid.SampledFrom(h.Lessons().All()).Draw(rt, "lesson")
			who := rapid.SampledFrom(families).Draw(rt, "who")
			answers := rapid.SliceOfN(rapid.IntRange(1, lesson.Answers), lesson.Questions, lesson.Questions).Draw(rt, "answers")
			must[hub.Outcome](t)(h.NoteQuiz(t.Context(), h.head, desk.Answered{Request: hub.NewID(), Lesson: l.Key, Child: who, Answers: answers}))
			n := want[l.Key]
			n.Times, n.Asked = n.Times+1, n.Asked+lesson.Questions
			for i, right := range rightAnswers(l) {
				if answers[i] == right {
					n.Right++
				}
			}
			if known[l.Key] == nil {
				known[l.Key] = map[hub.ID]bool{}
			}
			if !who.IsZero() {
				known[l.Key][who] = true
			}
			n.Families = len(known[l.Key])
			want[l.Key] = n
		}
		got := must[map[string]desk.QuizCount](t)(h.QuizCounts(t.Context(), h.head, h.Today()))
		for key, n := range want {
			if got[key] != n {
				rt.Fatalf("%s: %+v, want %+v", key, got[key], n)
			}
		}
	})
	h.clock.set(h.Today().Add(1), 8, 0)
	if got := must[map[string]desk.QuizCount](t)(h.QuizCounts(t.Context(), h.head, h.Today())); len(got) != 0 {
		t.Errorf("yesterday's count today: %+v", got)
	}
	other := h.head
	other.Site = hub.NewID()
	if got := must[map[string]desk.QuizCount](t)(h.QuizCounts(t.Context(), other, "")); len(got) != 0 {
		t.Errorf("another site's count here: %+v", got)
	}
}

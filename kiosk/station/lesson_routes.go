package station

import (
	"net/http"

	"yizhan/hub"
	"yizhan/hub/lesson"
)

// lessonRoutes are lessons to read, which stand open: nobody is named in them; and their
// questions, which are kept and so ask who is signed in.
func (s *Station) lessonRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /lesson", s.open(s.lessonList))
	mux.HandleFunc("GET /lesson/{key}", s.open(s.lessonPage))
	mux.HandleFunc("GET /lesson/{key}/sources", s.open(s.lessonSources))
	mux.HandleFunc("GET /lesson/{key}/who", s.signed(s.quizWho))
	mux.HandleFunc("POST /lesson/{key}/who", s.signed(s.quizWhoTake))
	mux.HandleFunc("POST /lesson/{key}/card", s.signed(s.quizCard))
	mux.HandleFunc("GET /lesson/{key}/ask", s.signed(s.quizAsk))
	mux.HandleFunc("POST /lesson/{key}/ask", s.signed(s.quizTake))
	mux.HandleFunc("GET /lesson/{key}/done", s.signed(s.quizDone))
	mux.HandleFunc("POST /lesson/{key}/undo", s.signed(s.quizUndo))
}

// lesson is the one of the path.
func (v *visit) lesson() (*lesson.Lesson, error) {
	l, ok := v.s.Desk.Lessons().Get(v.PathValue("key"))
	if !ok {
		return nil, hub.E(hub.CodeNotFound, "lesson.gone")
	}
	return l, nil
}

func lessonAt(l *lesson.Lesson) string { return "/lesson/" + l.Key }

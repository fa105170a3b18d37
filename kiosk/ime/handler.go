package ime

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/words"
)

// maxBody is the most bytes that a question may have; a long one has about 80.
const maxBody = 1 << 10

// Answer is what the page's script gets.
type Answer struct {
	Candidates []string `json:"candidates"`
	More       bool     `json:"more"`
	Letters    string   `json:"letters"` // live keys
	Say        string   `json:"say,omitempty"`
}

// Handler answers the page's own script: POST with the form fields q (letters),
// mode (a name of Mode; with an empty q, surname gives the tiles) and from; JSON
// Answer. What is typed may be a child's name, so it is never taken from an
// address, kept or logged. Pages without script post a Writing instead.
func Handler() http.Handler { return http.HandlerFunc(answer) }

func answer(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Cache-Control", "no-store")
	if r.Method != http.MethodPost {
		h.Set("Allow", http.MethodPost)
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	reply := Answer{Candidates: []string{}}
	list, letters, err := read(w, r)
	if err != nil {
		reply.Say = words.Of(err)
		status := http.StatusBadRequest
		if err.Code == hub.CodeTooLarge {
			status = http.StatusRequestEntityTooLarge
		}
		w.WriteHeader(status)
	} else {
		from, _ := strconv.Atoi(r.PostForm.Get("from")) // what is no number begins at 0
		page, more := Page(list, from, PageSize)
		reply.Candidates, reply.More, reply.Letters = append(reply.Candidates, page...), more, letters
	}
	json.NewEncoder(w).Encode(reply) // a client that has gone needs no answer
}

func read(w http.ResponseWriter, r *http.Request) (list []string, letters string, e *hub.Error) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	if err := r.ParseForm(); err != nil {
		if _, large := errors.AsType[*http.MaxBytesError](err); large {
			return nil, "", hub.E(hub.CodeTooLarge, "ime.long").Because(err)
		}
		return nil, "", hub.E(hub.CodeInvalid, "ime.odd").Because(err)
	}
	mode, ok := ModeOf(r.PostForm.Get("mode"))
	if !ok {
		return nil, "", hub.E(hub.CodeInvalid, "ime.odd")
	}
	q := r.PostForm.Get("q")
	if len(q) > MaxQuery {
		return nil, "", hub.E(hub.CodeTooLarge, "ime.long")
	}
	if q == "" && mode == Surname {
		return Surnames(nil), SurnameLetters(), nil
	}
	return Candidates(q, mode), Letters(q), nil
}

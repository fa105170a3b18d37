package ime

import (
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"net/url"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/words"
	"yizhan/kiosk/ime/hand"
)

// Bounds of a question: a character in strokes has about 4 KiB, letters about 80 bytes.
const (
	maxBody    = 64 << 10
	maxBefore  = 64 // characters
	maxStrokes = 64
	maxPoints  = 4096
)

// Answer is what the page's script gets.
type Answer struct {
	Candidates []string `json:"candidates"`
	Rest       []string `json:"rest,omitempty"` // beside each candidate: the letters left when it is taken
	More       bool     `json:"more"`
	Letters    string   `json:"letters"` // live keys
	Say        string   `json:"say,omitempty"`
}

// Handler answers the page's own script: POST with the form fields
//
//   - mode: a name of Mode, or next
//   - q: letters; with an empty q, surname gives the tiles, and any other mode gives
//     what may follow before
//   - strokes, where mode is hand: JSON [[[x,y],…],…], y downwards, any scale
//   - before: the characters so far; from: the first candidate wanted
//   - born (year) and sex (1, 2) of whom a name is for, where they are known
//
// and answers JSON Answer. What is written may be a child's name, so it is never
// taken from an address, kept or logged. Pages without script post a Writing instead.
// The zero Handler knows nobody here.
type Handler struct {
	// Here is whom this visitor may see, and how people spell in this place; nil:
	// nobody, and Everywhere.
	Here func(*http.Request) (Known, Accent)
}

func (h Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	head := w.Header()
	head.Set("Content-Type", "application/json")
	head.Set("Cache-Control", "no-store")
	if r.Method != http.MethodPost {
		head.Set("Allow", http.MethodPost)
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	reply := Answer{Candidates: []string{}}
	list, letters, err := h.read(w, r)
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
		reply.More, reply.Letters = more, letters
		for _, c := range page {
			reply.Candidates = append(reply.Candidates, c.Text)
			reply.Rest = append(reply.Rest, c.Rest)
		}
	}
	json.NewEncoder(w).Encode(reply) // a client that has gone needs no answer
}

func (h Handler) read(w http.ResponseWriter, r *http.Request) (list []Choice, letters string, e *hub.Error) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	if err := r.ParseForm(); err != nil {
		if _, large := errors.AsType[*http.MaxBytesError](err); large {
			return nil, "", hub.E(hub.CodeTooLarge, "ime.long").Because(err)
		}
		return nil, "", hub.E(hub.CodeInvalid, "ime.odd").Because(err)
	}
	form := r.PostForm
	before := []rune(form.Get("before"))
	before = before[max(0, len(before)-maxBefore):]
	name := form.Get("mode")
	mode, ok := ModeOf(name)
	if !ok && name != "next" {
		return nil, "", hub.E(hub.CodeInvalid, "ime.odd")
	}
	born, _ := strconv.Atoi(form.Get("born")) // what is no year is not known
	ask := Ask{Letters: form.Get("q"), Mode: mode, Born: born, Sex: Sex(form.Get("sex"))}
	if h.Here != nil {
		ask.Here, ask.Accent = h.Here(r)
	}
	switch {
	case len(ask.Letters) > MaxQuery:
		return nil, "", hub.E(hub.CodeTooLarge, "ime.long")
	case mode == Hand:
		return drawn(form, string(before), ask)
	case ask.Letters == "" && mode == Surname && len(before) == 0:
		return plain(Surnames(nil)), SurnameLetters(), nil
	case ask.Letters == "" || name == "next":
		return plain(ask.Next(string(before))), Letters(""), nil
	}
	return ask.Choices(), Letters(ask.Letters), nil
}

// drawn reads strokes; without any it suggests what may follow.
func drawn(form url.Values, before string, ask Ask) ([]Choice, string, *hub.Error) {
	strokes, err := strokesOf(form.Get("strokes"))
	if err != nil {
		return nil, "", err
	}
	ask.Mode = General
	likely := ask.Next(before)
	if len(strokes) == 0 {
		return plain(likely), "", nil
	}
	boost := map[rune]float64{}
	for i, next := range likely {
		r := []rune(next)[0]
		boost[r] = max(boost[r], likelyNext/math.Sqrt(float64(i+1)))
	}
	var list []Choice
	for _, c := range hand.Recognise(strokes, hand.Hint{Boost: func(r rune) float64 { return boost[r] }}) {
		list = append(list, Choice{Text: string(c.Rune)})
	}
	return list, "", nil
}

// likelyNext is how much likelier the first suggestion is than another character, in
// natural logarithms of odds.
const likelyNext = 2

// strokesOf reads [[[x,y],…],…].
func strokesOf(text string) ([][]hand.Point, *hub.Error) {
	var raw [][][2]float64
	if text == "" {
		return nil, nil
	}
	if err := json.Unmarshal([]byte(text), &raw); err != nil {
		return nil, hub.E(hub.CodeInvalid, "ime.odd").Because(err)
	}
	points := 0
	strokes := make([][]hand.Point, len(raw))
	for i, stroke := range raw {
		points += len(stroke)
		for _, p := range stroke {
			strokes[i] = append(strokes[i], hand.Point{X: p[0], Y: p[1]})
		}
	}
	if len(strokes) > maxStrokes || points > maxPoints {
		return nil, hub.E(hub.CodeTooLarge, "ime.scribble")
	}
	return strokes, nil
}

func plain(texts []string) []Choice {
	list := make([]Choice, len(texts))
	for i, text := range texts {
		list[i].Text = text
	}
	return list
}

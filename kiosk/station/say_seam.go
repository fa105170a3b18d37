package station

import (
	"context"
	"net/http"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
)

// Voices keeps what workers have spoken for 念一遍.
type Voices interface {
	// Speak takes a sound file as the worker's own sentence. Hash, Key, Format and MS of
	// what is spoken are filled from the file. Errors are for people, in field file.
	Speak(ctx context.Context, actor hub.Actor, s desk.Spoken, file []byte) (hub.Outcome, error)
	// Sound is a recording, and what a browser is told that it is. CodeNotFound: its
	// bytes are not on this box, or not what they were.
	Sound(c care.Clip) (body []byte, mime string, err error)
	// Here says whether its bytes are on this box.
	Here(c care.Clip) bool
}

// Speech is the microphone of this box for sentences: as Notices, and kept by Voices.
type Speech interface {
	// Speak opens it for so long at most, or until TryEnd of the class's Sound. Errors:
	// CodeConflict class.sound-busy, class.note-busy.
	Speak(of hub.ID, most time.Duration) error
	// Taken hands over what was heard, until it is kept. Errors: CodeNotFound class.untried.
	Taken(of hub.ID, keep func(file []byte) error) error
}

// mostSound is the most bytes that are read of a sound file; Voices has its own limit.
const mostSound = 2 << 20

// sayRoutes speak to families who do not read, and take the voices for it.
func (s *Station) sayRoutes(mux *http.ServeMux) {
	if s.Voices == nil {
		return
	}
	mux.HandleFunc("GET /say", s.signed(s.sayList))
	mux.HandleFunc("GET /say/page/{page}", s.signed(s.sayShow))
	mux.HandleFunc("POST /say/page/{page}", s.signed(s.sayHeard))
	mux.HandleFunc("GET /say/sound/{id}", s.signed(s.saySound))
	mux.HandleFunc("GET /say/clip/{key}", s.signed(s.clipShow))
	mux.HandleFunc("POST /say/clip/{key}", s.signed(s.clipTake))
	mux.HandleFunc("GET /say/clip/{key}/phone", s.signed(s.clipPhone))
	mux.HandleFunc("GET /say/clip/{key}/speak", s.signed(s.speakShow))
	mux.HandleFunc("POST /say/clip/{key}/speak", s.signed(s.speakTake))
	mux.HandleFunc("GET /say/phone/{ticket}", s.open(s.phoneShow)) // her telephone is not signed in: the ticket is
	mux.HandleFunc("POST /say/phone/{ticket}", s.open(s.phoneTake))
	mux.HandleFunc("POST /say/hush", s.signed(s.clipHush))
	mux.HandleFunc("POST /say/near", s.signed(s.clipNear))
	mux.HandleFunc("POST /say/undo", s.signed(s.clipUndo))
}

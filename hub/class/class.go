// Package class holds the class that is held at this box now: which slide is shown, whose
// hand is up, which phones follow it, and whether the microphone is open. All of that is
// of the moment; what has to last, who came and what was said, are records of the Desk's.
//
// A Room is told by pages (the worker's, the phones') and by a neighbour's stream, and
// tells them all by Watch. Its sound is a Sound, which hub/box gives it.
package class

import (
	"context"
	"time"

	"yizhan/hub"
)

// Sound is the microphone of a class, its recording and those who listen; media's Studio
// is one. It is safe for concurrent use, and no call waits for a sound system.
type Sound interface {
	// Try opens the microphone so that its level can be seen, for ten seconds at most or
	// until TryEnd; what was heard then waits for Replay, and is never kept.
	Try() error
	TryEnd()
	// Replay plays on the loudspeaker what the trial heard.
	Replay() error
	// Begin opens the microphone and records; a class that was begun before goes on with
	// its recording. Errors: CodeFull where the disk is below its floor.
	Begin(class hub.ID) error
	// Pause closes the microphone; Resume opens it again.
	Pause()
	Resume() error
	// End closes the microphone and the recording.
	End()
	State() SoundState
	// Listen gives what is said from now on. Errors: CodeFull class.full.
	Listen() (Listener, error)
}

// Listener is somebody who hears the class.
type Listener interface {
	// Next waits for whole frames; each stands alone. Lost says how many were passed over
	// since the last call because this listener was too slow. io.EOF: the class is over.
	Next(ctx context.Context) (frames []byte, lost int, err error)
	Close()
}

// Format is how frames are encoded.
type Format struct {
	MIME  string // audio/mpeg; audio/wav of IMA ADPCM where the box has no MP3 encoder
	Bytes int    // of a frame
	Lasts time.Duration
}

// SoundState is how the microphone and the recording are.
type SoundState struct {
	Open      bool          // the microphone is open: the red banner stands
	Trying    bool          // … for a trial, or for a notice
	Note      hub.ID        // the class whose notice is spoken, or waits to be kept: Recorded is of it
	Level     int           // 0 to 100 of what it hears now
	Quiet     bool          // nothing but noise for a while: say so
	Loud      bool          // it clips
	Muted     bool          // the loudspeaker plays: the class hears silence
	Trouble   error         // a sentence: why nothing is heard
	Card      error         // a sentence: why nothing is recorded; the class goes on
	Recorded  time.Duration // of this class, whole frames
	Left      time.Duration // until the hard stop after two hours of open microphone
	Free      int64         // bytes on the card above its floor
	Format    Format
	Listeners int
}

// Slide is one thing to show: a page of a lesson, a few lines of Markdown, or a picture.
type Slide struct {
	Title   string
	Lesson  string // key of a lesson
	Page    int    // of it, from 1
	Text    string // Markdown
	Picture hub.ID // a record of the kind that keeps the picture
}

// State is where a class stands.
type State string

const (
	None   State = ""       // no class is held
	Open   State = "open"   // it is held, the microphone open
	Paused State = "paused" // it is held, the microphone closed
)

// Now is the class as a page shows it.
type Now struct {
	Rev      uint64 // grows with each change
	State    State
	Class    hub.ID // record of kind class
	Site     hub.ID
	From     hub.ID // the neighbouring site that holds it; zero: this one
	Left     hub.ID // where none is held: a neighbour's that this station stopped following, and that goes on there
	Title    string
	Lecturer string
	Code     string // four figures, by which a phone finds the class
	Began    time.Time
	Slides   []Slide
	Slide    int       // that is shown, from 1; 0 where there are none
	Asking   bool      // the three questions stand on the phones
	Answers  [3][3]int // to them so far, by question and answer
	Hands    []Guest
	Thumbs   int   // since the slide was turned
	Guests   int   // phones that follow now
	Nearly   bool  // the microphone closes by itself within ten minutes
	Silent   error // why a class that is held was never heard: it stands at Paused, and Resume tries again

	Near      bool       // neighbours may follow it
	Beside    []Beside   // neighbours that do
	Questions []Question // that came from there, the oldest first
}

// Beside is a neighbouring station that follows the class.
type Beside struct {
	Hub   [32]byte
	Name  string // the station's
	Heads int    // who sit there
	Hands int    // that are up there
}

// Question is one that somebody at a neighbour's asked; nobody says who.
type Question struct {
	From string // the station's name
	Text string
}

// Guest is a phone that follows the class.
type Guest struct {
	ID    string // random, of this class only
	Name  string // as shown on the worker's screen: a child's name with 奶奶, or 手机 3
	Child hub.ID // whose family it is; zero: nobody says
}

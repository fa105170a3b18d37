package station

import (
	"context"

	"yizhan/hub"
)

// Near is the classes of the neighbouring stations, as the pages ask for them.
type Near interface {
	// Classes are those that are held now and can be followed.
	Classes(ctx context.Context) ([]NearClass, error)
	// Join follows one here; Leave ends it. Errors: CodeNotFound class.far-over,
	// CodeUnknown class.far-lost, CodeConflict class.other.
	Join(ctx context.Context, class hub.ID) error
	Leave()
	// Now says how following goes; ok is false where none is followed.
	Now() (now NearNow, ok bool)
	// Over is the class that was followed last, where it was over by itself today and nobody
	// has Seen it yet.
	Over() (over NearOver, ok bool)
	Seen()
	// Say tells the neighbour how many sit here, and a question or "".
	Say(heads int, question string)
	// Loud plays the class on this box's loudspeaker, or no more.
	Loud(on bool)
	// Picture is the picture of a slide, from 1, of the class that is followed.
	Picture(ctx context.Context, slide int) (body []byte, mime string, err error)
	// Recordings are those of neighbours' classes that lie here, the newest first.
	Recordings(ctx context.Context) ([]NearRecording, error)
}

// NearClass is a class that a neighbour holds now.
type NearClass struct {
	Class   hub.ID
	Title   string
	Station string
}

// NearRecording is a recording of a neighbour's class that was followed here; what it has
// outside of From and To is silence.
type NearRecording struct {
	Class    hub.ID
	Station  string
	Title    string
	Lecturer string
	Day      hub.Day
	MS       int
	From, To int // ms; To 0: to the end
}

// NearOver is a neighbour's class that was followed here to its end.
type NearOver struct {
	Class    hub.ID
	Station  string
	Title    string
	Lecturer string
	Heads    int // that were counted here
}

// NearNow is how following goes.
type NearNow struct {
	Class hub.ID
	Lost  bool // the neighbour does not answer now; it is tried again
	Loud  bool
	Heads int // that were counted here
}

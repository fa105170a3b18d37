package station

import (
	"context"
	"io"
	"net/http"

	"yizhan/hub"
	"yizhan/hub/lesson"
)

// Shelf is the lessons that come in packs.
type Shelf interface {
	// Packs is what there is of them, here and around.
	Packs(ctx context.Context) Packs
	// Offered is how many lessons neighbours have that are not here.
	Offered() int
	// Take lets a pack of a stick or of a neighbour come; Give writes one to the stick
	// that was plugged in last. Both return at once: Packs.Work says how far it is.
	Take(ctx context.Context, actor hub.Actor, value string) error
	Give(ctx context.Context, actor hub.Actor, key string) error
	// Check says what a folder on a stick is; Make makes a pack of it, which stands here.
	Check(ctx context.Context, value string) (PackFolder, error)
	Make(ctx context.Context, actor hub.Actor, value string, machine bool) error
	// Remove takes a pack away, or stops it from coming.
	Remove(ctx context.Context, actor hub.Actor, value string) error
	// PutBack puts the one back that was removed last: Packs.Removed.
	PutBack(ctx context.Context, actor hub.Actor) error
	// Leave puts the result of the last work away.
	Leave()
	// Page is what a page of a lesson, from 1, has besides its text.
	Page(l *lesson.Lesson, page int) PackPage
	// Open opens the sound or the photo of a page, and says what a browser is told of it.
	Open(key string, page int, photo bool) (body io.ReadSeekCloser, mime string, err error)
}

// Packs is what there is.
type Packs struct {
	Here    []Pack // on the shelf
	Coming  []Pack // on their way
	Offered []Pack // neighbours have them
	Sticks  []Pack // on the sticks, packs and folders
	Removed *Pack  // taken away last, and can come back
	Work    *PackWork
}

// Pack is one lesson in a pack. Value names it in a post and says nothing.
type Pack struct {
	Value   string
	Key     string
	Title   string
	For     string // 满 5 到 7 个月
	By      string // 县里, 本站, a neighbour's name
	Stick   string // on which it lies
	Version int
	Bytes   int64
	Held    int64 // of one that is coming
	Sounds  int
	Photos  int
	Machine bool
	Mine    bool  // may be taken away here
	Folder  bool  // no pack yet
	Made    bool  // of a folder: its lesson is here already
	Err     error // why it would not be taken
}

// What is done with a stick.
const (
	PackTaken = "taken"
	PackMade  = "made"
	PackGiven = "given"
)

// PackWork is what is done just now, or was done last.
type PackWork struct {
	What      string
	Title     string
	Done, All int64 // bytes; All 0: not known
	Ended     bool
	Err       error
}

// PackFolder is a folder that is, or is to be, a lesson.
type PackFolder struct {
	Name    string // of the folder
	Title   string // of the lesson; "" it cannot be read
	For     string
	Version int
	Pages   int
	Sounds  int
	Faults  []PackFault
}

// PackFault is one thing that is the matter.
type PackFault struct {
	File string
	Line int // 0: the whole file
	Why  error
}

// PackPage is what a page of a lesson has besides its text. ID changes with the pack.
type PackPage struct {
	By           string // whose lesson it is
	ID           string // "" it is none of a pack
	Sound, Photo bool
	Machine      bool
}

// packRoutes are the lessons that somebody brings; what is heard and seen of one stands
// open like its text.
func (s *Station) packRoutes(mux *http.ServeMux) {
	if s.Shelf == nil {
		return
	}
	mux.HandleFunc("GET /brought", s.signed(s.packList))
	mux.HandleFunc("POST /brought", s.signed(s.packDo))
	mux.HandleFunc("GET /brought/folder/{value}", s.signed(s.packFolder))
	mux.HandleFunc("POST /brought/folder/{value}", s.signed(s.packMake))
	mux.HandleFunc("GET /brought/lesson/{key}", s.signed(s.packShow))
	mux.HandleFunc("GET /lesson/{key}/sound", s.open(s.packSound))
	mux.HandleFunc("GET /lesson/{key}/photo", s.open(s.packPhoto))
}

// Package brought is what screens are told of lessons that come in packs, at a station and at
// the county, and the words for it.
package brought

// All is what there is.
type All struct {
	Here    []Pack // on the shelf
	Coming  []Pack // on their way
	Offered []Pack // neighbours have them
	Sticks  []Pack // on the sticks, packs and folders
	Lost    []Pack // were here before the box was put back from a backup
	Removed *Pack  // taken away last, and can come back
	Work    *Work
}

// Pack is one lesson in a pack. Value names it in a post and says nothing.
type Pack struct {
	Value   string
	Key     string
	Title   string
	For     string // 满 5 到 7 个月
	By      string // 县里, 本站, a neighbour's name
	Licence string
	Stick   string // on which it lies
	Version int
	Bytes   int64
	Held    int64 // of one that is coming
	Sounds  int
	Photos  int
	Machine bool
	Only    bool  // no other hub is known to have it
	Mine    bool  // may be taken away here
	Folder  bool  // no pack yet
	Made    bool  // of a folder: its lesson is here already
	Err     error // why it would not be taken
}

// What is done with a stick.
const (
	Taken = "taken"
	Made  = "made"
	Given = "given"
)

// Work is what is done just now, or was done last.
type Work struct {
	What      string
	Title     string
	Done, All int64 // bytes; All 0: not known
	Ended     bool
	Err       error
}

// Folder is a folder that is, or is to be, a lesson.
type Folder struct {
	Name    string // of the folder
	Title   string // of the lesson; "" it cannot be read
	For     string
	Version int
	Pages   int
	Sounds  int
	Faults  []Fault
}

// Fault is one thing that is the matter.
type Fault struct {
	File string
	Line int // 0: the whole file
	Why  error
}

package county

import (
	"context"
	"io"
	"time"

	"yizhan/hub"
)

// Devices is what the county does with boxes: it lets them in and puts them out.
type Devices interface {
	Devices(ctx context.Context) ([]Device, error)
	// Device is one of them. Errors: CodeNotFound.
	Device(ctx context.Context, key [32]byte) (Device, error)
	// Askings are new boxes whose request came over the network.
	Askings(ctx context.Context) ([]NewDevice, error)
	// Figures reads what a new box shows, File what it wrote on a stick; the request is
	// remembered until it is answered. Errors: CodeInvalid, CodeUntrusted.
	Figures(text string) (NewDevice, error)
	File(file []byte) (NewDevice, error)
	// Asked is a request that was read, or came. Errors: CodeNotFound.
	Asked(ctx context.Context, key [32]byte) (NewDevice, error)
	// Certify lets a box in. Errors: CodeInvalid with its field, CodeUntrusted.
	Certify(ctx context.Context, actor hub.Actor, g Grant) (Certified, error)
	// Certified is an answer that was given. Errors: CodeNotFound.
	Certified(ctx context.Context, key [32]byte) (Certified, error)
	// Townships are those of this county; none before it was founded.
	Townships() []Township

	// Prove says that an officer is who she is, by her password. Errors: CodeInvalid.
	Prove(ctx context.Context, name, password string) error
	// AnswerReset answers the six figures that a worker of that box reads out by telephone,
	// with the six that let her choose a new PIN. Errors: CodeInvalid and CodeQuestion with
	// their field.
	AnswerReset(ctx context.Context, actor hub.Actor, key [32]byte, figures string) (answer string, err error)
	// Opened is the children whose names a box could read.
	Opened(ctx context.Context, key [32]byte) ([]hub.ID, error)
	// WriteOpened writes their list as an Excel file.
	WriteOpened(ctx context.Context, w io.Writer, key [32]byte) error
	// Revoke puts a box out. What it wrote until the end of upto stands, as far as the
	// county holds it; "" is all that the county holds now.
	Revoke(ctx context.Context, actor hub.Actor, key [32]byte, upto hub.Day) error
	// Held are the acts of a box that do not stand, and those that were let stand.
	Held(ctx context.Context, key [32]byte) ([]Held, error)
	// Release lets one of them stand, everywhere.
	Release(ctx context.Context, actor hub.Actor, key [32]byte, commit hub.ID) error
}

// Device is a box that the county certified.
type Device struct {
	Key       [32]byte
	Name      string
	Role      string // station, health, guidance, county
	Township  string // name or code
	Check     string // 0421 7735 9014
	Since     hub.Day
	Out       hub.Day // when it was put out; "" it counts
	Gone      bool    // it was put out, on whatever day
	Connected bool
	Met, Last time.Time
	Unsent    int64 // commits that somebody has and the county has not
	Commits   int64 // of it that are here
	Forked    bool  // two boxes used its card
	Healed    bool  // … and it goes on under a new number
}

// NewDevice is a box that asks to be let in.
type NewDevice struct {
	Key   [32]byte
	Name  string // what it calls itself
	Check string // to be compared by telephone
	Via   string // the station through which it asked; "" none
}

// Grant is what an officer makes of a new box.
type Grant struct {
	Key      [32]byte
	Name     string
	Role     string
	Township string // 9 digits
}

// Certified is the answer to a box that asked.
type Certified struct {
	Name  string
	Code  string   // twelve figures to read out
	Parts []string // figures, a picture each
	File  []byte
}

// Township is one of the county's.
type Township struct{ Code, Name string }

// Held is an act that is kept and does not count.
type Held struct {
	Commit hub.ID
	When   time.Time // by the box's own clock
	What   string
	Sealed bool // the county cannot open it
	In     bool // released
}

// Package access lets people in: PIN and lock-out, sessions and their idle cover,
// the reset by telephone, visitors for a day, names, passwords and codes at the
// county, and the looks at children's pages that have to be noted.
//
// What a role may do stands in hub.Role.May; who has which role, the staff records
// say. This package answers one question: is it her.
//
// Time is measured by a clock that only runs forward since the process began, so
// that setting the wall clock opens nothing. What it measured before a restart
// counts as not passed: a wait begins again, a session lies under its cover. Processes
// that share a book share a clock too, and go on where another one was.
package access

import (
	"context"
	"crypto/rand"
	"sync"
	"time"

	"yizhan/hub"
)

// Book is what has to survive a power cut, never replicated: this box's local.db, or of a
// county with several processes the database that they share.
// Every method that writes returns when the change is durable.
type Book interface {
	PIN(ctx context.Context, staff hub.ID) (hash []byte, ok bool, err error)
	PutPIN(ctx context.Context, staff hub.ID, hash []byte) error
	DropPIN(ctx context.Context, staff hub.ID) error

	// Sessions by the hash of their token.
	Session(ctx context.Context, token [32]byte) (body []byte, ok bool, err error)
	PutSession(ctx context.Context, token [32]byte, staff hub.ID, body []byte) error
	TouchSession(ctx context.Context, token [32]byte, body []byte) error // nothing where it has ended
	SessionsOf(ctx context.Context, staff hub.ID) (map[[32]byte][]byte, error)
	DropSession(ctx context.Context, token [32]byte) error
	DropSessions(ctx context.Context, staff hub.ID) error

	// Lockout reads and writes the failures of one gate in one transaction; no
	// failures and no body forget it.
	Lockout(ctx context.Context, who string, change func(fails int, body []byte) (int, []byte)) error

	// Notes are small sealed things by topic and name: visits, logins, resets.
	Note(ctx context.Context, topic, name string) (body []byte, ok bool, err error)
	PutNote(ctx context.Context, topic, name string, body []byte) error
	DropNote(ctx context.Context, topic, name string) error
	Notes(ctx context.Context, topic string) (map[string][]byte, error)
}

// Options is what a Gate needs of the box.
type Options struct {
	Book    Book
	Clock   hub.Clock            // wall time: only for the day of a visit, and as evidence of looks
	Elapsed func() time.Duration // since the process began; runs only forward
	Run     *[8]byte             // the clock that Elapsed is read from, where processes that share Book share it too; nil: this process's own
	Pepper  [32]byte             // the box's own HMAC key: a copied local.db tells no PIN

	// ResetKey is the secret that this box shares with the county (trust's
	// Identity.Shared for "pin-reset"); not ok before enrolment.
	ResetKey func() (key [32]byte, ok bool)

	// BoxFails is after how many wrong PINs, all people of the box together, it
	// waits for everybody; 0: never, for the county, where a stranger on the
	// network could lock all officers out.
	BoxFails int
	Idle     time.Duration // until a session is covered; 0: 3 minutes
	Shift    time.Duration // until it is over; 0: 12 hours

	// Noted is told what the trail has to hold; nil where nobody keeps one.
	Noted func(ctx context.Context, e Event)
}

// Event is something that belongs on the trail; it names nobody but by id.
type Event struct {
	What  string // one of the Noted constants
	Staff hub.ID
	By    hub.ID // who let a visitor in; zero otherwise
	From  string // of an officer: the address that she called from
}

const (
	NotedPIN       = "pin"         // she chose a PIN
	NotedLocked    = "locked"      // too many wrong PINs
	NotedAsked     = "reset-asked" // figures were drawn for the telephone
	NotedReset     = "reset"       // the figures that came back were right
	NotedVisitor   = "visitor"     // let in for the day
	NotedSignedIn  = "signed-in"
	NotedSignedOut = "signed-out"
	NotedWrong     = "wrong"    // an officer's password or code was not right; Staff is zero for a name that nobody has
	NotedPassword  = "password" // an officer chose her own password
	NotedCode      = "code"     // … logs in with a code from now on
	NotedRescue    = "rescue"   // … used one of her recovery codes
)

// Gate is the access control of one box. It is safe for concurrent use.
type Gate struct {
	Options
	run  [8]byte       // whose Elapsed it is: what another clock measured does not count
	hash chan struct{} // one Argon2id at a time: 19 MiB each, on a box of 512 MB

	mu   sync.Mutex
	live map[[32]byte]live // sessions that were seen since the process began
}

// New makes a gate; it does no I/O.
func New(o Options) *Gate {
	if o.Idle == 0 {
		o.Idle = 3 * time.Minute
	}
	if o.Shift == 0 {
		o.Shift = 12 * time.Hour
	}
	if o.Noted == nil {
		o.Noted = func(context.Context, Event) {}
	}
	g := &Gate{Options: o, hash: make(chan struct{}, 1), live: map[[32]byte]live{}}
	if rand.Read(g.run[:]); o.Run != nil {
		g.run = *o.Run
	}
	return g
}

package bundle

import (
	"context"
	"crypto/ed25519"
	"time"

	"yizhan/hub"
	"yizhan/mesh/sync"
)

// Config is a hub as its sticks see it.
type Config struct {
	Self   [32]byte // station key
	Sign   ed25519.PrivateKey
	X25519 [32]byte // private half: opens what is sealed to this hub
	Log    sync.Log
	Trust  Trust
	Files  Files            // nil: records only
	Now    func() time.Time // evidence for people, nothing is decided by it
	// FileBytes is where a file ends and the next begins; 0 stands for 64 MiB.
	FileBytes int64
	// Orders is how many orders to erase are known here: with each, what was written
	// before is written anew, without what it covers. Nil: there are none.
	Orders func(ctx context.Context) (uint64, error)
	// Before is asked once before something is written: the trail comes first. Nil lets it.
	Before func(ctx context.Context) error
	// Step is told how far the work is; it must not wait.
	Step func(Progress)

	cut  func(op string) error // tests: fails this step and all after it
	room func() (int64, error) // tests: a stick that is nearly full
}

const (
	defaultFile = 64 << 20
	maxFile     = 72 << 20 // of another hub: its last batch, frames and seal on top
)

// Trust says who is who. It is trust as mesh/sync sees it, and what a stick needs
// besides: nobody stands at the other end to show a certificate.
type Trust interface {
	// CountyKey is the county's public key; zero before enrolment.
	CountyKey() [32]byte
	// Certificate is this hub's own; nil before enrolment.
	Certificate() []byte
	// Learn proves a certificate and remembers its hub. Errors: CodeUntrusted.
	Learn(cert []byte) (Hub, error)
	// Hubs are those that are known here and count, this one included.
	Hubs() []Hub

	MayRead(key [32]byte, lane hub.Lane) bool
	CheckReceipt(r hub.Receipt) error
	Lists() map[string]uint64
	List(name string) ([]byte, error)
	TakeList(name string, signed []byte) error
}

// Hub is one that a certificate names.
type Hub struct {
	Key, X25519 [32]byte
	Name        string
	Role        hub.HubRole
	Township    string // 9 digits; "" serves the whole county
}

// Progress is how far an import or export is, in commits.
type Progress struct {
	Phase       hub.StickPhase
	Done, Total uint64
}

func (c Config) withDefaults() Config {
	if c.FileBytes <= 0 {
		c.FileBytes = defaultFile
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Orders == nil {
		c.Orders = func(context.Context) (uint64, error) { return 0, nil }
	}
	if c.Step == nil {
		c.Step = func(Progress) {}
	}
	return c
}

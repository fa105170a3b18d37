// Package sticks is what a box does with USB sticks: it notices them, lists and saves
// files on them, and carries records by them.
package sticks

import (
	"context"
	"log/slog"
	"sync"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/mesh/bundle"
)

// Sticks is the sticks that are plugged in at one box, and what is done with one.
type Sticks struct {
	Data string // the data folder, whose inbox is read like a stick
	Desk *desk.Desk
	Log  *slog.Logger
	Box  Box

	one  sync.Mutex // one stick is read or written at a time
	mu   sync.Mutex
	all  []*plugged
	open bool               // the box is being served
	stop context.CancelFunc // of what is running
	work sync.WaitGroup
}

// Box is the box around its sticks.
type Box interface {
	// Bundle is who this hub is, its log, and whom it believes.
	Bundle() bundle.Config
	// TrailLane is where it is noted who carried records away.
	TrailLane() hub.Lane
	// Ready writes what has to travel on a stick because there may be no other way: the
	// keys for boxes in another's place.
	Ready(ctx context.Context) error
	// Heads is how far this box's own records go; Carried notes that they lie on a stick
	// so far.
	Heads(ctx context.Context) (map[hub.Origin]uint64, error)
	Carried(ctx context.Context, heads map[hub.Origin]uint64) error
	// TakeLessons puts the county's lessons of a stick on the shelf, and newer versions of
	// what is there; GiveLessons writes those that the county gives out.
	TakeLessons(ctx context.Context, dir string)
	GiveLessons(ctx context.Context, dir string) error
	// Reread tells the exchange of what a stick brought.
	Reread(ctx context.Context) error
	// Changed makes every open page look again, Stepped too where only the work went on.
	Changed()
	Stepped()
	// Survive turns a panic of what it runs into an error.
	Survive(ctx context.Context, run func(context.Context) error) error
}

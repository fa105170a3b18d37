package county

import (
	"context"
	"errors"
	"sync"
	"time"

	"yizhan/hub"
	"yizhan/hub/access"
	"yizhan/hub/desk"
)

// Of tries that failed the first is on the trail at once; those of the next minutes come
// together, one line for each person and address, so that whoever guesses does not fill
// the county's disk.
const (
	triesEvery = 10 * time.Minute
	triesMost  = 64 // persons and addresses between two writings; the others are one line
)

type tries struct {
	mu    sync.Mutex
	next  time.Time
	since map[try]int
}

type try struct {
	what string
	who  hub.ID
	from string
}

// miss counts a try, and says whether it is time to write.
func (t *tries) miss(one try, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.since == nil {
		t.since = map[try]int{}
	}
	if _, known := t.since[one]; !known && len(t.since) >= triesMost {
		one = try{what: one.what, from: "别的地址"}
	}
	t.since[one]++
	return now.After(t.next) || t.next.Sub(now) > triesEvery // the clock was set back
}

// flush writes what has gathered.
func (t *tries) flush(ctx context.Context, o *Office) error {
	t.mu.Lock()
	since := t.since
	t.since, t.next = nil, o.Clock.Now().Wall.Add(triesEvery)
	t.mu.Unlock()
	if len(since) == 0 {
		return nil
	}
	names, err := officers{o}.Names(ctx)
	var all []desk.Entry
	for one, n := range since {
		all = append(all, desk.Entry{What: one.what, Who: one.who, WhoName: names[one.who], From: one.from, Times: n})
	}
	return errors.Join(err, o.Desk.NoteEntries(ctx, o.Box.TrailLane(), all...))
}

// entries is what an event of the gate is called on the trail.
var entries = map[string]string{
	access.NotedSignedIn: "in", access.NotedSignedOut: "out", access.NotedPassword: "password",
	access.NotedCode: "code", access.NotedRescue: "rescue",
}

// NoteEvent puts on the trail who came in, and who did not.
func (o *Office) NoteEvent(ctx context.Context, e access.Event) error {
	if e.What == access.NotedWrong || e.What == access.NotedLocked {
		what := "wrong"
		if e.What == access.NotedLocked {
			what = "locked"
		}
		if o.tries.miss(try{what, e.Staff, e.From}, o.Clock.Now().Wall) {
			return o.tries.flush(ctx, o)
		}
		return nil
	}
	what, known := entries[e.What]
	if !known {
		return nil
	}
	names, err := officers{o}.Names(ctx)
	return errors.Join(err, o.Desk.NoteEntries(ctx, o.Box.TrailLane(), desk.Entry{What: what, Who: e.Staff, WhoName: names[e.Staff], From: e.From}))
}

package access

import (
	"context"
	"encoding/json"
	"time"

	"yizhan/hub"
)

// After freeTries wrong ones in a row every further one costs a wait.
const (
	freeTries  = 5
	firstWait  = time.Minute
	longestOne = time.Hour       // for a person
	longestBox = 5 * time.Minute // for everybody at the box
)

// wait is a running lock-out as it is stored.
type wait struct {
	Wait time.Duration `json:"wait"`
	Run  [8]byte       `json:"run"`
	At   time.Duration `json:"at"` // Elapsed of that run when the wait began
}

// left is how much of the wait remains. What another process measured does not
// count: after a restart the wait begins again, by this process's own clock.
func (g *Gate) left(body []byte) time.Duration {
	var w wait
	if len(body) == 0 || json.Unmarshal(body, &w) != nil {
		return 0
	}
	since := g.Elapsed()
	if w.Run == g.run {
		since -= w.At
	}
	return max(w.Wait-since, 0)
}

// begin is the wait after so many failures; nil while some are free.
func (g *Gate) begin(fails, free int, longest time.Duration) []byte {
	if fails < free {
		return nil
	}
	d := longest
	if n := fails - free; n < 16 {
		d = min(firstWait<<n, longest)
	}
	body, err := json.Marshal(wait{Wait: d, Run: g.run, At: g.Elapsed()})
	if err != nil {
		panic(err) // two numbers and eight bytes
	}
	return body
}

// gate is one thing that can be tried: its failures, and how many are free.
type gate struct {
	who     string
	free    int
	longest time.Duration
	first   bool // of two secrets: who has it right takes back this try, and no more
}

func person(staff hub.ID) gate {
	return gate{who: "pin/" + staff.String(), free: freeTries, longest: longestOne}
}

func (g *Gate) box() gate { return gate{who: "box", free: g.BoxFails, longest: longestBox} }

// enter counts a try as failed before it is looked at, durably: a power cut
// between question and answer gives no free try. While a wait runs, nothing is
// counted and remaining says how long.
func (g *Gate) enter(ctx context.Context, at gate) (fails int, remaining time.Duration, err error) {
	err = g.Book.Lockout(ctx, at.who, func(n int, body []byte) (int, []byte) {
		if remaining = g.left(body); remaining > 0 {
			fails = n
			return n, body
		}
		fails = n + 1
		return fails, g.begin(fails, at.free, at.longest)
	})
	return fails, remaining, err
}

// clear forgets n failures of a gate, and its wait.
func (g *Gate) clear(ctx context.Context, at gate, n int) error {
	return g.Book.Lockout(ctx, at.who, func(fails int, _ []byte) (int, []byte) { return max(fails-n, 0), nil })
}

// try runs check behind the gates of a person and of the box, one at a time. The
// box's count holds the open failures of all; who gets in takes hers out, and one
// more, so that those of people who never come back fade.
func (g *Gate) try(ctx context.Context, at gate, check func() (bool, error)) error {
	done, err := g.turn(ctx)
	if err != nil {
		return err
	}
	defer done()
	fails, remaining, err := g.enterBoth(ctx, at)
	if err != nil {
		return err
	}
	if remaining > 0 {
		return locked(remaining)
	}
	ok, err := check()
	if err != nil {
		return err
	}
	if !ok {
		if fails >= at.free {
			_, remaining, err = g.peek(ctx, at)
			if err != nil {
				return err
			}
			return locked(remaining)
		}
		return hub.E(hub.CodeInvalid, "access.wrong", at.free-fails).In("pin")
	}
	if at.first {
		return g.clear(ctx, at, 1)
	}
	if err := g.clear(ctx, at, fails); err != nil {
		return err
	}
	if g.BoxFails == 0 {
		return nil
	}
	return g.clear(ctx, g.box(), fails+1)
}

// enterBoth counts at the person's gate and at the box's, unless one of them waits.
func (g *Gate) enterBoth(ctx context.Context, at gate) (fails int, remaining time.Duration, err error) {
	if g.BoxFails > 0 {
		if _, remaining, err = g.peek(ctx, g.box()); err != nil || remaining > 0 {
			return 0, remaining, err
		}
	}
	if fails, remaining, err = g.enter(ctx, at); err != nil || remaining > 0 || g.BoxFails == 0 {
		return fails, remaining, err
	}
	_, _, err = g.enter(ctx, g.box())
	return fails, 0, err
}

// peek looks without counting.
func (g *Gate) peek(ctx context.Context, at gate) (fails int, remaining time.Duration, err error) {
	err = g.Book.Lockout(ctx, at.who, func(n int, body []byte) (int, []byte) {
		fails, remaining = n, g.left(body)
		return n, body
	})
	return fails, remaining, err
}

// locked says how long, and what else she can do.
func locked(remaining time.Duration) error {
	minutes := int((remaining + time.Minute - 1) / time.Minute)
	return hub.E(hub.CodeInvalid, "access.locked", minutes).In("pin")
}

// Locked says how long a person has to wait; zero if she may try.
func (g *Gate) Locked(ctx context.Context, staff hub.ID) (time.Duration, error) {
	_, one, err := g.peek(ctx, person(staff))
	if err != nil || g.BoxFails == 0 {
		return one, err
	}
	_, all, err := g.peek(ctx, g.box())
	return max(one, all), err
}

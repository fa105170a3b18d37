package box

import (
	"context"
	"errors"
	"time"

	"yizhan/hub"
)

// follow keeps the directory and every open page up to date with the log. The news
// is kept since before the directory was filled, and while a follower that died is
// started again: none is missed.
func (b *Box) follow(ctx context.Context) error {
	look := time.NewTicker(lookAround)
	defer look.Stop()
	var r rest
	var again <-chan time.Time // everything is looked at then; nil: nothing was put off
	for {
		var n hub.News // zero: of everything
		select {
		case <-ctx.Done():
			return nil
		case <-look.C:
			b.changed()
			continue
		case <-again:
			again = nil
		case told, ok := <-b.news:
			if !ok {
				return nil
			}
			if n = told; n.Commit.IsZero() {
				if again == nil {
					again = time.After(r.left(time.Now()))
				}
				b.changed()
				continue
			}
		}
		began := time.Now()
		if err := errors.Join(b.noticed(ctx, n), b.tidyWays(ctx)); err != nil && ctx.Err() == nil {
			b.behind = b.behind || again != nil
			return err
		}
		if n.Commit.IsZero() {
			r.after(began, time.Now())
		}
		b.changed()
	}
}

// rest is how long everything is not looked at again after it was. While a township's
// records come in, each batch is more than a watcher can hold: a box that read all its
// people anew after each would do little else.
type rest struct{ until time.Time }

// everythingShare: one in so many parts of the time may be spent looking at everything.
const everythingShare = 10

func (r *rest) after(began, ended time.Time) {
	r.until = ended.Add((everythingShare - 1) * ended.Sub(began))
}

// left is how long it still rests; none where looking takes no time to speak of.
func (r *rest) left(now time.Time) time.Duration { return max(0, r.until.Sub(now)) }

// lookAround is how often open pages are drawn anew without news: neighbours come
// and go, and the day turns, without a commit.
const lookAround = 10 * time.Second

// changed makes every open page look again.
func (b *Box) changed() {
	b.seen.Lock()
	b.seen.at = time.Time{}
	b.seen.Unlock()
	b.room.Changed()
	b.phones.changed()
}

package store_test

import (
	"context"
	"errors"
	"testing"

	"yizhan/hub"
	"yizhan/hub/store"
)

// turning asks the county's list as lawful does, and has something happen at the nth
// question.
type turning struct {
	*lawful
	n  int
	at func() error
}

func (v *turning) Admit(o hub.Origin, p hub.OriginProof) (hub.Head, bool, error) {
	if v.n--; v.n == 0 {
		if err := v.at(); err != nil {
			return hub.Head{}, false, err
		}
	}
	return v.lawful.Admit(o, p)
}

// turn has something happen at the nth question to the county's list from now on.
func (u under) turn(n int, at func() error) under {
	u.t.Helper()
	u.opts.Verifier = &turning{u.law, n, at}
	u.reopen()
	return u
}

// lostKey is a hub, and a key that was lost with so many commits in many transactions.
func lostKey(t testing.TB, n int) (u under, a *author, commits []hub.Commit) {
	u = newFleet(t, 0)[0]
	a = stolen(t, u)
	for range n {
		commits = append(commits, a.write("child", hub.NewID(), open(9, "村")))
	}
	return u, a, commits
}

const manyLost = 1100 // more than one transaction brings to what stands

// The county says something else while its word before is being followed: what it said
// last stands. That a verdict which is not asked again ends elsewhere is the control.
func TestListChangesWhileItIsFollowed(t *testing.T) {
	for _, heard := range []bool{true, false} {
		u, a, c := lostKey(t, manyLost)
		for at := 0; at < len(c); at += 500 {
			u.takes(a, c[at:min(at+500, len(c))]...)
		}
		first, last := revoke(newList(), a.keys.public()), revoke(newList(), a.keys.public(), c[499])
		u.turn(1+3, func() error { // of Open, of those in doubt, of the first transaction, of the second
			if heard {
				u.law.list = last
			}
			return nil
		})
		u.take(first)
		if n := u.sum().Records; (n == 500) != heard || !heard && n != 0 {
			t.Errorf("heard %v: %d records stand", heard, n)
		}
		if n := u.notStanding(); heard && n != manyLost-500 {
			t.Errorf("%d do not stand", n)
		}
	}
}

var errDied = errors.New("the power went")

// The head of a lost box has come, and the power goes before what it makes stand does:
// at once, or in the middle. Opening finishes it; opening without asking is the control.
func TestPowerGoesBeforeItStands(t *testing.T) {
	for _, tt := range []struct {
		name   string
		asked  int // twice of Open, of the batch, of its transaction, then each time that some are to stand
		before int64
	}{{"at once", 2 + 3, 0}, {"in the middle", 2 + 4, 1000}} {
		u, a, c := lostKey(t, manyLost)
		u.take(revoke(newList(), a.keys.public(), c[len(c)-1]))
		for _, part := range [][]hub.Commit{c[:500], c[500:1000], c[1000 : len(c)-1]} {
			u.takes(a, part...)
		}
		u.turn(tt.asked, func() error { return errDied })
		if _, err := u.Accept(context.Background(), c[len(c)-1:], a.proofs()); !errors.Is(err, errDied) {
			t.Fatalf("%s: %v", tt.name, err)
		}
		for _, asks := range []bool{false, true} {
			want := tt.before
			if u.opts.Verifier = nil; asks {
				u.opts.Verifier, want = u.law, manyLost
			}
			if u.reopen(); u.sum().Records != want {
				t.Errorf("%s, then opened (asking: %v): %d records stand, want %d", tt.name, asks, u.sum().Records, want)
			}
		}
	}
}

// Whoever brought the head goes away while it is stored: it stands all the same.
func TestItStandsThoughTheBringerHasGone(t *testing.T) {
	u, a, c := lostKey(t, 3)
	u.take(revoke(newList(), a.keys.public(), c[2]))
	u.takes(a, c[:2]...)
	ctx, gone := context.WithCancel(context.Background())
	u.turn(2+2, func() error { gone(); return nil }) // twice of Open, of the batch, of its transaction
	got, err := u.Accept(ctx, c[2:], a.proofs())
	if err != nil || got.New != 1 || ctx.Err() == nil || u.sum().Records != 3 {
		t.Errorf("%+v, %v (gone: %v): %d records stand", got, err, ctx.Err(), u.sum().Records)
	}
}

var _ store.Verifier = (*turning)(nil)

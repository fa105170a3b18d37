package box

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	stdsync "sync"
	"testing"
	"testing/synctest"
	"time"

	"yizhan/hub"
	"yizhan/mesh/sync"
)

// The controls: each breaks one thing that the simulation is there for, and has to be
// found by one of the first seeds, for the right reason.
func TestSimulationCatches(t *testing.T) {
	if testing.Short() {
		t.Skip("not in -short: it runs some dozens of simulations")
	}
	town := newSimTown(t)
	for _, c := range []struct {
		name   string
		change func(*simWorld)
		says   string
	}{
		{"the county drops some commits", func(w *simWorld) {
			w.logOf = func(h *simHub, _ *Box, honest sync.Log) sync.Log {
				if h.no != 0 {
					return honest
				}
				return dropping{honest}
			}
		}, "after half an hour of good lines"},
		{"a screen confirms what is not stored", func(w *simWorld) {
			w.deskOf = func(_ *simHub, b *Box) deskLog { return forgetful{b.store} }
		}, "lacks commit"},
		{"a request that comes again is taken for another", func(w *simWorld) { w.forgets = true }, "times"},
		{"parts leave that wait for consent", func(w *simWorld) {
			w.logOf = func(h *simHub, _ *Box, honest sync.Log) sync.Log { return leaking{honest, h} }
		}, "gives away"},
		{"a power cut takes what was confirmed", func(w *simWorld) {
			w.survives = func(h *simHub, to string) error {
				return copyFolder(filepath.Join(town.dir, "town", simFolder(min(h.no, simStations))), to)
			}
		}, "lacks commit"},
		{"a hub keeps what was erased", func(w *simWorld) {
			w.before = func() {
				for _, o := range w.book.orders {
					w.hubs[1].secretly(`UPDATE parts SET bytes = x'00' WHERE subject = ?`, o.Subject[:])
				}
			}
		}, "of what was erased"},
		{"hubs go on showing what a stolen box wrote", func(w *simWorld) { w.plan, w.deaf = stolenBox, true }, "after half an hour of good lines"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for seed := uint64(1); seed <= 12; seed++ {
				var heard simHearing
				synctest.Test(t, func(t *testing.T) {
					defer func() {
						if p := recover(); p != nil && p != any(simFatal{}) {
							panic(p)
						}
					}()
					runPlan(t.Context(), &heard, town, planOf(seed, simSteps), c.change)
				})
				if strings.Contains(heard.String(), c.says) {
					return
				}
			}
			t.Errorf("twelve simulations found nothing that %s", c.says)
		})
	}
}

// stolenBox is a station that writes on after the county has put it out, while its
// neighbours cannot hear the county.
var stolenBox = simPlan{stations: 3, steps: []simStep{
	{what: "register", hub: 1, pause: 5 * time.Second},
	{what: "wait"}, {what: "wait"},
	{what: "part", arg: 0b1110},
	{what: "revoke"},
	{what: "register", hub: 1, pause: 5 * time.Second},
	{what: "wait"}, {what: "wait"},
}}

// Without a fault the same plan ends well: what the stolen box wrote later is shown
// nowhere.
func TestStolenBox(t *testing.T) {
	town := newSimTown(t)
	synctest.Test(t, func(t *testing.T) {
		runPlan(t.Context(), t, town, stolenBox, func(w *simWorld) {
			w.before = func() {
				held, err := w.hubs[2].life.box.store.Quarantine(w.ctx)
				if err != nil || len(held) != 1 {
					t.Errorf("a neighbour holds back %v, %v, want one commit: nothing was tried", held, err)
				}
			}
		})
	})
}

// simHearing takes complaints.
type simHearing struct {
	mu   stdsync.Mutex
	text strings.Builder
}

// simFatal ends a simulation of which a complaint is the end.
type simFatal struct{}

func (h *simHearing) Helper()             {}
func (h *simHearing) Logf(string, ...any) {}
func (h *simHearing) Failed() bool        { return h.String() != "" }
func (h *simHearing) Error(args ...any)   { h.say(fmt.Sprint(args...)) }
func (h *simHearing) Fatal(args ...any)   { h.say(fmt.Sprint(args...)); panic(simFatal{}) }
func (h *simHearing) Errorf(format string, args ...any) {
	h.say(fmt.Sprintf(format, args...))
}

func (h *simHearing) say(text string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.text.WriteString(text)
}

func (h *simHearing) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.String()
}

// dropping takes every commit and keeps most.
type dropping struct{ sync.Log }

func (l dropping) Accept(ctx context.Context, batch []hub.Commit, proofs map[hub.Origin]hub.OriginProof) (sync.Accepted, error) {
	var kept []hub.Commit
	for _, c := range batch {
		if c.ID[0]%8 != 0 {
			kept = append(kept, c)
		}
	}
	got, err := l.Log.Accept(ctx, kept, proofs)
	got.New += len(batch) - len(kept)
	return got, err
}

// forgetful confirms every fourth act without storing it.
type forgetful struct{ deskLog }

func (l forgetful) Append(ctx context.Context, d hub.Draft) (hub.Outcome, error) {
	if d.Request[0]%4 == 0 {
		out := hub.Outcome{Commit: hub.NewID(), Lane: d.Lane}
		for _, e := range d.Edits {
			out.Records = append(out.Records, e.Record)
		}
		return out, nil
	}
	return l.deskLog.Append(ctx, d)
}

// secretly does to a hub's database what only a fault would.
func (h *simHub) secretly(query string, args ...any) {
	db, err := sql.Open("sqlite3", filepath.Join(h.dir, "log.db"))
	h.w.must(err)
	defer db.Close()
	_, err = db.Exec(query, args...)
	h.w.must(err)
}

// leaking sends whatever lies in the log.
type leaking struct {
	sync.Log
	h *simHub
}

func (l leaking) Since(ctx context.Context, lane hub.Lane, theirs hub.Vector, most, bytes int) ([]hub.Commit, bool, error) {
	commits, more, err := l.Log.Since(ctx, lane, theirs, most, bytes)
	for i := range commits {
		commits[i] = l.whole(commits[i])
	}
	return commits, more, err
}

func (l leaking) Commit(ctx context.Context, id hub.ID) (hub.Commit, error) {
	c, err := l.Log.Commit(ctx, id)
	return l.whole(c), err
}

// whole fills in the parts that the store has held back.
func (l leaking) whole(c hub.Commit) hub.Commit {
	db, err := sql.Open("sqlite3", filepath.Join(l.h.dir, "log.db"))
	if err != nil {
		return c
	}
	defer db.Close()
	for i, raw := range c.Parts {
		if raw == nil {
			db.QueryRow(`SELECT bytes FROM parts JOIN commits ON n = commit_n WHERE id = ? AND place = ?`, c.ID[:], i).Scan(&c.Parts[i])
		}
	}
	return c
}

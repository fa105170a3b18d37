package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/hub/store"
	"yizhan/hub/store/sqlite"
)

// Bits flip in the closed file. What a flip has done is said, or has no effect: after a
// scrub and a rebuild the log reads as it did before, or names what is damaged.
func TestFlippedBits(t *testing.T) {
	ownFile(t)
	s := newStation(t, members{})
	for i := range 60 {
		id := s.child(fmt.Sprint("孩子", i))
		s.append(child(id, form.Values{"nick": "满满", "village_name": "南董村"}))
	}
	want := s.sum()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	path := s.folder.Path("log.db")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 1))
	outcomes := map[string]int{}
	for range rounds(60, 2000) {
		bad := append([]byte(nil), whole...)
		bit := random.IntN(8 * len(bad))
		bad[bit/8] ^= 1 << (bit % 8)
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		what := s.afterFlip(want)
		outcomes[what]++
		if strings.HasPrefix(what, "silent") {
			t.Errorf("bit %d of %d: %s", bit, 8*len(bad), what)
		}
	}
	t.Log(outcomes)
	if outcomes["none"] == 0 || len(outcomes) < 2 {
		t.Errorf("outcomes %v: nothing was tried", outcomes)
	}
}

// afterFlip opens a log in whose file a bit is not what it was, and says how that came
// to light.
func (s *station) afterFlip(want store.LaneSum) string {
	ctx := context.Background()
	for _, name := range []string{"log.db-wal", "log.db-shm"} {
		os.Remove(s.folder.Path(name)) // mostly there is none
	}
	opened, err := sqlite.Open(ctx, s.folder, s.opts)
	if err != nil {
		if hub.CodeOf(err) != hub.CodeFolder {
			return "silent: it does not open, and says " + err.Error()
		}
		return "it does not open"
	}
	defer opened.Close()
	parts, headers, err := opened.Scrub(ctx)
	switch {
	case err != nil:
		return "the scrub cannot read"
	case parts > 0 || len(headers) > 0:
		return "the scrub finds it"
	}
	if err := opened.Rebuild(ctx); err != nil {
		return "it cannot be rebuilt"
	}
	s.Store = opened
	if got := s.sum(); got != want {
		return fmt.Sprintf("silent: it holds %+v, not %+v", got, want)
	}
	return "none"
}

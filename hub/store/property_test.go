package store_test

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/form"
)

// reading is all that a station shows, record by record.
func (s *station) reading() map[string]hub.Record {
	s.t.Helper()
	out := map[string]hub.Record{}
	for _, kind := range form.Builtin().Kinds() {
		err := s.Each(context.Background(), kind, func(r hub.Record) error {
			out[fmt.Sprint(r.Lane, r.Kind, r.ID)] = r
			return nil
		})
		if err != nil {
			s.t.Fatal(err)
		}
	}
	return out
}

func sameReading(t reporter, a, b map[string]hub.Record, what string) {
	t.Helper()
	for _, key := range slices.Sorted(maps.Keys(a)) {
		if !reflect.DeepEqual(a[key], b[key]) {
			t.Errorf("%s: %s reads\n%+v\nand\n%+v", what, key, a[key], b[key])
		}
	}
	if len(a) != len(b) {
		t.Errorf("%s: %d and %d records", what, len(a), len(b))
	}
}

// world is stations that write the same few children and exchange what they like.
type world struct {
	stations []*station
	children []hub.ID
	sent     []hub.Commit // everything that ever was on the way
}

func newWorld(t testing.TB, rt *rapid.T) *world {
	w, m := &world{}, members{}
	for range 3 {
		s := newStation(t, m)
		s.t = rt
		w.stations = append(w.stations, s)
		w.children = append(w.children, hub.NewID())
	}
	for _, s := range w.stations {
		for _, other := range w.stations {
			s.keys.to = append(s.keys.to, other.keys.recipient())
		}
	}
	return w
}

func (w *world) close() {
	for _, s := range w.stations {
		s.Close()
		s.folder.Close()
	}
}

// edit draws an act: plain, sealed, gated fields, a consent, a birthday that
// people have to settle.
func (w *world) edit(rt *rapid.T) hub.Edit {
	id := w.children[rapid.IntRange(0, len(w.children)-1).Draw(rt, "child")]
	text := rapid.SampledFrom([]string{"甲", "乙", "丙"}).Draw(rt, "text")
	reg := form.Builtin()
	switch rapid.IntRange(0, 5).Draw(rt, "act") {
	case 0:
		return child(id, form.Values{"name": text})
	case 1:
		return child(id, form.Values{"village_name": text, "nick": text})
	case 2:
		return child(id, form.Values{"photo": []byte(text), "category": "care"})
	case 3:
		answer := rapid.SampledFrom([]string{"yes", "no", "pending"}).Draw(rt, "answer")
		return reg.EditOnce("consent", id, "photo", form.Values{"answer": answer, "witness": text})
	case 4:
		return reg.EditOnce("day", id, "2026-11-23", form.Values{"in": rapid.Int64Range(480, 482).Draw(rt, "minute")})
	}
	return child(id, form.Values{"village_name": nil})
}

// step is one thing that happens: an act, or a message that may be old, doubled,
// out of order, or cut.
func (w *world) step(rt *rapid.T) {
	s := w.stations[rapid.IntRange(0, 2).Draw(rt, "station")]
	if rapid.Bool().Draw(rt, "write") {
		s.append(w.edit(rt))
		return
	}
	from := w.stations[rapid.IntRange(0, 2).Draw(rt, "from")]
	w.sent = append(w.sent, s.lacks(from)...)
	if len(w.sent) == 0 {
		return
	}
	var batch []hub.Commit
	for range rapid.IntRange(0, 6).Draw(rt, "messages") {
		batch = append(batch, w.sent[rapid.IntRange(0, len(w.sent)-1).Draw(rt, "message")])
	}
	proofs := map[hub.Origin]hub.OriginProof{}
	for _, other := range w.stations {
		maps.Copy(proofs, other.proofs())
	}
	if _, err := s.Accept(context.Background(), batch, proofs); err != nil {
		rt.Fatal(err)
	}
}

// settle releases everything that waits and lets all exchange until nothing is left.
func (w *world) settle() {
	all := func() {
		for range len(w.stations) {
			for _, s := range w.stations {
				for _, from := range w.stations {
					s.pull(from)
				}
			}
		}
	}
	all()
	for _, id := range w.children {
		w.stations[0].append(form.Builtin().EditOnce("consent", id, "photo", form.Values{"answer": "yes"}))
	}
	all()
}

// fewChecks says how often a property is tried, long and short.
func fewChecks(t *testing.T, checks, short string) {
	if testing.Short() {
		checks = short
	}
	for name, value := range map[string]string{"rapid.checks": checks, "rapid.nofailfile": "true", "rapid.shrinktime": "10s"} {
		if err := flag.Set(name, value); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAnyOrderOneState(t *testing.T) {
	fewChecks(t, "80", "40")
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t, rt)
		defer w.close()
		for range rapid.IntRange(1, 25).Draw(rt, "steps") {
			w.step(rt)
		}
		w.settle()
		converged(rt, w.stations...)
		first := w.stations[0].reading()
		for i, s := range w.stations {
			sameReading(rt, first, s.reading(), fmt.Sprintf("stations 0 and %d", i))
			before := s.sum()
			if err := s.Rebuild(context.Background()); err != nil {
				rt.Fatal(err)
			}
			if after := s.sum(); after != before {
				rt.Errorf("station %d: rebuilt to %+v from %+v", i, after, before)
			}
			sameReading(rt, first, s.reading(), fmt.Sprintf("station %d rebuilt", i))
		}
	})
}

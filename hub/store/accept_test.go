package store_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/hub/store"
)

func TestRefusedAloneAndCounted(t *testing.T) {
	ctx := context.Background()
	id := hub.NewID()
	village := func(v string) hub.FieldChange { return open(9, v) }
	tests := []struct {
		name   string
		reason store.Reason
		spoil  func(a *author, c *hub.Commit, proofs map[hub.Origin]hub.OriginProof)
	}{
		{"forged signature", store.ReasonSignature, func(a *author, c *hub.Commit, _ map[hub.Origin]hub.OriginProof) {
			c.Sig = bytes.Repeat([]byte{7}, 64)
		}},
		{"somebody else's key", store.ReasonSignature, func(a *author, c *hub.Commit, _ map[hub.Origin]hub.OriginProof) {
			c.Sig = codec.SignCommit(newKeys().sign, c.Raw)
		}},
		{"signature for another purpose", store.ReasonSignature, func(a *author, c *hub.Commit, _ map[hub.Origin]hub.OriginProof) {
			c.Sig = codec.Sign(a.keys.sign, "receipt", c.Raw)
		}},
		{"no signature", store.ReasonUnproven, func(a *author, c *hub.Commit, _ map[hub.Origin]hub.OriginProof) {
			c.Sig = nil
		}},
		{"changed part", store.ReasonMalformed, func(a *author, c *hub.Commit, _ map[hub.Origin]hub.OriginProof) {
			c.Parts = [][]byte{append(slices.Clone(c.Parts[0]), 0)}
		}},
		{"changed header", store.ReasonMalformed, func(a *author, c *hub.Commit, _ map[hub.Origin]hub.OriginProof) {
			c.Raw = append(slices.Clone(c.Raw), 0)
		}},
		{"another id", store.ReasonMalformed, func(a *author, c *hub.Commit, _ map[hub.Origin]hub.OriginProof) {
			c.ID = hub.NewID()
		}},
		{"too few parts", store.ReasonMalformed, func(a *author, c *hub.Commit, _ map[hub.Origin]hub.OriginProof) {
			c.Parts = nil
		}},
		{"oversize", store.ReasonOversize, func(a *author, c *hub.Commit, _ map[hub.Origin]hub.OriginProof) {
			c.Parts = [][]byte{make([]byte, hub.MaxCommit+1)}
			c.Header.Parts[0].Hash = codec.HashPart(c.Parts[0])
			*c = a.sign(*c)
		}},
		{"no proof of the origin", store.ReasonOrigin, func(a *author, _ *hub.Commit, proofs map[hub.Origin]hub.OriginProof) {
			delete(proofs, a.id)
		}},
		{"proof of another origin", store.ReasonOrigin, func(a *author, _ *hub.Commit, proofs map[hub.Origin]hub.OriginProof) {
			proofs[a.id] = newAuthor(a.t, newKeys()).proof
		}},
		{"another's origin claimed with an own key", store.ReasonOrigin, func(a *author, c *hub.Commit, proofs map[hub.Origin]hub.OriginProof) {
			thief := newKeys()
			c.Sig = codec.SignCommit(thief.sign, c.Raw)
			proof := proofs[a.id]
			proof.Key = thief.public()
			proofs[a.id] = proof
		}},
		{"not certified for the lane", store.ReasonLane, func(a *author, c *hub.Commit, proofs map[hub.Origin]hub.OriginProof) {
			proof := a.proof
			proof.Cert = []byte("made at home")
			proofs[a.id] = proof
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			k, m := newKeys(), members{}
			s := newStation(t, m)
			m[k.public()] = true
			good := newAuthor(t, k)
			bad := newAuthor(t, k)
			c := bad.write("child", id, village("坏"))
			proofs := good.proofs()
			proofs[bad.id] = bad.proof
			tt.spoil(bad, &c, proofs)
			got, err := s.Accept(ctx, []hub.Commit{good.write("child", id, village("好")), c, good.write("child", id, open(2, "两"))}, proofs)
			if err != nil || got.New != 2 || len(got.Refused) != 1 || got.Refused[0].Reason != tt.reason {
				t.Fatalf("accepted %+v, %v; want 2 new, one refused for %s", got, err, tt.reason)
			}
			counts, err := s.Refused(ctx)
			if err != nil || counts[tt.reason] != 1 || len(counts) != 1 {
				t.Errorf("counted %v, %v", counts, err)
			}
			if v := value(s.record("child", id), "village_name"); v != "好" {
				t.Errorf("village = %v", v)
			}
		})
	}
}

// everybody may write everything: what is refused all the same, the store refuses.
type everybody struct{ members }

func (everybody) Admit(hub.Origin, hub.OriginProof) (hub.Head, bool, error) {
	return hub.Head{}, false, nil
}

func TestLanesNobodyMaySend(t *testing.T) {
	for _, l := range []hub.Lane{hub.LaneLocal, "township/1", ""} {
		k := newKeys()
		s := newStation(t, members{}, func(o *store.Options) { o.Verifier = everybody{} })
		a := newAuthor(t, k)
		a.proof.Lane = l
		a.id = codec.OriginOf(k.public(), a.proof.Epoch, l)
		got, err := s.Accept(context.Background(), []hub.Commit{a.write("child", hub.NewID(), open(2, "x"))}, a.proofs())
		if err != nil || len(got.Refused) != 1 || got.Refused[0].Reason != store.ReasonLane {
			t.Errorf("lane %q: %+v, %v", l, got, err)
		}
	}
}

func TestReplayIsKnown(t *testing.T) {
	k, m := newKeys(), members{}
	s := newStation(t, m)
	m[k.public()] = true
	a := newAuthor(t, k)
	c := a.write("child", hub.NewID(), open(2, "x"))
	for i, want := range []store.Accepted{{New: 1, Known: 1}, {Known: 2}} {
		got, err := s.Accept(context.Background(), []hub.Commit{c, c}, a.proofs())
		if err != nil || got.New != want.New || got.Known != want.Known {
			t.Errorf("round %d: %+v, %v; want %+v", i, got, err, want)
		}
	}
	if sum := s.sum(); sum.Commits != 1 {
		t.Errorf("%d commits", sum.Commits)
	}
}

func TestRunIsProvenByItsLastSignature(t *testing.T) {
	k, m := newKeys(), members{}
	s := newStation(t, m)
	m[k.public()] = true
	a := newAuthor(t, k)
	id := hub.NewID()
	c1, c2, c3 := a.write("child", id, open(2, "1")), a.write("child", id, open(2, "2")), a.write("child", id, open(2, "3"))
	c4 := a.write("child", id, open(2, "4"))
	got, err := s.Accept(context.Background(), []hub.Commit{unsigned(c4), c3, unsigned(c1), unsigned(c2)}, a.proofs())
	if err != nil || got.New != 3 || len(got.Refused) != 1 || got.Refused[0].Commit != c4.ID {
		t.Fatalf("%+v, %v", got, err)
	}
}

func TestBeyondAGapIsShownAtOnceThenFilled(t *testing.T) {
	ctx := context.Background()
	k, m := newKeys(), members{}
	s, other := newStation(t, m), newStation(t, m)
	m[k.public()] = true
	a := newAuthor(t, k)
	id := hub.NewID()
	c1, c2, c3 := a.write("child", id, open(2, "1")), a.write("child", id, open(2, "2")), a.write("child", id, open(9, "3"))
	for _, c := range []hub.Commit{c1, c3} {
		if got, err := s.Accept(ctx, []hub.Commit{c}, a.proofs()); err != nil || got.New != 1 {
			t.Fatalf("%+v, %v", got, err)
		}
	}
	if v := value(s.record("child", id), "village_name"); v != "3" {
		t.Errorf("beyond the gap: village = %v", v)
	}
	v, err := s.Vector(ctx, lane)
	if reach := v[a.id]; err != nil || reach.Head != (hub.Head{Seq: 1, ID: c1.ID}) || !slices.Equal(reach.Beyond, []hub.Span{{From: 3, To: 3}}) {
		t.Fatalf("reach %+v, %v", v[a.id], err)
	}
	if _, err := other.Accept(ctx, []hub.Commit{unsigned(c1), unsigned(c2), c3}, a.proofs()); err != nil {
		t.Fatal(err)
	}
	s.pull(other) // only c3 is signed there: the run goes on to it
	v, err = s.Vector(ctx, lane)
	if reach := v[a.id]; err != nil || reach.Head != (hub.Head{Seq: 3, ID: c3.ID}) || reach.Beyond != nil {
		t.Errorf("after the gap is filled: %+v, %v", v[a.id], err)
	}
	converged(t, s, other)
}

func TestUnknownKindIsKeptAndForwarded(t *testing.T) {
	k, m := newKeys(), members{}
	a, b := newStation(t, m), newStation(t, m)
	m[k.public()] = true
	au := newAuthor(t, k)
	id := hub.NewID()
	c := au.write("of-a-later-release", id, open(1, "text"), open(700, int64(5)))
	if _, err := a.Accept(context.Background(), []hub.Commit{c}, au.proofs()); err != nil {
		t.Fatal(err)
	}
	b.pull(a)
	converged(t, a, b)
	for _, s := range []*station{a, b} {
		if err := s.Rebuild(context.Background()); err != nil {
			t.Fatal(err)
		}
		rec := s.record("of-a-later-release", id)
		if rec.Fields[1] != "text" || rec.Fields[700] != int64(5) {
			t.Errorf("fields %v", rec.Fields)
		}
	}
	converged(t, a, b)
	got, err := b.Commit(context.Background(), c.ID)
	if err != nil || !bytes.Equal(codec.EncodeCommit(got), codec.EncodeCommit(c)) {
		t.Errorf("forwarded commit differs: %v", err)
	}
}

func TestPoisonedCommitIsQuarantinedAlone(t *testing.T) {
	ctx := context.Background()
	k, m := newKeys(), members{}
	a, b := newStation(t, m), newStation(t, m)
	m[k.public()] = true
	au := newAuthor(t, k)
	id := hub.NewID()
	good := au.write("child", id, open(2, "好"))
	poison := au.writeRaw(id, []byte("what its author signed, but no part"))
	after := au.write("child", id, open(9, "后"))
	got, err := a.Accept(ctx, []hub.Commit{good, poison, after}, au.proofs())
	if err != nil || got.New != 3 || len(got.Refused) != 0 || !slices.Equal(got.Quarantined, []hub.ID{poison.ID}) {
		t.Fatalf("%+v, %v", got, err)
	}
	kept, err := a.Quarantine(ctx)
	if err != nil || len(kept) != 1 || kept[0].Commit != poison.ID || kept[0].Reason == "" {
		t.Errorf("quarantine %+v, %v", kept, err)
	}
	if rec := a.record("child", id); value(rec, "nick") != "好" || value(rec, "village_name") != "后" {
		t.Errorf("record %+v", rec)
	}
	b.pull(a) // it does not hold up what comes behind it
	converged(t, a, b)
	sum := a.sum()
	if err := a.Rebuild(ctx); err != nil || a.sum() != sum {
		t.Errorf("rebuilt to %+v from %+v, %v", a.sum(), sum, err)
	}
}

func TestForkKeepsBothBranches(t *testing.T) {
	ctx := context.Background()
	for _, behind := range []int{0, 1, 3} { // commits of the longer branch after the fork
		k, m := newKeys(), members{}
		x, y, z := newStation(t, m), newStation(t, m), newStation(t, m)
		m[k.public()] = true
		id := hub.NewID()
		first := newAuthor(t, k)
		common := first.write("child", id, open(2, "同"))
		second := first.branch()
		atX := []hub.Commit{common, first.write("child", id, open(9, "甲"))}
		atY := []hub.Commit{common, second.write("child", id, open(9, "乙"))}
		for range behind {
			atY = append(atY, second.write("child", hub.NewID(), open(2, "后")))
		}
		for s, batch := range map[*station][]hub.Commit{x: atX, y: atY} {
			if _, err := s.Accept(ctx, batch, first.proofs()); err != nil {
				t.Fatal(err)
			}
		}
		for range 3 {
			for _, pair := range [][2]*station{{x, y}, {y, x}, {z, x}, {z, y}, {x, z}} {
				pair[0].pull(pair[1])
			}
		}
		converged(t, x, y, z)
		if rec := x.record("child", id); len(rec.Conflict) != 1 {
			t.Errorf("behind %d: conflict %v", behind, rec.Conflict)
		}
		forks, err := x.Forks(ctx)
		if err != nil || len(forks) == 0 || forks[0].Origin != first.id || forks[0].Key != k.public() || forks[0].Own {
			t.Errorf("behind %d: forks %+v, %v", behind, forks, err)
		}
		for _, f := range forks {
			for _, id := range []hub.ID{f.A, f.B} {
				if c, err := x.Commit(ctx, id); err != nil || c.Raw == nil {
					t.Errorf("no header of %v: %v", id, err)
				}
			}
		}
		if left := x.lacks(y); len(left) != 0 {
			t.Errorf("behind %d: %d commits are sent again though nothing is missing", behind, len(left))
		}
	}
}

func TestLamIsNeverAReasonToRefuse(t *testing.T) {
	k, m := newKeys(), members{}
	s := newStation(t, m)
	m[k.public()] = true
	au := newAuthor(t, k)
	au.lam = 1<<64 - 2
	id := hub.NewID()
	if got, err := s.Accept(context.Background(), []hub.Commit{au.write("child", id, open(2, "远"))}, au.proofs()); err != nil || got.New != 1 {
		t.Fatalf("%+v, %v", got, err)
	}
	for range 2 { // lam stands still at its cap, and what is written still takes effect
		nick := "近" + hub.NewID().String()
		out := s.append(hub.Edit{Kind: "child", Record: id, Subject: id, Set: map[uint32]any{2: nick}})
		c, err := s.Commit(context.Background(), out.Commit)
		if err != nil || c.Header.Lam != hub.MaxLam {
			t.Errorf("lam %d, %v", c.Header.Lam, err)
		}
		if got := value(s.record("child", id), "nick"); got != nick {
			t.Errorf("nick = %v", got)
		}
	}
}

func TestLamJumpIsCounted(t *testing.T) {
	k, m := newKeys(), members{}
	s := newStation(t, m)
	m[k.public()] = true
	au := newAuthor(t, k)
	id := hub.NewID()
	for i, lam := range []uint64{5_000_000, 5_000_001, 5_000_002 + 1<<20} {
		au.lam = lam
		if _, err := s.Accept(context.Background(), []hub.Commit{au.write("child", id, open(2, "远"))}, au.proofs()); err != nil {
			t.Fatal(err)
		}
		counts, err := s.Refused(context.Background())
		if want := int64(i / 2); err != nil || counts[store.ReasonLamJump] != want {
			t.Errorf("lam %d: counted %v, %v; want %d", lam, counts, err, want)
		}
	}
}

func TestAcceptStopsWhenItsCallerHasGone(t *testing.T) {
	s := newStation(t, members{})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Accept(ctx, nil, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

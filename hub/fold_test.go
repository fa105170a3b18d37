package hub

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// edit is what one commit says of the record under test.
type edit struct {
	ref    CommitRef
	fields []FieldChange
}

var testRecord = ID{0xaa}

// applyAll folds edits in their order and keeps the digest up as a store does.
func applyAll(edits []edit) (State, Digest) {
	s, d := State{}, Digest{}
	for _, e := range edits {
		for _, touch := range s.Apply(e.ref, e.fields) {
			d.Toggle("child", testRecord, touch)
		}
	}
	return s, d
}

// definition is the fold in words: live versions of a field are all its versions
// minus those that any known change names as replaced.
func definition(edits []edit) (live map[uint32]map[ID]any, digest Digest) {
	gone := map[uint32]map[ID]bool{}
	for _, e := range edits {
		for _, f := range e.fields {
			for _, id := range f.Replaces {
				if gone[f.No] == nil {
					gone[f.No] = map[ID]bool{}
				}
				gone[f.No][id] = true
			}
		}
	}
	live = map[uint32]map[ID]any{}
	for _, e := range edits {
		for _, f := range e.fields {
			if live[f.No] == nil {
				live[f.No] = map[ID]any{}
			}
			if _, twice := live[f.No][e.ref.ID]; !gone[f.No][e.ref.ID] && !twice {
				live[f.No][e.ref.ID] = f.Value
				digest.Toggle("child", testRecord, Touch{f.No, e.ref.ID, true})
			}
		}
	}
	return live, digest
}

// drawEdits is a set of commits that name each other as replaced in any way at
// all, commits that are not in the set too.
func drawEdits(t *rapid.T) []edit {
	n := rapid.IntRange(1, 9).Draw(t, "commits")
	edits := make([]edit, n)
	for i := range edits {
		id := testCommit(i)
		edits[i].ref = CommitRef{id, rapid.Uint64Range(0, 4).Draw(t, "lam"), Origin{byte(rapid.IntRange(1, 3).Draw(t, "origin"))}}
		nos := rapid.SliceOfNDistinct(rapid.Uint32Range(1, 4), 1, 3, rapid.ID).Draw(t, "fields")
		for _, no := range nos {
			f := FieldChange{No: no, Opened: true, Value: int64(100*i) + int64(no)}
			for _, j := range rapid.SliceOfN(rapid.IntRange(0, n+1), 0, 3).Draw(t, "replaces") {
				if j != i {
					f.Replaces = append(f.Replaces, testCommit(j))
				}
			}
			edits[i].fields = append(edits[i].fields, f)
		}
	}
	return edits
}

// testCommit is an id whose order has nothing to do with i.
func testCommit(i int) ID { return DeriveID("commit", ID{}, fmt.Sprint(i)) }

func TestFoldIsAPureFunctionOfTheSet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		edits := drawEdits(t)
		want, wantDigest := applyAll(edits)

		shuffled := rapid.Permutation(edits).Draw(t, "order")
		again := rapid.SliceOf(rapid.SampledFrom(edits)).Draw(t, "again")
		got, gotDigest := applyAll(append(slices.Clone(shuffled), again...))
		if !reflect.DeepEqual(got, want) || gotDigest != wantDigest {
			t.Fatalf("another order or doubles: %v, want %v", got, want)
		}

		// Two halves that met doubles of each other on the way.
		cut := rapid.IntRange(0, len(shuffled)).Draw(t, "cut")
		got, gotDigest = applyAll(slices.Concat(shuffled[cut:], again, shuffled[:cut], shuffled[cut:]))
		if !reflect.DeepEqual(got, want) || gotDigest != wantDigest {
			t.Fatalf("subset, then the rest: %v, want %v", got, want)
		}
	})
}

func TestFoldIsItsDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		edits := drawEdits(t)
		got, digest := applyAll(edits)
		live, wantDigest := definition(edits)
		for no, want := range live {
			have := map[ID]any{}
			for _, v := range got[no].Live {
				have[v.Commit] = v.Value
			}
			if !reflect.DeepEqual(have, want) {
				t.Fatalf("field %d: live %v, want %v", no, have, want)
			}
		}
		if digest != wantDigest {
			t.Fatalf("digest %v, want %v", digest, wantDigest)
		}
	})
}

// The rule "remove what my context covers" gave four end states here.
func TestChainOfThreeHasOneEnd(t *testing.T) {
	chain := []edit{
		{CommitRef{ID: ID{1}, Lam: 1}, []FieldChange{{No: 1, Value: "a"}}},
		{CommitRef{ID: ID{2}, Lam: 2}, []FieldChange{{No: 1, Value: "b", Replaces: []ID{{1}}}}},
		{CommitRef{ID: ID{3}, Lam: 3}, []FieldChange{{No: 1, Value: "c", Replaces: []ID{{2}}}}},
	}
	var digests []Digest
	for _, order := range [][3]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		s, d := applyAll([]edit{chain[order[0]], chain[order[1]], chain[order[2]]})
		if live := s[1].LiveIDs(); !slices.Equal(live, []ID{{3}}) {
			t.Errorf("order %v: live %v", order, live)
		}
		if gone := s[1].Gone; !slices.Equal(gone, []ID{{1}, {2}}) {
			t.Errorf("order %v: gone %v", order, gone)
		}
		digests = append(digests, d)
	}
	if len(slices.Compact(digests)) != 1 {
		t.Errorf("several digests: %v", digests)
	}
}

func TestTwoSidesAreAConflictUntilOneReplacesBoth(t *testing.T) {
	s := State{}
	s.Apply(CommitRef{ID: ID{1}, Lam: 5, Origin: Origin{1}}, []FieldChange{{No: 7, Value: int64(8200)}})
	s.Apply(CommitRef{ID: ID{2}, Lam: 5, Origin: Origin{2}}, []FieldChange{{No: 7, Value: int64(8500)}})
	if top, _ := s[7].Top(); len(s[7].Live) != 2 || top.Value != int64(8500) {
		t.Fatalf("top %v of %v", top, s[7].Live)
	}
	s.Apply(CommitRef{ID: ID{3}, Lam: 6, Origin: Origin{1}}, []FieldChange{{No: 7, Value: int64(8200), Replaces: s[7].LiveIDs()}})
	if got := s[7].LiveIDs(); !slices.Equal(got, []ID{{3}}) {
		t.Fatalf("live %v", got)
	}
}

// A hub without the key folds like every other, and a key that comes later fills
// the value in without touching the digest.
func TestKeyThatComesLaterFillsIn(t *testing.T) {
	ref := CommitRef{ID: ID{1}, Lam: 1, Origin: Origin{1}}
	closed := []FieldChange{{No: 1, Sealed: true}}
	opened := []FieldChange{{No: 1, Sealed: true, Opened: true, Value: "张梓涵"}}
	for name, order := range map[string][][]FieldChange{
		"closed first": {closed, opened, closed}, "opened first": {opened, closed, opened},
	} {
		s, touches := State{}, 0
		for _, fields := range order {
			touches += len(s.Apply(ref, fields))
		}
		if v, _ := s[1].Top(); v.Value != "张梓涵" || !v.Opened || !v.Sealed || touches != 1 {
			t.Errorf("%s: %+v after %d touches", name, v, touches)
		}
	}
}

// Apply never changes what an earlier copy of the state shares with it.
func TestApplyLeavesCopiesAlone(t *testing.T) {
	s, _ := applyAll([]edit{
		{CommitRef{ID: ID{1}}, []FieldChange{{No: 1, Sealed: true}}},
		{CommitRef{ID: ID{3}}, []FieldChange{{No: 1, Sealed: true, Replaces: []ID{{9}}}}},
	})
	before := State{1: s[1]}
	want := fmt.Sprint(before)
	s.Apply(CommitRef{ID: ID{1}}, []FieldChange{{No: 1, Sealed: true, Opened: true, Value: "x"}})
	s.Apply(CommitRef{ID: ID{2}}, []FieldChange{{No: 1, Value: "y", Replaces: []ID{{1}, {8}}}})
	if got := fmt.Sprint(before); got != want {
		t.Errorf("copy changed from %s to %s", want, got)
	}
}

func TestTopOrder(t *testing.T) {
	v := func(lam uint64, origin, commit byte) Version {
		return Version{Lam: lam, Origin: Origin{origin}, Commit: ID{commit}}
	}
	for _, c := range []struct {
		name string
		a, b Version // b is on top
	}{
		{"lam", v(1, 9, 9), v(2, 1, 1)},
		{"origin where lam is equal", v(2, 1, 9), v(2, 2, 1)},
		{"commit where both are", v(2, 2, 1), v(2, 2, 2)},
		{"origin alone beyond the cap", v(MaxLam+1<<10, 1, 9), v(MaxLam, 2, 1)},
	} {
		for _, live := range [][]Version{{c.a, c.b}, {c.b, c.a}} {
			if top, ok := (FieldState{Live: live}).Top(); !ok || top.Commit != c.b.Commit {
				t.Errorf("%s: top is %+v", c.name, top)
			}
		}
	}
	if _, ok := (FieldState{Gone: []ID{{1}}}).Top(); ok {
		t.Error("a field without live versions has a top")
	}
	if ids := (FieldState{}).LiveIDs(); ids != nil {
		t.Errorf("live ids of nothing: %v", ids)
	}
}

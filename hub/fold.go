package hub

import (
	"bytes"
	"cmp"
	"slices"
)

// Version is one value of a field, as one commit wrote it.
type Version struct {
	Commit ID
	Lam    uint64
	Origin Origin
	Sealed bool
	Opened bool // false: sealed, and this hub has no key
	Value  any
}

// FieldState is a field's live versions, and the commits known to be replaced.
// Both are sorted by commit id, so that equal sets have equal bytes.
type FieldState struct {
	Live []Version
	Gone []ID
}

// State is a record's fold: field number → its versions.
type State map[uint32]FieldState

// Touch names a version that the fold brought to life or took away; the state
// digest of a lane is kept up from these.
type Touch struct {
	No     uint32
	Commit ID
	Alive  bool
}

// Apply adds what one commit says of a record. The result depends only on the
// set of changes applied, never on their order: live versions are all versions
// minus those that any known change names as replaced, and the name may come
// first. Applying a commit twice changes nothing, but that a version which was
// sealed is filled in once its key is here. It neither validates nor needs
// key or form, so that every hub of every release folds alike.
func (s State) Apply(ref CommitRef, fields []FieldChange) []Touch {
	var touched []Touch
	for _, f := range fields {
		st := s[f.No]
		for _, old := range f.Replaces {
			if !insertID(&st.Gone, old) {
				continue
			}
			if i, ok := findVersion(st.Live, old); ok {
				st.Live = without(st.Live, i)
				touched = append(touched, Touch{f.No, old, false})
			}
		}
		if _, dead := slices.BinarySearchFunc(st.Gone, ref.ID, compareID); !dead {
			v := Version{ref.ID, ref.Lam, ref.Origin, f.Sealed, f.Opened || !f.Sealed, f.Value}
			if i, ok := findVersion(st.Live, ref.ID); !ok {
				st.Live = slices.Insert(slices.Clone(st.Live), i, v)
				touched = append(touched, Touch{f.No, ref.ID, true})
			} else if v.Opened && !st.Live[i].Opened {
				st.Live = slices.Clone(st.Live)
				st.Live[i] = v
			}
		}
		s[f.No] = st
	}
	return touched
}

// Top is the live version with the highest (lam, origin): what is shown while
// versions disagree and no merge rule settles it.
func (f FieldState) Top() (Version, bool) {
	if len(f.Live) == 0 {
		return Version{}, false
	}
	return slices.MaxFunc(f.Live, CompareVersions), true
}

// Commits names every commit that is known to have said something of the record, and
// those that are named as replaced, in the order of their ids.
func (s State) Commits() []ID {
	var ids []ID
	for _, f := range s {
		ids = append(append(ids, f.LiveIDs()...), f.Gone...)
	}
	Sort(ids, compareID)
	return slices.Compact(ids)
}

// CompareVersions orders by (lam, origin), then commit so that the order is total.
func CompareVersions(a, b Version) int {
	return cmp.Or(
		cmp.Compare(min(a.Lam, MaxLam), min(b.Lam, MaxLam)),
		bytes.Compare(a.Origin[:], b.Origin[:]),
		bytes.Compare(a.Commit[:], b.Commit[:]),
	)
}

// LiveIDs names the live versions: what a new value of the field replaces.
func (f FieldState) LiveIDs() []ID {
	if len(f.Live) == 0 {
		return nil
	}
	ids := make([]ID, len(f.Live))
	for i, v := range f.Live {
		ids[i] = v.Commit
	}
	return ids
}

func compareID(a, b ID) int { return bytes.Compare(a[:], b[:]) }

func findVersion(vs []Version, id ID) (int, bool) {
	return slices.BinarySearchFunc(vs, id, func(v Version, id ID) int { return compareID(v.Commit, id) })
}

// without is a copy of vs that lacks its ith; nil where nothing is left, so that
// equal states are deeply equal.
func without(vs []Version, i int) []Version {
	if len(vs) == 1 {
		return nil
	}
	return slices.Delete(slices.Clone(vs), i, i+1)
}

func insertID(ids *[]ID, id ID) bool {
	i, ok := slices.BinarySearchFunc(*ids, id, compareID)
	if !ok {
		*ids = slices.Insert(slices.Clone(*ids), i, id)
	}
	return !ok
}

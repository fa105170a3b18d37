package hub

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestSortIsSlicesSort(t *testing.T) {
	type one struct{ key, at int }
	byKey := func(a, b one) int { return cmp.Compare(a.key, b.key) }
	rapid.Check(t, func(t *rapid.T) {
		var s []one
		for at, key := range rapid.SliceOfN(rapid.IntRange(0, 9), 0, 60).Draw(t, "keys") {
			s = append(s, one{key, at})
		}
		want, got := slices.Clone(s), slices.Clone(s)
		slices.SortStableFunc(want, byKey)
		SortStable(got, byKey)
		if !slices.Equal(got, want) {
			t.Fatalf("stable: %v, want %v", got, want)
		}
		Sort(s, func(a, b one) int { return cmp.Or(byKey(a, b), cmp.Compare(a.at, b.at)) })
		if !slices.Equal(s, want) {
			t.Fatalf("%v, want %v", s, want)
		}
	})
}

package hub

import "sort"

// Sort and SortStable order a slice as slices.SortFunc and slices.SortStableFunc do. Those
// are compiled anew for every type, some fourteen kilobytes each, and sixty types are
// sorted here: through one interface the program is a megabyte smaller, which a small box
// loads at every start. Where tens of thousands are sorted while a person waits, slices
// is the quicker by half.
func Sort[E any](s []E, compare func(a, b E) int) { sort.Sort(sorted[E]{s, compare}) }

// SortStable keeps equal elements in their order.
func SortStable[E any](s []E, compare func(a, b E) int) { sort.Stable(sorted[E]{s, compare}) }

type sorted[E any] struct {
	s       []E
	compare func(a, b E) int
}

func (x sorted[E]) Len() int           { return len(x.s) }
func (x sorted[E]) Less(i, j int) bool { return x.compare(x.s[i], x.s[j]) < 0 }
func (x sorted[E]) Swap(i, j int)      { x.s[i], x.s[j] = x.s[j], x.s[i] }

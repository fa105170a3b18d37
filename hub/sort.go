package hub

import (
	"cmp"
	"slices"
	"sort"
)

// Sort and SortStable order a slice as slices.SortFunc and slices.SortStableFunc do. Those
// are compiled anew for every type, some fourteen kilobytes each, and ninety types are
// sorted here: of these every type has two or three small functions, and the program is
// more than a megabyte smaller, which a small box loads at every start.
func Sort[E any](s []E, compare func(a, b E) int) {
	sort.Slice(s, func(i, j int) bool { return compare(s[i], s[j]) < 0 })
}

// SortStable keeps equal elements in their order. It sorts numbers of elements, so that
// each moves once, and takes as much memory again as the slice while it runs.
func SortStable[E any](s []E, compare func(a, b E) int) {
	from := order(len(s), func(i, j int) int { return compare(s[i], s[j]) })
	was := append([]E(nil), s...)
	for i, at := range from {
		s[i] = was[at]
	}
}

// order is the numbers below n as compare wants them, and ascending where they are equal.
func order(n int, compare func(i, j int) int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	slices.SortFunc(all, func(i, j int) int { return cmp.Or(compare(i, j), i-j) })
	return all
}

package backup

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"yizhan/hub"
)

// Generation is one backup at a place.
type Generation struct {
	Path   string
	Size   int64
	Header Header
}

// List is every backup in a folder whose header can be read, whosever they are, the
// newest of each box first. A folder that is not there holds none.
func List(place string) ([]Generation, error) {
	names, err := filepath.Glob(filepath.Join(escapeGlob(place), "yizhan-*.backup"))
	if err != nil {
		return nil, fmt.Errorf("backup: %w", err)
	}
	var all []Generation
	for _, name := range names {
		g, err := Look(name)
		if err != nil {
			continue // another's file, or torn: it is no backup to count on
		}
		all = append(all, g)
	}
	hub.Sort(all, func(a, b Generation) int {
		return cmp.Or(slices.Compare(a.Header.Key[:], b.Header.Key[:]), cmp.Compare(b.Header.Number, a.Header.Number))
	})
	return all, nil
}

// Look reads the header of one backup.
func Look(path string) (Generation, error) {
	f, err := os.Open(path)
	if err != nil {
		return Generation{}, hub.E(hub.CodeInvalid, "backup.no-file").Because(err)
	}
	defer f.Close()
	h, _, err := ReadHeader(f)
	if err != nil {
		return Generation{}, err
	}
	info, err := f.Stat()
	if err != nil {
		return Generation{}, err
	}
	return Generation{Path: path, Size: info.Size(), Header: h}, nil
}

// Own are the backups of one box in a folder, the newest first.
func Own(place string, key [32]byte) ([]Generation, error) {
	all, err := List(place)
	return slices.DeleteFunc(all, func(g Generation) bool { return g.Header.Key != key }), err
}

// escapeGlob makes a pattern that means the folder itself.
func escapeGlob(dir string) string {
	var out []rune
	for _, r := range dir {
		if r == '*' || r == '?' || r == '[' || r == '\\' {
			out = append(out, '\\')
		}
		out = append(out, r)
	}
	return string(out)
}

// Mark names the erasure orders that a backup obeys: one made before an order still
// holds what the order erases.
func Mark(orders []hub.ID) [32]byte {
	sorted := slices.Clone(orders)
	hub.Sort(sorted, func(a, b hub.ID) int { return slices.Compare(a[:], b[:]) })
	h := sha256.New()
	for _, id := range sorted {
		h.Write(id[:])
	}
	return [32]byte(h.Sum(nil))
}

// prune drops what a new backup makes needless: every one that does not obey the same
// erasure orders, then the oldest beyond how many are kept and how much they may take.
// The newest stays whatever its size.
func prune(own []Generation, erased [32]byte, keep int, budget int64) error {
	var errs []error
	var size int64
	kept := 0
	for i, g := range own { // the newest first
		size += g.Size
		fits := kept < keep && (budget <= 0 || size <= budget)
		if i == 0 || fits && g.Header.Erased == erased {
			kept++
			continue
		}
		size -= g.Size
		errs = append(errs, os.Remove(g.Path))
	}
	return errors.Join(errs...)
}

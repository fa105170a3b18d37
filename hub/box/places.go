package box

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"yizhan/hub"
	"yizhan/hub/place"
	"yizhan/hub/trust"
)

// A county's own lists of places are kept as they came, one file a list, and read
// again at every start: what a later one says of a township stands in for what an
// earlier one said.
func (b *Box) placesDir() string { return filepath.Join(b.cfg.Data, "places") }

// places is the bundled divisions with the county's own lists.
func (b *Box) places() *place.Book {
	book := &place.Book{}
	names, err := filepath.Glob(filepath.Join(b.placesDir(), "*.csv"))
	if err != nil {
		return book // the pattern is ours
	}
	slices.Sort(names)
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err == nil {
			_, err = book.LoadCounty(bytes.NewReader(raw))
		}
		if err != nil { // the bundle goes without it; a village can be typed
			b.cfg.Log.Error("a list of places could not be read", "file", filepath.Base(name), "cause", err)
		}
	}
	return book
}

// KeepPlaces keeps a list that was read without complaint.
func (s screen) KeepPlaces(_ context.Context, file []byte) error {
	dir := s.b.placesDir()
	kept, err := filepath.Glob(filepath.Join(dir, "*.csv"))
	if err == nil {
		err = os.MkdirAll(dir, 0o700)
	}
	if err == nil {
		err = trust.Replace(filepath.Join(dir, fmt.Sprintf("%04d.csv", len(kept)+1)), file)
	}
	if err != nil {
		return hub.E(hub.CodeFolder, "box.places").Because(err)
	}
	return nil
}

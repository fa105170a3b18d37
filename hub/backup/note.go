package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/hub/store"
)

const noteFile = "restored.cbor"

// Note is what a restored folder says of itself: it stands in DIR/restored.cbor until
// the next restore.
type Note struct {
	_       struct{} `cbor:",toarray"`
	Version uint8
	At      int64  // Unix ms
	Made    int64  // of the backup; 0: there was none
	Cause   string // why, the key of a sentence; "" where somebody asked for it
	Pieces  []string
	Torn    int    // stretches of the old log that could not be read
	Heads   []Head // how far the box's own records reached right then
}

// Head is an own origin and how much of it was here.
type Head struct {
	_      struct{} `cbor:",toarray"`
	Origin hub.Origin
	Here   uint64
}

// ownHeads is how far the box's own records reach in every lane.
func ownHeads(ctx context.Context, s *store.Store, key [32]byte) (heads []Head, err error) {
	lanes, err := s.Lanes(ctx)
	if err != nil {
		return nil, err
	}
	for _, l := range lanes {
		proofs, err := s.Proofs(ctx, l.Lane)
		if err != nil {
			return nil, err
		}
		vector, err := s.Vector(ctx, l.Lane)
		if err != nil {
			return nil, err
		}
		for o, reach := range vector {
			if proofs[o].Key == key {
				heads = append(heads, Head{Origin: o, Here: Count(reach)})
			}
		}
	}
	return heads, nil
}

// Count is how many commits of an origin a reach covers.
func Count(r hub.Reach) uint64 {
	n := r.Head.Seq
	for _, span := range r.Beyond {
		n += span.To - span.From + 1
	}
	return n
}

// ReadNote is what a folder says of the restore that it comes from; ok is false where
// there was none.
func ReadNote(folder *store.Folder) (n Note, ok bool, err error) {
	raw, err := os.ReadFile(folder.Path(noteFile))
	if errors.Is(err, fs.ErrNotExist) {
		return n, false, nil
	}
	if err == nil {
		err = codec.Unmarshal(raw, &n)
	}
	if err != nil {
		return n, false, fmt.Errorf("backup: note: %w", err)
	}
	return n, true, nil
}

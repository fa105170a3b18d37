package box

import (
	"bytes"
	"context"
	"encoding/hex"
	"maps"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/kiosk/station"
	"yizhan/mesh/sync"
)

// A station asks the county, and whoever keeps the spare, for the last byte of each of its
// own files until they have given it: so it knows what still lies only here.

// lying is where a file of this station's own is known to be besides.
type lying struct {
	county bool
	near   [32]byte // the station; zero: none
}

// noteFile is the topic of local.db's notes: by hash, a byte for the county, then the
// neighbour's key.
const noteFile = "file"

// loadLying reads what was known when the box was last on.
func (f *files) loadLying(ctx context.Context) error {
	notes, err := f.b.local.Notes(ctx, noteFile)
	if err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for name, body := range notes {
		raw, err := hex.DecodeString(name)
		if err == nil && len(raw) == len(hub.Hash{}) && len(body) == 33 {
			f.lies[hub.Hash(raw)] = lying{county: body[0] == 1, near: [32]byte(body[1:])}
		}
	}
	return nil
}

// forgetLying drops what is known of files that are not kept any more.
func (f *files) forgetLying(ctx context.Context, keep map[[32]byte]bool) error {
	f.mu.Lock()
	var gone []hub.Hash
	for hash := range f.lies {
		if !keep[hash] {
			gone = append(gone, hash)
			delete(f.lies, hash)
		}
	}
	f.mu.Unlock()
	for _, hash := range gone {
		if err := f.b.local.DropNote(ctx, noteFile, hash.String()); err != nil {
			return err
		}
	}
	return nil
}

// mostAsked is of how many files a peer is asked at a time whether it has them.
const mostAsked = 64

// doubtful are own files of which it is not known that a peer has them who should: asked
// for from the last byte on.
func (f *files) doubtful(peer [32]byte, most int) (out []sync.FileFrom) {
	self := f.b.trust.Identity().Key()
	county := f.b.trust.Members().County(peer)
	for hash, lane := range f.ownFiles() {
		if len(out) >= min(most, mostAsked) {
			break
		}
		f.mu.Lock()
		known := f.lies[hash]
		f.mu.Unlock()
		switch {
		case county && known.county, !county && known.near == peer:
			continue
		case !county && f.spare(lane, hash, self) != peer:
			continue
		}
		if _, size, err := f.b.blobs.Piece(hash, 0, 0); err == nil && size > 0 {
			out = append(out, sync.FileFrom{Hash: hash, From: uint64(size - 1)})
		}
	}
	return out
}

func (f *files) ownFiles() map[hub.Hash]hub.Lane {
	f.mu.Lock()
	defer f.mu.Unlock()
	return maps.Clone(f.own)
}

// answered notes that a peer has an own file, if what it gave of it is right.
func (f *files) answered(ctx context.Context, peer [32]byte, file sync.FileFrom, piece []byte) error {
	mine, _, err := f.b.blobs.Piece(file.Hash, int64(file.From), len(piece))
	if err != nil || len(piece) == 0 || !bytes.Equal(mine, piece) {
		return err
	}
	f.mu.Lock()
	known := f.lies[file.Hash]
	if f.b.trust.Members().County(peer) {
		known.county = true
	} else {
		known.near = peer
	}
	f.lies[file.Hash] = known
	f.mu.Unlock()
	body := append([]byte{0}, known.near[:]...)
	if known.county {
		body[0] = 1
	}
	return f.b.local.PutNote(ctx, noteFile, file.Hash.String(), body)
}

// Stand is how many files lie where.
func (f *files) Stand(ctx context.Context) (out station.Stored, err error) {
	self := f.b.trust.Identity().Key()
	err = f.each(ctx, func(rec hub.Record, field *form.Field) error {
		for _, hash := range field.FilesOf(rec.Fields[field.No]) {
			why, err := f.share(ctx, rec, field, hash)
			if err != nil {
				return err
			}
			_, size, absent := f.b.blobs.Piece(hash, 0, 0)
			switch {
			case why == notOurs:
				continue
			case absent != nil:
				out.Missing++
				continue
			case why != ourOwn:
				out.Near++
				out.NearBytes += size
				continue
			}
			out.Own++
			out.OwnBytes += size
			f.mu.Lock()
			known := f.lies[hash]
			f.mu.Unlock()
			if !known.county {
				out.NotCounty++
			}
			if spare := f.spare(rec.Lane, hash, self); known.near == ([32]byte{}) || known.near != spare {
				out.NoSpare++
			}
		}
		return nil
	})
	if err == nil {
		out.Silent = f.b.forms.Sparing().Days
		out.Room, err = f.b.blobs.Left()
	}
	return out, err
}

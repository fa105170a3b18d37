package box

import (
	"context"
	"errors"
	"time"

	"yizhan/hub"
	"yizhan/hub/blob"
	"yizhan/hub/form"
	"yizhan/mesh/sync"
)

// peerFiles is the files as the exchange wants them.
type peerFiles struct{ *files }

// Quiet says that nothing of files goes now: a neighbour calls for help, and every word of
// it goes first.
func (f peerFiles) Quiet() bool { return len(f.b.bell.Calls()) > 0 }

// Wanted are files that should be here and that a peer may hold, and own ones of which it
// is to say that it has them.
func (f peerFiles) Wanted(_ context.Context, peer [32]byte, most int) ([]sync.FileFrom, error) {
	out := f.lacking(peer, most)
	return append(out, f.doubtful(peer, most-len(out))...), nil
}

func (f *files) lacking(peer [32]byte, most int) (out []sync.FileFrom) {
	f.mu.Lock()
	defer f.mu.Unlock()
	ask := func(hash hub.Hash, lane hub.Lane) {
		if len(out) < most && !f.b.blobs.Has(hash) && f.b.trust.Members().MayRead(peer, lane) {
			out = append(out, sync.FileFrom{Hash: hash, From: uint64(f.b.blobs.Begun(hash))})
		}
	}
	for hash, m := range f.missing {
		ask(hash, m.lane)
	}
	for hash, p := range f.passing {
		if _, ours := f.missing[hash]; !ours && time.Since(p.at) < passFor {
			ask(hash, p.lane)
		}
	}
	return out
}

// errFound ends a search.
var errFound = errors.New("found")

// laneFor is a lane in which a record names a file and that a peer may hold.
func (f *files) laneFor(ctx context.Context, peer [32]byte, hash hub.Hash) (lane hub.Lane, err error) {
	err = f.named(ctx, hash, func(rec hub.Record, _ *form.Field) error {
		if f.b.trust.Members().MayRead(peer, rec.Lane) {
			lane = rec.Lane
			return errFound
		}
		return nil
	})
	if errors.Is(err, errFound) {
		return lane, nil
	}
	if err != nil {
		return "", err
	}
	return "", hub.E(hub.CodeNotFound, "blob.absent")
}

// Piece reads a piece for a peer that may hold the record which names the file. What is
// not here and the county lacks, or what only the county can have from elsewhere, is
// fetched on its way.
func (f peerFiles) Piece(ctx context.Context, peer [32]byte, file sync.FileFrom, most int) ([]byte, int64, error) {
	lane, err := f.laneFor(ctx, peer, file.Hash)
	if err != nil {
		return nil, 0, err
	}
	piece, total, err := f.b.blobs.Piece(file.Hash, int64(file.From), most)
	if hub.CodeOf(err) == hub.CodeNotFound {
		members := f.b.trust.Members()
		if members.County(peer) || members.County(f.b.trust.Identity().Key()) {
			f.pass(file.Hash, lane)
		}
	}
	return piece, total, err
}

func (f *files) pass(hash hub.Hash, lane hub.Lane) {
	f.mu.Lock()
	_, known := f.passing[hash]
	if known || len(f.passing) < 1000 {
		f.passing[hash] = passedFile{lane, time.Now()}
	}
	f.mu.Unlock()
	if !known {
		f.want()
	}
}

// Take keeps a piece of a file that is wanted here and that a record still names.
func (f peerFiles) Take(ctx context.Context, peer [32]byte, file sync.FileFrom, total int64, piece []byte) (bool, error) {
	f.mu.Lock()
	_, own := f.own[file.Hash]
	f.mu.Unlock()
	if own && f.b.blobs.Has(file.Hash) {
		return true, f.answered(ctx, peer, file, piece)
	}
	whole, err := f.b.blobs.Take(file.Hash, total, int64(file.From), piece, func() (bool, error) {
		f.mu.Lock()
		_, ours := f.missing[file.Hash]
		_, passing := f.passing[file.Hash]
		f.mu.Unlock()
		if !ours && !passing {
			return false, nil
		}
		_, err := f.laneFor(ctx, peer, file.Hash)
		if hub.CodeOf(err) == hub.CodeNotFound {
			return false, nil
		}
		return err == nil, err
	})
	if errors.Is(err, blob.ErrSpoiled) {
		return false, errors.Join(sync.ErrSpoiled, err)
	}
	if whole {
		f.mu.Lock()
		if m := f.missing[file.Hash]; m.own {
			f.own[file.Hash] = m.lane
		}
		delete(f.missing, file.Hash)
		f.mu.Unlock()
		f.b.changed()
	}
	return whole, err
}

// Look finds at once which files should be here: commits came on a stick.
func (f peerFiles) Look(ctx context.Context) error { return f.look(ctx, nil, true) }

// Held are files that are here and that records of a lane name, for a stick.
func (f peerFiles) Held(ctx context.Context, lane hub.Lane, most int64) (all []hub.Hash, bytes int64, err error) {
	err = f.each(ctx, func(rec hub.Record, field *form.Field) error {
		if rec.Lane != lane {
			return nil
		}
		for _, hash := range field.FilesOf(rec.Fields[field.No]) {
			_, size, err := f.b.blobs.Piece(hash, 0, 0)
			if err == nil && bytes+size <= most {
				all, bytes = append(all, hash), bytes+size
			}
		}
		return nil
	})
	return all, bytes, err
}

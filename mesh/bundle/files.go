package bundle

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"

	"yizhan/hub"
	"yizhan/mesh/sync"
)

// Files are the sealed bytes beside the log, as a stick carries them.
type Files interface {
	sync.Files
	// Held are files that are here and that records of a lane name: at most so many bytes.
	Held(ctx context.Context, lane hub.Lane, most int64) (all []hub.Hash, bytes int64, err error)
	// Look finds which files should be here, after commits came.
	Look(ctx context.Context) error
}

// mostFiles is the most bytes of files beside the log that go along, of one lane: they are
// written again whenever one comes or goes.
const mostFiles = 48 << 20

const stickPiece = 16 << 10

// files writes the files that each lane's records name, where there is room for them:
// commits never wait for them. What is on the stick already stays.
func (w *writer) files(ctx context.Context) error {
	if w.Files == nil {
		return nil
	}
	for _, p := range w.plans {
		all, size, err := w.Files.Held(ctx, p.lane, mostFiles)
		if err != nil {
			return fmt.Errorf("bundle: files: %w", err)
		}
		if len(all) == 0 {
			continue
		}
		e := entry{Kind: kindFiles, Commits: setOf(p.lane, all), To: readersOf(p.to)}
		if i := slices.IndexFunc(w.old.Files, func(o entry) bool {
			return o.Kind == kindFiles && o.Commits == e.Commits && w.good[o.Name] && readableBy(o, p.to)
		}); i >= 0 {
			w.now.Files = append(w.now.Files, w.old.Files[i])
			continue
		}
		free, err := w.free()
		if err != nil {
			return err
		}
		if free < reserve+size+size/64 {
			continue // another time
		}
		if err := w.file(e, keysOf(p.to), func(out io.Writer) (bool, error) { return true, w.pieces(ctx, out, all) }, nil); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) pieces(ctx context.Context, out io.Writer, all []hub.Hash) error {
	f := sync.NewFileWriter(out)
	for _, hash := range all {
		at := sync.FileFrom{Hash: hash}
		for {
			piece, total, err := w.Files.Piece(ctx, w.Self, at, stickPiece)
			if hub.CodeOf(err) == hub.CodeNotFound { // erased meanwhile
				break
			}
			if err != nil {
				return err
			}
			if err := f.Piece(at, total, piece); err != nil {
				return err
			}
			if at.From += uint64(len(piece)); at.From >= uint64(total) {
				break
			}
		}
	}
	return nil
}

// setOf names a set of a lane's files.
func setOf(lane hub.Lane, all []hub.Hash) uint64 {
	all = slices.Clone(all)
	hub.Sort(all, func(a, b hub.Hash) int { return bytes.Compare(a[:], b[:]) })
	h := sha256.New()
	h.Write([]byte(lane))
	for _, hash := range all {
		h.Write(hash[:])
	}
	return binary.BigEndian.Uint64(h.Sum(nil))
}

// files takes the files that should be here, once all commits are in: only what a record
// names here comes in, whoever wrote the stick and whenever.
func (i *importer) files(ctx context.Context, all []found) error {
	if i.Files == nil {
		return nil
	}
	if err := i.Files.Look(ctx); err != nil {
		return taken{fmt.Errorf("bundle: files: %w", err)}
	}
	for n, f := range all {
		if !f.usable() {
			continue
		}
		err := error(nil)
		for _, e := range f.whole {
			if e.Kind != kindFiles || !e.readable(i.Self) || err != nil {
				continue
			}
			err = i.file(ctx, f.folder, e, sync.FileTaker{Piece: func(p *sync.Piece) error {
				// What is not wanted, or not its own, is left on the stick.
				_, _ = i.Files.Take(ctx, f.m.Key, p.File, int64(p.Total), p.Bytes)
				return ctx.Err()
			}})
		}
		if errors.Is(err, errMalformed) {
			i.rep.Sources[n].State = hub.StickTampered
		} else if err != nil {
			return err
		}
	}
	return nil
}

package bundle

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/mesh/sync"
)

// unfinished is how a file's name ends until it is whole.
const unfinished = ".part"

// reserve is what stays free on a stick: the manifest and the words that end a write.
const reserve = 1 << 20

// writer writes this hub's folder.
type writer struct {
	Config
	dir      string
	home, in *os.Root
	others   []found
	visitors []found    // those of the others whose word counts
	county   hub.Vector // what the county has signed for
	old      *manifest
	good     map[string]bool // files of old that are whole
	now      *manifest       // what is on the stick
	number   uint64          // the highest that any file has
	plans    []plan
	rep      *hub.StickReport
	done     uint64
	total    uint64
}

// write does all of it: after every file a manifest, so that what is finished
// counts; what nobody needs any more goes at the end.
func (w *writer) write(ctx context.Context) error {
	var err error
	if w.now.Held, err = w.held(ctx); err != nil {
		return err
	}
	// The words of the last write count until there are newer ones.
	w.now.Files = append(w.now.Files, slices.DeleteFunc(slices.Clone(w.old.Files), func(e entry) bool {
		return e.Kind == kindLane || !w.good[e.Name]
	})...)
	w.now.More = true
	if err := w.makeRoom(); err != nil {
		return err
	}
	w.Step(Progress{hub.StickWriting, 0, w.total})
	for _, p := range w.plans {
		if err = w.lane(ctx, p); err != nil {
			break
		}
	}
	full := hub.CodeOf(err) == hub.CodeFull
	if err != nil && !full {
		return err
	}
	if end := w.finish(ctx, full); end != nil {
		return end
	}
	return err
}

// finish writes the words and the last manifest, and removes what was replaced.
func (w *writer) finish(ctx context.Context, full bool) error {
	w.now.Files = slices.DeleteFunc(w.now.Files, func(e entry) bool {
		return e.Kind != kindLane && slices.ContainsFunc(w.old.Files, func(o entry) bool { return o.Name == e.Name })
	})
	if err := w.files(ctx); err != nil {
		return err
	}
	if err := w.words(ctx); err != nil {
		return err
	}
	w.now.More = full
	if err := w.manifest(); err != nil {
		return err
	}
	if err := w.sweep(); err != nil {
		return err
	}
	w.Step(Progress{hub.StickProving, w.done, w.total})
	return writable(syncFolder(w.in))
}

// makeRoom removes what a cut left unfinished, and files that everybody has, before
// anything is written: sticks are small.
func (w *writer) makeRoom() error {
	if err := w.removeWhere(func(name string) bool { return strings.HasSuffix(name, unfinished) }); err != nil {
		return err
	}
	dropped := slices.ContainsFunc(w.old.Files, func(e entry) bool {
		return e.Kind == kindLane && !slices.ContainsFunc(w.now.Files, func(k entry) bool { return k.Name == e.Name })
	})
	if !dropped {
		return nil
	}
	free, err := w.free()
	if err != nil || free > reserve+w.FileBytes {
		return err // there is room: the old files stay until the new ones are whole
	}
	if err := w.manifest(); err != nil {
		return err
	}
	return w.sweep()
}

// lane writes the files of one lane that are missing.
func (w *writer) lane(ctx context.Context, p plan) error {
	proofs, err := w.Log.Proofs(ctx, p.lane)
	if err != nil {
		return fmt.Errorf("bundle: proofs: %w", err)
	}
	if err := w.asked(ctx, p, proofs); err != nil {
		return err
	}
	l := &laneWriter{writer: w, plan: p, proofs: proofs, feed: newFeed(w.Log, p.lane, p.upto, p.mine)}
	for first := len(p.keep) == 0; !l.ended; first = false {
		e := entry{Kind: kindLane, Lane: p.lane, Base: []sync.Line{}, To: readersOf(p.to)}
		if first {
			e.Base = sync.LinesOf(p.base)
		}
		l.commits, l.size = 0, 0
		if err := w.file(e, keysOf(p.to), func(out io.Writer) (bool, error) { return l.fill(ctx, out) }, l.entitle); err != nil {
			return err
		}
		w.done += l.commits
		w.rep.Written += int64(l.commits)
		if l.full != nil {
			return l.full
		}
	}
	return nil
}

// laneWriter fills the files of one lane.
type laneWriter struct {
	*writer
	plan    plan
	feed    *feed
	proofs  map[hub.Origin]hub.OriginProof
	commits uint64 // in this file
	size    int64
	full    error // the stick takes no more
	ended   bool
}

func (l *laneWriter) fill(ctx context.Context, out io.Writer) (keep bool, err error) {
	f := sync.NewFileWriter(out)
	for l.size < l.FileBytes && !l.ended {
		if l.full = l.roomFor(l.size); l.full != nil {
			break
		}
		batch, err := l.feed.next(ctx)
		if err != nil {
			return false, err
		}
		if l.ended = len(batch) == 0; l.ended {
			break
		}
		if l.proofs, err = l.proofsFor(ctx, l.plan.lane, batch, l.proofs); err != nil {
			return false, err
		}
		if err := f.Commits(l.plan.lane, batch, l.proofs); err != nil {
			return false, err
		}
		l.commits += uint64(len(batch))
		l.size += int64(packedSize(batch))
		l.Step(Progress{hub.StickWriting, min(l.done+l.commits, l.total), l.total})
	}
	return l.commits > 0, nil
}

// entitle says in the manifest what the file amounts to.
func (l *laneWriter) entitle(e *entry) {
	upto := l.feed.upto
	if l.ended {
		upto = settle(upto, l.plan.mine)
	}
	e.Commits, e.Upto = l.commits, sync.LinesOf(upto)
}

// asked writes the commits of which others lack a part that they may have now.
func (w *writer) asked(ctx context.Context, p plan, proofs map[hub.Origin]hub.OriginProof) error {
	wanted := map[hub.ID]bool{}
	for _, v := range w.visitors {
		for _, h := range v.m.Held {
			if h.Lane == p.lane && w.Trust.MayRead(v.m.Key, p.lane) {
				for _, id := range h.Wants {
					wanted[id] = true
				}
			}
		}
	}
	var commits []hub.Commit
	size := 0
	for id := range wanted {
		c, err := w.Log.Commit(ctx, id)
		if hub.CodeOf(err) == hub.CodeNotFound {
			continue
		}
		if err != nil {
			return fmt.Errorf("bundle: commit: %w", err)
		}
		_, ofLane := proofs[c.Header.Origin]
		here := slices.ContainsFunc(c.Parts, func(part []byte) bool { return part != nil })
		if ofLane && here && len(commits) < sync.MaxBatchCommits && size < sync.MaxBatchBytes {
			commits, size = append(commits, c), size+codec.Size(c)
		}
	}
	if len(commits) == 0 {
		return nil
	}
	e := entry{Kind: kindParts, Lane: p.lane, Commits: uint64(len(commits)), To: readersOf(p.to)}
	return w.file(e, keysOf(p.to), func(out io.Writer) (bool, error) {
		return true, sync.NewFileWriter(out).Commits(p.lane, commits, proofs)
	}, nil)
}

// proofsFor reads the proofs once more where a commit is of an origin that came to
// be a moment ago.
func (w *writer) proofsFor(ctx context.Context, lane hub.Lane, batch []hub.Commit, proofs map[hub.Origin]hub.OriginProof) (map[hub.Origin]hub.OriginProof, error) {
	for _, c := range batch {
		if _, ok := proofs[c.Header.Origin]; !ok {
			return w.Log.Proofs(ctx, lane)
		}
	}
	return proofs, nil
}

// words writes lists and receipts, for everybody who can read some of our files.
func (w *writer) words(ctx context.Context) error {
	to := map[[32]byte]Hub{}
	origins := map[hub.Origin]bool{}
	var all []hub.Receipt
	for _, p := range w.plans {
		for _, h := range p.to {
			to[h.Key] = h
		}
		for o := range p.mine {
			origins[o] = true
		}
		own, err := w.Log.Held(ctx, p.lane)
		if err != nil {
			return fmt.Errorf("bundle: held: %w", err)
		}
		all = append(all, own...)
	}
	if len(to) == 0 {
		return nil
	}
	known, err := w.Log.Receipts(ctx)
	if err != nil {
		return fmt.Errorf("bundle: receipts: %w", err)
	}
	for _, r := range known {
		if r.Holder != w.Self && origins[r.Origin] {
			all = append(all, r)
		}
	}
	hubs := slices.Collect(maps.Values(to))
	hub.Sort(hubs, func(a, b Hub) int { return strings.Compare(string(a.Key[:]), string(b.Key[:])) })
	return w.file(entry{Kind: kindWord, To: readersOf(hubs)}, keysOf(hubs), func(out io.Writer) (bool, error) {
		f := sync.NewFileWriter(out)
		lists := w.Trust.Lists()
		for _, name := range slices.Sorted(maps.Keys(lists)) {
			signed, err := w.Trust.List(name)
			if err != nil {
				return false, fmt.Errorf("bundle: list %s: %w", name, err)
			}
			if err := f.List(name, lists[name], signed); err != nil {
				return false, err
			}
		}
		return true, f.Receipts(all)
	}, nil)
}

func readersOf(hubs []Hub) (out [][8]byte) {
	for _, h := range hubs {
		out = append(out, [8]byte(h.Key[:8]))
	}
	return out
}

func keysOf(hubs []Hub) (out [][32]byte) {
	for _, h := range hubs {
		out = append(out, h.X25519)
	}
	return out
}

// packedSize is about what a batch takes on the stick.
func packedSize(batch []hub.Commit) (n int) {
	for _, c := range batch {
		n += codec.Size(c)
	}
	return n
}

func same(a, b hub.Vector) bool { return covers(a, b) && covers(b, a) }

package bundle

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"yizhan/hub"
	"yizhan/mesh/sync"
)

// Options of an export.
type Options struct {
	// Townships whose lanes go out, by code. Nil: those of the hubs that have left
	// something on the stick; if there are none, all that are held here.
	Townships []string
	// All writes everything, also what the others are known to hold: for a hub that
	// begins with nothing and was never here.
	All bool
}

// Export writes what the others lack, and this hub's word on what it holds. What the
// stick holds already is not written again. The report says how far it came, also
// beside an error:
//
//	CodeInvalid   bundle.not-enrolled, bundle.no-stick, bundle.read-only
//	CodeFull      bundle.full: what is written is whole, the rest did not fit
//	CodeInternal  bundle.bad-stick: it reads back something else
//	CodeUnknown   bundle.gone: pulled out; what was finished is on it
func Export(ctx context.Context, c Config, dir string, o Options) (rep hub.StickReport, err error) {
	c = c.withDefaults()
	if c.Trust.Certificate() == nil {
		return rep, hub.E(hub.CodeInvalid, "bundle.not-enrolled")
	}
	w := &writer{Config: c, dir: dir, rep: &rep, good: map[string]bool{}, old: &manifest{}}
	defer w.close()
	if err := w.open(ctx, true); err != nil {
		return rep, err
	}
	if err := w.plan(ctx, o); err != nil {
		return rep, err
	}
	if w.total > 0 && c.Before != nil {
		if err := c.Before(ctx); err != nil {
			return rep, err
		}
		if err := w.plan(ctx, o); err != nil { // what was noted goes too
			return rep, err
		}
	}
	err = w.write(ctx)
	w.report()
	return rep, err
}

// Look says what Import would bring and Export would write, and changes nothing:
// New and Written of the report are what there is to do. Its errors are Export's,
// with bundle.gone.
func Look(ctx context.Context, c Config, dir string, o Options) (rep hub.StickReport, err error) {
	c = c.withDefaults()
	if c.Trust.Certificate() == nil {
		return rep, hub.E(hub.CodeInvalid, "bundle.not-enrolled")
	}
	w := &writer{Config: c, dir: dir, rep: &rep, good: map[string]bool{}, old: &manifest{}}
	defer w.close()
	if err := w.open(ctx, false); err != nil {
		return rep, err
	}
	if err := w.plan(ctx, o); err != nil {
		return rep, err
	}
	w.report()
	rep.Written, rep.Left = rep.Left, 0
	mine, err := c.own(ctx)
	for i, f := range w.others {
		rep.Sources[i].New = int64(f.lacking(c.Self, mine))
	}
	return rep, err
}

// plan is what one lane's part of the writing is.
type plan struct {
	lane   hub.Lane
	to     []Hub
	base   hub.Vector // the first file takes this as held
	keep   []entry    // files that stay
	upto   hub.Vector // what base and keep amount to
	mine   hub.Vector // what is held here
	needed hub.Vector // what everybody who was here holds
}

// plan decides for every lane who can read it, which files stay, and what is missing.
func (w *writer) plan(ctx context.Context, o Options) error {
	mine, err := w.own(ctx)
	if err != nil {
		return err
	}
	w.plans, w.now.Files, w.total = nil, nil, 0
	lanes := w.lanes(mine, o)
	for _, lane := range lanes {
		to := w.readers(lane, lanes)
		if len(to) == 0 {
			continue
		}
		p := plan{lane: lane, to: to, mine: mine[lane], needed: hub.Vector{}}
		if !o.All {
			p.needed = w.needed(lane)
		}
		w.keep(&p)
		w.plans = append(w.plans, p)
		w.now.Files = append(w.now.Files, p.keep...)
		w.total += sync.Lacks(p.mine, p.upto)
	}
	return nil
}

// lanes are those that go out.
func (w *writer) lanes(mine map[hub.Lane]hub.Vector, o Options) (out []hub.Lane) {
	wanted := o.Townships
	if wanted == nil {
		for _, v := range w.visitors {
			if v.who.Township != "" {
				wanted = append(wanted, v.who.Township)
			}
		}
		for _, h := range w.Trust.Hubs() {
			if h.Key == w.Self && h.Township != "" {
				wanted = append(wanted, h.Township)
			}
		}
	}
	for lane := range mine {
		code, township := lane.Township()
		trail, ofTrail := lane.Trail()
		switch {
		case lane == hub.LaneLocal || !w.Trust.MayRead(w.Self, lane):
		case ofTrail && len(wanted) > 0 && !slices.Contains(wanted, trail):
		case township && len(wanted) > 0 && !slices.Contains(wanted, code):
		default:
			out = append(out, lane)
		}
	}
	slices.Sort(out)
	return out
}

// readers are the hubs that a lane is sealed to: those that may hold it, of the
// townships that go out, of the whole county, and whoever was here. This hub is one,
// so that a stick says what is on it also to who wrote it; alone it is none.
func (w *writer) readers(lane hub.Lane, lanes []hub.Lane) []Hub {
	var out []Hub
	for _, h := range w.Trust.Hubs() {
		near := h.Township == "" || slices.Contains(lanes, hub.TownshipLane(h.Township)) || w.visited(h.Key)
		if near && w.Trust.MayRead(h.Key, lane) {
			out = append(out, h)
		}
	}
	if !slices.ContainsFunc(out, func(h Hub) bool { return h.Key != w.Self }) {
		return nil
	}
	hub.Sort(out, func(a, b Hub) int { return bytes.Compare(a.Key[:], b.Key[:]) })
	return out
}

func (w *writer) visited(key [32]byte) bool {
	return slices.ContainsFunc(w.visitors, func(f found) bool { return f.m.Key == key })
}

// needed is what may be left out of a lane because everybody has it: who was here, by
// the word that they left, and the county, to which everything goes in the end.
// Nothing where nobody was here yet: then it is not known for whom the stick is.
func (w *writer) needed(lane hub.Lane) hub.Vector {
	var all hub.Vector
	for _, f := range w.visitors {
		if !w.Trust.MayRead(f.m.Key, lane) {
			continue
		}
		if v := f.m.holds(lane); all == nil {
			all = v
		} else {
			all = meet(all, v)
		}
	}
	county := slices.ContainsFunc(w.Trust.Hubs(), func(h Hub) bool { return h.Role == hub.HubCounty && (h.Key == w.Self || w.visited(h.Key)) })
	switch {
	case all == nil:
		return hub.Vector{}
	case county:
		return all
	}
	return meet(all, w.county)
}

// countyHolds is what the county has signed for: how far it holds each origin.
func (w *writer) countyHolds(ctx context.Context) (hub.Vector, error) {
	receipts, err := w.Log.Receipts(ctx)
	if err != nil {
		return nil, fmt.Errorf("bundle: receipts: %w", err)
	}
	county := map[[32]byte]bool{}
	for _, h := range w.Trust.Hubs() {
		county[h.Key] = h.Role == hub.HubCounty
	}
	v := hub.Vector{}
	for _, r := range receipts {
		if county[r.Holder] && r.Head.Seq > v[r.Origin].Head.Seq {
			v[r.Origin] = hub.Reach{Head: r.Head}
		}
	}
	return v, nil
}

// keep finds the files of the last write that are still good: whole, sealed to
// everybody who is to read them, without what was ordered to be erased since, and
// beginning no later than the others need.
// What everybody has is left out from the front.
func (w *writer) keep(p *plan) {
	p.base, p.upto = p.needed, p.needed
	files := w.old.of(p.lane)
	if len(files) == 0 || w.old.Orders != w.now.Orders {
		return
	}
	base := vectorOf(files[0].Base)
	if !covers(p.needed, base) {
		return
	}
	for _, e := range files {
		if !w.good[e.Name] || !readableBy(e, p.to) {
			break
		}
		p.keep, p.upto = append(p.keep, e), e.upto()
	}
	for len(p.keep) > 0 && covers(p.needed, p.keep[0].upto()) {
		base, p.keep = p.keep[0].upto(), p.keep[1:]
	}
	if len(p.keep) == 0 {
		p.upto = p.needed
		return
	}
	p.base = base
	p.keep[0].Base = sync.LinesOf(base)
}

func readableBy(e entry, hubs []Hub) bool {
	return !slices.ContainsFunc(hubs, func(h Hub) bool { return !e.readable(h.Key) })
}

// own vectors are those of the moment at which the writing began; the others bring
// what came since.
func (w *writer) held(ctx context.Context) ([]held, error) {
	var out []held
	for _, p := range w.plans {
		wants, err := w.Log.Lacking(ctx, p.lane, maxWants)
		if err != nil {
			return nil, fmt.Errorf("bundle: lacking: %w", err)
		}
		out = append(out, held{Lane: p.lane, Lines: sync.LinesOf(p.mine), Wants: wants})
	}
	return out, nil
}

// report tells what is on the stick of ours now, and for whom.
func (w *writer) report() {
	r := w.rep
	r.Sources, r.Held, r.Readers = nil, 0, nil
	for _, f := range w.others {
		r.Sources = append(r.Sources, f.source())
	}
	for _, e := range w.now.Files {
		if e.Kind == kindLane {
			r.Held += int64(e.Commits)
		}
	}
	r.Left = int64(w.total - min(w.done, w.total))
	seen := map[[32]byte]int{}
	for _, p := range w.plans {
		for _, h := range p.to {
			if h.Key == w.Self {
				continue
			}
			at, known := seen[h.Key]
			if !known {
				at = len(r.Readers)
				seen[h.Key] = at
				r.Readers = append(r.Readers, hub.StickReader{Name: h.Name, Role: h.Role, Met: w.visited(h.Key)})
			}
			r.Readers[at].Lacks += int64(sync.Lacks(p.mine, w.known(h.Key, h.Role, p.lane)))
		}
	}
	hub.Sort(r.Readers, func(a, b hub.StickReader) int { return cmp.Compare(a.Name, b.Name) })
}

// known is what a hub has said that it holds.
func (w *writer) known(key [32]byte, role hub.HubRole, lane hub.Lane) hub.Vector {
	for _, f := range w.visitors {
		if f.m.Key == key {
			return f.m.holds(lane)
		}
	}
	if role == hub.HubCounty {
		return w.county
	}
	return hub.Vector{}
}

// open reads what lies on a stick: the folder's own last write, and what the others
// left. To write, it makes the folders that are missing.
func (w *writer) open(ctx context.Context, write bool) (err error) {
	w.now = &manifest{County: w.Trust.CountyKey(), Key: w.Self, Cert: w.Trust.Certificate()}
	if w.now.Orders, err = w.Orders(ctx); err != nil {
		return err
	}
	if w.county, err = w.countyHolds(ctx); err != nil {
		return err
	}
	if w.home, err = openHome(w.dir, write); err != nil {
		if !write && errors.Is(err, fs.ErrNotExist) {
			return nil // nobody was here yet
		}
		return writable(err)
	}
	if w.others, err = w.scan(ctx, w.home, !write); err != nil {
		return err
	}
	w.visitors = slices.DeleteFunc(slices.Clone(w.others), func(f found) bool {
		return f.m == nil || f.state == hub.StickForeign || f.state == hub.StickStranger
	})
	if w.in, err = openFolder(w.home, folderOf(w.Self), write); err != nil {
		if !write && errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return writable(err)
	}
	m, _, number, err := newestManifest(w.in)
	w.number = number
	if err == nil && m != nil && m.Key == w.Self && m.County == w.Trust.CountyKey() {
		w.old = m // what cannot be read of our own is written anew
	}
	return w.check(ctx)
}

// check finds which of our own files are still as they were written.
func (w *writer) check(ctx context.Context) error {
	w.Step(Progress{Phase: hub.StickReading})
	for _, e := range w.old.Files {
		if err := ctx.Err(); err != nil {
			return err
		}
		state, err := w.fileState(w.in, e, true)
		w.good[e.Name] = err == nil && state == hub.StickWhole
	}
	return nil
}

func (w *writer) close() {
	for _, r := range []*os.Root{w.in, w.home} {
		if r != nil {
			r.Close()
		}
	}
}

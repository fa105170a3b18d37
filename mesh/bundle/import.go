package bundle

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"

	"yizhan/hub"
	"yizhan/mesh/sync"
)

// errMalformed is a whole file, sealed to us, with what no honest hub writes in it.
var errMalformed = errors.New("bundle: frames that no hub writes")

// Import takes in what the other hubs of a stick left for this one. Every file is
// checked before the first frame is taken. The report says what became of each
// folder, also beside an error:
//
//	CodeUntrusted  bundle.tampered: nothing was taken · bundle.foreign, bundle.stranger,
//	               bundle.not-ours: nothing here is for us
//	CodeQuestion   bundle.torn, bundle.newer: done in part · bundle.not-yet: nothing is
//	               for us until we have left word on the stick
//	CodeInvalid    bundle.no-stick, bundle.empty
//	CodeUnknown    bundle.gone: pulled out; what was taken is safe
func Import(ctx context.Context, c Config, dir string) (rep hub.StickReport, err error) {
	c = c.withDefaults()
	if c.Trust.Certificate() == nil {
		return rep, hub.E(hub.CodeInvalid, "bundle.not-enrolled")
	}
	home, err := openHome(dir, false)
	if errors.Is(err, fs.ErrNotExist) {
		return rep, hub.E(hub.CodeInvalid, "bundle.empty")
	}
	if err != nil {
		return rep, gone(err)
	}
	defer home.Close()
	c.Step(Progress{Phase: hub.StickReading})
	all, err := c.scan(ctx, home, true)
	if err != nil {
		return rep, err
	}
	if slices.ContainsFunc(all, func(f found) bool { return f.state == hub.StickTampered }) {
		return sources(all), verdict(sources(all))
	}
	i := &importer{Config: c, home: home, rep: &rep}
	if err := i.takeAll(ctx, all); err != nil {
		return rep, err
	}
	return rep, verdict(rep)
}

func sources(all []found) (rep hub.StickReport) {
	for _, f := range all {
		rep.Sources = append(rep.Sources, f.source())
	}
	return rep
}

// verdict is what an import of this report ends with.
func verdict(rep hub.StickReport) error {
	if len(rep.Sources) == 0 {
		return hub.E(hub.CodeInvalid, "bundle.empty")
	}
	worst := rep.Worst()
	useful := slices.ContainsFunc(rep.Sources, func(s hub.StickSource) bool { return s.State == hub.StickWhole })
	switch worst {
	case hub.StickTampered:
		return hub.E(hub.CodeUntrusted, "bundle.tampered")
	case hub.StickTorn:
		return hub.E(hub.CodeQuestion, "bundle.torn")
	case hub.StickNewer:
		return hub.E(hub.CodeQuestion, "bundle.newer")
	}
	if worst == hub.StickWhole || useful {
		return nil
	}
	if worst == hub.StickNotYet {
		return hub.E(hub.CodeQuestion, "bundle.not-yet")
	}
	return hub.E(hub.CodeUntrusted, "bundle."+string(worst))
}

// importer takes files in.
type importer struct {
	Config
	home    *os.Root
	rep     *hub.StickReport
	vectors map[hub.Lane]hub.Vector
	done    uint64
	total   uint64
}

// takeAll takes lists before everything else, so that no frame of a hub is looked
// at that the newest list does not trust.
func (i *importer) takeAll(ctx context.Context, all []found) error {
	for _, f := range all {
		err := i.words(ctx, f, sync.FileTaker{List: i.list})
		if err != nil && !errors.Is(err, errMalformed) {
			return err
		}
	}
	var err error
	if i.vectors, err = i.own(ctx); err != nil {
		return err
	}
	for n := range all {
		f := &all[n]
		if f.usable() {
			if _, err := i.Trust.Learn(f.m.Cert); err != nil {
				f.state = hub.StickStranger
			}
		}
		if f.usable() {
			i.total += f.lacking(i.Self, i.vectors)
		}
	}
	i.Step(Progress{hub.StickTaking, 0, i.total})
	for _, f := range all {
		s := f.source()
		if f.usable() {
			err = i.take(ctx, f, &s)
		}
		i.rep.Sources = append(i.rep.Sources, s)
		if err != nil {
			return err
		}
	}
	return i.files(ctx, all)
}

func (f found) usable() bool {
	return f.m != nil && (f.state == hub.StickWhole || f.state == hub.StickTorn)
}

// take takes one hub's commits and then its receipts.
func (i *importer) take(ctx context.Context, f found, s *hub.StickSource) error {
	lane := hub.Lane("")
	taker := sync.FileTaker{Commits: func(l hub.Lane, commits []hub.Commit, proofs map[hub.Origin]hub.OriginProof) error {
		if l != lane {
			return fmt.Errorf("%w: lane %q in a file of %q", errMalformed, l, lane)
		}
		return i.commits(ctx, commits, proofs, s)
	}}
	err := error(nil)
	for _, e := range f.whole {
		if (e.Kind != kindLane && e.Kind != kindParts) || !i.wanted(e, f.m.Key) {
			continue
		}
		lane = e.Lane
		if err = i.file(ctx, f.folder, e, taker); err != nil {
			break
		}
	}
	if err == nil {
		err = i.words(ctx, f, sync.FileTaker{Receipts: func(rs []hub.Receipt) error { return i.receipts(ctx, rs, s) }})
	}
	if errors.Is(err, errMalformed) {
		s.State = hub.StickTampered
		return nil
	}
	return err
}

// wanted says whether a lane's file may be here and has something new.
func (i *importer) wanted(e entry, writer [32]byte) bool {
	if !e.readable(i.Self) || !i.Trust.MayRead(i.Self, e.Lane) || !i.Trust.MayRead(writer, e.Lane) {
		return false
	}
	return e.Kind == kindParts || !covers(i.vectors[e.Lane], e.upto())
}

// words hands over the files of lists and receipts.
func (i *importer) words(ctx context.Context, f found, t sync.FileTaker) error {
	if !f.usable() {
		return nil
	}
	for _, e := range f.whole {
		if e.Kind != kindWord || !e.readable(i.Self) {
			continue
		}
		if err := i.file(ctx, f.folder, e, t); err != nil {
			return err
		}
	}
	return nil
}

// file opens one file and hands its frames over.
func (i *importer) file(ctx context.Context, folder string, e entry, t sync.FileTaker) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	in, err := openFolder(i.home, folder, false)
	if err != nil {
		return gone(err)
	}
	defer in.Close()
	f, _, err := openPlain(in, e.Name)
	if err != nil {
		return gone(err)
	}
	defer f.Close()
	src := &source{r: io.LimitReader(f, int64(e.Size))}
	plain, err := unseal(src, i.X25519)
	if err == nil {
		err = sync.ReadFile(plain, t)
	}
	switch {
	case err == nil:
		return nil
	case src.err != nil:
		return gone(src.err)
	case errors.Is(err, errMalformed), isOurs(err), ctx.Err() != nil:
		return err
	}
	return fmt.Errorf("%w: %w", errMalformed, err)
}

// source remembers that reading itself failed: a stick that was pulled out is no
// damaged file.
type source struct {
	r   io.Reader
	err error
}

func (s *source) Read(b []byte) (int, error) {
	n, err := s.r.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		s.err = err
	}
	return n, err
}

// taken marks an error as one of this hub's own log.
type taken struct{ error }

func (t taken) Unwrap() error { return t.error }

func isOurs(err error) bool { return errors.As(err, new(taken)) }

func (i *importer) list(l *sync.List) error {
	if l.Number <= i.Trust.Lists()[l.Name] {
		return nil
	}
	_ = i.Trust.TakeList(l.Name, l.Signed) // what a list says is the county's word; a bad one is nobody's
	return nil
}

func (i *importer) commits(ctx context.Context, commits []hub.Commit, proofs map[hub.Origin]hub.OriginProof, s *hub.StickSource) error {
	// What has come in counts, also if whoever waits for it goes away.
	got, err := i.Log.Accept(context.WithoutCancel(ctx), commits, proofs)
	if err != nil {
		return taken{fmt.Errorf("bundle: accept: %w", err)}
	}
	s.New += int64(got.New)
	s.Refused += int64(len(got.Refused))
	i.done = min(i.done+uint64(got.New), i.total)
	i.Step(Progress{hub.StickTaking, i.done, i.total})
	return ctx.Err()
}

// receipts keeps the words that can be believed.
func (i *importer) receipts(ctx context.Context, rs []hub.Receipt, s *hub.StickSource) error {
	rs = slices.DeleteFunc(rs, func(r hub.Receipt) bool {
		return r.Holder == i.Self || i.Trust.CheckReceipt(r) != nil
	})
	newer, err := i.Log.PutReceipts(ctx, rs)
	if err != nil {
		return taken{fmt.Errorf("bundle: receipts: %w", err)}
	}
	s.Words += int64(newer)
	return nil
}

// own is what is held here, by lane.
func (c Config) own(ctx context.Context) (map[hub.Lane]hub.Vector, error) {
	sums, err := c.Log.Lanes(ctx)
	if err != nil {
		return nil, fmt.Errorf("bundle: lanes: %w", err)
	}
	all := map[hub.Lane]hub.Vector{}
	for _, sum := range sums {
		if all[sum.Lane], err = c.Log.Vector(ctx, sum.Lane); err != nil {
			return nil, fmt.Errorf("bundle: vector: %w", err)
		}
	}
	return all, nil
}

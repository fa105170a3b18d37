package box

import (
	"bytes"
	"context"
	"slices"
	"sync"
	"time"

	"yizhan/hub"
	"yizhan/hub/form"
)

// files keeps this box's share of the bytes that lie beside the log: it knows which of them
// should be here and are not, and has them fetched from whoever has them. What a record
// names, and whose it is, stands in the open on every hub of the lane (form.Files): who
// cannot read a record keeps its bytes all the same, and drops them with it.
type files struct {
	b     *Box
	nudge chan struct{}

	mu      sync.Mutex
	told    []hub.News              // not looked at yet
	all     bool                    // everything has to be looked at
	missing map[hub.Hash]missing    // should be here and are not
	passing map[hub.Hash]passedFile // fetched for another hub, which has no other way to it
	held    map[hub.Hash]time.Time  // just taken in: no record names them yet
	own     map[hub.Hash]hub.Lane   // of this station's own records, and here
	lies    map[hub.Hash]lying      // where those are known to be besides
	away    map[hub.Lane]keySet     // stations whose spares others keep
}

type keySet map[[32]byte]bool

// missing is a file that should be here.
type missing struct {
	lane hub.Lane
	own  bool
}

// passedFile is a file that goes through this box.
type passedFile struct {
	lane hub.Lane
	at   time.Time
}

// passFor is how long a file that goes through this box is kept for whoever asked for it.
const passFor = 24 * time.Hour

func newFiles(b *Box) *files {
	return &files{
		b: b, nudge: make(chan struct{}, 1), all: true, missing: map[hub.Hash]missing{}, passing: map[hub.Hash]passedFile{},
		held: map[hub.Hash]time.Time{}, own: map[hub.Hash]hub.Lane{}, lies: map[hub.Hash]lying{},
	}
}

// holdFor is how long a picture waits for its record: a sheet that was begun is gone on
// with the same day, or the photo is taken again.
const holdFor = 24 * time.Hour

// hold keeps a file that no record names yet.
func (f *files) hold(hash hub.Hash) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.held[hash] = time.Now()
}

// tell notes news to look at. It never blocks.
func (f *files) tell(n hub.News) {
	f.mu.Lock()
	if n.Commit.IsZero() || len(f.told) > 1000 {
		f.all, f.told = true, nil
	} else if !f.all {
		f.told = append(f.told, n)
	}
	f.mu.Unlock()
	select {
	case f.nudge <- struct{}{}:
	default:
	}
}

// run looks at what was told until ctx ends.
func (f *files) run(ctx context.Context) error {
	for {
		f.mu.Lock()
		told, all := f.told, f.all
		f.told, f.all = nil, false
		f.mu.Unlock()
		if err := f.look(ctx, told, all); err != nil && ctx.Err() == nil {
			f.tell(hub.News{})
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-f.nudge:
		}
	}
}

// look finds what should be here and is not.
func (f *files) look(ctx context.Context, told []hub.News, all bool) error {
	before := f.wanting()
	if all {
		if err := f.reckon(ctx); err != nil {
			return err
		}
		if err := f.each(ctx, func(rec hub.Record, field *form.Field) error { return f.note(ctx, rec, field) }); err != nil {
			return err
		}
	}
	silenced := false
	for _, n := range told {
		for _, kind := range n.Kinds {
			def, ok := f.b.forms.Get(kind)
			if !ok || len(def.Files()) == 0 {
				continue
			}
			for _, subject := range n.Subjects {
				recs, err := f.b.store.Of(ctx, subject, kind)
				if err != nil {
					return err
				}
				for _, rec := range recs {
					silenced = silenced || f.silenced(rec)
					for _, field := range def.Files() {
						if err := f.note(ctx, rec, field); err != nil {
							return err
						}
					}
				}
			}
		}
	}
	if f.wanting() > before {
		f.want()
	}
	if silenced {
		return f.eraseUnnamed(ctx)
	}
	return nil
}

// note puts down the files of a record that should be here and are not.
func (f *files) note(ctx context.Context, rec hub.Record, field *form.Field) error {
	for _, hash := range field.FilesOf(rec.Fields[field.No]) {
		why, err := f.share(ctx, rec, field, hash)
		if err != nil {
			return err
		}
		here := f.b.blobs.Has(hash)
		f.mu.Lock()
		delete(f.held, hash)
		delete(f.missing, hash)
		if why != notOurs && !here {
			f.missing[hash] = missing{rec.Lane, why == ourOwn}
		}
		if why == ourOwn && here {
			f.own[hash] = rec.Lane
		}
		f.mu.Unlock()
	}
	return nil
}

// want has the peers asked.
func (f *files) want() {
	if e := f.b.net.engine.Load(); e != nil {
		e.WantFiles()
	}
}

// wanting is how many files should be here and are not.
func (f *files) wanting() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.missing)
}

// filePage is how many records with files are read at a time.
const filePage = 200

// each visits every record that names files, by field.
func (f *files) each(ctx context.Context, visit func(hub.Record, *form.Field) error) error {
	for _, kind := range f.b.forms.Kinds() {
		def, _ := f.b.forms.Get(kind)
		for _, field := range def.Files() {
			if err := f.eachOf(ctx, kind, field, visit); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *files) eachOf(ctx context.Context, kind hub.Kind, field *form.Field, visit func(hub.Record, *form.Field) error) error {
	upto := bytes.Repeat([]byte{0xff}, len(hub.Hash{}))
	for {
		recs, err := f.b.store.Newest(ctx, kind, field.Name, make([]byte, len(upto)), upto, 0, filePage)
		if err != nil {
			return err
		}
		least := slices.Clone(upto)
		for _, rec := range recs {
			for _, hash := range field.FilesOf(rec.Fields[field.No]) {
				if bytes.Compare(hash[:], least) < 0 {
					least = slices.Clone(hash[:])
				}
			}
			if err := visit(rec, field); err != nil {
				return err
			}
		}
		if len(recs) < filePage || !stepDown(least) {
			return nil
		}
		upto = least
	}
}

// stepDown makes a value of an index the one before it; ok is false at the first.
func stepDown(b []byte) bool {
	for i := len(b) - 1; i >= 0; i-- {
		b[i]--
		if b[i] != 0xff {
			return true
		}
	}
	return false
}

// named is the records that name a file, with the field that does: none where it was
// erased, replaced or taken back.
func (f *files) named(ctx context.Context, hash hub.Hash, visit func(hub.Record, *form.Field) error) error {
	for _, kind := range f.b.forms.Kinds() {
		def, _ := f.b.forms.Get(kind)
		for _, field := range def.Files() {
			recs, err := f.b.store.Find(ctx, kind, field.Name, hash[:])
			if err != nil {
				return err
			}
			for _, rec := range recs {
				if err := visit(rec, field); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

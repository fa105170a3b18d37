package class

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"yizhan/hub"
)

// A class outlives its box: how it stands lies in a small file, ids and numbers only, so
// that whoever starts the box again is asked whether it goes on. Nobody's name is in it.

// Cut is a class that was held when the box lost its power.
type Cut struct {
	Class hub.ID
	Site  hub.ID
	Began time.Time
	At    time.Time // when it was last seen held, half a minute at most before the cut

	slide    int
	chapters []Chapter
	rested   time.Duration
	actor    hub.Actor
}

// stands is the file.
type stands struct {
	Class    hub.ID    `json:"class"`
	Site     hub.ID    `json:"site"`
	Staff    hub.ID    `json:"staff"`
	Role     hub.Role  `json:"role"`
	Lane     hub.Lane  `json:"lane"`
	Began    time.Time `json:"began"`
	At       time.Time `json:"at"`
	Slide    int       `json:"slide"`
	Chapters []Chapter `json:"chapters"`
	Rested   int       `json:"rested_ms"`
}

const (
	beat = 30 * time.Second // between two words that it is still held
	look = time.Second      // between two looks at the microphone's two hours
	// forgotten is how long a class pauses, or lies cut, until it is over by itself; ours.
	forgotten = 3 * time.Hour
	// nearly is how long before the microphone's two hours are over that is said.
	nearly = 10 * time.Minute
)

// Keep says where the room keeps how its class stands, and how much of a class lies
// recorded, and takes up what a cut left. A file that cannot be read is no class: it is
// told of, and does not keep a box from starting.
func (r *Room) Keep(file string, tape func(class hub.ID) SoundState) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.file, r.tape = file, tape
	raw, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var s stands
	if err == nil {
		err = json.Unmarshal(raw, &s)
	}
	if err != nil || s.Class.IsZero() {
		return err
	}
	r.cut = &Cut{Class: s.Class, Site: s.Site, Began: s.Began, At: s.At, slide: s.Slide, chapters: s.Chapters,
		rested: time.Duration(s.Rested) * time.Millisecond, actor: hub.Actor{Staff: s.Staff, Site: s.Site, Role: s.Role, Lane: s.Lane}}
	return nil
}

// Cut says whether a class was cut and nobody has said yet whether it goes on: Open goes on
// with it, EndCut ends it.
func (r *Room) Cut() (Cut, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.cut == nil || r.now.State != None {
		return Cut{}, false
	}
	return *r.cut, true
}

// EndCut notes that a class which was cut was over then. Errors: CodeNotFound class.none.
func (r *Room) EndCut(ctx context.Context, actor hub.Actor, request hub.ID) (hub.Outcome, error) {
	r.acts.Lock()
	defer r.acts.Unlock()
	return r.endCut(ctx, actor, request)
}

func (r *Room) endCut(ctx context.Context, actor hub.Actor, request hub.ID) (hub.Outcome, error) {
	cut, ok := r.Cut()
	if !ok {
		return hub.Outcome{}, hub.E(hub.CodeNotFound, "class.none")
	}
	held := Held{Class: cut.Class, Ended: cut.At, Paused: int(cut.rested / time.Minute), Chapters: cut.chapters}
	if r.tape != nil {
		held.Recorded = r.tape(cut.Class)
	}
	out, err := r.desk.CloseClass(ctx, actor, request, held)
	if err != nil && hub.CodeOf(err) != hub.CodeNotFound { // of a class that is gone nothing is left to end
		return out, err
	}
	err = r.change(func(*Now) error { r.cut = nil; return nil })
	r.save()
	return out, err
}

// save writes how the class stands; that there is none, as no file. What cannot be written
// costs no more than the question after a cut.
func (r *Room) save() {
	r.saving.Lock() // the last to write is who looked last
	defer r.saving.Unlock()
	r.mu.Lock()
	file, kept := r.file, r.cut != nil
	n, held := r.now, r.now.State != None && r.now.From.IsZero()
	s := stands{Class: n.Class, Site: n.Site, Staff: r.actor.Staff, Role: r.actor.Role, Lane: r.actor.Lane,
		Began: n.Began, At: r.clock.Now().Wall, Slide: n.Slide, Chapters: r.chapters, Rested: int((r.rested + r.resting()) / time.Millisecond)}
	r.mu.Unlock()
	switch {
	case file == "" || kept:
	case !held:
		_ = os.Remove(file) // the next start asks about a class that is over: Open and EndCut say so
	default:
		if raw, err := json.Marshal(s); err == nil {
			_ = r.write(file, raw) // see above
		}
	}
}

// writeWhole replaces a file: after a cut it is the old one or the new one.
func writeWhole(file string, raw []byte) error {
	f, err := os.CreateTemp(filepath.Dir(file), ".class")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // nothing is left once it was renamed
	_, err = f.Write(raw)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), file); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(file))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// Run ends a class once its microphone was open for two hours, one that everybody forgot,
// and one that was cut long ago; and notes that it is still held. It ends with ctx: the
// class then is cut.
func (r *Room) Run(ctx context.Context) error {
	tick := time.NewTicker(look)
	defer tick.Stop()
	last := time.Now()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		r.overdue(ctx)
		if time.Since(last) >= beat {
			last = time.Now()
			if n, _ := r.Now(); n.State != None && n.From.IsZero() {
				r.save()
			}
		}
	}
}

// overdue ends what nobody ends. Where it cannot be noted it is tried again at the next look.
func (r *Room) overdue(ctx context.Context) {
	if cut, ok := r.Cut(); ok && r.clock.Now().Wall.Sub(cut.At) > forgotten {
		_, _ = r.EndCut(ctx, cut.actor, hub.NewID())
		return
	}
	r.mu.Lock()
	n, actor, rests := r.now, r.actor, r.resting()
	r.mu.Unlock()
	if n.State == None || !n.From.IsZero() {
		return
	}
	left := r.sound.State().Left
	if n.State == Open && left <= 0 || rests > forgotten {
		_, _ = r.End(ctx, actor, hub.NewID())
		return
	}
	if soon := left <= nearly && n.Silent == nil; soon != n.Nearly {
		_ = r.held(func(now *Now) error {
			if now.Class != n.Class {
				return errSame
			}
			now.Nearly = soon
			return nil
		})
	}
}

package box

import (
	"fmt"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// health has a box look after itself, and answers how many commits it wrote.
func (r *region) health(b *Box) int64 {
	r.t.Helper()
	before := r.commits(b)
	r.must(b.noteHealth(r.ctx))
	return r.commits(b) - before
}

func (r *region) commits(b *Box) (n int64) {
	lanes, err := b.store.Lanes(r.ctx)
	r.must(err)
	for _, l := range lanes {
		n += l.Commits
	}
	return n
}

// told is what the county has heard of a box.
func (r *region) told(b *Box) desk.BoxHealth {
	r.t.Helper()
	all, err := r.county.desk.BoxHealths(r.ctx)
	r.must(err)
	return all[b.trust.Identity().Key()]
}

// A box says how it is once a day, and again where the story is another; the county hears
// it by whatever way records come. It goes where looks go: it is none of the records that a
// family, a screen or the count of what is still to be sent knows of.
func TestBoxSaysHowItIs(t *testing.T) {
	r := newRegion(t)
	b := r.stations[0]
	was, err := b.Status(r.ctx)
	r.must(err)
	if n := r.health(b); n != 1 {
		t.Fatalf("%d commits for the first word", n)
	}
	if n := r.health(b); n != 0 {
		t.Errorf("%d commits with nothing new", n)
	}
	st, err := b.Status(r.ctx)
	r.must(err)
	if st.Unsent != was.Unsent {
		t.Errorf("%d records are still to be sent, %d before", st.Unsent, was.Unsent)
	}
	r.must(b.local.PutJob(r.ctx, "scrub", "store.damaged"))
	r.must(b.local.PutJob(r.ctx, "backup", "backup.poor"))
	if n := r.health(b); n != 1 {
		t.Errorf("%d commits where a work of the night failed", n)
	}
	r.meet(b)
	h := r.told(b)
	if h.Day != "2026-11-23" || h.Clock != "fine" || !h.Poor || fmt.Sprint(h.Failed) != "[scrub]" || h.Free == 0 {
		t.Errorf("the county heard %+v", h)
	}

	// As it is every day: what it costs every hub of the county.
	station := b.trust.Identity().Key()
	met := desk.Met{}
	for i := range byte(6) {
		met[desk.HubMark{i, 1, 2, 3}] = "2026-11-24"
	}
	r.clock.at = r.clock.at.Add(24 * time.Hour)
	h.Met = met
	before := r.heads(b)
	wrote, err := b.desk.NoteBoxHealth(r.ctx, b.TrailLane(), station, h)
	if err != nil || !wrote {
		t.Fatal(wrote, err)
	}
	most := 0
	for id := range r.heads(b) {
		if before[id] {
			continue
		}
		c, err := b.store.Commit(r.ctx, id)
		r.must(err)
		size := len(c.Raw) + len(c.Sig)
		for _, p := range c.Parts {
			size += len(p)
		}
		most = max(most, size)
	}
	if most == 0 || most > 400 {
		t.Errorf("a day's word of six neighbours takes %d bytes", most)
	}
	// A restart forgets whom it met; the record does not.
	r.clock.at = r.clock.at.Add(24 * time.Hour)
	r.health(b)
	r.meet(b)
	if got := r.told(b).Met[desk.HubMark{3, 1, 2, 3}]; got != "2026-11-24" {
		t.Errorf("a neighbour was last met on %q", got)
	}
}

func (r *region) heads(b *Box) map[hub.ID]bool {
	out := map[hub.ID]bool{}
	vector, err := b.store.Vector(r.ctx, b.TrailLane())
	r.must(err)
	for _, reach := range vector {
		out[reach.Head.ID] = true
	}
	return out
}

// A run that ends without a word is counted; one that was told to end is not, and what is
// longer ago than a month is not told.
func TestCutsAreCounted(t *testing.T) {
	r := newRegion(t)
	b := r.stations[0]
	r.must(b.noteStart(r.ctx))
	r.must(b.local.PutSetting(r.ctx, settingRuns, "")) // as at a good end
	for range 3 {
		r.must(b.noteStart(r.ctx))
	}
	r.health(b)
	r.meet(b)
	if got := r.told(b).Cuts; got != 2 {
		t.Errorf("%d cuts, want 2", got)
	}
	r.clock.at = r.clock.at.Add(40 * 24 * time.Hour)
	r.health(b)
	r.meet(b)
	if got := r.told(b).Cuts; got != 0 {
		t.Errorf("%d cuts forty days later", got)
	}
}

package box

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/store"
	"yizhan/mesh/sync"
)

// simBook is what the people of a simulation know: what was confirmed to them, and
// what they have said.
type simBook struct {
	children []*simChild
	acks     []simAck
	orders   []simOrder
	lost     *[32]byte    // the station key that was put out; nil: none
	putBack  map[int]bool // hubs that have had an old copy of their folder
	named    int
	done     map[string]int // acts that were done, and not
	refused  map[string]int
}

type simChild struct {
	id     hub.ID
	name   string
	names  []string // what she may be called
	home   int      // hub that registered her
	early  bool     // before that hub had joined
	undone bool     // something of hers was taken back
}

// simAck is a commit that a screen has confirmed.
type simAck struct {
	commit hub.ID
	lane   hub.Lane
	hub    int
	what   string
	child  hub.ID // whom a registration made known
}

func (b *simBook) newName() string {
	b.named++
	r := []rune("梓涵浩然雨桐欣怡子轩宇航诗琪俊杰佳宁明月青山")
	return "王" + string([]rune{r[b.named%len(r)], r[b.named/len(r)%len(r)]})
}

func (b *simBook) born(c *simChild) {
	c.name = c.names[0]
	b.children = append(b.children, c)
}

func (b *simBook) child(n int) *simChild {
	if len(b.children) == 0 {
		return nil
	}
	return b.children[n%len(b.children)]
}

// confirm notes what a screen has shown as done.
func (b *simBook) confirm(h *simHub, what string, out hub.Outcome, err error) {
	if err == nil && !out.Commit.IsZero() {
		a := simAck{commit: out.Commit, lane: out.Lane, hub: h.no, what: what}
		if what == "register" || what == "interrupted" {
			a.child = b.children[len(b.children)-1].id
		}
		b.acks = append(b.acks, a)
	}
}

func (b *simBook) count(what string, err error) {
	if b.done == nil {
		b.done, b.refused = map[string]int{}, map[string]int{}
	}
	if err == nil {
		b.done[what]++
	} else {
		b.refused[what]++
	}
}

// forget strikes out what no hub that is on has. It says how many.
func (b *simBook) forget(on []*simHub) int {
	before := len(b.acks)
	b.acks = slices.DeleteFunc(b.acks, func(a simAck) bool {
		return !slices.ContainsFunc(on, func(h *simHub) bool { return h.has(a.commit) })
	})
	return before - len(b.acks)
}

func (h *simHub) has(commit hub.ID) bool {
	_, err := h.life.box.store.Commit(h.w.ctx, commit)
	if err != nil && hub.CodeOf(err) != hub.CodeNotFound {
		h.w.t.Errorf("%s: %v", h.name, err)
	}
	return err == nil
}

// audit looks at hubs that hold the same.
func (w *simWorld) audit() {
	for _, h := range w.members() {
		for _, a := range w.book.acks {
			if !h.has(a.commit) && !w.mayBeLost(a) {
				w.t.Errorf("%s lacks commit %v (%s), which hub %d has confirmed", h.name, a.commit, a.what, a.hub)
			}
		}
		refused, err := h.life.box.store.Refused(w.ctx)
		w.must(err)
		delete(refused, store.ReasonRevoked) // kept and passed on, and counted
		for reason, n := range refused {
			w.t.Errorf("%s has refused %d commits: %s", h.name, n, reason)
		}
		w.auditOrders(h)
		w.auditLost(h)
		before := h.sum()
		w.must(h.life.box.store.Rebuild(w.ctx))
		if after := h.sum(); after != before {
			w.t.Errorf("%s holds %s\nand rebuilt %s", h.name, before, after)
		}
	}
	w.auditChildren()
}

// mayBeLost: nobody lets a station in that was put out, so what it has confirmed since
// need not get to anybody.
func (w *simWorld) mayBeLost(a simAck) bool {
	return w.book.lost != nil && w.keys[a.hub] == *w.book.lost
}

// auditChildren looks at the county, which can read every child: each whose
// registration still stands is there, once, under a name that somebody gave her.
func (w *simWorld) auditChildren() {
	called := map[string]int{}
	b := w.hubs[0].life.box
	w.must(b.store.Each(w.ctx, "child", func(rec hub.Record) error {
		c := care.As[care.Child](b.forms, rec)
		if c.Sealed {
			w.t.Errorf("the county cannot read child %v", rec.ID)
			return nil
		}
		called[string([]rune(c.Name)[:3])]++
		return nil
	}))
	for name, n := range called {
		if n != 1 {
			w.t.Errorf("the county has %s %d times", name, n)
		}
	}
	for _, c := range w.book.children {
		if w.mustBeThere(c) && called[c.name] == 0 {
			w.t.Errorf("the county lacks %s, whom hub %d has registered", c.name, c.home)
		}
	}
}

// mustBeThere: her registration is somewhere for certain, and nobody has erased her.
func (w *simWorld) mustBeThere(c *simChild) bool {
	if c.undone || w.book.lost != nil && w.keys[c.home] == *w.book.lost {
		return false
	}
	for _, o := range w.book.orders {
		if o.Whole() && o.Subject == c.id {
			return false
		}
	}
	if c.early {
		return !w.book.putBack[c.home]
	}
	return slices.ContainsFunc(w.book.acks, func(a simAck) bool { return a.child == c.id })
}

// watchedLog is a hub's log as its exchange has it, with an eye on what leaves.
type watchedLog struct {
	sync.Log
	w *simWorld
	h *simHub
	b *Box
}

// watch is the log of a running hub for its exchange.
func (w *simWorld) watch(h *simHub, b *Box) sync.Log {
	var log sync.Log = b.log()
	if w.logOf != nil {
		log = w.logOf(h, b, log)
	}
	return watchedLog{log, w, h, b}
}

func (l watchedLog) Since(ctx context.Context, lane hub.Lane, theirs hub.Vector, most, bytes int) ([]hub.Commit, bool, error) {
	commits, more, err := l.Log.Since(ctx, lane, theirs, most, bytes)
	l.look(ctx, commits...)
	return commits, more, err
}

func (l watchedLog) Commit(ctx context.Context, id hub.ID) (hub.Commit, error) {
	c, err := l.Log.Commit(ctx, id)
	l.look(ctx, c)
	return c, err
}

// look finds parts that leave though their people do not agree. What they say may be
// heard between the reading of a commit and the question here: then the commit is read
// once more, and has to be without the part.
func (l watchedLog) look(ctx context.Context, commits ...hub.Commit) {
	for _, c := range commits {
		for i, raw := range c.Parts {
			head := c.Header.Parts[i]
			if head.Gate == "" || raw == nil || l.agrees(ctx, head) {
				continue
			}
			again, err := l.Log.Commit(ctx, c.ID)
			if err == nil && again.Parts[i] != nil && !l.agrees(ctx, head) {
				l.w.t.Errorf("%s gives away a part that waits for %q: commit %v", l.h.name, head.Gate, c.ID)
			}
		}
	}
}

// agrees is what the hub itself knows of a consent.
func (l watchedLog) agrees(ctx context.Context, p hub.PartHead) bool {
	if ctx.Err() != nil {
		return true // it is ending: nothing leaves any more
	}
	rec, err := l.b.store.Record(ctx, "consent", hub.DeriveID("consent", p.Subject, string(p.Gate)))
	return err == nil && care.As[care.Consent](l.b.forms, rec).Answer == hub.AnswerYes || ctx.Err() != nil
}

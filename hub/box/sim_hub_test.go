package box

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	stdsync "sync"
	"time"

	"yizhan/hub"
	"yizhan/hub/box/clock"
	"yizhan/hub/trust"
	"yizhan/mesh/sync"
)

// simHub is a hub of a simulation: a data folder, and while it runs the box that has
// it open with its exchange. Stations and clones of stations have neighbours; the
// county is called.
type simHub struct {
	w     *simWorld
	no    int
	name  string
	dir   string
	clock *simClock
	life  *simLife // nil: it is off
	olds  []string // copies of the folder, oldest first
	turns int      // how many folders it has had
}

// simLife is one run of a hub, from power-up to whatever ends it.
type simLife struct {
	box    *Box
	engine *sync.Engine
	server *http.Server
	ctx    context.Context
	stop   context.CancelFunc
	work   stdsync.WaitGroup
}

// simClock is a machine's clock that somebody sets.
type simClock struct {
	mu    stdsync.Mutex
	shift time.Duration
}

// simToday is when every simulation begins.
var simToday = time.Date(2026, 11, 23, 7, 30, 0, 0, hub.China)

// bubbleEpoch is the first moment of a synctest bubble.
var bubbleEpoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

func simSince() time.Duration { return time.Since(bubbleEpoch) }

func (c *simClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return simToday.Add(simSince() + c.shift)
}

// jump sets the clock so far from the true time.
func (c *simClock) jump(shift time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.shift = shift
}

// start opens the folder and joins the exchange.
func (h *simHub) start() {
	w := h.w
	b, err := Open(w.ctx, Config{Data: h.dir, AtCounty: h.no == 0, Clock: clock.On(h.clock.now, simSince)})
	w.must(err)
	l := &simLife{box: b}
	l.ctx, l.stop = context.WithCancel(w.ctx)
	w.mu.Lock()
	h.life = l
	w.mu.Unlock()
	cert, _ := b.trust.Certificate()
	server, client, err := trust.TLS(b.trust.Identity(), cert.Raw, b.trust.Members().Meet)
	w.must(err)
	l.engine = sync.New(sync.Config{
		Self: b.trust.Identity().Key(), Name: cert.Name, Log: w.watch(h, b), Trust: syncTrust{b.trust},
		Server: server, Client: client, DialNet: w.net.dialer(h.no),
	})
	b.net.engine.Store(l.engine)
	mux := http.NewServeMux()
	mux.Handle(sync.Path, l.engine.Handler())
	l.server = &http.Server{Handler: mux}
	door := w.net.listen(h.no)
	l.work.Go(func() { l.server.Serve(door) }) // ends with the server
	l.work.Go(func() { w.check(l, l.engine.Run(l.ctx)) })
	l.work.Go(func() { w.check(l, b.follow(l.ctx)) })
	if !w.deaf {
		l.work.Go(func() { w.check(l, b.runRelist(l.ctx)) })
	}
	if h.no == 0 {
		return
	}
	news, forget := b.store.Watch()
	l.work.Go(func() {
		w.check(l, l.engine.Upstream(l.ctx, func() []string { return []string{"http://" + simAddress(0)} }))
	})
	l.work.Go(func() { h.meetNeighbours(l) })
	l.work.Go(func() {
		defer forget()
		h.carry(l, news)
	})
}

// meetNeighbours is the evening-out between neighbours: now and then with one of them.
func (h *simHub) meetNeighbours(l *simLife) {
	for {
		select {
		case <-l.ctx.Done():
			return
		case <-time.After(15*time.Second + h.w.net.upTo(15*time.Second)):
		}
		if other := h.w.neighbour(h); other >= 0 {
			ctx, done := context.WithTimeout(l.ctx, 30*time.Second)
			key := h.w.keyOf(other)
			if l.engine.Connect(ctx, "http://"+simAddress(other), key) == nil {
				l.engine.Exchange(ctx, key) // its outcome is looked at in the end
			}
			done()
		}
	}
}

// carry tells neighbours of own commits as gossip does: some are lost, some come twice,
// late, or before those that they follow.
func (h *simHub) carry(l *simLife, news <-chan hub.News) {
	for {
		var n hub.News
		select {
		case <-l.ctx.Done():
			return
		case n = <-news:
		}
		if !n.Own || n.Lane != l.box.Lane() {
			continue
		}
		c, err := h.w.watch(h, l.box).Commit(l.ctx, n.Commit)
		if err != nil || len(c.Sig) == 0 {
			continue
		}
		packed, err := sync.Pack([]hub.Commit{c})
		if err != nil || len(packed) > hub.MaxCarried {
			continue
		}
		for _, other := range h.w.everybody() {
			for copies := 1; copies < 3; copies++ {
				if other.no == 0 || other == h || h.w.net.loses() {
					break
				}
				time.AfterFunc(h.w.net.upTo(20*time.Second), func() { other.hear(h.no, packed) })
				if !h.w.net.chance(0.2) {
					break
				}
			}
		}
	}
}

// hear takes a carried commit, as mesh does: of an origin that is known.
func (h *simHub) hear(from int, packed []byte) {
	h.w.mu.Lock()
	l := h.life
	if l == nil || l.ctx.Err() != nil || !h.w.net.passes(from, h.no) {
		h.w.mu.Unlock()
		return
	}
	l.work.Add(1)
	h.w.mu.Unlock()
	defer l.work.Done()
	cs, err := sync.Unpack(packed)
	h.w.check(l, err)
	v, err := l.box.store.Vector(l.ctx, l.box.Lane())
	if err != nil || v[cs[0].Header.Origin].Head.Seq == 0 {
		return
	}
	_, err = h.w.watch(h, l.box).Accept(l.ctx, cs, nil)
	h.w.check(l, err)
}

// key is the station key; clones have the same.
func (h *simHub) key() [32]byte { return h.w.keyOf(h.no) }

// end stops everything that runs and closes the folder.
func (h *simHub) end() {
	h.w.mu.Lock()
	l := h.life
	h.life = nil
	if l != nil {
		l.stop()
	}
	h.w.mu.Unlock()
	if l == nil {
		return
	}
	h.w.net.kill(h.no)
	l.server.Close()
	l.engine.Close()
	l.work.Wait()
	h.w.must(l.box.Close())
}

// crash pulls the plug: nothing leaves the hub any more, and what its folder is at that
// moment is what it will find.
func (h *simHub) crash() {
	if h.life == nil {
		return
	}
	h.w.net.kill(h.no)
	next := h.folder()
	h.w.must(h.w.survives(h, next))
	h.end()
	h.moveTo(next)
}

// folder is a new one.
func (h *simHub) folder() string {
	h.turns++
	return filepath.Join(h.w.dir, fmt.Sprintf("%d-%d", h.no, h.turns))
}

func (h *simHub) moveTo(dir string) {
	h.w.must(os.RemoveAll(h.dir))
	h.dir = dir
}

// copyOpen copies a data folder that somebody may be writing to, as it is at one
// moment. The log's file is only written by checkpoints, and what these move still
// stands in the write-ahead file, until that begins anew: then the copy does too.
func copyOpen(from, to string) error {
	for {
		before := walMarks(from)
		if err := copyFolder(from, to); err != nil {
			return err
		}
		if bytes.Equal(before, walMarks(from)) {
			return nil
		}
		if err := os.RemoveAll(to); err != nil {
			return err
		}
	}
}

// walMarks are the headers of the write-ahead files; they change when one begins anew.
func walMarks(dir string) []byte {
	var marks []byte
	for _, name := range []string{"log.db-wal", "local.db-wal"} {
		f, err := os.Open(filepath.Join(dir, name))
		if err != nil {
			continue // there is none
		}
		head := make([]byte, 32)
		n, _ := f.Read(head) // an empty file has none
		marks = append(append(marks, name...), head[:n]...)
		f.Close()
	}
	return marks
}

// copyFolder copies files in the order in which a database writes them: what follows
// the write-ahead file stays behind it.
func copyFolder(from, to string) error {
	var last []string
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // a temporary file, gone meanwhile
		}
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(from, path)
		switch {
		case d.IsDir():
			return os.MkdirAll(filepath.Join(to, name), 0o700)
		case filepath.Ext(name) == ".db-wal":
			last = append(last, name)
			return nil
		case filepath.Ext(name) == ".db-shm":
			return nil
		}
		return copyOne(from, to, name)
	})
	for _, name := range last {
		err = errors.Join(err, copyOne(from, to, name))
	}
	return err
}

func copyOne(from, to, name string) error {
	body, err := os.ReadFile(filepath.Join(from, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(to, name), body, 0o600)
}

package sync

import (
	"context"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"yizhan/hub"
	"yizhan/mesh/link"
)

// Path is where a hub answers.
const Path = "/sync"

// Protocol numbers that this release speaks.
const (
	minProtocol = 1
	maxProtocol = 1
)

// Config is what an Engine needs. Zero timings stand for the defaults.
type Config struct {
	Self   [32]byte // this hub's station key
	Name   string   // told to peers, ≤ 64 bytes
	Log    Log
	Files  Files // nil: records only
	Trust  Trust
	Server *tls.Config // TLS 1.3 with the station key, for who calls here
	Client *tls.Config // and for calling out
	// Rate caps what goes to and what comes from the county, or at the county all
	// that goes and comes, in bytes a second each way; 0: no cap. At least 1000.
	// Neighbours are on a LAN, and not held back.
	Rate   int
	Quota  Quota
	Timing Timing
	Logger *slog.Logger
	// DialNet replaces the network under Dial: tests cut here, a proxy would go here.
	DialNet func(ctx context.Context, network, addr string) (net.Conn, error)
}

// Timing is every duration of an Engine that may be set.
type Timing struct {
	Gather time.Duration // news of what is held here, states and receipts are gathered so long; 1 s
	Relay  time.Duration // commits of others wait so long for word that the peer has them; 3 s
	Idle   time.Duration // a connection made by Connect ends after so long without use; 2 min
	Resync time.Duration // unequal and quiet for so long: compare line by line again; 5 s, doubling
	First  time.Duration // Upstream's first wait; 1 s
}

func (t Timing) orDefaults() Timing {
	set := func(d *time.Duration, v time.Duration) {
		if *d == 0 {
			*d = v
		}
	}
	set(&t.Gather, time.Second)
	set(&t.Relay, 3*time.Second)
	set(&t.Idle, 2*time.Minute)
	set(&t.Resync, 5*time.Second)
	set(&t.First, time.Second)
	return t
}

// Engine is one hub's end of all its sessions.
type Engine struct {
	cfg   Config
	up    *limiter
	down  *limiter
	views *views
	board *board

	sharers *sharers
	log     *slog.Logger

	life  context.Context // ends with Close
	close context.CancelFunc
	work  sync.WaitGroup
	doors chan struct{} // handshakes under way of those who call here
	porch atomic.Int32  // of them, who wait for one
	nudge chan struct{}
	drop  func(out bool, f Frame) bool // tests only

	count    atomic.Int32 // sessions
	mu       sync.Mutex
	arrived  chan struct{}              // closed and made anew with each session
	calls    map[[32]byte]chan struct{} // dials of Connect under way
	sessions map[[32]byte]*session
	peers    map[[32]byte]*peerRecord
	refusals int64 // handshakes that ended without trust

	filesMu  sync.Mutex
	fetching map[hub.Hash]*session // who fetches a file: one at a time
}

// New makes an Engine; it does nothing until Run.
func New(cfg Config) *Engine {
	cfg.Timing, cfg.Quota = cfg.Timing.orDefaults(), cfg.Quota.orDefaults()
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	e := &Engine{
		cfg:      cfg,
		up:       newLimiter(cfg.Rate),
		down:     newLimiter(cfg.Rate),
		log:      cfg.Logger,
		doors:    make(chan struct{}, doors),
		nudge:    make(chan struct{}, 1),
		arrived:  make(chan struct{}),
		calls:    map[[32]byte]chan struct{}{},
		sessions: map[[32]byte]*session{},
		sharers:  newSharers(),
		peers:    map[[32]byte]*peerRecord{},
		fetching: map[hub.Hash]*session{},
	}
	e.views = &views{log: cfg.Log, cache: map[hub.Lane]view{}, last: map[hub.Lane]view{}}
	e.board = newBoard(e)
	e.life, e.close = context.WithCancel(context.Background())
	return e
}

// Run tells all sessions what is new in the log until ctx ends, then closes.
func (e *Engine) Run(ctx context.Context) error {
	defer e.Close()
	return survive(func() error { return e.follow(ctx) })
}

func (e *Engine) follow(ctx context.Context) error {
	news, stop := e.cfg.Log.Watch()
	defer stop()
	if err := e.board.load(ctx); err != nil {
		return fmt.Errorf("sync: receipts: %w", err)
	}
	flush := time.NewTicker(e.cfg.Timing.Gather)
	defer flush.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-e.life.Done():
			return nil
		case <-flush.C:
			if err := e.board.flush(ctx); err != nil {
				return fmt.Errorf("sync: receipts: %w", err)
			}
		case n, ok := <-news:
			if !ok {
				return errors.New("sync: the log's news ended")
			}
			all, many := gathered(n, news)
			for _, n := range all {
				e.spread(ctx, n, many)
			}
		}
	}
}

// burst is how much news may wait before commits are sent in batches only.
const burst = 16

// In a crowd of more than so many connections everybody tells everybody, and small
// talk is gathered so many times longer.
const (
	crowd       = 9
	crowdFactor = 5
)

// gather is how long news of what is held here is gathered between neighbours.
func (e *Engine) gather() time.Duration {
	if e.count.Load() > crowd {
		return crowdFactor * e.cfg.Timing.Gather
	}
	return e.cfg.Timing.Gather
}

// Close ends every session and waits for them. It may be called again.
func (e *Engine) Close() error {
	e.close()
	e.mu.Lock()
	for _, s := range e.sessions {
		s.leave(byeClosing)
	}
	e.mu.Unlock()
	e.work.Wait()
	return nil
}

// spread passes news on to the sessions that it concerns. It never blocks.
func (e *Engine) spread(ctx context.Context, n hub.News, many bool) {
	e.views.forget(n.Lane)
	open := e.concerned(n.Lane)
	var live liveBatch
	if n.Own && !many && len(open) > 0 {
		err := survive(func() error { live = e.fresh(ctx, n); return nil })
		if err != nil {
			e.log.Error("sync: news", "err", err)
		}
	}
	for _, s := range open {
		if err := survive(func() error { s.news(n, live); return nil }); err != nil {
			e.log.Error("sync: news", "peer", short(s.peer.Key), "err", err)
			s.conn.Close()
		}
	}
}

// fresh reads and packs an own commit once for all sessions. Where that does not
// work out (the log is busy, a later commit has taken its signature over) the
// sessions ask the log as usual.
func (e *Engine) fresh(ctx context.Context, n hub.News) (live liveBatch) {
	c, err := e.cfg.Log.Commit(ctx, n.Commit)
	if err != nil || len(c.Sig) == 0 {
		return live
	}
	packed, err := Pack([]hub.Commit{c})
	if err != nil {
		return live
	}
	return liveBatch{lane: n.Lane, commit: c, packed: packed}
}

func (e *Engine) open() []*session {
	e.mu.Lock()
	defer e.mu.Unlock()
	out := make([]*session, 0, len(e.sessions))
	for _, s := range e.sessions {
		out = append(out, s)
	}
	return out
}

// Dial calls a hub and runs one session until it ends or ctx does. It returns
// nil when either side ended it on purpose.
func (e *Engine) Dial(ctx context.Context, url string) error {
	return e.dial(ctx, url, how{dialled: true, lasting: true})
}

func (e *Engine) dial(ctx context.Context, url string, h how) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(e.life, cancel)()
	shake, done := context.WithTimeout(ctx, link.Patience)
	defer done()
	conn, err := link.Dial(shake, e.cfg.DialNet, url, Path)
	if err != nil {
		return hub.E(hub.CodeUnknown, "sync.unreachable").Because(err)
	}
	defer conn.Close()
	tc := tls.Client(conn, e.cfg.Client)
	peer, err := e.handshake(shake, tc)
	if err != nil {
		return err
	}
	if h.only != ([32]byte{}) && h.only != peer.Key {
		return hub.E(hub.CodeUnknown, "sync.unreachable").Because(errors.New("another hub has the address now"))
	}
	return e.run(ctx, tc, peer, h)
}

// how says how a session came to be.
type how struct {
	dialled bool     // from here
	lasting bool     // not ended for want of use
	only    [32]byte // the key that must answer; zero: any that is trusted
}

// run registers a session and runs it to its end.
func (e *Engine) run(ctx context.Context, conn *tls.Conn, peer Peer, h how) error {
	return survive(func() error {
		s := newSession(e, conn, peer, h)
		if !e.register(s) {
			return nil
		}
		defer e.work.Done()
		_, err := e.judge(conn) // again: a Drop between handshake and register met no session
		if err == nil {
			err = s.run(ctx)
		}
		e.unregister(s, err)
		e.release(s)
		return err
	})
}

// register makes s the session with its peer. Of two that were made at the same
// time both sides keep the one that the smaller key dialled; otherwise the newer
// wins, because the older may be a connection that died without a word.
func (e *Engine) register(s *session) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.life.Err() != nil {
		return false
	}
	if old := e.sessions[s.peer.Key]; old != nil {
		if time.Since(old.born) < 10*time.Second && old.how.dialled != s.how.dialled && old.kept() {
			s.conn.Close()
			return false
		}
		old.leave(byeTwice)
	}
	e.sessions[s.peer.Key] = s
	e.count.Store(int32(len(e.sessions)))
	p := e.peers[s.peer.Key]
	if p == nil {
		p = &peerRecord{key: s.peer.Key}
		p.batch.Store(MaxBatchBytes)
		e.peers[s.peer.Key] = p
	}
	p.name, p.seen, p.err = s.peer.Name, time.Now(), ""
	s.record = p
	close(e.arrived)
	e.arrived = make(chan struct{})
	e.work.Add(1)
	return true
}

func (e *Engine) unregister(s *session, err error) {
	e.sharers.leave(s)
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.sessions[s.peer.Key] == s {
		delete(e.sessions, s.peer.Key)
		e.count.Store(int32(len(e.sessions)))
	}
	s.record.bytesOut += s.line.sent.Load()
	s.record.bytesIn += s.line.read.Load()
	if err != nil {
		s.record.err = string(hub.CodeOf(err))
	}
}

// short names a key in logs.
func short(key [32]byte) string { return hex.EncodeToString(key[:4]) }

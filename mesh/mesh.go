package mesh

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	stdsync "sync"
	"sync/atomic"
	"time"

	"github.com/hashicorp/memberlist"
	"github.com/hashicorp/serf/serf"

	"yizhan/hub"
)

const queueDepth = 1024 // events waiting; what is beyond is dropped, counted, and fetched

// Mesh is one hub's place among its neighbours.
type Mesh struct {
	cfg    Config
	log    *slog.Logger
	budget budget
	bells  bells
	count  counters

	queue   chan serf.Event
	uneven  chan [32]byte // with whom to compare soon; zero: with anybody
	changed chan struct{} // own commits wait for an advert

	mu      stdsync.Mutex
	serf    *serf.Serf
	ring    *memberlist.Keyring
	heads   map[hub.Origin]uint64  // of the lane, as far as known without gap
	own     map[hub.Origin]uint64  // own commits that nobody has been told of
	pulling map[hint]bool          // one pull from a member at a time
	seen    map[string]time.Time   // node name → last alive
	judged  map[string]judgement   // by name and certificate
	drop    func(name string) bool // tests only: lose this event
	stop    func()
	done    chan struct{}
	closed  bool
}

type counters struct {
	carried, heard        atomic.Int64 // commits fired and taken whole
	adverts, hints        atomic.Int64 // fired and heard
	pulls, evenings       atomic.Int64
	dropped, refused, odd atomic.Int64 // events lost here; members kept out; not understood
	restored              atomic.Int64 // times that the keyring had been changed by somebody
}

// New makes a Mesh; it does nothing until Run.
func New(cfg Config) *Mesh {
	cfg.Timing = cfg.Timing.orDefaults()
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	return &Mesh{
		cfg: cfg, log: cfg.Logger,
		queue: make(chan serf.Event, queueDepth), uneven: make(chan [32]byte, 16), changed: make(chan struct{}, 1),
		heads: map[hub.Origin]uint64{}, own: map[hub.Origin]uint64{}, pulling: map[hint]bool{}, seen: map[string]time.Time{}, judged: map[string]judgement{},
		done: make(chan struct{}),
	}
}

// Run is a member until ctx ends or Close is called; it may be called once.
func (m *Mesh) Run(ctx context.Context) error {
	ctx, fail := context.WithCancelCause(ctx)
	stop := func() { fail(nil) }
	defer stop()
	m.mu.Lock()
	if m.closed || m.stop != nil {
		m.mu.Unlock()
		return errors.New("mesh: closed, or running")
	}
	m.stop = stop
	m.mu.Unlock()
	defer close(m.done)

	news, unwatch := m.cfg.Log.Watch() // before the heads are read: nothing falls between
	defer unwatch()
	if err := m.readHeads(ctx); err != nil {
		return err
	}
	events := make(chan serf.Event, 64)
	if err := m.start(events); err != nil {
		return err
	}
	var work stdsync.WaitGroup
	defer work.Wait()
	defer m.leave() // ends the event reader too, which must read until then
	defer stop()
	parts := []func(){
		func() { m.enqueue(ctx, events) }, func() { m.hear(ctx, &work) }, func() { m.advertise(ctx) },
		func() { m.even(ctx) }, func() { m.guard(ctx) }, func() { m.rejoin(ctx) },
	}
	if m.cfg.MDNS {
		parts = append(parts, func() { m.discover(ctx) })
	}
	for _, run := range parts {
		work.Go(m.part(fail, run))
	}
	err := survive(func() error { return m.tell(ctx, news) })
	if cause := context.Cause(ctx); err == nil && errors.Is(cause, errPanic) {
		err = cause
	}
	return err
}

// Close ends Run and waits for it. It may be called again, and without Run.
func (m *Mesh) Close() error {
	m.mu.Lock()
	m.closed = true
	stop := m.stop
	m.mu.Unlock()
	if stop != nil {
		stop()
		<-m.done
	}
	return nil
}

func (m *Mesh) start(events chan<- serf.Event) error {
	keys := m.cfg.Keys()
	if len(keys) == 0 {
		return hub.E(hub.CodeUntrusted, "mesh.nokey")
	}
	ring, err := memberlist.NewKeyring(keys, keys[0])
	if err != nil {
		return fmt.Errorf("mesh: gossip keys: %w", err)
	}
	cfg, err := m.serfConfig(events, ring)
	if err != nil {
		return err
	}
	s, err := serf.Create(cfg)
	if err != nil {
		return hub.E(hub.CodePort, "mesh.port", m.cfg.Bind).Because(err)
	}
	m.mu.Lock()
	m.serf, m.ring = s, ring
	m.mu.Unlock()
	return nil
}

// leave says goodbye, so that the others need not wait for the failure detector.
func (m *Mesh) leave() {
	if err := m.serf.Leave(); err != nil {
		m.log.Debug("mesh: leave", "err", err)
	}
	if err := m.serf.Shutdown(); err != nil {
		m.log.Info("mesh: shutdown", "err", err)
	}
}

// enqueue is Serf's event reader: it never waits, because memberlist does while
// the channel is full. Goroutines of Serf may still send after ctx has ended.
func (m *Mesh) enqueue(ctx context.Context, events <-chan serf.Event) {
	for {
		select {
		case <-m.serf.ShutdownCh():
			return
		case e := <-events:
			if m.lost(e) {
				continue
			}
			select {
			case m.queue <- e:
			default:
				m.count.dropped.Add(1)
				m.compare([32]byte{})
			}
		}
	}
}

// lost is a test's hook.
func (m *Mesh) lost(e serf.Event) bool {
	m.mu.Lock()
	drop := m.drop
	m.mu.Unlock()
	u, ok := e.(serf.UserEvent)
	return ok && drop != nil && drop(u.Name)
}

// compare asks for an evening soon. It never blocks; asking twice is once.
func (m *Mesh) compare(key [32]byte) {
	select {
	case m.uneven <- key:
	default:
	}
}

func (m *Mesh) readHeads(ctx context.Context) error {
	v, err := m.cfg.Log.Vector(ctx, m.cfg.Lane)
	if err != nil {
		return fmt.Errorf("mesh: vector: %w", err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for o, r := range v {
		m.heads[o] = max(m.heads[o], r.Head.Seq)
	}
	return nil
}

// live are the members that are alive, certified, and not this hub.
func (m *Mesh) live() (out []liveMember) {
	for _, s := range m.serf.Members() {
		if s.Status != serf.StatusAlive || s.Name == nodeName(m.cfg.Self) {
			continue
		}
		if who, err := m.judgeAgain(s); err == nil {
			out = append(out, liveMember{Member: who, url: syncURL(s), addr: gossipAddr(s), node: s.Name})
		}
	}
	return out
}

// Near is a neighbour that is alive, and where it answers.
type Near struct {
	Member
	URL string
}

// Near are the neighbours that are alive now, in no order; none before Run and after Close.
func (m *Mesh) Near() (out []Near) {
	m.mu.Lock()
	running := m.serf != nil
	m.mu.Unlock()
	if !running {
		return nil
	}
	for _, l := range m.live() {
		out = append(out, Near{l.Member, l.url})
	}
	return out
}

type liveMember struct {
	Member
	url, addr, node string
}

func (m *Mesh) byHint(h hint) (liveMember, bool) {
	for _, l := range m.live() {
		if hintOf(l.Key) == h {
			return l, true
		}
	}
	return liveMember{}, false
}

// size is how many hubs are alive, this one included.
func (m *Mesh) size() int { return len(m.live()) + 1 }

// pause waits; false if ctx ended.
func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

func jitter(d time.Duration) time.Duration {
	if d <= 0 {
		return 0
	}
	return rand.N(d)
}

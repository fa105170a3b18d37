package box

import (
	"cmp"
	"context"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/hub/desk"
	"yizhan/hub/lesson"
	"yizhan/hub/trust"
	"yizhan/kiosk/brought"
	"yizhan/media/pack"
)

// packs is the lessons that come in packs: those that are here, those that are on their
// way, and those that neighbours have.
type packs struct {
	b     *Box
	shelf *pack.Shelf
	wake  chan struct{}

	mu     sync.Mutex
	offers map[hub.Hash]offer           // of neighbours, that nobody has asked for
	has    map[hub.Hash]map[hubKey]bool // who has what, as of the last round
	passed map[hub.Hash]bool            // looked at, and not for this box
	bad    map[hub.Hash]map[hubKey]bool // who gave what was not what its maker signed
	lacks  map[string]desk.BoxPack      // by key: this box should have it, and has it not
	drops  map[string]bool              // by key: somebody here wants it no longer
	work   brought.Work
	off    atomic.Pointer[map[string]int] // up to which version the county took a lesson back
	one    sync.Mutex                     // one stick is read or written at a time
	lying  struct {                       // on the sticks, as somebody looked last
		sync.Mutex
		at  time.Time
		all []lyingPack
	}
}

type hubKey = [32]byte

// offer is a pack that a neighbour has and this box has not.
type offer struct {
	raw    []byte
	pack   *pack.Manifest
	signer pack.Signer
}

// packFloor is how many bytes of the disk no lesson takes: records come first.
const packFloor = fileFloor

// openPacks puts the lessons of packs beside those of the program.
func (b *Box) openPacks(ctx context.Context) (err error) {
	p := &packs{
		b: b, wake: make(chan struct{}, 1), offers: map[hub.Hash]offer{}, has: map[hub.Hash]map[hubKey]bool{},
		passed: map[hub.Hash]bool{}, bad: map[hub.Hash]map[hubKey]bool{}, drops: map[string]bool{},
	}
	b.packs = p
	if _, err := p.loadRecalled(ctx); err != nil {
		return err
	}
	p.shelf, err = pack.Open(pack.Config{
		Dir: b.folder.Path("lessons"), Judge: b.judgePack, Free: screen{b}.Free, Floor: packFloor, Live: b.inClass, Gone: p.recalled, Keep: b.isCounty,
		Shipped: func(key string) int {
			l, ok := lesson.Shipped().Get(key)
			if !ok {
				return 0
			}
			return l.Version
		},
		Changed: func(all []*pack.Pack) {
			lessons := make([]*lesson.Lesson, len(all))
			for i, p := range all {
				lessons[i] = p.Lesson
			}
			b.desk.Shelve(lessons)
			b.changed()
		},
	})
	return err
}

// inClass says whether a class is held here or followed from here.
func (b *Box) inClass() bool {
	if b.class == nil {
		return false
	}
	now, _ := b.class.Now()
	return now.State != class.None
}

// judgePack says whose a pack is: the county's, a hub's of the own township, this box's
// own. Others' lessons may be good ones; nobody here knows whom to ask about them.
func (b *Box) judgePack(key [32]byte, cert []byte) (pack.Signer, error) {
	if key == b.trust.Identity().Key() {
		who := pack.Signer{Name: "本站", Rank: pack.Own}
		if b.isCounty() {
			who = pack.Signer{Name: "县里", Rank: pack.County}
		}
		return who, nil
	}
	c, err := b.trust.Members().Verify(cert)
	if err != nil || c.Key != key {
		return pack.Signer{}, hub.E(hub.CodeUntrusted, "pack.signer").Because(err)
	}
	own, _ := b.trust.Certificate()
	switch {
	case c.Role == trust.RoleCounty:
		return pack.Signer{Name: "县里", Rank: pack.County}, nil
	case c.Township != own.Township && c.Township != "" && own.Township != "":
		return pack.Signer{}, hub.E(hub.CodeUntrusted, "pack.not-ours")
	}
	return pack.Signer{Name: c.Name, Rank: pack.Near}, nil
}

// Maker is this box as one that makes packs.
func (b *Box) Maker(machine bool) pack.Maker {
	cert, _ := b.trust.Certificate() // before the enrolment it has none, and its packs stay here
	return pack.Maker{Sign: b.trust.Identity().Sign, Cert: cert.Raw, Day: b.desk.Today(), Machine: machine}
}

// MakePack makes a pack of a folder: it stands here, and neighbours are told of it; the
// county's goes to every station.
func (b *Box) MakePack(ctx context.Context, actor hub.Actor, src *pack.Source, machine bool) (*pack.Pack, error) {
	if err := b.mayPack(actor); err != nil {
		return nil, err
	}
	p, err := b.packs.shelf.Own(src, b.Maker(machine), b.folder.Temp())
	if err != nil {
		return nil, err
	}
	b.packs.soon()
	return p, b.issue(ctx, actor, p)
}

// AddPack puts the pack of a folder on the shelf. What the county takes it gives out, and
// signs: a station's is known in its own township only.
func (b *Box) AddPack(ctx context.Context, actor hub.Actor, dir string) (*pack.Pack, error) {
	return b.takePack(ctx, actor, dir, nil)
}

func (b *Box) takePack(ctx context.Context, actor hub.Actor, dir string, step func(done, all int64)) (*pack.Pack, error) {
	if err := b.mayPack(actor); err != nil {
		return nil, err
	}
	if b.isCounty() {
		m, err := pack.Verify(dir)
		if err != nil {
			return nil, err
		}
		who, err := b.judgePack(m.By, m.Cert)
		if err != nil {
			return nil, err
		}
		if who.Rank != pack.County {
			src, err := pack.ReadFolder(dir, ".")
			if err != nil {
				return nil, err
			}
			defer src.Close()
			return b.MakePack(ctx, actor, src, m.Machine)
		}
	}
	p, err := b.packs.shelf.Take(dir, step)
	if err != nil {
		return nil, err
	}
	b.packs.soon()
	return p, b.issue(ctx, actor, p)
}

// Whom the packs of a shelf are from is asked anew when the county's list of revoked keys
// has changed.
func (p *packs) relist() error { return p.shelf.Reload() }

// scrub reads every pack as a whole, by night; what the disk has changed comes again.
func (p *packs) scrub(context.Context) error {
	n, err := p.shelf.Check()
	if n > 0 {
		p.b.cfg.Log.Warn("damaged lessons are fetched again", "packs", n)
	}
	return err
}

// How often neighbours are asked what they have, how fast it is fetched, and how long
// nothing is tried where something was in the way.
const (
	packsEvery = 5 * time.Minute
	packsSoon  = 20 * time.Second // after the start: the network comes up first
	packRate   = 256 << 10        // bytes a second; records and a class's sound share the line
)

// run asks and fetches until ctx ends.
func (p *packs) run(ctx context.Context) error {
	next := time.NewTimer(packsSoon)
	defer next.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-next.C:
		case <-p.wake:
		}
		p.noted(ctx) // first: what is lacking is asked for
		if !p.b.inClass() {
			p.round(ctx, p.hubs())
			p.noted(ctx)
		}
		next.Reset(packsEvery)
	}
}

// soon has the next round begin now.
func (p *packs) soon() {
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// given is a hub that may have packs.
type given struct {
	key  hubKey
	peer pack.Peer
}

// round asks everybody, and fetches what is on its way from whoever has it.
func (p *packs) round(ctx context.Context, hubs []given) {
	p.ask(ctx, hubs)
	come := p.shelf.Arrivals()
	hub.Sort(come, func(a, b *pack.Arrival) int { return cmp.Compare(a.Bytes(), b.Bytes()) }) // the small ones are read sooner
	for _, a := range come {
		for _, from := range hubs {
			if ctx.Err() != nil || p.b.inClass() {
				return
			}
			if p.gives(from.key, a.ID) && p.fetch(ctx, from, a) {
				break
			}
		}
	}
}

func (p *packs) fetch(ctx context.Context, from given, a *pack.Arrival) (done bool) {
	_, err := from.peer.Fetch(ctx, a)
	switch hub.CodeOf(err) {
	case hub.CodeUntrusted:
		p.mu.Lock()
		mark(p.bad, a.ID, from.key)
		p.mu.Unlock()
	case hub.CodeFull, hub.CodeQuestion:
		return true // another hub would not help
	}
	if err != nil {
		p.b.cfg.Log.Info("a lesson did not come", "lesson", a.Key, "cause", err)
	}
	p.b.changed()
	return err == nil
}

func mark(in map[hub.Hash]map[hubKey]bool, id hub.Hash, key hubKey) {
	if in[id] == nil {
		in[id] = map[hubKey]bool{}
	}
	in[id][key] = true
}

func (p *packs) gives(key hubKey, id hub.Hash) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.has[id][key] && !p.bad[id][key]
}

// hubs are the neighbours that are alive, and the county.
func (p *packs) hubs() (out []given) {
	l := p.b.net.link.Load()
	if l == nil {
		return nil
	}
	add := func(url string, key hubKey) { out = append(out, given{key, p.peer(l.Client(url, key))}) }
	if m := p.b.net.mesh.Load(); m != nil {
		for _, n := range m.Near() {
			add(n.URL, n.Key)
		}
	}
	if p.b.isCounty() {
		return out
	}
	for _, c := range p.b.trust.Members().All() {
		if c.Role != trust.RoleCounty {
			continue
		}
		for _, url := range p.b.countyURLs() {
			add(url, c.Key)
		}
	}
	return out
}

// peer is a hub as packs are fetched from it. Where the line to the county has a limit,
// half of it is left to records.
func (p *packs) peer(c *http.Client) pack.Peer {
	rate := packRate
	if limit := p.b.cfg.Rate; limit > 0 {
		rate = min(rate, max(limit/2, 1000))
	}
	return pack.Peer{Client: c, Rate: rate, Halt: p.b.inClass}
}

// ask notes who has what. The county's newer packs come by themselves; a neighbour's is
// offered.
func (p *packs) ask(ctx context.Context, hubs []given) {
	has, offers := map[hub.Hash]map[hubKey]bool{}, map[hub.Hash]offer{}
	for _, h := range hubs {
		told, err := h.peer.List(ctx)
		if err != nil {
			continue // not there just now, or of a release that has no packs
		}
		for _, t := range told {
			mark(has, t.ID, h.key)
			if o, ok := p.consider(ctx, h, t.ID); ok {
				offers[t.ID] = o
			}
		}
	}
	p.mu.Lock()
	p.has, p.offers = has, offers
	p.mu.Unlock()
	p.b.changed()
}

// consider looks at a pack that a hub has told of. What the county gives comes by itself, and
// what this box had before it was put back from a backup.
func (p *packs) consider(ctx context.Context, from given, id hub.Hash) (o offer, ok bool) {
	if p.shelf.Coming(id) {
		return o, false
	}
	p.mu.Lock()
	o, known := p.offers[id]
	known = known || p.passed[id] || p.bad[id][from.key]
	p.mu.Unlock()
	if known {
		if len(o.raw) == 0 {
			return o, false
		}
		_, _, err := p.shelf.Weigh(o.raw) // it may have come meanwhile
		return o, err == nil
	}
	raw, err := from.peer.Manifest(ctx, id)
	if err != nil {
		return o, false
	}
	m, signer, err := p.shelf.Weigh(raw)
	if err == nil && (signer.Rank == pack.County || p.lost(m)) {
		if _, err = p.shelf.Begin(raw); err != nil {
			p.b.cfg.Log.Info("a lesson does not come yet", "lesson", m.Key, "cause", err)
		}
		return o, false
	}
	if err != nil { // also what is here already: it is not asked about again until it changes
		p.mu.Lock()
		if len(p.passed) > 1000 {
			clear(p.passed)
		}
		p.passed[id] = true
		p.mu.Unlock()
		return o, false
	}
	return offer{raw, m, signer}, true
}

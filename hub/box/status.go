package box

import (
	"cmp"
	"context"
	"encoding/hex"
	"time"

	"yizhan/hub"
)

// Status is how this box stands.
func (b *Box) Status(ctx context.Context) (hub.Status, error) {
	site, err := b.site(ctx)
	if err != nil {
		return hub.Status{}, err
	}
	key := b.trust.Identity().Key()
	cert, enrolled := b.trust.Certificate()
	st := hub.Status{
		Hub: hex.EncodeToString(key[:]), Station: site.Name, Enrolled: enrolled, Version: b.cfg.Version,
		Lanes: map[hub.Lane]hub.LaneStand{}, Vector: map[hub.Origin]uint64{}, Refused: map[string]int64{},
		Peers: []hub.PeerStand{}, Revoked: b.Out(),
	}
	if st.Station == "" {
		st.Station = cert.Name
	}
	if err := b.addLanes(ctx, &st); err != nil {
		return hub.Status{}, err
	}
	reported, err := b.store.Reported(ctx, b.Lane(), time.Time{})
	if err != nil {
		return hub.Status{}, err
	}
	st.Unsent = reported.Pending()
	st.Copies = hub.Copies{OnlyHere: reported.OnlyHere, Neighbours: reported.Neighbours, County: reported.County}
	if !reported.Upto.IsZero() {
		st.CountyUpto = hub.DayOf(reported.Upto)
	}
	if err := b.addRefused(ctx, &st); err != nil {
		return hub.Status{}, err
	}
	b.addPeers(&st)
	if st.Near, err = b.near(ctx); err != nil {
		return hub.Status{}, err
	}
	st.Clock.Quality = b.cfg.Clock.Now().Quality
	if c := b.time.Clock; c != nil {
		st.Clock.Source, st.Clock.Doubt, st.Clock.Jumped = c.Stand()
	}
	if st.Enrolled && !b.isCounty() { // before, there is nobody to have a copy; above the county nobody
		waits, err := b.aloneFor(ctx)
		st.AloneHours = int64(waits.Hours())
		return st, err
	}
	return st, nil
}

// addRefused counts what was not taken, and the contradictions of boxes that use one
// card: both branches are kept, and somebody has to look.
func (b *Box) addRefused(ctx context.Context, st *hub.Status) error {
	refused, err := b.store.Refused(ctx)
	if err != nil {
		return err
	}
	for reason, n := range refused {
		st.Refused[string(reason)] = n
	}
	forks, err := b.store.Forks(ctx)
	if err != nil || len(forks) == 0 {
		return err
	}
	st.Refused["fork"] = int64(len(forks))
	twins, err := b.fleet.Twins(ctx)
	st.Card = twins[b.trust.Identity().Key()].String()
	return err
}

// near is how many neighbours hold every own commit of the lane: the fewest over
// this box's origins, so that the claim holds for all of them.
func (b *Box) near(ctx context.Context) (int, error) {
	vector, err := b.store.Vector(ctx, b.Lane())
	if err != nil {
		return 0, err
	}
	proofs, err := b.store.Proofs(ctx, b.Lane())
	if err != nil {
		return 0, err
	}
	self, fewest := b.trust.Identity().Key(), -1
	for origin, reach := range vector {
		if proofs[origin].Key != self || reach.Head.Seq == 0 {
			continue
		}
		held, err := b.store.CommitCopies(ctx, reach.Head.ID)
		if hub.CodeOf(err) == hub.CodeNotFound {
			continue // a forked origin's head is no commit
		}
		if err != nil {
			return 0, err
		}
		if fewest < 0 || held.Neighbours < fewest {
			fewest = held.Neighbours
		}
	}
	return max(fewest, 0), nil
}

// statusLife is how long screens may show the same status: every open page asks
// for it at every change.
const statusLife = time.Second

// freshStatus is Status for screens, at most statusLife old.
func (b *Box) freshStatus(ctx context.Context) (hub.Status, error) {
	b.seen.Lock()
	defer b.seen.Unlock()
	if !b.seen.at.IsZero() && time.Since(b.seen.at) < statusLife {
		return b.seen.status, nil
	}
	st, err := b.Status(ctx)
	if err == nil {
		b.seen.status, b.seen.at = st, time.Now()
	}
	return st, err
}

func (b *Box) addLanes(ctx context.Context, st *hub.Status) error {
	lanes, err := b.store.Lanes(ctx)
	if err != nil {
		return err
	}
	for _, l := range lanes {
		st.Lanes[l.Lane] = hub.LaneStand{Records: l.Records, Commits: l.Commits, Digest: l.Digest.String()}
		vector, err := b.store.Vector(ctx, l.Lane)
		if err != nil {
			return err
		}
		for origin, reach := range vector {
			st.Vector[origin] = reach.Head.Seq
		}
	}
	epoch, err := b.store.Epoch(ctx)
	st.Epoch = hex.EncodeToString(epoch[:])
	return err
}

// addPeers joins what the mesh sees with what the sessions say; the county is no
// member of the mesh.
func (b *Box) addPeers(st *hub.Status) {
	known := map[[32]byte]hub.PeerStand{}
	if m := b.net.mesh.Load(); m != nil {
		for _, p := range m.Status().Members {
			known[p.Key] = hub.PeerStand{Name: p.Name, Alive: p.Alive, Seconds: p.Seconds}
		}
	}
	if e := b.net.engine.Load(); e != nil {
		exchange := e.Status()
		if exchange.Refused > 0 {
			st.Refused["stranger"] += exchange.Refused
		}
		for _, p := range exchange.Peers {
			stand, inMesh := known[p.Key]
			if !inMesh {
				stand = hub.PeerStand{Name: p.Name, Alive: p.Connected, Seconds: p.Seconds}
			}
			stand.County = syncTrust{b.trust}.County(p.Key)
			known[p.Key] = stand
			if p.Refused > 0 {
				st.Refused["peer"] += p.Refused
			}
		}
	}
	for _, p := range known {
		st.Peers = append(st.Peers, p)
	}
	sortPeers(st.Peers)
}

func sortPeers(peers []hub.PeerStand) {
	hub.Sort(peers, func(a, b hub.PeerStand) int { return cmp.Compare(a.Name, b.Name) })
}

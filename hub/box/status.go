package box

import (
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
		Peers: []hub.PeerStand{},
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
	refused, err := b.store.Refused(ctx)
	for reason, n := range refused {
		st.Refused[string(reason)] = n
	}
	b.addPeers(&st)
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
		for _, p := range e.Status().Peers {
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

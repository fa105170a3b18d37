package mesh

import (
	"cmp"
	"time"

	"github.com/hashicorp/serf/serf"

	"yizhan/hub"
)

// Status is how the mesh stands as seen from here.
type Status struct {
	Members  []MemberStatus // without this hub, by name
	Carried  int64          // commits fired whole
	Heard    int64          // and taken from others
	Adverts  int64          // fired
	Hints    int64          // adverts of others
	Pulls    int64
	Evenings int64
	Dropped  int64 // events lost because this hub was slow
	Refused  int64 // times that somebody without certificate was kept out
	Odd      int64 // events that are none of this mesh's
	Restored int64 // times that the gossip keys had been changed
}

// MemberStatus is one neighbour.
type MemberStatus struct {
	Key     [32]byte
	Name    string // from the certificate
	Alive   bool
	Seconds int64 // since it was last alive; 0 while it is
}

// Status may be called at any time, before Run and after Close too.
func (m *Mesh) Status() Status {
	st := Status{
		Carried: m.count.carried.Load(), Heard: m.count.heard.Load(),
		Adverts: m.count.adverts.Load(), Hints: m.count.hints.Load(),
		Pulls: m.count.pulls.Load(), Evenings: m.count.evenings.Load(),
		Dropped: m.count.dropped.Load(), Refused: m.count.refused.Load(),
		Odd: m.count.odd.Load(), Restored: m.count.restored.Load(),
	}
	m.mu.Lock()
	s := m.serf
	m.mu.Unlock()
	if s == nil {
		return st
	}
	for _, member := range s.Members() {
		who, err := m.judgeAgain(member)
		if err != nil || who.Key == m.cfg.Self {
			continue // revoked since it joined
		}
		line := MemberStatus{Key: who.Key, Name: who.Name, Alive: member.Status == serf.StatusAlive}
		if !line.Alive {
			m.mu.Lock()
			if at, ok := m.seen[member.Name]; ok {
				line.Seconds = int64(time.Since(at) / time.Second)
			}
			m.mu.Unlock()
		}
		st.Members = append(st.Members, line)
	}
	hub.Sort(st.Members, func(a, b MemberStatus) int { return cmp.Compare(a.Name, b.Name) })
	return st
}

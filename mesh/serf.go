package mesh

import (
	"context"
	"fmt"
	"log"
	"log/slog"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/memberlist"
	"github.com/hashicorp/serf/serf"
)

const (
	tagCert = "c"
	tagSync = "s"

	userEventLimit = 1300 // larger ones are accepted and never gossiped: they fit no UDP packet
	forgetAfter    = 60 * 24 * time.Hour
)

// serfConfig is every Serf and memberlist setting that differs from the default,
// each with its reason.
func (m *Mesh) serfConfig(events chan<- serf.Event, ring *memberlist.Keyring) (*serf.Config, error) {
	host, port, err := splitAddr(m.cfg.Bind)
	if err != nil {
		return nil, fmt.Errorf("mesh: bind: %w", err)
	}
	c := serf.DefaultConfig()
	c.NodeName = nodeName(m.cfg.Self)
	c.Tags = m.tags()
	c.EventCh = events
	c.UserEventSizeLimit = userEventLimit
	c.SnapshotPath = "" // with one, a slow reader loses events silently
	c.ReconnectTimeout = forgetAfter
	c.TombstoneTimeout = forgetAfter
	c.EnableNameConflictResolution = false // it lets a cloned node shut the real one down
	c.LeavePropagateDelay = 200 * time.Millisecond
	c.BroadcastTimeout = time.Second
	c.Merge = gate{m}
	c.Logger = log.New(discard{m.log}, "", 0)

	l := c.MemberlistConfig
	l.BindAddr, l.BindPort = host, port
	l.AdvertiseAddr, l.AdvertisePort = "", port
	l.Keyring = ring
	l.PushPullInterval = 5 * time.Minute     // it sends the whole event buffer each time
	l.DeadNodeReclaimTime = 30 * time.Second // a box that comes back under another address
	l.GossipInterval = m.cfg.Timing.Gossip
	l.Logger = c.Logger
	return c, nil
}

func (m *Mesh) tags() map[string]string {
	return map[string]string{tagCert: m.cfg.Tag(), tagSync: m.cfg.syncTag()}
}

func splitAddr(addr string) (host string, port int, err error) {
	host, text, err := net.SplitHostPort(addr)
	if err != nil {
		return "", 0, err
	}
	port, err = strconv.Atoi(text)
	return host, port, err
}

// gate is asked before anybody becomes a member: on every merge and every alive
// message. It runs under memberlist's lock and must not call back.
type gate struct{ m *Mesh }

func (g gate) NotifyMerge(members []*serf.Member) error {
	if len(members) != 1 {
		// A merge names everybody the other side knows. One without certificate must
		// not keep the rest apart: each is asked for again as it becomes alive.
		return nil
	}
	_, err := g.m.judge(*members[0])
	if err != nil {
		g.m.count.refused.Add(1)
	}
	return err
}

// judge says whose a member is by the certificate in its tags.
func (m *Mesh) judge(s serf.Member) (Member, error) {
	if s.Name == nodeName(m.cfg.Self) {
		return Member{Key: m.cfg.Self}, nil // we; memberlist cannot do without itself
	}
	var got Member
	err := survive(func() (err error) { // Serf asks on goroutines of its own
		got, err = m.cfg.Check(s.Tags[tagCert])
		return err
	})
	if err == nil && nodeName(got.Key) != s.Name {
		err = fmt.Errorf("mesh: the certificate is of another hub")
	}
	return got, err
}

// judgement is what judge said, and when.
type judgement struct {
	who Member
	err error
	at  time.Time
}

// judgeAgain is judge for members that have been let in: asked for each event, it
// remembers for as long as the watchdog sleeps, so that a revocation is felt then.
func (m *Mesh) judgeAgain(s serf.Member) (Member, error) {
	key := s.Name + s.Tags[tagCert]
	m.mu.Lock()
	j, ok := m.judged[key]
	m.mu.Unlock()
	if ok && time.Since(j.at) < m.cfg.Timing.Watchdog {
		return j.who, j.err
	}
	who, err := m.judge(s)
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.judged) > 1000 { // renewed certificates leave old ones behind
		clear(m.judged)
	}
	m.judged[key] = judgement{who, err, time.Now()}
	return who, err
}

// syncURL is where a member answers.
func syncURL(s serf.Member) string {
	host, port, err := net.SplitHostPort(s.Tags[tagSync])
	if err != nil {
		return ""
	}
	if host == "" {
		host = s.Addr.String()
	}
	return "http://" + net.JoinHostPort(host, port)
}

func gossipAddr(s serf.Member) string {
	return net.JoinHostPort(s.Addr.String(), strconv.Itoa(int(s.Port)))
}

// discard turns Serf's log lines into debug records: what matters of them is
// counted and shown by Status.
type discard struct{ log *slog.Logger }

func (d discard) Write(b []byte) (int, error) {
	level := slog.LevelDebug
	if strings.Contains(string(b), "[ERR]") {
		level = slog.LevelInfo
	}
	d.log.Log(context.Background(), level, "serf", "line", strings.TrimSpace(string(b)))
	return len(b), nil
}

package mesh_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"io"
	"log"
	"net"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hashicorp/memberlist"
	"github.com/hashicorp/serf/serf"

	"yizhan/hub"
	"yizhan/mesh"
)

// thief is somebody's own Serf with the township's gossip key and the tags of a
// box: what a stolen box, or who has read its card, can do to the others.
func thief(t *testing.T, w *town, stolen *box) *serf.Serf {
	t.Helper()
	host, text, err := net.SplitHostPort(freePort(t, "127.0.0.99"))
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	ring, err := memberlist.NewKeyring(w.gossip, w.gossip[0])
	if err != nil {
		t.Fatal(err)
	}
	cfg := serf.DefaultConfig()
	cfg.NodeName = hex.EncodeToString(stolen.key[:16])
	cfg.Tags = map[string]string{"c": base64.RawStdEncoding.EncodeToString(append(stolen.key[:], stolen.cert...)), "s": ":1"}
	cfg.Logger = log.New(io.Discard, "", 0)
	cfg.MemberlistConfig.Logger = cfg.Logger
	cfg.MemberlistConfig.BindAddr, cfg.MemberlistConfig.BindPort = host, port
	cfg.MemberlistConfig.AdvertisePort = port
	cfg.MemberlistConfig.Keyring = ring
	s, err := serf.Create(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Shutdown() })
	return s
}

// With the gossip key anybody can command Serf's key manager on every hub: install
// another key, use it, throw the township's away. The watchdog puts back what the
// county signed, and the hubs stay together. The control is a hub whose watchdog
// sleeps: it gossips with the thief's key.
func TestThiefCannotKeepTheKeys(t *testing.T) {
	t.Parallel()
	w := newTown(t, 4)
	stolen := w.hubs[3]
	w.hubs = w.hubs[:3]
	a, b, asleep := w.hubs[0], w.hubs[1], w.hubs[2]
	asleep.tune = func(c *mesh.Config) { c.Timing.Watchdog = time.Hour }
	w.meet()
	s := thief(t, w, stolen)
	if _, err := s.Join([]string{a.bind, b.bind, asleep.bind}, true); err != nil {
		t.Fatal(err)
	}
	key := []byte{31: 7}
	for _, command := range []func(string) (*serf.KeyResponse, error){s.KeyManager().InstallKey, s.KeyManager().UseKey} {
		if _, err := command(base64.StdEncoding.EncodeToString(key)); err != nil {
			t.Logf("a hub had its own key back already: %v", err)
		}
	}
	w.until(10*time.Second, "put back where the watchdog is awake", func() bool {
		return a.mesh.Status().Restored > 0 && b.mesh.Status().Restored > 0 &&
			bytes.Equal(a.mesh.GossipKey(), w.gossip[0]) && bytes.Equal(b.mesh.GossipKey(), w.gossip[0])
	})
	w.until(10*time.Second, "changed where nobody watches (control: else the attack was none)", func() bool {
		return bytes.Equal(asleep.mesh.GossipKey(), key)
	})
	for i, h := range []*box{a, b} {
		h.tap(hub.ID{5, byte(i)}, "2026-11-23", 480)
	}
	w.until(10*time.Second, "equal, and members", func() bool {
		return equal(a, b) && a.sum().Commits == 2 && a.alive() >= 1 && b.alive() >= 1
	})
}

// A key that the county renews is taken up, and is no attack: nobody has to look into it.
func TestRenewedKeyIsNoAttack(t *testing.T) {
	t.Parallel()
	w := newTown(t, 2)
	var keys atomic.Pointer[[][]byte]
	keys.Store(&w.gossip)
	for _, h := range w.hubs {
		h.tune = func(c *mesh.Config) { c.Keys = func() [][]byte { return *keys.Load() } }
	}
	w.meet()
	fresh := []byte{31: 5}
	for _, ring := range [][][]byte{{w.gossip[0], fresh}, {fresh, w.gossip[0]}, {fresh}} {
		keys.Store(&ring)
		w.until(10*time.Second, "taken up", func() bool {
			return bytes.Equal(w.hubs[0].mesh.GossipKey(), ring[0]) && bytes.Equal(w.hubs[1].mesh.GossipKey(), ring[0])
		})
		time.Sleep(300 * time.Millisecond) // some rounds of the watchdog
	}
	w.hubs[0].tap(hub.ID{5}, "2026-11-23", 480)
	w.until(10*time.Second, "equal", func() bool { return equal(w.hubs...) })
	for i, h := range w.hubs {
		if st := h.mesh.Status(); st.Restored != 0 || len(st.Members) != 1 {
			t.Errorf("hub %d: put back %d times, %d members", i, st.Restored, len(st.Members))
		}
	}
}

// Whoever has the gossip key but nobody's certificate gets no further than the
// door, and can change nobody's keys.
func TestGossipKeyAloneOpensNothing(t *testing.T) {
	t.Parallel()
	w := newTown(t, 2)
	w.meet()
	abroad := newTown(t, 1).hubs[0] // a certificate of another county
	s := thief(t, w, abroad)
	s.Join([]string{w.hubs[0].bind, w.hubs[1].bind}, true)
	w.until(10*time.Second, "turned away", func() bool {
		return w.hubs[0].mesh.Status().Refused > 0 && w.hubs[1].mesh.Status().Refused > 0
	})
	s.KeyManager().InstallKey(base64.StdEncoding.EncodeToString([]byte{31: 9}))
	for _, h := range w.hubs {
		if st := h.mesh.Status(); len(st.Members) != 1 {
			t.Errorf("%d members", len(st.Members))
		}
	}
}

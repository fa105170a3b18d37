package mesh

import (
	"bytes"
	"net"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hashicorp/mdns"
	"github.com/hashicorp/serf/serf"

	"yizhan/hub"
)

// The budget: eight a second over ten seconds for up to nine hubs, four above;
// what others fired counts like what is fired here.
func TestBudget(t *testing.T) {
	for _, tt := range []struct{ hubs, want int }{{2, 80}, {9, 80}, {10, 40}, {32, 40}} {
		synctest.Test(t, func(t *testing.T) {
			var b budget
			for range 20 {
				b.hear(time.Now())
			}
			fired := 0
			for b.carry(time.Now(), tt.hubs) {
				fired++
			}
			if fired != tt.want-20 {
				t.Errorf("%d hubs: %d carried after 20 heard, want %d", tt.hubs, fired, tt.want-20)
			}
			time.Sleep(budgetWindow - time.Millisecond)
			if b.carry(time.Now(), tt.hubs) {
				t.Error("carried before the window had passed")
			}
			time.Sleep(time.Millisecond)
			if !b.carry(time.Now(), tt.hubs) {
				t.Error("not carried after the window had passed")
			}
		})
	}
}

// Over a long time the rate holds, however often it is asked.
func TestBudgetOverTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var b budget
		fired := 0
		for began := time.Now(); time.Since(began) < time.Minute; time.Sleep(10 * time.Millisecond) {
			if b.carry(time.Now(), 3) {
				fired++
			}
		}
		if fired != 6*80 {
			t.Errorf("%d carried in a minute, want %d", fired, 6*80)
		}
		for range 100_000 {
			b.hear(time.Now())
		}
		if len(b.heard) > 1001 {
			t.Errorf("a flood makes it remember %d", len(b.heard))
		}
	})
}

// Adverts: the first at once, then one per 300 ms, or per second in a large mesh.
func TestAdvertPace(t *testing.T) {
	for _, tt := range []struct {
		hubs int
		pace time.Duration
	}{{9, 300 * time.Millisecond}, {10, time.Second}} {
		synctest.Test(t, func(t *testing.T) {
			var b budget
			if d := b.wait(time.Now(), tt.hubs); d != 0 {
				t.Errorf("the first waits %v", d)
			}
			if d := b.wait(time.Now(), tt.hubs); d != tt.pace {
				t.Errorf("the second waits %v, want %v", d, tt.pace)
			}
			time.Sleep(tt.pace)
			if d := b.wait(time.Now(), tt.hubs); d != 0 {
				t.Errorf("it still waits %v", d)
			}
		})
	}
}

func TestAdvertFitsAndReturns(t *testing.T) {
	a := advert{from: hint{1, 2}, origin: hub.Origin{3}, seq: 1 << 53}
	b := a.encode()
	if len(b) > maxAdvert {
		t.Errorf("%d bytes, at most %d", len(b), maxAdvert)
	}
	if got, err := decodeAdvert(b); err != nil || got != a {
		t.Errorf("%+v, %v", got, err)
	}
	for name, bad := range map[string][]byte{
		"cut": b[:len(b)-1], "long": append(bytes.Clone(b), 0), "form": append([]byte{9}, b[1:]...), "empty": nil,
		"seq 0": (advert{seq: 0}).encode(),
	} {
		if _, err := decodeAdvert(bad); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func FuzzEvents(f *testing.F) {
	f.Add((advert{from: hint{1}, origin: hub.Origin{3}, seq: 5}).encode())
	f.Add(append([]byte{1, 1, 2, 3, 4, 5, 6, 7, 8}, 1, 0, 1, 1, 0))
	f.Fuzz(func(t *testing.T, b []byte) {
		if a, err := decodeAdvert(b); err == nil && !bytes.Equal(a.encode(), b) && len(a.encode()) >= len(b) {
			t.Errorf("%x became %x", b, a.encode())
		}
		if from, c, err := decodeCarry(b); err == nil {
			again, err := encodeCarry(from, c)
			if err != nil {
				t.Fatal(err)
			}
			if _, got, err := decodeCarry(again); err != nil || got.ID != c.ID {
				t.Errorf("another commit after encoding again: %v", err)
			}
		}
	})
}

// The settings that DESIGN lists, and no others that matter.
func TestSerfSettings(t *testing.T) {
	m := New(Config{
		Self: [32]byte{1}, Bind: "127.0.0.9:7946", Sync: "127.0.0.9:8443",
		Tag: func() string { return "certificate" },
	})
	c, err := m.serfConfig(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	days60 := 60 * 24 * time.Hour
	for name, ok := range map[string]bool{
		"UserEventSizeLimit":           c.UserEventSizeLimit == 1300,
		"no SnapshotPath":              c.SnapshotPath == "",
		"no KeyringFile":               c.KeyringFile == "",
		"PushPullInterval":             c.MemberlistConfig.PushPullInterval == 5*time.Minute,
		"ReconnectTimeout":             c.ReconnectTimeout == days60,
		"TombstoneTimeout":             c.TombstoneTimeout == days60,
		"EnableNameConflictResolution": !c.EnableNameConflictResolution,
		"merge delegate":               c.Merge != nil,
		"node name":                    c.NodeName == "01000000000000000000000000000000",
		"sync tag is the port":         c.Tags[tagSync] == ":8443",
	} {
		if !ok {
			t.Errorf("%s is not as it should be", name)
		}
	}
	got := syncURL(serf.Member{Addr: net.IPv4(127, 0, 0, 9), Tags: c.Tags})
	if got != "http://127.0.0.9:8443" {
		t.Errorf("sync at %s", got)
	}
	m.cfg.Sync = "10.1.2.3:8443"
	if got := syncURL(serf.Member{Addr: net.IPv4(127, 0, 0, 9), Tags: m.tags()}); got != "http://10.1.2.3:8443" {
		t.Errorf("sync at %s", got)
	}
}

// What mDNS found is joined once, and not what has no address.
func TestDiscoveredAddresses(t *testing.T) {
	found := make(chan *mdns.ServiceEntry, 4)
	found <- &mdns.ServiceEntry{AddrV4: net.IPv4(127, 0, 0, 9), Port: 7946} // ourselves
	found <- &mdns.ServiceEntry{AddrV4: net.IPv4(127, 0, 0, 8), Port: 7946}
	found <- &mdns.ServiceEntry{AddrV4: net.IPv4(127, 0, 0, 8), Port: 7946}
	found <- &mdns.ServiceEntry{Port: 7946}
	close(found)
	here := map[string]bool{"127.0.0.9:7946": true}
	if got := strangers(found, here); len(got) != 1 || got[0] != "127.0.0.8:7946" {
		t.Errorf("would join %v", got)
	}
	a := New(Config{Lane: "township/140427103"}).mdnsService()
	b := New(Config{Lane: "township/140427104"}).mdnsService()
	if a == b || bytes.Contains([]byte(a), []byte("140427103")) {
		t.Errorf("services %s and %s", a, b)
	}
}

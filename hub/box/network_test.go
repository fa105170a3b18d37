package box

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/box/county"
	"yizhan/hub/trust"
	"yizhan/hub/words"
)

// taken is an address that somebody else listens on until the test ends.
func taken(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l.Addr().String()
}

// At the start somebody looks: an address that cannot be had is said then, and the
// folder is free again.
func TestAddressesOfNeighboursAreTriedAtTheStart(t *testing.T) {
	dir, busy := t.TempDir(), taken(t)
	for _, tt := range []struct{ mesh, sync, key string }{
		{busy, "", "box.port-near"},
		{"127.0.0.1:0", busy, "box.port-near"},
		{"nowhere", "", "box.address"},
		{"192.0.2.1:7946", "", "box.address"}, // RFC 5737: nobody's
	} {
		err := Run(t.Context(), Config{Data: dir, Listen: "127.0.0.1:0", Mesh: tt.mesh, Sync: tt.sync, Out: io.Discard})
		e, ok := errors.AsType[*hub.Error](err)
		if !ok || e.Code != hub.CodePort || e.Key != tt.key {
			t.Errorf("mesh %s, sync %q: %v", tt.mesh, tt.sync, err)
			continue
		}
		if s := words.Of(e); !strings.Contains(s, tt.mesh) && !strings.Contains(s, busy) {
			t.Errorf("the sentence names no address: %s", s)
		}
	}
}

// heard is a log that can be read while it is written.
type heard struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (h *heard) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.b.Write(p)
}

func (h *heard) says(what string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return strings.Contains(h.b.String(), what)
}

// A port for the neighbours that is taken later does not cut the county off.
func TestNoNeighboursIsNoReasonToLeaveTheCounty(t *testing.T) {
	above, err := Open(t.Context(), Config{Data: t.TempDir(), AtCounty: true})
	if err != nil {
		t.Fatal(err)
	}
	defer above.Close()
	file, err := above.office.Issue(t.Context(), county.Issue{
		Grant: trust.Grant{Name: "柳沟站", Role: trust.RoleStation, Township: "140404103"}, TownshipName: "西火镇", CountyName: "上党区",
	})
	if err != nil {
		t.Fatal(err)
	}
	log := &heard{}
	b, err := Open(t.Context(), Config{Data: t.TempDir(), Mesh: taken(t), Log: slog.New(slog.NewTextHandler(log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if _, err := b.Enroll(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- b.runNetwork(ctx) }()
	for end := time.Now().Add(time.Minute); !log.says("no way to the neighbours") && time.Now().Before(end); {
		select {
		case err := <-ended:
			t.Fatalf("the exchange ended: %v", err)
		case <-time.After(time.Millisecond):
		}
	}
	if b.net.engine.Load() == nil || !log.says("no way to the neighbours") {
		t.Error("nothing exchanges records any more")
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// A part that panics is an error like any other.
func TestSurvive(t *testing.T) {
	err := survive(t.Context(), func(context.Context) error { panic("lost") })
	if err == nil || !strings.Contains(err.Error(), "lost") {
		t.Errorf("after a panic: %v", err)
	}
}

package box

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"syscall"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/kiosk/page"
)

// A stick that was written and stays in: what is written afterwards is said, and goes out
// when it is sent once more. Pulled and plugged in again between two looks, it is looked
// at afresh.
func TestStickLeftIn(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("NOT TESTED: only root may mount a stick")
	}
	r := newRegion(t)
	b := r.stations[0]
	dir, err := os.MkdirTemp("/mnt", "yizhan-left-")
	r.must(err)
	pull := func() error { return syscall.Unmount(dir, syscall.MNT_DETACH) }
	plug := func() error { return syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=4m") }
	if err := plug(); err != nil {
		t.Skip("NOT TESTED: this machine mounts nothing: ", err)
	}
	t.Cleanup(func() { _, _ = pull(), os.Remove(dir) })
	ctx, stop := context.WithCancel(r.ctx)
	over := make(chan error, 1)
	go func() { over <- b.usb.Watch(ctx) }()
	t.Cleanup(func() { stop(); r.must(<-over) })

	hash := sha256.Sum256([]byte(dir))
	own := hex.EncodeToString(hash[:8]) // other tests plug in sticks of theirs
	until := func(what string, is func(hub.StickStand) bool) hub.StickStand {
		t.Helper()
		for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
			for _, p := range b.usb.Sticks() {
				if p.ID == own && is(p) {
					return p
				}
			}
		}
		t.Fatalf("%s: never; %+v", what, b.usb.Sticks())
		return hub.StickStand{}
	}
	send := func() hub.StickStand {
		t.Helper()
		p := until("looked at", func(p hub.StickStand) bool { return !p.Looking })
		r.must(b.usb.Start(r.ctx, r.head(b), p.ID, nil, false))
		return until("written", func(p hub.StickStand) bool { return p.Ended && p.Look.Held > 0 })
	}

	r.register(b, "王小满", "13800000001")
	p := send()
	if body := page.StickOf(p, page.StickHere{}); p.OutErr != nil || p.Look.Written != 0 || body.Again {
		t.Fatalf("all is on it, and the page says %+v: %v", body, p.OutErr)
	}
	r.register(b, "李雨桐", "13800000002")
	p = until("new writing is seen", func(p hub.StickStand) bool { return p.Look.Written > 0 })
	if body := page.StickOf(p, page.StickHere{}); !p.Ended || !body.Again || len(body.Notes) != 1 {
		t.Errorf("there is new writing, and the page says %+v", body)
	}
	if p = send(); p.Look.Written != 0 {
		t.Errorf("sent once more, %d are still missing on it", p.Look.Written)
	}
	r.must(pull())
	r.must(plug()) // another, empty one
	until("it is noticed", func(p hub.StickStand) bool { return p.Look.Held == 0 && p.Look.Written > 0 })
}

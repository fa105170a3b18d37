package box_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"yizhan/hub/box"
	"yizhan/hub/cli"
)

// smallCard is a memory card of so many bytes; mounting one needs root.
func smallCard(t *testing.T, size int) string {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("NOT TESTED: a full and a read-only card need root to mount a tmpfs")
	}
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%d", size)); err != nil {
		t.Skipf("NOT TESTED: a full and a read-only card need a tmpfs: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// remount changes a card under a box, as one does that has had enough of being written.
func remount(t *testing.T, dir string, flags uintptr, size int) {
	t.Helper()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|flags, fmt.Sprintf("size=%d", size)); err != nil {
		t.Fatal(err)
	}
}

// fill writes until not one byte more fits.
func fill(t *testing.T, name string) {
	t.Helper()
	f, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for some := make([]byte, 4096); ; {
		if _, err := f.Write(some); err != nil {
			return
		}
	}
}

// A box that is started on a full card, or on one that can only be read, says so on its
// page; commands say it too, with their exit code; and it opens by itself once it can.
func TestStartedOnACardThatTakesNothing(t *testing.T) {
	const size = 8 << 20
	for _, c := range []struct {
		name  string
		exit  int
		says  string
		spoil func(t *testing.T, card string)
		mend  func(t *testing.T, card string)
	}{
		{"full", 6, "存满了，先开不了", func(t *testing.T, card string) { fill(t, filepath.Join(card, "songs")) },
			func(t *testing.T, card string) { os.Remove(filepath.Join(card, "songs")) }},
		{"read-only", 4, "存储卡写不进去，先开不了", func(t *testing.T, card string) { remount(t, card, syscall.MS_RDONLY, size) },
			func(t *testing.T, card string) { remount(t, card, 0, size) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			card := smallCard(t, size)
			data := filepath.Join(card, "data")
			if b, err := box.Open(t.Context(), box.Config{Data: data}); err != nil || b.Close() != nil {
				t.Fatal(err)
			}
			c.spoil(t, card)
			s := begin(t, box.Config{Data: data, Retry: 100 * time.Millisecond})
			code, body := s.look("/wall/morning")
			for range 100 {
				if strings.Contains(body, c.says) {
					break
				}
				time.Sleep(20 * time.Millisecond)
				code, body = s.look("/wall/morning")
			}
			if code != http.StatusServiceUnavailable || !strings.Contains(body, c.says) || !strings.Contains(body, "都在") || !strings.Contains(body, "data-again") {
				t.Fatalf("the screen shows %d: %s", code, body)
			}
			var said bytes.Buffer
			if exit := cli.Main([]string{"status", "--json", "--data", data}, nil, &said, &said); exit != c.exit {
				t.Errorf("a command ends with %d, want %d: %s", exit, c.exit, &said)
			}
			c.mend(t, card)
			s.waitOpen()
			if code, body = s.look("/"); code != http.StatusOK || strings.Contains(body, c.says) {
				t.Errorf("mended, the screen shows %d: %s", code, body)
			}
		})
	}
}

// Who waits may also be told to end.
func TestWaitingEnds(t *testing.T) {
	card := smallCard(t, 8<<20)
	if b, err := box.Open(t.Context(), box.Config{Data: card}); err != nil || b.Close() != nil {
		t.Fatal(err)
	}
	remount(t, card, syscall.MS_RDONLY, 8<<20)
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	if err := box.Run(ctx, box.Config{Data: card, Listen: "127.0.0.1:0"}); err != nil {
		t.Error(err)
	}
}

package box_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/box"
	"yizhan/hub/cli"
	"yizhan/hub/desk"
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

// dyingCard is a card that can be told to take nothing more, as cards do that wear out:
// whoever has a file open on it is refused from then on, until it is taken out and put
// in again.
type dyingCard struct {
	t          *testing.T
	image, dir string
}

func newDyingCard(t *testing.T) *dyingCard {
	t.Helper()
	c := &dyingCard{t, filepath.Join(t.TempDir(), "image"), t.TempDir()}
	if os.Getuid() != 0 {
		t.Skip("NOT TESTED: a card that dies needs root to mount it")
	}
	if err := os.WriteFile(c.image, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(c.image, 64<<20); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.Command("mkfs.ext4", "-q", "-F", c.image).CombinedOutput(); err != nil {
		t.Skipf("NOT TESTED: a card that dies needs mkfs.ext4: %v: %s", err, said)
	}
	if said, err := c.insert(); err != nil {
		t.Skipf("NOT TESTED: a card that dies needs a loop device: %v: %s", err, said)
	}
	t.Cleanup(c.takeOut)
	return c
}

func (c *dyingCard) insert() (said []byte, err error) {
	return exec.Command("mount", "-o", "loop,errors=remount-ro", c.image, c.dir).CombinedOutput()
}

func (c *dyingCard) takeOut() { c.do("umount", c.dir) }

func (c *dyingCard) die() { c.do("mount", "-o", "remount,abort", c.dir) }

func (c *dyingCard) do(name string, args ...string) {
	c.t.Helper()
	if said, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		c.t.Fatalf("%s %v: %v: %s", name, args, err, said)
	}
}

// A card that takes nothing more while the box runs: the open 登记台 still shows today's
// children, a tap says what to do and keeps nothing back, and after the card was put in
// again all that had been confirmed is there.
func TestTheCardDiesUnderTheWall(t *testing.T) {
	card := newDyingCard(t)
	cfg := box.Config{Data: filepath.Join(card.dir, "data"), Retry: 100 * time.Millisecond}
	people(t, cfg)
	s := begin(t, cfg)
	s.waitOpen()
	f := atTheWall(s)
	f.press("tap", attrOf(f.page, "tap")).says("撤回")
	next := attrOf(f.page, "tap")
	here := counted(f)
	card.die()
	if f.press("tap", next); f.code < 500 {
		t.Errorf("the tap on a dead card: %d", f.code)
	}
	f.says("这一下没有存上", "以前存的都在", "写在纸上", "赵一鸣", "李沐阳", "王小满")
	f.open("/wall/morning")
	if f.code != http.StatusOK || counted(f) != here {
		t.Errorf("the wall after it: %d, %s; it was %s", f.code, counted(f), here)
	}
	s.dead = true
	s.stop()
	card.takeOut()
	if said, err := card.insert(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	s = begin(t, cfg)
	s.waitOpen()
	if f = atTheWall(s); counted(f) != here {
		t.Errorf("with the card put in again the wall shows %s, want %s", counted(f), here)
	}
	f.press("tap", next).says("撤回")
	if counted(f) == here {
		t.Error("the tap that was not stored cannot be made again")
	}
}

// people puts a worker and three children into a folder.
func people(t *testing.T, cfg box.Config) {
	t.Helper()
	ctx := t.Context()
	b, err := box.Open(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	key := b.Trust().Identity().Key()
	made, err := b.Desk().SetUp(ctx, hub.Actor{Role: hub.RoleBox, Lane: hub.LaneLocal}, desk.Setup{
		Request:   hub.NewID(),
		SiteFacts: desk.SiteFacts{Name: "柳沟站", Role: "station", Kinds: []string{"village"}, Township: town, TownshipName: "韩店街道", Hub: key[:]},
		Worker:    desk.Worker{Name: "张桂兰", Role: hub.RoleHead},
	})
	if err != nil {
		t.Fatal(err)
	}
	head := hub.Actor{Staff: made.Worker, Site: made.Site, Role: hub.RoleHead, Lane: hub.LaneLocal}
	for _, name := range []string{"王小满", "李沐阳", "赵一鸣"} {
		got, err := b.Desk().Register(ctx, head, desk.Registration{
			Request: hub.NewID(), Name: name, Sex: "2", Birth: "2025-03-12", Category: "home", VillageName: "南董村", Site: head.Site, Surely: true,
		})
		if err != nil {
			t.Fatal(err)
		}
		_, err = b.Desk().Enrol(ctx, head, desk.Enrolling{Request: hub.NewID(), Child: got.Child, Mode: "full", From: "2025-09-01", Anyway: true})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// atTheWall is somebody at the open 登记台 in the morning.
func atTheWall(s *served) *finger {
	f := s.finger().open("/wall/morning")
	return f.press("actor", attrOf(f.page, "actor"))
}

// counted is how many children the 登记台 says are here.
func counted(f *finger) string { return between(f.page, `id="counts"`, "</div>") }

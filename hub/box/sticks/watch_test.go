package sticks

import (
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// What is plugged in, look by look: the sticks that are known, a letter a state: l is
// being looked at, e has a result, r is at work, g is gone.
func TestMeetingSticks(t *testing.T) {
	a, again, other := mount{"/mnt/a", "36 8:17"}, mount{"/mnt/a", "37 8:33"}, mount{"/mnt/b", "40 8:49"}
	for _, c := range []struct {
		name   string
		ended  bool
		works  bool
		looks  [][]mount
		want   string
		afresh int // sticks to be looked at, over all looks
	}{
		{"plugged in", false, false, [][]mount{{a}}, "/mnt/a l", 1},
		{"stays", false, false, [][]mount{{a}, {a}}, "/mnt/a l", 1},
		{"pulled", false, false, [][]mount{{a}, {}}, "", 1},
		{"pulled with a result that nobody has read", true, false, [][]mount{{a}, {}}, "/mnt/a leg", 1},
		{"the same comes back", true, false, [][]mount{{a}, {}, {a}}, "/mnt/a l", 2},
		{"another in its place, between two looks", false, false, [][]mount{{a}, {again}}, "/mnt/a l", 2},
		{"another in its place, the result unread", true, false, [][]mount{{a}, {again}}, "/mnt/a l", 2},
		{"another in its place while the first is written", false, true, [][]mount{{a}, {again}, {again}}, "/mnt/a lrg", 1},
		{"two", false, false, [][]mount{{a}, {a, other}}, "/mnt/a l,/mnt/b l", 2},
	} {
		s, afresh := &Sticks{}, 0
		for i, now := range c.looks {
			fresh, _ := s.meet(now)
			if afresh += len(fresh); i == 0 {
				s.all[0].Ended, s.all[0].Running = c.ended, c.works
			}
		}
		var got []string
		for _, p := range s.all {
			text := p.dir + " "
			for _, is := range []struct {
				letter string
				so     bool
			}{{"l", p.Looking}, {"e", p.Ended}, {"r", p.Running}, {"g", p.Gone}} {
				if is.so {
					text += is.letter
				}
			}
			got = append(got, text)
		}
		if text := strings.Join(got, ","); text != c.want || afresh != c.afresh {
			t.Errorf("%s: %s, %d looked at; want %s, %d", c.name, text, afresh, c.want, c.afresh)
		}
	}
}

func TestMountsOfSticks(t *testing.T) {
	list := `22 1 0:21 / /sys rw - sysfs sysfs rw
36 28 8:17 / /media/kingston\0408G rw,nosuid shared:1 - vfat /dev/sdb1 rw
37 28 8:33 / /run/media/yizhan/B rw - exfat /dev/sdc1 rw
38 28 8:1 / /media
39
`
	want := []mount{{"/media/kingston 8G", "36 8:17"}, {"/run/media/yizhan/B", "37 8:33"}}
	if got := sticksOf(list); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// The kernel tells of every mount and unmount; without one it is silent.
func TestMountsTell(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("NOT TESTED: only root may mount a stick")
	}
	changed := mountChanges(t.Context())
	dir := t.TempDir()
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	for _, step := range []struct {
		name string
		do   func() error
	}{
		{"mounted", func() error { return syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=64k") }},
		{"unmounted", func() error { return syscall.Unmount(dir, syscall.MNT_DETACH) }},
	} {
		drain(changed)
		if err := step.do(); err != nil {
			t.Skip("NOT TESTED: this machine mounts nothing: ", err)
		}
		select {
		case <-changed:
		case <-time.After(30 * time.Second):
			t.Fatal(step.name, "and nobody was told")
		}
	}
}

func drain(c <-chan struct{}) {
	for {
		select {
		case <-c:
		default:
			return
		}
	}
}

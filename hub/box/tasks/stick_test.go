package tasks

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"

	"yizhan/kiosk/touch"
)

// pulledEarly carries news of a child next door on a real stick, which somebody pulls
// out while it is being written.
func pulledEarly(w *town) *touch.Screen {
	s := w.stick()
	s.plug()
	w.sendAll(w.next)
	newNumber(w.touch(w.home).Tap("找宝宝", "l", "h", "李浩然"), "13803552929")
	w.sendAll(w.home) // the first time, all goes well
	newNumber(w.touch(w.home).Tap("找宝宝", "l", "h", "李浩然"), "13803552828")
	f := w.touch(w.home).See("U 盘插好了")
	s.unplug()
	f.Until(`!document.body.innerText.includes("U 盘插好了")`)
	s.plug()

	f.Tap("U 盘插好了").See("要写到盘上").Shot("插好了")
	s.hold()
	f.Tap("开始送").See("先别拔").Shot("正在写")
	s.pull()
	f.See("拔早了", "本机的记录没有动").Until(`!document.body.innerText.includes("再送一次")`).Shot("拔早了")
	s.plug()
	f.See("U 盘插好了").Tap("开始送").See("可以拔出", "拔好了").Shot("可以拔出") // the road names its end from the beginning
	s.unplug()
	f.See("写好才拔的").Tap("拔好了")

	s.plug()
	w.sendAll(w.next)
	s.unplug()
	w.touch(w.next).Tap("找宝宝", "扫家庭卡").Scan(w.card("李浩然")).See("138****2828")
	return f
}

// sendAll is a stick that is plugged in at a station and stays there.
func (w *town) sendAll(h *hall) {
	w.t.Helper()
	w.touch(h).Tap("U 盘插好了", "开始送").See("可以拔出").Tap("拔好了")
}

// stick is a file system of its own, so that it can be pulled out like one.
type stick struct {
	w         *town
	loop, dir string
	held      *os.File // its root, while its writing is held up
}

// stick is empty, and not plugged in.
func (w *town) stick() *stick {
	w.t.Helper()
	if os.Geteuid() != 0 {
		w.t.Skip("NOT TESTED: only root may mount a stick")
	}
	image := filepath.Join(w.t.TempDir(), "stick.img")
	w.must(os.WriteFile(image, nil, 0o600))
	w.must(os.Truncate(image, 16<<20))
	if out, err := exec.Command("mkfs.ext4", "-q", "-F", image).CombinedOutput(); err != nil {
		w.t.Skipf("NOT TESTED: no ext4: %v %s", err, out)
	}
	out, err := exec.Command("losetup", "--find", "--show", image).CombinedOutput()
	if err != nil {
		w.t.Skipf("NOT TESTED: no loop device: %v %s", err, out)
	}
	s := &stick{w: w, loop: strings.TrimSpace(string(out))}
	w.t.Cleanup(func() { _ = exec.Command("losetup", "-d", s.loop).Run() })
	s.dir, err = os.MkdirTemp("/media", "yizhan-")
	w.must(err)
	w.t.Cleanup(func() { _ = os.Remove(s.dir) })
	if err := s.mount(); err != nil {
		w.t.Skipf("NOT TESTED: a loop device cannot be mounted: %v", err)
	}
	w.t.Cleanup(func() {
		s.let()
		_ = syscall.Unmount(s.dir, syscall.MNT_DETACH)
	})
	s.unplug()
	return s
}

func (s *stick) mount() error { return syscall.Mount(s.loop, s.dir, "ext4", 0, "") }

func (s *stick) plug() {
	s.w.t.Helper()
	s.w.must(s.mount())
}

// unplug is for a stick that nobody writes.
func (s *stick) unplug() {
	s.w.t.Helper()
	s.w.must(syscall.Unmount(s.dir, syscall.MNT_DETACH))
}

// Orders to a file system, of linux/fs.h and fs/ext4/ext4.h.
const (
	freeze   = 0xc0045877
	thaw     = 0xc0045878
	shutDown = 0x8004587d
	noFlush  = 2
)

// hold makes whoever writes to the stick wait.
func (s *stick) hold() {
	s.w.t.Helper()
	root, err := os.Open(s.dir)
	s.w.must(err)
	s.held = root
	s.w.must(unix.IoctlSetInt(int(root.Fd()), freeze, 0))
}

// pull takes a stick out that is being written: what is read or written from now on
// fails, and what was not flushed is gone.
func (s *stick) pull() {
	s.w.t.Helper()
	s.w.must(unix.IoctlSetPointerInt(int(s.held.Fd()), shutDown, noFlush))
	s.w.must(syscall.Unmount(s.dir, syscall.MNT_DETACH))
	s.let()
}

// let ends what hold began.
func (s *stick) let() {
	if s.held == nil {
		return
	}
	_ = unix.IoctlSetInt(int(s.held.Fd()), thaw, 0) // not if it was pulled
	_ = s.held.Close()
	s.held = nil
}

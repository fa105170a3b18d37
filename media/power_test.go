package media_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"yizhan/media"
)

// recordHere is the child that is killed: a class that is recorded, eight times as fast
// as it is said, and how much of it was given to the disk, again and again.
func recordHere(dir string) int {
	s := newStage(dir, context.Background())
	s.room.rush = 8
	if err := s.Begin(lesson); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	for range time.Tick(10 * time.Millisecond) {
		d, err := s.keep.Length(lesson)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		fmt.Println(int64(d))
	}
	return 0
}

// recorder starts that child.
func recorder(dir string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "MEDIA_CHILD=record", "MEDIA_DIR="+dir)
	return cmd
}

// saidUntil is what a child says until it has recorded for so long; then die is called, and
// what it says until it is dead counts too.
func saidUntil(t *testing.T, cmd *exec.Cmd, from, lasts time.Duration, die func()) (last time.Duration) {
	t.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = t.Output()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	dead := false
	for r := bufio.NewReader(out); ; {
		line, err := r.ReadString('\n')
		if err != nil {
			break // the end, or a line that was cut
		}
		if _, err := fmt.Sscan(line, (*int64)(&last)); err != nil {
			t.Fatal(err)
		}
		if last > from+lasts && !dead {
			dead = true
			die()
		}
	}
	_ = cmd.Wait() // killed, as it should be
	if !dead {
		t.Fatal("it died by itself")
	}
	return last
}

// left is how much of the recording there is, played to its end.
func left(t *testing.T, dir string) time.Duration {
	t.Helper()
	keep := media.NewRecordings(filepath.Join(dir, "sound"), [32]byte{1}, func() (int64, error) { return 1 << 30, nil })
	if err := keep.Mend(); err != nil {
		t.Fatal(err)
	}
	if d, err := keep.Length(lesson); err == nil && d == 0 {
		return 0 // cut before the first flush
	}
	r, err := keep.Open(lesson, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	samples := 0
	if err := media.Decode(r, func(s []int16) error { samples += len(s); return nil }); err != nil {
		t.Fatal(err)
	}
	if d := time.Duration(samples) * time.Second / media.Rate; d < r.Length-200*time.Millisecond || d > r.Length+200*time.Millisecond {
		t.Errorf("of %v %v can be heard", r.Length, d)
	}
	return r.Length
}

// moment is when a class is cut: in its first segment, in its second, or between them.
func moment() time.Duration { return 2*time.Second + rand.N(12*time.Second) }

// A box that is killed while it records, at any moment, has lost nothing of what it gave
// to the disk; what is there is played, and recorded on.
func TestRecordingOfAKilledBox(t *testing.T) {
	t.Parallel()
	dir, have := t.TempDir(), time.Duration(0)
	for range 2 {
		cmd := recorder(dir)
		told := saidUntil(t, cmd, have, moment(), func() { _ = cmd.Process.Kill() })
		if have = left(t, dir); have < told {
			t.Fatalf("%v were recorded, and %v are left", told, have)
		}
	}
}

// The power goes at any moment, on a disk that loses what was not flushed: five seconds
// are lost at most, and the rest is played, and recorded on.
func TestRecordingThroughPowerCuts(t *testing.T) {
	if testing.Short() {
		t.Skip("not in -short: it mounts a disk of its own")
	}
	d := newCutDisk(t)
	t.Parallel()
	have, lost := time.Duration(0), time.Duration(0)
	for range 3 {
		cmd := recorder(d.dir)
		told := saidUntil(t, cmd, have, moment(), func() {
			freeze(cmd.Process.Pid)
			d.cut()
			_ = cmd.Process.Kill()
		})
		d.again()
		have = left(t, d.dir)
		if told-have > 5*time.Second {
			t.Errorf("%v were recorded, and %v are left", told, have)
		}
		lost += max(told-have, 0)
	}
	if lost == 0 { // the control
		t.Error("three power cuts took nothing that was not flushed")
	}
	t.Logf("three power cuts took %v of %v", lost, have)
}

// cutDisk is an ext4 on a loop device whose power can be cut.
type cutDisk struct {
	t         *testing.T
	loop, dir string
}

func newCutDisk(t *testing.T) *cutDisk {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("NOT TESTED: only root may do this to a disk")
	}
	image := filepath.Join(t.TempDir(), "disk.img")
	if err := os.WriteFile(image, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(image, 32<<20); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mkfs.ext4", "-q", "-F", image).CombinedOutput(); err != nil {
		t.Skipf("NOT TESTED: no ext4: %v %s", err, out)
	}
	out, err := exec.Command("losetup", "--find", "--show", image).CombinedOutput()
	if err != nil {
		t.Skipf("NOT TESTED: no loop device: %v %s", err, out)
	}
	d := &cutDisk{t: t, loop: strings.TrimSpace(string(out)), dir: t.TempDir()}
	t.Cleanup(func() { _ = exec.Command("losetup", "-d", d.loop).Run() })
	if err := d.mount(); err != nil {
		t.Skipf("NOT TESTED: a loop device cannot be mounted: %v", err)
	}
	t.Cleanup(d.unmount)
	return d
}

func (d *cutDisk) mount() error { return syscall.Mount(d.loop, d.dir, "ext4", 0, "") }

// unmount waits for the files of a process that has just died.
func (d *cutDisk) unmount() {
	err := syscall.Unmount(d.dir, 0)
	for range 500 {
		if err != syscall.EBUSY {
			break
		}
		time.Sleep(10 * time.Millisecond)
		err = syscall.Unmount(d.dir, 0)
	}
	if err != nil {
		d.t.Error(err)
	}
}

// cut takes the power away: nothing reaches the disk any more.
func (d *cutDisk) cut() {
	const shutdown = 0x8004587d // EXT4_IOC_SHUTDOWN
	noLogFlush := uint32(2)
	f, err := os.Open(d.dir)
	if err != nil {
		d.t.Error(err)
		return
	}
	defer f.Close()
	if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, f.Fd(), shutdown, uintptr(unsafe.Pointer(&noLogFlush))); errno != 0 {
		d.t.Errorf("the power cannot be cut: %v", errno)
	}
}

// again gives the power back.
func (d *cutDisk) again() {
	d.unmount()
	if err := d.mount(); err != nil {
		d.t.Fatal(err)
	}
}

// freeze stops every thread before the disk loses anything: without power there is no
// processor either.
func freeze(pid int) {
	_ = syscall.Kill(pid, syscall.SIGSTOP)
	for range 500 {
		stopped := true
		tasks, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/stat", pid))
		for _, name := range tasks {
			stat, err := os.ReadFile(name)
			_, state, _ := strings.Cut(string(stat), ") ")
			stopped = stopped && (err != nil || strings.HasPrefix(state, "T"))
		}
		if stopped {
			return
		}
		time.Sleep(time.Millisecond)
	}
}

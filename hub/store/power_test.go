package store_test

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/gob"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"

	_ "yizhan/hub/store/sqlite" // its driver, for the control

	"yizhan/hub"
	"yizhan/hub/store"
)

// cutDisk is an ext4 on a loop device whose power can be cut: what was not flushed is
// gone.
type cutDisk struct {
	t    *testing.T
	loop string
	dir  string // where it is mounted
}

// needRoot skips what only root can do, loudly, and what needs a program that is not
// here.
func needRoot(t *testing.T, programs ...string) {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("NOT TESTED: only root may do this to a disk")
	}
	for _, p := range programs {
		if _, err := exec.LookPath(p); err != nil {
			t.Skipf("NOT TESTED: there is no %s here", p)
		}
		if out, err := exec.Command("strace", "-o", "/dev/null", "true").CombinedOutput(); p == "strace" && err != nil {
			t.Skipf("NOT TESTED: nothing may be traced here: %v %s", err, out)
		}
	}
}

func newCutDisk(t *testing.T) *cutDisk {
	t.Helper()
	if testing.Short() {
		t.Skip("not in -short: it mounts a disk of its own")
	}
	needRoot(t, "losetup", "mkfs.ext4")
	image := filepath.Join(t.TempDir(), "disk.img")
	f, err := os.Create(image)
	if err == nil {
		err = f.Truncate(64 << 20)
	}
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	run(t, "mkfs.ext4", "-q", "-F", image)
	out, err := exec.Command("losetup", "--find", "--show", image).CombinedOutput()
	if err != nil {
		t.Skipf("NOT TESTED: no loop device: %v %s", err, out)
	}
	d := &cutDisk{t: t, loop: strings.TrimSpace(string(out)), dir: t.TempDir()}
	t.Cleanup(func() { run(t, "losetup", "-d", d.loop) })
	if err := d.mount(); err != nil {
		t.Skipf("NOT TESTED: a loop device cannot be mounted: %v", err)
	}
	t.Cleanup(func() { d.unmount() })
	return d
}

func run(t *testing.T, program string, args ...string) {
	t.Helper()
	if out, err := exec.Command(program, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s %q: %v %s", program, args, err, out)
	}
}

func (d *cutDisk) mount() error { return syscall.Mount(d.loop, d.dir, "ext4", 0, "") }

// unmount waits for the files of a process that has just died.
func (d *cutDisk) unmount() {
	d.t.Helper()
	err := syscall.Unmount(d.dir, 0)
	for range 500 {
		if err != syscall.EBUSY {
			break
		}
		time.Sleep(10 * time.Millisecond)
		err = syscall.Unmount(d.dir, 0)
	}
	if err != nil {
		d.t.Fatal(err)
	}
}

// cut takes the power away: from now on nothing reaches the disk, not even what the
// file system has in its journal's memory.
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
	d.t.Helper()
	d.unmount()
	if err := d.mount(); err != nil {
		d.t.Fatal(err)
	}
}

// writerFolder makes keys for a writer in a process of its own, and names its folder.
func writerFolder(t *testing.T, dir string) string {
	t.Helper()
	dir = filepath.Join(dir, "data")
	k := newKeys()
	f, err := os.Create(dir + ".keys")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := gob.NewEncoder(f).Encode(struct{ Sign, X25519, Box []byte }{k.sign, k.x25519[:], k.box[:]}); err != nil {
		t.Fatal(err)
	}
	if err := f.Sync(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// writer starts this test binary as one that appends and says what is confirmed; wrap
// is a program around it.
func writer(dir, mode string, wrap ...string) *exec.Cmd {
	args := append(wrap, os.Args[0])
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(os.Environ(), killEnv+"="+dir, modeEnv+"="+mode)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return cmd
}

// killAll kills a writer, and what is around it.
func killAll(cmd *exec.Cmd) { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) } // it may have died by itself

// freeze stops every thread of a writer before the disk loses anything: without power
// there is no processor either. One that ran on could take the answer to a flush that
// the cut has overtaken for a yes, which no disk gives.
func freeze(cmd *exec.Cmd) {
	_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGSTOP) // it may have died by itself
	for range 500 {
		if stopped(cmd.Process.Pid) {
			return
		}
		time.Sleep(time.Millisecond)
	}
}

func stopped(pid int) bool {
	tasks, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/stat", pid))
	for _, name := range tasks {
		stat, err := os.ReadFile(name)
		if err != nil {
			continue // gone
		}
		_, state, _ := strings.Cut(string(stat), ") ")
		if !strings.HasPrefix(state, "T") && !strings.HasPrefix(state, "t") {
			return false
		}
	}
	return true
}

// hear runs a writer until it ends and gives back its whole lines; first is called when
// it has said something.
func hear(t *testing.T, cmd *exec.Cmd, first func()) (lines []string) {
	t.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = t.Output() // why it died by itself, if it did
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(out)
	for {
		line, err := r.ReadString('\n')
		if err != nil { // the end, or a line that was cut: never confirmed
			break
		}
		if lines = append(lines, strings.TrimSpace(line)); len(lines) == 1 && first != nil {
			first()
		}
	}
	_ = cmd.Wait() // killed, as it should be
	return lines
}

// cutWhileWriting runs a writer and cuts the power a moment after its first word.
func (d *cutDisk) cutWhileWriting(cmd *exec.Cmd, moment time.Duration) (lines []string) {
	d.t.Helper()
	cut := make(chan struct{})
	lines = hear(d.t, cmd, func() {
		time.AfterFunc(moment, func() {
			defer close(cut)
			freeze(cmd)
			d.cut()
			killAll(cmd)
		})
	})
	if len(lines) > 0 {
		<-cut
	}
	d.again()
	return lines
}

// confirmed is what a writer has said of one act.
type confirmed struct{ commit, child hub.ID }

func parseConfirmed(t *testing.T, lines []string) (all []confirmed) {
	t.Helper()
	for _, line := range lines {
		commit, child, _ := strings.Cut(line, " ")
		c, err := hub.ParseID(commit)
		r, err2 := hub.ParseID(child)
		if err != nil || err2 != nil {
			t.Fatalf("a writer said %q", line)
		}
		all = append(all, confirmed{c, r})
	}
	return all
}

// lost counts what a store lacks of what was confirmed.
func lost(t *testing.T, s *store.Store, all []confirmed) (n int) {
	t.Helper()
	for _, c := range all {
		_, err := s.Commit(context.Background(), c.commit)
		_, err2 := s.Record(context.Background(), "child", c.child)
		for _, err := range []error{err, err2} {
			if err != nil && hub.CodeOf(err) != hub.CodeNotFound {
				t.Fatal(err)
			}
		}
		if err != nil || err2 != nil {
			n++
		}
	}
	return n
}

// sound wants a log of which every hash is right and whose folds are what it says.
func sound(t *testing.T, s *store.Store) {
	t.Helper()
	ctx := context.Background()
	if parts, headers, err := s.Scrub(ctx); err != nil || parts > 0 || len(headers) > 0 {
		t.Errorf("damaged: %d parts, %d headers, %v", parts, len(headers), err)
	}
	before, err := s.Lanes(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	if after, err := s.Lanes(ctx); err != nil || !slices.Equal(after, before) {
		t.Errorf("folded to %+v, rebuilt to %+v, %v", before, after, err)
	}
}

func rounds(inCI, long int) int {
	if os.Getenv("YIZHAN_LONG") != "" {
		return long
	}
	return inCI
}

// The power goes again and again while children are registered, on a disk that loses
// what was not flushed. Nothing that was confirmed is lost. A round takes about an
// eighth of a second.
func TestPowerCutLosesNothingConfirmed(t *testing.T) {
	d := newCutDisk(t)
	dir := writerFolder(t, d.dir)
	d.again()
	var all []confirmed
	n := rounds(100, 500)
	for round := range n {
		lines := d.cutWhileWriting(writer(dir, ""), time.Duration(round%7)*9*time.Millisecond)
		if len(lines) == 0 {
			t.Fatalf("round %d: the writer confirmed nothing", round)
		}
		all = append(all, parseConfirmed(t, lines)...)
	}
	s, err := openKilled(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if gone := lost(t, s.Store, all); gone > 0 {
		t.Errorf("%d of %d confirmed acts are lost", gone, len(all))
	}
	sound(t, s.Store)
	t.Logf("%d power cuts, %d acts confirmed", n, len(all))
}

// The control: SQLite as it comes, with synchronous NORMAL, loses what it has confirmed
// on such a disk. If it does not, the power is not really cut.
func TestPowerCutTakesWhatIsNotFlushed(t *testing.T) {
	d := newCutDisk(t)
	path := filepath.Join(d.dir, "normal.db")
	gone := 0
	for round := range 20 {
		lines := d.cutWhileWriting(writer(path, "normal"), time.Duration(5+round)*3*time.Millisecond)
		db, err := sql.Open("sqlite3", path)
		if err != nil {
			t.Fatal(err)
		}
		rows := 0
		if err := db.QueryRow(`SELECT count(*) FROM t WHERE round = ?`, lastRound(lines)).Scan(&rows); err != nil {
			t.Logf("round %d: %v", round, err)
		}
		db.Close()
		if gone += max(0, len(lines)-rows); gone > 0 {
			t.Logf("round %d: %d confirmed rows are lost", round, gone)
			return
		}
	}
	t.Error("twenty power cuts took nothing from a database that does not flush")
}

func lastRound(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	round, _, _ := strings.Cut(lines[len(lines)-1], " ")
	return round
}

// writeNormal is the control's writer: rows of one run carry the same number.
func writeNormal(path string) error {
	db, err := sql.Open("sqlite3", "file:"+path+"?_journal_mode=WAL&_synchronous=NORMAL")
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`CREATE TABLE IF NOT EXISTS t (round TEXT, n INTEGER)`); err != nil {
		return err
	}
	round := strconv.FormatInt(time.Now().UnixNano(), 36)
	for n := 0; ; n++ {
		if _, err := db.Exec(`INSERT INTO t VALUES (?, ?)`, round, n); err != nil {
			return err
		}
		fmt.Println(round, n)
	}
}

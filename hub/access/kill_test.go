package access_test

import (
	"context"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/access"
)

// dying is a book whose process is killed right after a failure was counted,
// before the PIN is looked at: the moment that would give a free try.
type dying struct{ access.Book }

func (d dying) Lockout(ctx context.Context, who string, f func(int, []byte) (int, []byte)) error {
	if err := d.Book.Lockout(ctx, who, f); err != nil {
		return err
	}
	return syscall.Kill(os.Getpid(), syscall.SIGKILL)
}

const killedDir, killedStaff = "YIZHAN_KILL_DIR", "YIZHAN_KILL_STAFF"

func TestMain(m *testing.M) {
	if os.Getenv(killedDir) != "" {
		tryAndDie()
	}
	os.Exit(m.Run())
}

// tryAndDie is the other process: one wrong try that it does not survive.
func tryAndDie() {
	staff, err := hub.ParseID(os.Getenv(killedStaff))
	if err != nil {
		os.Exit(3)
	}
	t := &testing.T{}
	clock := &box{reading: hub.Reading{Wall: time.Unix(0, 0)}}
	_, local := openLocal(t, os.Getenv(killedDir), clock)
	g := access.New(access.Options{Book: dying{local}, Clock: clock, Elapsed: func() time.Duration { return 0 }, Pepper: [32]byte{1}})
	g.SignIn(ctx, access.Person{Staff: staff}, wrongPIN)
	os.Exit(4) // not reached
}

// Pulling the plug between the try and its answer gives no free tries.
func TestFailuresSurviveKill(t *testing.T) {
	b := newBox(t, nil)
	p := b.worker()
	b.stop()
	for round := range 5 {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), killedDir+"="+b.dir, killedStaff+"="+p.Staff.String())
		out, err := cmd.CombinedOutput()
		status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
		if !ok || !status.Signaled() || status.Signal() != syscall.SIGKILL {
			t.Fatalf("round %d: %v, %s", round, err, out)
		}
	}
	b.start()
	if key, n := b.try(p, rightPIN); key != "access.locked" || n != 1 {
		t.Errorf("after five killed tries: %q %d, want a minute's wait", key, n)
	}
}

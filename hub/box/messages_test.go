package box

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// sender is a program for text messages that does what a script says.
func sender(t *testing.T, script string) *messages {
	t.Helper()
	folder := t.TempDir()
	path := filepath.Join(folder, "send")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	return &messages{program: path, folder: folder, most: messageMost}
}

func (m *messages) counts(t *testing.T, sent, failed int) {
	t.Helper()
	if s, f := m.Count(); s != sent || f != failed {
		t.Errorf("%d went and %d did not, want %d and %d", s, f, sent, failed)
	}
}

// The program gets one line on its input; whom to and what stand in none of its arguments
// and variables, nor does anything of the county's.
func TestAMessageIsOnTheInputOnly(t *testing.T) {
	t.Setenv("YIZHAN_SECRET", "hush")
	m := sender(t, "cat > in\nenv > env\necho \"$#\" > args")
	if err := m.Send(t.Context(), "13934567890", "验证码 123456"); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"in": `{"phone":"13934567890","text":"验证码 123456"}` + "\n", "args": "0\n"} {
		if raw, err := os.ReadFile(filepath.Join(m.folder, name)); err != nil || string(raw) != want {
			t.Errorf("%s: %q, %v", name, raw, err)
		}
	}
	env, err := os.ReadFile(filepath.Join(m.folder, "env"))
	if err != nil || !strings.Contains(string(env), "PATH=") || strings.Contains(string(env), "hush") || strings.Contains(string(env), "123456") {
		t.Errorf("its variables: %q, %v", env, err)
	}
	m.counts(t, 1, 0)
}

// A program that fails, or that cannot be run any more, is an error that says nothing of
// what the program printed; one that prints without end, or reads nothing, only has its exit.
func TestAProgramThatFailsOrFloods(t *testing.T) {
	m := sender(t, "cat\ncat >&2 /proc/self/cmdline\necho 13934567890 >&2\nexit 1")
	if err := m.Send(t.Context(), "13934567890", "123456"); err == nil || strings.Contains(err.Error(), "1393456") {
		t.Errorf("a program that fails: %v", err)
	}
	if err := os.Remove(m.program); err != nil {
		t.Fatal(err)
	}
	if m.Send(t.Context(), "13934567890", "123456") == nil {
		t.Error("a program that is gone sends")
	}
	m.counts(t, 0, 2)
	m = sender(t, "head -c 20000000 /dev/zero\nhead -c 20000000 /dev/zero >&2")
	if err := m.Send(t.Context(), "13934567890", "123456"); err != nil {
		t.Errorf("a program that floods: %v", err)
	}
	m.counts(t, 1, 0)
}

// A program that hangs is ended after its time.
func TestAProgramThatHangs(t *testing.T) {
	m := sender(t, "sleep 5")
	m.most = 20 * time.Millisecond
	if err := m.Send(t.Context(), "13934567890", "123456"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a program that hangs: %v", err)
	}
	m.counts(t, 0, 1)
}

// What a program began is ended with it: the pipe that all of it holds is closed when Send
// comes back.
func TestAProgramIsEndedWithAllThatItBegan(t *testing.T) {
	m := sender(t, "exec 3> pipe\n(echo begun >&3; sleep 10; echo alive >&3) &\nwait")
	pipe := filepath.Join(m.folder, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	said := make(chan string, 1)
	go func() {
		f, err := os.Open(pipe) // until the program opens it
		if err != nil {
			said <- err.Error()
			cancel()
			return
		}
		defer f.Close()
		begun := make([]byte, len("begun\n"))
		_, _ = io.ReadFull(f, begun) // said below
		cancel()
		rest, _ := io.ReadAll(f) // until nobody holds it
		said <- string(begun) + string(rest)
	}()
	if err := m.Send(ctx, "13934567890", "123456"); !errors.Is(err, context.Canceled) {
		t.Errorf("a program that is ended: %v", err)
	}
	if got := <-said; got != "begun\n" {
		t.Errorf("what it began said %q", got)
	}
}

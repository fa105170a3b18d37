package box

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// controlled is a box that answers on its control socket.
func controlled(t *testing.T, command Command) *Box {
	t.Helper()
	b, err := Open(t.Context(), Config{Data: t.TempDir(), Command: command})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.serveControl(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		b.Close()
	})
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(time.Millisecond) {
		if _, err := os.Stat(filepath.Join(b.cfg.Data, "control.sock")); err == nil {
			break
		}
	}
	return b
}

// A command that breaks is the end of that command, not of the desk.
func TestACommandThatPanicsLeavesTheServerAlone(t *testing.T) {
	b := controlled(t, func(_ context.Context, _ *Box, args []string, _ Stdio) int {
		if args[0] == "break" {
			panic("lost")
		}
		return 0
	})
	for _, tt := range []struct {
		line string
		code int
	}{{"break", 1}, {"status", 0}} {
		var out, errw bytes.Buffer
		code, ok, err := Call(t.Context(), b.cfg.Data, []string{tt.line}, Stdio{Out: &out, Err: &errw})
		if code != tt.code || !ok || err != nil {
			t.Errorf("%s: code %d, answered %v, %v", tt.line, code, ok, err)
		}
		if said := errw.String(); (said != "") != (tt.code != 0) {
			t.Errorf("%s says %q", tt.line, said)
		}
	}
}

// Nobody but the folder's owner reaches the socket.
func TestTheSocketIsItsOwnersAlone(t *testing.T) {
	b := controlled(t, func(context.Context, *Box, []string, Stdio) int { return 0 })
	info, err := os.Stat(filepath.Join(b.cfg.Data, "control.sock"))
	if err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("control.sock: %v, %v", info.Mode(), err)
	}
}

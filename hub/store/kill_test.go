package store_test

import (
	"bufio"
	"context"
	"encoding/gob"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/hub/store"
	"yizhan/hub/store/sqlite"
)

const killEnv = "YIZHAN_KILLED_WRITER"

// TestMain turns the test binary into the writer that TestKilledWriter kills.
func TestMain(m *testing.M) {
	if dir := os.Getenv(killEnv); dir != "" {
		if err := writeUntilKilled(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// writeUntilKilled appends without end and says of each act, once it is confirmed,
// on stdout: a pipe that outlives this process.
func writeUntilKilled(dir string) error {
	ctx := context.Background()
	s, err := openKilled(dir)
	if err != nil {
		return err
	}
	for i := 0; ; i++ {
		id := hub.NewID()
		out, err := s.Append(ctx, hub.Draft{Request: hub.NewID(), Lane: hub.LaneLocal, Edits: []hub.Edit{
			child(id, form.Values{"name": fmt.Sprint("孩子", i), "category": "home"}),
		}})
		if err != nil {
			return err
		}
		fmt.Println(out.Commit, id)
	}
}

// openKilled opens the folder with the keys that lie beside it.
func openKilled(dir string) (*store.Store, error) {
	f, err := os.Open(dir + ".keys")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var saved struct{ Sign, X25519, Box []byte }
	if err := gob.NewDecoder(f).Decode(&saved); err != nil {
		return nil, err
	}
	k := &keys{sign: saved.Sign, x25519: [32]byte(saved.X25519), box: [32]byte(saved.Box)}
	folder, err := store.OpenFolder(dir)
	if err != nil {
		return nil, err
	}
	return sqlite.Open(context.Background(), folder, store.Options{Keys: k, Forms: form.Builtin(), Clock: newClock()})
}

func TestKilledWriterLosesNothingConfirmed(t *testing.T) {
	rounds := 100
	if testing.Short() {
		rounds = 10
	}
	ctx, dir := context.Background(), t.TempDir()+"/data"
	k := newKeys()
	f, err := os.Create(dir + ".keys")
	if err != nil {
		t.Fatal(err)
	}
	if err := gob.NewEncoder(f).Encode(struct{ Sign, X25519, Box []byte }{k.sign, k.x25519[:], k.box[:]}); err != nil {
		t.Fatal(err)
	}
	f.Close()

	type confirmed struct{ commit, child hub.ID }
	var all []confirmed
	for round := range rounds {
		lines := killedAfter(t, dir, time.Duration(round%7)*9*time.Millisecond)
		for _, line := range lines {
			commit, id, _ := strings.Cut(line, " ")
			c, err := hub.ParseID(commit)
			if err != nil {
				t.Fatalf("round %d: %q", round, line)
			}
			r, err := hub.ParseID(id)
			if err != nil {
				t.Fatalf("round %d: %q", round, line)
			}
			all = append(all, confirmed{c, r})
		}
	}
	if len(all) < rounds {
		t.Fatalf("only %d acts confirmed in %d rounds: nothing was tried", len(all), rounds)
	}
	s, err := openKilled(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	check := func(what string) {
		for _, c := range all {
			if _, err := s.Commit(ctx, c.commit); err != nil {
				t.Fatalf("%s: commit %v is lost: %v", what, c.commit, err)
			}
			if _, err := s.Record(ctx, "child", c.child); err != nil {
				t.Fatalf("%s: child %v is lost: %v", what, c.child, err)
			}
		}
	}
	check("reopened")
	before, err := s.Lanes(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	check("rebuilt")
	if after, err := s.Lanes(ctx); err != nil || after[0] != before[0] {
		t.Errorf("folded to %+v, rebuilt to %+v, %v", before, after, err)
	}
	t.Logf("%d rounds, %d acts confirmed", rounds, len(all))
}

// killedAfter runs a writer, kills it a moment after its first word, and gives
// back the whole lines that it said.
func killedAfter(t *testing.T, dir string, moment time.Duration) (lines []string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), killEnv+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(out)
	for {
		line, err := r.ReadString('\n')
		if err != nil { // the end, or a line that was cut: never confirmed
			break
		}
		if lines = append(lines, strings.TrimSpace(line)); len(lines) == 1 {
			time.AfterFunc(moment, func() { cmd.Process.Kill() })
		}
	}
	_ = cmd.Wait() // "signal: killed"
	return lines
}

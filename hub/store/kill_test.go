package store_test

import (
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/hub/store"
	"yizhan/hub/store/sqlite"
)

const (
	killEnv = "YIZHAN_KILLED_WRITER" // the folder to write to
	modeEnv = "YIZHAN_WRITER_MODE"   // what kind of writer
)

// TestMain turns the test binary into the writers that tests kill.
func TestMain(m *testing.M) {
	if dir := os.Getenv(killEnv); dir != "" {
		write := map[string]func(string) error{"": writeUntilKilled, "normal": writeNormal, "patient": writePatiently}[os.Getenv(modeEnv)]
		if err := write(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
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

// killedStore is a store that lets its folder go when it is closed.
type killedStore struct {
	*store.Store
	folder *store.Folder
}

func (s killedStore) Close() error { return errors.Join(s.Store.Close(), s.folder.Close()) }

// openKilled opens the folder with the keys that lie beside it.
func openKilled(dir string) (killedStore, error) {
	var none killedStore
	f, err := os.Open(dir + ".keys")
	if err != nil {
		return none, err
	}
	defer f.Close()
	var saved struct{ Sign, X25519, Box []byte }
	if err := gob.NewDecoder(f).Decode(&saved); err != nil {
		return none, err
	}
	k := &keys{sign: saved.Sign, x25519: [32]byte(saved.X25519), box: [32]byte(saved.Box)}
	folder, err := store.OpenFolder(dir)
	if err != nil {
		return none, err
	}
	s, err := sqlite.Open(context.Background(), folder, store.Options{Keys: k, Forms: form.Builtin(), Clock: newClock()})
	if err != nil {
		return none, errors.Join(err, folder.Close())
	}
	return killedStore{s, folder}, nil
}

func TestKilledWriterLosesNothingConfirmed(t *testing.T) {
	n := rounds(100, 1000)
	if testing.Short() {
		n = 10
	}
	dir := writerFolder(t, t.TempDir())
	var all []confirmed
	for round := range n {
		cmd := writer(dir, "")
		cmd.Stderr = os.Stderr
		all = append(all, parseConfirmed(t, hear(t, cmd, func() {
			time.AfterFunc(time.Duration(round%7)*9*time.Millisecond, func() { killAll(cmd) })
		}))...)
	}
	if len(all) < n {
		t.Fatalf("only %d acts confirmed in %d rounds: nothing was tried", len(all), n)
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
	t.Logf("%d rounds, %d acts confirmed", n, len(all))
}

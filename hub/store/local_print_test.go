package store_test

import (
	"bytes"
	"os"
	"testing"

	"yizhan/hub"
	"yizhan/hub/store"
	"yizhan/hub/store/sqlite"
)

// What is to be printed names children: it lies sealed, outlives the box, and is gone
// once it is dropped.
func TestPrintsAreSealed(t *testing.T) {
	ctx, folder := t.Context(), openFolder(t, t.TempDir())
	open := func() *store.Local {
		l, err := sqlite.OpenLocal(ctx, folder, newClock(), [32]byte{1})
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	l, one, two := open(), hub.NewID(), hub.NewID()
	for id, body := range map[hub.ID]string{one: "停电用名单 王小满", two: "回条"} {
		if err := l.PutPrint(ctx, id, []byte(body)); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	read := 0
	for _, name := range []string{"local.db", "local.db-wal"} {
		b, err := os.ReadFile(folder.Path(name))
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		read += len(b)
		if bytes.Contains(b, []byte("王小满")) || bytes.Contains(b, []byte("名单")) {
			t.Errorf("%s holds the name in the clear", name)
		}
	}
	if read == 0 {
		t.Error("no file was searched")
	}
	l = open()
	defer l.Close()
	all, err := l.Prints(ctx)
	if err != nil || len(all) != 2 || string(all[one]) != "停电用名单 王小满" {
		t.Fatalf("after reopening: %q, %v", all, err)
	}
	if err := l.DropPrint(ctx, one); err != nil {
		t.Fatal(err)
	}
	if all, _ = l.Prints(ctx); len(all) != 1 || string(all[two]) != "回条" {
		t.Errorf("one was dropped: %q", all)
	}
}

package store_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/hub/store"
	"yizhan/hub/store/sqlite"
)

// smallDisk is a tmpfs of so many bytes; mounting one needs root.
func smallDisk(t *testing.T, size int) string {
	t.Helper()
	dir := t.TempDir()
	if os.Getuid() != 0 {
		t.Skip("NOT TESTED: a full disk needs root to mount a tmpfs")
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%d", size)); err != nil {
		t.Skipf("NOT TESTED: a full disk needs a tmpfs: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func TestFullDiskIsSaidAndNothingIsLost(t *testing.T) {
	ctx, dir := context.Background(), smallDisk(t, 2<<20)
	folder := openFolder(t, dir+"/data")
	s, err := sqlite.Open(ctx, folder, store.Options{Keys: newKeys(), Forms: form.Builtin(), Clock: newClock()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { folder.Close(); s.Close() }()
	note := strings.Repeat("写", 300)
	var confirmed []hub.ID
	request := hub.NewID()
	draft := func() hub.Draft {
		return hub.Draft{Request: request, Lane: hub.LaneLocal, Edits: []hub.Edit{
			{Kind: "child", Set: child(hub.ID{1}, form.Values{"village_name": note, "nick": request.String()}).Set},
		}}
	}
	for {
		out, err := s.Append(ctx, draft())
		if err != nil {
			if hub.CodeOf(err) != hub.CodeFull {
				t.Fatalf("after %d: error %v, want code %s", len(confirmed), err, hub.CodeFull)
			}
			break
		}
		confirmed = append(confirmed, out.Records[0])
		request = hub.NewID()
	}
	if len(confirmed) < 20 {
		t.Fatalf("%d acts fitted", len(confirmed))
	}
	for _, id := range confirmed {
		if _, err := s.Record(ctx, "child", id); err != nil {
			t.Fatalf("lost: %v", err)
		}
	}
	if other, err := store.OpenFolder(dir + "/other"); err == nil {
		other.Close()
	} else if hub.CodeOf(err) != hub.CodeFull {
		t.Errorf("opening on a full disk: %v", err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size=16777216"); err != nil {
		t.Fatal(err)
	}
	out, err := s.Append(ctx, draft()) // she taps again
	if err != nil || out.Again {
		t.Fatalf("with space again: %+v, %v", out, err)
	}
	if sums, err := s.Lanes(ctx); err != nil || sums[0].Commits != int64(len(confirmed)+1) {
		t.Errorf("%+v, %v; want %d commits", sums, err, len(confirmed)+1)
	}
}

func TestFolderThatCannotBeWritten(t *testing.T) {
	dir := t.TempDir()
	if os.Getuid() == 0 { // root writes everywhere but on a read-only mount
		dir = smallDisk(t, 1<<20)
		if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
			t.Fatal(err)
		}
	} else if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	_, err := store.OpenFolder(dir + "/data")
	if e, ok := err.(*hub.Error); !ok || e.Code != hub.CodeFolder || e.Key != "store.readonly" {
		t.Errorf("error %v", err)
	}
	file := t.TempDir() + "/file"
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.OpenFolder(file); hub.CodeOf(err) != hub.CodeFolder {
		t.Errorf("a file: %v", err)
	}
}

func TestNoDatabaseIsSaid(t *testing.T) {
	folder := openFolder(t, t.TempDir())
	if err := os.WriteFile(folder.Path("log.db"), []byte(strings.Repeat("no database ", 500)), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := sqlite.Open(context.Background(), folder, store.Options{Keys: newKeys(), Forms: form.Builtin(), Clock: newClock()})
	if e, ok := err.(*hub.Error); !ok || e.Code != hub.CodeFolder || e.Key != "store.damaged" {
		t.Errorf("error %v", err)
	}
}

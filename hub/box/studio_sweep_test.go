package box

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/hub/desk"
)

// A recording that was taken back stays for a while, so that it can be given out again, or
// until a class has no room; one that no record speaks of goes in the night.
func TestUnwantedRecordingsGo(t *testing.T) {
	b, head := lone(t)
	ctx := t.Context()
	held := func() hub.ID {
		made, err := b.desk.PlanClass(ctx, head, desk.ClassPlan{Request: hub.NewID(), Kind: "mothers", Title: "加辅食", Day: b.desk.Today(), Start: 900})
		if err != nil {
			t.Fatal(err)
		}
		of := made.Records[0]
		if _, _, err := b.desk.OpenClass(ctx, head, hub.NewID(), of); err != nil {
			t.Fatal(err)
		}
		now := class.SoundState{Recorded: time.Minute, Format: class.Format{MIME: "audio/mpeg", Bytes: 288, Lasts: 36 * time.Millisecond}}
		if _, err := b.desk.CloseClass(ctx, head, hub.NewID(), class.Held{Class: of, Recorded: now}); err != nil {
			t.Fatal(err)
		}
		return of
	}
	wanted, unwanted, erased := held(), held(), hub.NewID()
	for _, id := range []hub.ID{wanted, unwanted, erased} {
		put(t, filepath.Join(b.folder.Path("sound"), id.String(), "mp3", "000001"), "frames")
	}
	kept := func(what string, want ...hub.ID) {
		t.Helper()
		got, err := b.tapes.Kept()
		if err != nil || len(got) != len(want) || slices.ContainsFunc(want, func(id hub.ID) bool { return !slices.Contains(got, id) }) {
			t.Errorf("%s: %d recordings are kept of %d, %v", what, len(got), len(want), err)
		}
	}
	file, err := b.desk.ClassFile(ctx, head, unwanted)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.desk.WithdrawRecording(ctx, head, hub.NewID(), file.Recording.ID); err != nil {
		t.Fatal(err)
	}
	if err := b.sweepTapes(ctx); err != nil {
		t.Fatal(err)
	}
	kept("the first night", wanted, unwanted)
	late := func(unwanted hub.Day) bool { return unwanted.Add(tapeStays) <= b.desk.Today().Add(tapeStays) }
	if err := b.dropTapes(ctx, late); err != nil {
		t.Fatal(err)
	}
	kept("a week later", wanted)
	put(t, filepath.Join(b.folder.Path("sound"), unwanted.String(), "mp3", "000001"), "frames")
	if err := b.spareTapes(); err != nil {
		t.Fatal(err)
	}
	kept("a class has no room", wanted)
}

// What was spoken to call people to a class goes a month after it, or with it.
func TestSpokenNoticesGo(t *testing.T) {
	b, head := lone(t)
	ctx := t.Context()
	plan := func(day hub.Day) hub.ID {
		made, err := b.desk.PlanClass(ctx, head, desk.ClassPlan{Request: hub.NewID(), Kind: "mothers", Title: "加辅食", Day: day, Start: 900})
		if err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(b.folder.Path("notice"), made.Records[0].String(), "mp3", "000001"), "frames")
		return made.Records[0]
	}
	today := b.desk.Today()
	soon, later := plan(today), plan(today.Add(1))
	put(t, filepath.Join(b.folder.Path("notice"), hub.NewID().String(), "mp3", "000001"), "frames")
	for days, want := range [][]hub.ID{30: {soon, later}, 31: {later}, 32: {}} {
		if want == nil {
			continue
		}
		if err := b.sweepNotices(ctx, today.Add(days)); err != nil {
			t.Fatal(err)
		}
		got, err := b.notices.Kept()
		if err != nil || len(got) != len(want) || slices.ContainsFunc(want, func(id hub.ID) bool { return !slices.Contains(got, id) }) {
			t.Errorf("after %d days %d notices are kept, %v", days, len(got), err)
		}
	}
}

func put(t *testing.T, path, body string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
}

package backup_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/backup"
)

// The card is gone, a backup of some days ago is on a stick, and a neighbour has the
// rest: own later records come back, nothing is lost, no alarm is raised, and the box
// writes on under a new epoch.
func TestOldBackupComesBackWhole(t *testing.T) {
	c := county(t)
	a, b := newBox(t, c, "柳沟驿站"), newBox(t, c, "石坡驿站")
	before := a.write(5)
	made := a.backup(t.TempDir())
	after := a.write(4)
	theirs := b.write(3)
	b.pull(a)
	a.pull(b)
	epoch, err := a.log.Epoch(t.Context())
	if err != nil {
		t.Fatal(err)
	}

	again := &box{t: t, dir: fresh(t).Path(), folder: nil}
	again.folder = fresh(t)
	again.dir = again.folder.Path()
	note, err := again.restore(backup.Restore{File: made.Path, Private: a.private()})
	if err != nil {
		t.Fatal(err)
	}
	if note.Made == 0 || len(note.Heads) != 1 || note.Heads[0].Here != 5 || note.Torn != 0 {
		t.Errorf("%+v", note)
	}
	again.folder.Close()
	again.open()
	defer again.close()
	if !again.hasAll(before) || again.has(after[0]) {
		t.Error("it is not as of the backup")
	}
	if now, err := again.log.Epoch(t.Context()); err != nil || now == epoch {
		t.Errorf("the epoch is the old one, %v", err)
	}
	newest := again.write(1)
	again.pull(b)
	b.pull(again)
	for _, ids := range [][]hub.ID{before, after, theirs, newest} {
		if !again.hasAll(ids) {
			t.Error("something did not come back")
		}
	}
	if again.digest() != b.digest() {
		t.Error("the digests differ")
	}
	for _, hub := range []*box{again, b} {
		if forks, err := hub.log.Forks(t.Context()); err != nil || len(forks) != 0 {
			t.Errorf("forks %v, %v", forks, err)
		}
	}
}

// Who restores over a folder that works loses nothing of it: what is there and not in
// the backup is carried over, and the whole folder is kept aside.
func TestRestoreOverWhatIsThere(t *testing.T) {
	a := newBox(t, county(t), "柳沟驿站")
	before := a.write(5)
	made := a.backup(t.TempDir())
	after := a.write(70)
	private := a.private()
	a.stop()
	for range 3 {
		if _, err := a.restore(backup.Restore{File: made.Path, Private: private}); err != nil {
			t.Fatal(err)
		}
	}
	aside, err := filepath.Glob(a.folder.Path("aside", "*", "log.db"))
	if err != nil || len(aside) != 2 {
		t.Errorf("kept aside: %q, %v; want the last two", aside, err)
	}
	a.folder.Close()
	a.open()
	if !a.hasAll(before) || !a.hasAll(after) {
		t.Error("what the folder had is lost")
	}
}

// What lies beside the log is in the backup, and what came after it stays.
func TestBytesBesideTheLogComeBack(t *testing.T) {
	a := newBox(t, county(t), "柳沟驿站")
	a.write(5)
	early, late := strings.Repeat("0a", 32), strings.Repeat("0b", 32)
	a.beside(early)
	made := a.backup(t.TempDir())
	a.beside(late)
	a.beside("notes.txt") // nobody's: it is in no backup
	private := a.private()
	a.stop()
	if _, err := a.restore(backup.Restore{File: made.Path, Private: private}); err != nil {
		t.Fatal(err)
	}
	other := &box{t: t, folder: fresh(t)}
	if _, err := other.restore(backup.Restore{File: made.Path, Private: private}); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		box  *box
		name string
		want bool
	}{{a, early, true}, {a, late, true}, {other, early, true}, {other, late, false}, {other, "notes.txt", false}} {
		body, err := os.ReadFile(tt.box.folder.Path("blob", tt.name))
		if (err == nil && string(body) == tt.name) != tt.want {
			t.Errorf("%s: %q, %v; want it there: %v", tt.name[:4], body, err, tt.want)
		}
	}
}

// beside puts a file beside the log, whose content is its name.
func (b *box) beside(name string) {
	b.t.Helper()
	err := os.MkdirAll(b.folder.Path("blob"), 0o700)
	if err == nil {
		err = os.WriteFile(b.folder.Path("blob", name), []byte(name), 0o600)
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

// The keys of another box are not mixed in: a backup of one box put over another's
// folder is the one box, and the other's folder is kept aside whole.
func TestRestoreOverAnotherBox(t *testing.T) {
	c := county(t)
	a, b := newBox(t, c, "柳沟驿站"), newBox(t, c, "石坡驿站")
	ids, others := a.write(2), b.write(2)
	made := a.backup(t.TempDir())
	b.stop()
	if _, err := b.restore(backup.Restore{File: made.Path, Private: a.private()}); err != nil {
		t.Fatal(err)
	}
	b.folder.Close()
	b.open()
	if b.trust.Identity().Key() != a.trust.Identity().Key() || !b.hasAll(ids) || b.has(others[0]) {
		t.Error("the two are mixed")
	}
	for _, name := range []string{"log.db", "local.db", "keys/identity.cbor", "trust/enrolment.cbor"} {
		if found, _ := filepath.Glob(b.folder.Path("aside", "*", name)); len(found) != 1 {
			t.Errorf("%s is kept aside in %q", name, found)
		}
	}
}

// The power goes at any step of a restore: the folder is as it was, or restored, and
// the next start needs nobody.
func TestPowerCutWhileRestoring(t *testing.T) {
	c := county(t)
	cut := errors.New("no power")
	var all []string
	for n := 1; ; n++ {
		a := newBox(t, c, "柳沟驿站")
		before := a.write(2)
		made := a.backup(t.TempDir())
		after := a.write(1)
		private := a.private()
		a.stop()
		passed, restore := backup.PullPlug(n, cut)
		_, err := a.restore(backup.Restore{File: made.Path, Private: private})
		restore()
		a.folder.Close()
		a.open() // finishes what was begun
		_, restored, noteErr := backup.ReadNote(a.folder)
		if noteErr != nil || !a.hasAll(before) || !a.hasAll(after) {
			t.Errorf("cut at %d: lost something (%v)", n, noteErr)
		}
		complete := slices.Contains(passed(), "complete")
		if restored != complete {
			t.Errorf("cut at %q: restored %v", passed(), restored)
		}
		for _, left := range []string{"restored", "tmp/restored"} {
			if _, err := os.Stat(a.folder.Path(left)); err == nil {
				t.Errorf("cut at %d: %s is left", n, left)
			}
		}
		a.write(1)
		a.close()
		all = passed()
		if err == nil {
			break
		}
	}
	if len(all) < 12 {
		t.Errorf("only the steps %q", all)
	}
}

// The disk of a box is damaged at some place; the box has its keys. What can be read
// is carried over beside the backup, what cannot comes from the neighbour.
func TestDamagedLog(t *testing.T) {
	c := county(t)
	damages := map[string]func(t *testing.T, path string){
		"header of the file": func(t *testing.T, path string) { flip(t, path, 0.0, 40) },
		"at a third":         func(t *testing.T, path string) { flip(t, path, 0.33, 600) },
		"in the middle":      func(t *testing.T, path string) { flip(t, path, 0.5, 600) },
		"near the end":       func(t *testing.T, path string) { flip(t, path, 0.9, 600) },
		"cut in half":        func(t *testing.T, path string) { truncate(t, path, 2) },
		"empty":              func(t *testing.T, path string) { truncate(t, path, 1<<40) },
		"gone":               func(t *testing.T, path string) { os.Remove(path) },
	}
	for what, damage := range damages {
		for _, withBackup := range []bool{true, false} {
			a, b := newBox(t, c, "柳沟驿站"), newBox(t, c, "石坡驿站")
			ids := a.write(150)
			r := backup.Restore{Damaged: []backup.Piece{backup.Log}, Cause: "store.damaged"}
			if withBackup {
				made := a.backup(t.TempDir())
				r.File, r.Private = made.Path, a.private()
			}
			ids = append(ids, a.write(50)...)
			b.pull(a)
			a.stop()
			damage(t, a.folder.Path("log.db"))
			note, err := a.restore(r)
			if err != nil {
				t.Errorf("%s, backup %v: %v", what, withBackup, err)
				continue
			}
			a.folder.Close()
			a.open()
			here := 0
			for _, h := range note.Heads {
				here += int(h.Here)
			}
			t.Logf("%s, backup %v: %d of %d commits at once, torn %d", what, withBackup, here, len(ids), note.Torn)
			if withBackup && here < 150 {
				t.Errorf("%s: only %d commits", what, here)
			}
			a.write(1)
			a.pull(b)
			b.pull(a)
			if !a.hasAll(ids) || a.digest() != b.digest() {
				t.Errorf("%s, backup %v: something did not come back", what, withBackup)
			}
			a.close()
			b.close()
		}
	}
}

// flip turns bytes of a file over, from a place on.
func flip(t *testing.T, path string, at float64, n int) {
	t.Helper()
	b := readFile(t, path)
	from := int(at * float64(len(b)))
	for i := from; i < min(from+n, len(b)); i++ {
		b[i] ^= 0xff
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func truncate(t *testing.T, path string, by int64) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, info.Size()/by); err != nil {
		t.Fatal(err)
	}
}

// A damaged local.db without any backup is an empty one: the records are untouched.
func TestDamagedLocal(t *testing.T) {
	for _, withBackup := range []bool{true, false} {
		a := newBox(t, county(t), "柳沟驿站")
		ids := a.write(3)
		if err := a.local.PutSetting(t.Context(), "looks/x", "p"); err != nil {
			t.Fatal(err)
		}
		r := backup.Restore{Damaged: []backup.Piece{backup.Local}}
		if withBackup {
			made := a.backup(t.TempDir())
			r.File, r.Private = made.Path, a.private()
		}
		later := a.write(1)
		a.stop()
		flip(t, a.folder.Path("local.db"), 0, 100)
		if _, err := a.restore(r); err != nil {
			t.Fatal(err)
		}
		a.folder.Close()
		a.open()
		kept, err := a.local.Setting(t.Context(), "looks/x")
		if err != nil || (kept == "p") != withBackup || !a.hasAll(ids) || !a.hasAll(later) {
			t.Errorf("backup %v: setting %q, %v", withBackup, kept, err)
		}
	}
}

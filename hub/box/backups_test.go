package box

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/backup"
	"yizhan/hub/box/backups"
	"yizhan/hub/form"
	"yizhan/hub/store"
	"yizhan/hub/store/sqlite"
	"yizhan/hub/trust"
	"yizhan/kiosk/station"
)

// night does the night's work, without the waiting.
func (b *Box) night(t *testing.T) map[string]string {
	t.Helper()
	for _, j := range b.jobs() {
		if j.name != "scrub" && j.name != backups.Job {
			continue
		}
		if err := b.doJob(t.Context(), j); err != nil {
			t.Fatal(err)
		}
	}
	jobs, err := b.local.Jobs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, j := range jobs {
		out[j.Name] = j.Outcome
	}
	return out
}

func (b *Box) backupState(t *testing.T) station.Backup {
	t.Helper()
	st, err := b.backups.Backup(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return st
}

// Every night a backup; once a month it is tried; the poorest place is told as such and
// given up when there is a better one.
func TestNightlyBackup(t *testing.T) {
	k := newKin(t)
	second := filepath.Join(k.dir, "second")
	a := k.station(Config{Data: filepath.Join(k.dir, "a")}, "柳沟驿站")
	a.note(t, 2)
	tried := 0
	for range 40 {
		went := a.night(t)
		if went[backups.Job] != "backup.poor" || went["rehearsal"] != "" {
			t.Fatalf("without a second path: %v", went)
		}
		if a.backupState(t).Tried.Equal(k.clock.at) {
			tried++
		}
		k.clock.at = k.clock.at.Add(24 * time.Hour)
	}
	if tried != 2 {
		t.Errorf("tried %d times in 40 nights", tried)
	}
	if n := len(a.backupState(t).Kept); n != backup.Keep {
		t.Errorf("%d backups are kept", n)
	}
	a.backups.Second = second
	a.night(t)
	if _, err := os.Stat(filepath.Join(a.cfg.Data, "backup")); !os.IsNotExist(err) {
		t.Errorf("the poorest place is still used: %v", err)
	}
	st := a.backupState(t)
	if len(st.Kept) != 1 || st.Places != 1 {
		t.Fatalf("%+v", st)
	}
	if !st.Kept[0].Poor {
		t.Error("a folder on the same disk is told to be another")
	}
}

// A log in which the scrub finds what only another's copy can mend is not put over
// backups that are whole.
func TestNoBackupOfDamage(t *testing.T) {
	k := newKin(t)
	a := k.station(Config{Data: filepath.Join(k.dir, "a"), Backup: filepath.Join(k.dir, "second")}, "柳沟驿站")
	a.note(t, 2)
	a.night(t)
	if err := a.local.PutJob(t.Context(), "scrub", "store.damaged"); err != nil {
		t.Fatal(err)
	}
	if err := a.doJob(t.Context(), job{backups.Job, a.backups.Nightly}); err != nil {
		t.Fatal(err)
	}
	if st := a.backupState(t); st.Outcome != "backup.unhealthy" {
		t.Errorf("%+v", st)
	}
	if n := len(a.backupState(t).Kept); n != 1 {
		t.Errorf("%d backups", n)
	}
}

// An order to erase is carried out, and the same night every older backup that still
// holds the child is gone, and so is what restores have put aside.
func TestBackupsForgetWhatIsErased(t *testing.T) {
	k := newKin(t)
	place := filepath.Join(k.dir, "second")
	a := k.station(Config{Data: filepath.Join(k.dir, "a"), Backup: place}, "柳沟驿站")
	ids := a.note(t, 3)
	k.trade(a, k.county)
	for range 3 {
		a.night(t)
	}
	key := [][32]byte{a.trust.Identity().X25519}
	if n := a.backupsWith(t, place, key, ids[0]); n != 3 {
		t.Fatalf("the control: %d backups hold the child", n)
	}
	if err := os.MkdirAll(filepath.Join(a.cfg.Data, "aside", "0000-20261101"), 0o700); err != nil {
		t.Fatal(err)
	}
	order := hub.Erasure{Subject: ids[0]}
	_, err := k.county.store.Append(t.Context(), hub.Draft{Lane: hub.LanePublic, Edits: []hub.Edit{
		form.Builtin().Edit("erasure", order.ID(), order.ID(), form.Values{"subject": ids[0]}),
	}})
	if err != nil {
		t.Fatal(err)
	}
	k.trade(a, k.county)
	a.night(t)
	if n := a.backupsWith(t, place, key, ids[0]); n != 0 {
		t.Errorf("%d backups still hold the child", n)
	}
	if n := a.backupsWith(t, place, key, ids[1]); n != 1 {
		t.Errorf("%d backups hold the other children", n)
	}
	if _, err := os.Stat(filepath.Join(a.cfg.Data, "aside")); !os.IsNotExist(err) {
		t.Errorf("what was put aside is still there: %v", err)
	}
}

// backupsWith counts the backups at a place in whose log a subject's parts are.
func (b *Box) backupsWith(t *testing.T, place string, key [][32]byte, subject hub.ID) (n int) {
	t.Helper()
	own, err := backup.Own(place, b.trust.Identity().Key())
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range own {
		dir := t.TempDir()
		if _, _, err := backup.Unpack(g.Path, key, dir); err != nil {
			t.Fatal(err)
		}
		folder, err := store.OpenFolder(dir)
		if err != nil {
			t.Fatal(err)
		}
		log, err := sqlite.Open(t.Context(), folder, store.Options{
			Keys: trust.Keys{Folder: b.trust}, Verifier: b.trust.Members(), Forms: b.forms, Clock: b.cfg.Clock,
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := log.Record(t.Context(), "child", subject); err == nil {
			n++
		}
		if err := log.Close(); err != nil {
			t.Fatal(err)
		}
		folder.Close()
	}
	return n
}

// The log of a box is damaged while it is off. At the next start it falls back by
// itself, says so, works, and has everything again after the exchange. Without a backup
// it is the same, from what others have.
func TestDamagedBoxFallsBack(t *testing.T) {
	for _, withBackup := range []bool{true, false} {
		k := newKin(t)
		cfg := Config{Data: filepath.Join(k.dir, "a"), Backup: filepath.Join(k.dir, "second")}
		a := k.station(cfg, "柳沟驿站")
		ids := a.note(t, 3)
		if withBackup {
			a.night(t)
		}
		later := a.note(t, 4)
		k.trade(a, k.county)
		lane, key := a.Lane(), a.trust.Identity().Key()
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
		spoil(t, filepath.Join(cfg.Data, "log.db"))
		a = k.open(cfg)
		r, ok, err := a.backups.Recovery(t.Context())
		if err != nil || !ok || !r.Damage || !r.Log || r.Read || r.Made.IsZero() == withBackup || r.Lost != 0 {
			t.Fatalf("backup %v: %+v, %v, %v", withBackup, r, ok, err)
		}
		if a.trust.Identity().Key() != key {
			t.Fatal("the keys are others")
		}
		a.note(t, 1)
		k.trade(a, k.county)
		want := int64(len(later))
		if !withBackup { // the site is one more
			want += int64(len(ids)) + 1
		}
		if r, _, err = a.backups.Recovery(t.Context()); err != nil || r.Lost != want || r.Found != want {
			t.Errorf("backup %v: lost %d, found %d, want %d, %v", withBackup, r.Lost, r.Found, want, err)
		}
		if mine, theirs := a.digest(t, lane), k.county.digest(t, lane); mine != theirs {
			t.Errorf("backup %v: %+v, the county %+v", withBackup, mine, theirs)
		}
		if sites, err := a.Sites(t.Context()); err != nil || len(sites) != 1 {
			t.Errorf("backup %v: %d sites, %v", withBackup, len(sites), err)
		}
		if err := a.backups.RecoveryRead(t.Context()); err != nil {
			t.Fatal(err)
		}
		if r, _, err = a.backups.Recovery(t.Context()); err != nil || !r.Read {
			t.Errorf("%+v, %v", r, err)
		}
		if err := a.Close(); err != nil { // the control: the next start finds nothing to mend
			t.Fatal(err)
		}
		a = k.open(cfg)
		if again, _, err := a.backups.Recovery(t.Context()); err != nil || !again.Made.Equal(r.Made) || !again.Read {
			t.Errorf("after another start %+v, %v", again, err)
		}
	}
}

// spoil turns the first pages of a file over.
func spoil(t *testing.T, path string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range min(len(b), 8192) {
		b[i] ^= 0x5a
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// A folder without its keys is never opened with new ones: everything in it is sealed
// for the old.
func TestLostKeysAreNotMadeAnew(t *testing.T) {
	dir := t.TempDir()
	b, err := Open(t.Context(), Config{Data: dir})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(dir, "keys"), filepath.Join(dir, "away")); err != nil {
		t.Fatal(err)
	}
	_, err = Open(t.Context(), Config{Data: dir})
	if hub.CodeOf(err) != hub.CodeFolder {
		t.Fatalf("opened: %v", err)
	}
	if err := os.Rename(filepath.Join(dir, "away"), filepath.Join(dir, "keys")); err != nil {
		t.Fatal(err)
	}
	if b, err = Open(t.Context(), Config{Data: dir}); err != nil {
		t.Fatal("the control:", err)
	}
	b.Close()
}

package backup_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"yizhan/hub"
	"yizhan/hub/backup"
	"yizhan/hub/form"
	"yizhan/hub/store"
	"yizhan/hub/trust"
)

// A backup opens for the box, the county and the 恢复码, for nobody else, and is the
// box as it was; records and keys are not to be seen in it.
func TestBackupOpensForThree(t *testing.T) {
	c := county(t)
	a, b := newBox(t, c, "柳沟驿站"), newBox(t, c, "石坡驿站")
	ids := a.write(3)
	code := backup.DrawCode()
	private, public, err := backup.CodeKey(code)
	if err != nil {
		t.Fatal(err)
	}
	made := a.backup(t.TempDir(),
		backup.Recipient{Who: backup.WhoCounty, X25519: c.Identity().Recipient()},
		backup.Recipient{Who: backup.WhoCode, X25519: public})
	file := readFile(t, made.Path)
	id := a.trust.Identity()
	for what, secret := range map[string][]byte{
		"a name": []byte("孩子0"), "the station key": id.Sign.Seed(), "the box key": id.Box[:], "a record's id": ids[0][:],
	} {
		if bytes.Contains(file, secret) {
			t.Errorf("%s is to be read in it", what)
		}
	}
	for who, key := range map[string][32]byte{"the box": id.X25519, "the county": c.Identity().X25519, "the code": private} {
		if err := backup.Rehearse(t.Context(), made.Path, [][32]byte{key}, t.TempDir(), openStore); err != nil {
			t.Errorf("%s: %v", who, err)
		}
	}
	err = backup.Rehearse(t.Context(), made.Path, b.private(), t.TempDir(), openStore)
	if hub.CodeOf(err) != hub.CodeUntrusted {
		t.Errorf("a neighbour opens it: %v", err)
	}
}

// Nothing can be changed, cut off, or put together anew.
func TestBackupIsNotToBeChanged(t *testing.T) {
	a := newBox(t, county(t), "柳沟驿站")
	a.write(300) // some chunks
	made := a.backup(t.TempDir())
	whole := readFile(t, made.Path)
	try := func(file []byte) error {
		path := filepath.Join(t.TempDir(), "x.backup")
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		_, _, err := backup.Unpack(path, a.private(), t.TempDir())
		return err
	}
	if err := try(whole); err != nil {
		t.Fatal("the control: as it was written it does not open:", err)
	}
	for at := 0; at < len(whole); at += 1 + len(whole)/29 {
		bad := slices.Clone(whole)
		bad[at] ^= 1
		if try(bad) == nil {
			t.Errorf("a bit flipped at %d of %d is not noticed", at, len(whole))
		}
		if try(whole[:at]) == nil {
			t.Errorf("cut off at %d of %d is not noticed", at, len(whole))
		}
	}
	for _, bad := range [][]byte{append(slices.Clone(whole), 0), nil, []byte("PK\x03\x04")} {
		if try(bad) == nil {
			t.Errorf("%d bytes that are none are taken", len(bad))
		}
	}
}

// A forger who knows everybody's public keys makes a file that opens, with keys of his
// own inside; it is not the box's.
func TestForgedBackupIsRefused(t *testing.T) {
	c := county(t)
	a, thief := newBox(t, c, "柳沟驿站"), newBox(t, c, "石坡驿站")
	thief.write(1)
	src := thief.source()
	src.To = []backup.Recipient{{Who: backup.WhoBox, X25519: a.trust.Identity().Recipient()}}
	forged, err := backup.Make(t.Context(), src, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if forged.Header.Key == a.trust.Identity().Key() {
		t.Fatal("it names the box")
	}
	if own, err := backup.Own(filepath.Dir(forged.Path), a.trust.Identity().Key()); err != nil || len(own) != 0 {
		t.Errorf("the box takes it for its own: %v, %v", own, err)
	}
	src.Identity.Sign = a.trust.Identity().Sign // the control: with the station key it would be
	if forged, err = backup.Make(t.Context(), src, t.TempDir()); err != nil || forged.Header.Key != a.trust.Identity().Key() {
		t.Fatal(err)
	}
	if _, _, err := backup.Unpack(forged.Path, a.private(), t.TempDir()); err == nil {
		t.Error("keys of one box in the backup of another are taken")
	}
}

// The last three stay, counted and not dated; after an erasure order the older ones are
// gone with the next; a budget lets go of more, but never of the newest.
func TestGenerations(t *testing.T) {
	a := newBox(t, county(t), "柳沟驿站")
	place := t.TempDir()
	numbers := func() (out []uint64) {
		own, err := backup.Own(place, a.trust.Identity().Key())
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range own {
			out = append(out, g.Header.Number)
		}
		return out
	}
	for range 5 {
		a.backup(place)
	}
	if got := numbers(); !slices.Equal(got, []uint64{5, 4, 3}) {
		t.Errorf("after five: %v", got)
	}
	src := a.source()
	src.Erased = backup.Mark([]hub.ID{{1}})
	if _, err := backup.Make(t.Context(), src, place); err != nil {
		t.Fatal(err)
	}
	if got := numbers(); !slices.Equal(got, []uint64{6}) {
		t.Errorf("after an erasure order: %v", got)
	}
	src.Budget = 1
	if _, err := backup.Make(t.Context(), src, place); err != nil {
		t.Fatal(err)
	}
	if got := numbers(); !slices.Equal(got, []uint64{7}) {
		t.Errorf("with a small budget: %v", got)
	}
}

// The power goes at any step of a backup: the older ones stand, and the next night's
// makes one as if nothing had been.
func TestPowerCutWhileBackingUp(t *testing.T) {
	a := newBox(t, county(t), "柳沟驿站")
	a.write(2)
	place := t.TempDir()
	a.backup(place)
	cut := errors.New("no power")
	for n := 1; ; n++ {
		passed, restore := backup.PullPlug(n, cut)
		_, err := backup.Make(context.Background(), a.source(), place)
		restore()
		if err == nil {
			if len(passed()) < 2 {
				t.Errorf("only the steps %q", passed())
			}
			break
		}
		own, err := backup.Own(place, a.trust.Identity().Key())
		if err != nil || len(own) == 0 {
			t.Fatalf("cut at step %d: %v, %v", n, own, err)
		}
		for _, g := range own {
			if err := backup.Rehearse(t.Context(), g.Path, a.private(), t.TempDir(), openStore); err != nil {
				t.Errorf("cut at step %d, %s: %v", n, g.Path, err)
			}
		}
	}
}

// A rehearsal passes only for what is the log that was backed up.
func TestRehearsalSeesADifference(t *testing.T) {
	a := newBox(t, county(t), "柳沟驿站")
	a.write(2)
	made := a.backup(t.TempDir())
	other := func(ctx context.Context, folder *store.Folder, f *trust.Folder) (*store.Store, error) {
		s, err := openStore(ctx, folder, f)
		if err == nil {
			id := hub.NewID()
			_, err = s.Append(ctx, hub.Draft{Lane: lane, Edits: []hub.Edit{
				form.Builtin().Edit("child", id, id, form.Values{"nick": "不在里面"}),
			}})
		}
		return s, err
	}
	err := backup.Rehearse(t.Context(), made.Path, a.private(), t.TempDir(), other)
	var e *hub.Error
	if !errors.As(err, &e) || e.Key != "backup.rehearsal" {
		t.Errorf("a log with another commit passes: %v", err)
	}
}

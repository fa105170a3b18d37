package trust_test

import (
	"bytes"
	"crypto/ecdh"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"yizhan/hub"
	"yizhan/hub/trust"
)

var (
	zhang = trust.Way{Staff: hub.ID{15: 1}, Peg: "persimmon", Role: "head"}
	liu   = trust.Way{Staff: hub.ID{15: 2}, Peg: "sparrow", Role: "carer"}
)

// paper is the 恢复码 of these tests: its private and public key.
func paper(t *testing.T, seed byte) (private, public [32]byte) {
	t.Helper()
	private = [32]byte{1: seed, 31: 64}
	key, err := ecdh.X25519().NewPrivateKey(private[:])
	if err != nil {
		t.Fatal(err)
	}
	return private, [32]byte(key.PublicKey().Bytes())
}

// attended is a folder whose keys zhang and liu can open, as after a power cut.
func attended(t *testing.T) (dir string, f *trust.Folder, id trust.Identity) {
	t.Helper()
	dir = t.TempDir()
	f, err := trust.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	_, public := paper(t, 1)
	if err := errors.Join(f.Attend(zhang, "7294", public), f.PutWay(liu, "3816")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { trust.Forget(dir) })
	return dir, f, f.Identity()
}

// powerCut is what a start finds: nothing in memory, and what was begun is ended.
func powerCut(t *testing.T, dir string) {
	t.Helper()
	trust.Forget(dir)
	if err := trust.Settle(dir); err != nil {
		t.Fatal(err)
	}
}

func mustClosed(t *testing.T, dir string, want bool) {
	t.Helper()
	closed, err := trust.Closed(dir)
	if err != nil || closed != want {
		t.Fatalf("closed %v, %v; want %v", closed, err, want)
	}
}

func opens(t *testing.T, dir string, who trust.Way, pin string, places ...string) bool {
	t.Helper()
	trust.Forget(dir)
	ok, err := trust.OpenWithPIN(dir, who.Staff, pin, places...)
	if err != nil {
		t.Fatal(err)
	}
	return ok
}

// plainLies says whether the private keys lie anywhere in a folder.
func plainLies(t *testing.T, dir string, id trust.Identity) (found bool) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		body, err := os.ReadFile(path)
		for _, secret := range [][]byte{id.Sign.Seed(), id.X25519[:], id.Box[:], id.Local[:]} {
			found = found || bytes.Contains(body, secret)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestAttendedBoxIsOpenedByHand(t *testing.T) {
	dir, f, id := attended(t)
	powerCut(t, dir)
	mustClosed(t, dir, true)
	if _, err := trust.Open(dir); hub.CodeOf(err) != hub.CodeFolder {
		t.Errorf("a closed folder opens: %v", err)
	}
	if plainLies(t, dir, id) {
		t.Error("the keys lie in the open")
	}
	if opens(t, dir, zhang, "7295") || opens(t, dir, liu, "7294") {
		t.Error("another PIN opens")
	}
	for _, who := range []struct {
		trust.Way
		pin string
	}{{zhang, "7294"}, {liu, "3816"}} {
		if !opens(t, dir, who.Way, who.pin) {
			t.Fatalf("%s cannot open", who.Role)
		}
		again, err := trust.Open(dir)
		if err != nil || again.Identity().Key() != id.Key() || again.Identity().X25519 != id.X25519 {
			t.Errorf("opened other keys: %v", err)
		}
	}

	// Who left opens no more; who has another PIN opens with that one alone.
	if err := errors.Join(f.DropWay(liu.Staff), f.PutWay(zhang, "9157")); err != nil {
		t.Fatal(err)
	}
	trust.Forget(dir)
	if _, err := trust.OpenWithPIN(dir, liu.Staff, "3816"); hub.CodeOf(err) != hub.CodeNotFound {
		t.Errorf("she who left: %v", err)
	}
	if opens(t, dir, zhang, "7294") || !opens(t, dir, zhang, "9157") {
		t.Error("the old PIN opens, or the new one does not")
	}
}

func TestPaperOpensAttendedBox(t *testing.T) {
	dir, f, _ := attended(t)
	first, _ := paper(t, 1)
	second, public := paper(t, 2)
	try := func(private [32]byte) bool {
		trust.Forget(dir)
		ok, err := trust.OpenWithCode(dir, private)
		if err != nil {
			t.Fatal(err)
		}
		return ok
	}
	if !try(first) || try(second) {
		t.Fatal("the wrong paper opens")
	}
	if err := f.PutCode(public); err != nil {
		t.Fatal(err)
	}
	if try(first) || !try(second) {
		t.Error("a paper that was replaced opens")
	}
}

// With the key file on a stick, the box alone and every PIN open nothing.
func TestKeyFileGoesHome(t *testing.T) {
	dir, f, id := attended(t)
	stick := t.TempDir()
	if err := f.MoveFile(stick); err != nil {
		t.Fatal(err)
	}
	trust.Forget(dir)
	if _, err := trust.OpenWithPIN(dir, zhang.Staff, "7294"); hub.CodeOf(err) != hub.CodeInvalid {
		t.Errorf("opens without the stick: %v", err)
	}
	if !opens(t, dir, zhang, "7294", t.TempDir(), stick) {
		t.Error("does not open with the stick")
	}
	name := filepath.Join(stick, trust.KeyFileName(id.Key()))
	if err := os.WriteFile(name, make([]byte, 32), 0o600); err != nil {
		t.Fatal(err)
	}
	trust.Forget(dir)
	if _, err := trust.OpenWithPIN(dir, zhang.Staff, "7294", stick); hub.CodeOf(err) != hub.CodeInvalid {
		t.Errorf("another box's file: %v", err)
	}
	private, _ := paper(t, 1)
	if ok, err := trust.OpenWithCode(dir, private); !ok || err != nil {
		t.Errorf("the stick is lost, and the paper does not open: %v", err)
	}
}

// The power goes at any step of a switch: the keys are there, whole, in one of the two
// ways, and where they are closed no open copy is left.
func TestPowerCutWhileSwitching(t *testing.T) {
	cut := errors.New("the power went")
	_, public := paper(t, 1)
	seen := map[string]bool{}
	for _, way := range []string{"close", "open"} {
		for n := 1; ; n++ {
			dir := t.TempDir()
			f, err := trust.Open(dir)
			if err != nil {
				t.Fatal(err)
			}
			act := func() error { return f.Attend(zhang, "7294", public) }
			if way == "open" {
				if err := act(); err != nil {
					t.Fatal(err)
				}
				act = f.Unattend
			}
			passed, restore := trust.PullPlug(n, cut)
			err = act()
			restore()
			if err == nil {
				if len(passed()) < 3 {
					t.Errorf("%s: only the steps %q", way, passed())
				}
				trust.Forget(dir)
				break
			}
			if !errors.Is(err, cut) {
				t.Fatal(err)
			}
			at := passed()[n-1]
			seen[way+" "+at] = true
			powerCut(t, dir)
			closed, err := trust.Closed(dir)
			if err != nil {
				t.Fatalf("%s, cut at %s: %v", way, at, err)
			}
			if closed && plainLies(t, dir, f.Identity()) {
				t.Errorf("%s, cut at %s: closed, and an open copy lies beside", way, at)
			}
			if closed && !opens(t, dir, zhang, "7294") {
				t.Errorf("%s, cut at %s: nobody can open", way, at)
			}
			id, ok, err := trust.LoadIdentity(dir)
			if err != nil || !ok || id.X25519 != f.Identity().X25519 || id.Key() != f.Identity().Key() {
				t.Errorf("%s, cut at %s: other keys: %v", way, at, err)
			}
			left, err := os.ReadDir(filepath.Join(dir, "keys"))
			if want := map[bool]int{true: 2, false: 1}[closed]; err != nil || len(left) != want {
				t.Errorf("%s, cut at %s: %d files left, %v", way, at, len(left), err)
			}
			trust.Forget(dir)
		}
	}
	for _, at := range []string{"close file", "close closed", "close switched", "close overwritten", "open plain", "open overwritten"} {
		if !seen[at] {
			t.Errorf("never cut at %q", at)
		}
	}
}

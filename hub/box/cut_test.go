package box_test

import (
	"os"
	"path/filepath"
	"testing"

	"yizhan/kiosk/touch"
)

// The current goes in the middle of a registration: the box is killed and the browser
// with it. Both come up again; the cover names nobody, a finger wakes it, and her PIN
// leads to the very step, with what she had entered.
func TestPowerCutGoesOnAtTheSameStep(t *testing.T) {
	chromium := touch.Chromium(t)
	w := newTownship(t)
	w.a.start()
	w.a.clerk().setUp("张桂兰", "7294")
	a := chromium.Screen(t, "http://"+w.a.listen, 1024, 600)
	a.Open("/pin?next=/register").Press("7294").At("/register/name")
	a.Touch(button("put", "王")).Touch(button("put", "梓")).Touch(button("put", "涵")).Touch(button("go", "next")).At("/register/sex").Touch(button("sex", "2")).At("/register/birth")
	a.Touch(button("year", "2025"))

	w.a.kill()
	w.a.start()
	b := touch.Chromium(t).Screen(t, "http://"+w.a.listen, 1024, 600)
	b.Open("/cover")
	if !b.Is(`!document.body.textContent.includes("王梓涵") && !document.body.textContent.includes("张桂兰")`) {
		t.Error("the cover names somebody")
	}
	b.Shot("cover").Touch("a.cover").At("/pin").Shot("pin").Press("7294").At("/register/birth").See("王梓涵").Shot("the same step")
	if !b.Is(`document.querySelector('[name="year"].is-on, [name="year"][value="2025"].is-on') !== null`) {
		t.Error("the year that was tapped is gone")
	}
	b.Open("/").See("件没写完", "王梓涵").Shot("home")
}

// A practice that a power cut ends leaves no trace: the next start sweeps it away.
func TestPracticeIsSweptAfterAPowerCut(t *testing.T) {
	w := newTownship(t)
	w.a.start()
	hand := w.a.clerk()
	hand.setUp("张桂兰", "7294")
	before := w.a.digest()
	f := hand.finger
	f.open("/practice").press("go", "begin").on("/practice").says("登记一个孩子")
	if left := practices(t, w.a.dir); left != 1 {
		t.Fatalf("the control: %d practices are open", left)
	}
	w.a.kill()
	w.a.start()
	if left := practices(t, w.a.dir); left != 0 {
		t.Errorf("%d practices are left after a start", left)
	}
	if after := w.a.digest(); after != before {
		t.Errorf("the box held %s before and %s after", before, after)
	}
	f.open("/").on("/").says("柳沟驿站") // the key of a practice that is gone leads to the real one
}

func practices(t *testing.T, dir string) int {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "tmp", "practice-*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range found {
		if _, err := os.Stat(p); err != nil {
			t.Fatal(err)
		}
	}
	return len(found)
}

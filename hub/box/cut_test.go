package box_test

import (
	"os"
	"path/filepath"
	"testing"
)

// The current goes in the middle of a registration: the box is killed and the browser
// with it. Both come up again; the cover names nobody, a finger wakes it, and her PIN
// leads to the very step, with what she had entered.
func TestPowerCutGoesOnAtTheSameStep(t *testing.T) {
	chromium := needChromium(t)
	w := newTownship(t)
	w.a.start()
	w.a.clerk().setUp("张桂兰", "7294")
	a := openScreen(t, chromium, "before", w.a, 1024, 600)
	a.open("/pin?next=/register").figures("7294").at("/register/name")
	a.press("put", "王").press("put", "梓").press("put", "涵").press("go", "next").at("/register/sex").press("sex", "2").at("/register/birth")
	a.press("year", "2025")

	w.a.kill()
	w.a.start()
	b := openScreen(t, needChromium(t), "after", w.a, 1024, 600)
	b.open("/cover")
	if !b.is(`!document.body.textContent.includes("王梓涵") && !document.body.textContent.includes("张桂兰")`) {
		t.Error("the cover names somebody")
	}
	b.shot("cover").tap("a.cover").at("/pin").shot("pin").figures("7294").at("/register/birth").shows("王梓涵").shot("the same step")
	if !b.is(`document.querySelector('[name="year"].is-on, [name="year"][value="2025"].is-on') !== null`) {
		t.Error("the year that was tapped is gone")
	}
	b.open("/").shows("件没写完", "王梓涵").shot("home")
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

package box_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yizhan/kiosk/touch"
)

// The main job with a real finger on a real screen: a box out of its carton is set up
// by taps, lets itself in by the county's file, and registers a child, which the open
// page of the next station shows without being touched, and the county's list too.
// Screenshots of each step are kept by `go test -artifacts`.
func TestTouch(t *testing.T) {
	chromium := touch.Chromium(t)
	w := emptyTownship(t)
	w.b.listen = freeAddressOf(t, "127.0.0.2") // cookies know hosts, not ports
	w.enrol(w.b, "石坡驿站")
	password := strings.TrimSpace(w.county.run(0, "county", "officer", "李科长"))
	w.county.start()
	w.a.start()
	w.b.start()
	w.b.clerk().setUp("李秀英", "5816")
	inbox := filepath.Join(w.a.dir, "inbox") // read like a stick that is plugged in
	if err := os.Mkdir(inbox, 0o700); err != nil {
		t.Fatal(err)
	}
	w.invite("韩店村照护驿站", filepath.Join(inbox, "韩店村的邀请"))

	a, b := chromium.Screen(t, "http://"+w.a.listen, 1024, 600), chromium.Screen(t, "http://"+w.b.listen, 1280, 800)
	setUpByTouch(a)
	if a.Taps != 31 {
		t.Errorf("the set-up took %d taps, want 31", a.Taps)
	}
	w.agree(w.a, w.b, w.county)

	// B's home lies open. Its script remembers that it is not loaded anew, and when the
	// line came.
	const line = "韩店村照护驿站 新登记 1 个孩子"
	b.Open("/").See("石坡驿站")
	b.Run(fmt.Sprintf(`window.came = 0, new MutationObserver(() => {
		if (!window.came && document.body.innerText.includes(%q)) window.came = Date.now();
	}).observe(document, {childList: true, subtree: true})`, line))
	pressed := registerByTouch(a)
	b.See(line).Shot("neighbours child")
	came := touch.Ask[int64](b, "window.came || 0")
	if came == 0 {
		t.Error("B's page was loaded anew")
	}
	t.Logf("the screen of B shows it %v after the finger at A", time.UnixMilli(came).Sub(pressed).Round(time.Millisecond))
	if !b.Is(`!document.body.textContent.includes("王梓涵")`) {
		t.Error("B shows the name of a child that it does not serve")
	}
	if figures := len("13803550421"); a.Taps-figures != 12 {
		t.Errorf("a registration took %d taps besides %d figures of a telephone, want 12", a.Taps-figures, figures)
	}

	w.agree(w.a, w.b, w.county)
	officer := chromium.Screen(t, "http://"+w.county.listen, 1280, 800)
	officer.Open("/login").Type(`input[name="name"]`, "李科长").Type(`input[name="password"]`, password)
	officer.Touch(`main form button.main`).See("韩店村照护驿站", "石坡驿站").Shot("stations")
	officer.Open("/children").See("王梓涵", "韩店村照护驿站").Shot("children")
}

// setUpByTouch is the first run, from 山西 down to the village, a full name, a PIN, and
// the county's file.
func setUpByTouch(s *touch.Screen) {
	s.Open("/").At("/setup/welcome").Shot("welcome").Touch("form .btn.main").At("/setup/place")
	for _, place := range []string{"14", "1404", "140404", town, village} {
		s.Shot("place")
		touchTurning(s, "pick", place)
	}
	s.At("/setup/site").Shot("site").Touch(button("go", "next"))
	s.At("/setup/groups").Touch(button("more", "hun")).Shot("groups").Touch(button("go", "next"))
	s.At("/setup/worker").Shot("surname").Touch(button("put", "张")).Shot("squares").Touch(button("write", "pinyin"))
	for _, c := range [][]string{{"g", "u", "i", "桂"}, {"l", "a", "n", "兰"}} {
		for _, l := range c[:3] {
			s.Touch(button("letter", l))
		}
		s.Shot("pinyin")
		touchTurning(s, "put", c[3])
	}
	s.Shot("name").Touch(button("go", "next"))
	s.At("/setup/peg").Shot("peg").Touch(button("peg", "shi1"))
	s.At("/setup/pin").Shot("pin").Press("2469").See("再按一遍").Press("2469")
	s.At("/setup/county").Shot("county").Touch(`button[name="file"]`).See("已经接上").Shot("county joined").Touch(button("go", "next"))
	s.At("/setup/done").Shot("done")
}

// registerByTouch registers 王梓涵, her grandmother's, and says when the last tap was.
// It counts the taps from the first question.
func registerByTouch(s *touch.Screen) (pressed time.Time) {
	s.Open("/").Shot("home").Touch(`a[href="/register"]`)
	s.At("/register/name")
	s.Taps = 0
	s.Shot("surname").Touch(button("put", "王")).Shot("given name").Touch(button("put", "梓")).Touch(button("put", "涵")).Shot("name").Touch(button("go", "next"))
	s.At("/register/sex").Shot("sex").Touch(button("sex", "2"))
	s.At("/register/birth").Shot("birth").Touch(button("year", "2025")).Touch(button("month", "3")).Touch(button("day", "12"))
	s.At("/register/carer").Shot("carer").Touch(button("carer", "paternal-grandmother"))
	s.At("/register/village").Shot("village").Touch(button("village", village))
	s.At("/register/phone").Shot("phone").Press("13803550421").Touch(button("go", "next"))
	s.At("/register/consent").Shot("consent")
	pressed = time.Now()
	s.Touch(button("way", "paper")).See("登记好了", "王梓涵").Shot("receipt")
	return pressed
}

// button names a button by what it posts.
func button(name, value string) string {
	return fmt.Sprintf(`button[name="%s"][value="%s"]`, name, value)
}

// touchTurning presses a button that may be on a later page of tiles.
func touchTurning(s *touch.Screen, name, value string) *touch.Screen {
	for range 30 {
		if s.Is(fmt.Sprintf("!!document.querySelector(%q)", button(name, value))) {
			break
		}
		s.Touch(`button[name="go"][value="more"], button[name="more"]`)
	}
	return s.Touch(button(name, value))
}

package box_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// The main job with a real finger on a real screen: a box out of its carton is set up
// by taps, lets itself in by the county's file, and registers a child, which the open
// page of the next station shows without being touched, and the county's list too.
// Screenshots of each step are kept by `go test -artifacts`.
func TestTouch(t *testing.T) {
	chromium := needChromium(t)
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

	a, b := openScreen(t, chromium, "a", w.a, 1024, 600), openScreen(t, chromium, "b", w.b, 1280, 800)
	a.setUpByTouch()
	if a.taps != 31 {
		t.Errorf("the set-up took %d taps, want 31", a.taps)
	}
	w.agree(w.a, w.b, w.county)

	// B's home lies open. Its script remembers that it is not loaded anew, and when the
	// line came.
	const line = "韩店村照护驿站 新登记 1 个孩子"
	b.open("/").shows("石坡驿站")
	b.run(fmt.Sprintf(`window.came = 0, new MutationObserver(() => {
		if (!window.came && document.body.innerText.includes(%q)) window.came = Date.now();
	}).observe(document, {childList: true, subtree: true})`, line))
	pressed := a.registerByTouch()
	b.shows(line).shot("neighbours child")
	came, err := chromedp.Run(b.tab, chromedp.Evaluate[int64]("window.came || 0"))
	if err != nil || came == 0 {
		t.Errorf("B's page was loaded anew: %v", err)
	}
	t.Logf("the screen of B shows it %v after the finger at A", time.UnixMilli(came).Sub(pressed).Round(time.Millisecond))
	if !b.is(`!document.body.textContent.includes("王梓涵")`) {
		t.Error("B shows the name of a child that it does not serve")
	}
	if figures := len("13803550421"); a.taps-figures != 12 {
		t.Errorf("a registration took %d taps besides %d figures of a telephone, want 12", a.taps-figures, figures)
	}

	w.agree(w.a, w.b, w.county)
	officer := openScreen(t, chromium, "county", w.county, 1280, 800)
	officer.open("/login").types(`input[name="name"]`, "李科长").types(`input[name="password"]`, password)
	officer.tap(`main form button.main`).shows("韩店村照护驿站", "石坡驿站").shot("stations")
	officer.open("/children").shows("王梓涵", "韩店村照护驿站").shot("children")
}

// setUpByTouch is the first run, from 山西 down to the village, a full name, a PIN, and
// the county's file.
func (s *touchScreen) setUpByTouch() {
	s.t.Helper()
	s.open("/").at("/setup/welcome").shot("welcome").tap("form .btn.main").at("/setup/place")
	for _, place := range []string{"14", "1404", "140404", town, village} {
		s.shot("place").tapTurning("pick", place)
	}
	s.at("/setup/site").shot("site").press("go", "next")
	s.at("/setup/groups").press("more", "hun").shot("groups").press("go", "next")
	s.at("/setup/worker").shot("surname").press("put", "张").shot("squares").press("write", "pinyin")
	for _, c := range [][]string{{"g", "u", "i", "桂"}, {"l", "a", "n", "兰"}} {
		for _, l := range c[:3] {
			s.press("letter", l)
		}
		s.shot("pinyin").tapTurning("put", c[3])
	}
	s.shot("name").press("go", "next")
	s.at("/setup/peg").shot("peg").press("peg", "shi1")
	s.at("/setup/pin").shot("pin").figures("2469").shows("再按一遍").figures("2469")
	s.at("/setup/county").shot("county").tap(`button[name="file"]`).shows("已经接上").shot("county joined").press("go", "next")
	s.at("/setup/done").shot("done")
}

// registerByTouch registers 王梓涵, her grandmother's, and says when the last tap was.
// It counts the taps from the first question.
func (s *touchScreen) registerByTouch() (pressed time.Time) {
	s.t.Helper()
	s.open("/").shot("home").tap(`a[href="/register"]`)
	s.at("/register/name")
	s.taps = 0
	s.shot("surname").press("put", "王").shot("given name").press("put", "梓").press("put", "涵").shot("name").press("go", "next")
	s.at("/register/sex").shot("sex").press("sex", "2")
	s.at("/register/birth").shot("birth").press("year", "2025").press("month", "3").press("day", "12")
	s.at("/register/carer").shot("carer").press("carer", "paternal-grandmother")
	s.at("/register/village").shot("village").press("village", village)
	s.at("/register/phone").shot("phone").figures("13803550421").press("go", "next")
	s.at("/register/consent").shot("consent")
	pressed = time.Now()
	s.press("way", "paper").shows("登记好了", "王梓涵").shot("receipt")
	return pressed
}

// needChromium finds the browser. Where there is none, these tests are skipped: .ci/test
// installs one, and a skip fails its CI run.
func needChromium(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("not in -short: it needs a browser")
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("there is no chromium on this machine: nobody has touched a screen")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:len(chromedp.DefaultExecAllocatorOptions):len(chromedp.DefaultExecAllocatorOptions)],
		chromedp.NoSandbox, chromedp.ExecPath(path))
	ctx, stop := context.WithTimeout(t.Context(), 3*time.Minute)
	t.Cleanup(stop)
	alloc, stop := chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(stop)
	first, stop := chromedp.NewContext(alloc) // the browser; screens are tabs of it
	t.Cleanup(stop)
	if err := chromedp.Do(first); err != nil {
		t.Fatal(err)
	}
	return first
}

// touchScreen is a touchscreen with a finger that counts its taps.
type touchScreen struct {
	t     *testing.T
	name  string
	url   string
	tab   context.Context
	taps  int
	shots int
}

func openScreen(t *testing.T, browser context.Context, name string, p *process, width, height int64) *touchScreen {
	t.Helper()
	tab, stop := chromedp.NewContext(browser)
	t.Cleanup(stop)
	s := &touchScreen{t: t, name: name, url: "http://" + p.listen, tab: tab}
	s.do(chromedp.EmulateViewport(width, height, chromedp.EmulateTouch))
	return s
}

func (s *touchScreen) do(steps ...chromedp.Action[chromedp.Void]) {
	s.t.Helper()
	if err := chromedp.Do(s.tab, steps...); err != nil {
		s.t.Fatalf("screen %s: %v", s.name, err)
	}
}

func (s *touchScreen) open(path string) *touchScreen {
	s.t.Helper()
	s.do(chromedp.Navigate(s.url + path))
	return s
}

func (s *touchScreen) run(script string) {
	s.t.Helper()
	s.is("(" + script + ", true)")
}

// is asks the page; an error is an answer of no, as the page may be on its way.
func (s *touchScreen) is(condition string) bool {
	ok, err := chromedp.Run(s.tab, chromedp.Evaluate[bool](condition))
	return ok && err == nil
}

// until waits for what the page does in its own time.
func (s *touchScreen) until(condition string) *touchScreen {
	s.t.Helper()
	for range 2000 {
		if s.is(condition) {
			return s
		}
		time.Sleep(25 * time.Millisecond)
	}
	text, _ := chromedp.Run(s.tab, chromedp.Evaluate[string](`location.pathname + ": " + document.body.innerText.replace(/\s+/g, " ")`))
	s.shot("stuck")
	s.t.Fatalf("screen %s never comes to %s; it shows %s", s.name, condition, text)
	return s
}

func (s *touchScreen) at(path string) *touchScreen {
	s.t.Helper()
	return s.until(fmt.Sprintf("location.pathname === %q", path))
}

func (s *touchScreen) shows(words ...string) *touchScreen {
	s.t.Helper()
	for _, w := range words {
		s.until(fmt.Sprintf("document.body.innerText.includes(%q)", w))
	}
	return s
}

// tap touches one thing that is on the screen, whole and uncovered, once the page's
// script hears it: before that a number key posts its form, and the page that follows
// would miss the next tap.
func (s *touchScreen) tap(selector string) *touchScreen {
	s.t.Helper()
	s.taps++
	place := fmt.Sprintf(`(() => {
		const e = [...document.querySelectorAll(%q)].find((e) => e.tabIndex >= 0); // Enter has a button of its own
		if (!e || e.disabled || document.readyState !== "complete") return "";
		const r = e.getBoundingClientRect(), x = r.left + r.width / 2, y = r.top + r.height / 2;
		const whole = r.top >= 0 && r.left >= 0 && r.bottom <= innerHeight && r.right <= innerWidth;
		return whole && e.contains(document.elementFromPoint(x, y)) ? x + " " + y : "";
	})()`, selector)
	s.until(place + ` !== ""`)
	at, err := chromedp.Run(s.tab, chromedp.Evaluate[string](place))
	var x, y float64
	if _, scanned := fmt.Sscan(at, &x, &y); err != nil || scanned != nil {
		s.t.Fatalf("screen %s: %s went away: %v", s.name, selector, err)
	}
	s.do(chromedp.TapXY(x, y))
	return s
}

// press taps a button by what it posts, and waits until the answer is on the screen.
func (s *touchScreen) press(name, value string) *touchScreen {
	s.t.Helper()
	s.run("document.body.dataset.old = 1")
	return s.tap(button(name, value)).until("!document.body.dataset.old")
}

func button(name, value string) string {
	return fmt.Sprintf(`button[name="%s"][value="%s"]`, name, value)
}

// tapTurning presses a button that may be on a later page of tiles.
func (s *touchScreen) tapTurning(name, value string) *touchScreen {
	s.t.Helper()
	for range 30 {
		if s.is(fmt.Sprintf("!!document.querySelector(%q)", button(name, value))) {
			break
		}
		s.run("document.body.dataset.old = 1")
		s.tap(`button[name="go"][value="more"], button[name="more"]`).until("!document.body.dataset.old")
	}
	return s.press(name, value)
}

// figures presses number keys one by one.
func (s *touchScreen) figures(text string) *touchScreen {
	s.t.Helper()
	for _, figure := range strings.Split(text, "") {
		s.tap(button("key", figure))
	}
	return s
}

func (s *touchScreen) types(selector, text string) *touchScreen {
	s.t.Helper()
	s.do(chromedp.SendKeys(selector, text))
	return s
}

// shot keeps what the screen looks like.
func (s *touchScreen) shot(what string) *touchScreen {
	s.t.Helper()
	picture, err := chromedp.Run(s.tab, chromedp.CaptureScreenshot())
	if err != nil {
		s.t.Fatal(err)
	}
	s.shots++
	name := fmt.Sprintf("%s-%02d-%s.png", s.name, s.shots, strings.ReplaceAll(what, " ", "-"))
	if err := os.WriteFile(filepath.Join(s.t.ArtifactDir(), name), picture, 0o600); err != nil {
		s.t.Fatal(err)
	}
	return s
}

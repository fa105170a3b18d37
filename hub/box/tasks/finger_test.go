package tasks

import (
	"context"
	_ "embed"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// openBrowser starts the one Chromium of all tasks. Where there is none they are
// skipped: .ci/test installs one, and a skip fails its CI run.
func openBrowser(t *testing.T) context.Context {
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
	ctx, stop := context.WithTimeout(t.Context(), 4*time.Minute)
	t.Cleanup(stop)
	alloc, stop := chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(stop)
	browser, stop := chromedp.NewContext(alloc)
	t.Cleanup(stop)
	if err := chromedp.Do(browser); err != nil {
		t.Fatal(err)
	}
	return browser
}

// finger is one finger on one touchscreen of 1024×600. It counts its taps, and the
// screens that it has seen.
type finger struct {
	t       *testing.T
	tab     context.Context
	url     string
	taps    int
	screens int
	seen    string // the screen that was counted last
}

// touch opens a box's screen.
func touch(t *testing.T, browser context.Context, url string) *finger {
	t.Helper()
	tab, stop := chromedp.NewContext(browser)
	t.Cleanup(stop)
	f := &finger{t: t, tab: tab, url: url}
	f.do(chromedp.Navigate("about:blank"))                                        // the tab exists from here on
	if _, err := chromedp.Call(tab, page.BringToFront, cdp.Empty{}); err != nil { // a tab behind others gets no frames, and loses strokes
		t.Fatal(err)
	}
	f.do(chromedp.EmulateViewport(1024, 600, chromedp.EmulateTouch), chromedp.Navigate(url+"/"))
	return f
}

// Home lies down the finger and begins to count: a task starts at the first page.
func (f *finger) Home() *finger {
	f.t.Helper()
	f.do(chromedp.Navigate(f.url + "/"))
	f.taps, f.screens, f.seen = 0, 0, ""
	return f.look()
}

// Tap touches what bears these words, and waits for what follows.
func (f *finger) Tap(words ...string) *finger {
	f.t.Helper()
	for _, w := range words {
		f.tap("", w)
	}
	return f
}

// TapIn touches what bears the words in the line that says where.
func (f *finger) TapIn(where, words string) *finger {
	f.t.Helper()
	f.tap(where, words)
	return f
}

// Press touches keys of a pad, one character each. What the last one brings is
// waited for by whatever comes next.
func (f *finger) Press(keys string) *finger {
	f.t.Helper()
	for _, k := range strings.Split(keys, "") {
		f.tap("", k)
	}
	return f
}

// choosePIN presses a new PIN, twice.
func (f *finger) choosePIN(pin string) *finger {
	f.t.Helper()
	return f.Press(pin).See("再按一遍").Press(pin)
}

// Scan is a scanner that types what it reads, and then Enter.
func (f *finger) Scan(text string) *finger {
	f.t.Helper()
	f.ask("document.body.dataset.old = 1, true")
	f.do(chromedp.SendKeys("input:focus", text+"\r"))
	return f.follow()
}

// See waits until all of these words are on the screen.
func (f *finger) See(words ...string) *finger {
	f.t.Helper()
	for _, w := range words {
		f.until(fmt.Sprintf("document.body.innerText.includes(%s)", quoted(w)), "see "+w)
	}
	return f.look()
}

// SeeNot wants words not to be there.
func (f *finger) SeeNot(words ...string) *finger {
	f.t.Helper()
	for _, w := range words {
		if !f.ask(fmt.Sprintf("!document.body.innerText.includes(%s)", quoted(w))) {
			f.t.Fatalf("the screen says %q:\n%s", w, f.text())
		}
	}
	return f
}

// Shot keeps a picture of the screen where `go test -artifacts` asks for them; those in
// kiosk/docs are made so.
func (f *finger) Shot(name string) *finger {
	f.t.Helper()
	if flag.Lookup("test.artifacts").Value.String() != "true" {
		return f
	}
	f.do(chromedp.Sleep(150 * time.Millisecond)) // ink and pressed keys come to rest
	picture, err := chromedp.Run(f.tab, chromedp.CaptureScreenshot())
	if err != nil {
		f.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(f.t.ArtifactDir(), name+".png"), picture, 0o600); err != nil {
		f.t.Fatal(err)
	}
	return f
}

//go:embed finger.js
var lookFor string

// spot is where a finger would land.
type spot struct {
	X, Y   float64
	Local  bool // the page answers by itself: nothing is sent
	Beyond bool // it has to be swiped to
}

// tap waits for the words to be on something that can be touched, whole and uncovered.
// What lies below the edge costs a swipe, which counts like a tap.
func (f *finger) tap(where, words string) {
	f.t.Helper()
	at := f.find(where, words)
	if at.Beyond {
		f.taps++
		at = f.find(where, words)
	}
	f.taps++
	if at.Local {
		f.do(chromedp.TapXY(at.X, at.Y))
		return
	}
	f.ask("document.body.dataset.old = 1, true")
	f.do(chromedp.TapXY(at.X, at.Y))
	f.follow()
}

func (f *finger) find(where, words string) spot {
	f.t.Helper()
	call := fmt.Sprintf("JSON.stringify((%s)(%s, %s))", lookFor, quoted(where), quoted(words))
	for range patience {
		answer, err := chromedp.Run(f.tab, chromedp.Evaluate[string](call))
		if err == nil && answer != "null" {
			var at spot
			if err := json.Unmarshal([]byte(answer), &at); err != nil {
				f.t.Fatal(err)
			}
			return at
		}
		time.Sleep(pause)
	}
	f.stuck("touch " + where + " " + words)
	return spot{}
}

// follow waits until another page, or another state of it, has taken the old one's place.
func (f *finger) follow() *finger {
	f.t.Helper()
	f.until("!document.body.dataset.old && document.readyState === 'complete'", "an answer")
	return f.look()
}

// look counts a screen that was not the one before.
func (f *finger) look() *finger {
	f.t.Helper()
	now, err := chromedp.Run(f.tab, chromedp.Evaluate[string](`location.pathname + " " + document.body.dataset.page + " " + (document.querySelector("h2.hi, h1") || {}).textContent`))
	if err == nil && now != f.seen {
		f.screens++
		f.seen = now

	}
	return f
}

// Answers are waited for half a minute, on a machine that does much else.
const (
	patience = 1500
	pause    = 20 * time.Millisecond
)

func (f *finger) until(condition, what string) {
	f.t.Helper()
	for range patience {
		if f.ask(condition) {
			return
		}
		time.Sleep(pause)
	}
	f.stuck(what)
}

func (f *finger) stuck(what string) {
	f.t.Helper()
	f.Shot("stuck")
	f.t.Fatalf("never comes to: %s; the screen shows\n%s", what, f.text())
}

// ask asks the page; one that is on its way to the next answers no.
func (f *finger) ask(condition string) bool {
	ok, err := chromedp.Run(f.tab, chromedp.Evaluate[bool](condition))
	return ok && err == nil
}

func (f *finger) text() string {
	text, _ := chromedp.Run(f.tab, chromedp.Evaluate[string](`location.pathname + ": " + document.body.innerText.replace(/\s+/g, " ")`))
	return text
}

func (f *finger) do(steps ...chromedp.Action[chromedp.Void]) {
	f.t.Helper()
	if err := chromedp.Do(f.tab, steps...); err != nil {
		f.t.Fatal(err)
	}
}

func quoted(text string) string {
	b, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(b)
}

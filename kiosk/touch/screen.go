package touch

import (
	"context"
	_ "embed"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Screen is one touchscreen with one finger. What goes wrong ends the test that opened it,
// and says what the screen shows.
type Screen struct {
	t       testing.TB
	browser *Browser
	shots   int
	seen    string // the screen that was counted last

	Tab context.Context // for what a finger cannot do
	URL string

	Taps    int // strokes and swipes count like taps
	Screens int // that were not the one before
}

// Open is no tap: somebody has led the finger there.
func (s *Screen) Open(path string) *Screen {
	s.t.Helper()
	s.Do(chromedp.Navigate(s.URL + path))
	return s.look()
}

// Home lies down the finger and begins to count: a task starts at the first page.
func (s *Screen) Home() *Screen {
	s.t.Helper()
	s.Do(chromedp.Navigate(s.URL + "/"))
	s.Taps, s.Screens, s.seen = 0, 0, ""
	return s.look()
}

// Tap touches what bears these words, one after the other, and waits for what follows.
func (s *Screen) Tap(words ...string) *Screen {
	s.t.Helper()
	for _, w := range words {
		s.tap("", w, "")
	}
	return s
}

// TapIn touches what bears the words in the line of a list that says where.
func (s *Screen) TapIn(where, words string) *Screen {
	s.t.Helper()
	s.tap("", words, where)
	return s
}

// Touch touches the first thing that a CSS selector names, where words do not tell.
func (s *Screen) Touch(selector string) *Screen {
	s.t.Helper()
	s.tap(selector, "", "")
	return s
}

// TouchOnly is for what the page answers by itself, and does not look as if it did:
// nothing is waited for.
func (s *Screen) TouchOnly(selector string) *Screen {
	s.t.Helper()
	s.land(s.reach(selector, "", ""))
	return s
}

// Press touches keys of a pad, one character each. What the last one brings is
// waited for by whatever comes next.
func (s *Screen) Press(keys string) *Screen {
	s.t.Helper()
	for _, k := range strings.Split(keys, "") {
		s.tap("", k, "")
	}
	return s
}

// Type types on a real keyboard, at an officer's desk.
func (s *Screen) Type(selector, text string) *Screen {
	s.t.Helper()
	s.Do(chromedp.SendKeys(selector, text))
	return s
}

// See waits until all of these words are on the screen: of the page, or of what lies over it.
func (s *Screen) See(words ...string) *Screen {
	s.t.Helper()
	for _, w := range words {
		s.until(fmt.Sprintf("document.documentElement.innerText.includes(%s)", quoted(w)), "see "+w)
	}
	return s.look()
}

// SeeNot wants words not to be there.
func (s *Screen) SeeNot(words ...string) *Screen {
	s.t.Helper()
	for _, w := range words {
		if !s.Is(fmt.Sprintf("!document.documentElement.innerText.includes(%s)", quoted(w))) {
			s.t.Fatalf("the screen says %q:\n%s", w, s.text())
		}
	}
	return s
}

// At waits for the page at a path.
func (s *Screen) At(path string) *Screen {
	s.t.Helper()
	return s.Until(fmt.Sprintf("location.pathname === %s", quoted(path)))
}

// Answers are waited for half a minute, on a machine that does much else.
const (
	patience = 30 * time.Second
	pause    = 20 * time.Millisecond
)

// Until waits for what the page does in its own time.
func (s *Screen) Until(condition string) *Screen {
	s.t.Helper()
	s.until(condition, condition)
	return s.look()
}

func (s *Screen) until(condition, what string) {
	s.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(pause) {
		if s.Is(condition) {
			return
		}
	}
	s.stuck(what)
}

// Is asks the page; one that is on its way to the next answers no.
func (s *Screen) Is(condition string) bool {
	ok, err := chromedp.Run(s.Tab, chromedp.Evaluate[bool](condition))
	return ok && err == nil
}

// Run runs a line of script in the page.
func (s *Screen) Run(script string) *Screen {
	s.t.Helper()
	Ask[bool](s, "(() => {"+script+"})(), true")
	return s
}

// Ask is what a line of script comes to.
func Ask[T any](s *Screen, script string) T {
	s.t.Helper()
	v, err := chromedp.Run(s.Tab, chromedp.Evaluate[T](script))
	if err != nil {
		s.t.Fatalf("%s: %v", script, err)
	}
	return v
}

// Do does with the tab what no finger does.
func (s *Screen) Do(steps ...chromedp.Action[chromedp.Void]) {
	s.t.Helper()
	if err := chromedp.Do(s.Tab, steps...); err != nil {
		s.t.Fatal(err)
	}
}

// Shot keeps a picture of the screen where `go test -artifacts` asks for them.
func (s *Screen) Shot(name string) *Screen {
	s.t.Helper()
	if flag.Lookup("test.artifacts").Value.String() != "true" {
		return s
	}
	s.Do(chromedp.Sleep(150 * time.Millisecond)) // ink and pressed keys come to rest
	picture, err := chromedp.Run(s.Tab, chromedp.CaptureScreenshot())
	if err != nil {
		s.t.Fatal(err)
	}
	s.shots++
	file := fmt.Sprintf("%02d-%s.png", s.shots, strings.ReplaceAll(name, " ", "-"))
	if err := os.WriteFile(filepath.Join(s.t.ArtifactDir(), file), picture, 0o600); err != nil {
		s.t.Fatal(err)
	}
	return s
}

//go:embed find.js
var find string

// spot is where a finger would land.
type spot struct {
	X, Y   float64
	Local  bool // the page answers by itself: nothing is sent
	Beyond bool // it has to be swiped to
}

// tap touches the thing and waits for the answer, unless the page itself gives it.
func (s *Screen) tap(selector, words, where string) {
	s.t.Helper()
	at := s.reach(selector, words, where)
	if at.Local {
		s.land(at)
		return
	}
	s.mark()
	s.land(at)
	s.follow()
}

// reach waits for the thing. What lies below the edge costs a swipe, which counts like a tap.
func (s *Screen) reach(selector, words, where string) spot {
	s.t.Helper()
	s.bringForward()
	at := s.find(selector, words, where)
	if at.Beyond {
		s.Taps++
		at = s.find(selector, words, where)
	}
	return at
}

func (s *Screen) land(at spot) {
	s.t.Helper()
	s.Taps++
	s.Do(chromedp.TapXY(at.X, at.Y))
}

func (s *Screen) find(selector, words, where string) (at spot) {
	s.t.Helper()
	call := fmt.Sprintf("JSON.stringify((%s)(%s, %s, %s))", find, quoted(selector), quoted(words), quoted(where))
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(pause) {
		answer, err := chromedp.Run(s.Tab, chromedp.Evaluate[string](call))
		if err != nil || answer == "null" {
			continue
		}
		if err := json.Unmarshal([]byte(answer), &at); err != nil {
			s.t.Fatal(err)
		}
		return at
	}
	s.stuck(strings.Join(strings.Fields("touch "+where+" "+words+selector), " "))
	return at
}

// mark makes the page known again.
func (s *Screen) mark() {
	s.t.Helper()
	if !s.Is("document.body.dataset.old = 1, true") {
		s.stuck("be marked")
	}
}

// follow waits until another page, or another state of it, has taken the old one's place.
func (s *Screen) follow() *Screen {
	s.t.Helper()
	s.until("!document.body.dataset.old && document.readyState === 'complete'", "an answer")
	return s.look()
}

// look counts a screen that was not the one before.
func (s *Screen) look() *Screen {
	now, err := chromedp.Run(s.Tab, chromedp.Evaluate[string](`location.pathname + " " + document.body.dataset.page + " " + (document.querySelector("dialog[open] h1") || document.querySelector("h2.hi, h1") || {}).textContent`))
	if err == nil && now != s.seen {
		s.Screens++
		s.seen = now
	}
	return s
}

func (s *Screen) stuck(what string) {
	s.t.Helper()
	s.Shot("stuck")
	s.t.Fatalf("never comes to: %s; the screen shows\n%s", what, s.text())
}

func (s *Screen) text() string {
	text, _ := chromedp.Run(s.Tab, chromedp.Evaluate[string](`location.pathname + ": " + document.documentElement.innerText.replace(/\s+/g, " ")`))
	return text
}

func quoted(text string) string {
	b, err := json.Marshal(text)
	if err != nil {
		panic(err) // a string always can be
	}
	return string(b)
}

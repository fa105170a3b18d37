package kiosk_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"yizhan/kiosk/asset"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// stage is a tiny station that counts what it is posted.
type stage struct {
	*httptest.Server
	room *web.Room

	mu     sync.Mutex
	posts  []map[string][]string
	kids   []string // ids of the children on the wall
	here   map[string]bool
	refuse int           // so many posts get no answer
	slow   time.Duration // before an answer
	hold   chan struct{} // no answer before it is closed; nil: at once
}

func (s *stage) record(r *http.Request) bool {
	if answers := s.counts(r); !answers || s.hold == nil {
		return answers
	}
	<-s.hold
	return true
}

func (s *stage) counts(r *http.Request) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := r.ParseForm(); err != nil {
		return false
	}
	s.posts = append(s.posts, r.PostForm)
	if s.refuse > 0 {
		s.refuse--
		return false
	}
	time.Sleep(s.slow)
	return true
}

// forget that children are here.
func (s *stage) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.here)
}

// values of one field in the order they were posted.
func (s *stage) values(field string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []string
	for _, p := range s.posts {
		if len(p[field]) > 0 {
			all = append(all, p[field][0])
		}
	}
	return all
}

func (s *stage) wall(context.Context) (page.Lively, error) { return s.view(""), nil }

func (s *stage) view(ticket string) page.Wall {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := page.Wall{Board: page.Morning, Frame: page.Frame{Title: "登记台", Request: "00112233445566778899aabbccddeeff", Ticket: ticket}, Actor: &page.Person{Name: "张桂兰"}}
	for i, id := range s.kids {
		k := page.Kid{ID: id, Name: "孩子" + id, Peg: page.PegNo(i), Word: "还没到", Value: id}
		if s.here[id] {
			k.State, k.Word, k.Value = page.Here, "到了", ""
		}
		w.Tiles = append(w.Tiles, page.Family{Kids: []page.Kid{k}})
	}
	return w
}

func newStage(t testing.TB) *stage {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	s := &stage{kids: []string{"a", "b", "c", "d", "e"}, here: map[string]bool{}, room: web.NewRoom(log, time.Now)}
	mux := http.NewServeMux()
	mux.Handle("GET /asset/", asset.Handler())
	mux.Handle("GET /live", s.room)
	mux.HandleFunc("GET /wall/morning", func(w http.ResponseWriter, r *http.Request) {
		web.Render(w, r, log, 200, s.view(s.room.Ticket(s.wall)))
	})
	mux.HandleFunc("POST /wall/morning", func(w http.ResponseWriter, r *http.Request) {
		if !s.record(r) {
			hangUp(w)
			return
		}
		s.mu.Lock()
		s.here[r.PostFormValue("tap")] = true
		s.mu.Unlock()
		s.room.Changed() // as the store's feed does after each commit
		web.See(w, r, "/wall/morning")
	})
	mux.HandleFunc("GET /s/{key}", func(w http.ResponseWriter, r *http.Request) { story(t, w, r, still) })
	mux.HandleFunc("GET /long/{key}", func(w http.ResponseWriter, r *http.Request) { story(t, w, r, longer) })
	mux.HandleFunc("GET /cover", func(w http.ResponseWriter, r *http.Request) {
		web.Render(w, r, log, 200, page.Cover{Frame: page.Frame{Title: "驿站"}, Next: "/pin"})
	})
	mux.HandleFunc("POST /", func(w http.ResponseWriter, r *http.Request) {
		if !s.record(r) {
			hangUp(w)
			return
		}
		if r.PostForm.Has("keep") {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		web.See(w, r, "/s/home")
	})
	s.Server = httptest.NewServer(web.Guard(web.OwnHosts(), log, mux))
	t.Cleanup(s.Close)
	return s
}

// still keeps a story as it is: without a ticket it does not ask for what others write.
var still = strings.NewReplacer(` data-ticket="story"`, "")

// story answers with a page of the storybook in which words are replaced.
func story(t testing.TB, w http.ResponseWriter, r *http.Request, words *strings.Replacer) {
	for _, one := range page.Stories() {
		if one.Key != r.PathValue("key") {
			continue
		}
		var b strings.Builder
		if err := page.Render(&b, one.View); err != nil {
			t.Error(err)
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = words.WriteString(w, b.String()) // a tab that went away has nothing to be told
	}
}

// hangUp ends the connection without an answer: the outcome is unknown.
func hangUp(w http.ResponseWriter) {
	if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
		_ = conn.Close() // it is meant to break
	}
}

// browser is one Chromium for the package's scenarios, a tab for each.
func browser(t testing.TB) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("needs a browser")
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.NoSandbox)
	ctx, stop := context.WithTimeout(t.Context(), 10*time.Minute)
	t.Cleanup(stop)
	alloc, stop := chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(stop)
	tab, stop := chromedp.NewContext(alloc)
	t.Cleanup(stop)
	do(t, tab, chromedp.EmulateViewport(1024, 600, chromedp.EmulateTouch))
	return tab
}

func do(t testing.TB, tab context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(tab, steps...); err != nil {
		t.Fatal(err)
	}
}

func until(t testing.TB, tab context.Context, condition string) {
	t.Helper()
	var last error
	for range 300 {
		ok, err := chromedp.Run(tab, chromedp.Evaluate[bool](condition))
		if ok && err == nil {
			return
		}
		last = err // the page may be on its way to the next one
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("never came true: %s (%v)", condition, last)
}

// script runs a line in the page.
func script(t testing.TB, tab context.Context, line string) {
	t.Helper()
	if _, err := chromedp.Run(tab, chromedp.Evaluate[bool](line+"; true")); err != nil {
		t.Fatal(err)
	}
}

func TestScript(t *testing.T) {
	tab := browser(t)
	for name, scenario := range map[string]func(*testing.T, context.Context, *stage){
		"five quick taps are five posts":       fiveTaps,
		"a double tap is one":                  doubleTap,
		"no answer: the same is sent again":    sentAgain,
		"others' writing appears":              othersWrite,
		"four figures post themselves":         fourFigures,
		"a telephone number waits":             phoneWaits,
		"typed words are kept":                 wordsKept,
		"a signature is strokes":               signature,
		"a signature waits for 念一遍":            signatureKept,
		"an idle screen goes to its cover":     idle,
		"without script a tap is a plain form": plain,
	} {
		t.Run(name, func(t *testing.T) { scenario(t, tab, newStage(t)) })
	}
}

const tapAll = `for (const b of document.querySelectorAll('button[name=tap]')) b.click()`

func fiveTaps(t *testing.T, tab context.Context, s *stage) {
	s.slow = 50 * time.Millisecond // all five are tapped before the first answer
	do(t, tab, chromedp.Navigate(s.URL+"/wall/morning"))
	script(t, tab, tapAll)
	until(t, tab, `document.querySelectorAll('.kid.here').length === 5`)
	if got := strings.Join(s.values("tap"), ""); got != "abcde" {
		t.Fatalf("posted %q, want abcde", got)
	}
}

func doubleTap(t *testing.T, tab context.Context, s *stage) {
	do(t, tab, chromedp.Navigate(s.URL+"/wall/morning"))
	script(t, tab, `document.querySelector('button[value=a]').click()`)
	until(t, tab, `document.querySelectorAll('.kid.here').length === 1`)
	// The tile is now a link to the child's day: the second half of the double tap must not follow it.
	script(t, tab, `document.querySelector('[data-same=a]').click()`)
	do(t, tab, chromedp.Sleep(300*time.Millisecond))
	until(t, tab, `location.pathname === '/wall/morning'`)
	if got := s.values("tap"); len(got) != 1 {
		t.Fatalf("posted %v, want one tap", got)
	}
}

func sentAgain(t *testing.T, tab context.Context, s *stage) {
	s.refuse = 5
	do(t, tab, chromedp.Navigate(s.URL+"/wall/morning"))
	script(t, tab, `document.querySelector('button[value=b]').click()`)
	until(t, tab, `!document.getElementById('away').hidden`)
	until(t, tab, `document.querySelectorAll('.kid.here').length === 1`)
	until(t, tab, `document.getElementById('away').hidden`)
	if got := s.values("request"); len(got) != 6 || len(slices.Compact(got)) != 1 {
		t.Fatalf("requests %v, want the same six times", got)
	}
}

func othersWrite(t *testing.T, tab context.Context, s *stage) {
	do(t, tab, chromedp.Navigate(s.URL+"/wall/morning"))
	for s.room.Open() == 0 {
		do(t, tab, chromedp.Sleep(20*time.Millisecond))
	}
	s.mu.Lock()
	s.here["c"] = true
	s.mu.Unlock()
	s.room.Changed()
	until(t, tab, `document.querySelectorAll('.kid.here').length === 1`)
	if got := s.values("tap"); len(got) != 0 {
		t.Fatalf("posted %v by itself", got)
	}
}

func fourFigures(t *testing.T, tab context.Context, s *stage) {
	do(t, tab, chromedp.Navigate(s.URL+"/s/pin-new"))
	for _, k := range []string{"7", "7", "del", "2", "0", "4"} {
		do(t, tab, chromedp.Tap(`button[name=key][value="`+k+`"]`))
	}
	until(t, tab, `document.body.dataset.page === 'home'`)
	if got := s.values("pin"); len(got) != 1 || got[0] != "7204" {
		t.Fatalf("posted %v, want 7204 once", got)
	}
}

func phoneWaits(t *testing.T, tab context.Context, s *stage) {
	do(t, tab, chromedp.Navigate(s.URL+"/s/register-phone"))
	for range 6 {
		do(t, tab, chromedp.Tap(`button[name=key][value="9"]`))
	}
	until(t, tab, `document.querySelector('[name=phone]').value === '138 0355 9999'`)
	if got := s.values("go"); len(got) != 0 {
		t.Fatalf("went on by itself: %v", got)
	}
	do(t, tab, chromedp.Tap(`button.main`))
	until(t, tab, `document.body.dataset.page === 'home'`)
	if got := s.values("go"); len(got) != 1 || got[0] != "next" {
		t.Fatalf("posted go=%v", got)
	}
}

func wordsKept(t *testing.T, tab context.Context, s *stage) {
	do(t, tab, chromedp.Navigate(s.URL+"/s/register-name-bad"), chromedp.SendKeys(`#text`, "小满"))
	for range 100 {
		if len(s.values("keep")) > 0 {
			break
		}
		do(t, tab, chromedp.Sleep(50*time.Millisecond))
	}
	if got := s.values("text"); len(got) == 0 || got[len(got)-1] != "小满" {
		t.Fatalf("kept %v, want 小满", got)
	}
	until(t, tab, `document.body.dataset.page === 'register-name'`)
}

// twoStrokes is drawn on the pad that is shown.
const twoStrokes = `(() => { const svg = document.querySelector('[data-sign] svg'), b = svg.getBoundingClientRect();
	const at = (type, x, y) => svg.dispatchEvent(new PointerEvent(type, {bubbles: true, clientX: b.x + x, clientY: b.y + y}));
	for (const n of [0, 40]) { at('pointerdown', 100 + n, 60); at('pointermove', 140 + n, 90); at('pointerup', 140 + n, 90); } })()`

func signature(t *testing.T, tab context.Context, s *stage) {
	do(t, tab, chromedp.Navigate(s.URL+"/s/sign"))
	script(t, tab, twoStrokes)
	do(t, tab, chromedp.Tap(`[data-wipe=one]`), chromedp.Tap(`button.main`))
	until(t, tab, `document.body.dataset.page === 'home'`)
	got := s.values("signature")
	if len(got) != 1 || strings.Count(got[0], "M") != 1 || strings.Count(got[0], "L") < 2 {
		t.Fatalf("signed %q, want the one stroke that was left", got)
	}
}

func signatureKept(t *testing.T, tab context.Context, s *stage) {
	do(t, tab, chromedp.Navigate(s.URL+"/s/sign"))
	script(t, tab, twoStrokes)
	do(t, tab, chromedp.Tap(`a[href^="/say/"]`))
	for range 100 {
		if len(s.values("keep")) > 0 {
			break
		}
		do(t, tab, chromedp.Sleep(50*time.Millisecond))
	}
	if got := s.values("signature"); len(got) != 1 || strings.Count(got[0], "M") != 2 {
		t.Fatalf("kept %q while 念一遍 was pressed, want both strokes", got)
	}
}

func idle(t *testing.T, tab context.Context, s *stage) {
	do(t, tab, chromedp.Navigate(s.URL+"/s/home"))
	script(t, tab, `document.body.dataset.idle = '1'`)
	until(t, tab, `document.body.dataset.page === 'cover'`)
}

func plain(t *testing.T, tab context.Context, s *stage) {
	off := func(v bool) {
		if _, err := chromedp.Call(tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: v}); err != nil {
			t.Fatal(err)
		}
	}
	off(true)
	defer off(false)
	do(t, tab, chromedp.Navigate(s.URL+"/wall/morning"), chromedp.Tap(`button[value=d]`), chromedp.WaitVisible(`.kid.here`))
	if got := s.values("tap"); len(got) != 1 || got[0] != "d" {
		t.Fatalf("posted %v, want d", got)
	}
}

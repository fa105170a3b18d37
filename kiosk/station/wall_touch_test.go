package station_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"yizhan/hub"
	"yizhan/kiosk/asset"
	"yizhan/kiosk/web"
)

// live serves the box with style and script, and wakes open pages after every
// commit, as hub/box does.
func (b *box) live() *httptest.Server {
	mux := http.NewServeMux()
	mux.Handle("GET /asset/", asset.Handler())
	b.station.Routes(mux)
	server := httptest.NewServer(web.Guard(web.OwnHosts(), b.station.Log, mux))
	news, stop := b.store.Watch()
	go func() {
		for range news {
			b.station.Room.Changed()
		}
	}()
	b.t.Cleanup(func() {
		stop()
		server.CloseClientConnections()
		server.Close()
	})
	return server
}

// chromium is a tab of 1024×600 with touch; another tab of the same browser comes
// from tab(ctx).
func chromium(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("NOT RUN: the wall in a browser is a long test")
	}
	found := false
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "headless-shell"} {
		_, err := exec.LookPath(name)
		found = found || err == nil
	}
	if !found {
		t.Skip("NOT RUN: no Chromium on this machine, so no finger has touched the wall")
	}
	ctx, stop := context.WithTimeout(t.Context(), 5*time.Minute)
	t.Cleanup(stop)
	alloc, stop := chromedp.NewExecAllocator(ctx, append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.NoSandbox)...)
	t.Cleanup(stop)
	first, stop := chromedp.NewContext(alloc)
	t.Cleanup(stop)
	chrome(t, first, chromedp.EmulateViewport(1024, 600, chromedp.EmulateTouch))
	return first
}

// tab is another tab.
func tab(t *testing.T, browser context.Context) context.Context {
	t.Helper()
	ctx, stop := chromedp.NewContext(browser)
	t.Cleanup(stop)
	chrome(t, ctx, chromedp.EmulateViewport(1024, 600, chromedp.EmulateTouch))
	return ctx
}

func chrome(t *testing.T, tab context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	for _, step := range steps {
		err := chromedp.Do(tab, step)
		for try := 0; err != nil && try < 5 && strings.Contains(err.Error(), staleNode); try++ {
			err = chromedp.Do(tab, step)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// staleNode: the live channel put a fresh tile in place of the one that was looked
// up, before it was tapped. A finger taps what is there.
const staleNode = "Could not find node with given id"

func eval[T any](t *testing.T, tab context.Context, js string) T {
	t.Helper()
	v, err := chromedp.Run(tab, chromedp.Evaluate[T](js))
	if err != nil {
		t.Fatalf("%s: %v", js, err)
	}
	return v
}

// until waits for a condition on the page.
func until(t *testing.T, tab context.Context, condition string) {
	t.Helper()
	if ok, err := chromedp.Run(tab, chromedp.Poll[bool](condition, chromedp.WithPollingTimeout(time.Minute))); err != nil || !ok {
		shot(t, tab, "failed")
		t.Fatalf("%s never came true: %v", condition, err)
	}
}

// shot keeps a picture where SHOTS names a folder.
func shot(t *testing.T, tab context.Context, name string) {
	t.Helper()
	dir := os.Getenv("SHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(tab, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		t.Fatal(err)
	}
}

// A finger on the wall: the tile turns green without a reload, the wall in another
// tab and the home page in a third follow by themselves, and the bar takes it back.
func TestTouchOnTheWall(t *testing.T) {
	b := newBox(t)
	all := b.nursery()
	at := b.live().URL
	one := chromium(t)
	chrome(t, one, chromedp.Navigate(at+"/wall/morning"))
	shot(t, one, "wall-who")
	chrome(t, one, chromedp.Tap(`button[name=actor]`))
	until(t, one, `document.querySelectorAll('#wall .kid').length === 30`)
	shot(t, one, "wall-morning")

	two, home := tab(t, one), tab(t, one)
	chrome(t, two, chromedp.Navigate(at+"/wall/morning"))
	chrome(t, home, chromedp.Navigate(at+"/"))
	until(t, home, `document.querySelector('#things').textContent.includes('30')`)
	shot(t, home, "home")
	open := time.Now().Add(time.Minute)
	for b.station.Room.Open() < 3 && time.Now().Before(open) {
		time.Sleep(20 * time.Millisecond)
	}
	for _, page := range []context.Context{one, two, home} {
		eval[bool](t, page, `window.stayed = true`)
	}
	twins := `[data-same="` + all[0].String() + `"].here, [data-same="` + all[1].String() + `"].here`
	green := `document.querySelectorAll('` + twins + `').length === 2`
	chrome(t, one, chromedp.Tap(`[data-same="`+all[0].String()+`"]`))
	until(t, one, green)
	until(t, two, green)
	until(t, home, `document.querySelector('#things').textContent.includes('到了 2 人')`)
	until(t, one, `document.querySelector('#counts').textContent.includes('28')`)
	shot(t, one, "wall-tapped")
	for name, page := range map[string]context.Context{"the tapped wall": one, "the other wall": two, "home": home} {
		if !eval[bool](t, page, `window.stayed === true`) {
			t.Errorf("%s was loaded again", name)
		}
	}
	// The live channel does not take the bar away.
	until(t, one, `document.querySelector('#undo') !== null && document.querySelector('#strip').textContent.includes('奶奶送来')`)
	chrome(t, one, chromedp.Tap(`#undo button[name=undo]`))
	until(t, two, `document.querySelectorAll('#wall .kid.here').length === 0`)
	until(t, one, `document.querySelectorAll('#wall .kid.here').length === 0 && document.querySelector('#undo') === null`)

	// Another station's commit, another hand: a page nobody touches follows.
	_, err := b.desk.Arrive(b.ctx, b.actor(), tapOf(b, all[20]))
	b.must(err)
	until(t, two, `document.querySelector('[data-same="`+all[20].String()+`"]').classList.contains('here')`)
	for name, tab := range map[string]context.Context{"wall": two, "home": home} {
		if w, h := eval[int](t, tab, `document.documentElement.scrollWidth`), eval[int](t, tab, `document.documentElement.scrollHeight`); w > 1024 || h > 600 {
			t.Errorf("%s is %d by %d: it does not fit the panel", name, w, h)
		}
	}
}

// What a worker sees on the way, for whoever looks at the pictures; every page has
// to fit the panel.
func TestWallPagesFit(t *testing.T) {
	b := newBox(t)
	all := b.nursery()
	third := b.enrolled("王梓涵", hub.ID{}, hub.ID{})
	b.enrolled("王梓轩", third, hub.ID{})
	at := b.live().URL
	one := chromium(t)
	chrome(t, one, chromedp.Navigate(at+"/wall/morning"), chromedp.Tap(`button[name=actor]`))
	until(t, one, `document.querySelectorAll('#wall .kid').length === 32`)
	for _, child := range all {
		_, err := b.desk.Arrive(b.ctx, b.actor(), tapOf(b, child))
		b.must(err)
	}
	_, err := b.desk.Absent(b.ctx, b.actor(), tapOf(b, third), "sick")
	b.must(err)
	until(t, one, `document.querySelectorAll('#wall .kid.here').length === 30`)
	fits := func(name string) {
		t.Helper()
		shot(t, one, name)
		if w, h := eval[int](t, one, `document.documentElement.scrollWidth`), eval[int](t, one, `document.documentElement.scrollHeight`); w > 1024 || h > 600 {
			t.Errorf("%s is %d by %d: it does not fit the panel", name, w, h)
		}
	}
	fits("wall-full")
	later := func(d time.Duration) { // no page is open that could read the clock
		chrome(t, one, chromedp.Navigate("about:blank"))
		for b.station.Room.Open() > 0 {
			time.Sleep(10 * time.Millisecond)
		}
		b.clock.at = b.clock.at.Add(d)
	}
	later(8 * time.Hour)
	open := func(path string) { chrome(t, one, chromedp.Navigate(at+path)) }
	open("/wall/evening")
	chrome(t, one, chromedp.Tap(`[data-same="`+all[12].String()+`"]`))
	until(t, one, `document.querySelector('#undo') !== null`)
	fits("wall-evening")
	open("/wall/pickup?child=" + all[13].String())
	fits("wall-pickup")
	open("/wall/absent?child=" + third.String())
	fits("wall-absent")
	child := "/wall/child/" + all[12].String()
	open(child)
	fits("wall-child")
	open(child + "?fix=out&time=1020&reason=%E9%92%9F%E4%B8%8D%E5%87%86")
	fits("wall-fix")
	open("/staff")
	chrome(t, one, chromedp.Tap(`#people button`))
	until(t, one, `document.querySelector('#people .here') !== null`)
	fits("staff")
	later(2 * time.Hour)
	open("/wall/evening")
	fits("wall-late")
	open("/wall/missing")
	fits("wall-missing")
	open("/")
	fits("home-late")
}

// Package touch is a finger on a screen, for tests only: one Chromium, in it touchscreens
// of any size, on each a finger that counts its taps and the screens it has seen. It taps
// only what a finger could: what is on the screen, whole, uncovered and not switched off.
//
// No program imports it; hub/box's import law sees to that.
package touch

import (
	"context"
	"os/exec"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Browser is a running Chromium. Its screens are tabs.
type Browser struct {
	ctx   context.Context
	front *Screen // the tab before the others: only that one gets frames
}

// names are what the program is called on different machines.
var names = []string{"chromium", "chromium-browser", "google-chrome", "headless-shell"}

// Chromium starts the browser of a test; it ends with the test. Where there is none the
// test is skipped: .ci/test installs one, and a skip fails its CI run. Hosts are names
// that lead to this machine; what is served under one is no secure context, as on a
// station's Wi-Fi.
func Chromium(t testing.TB, hosts ...string) *Browser {
	t.Helper()
	if testing.Short() {
		t.Skip("not in -short: it needs a browser")
	}
	path := ""
	for _, name := range names {
		if found, err := exec.LookPath(name); err == nil && path == "" {
			path = found
		}
	}
	if path == "" {
		t.Skip("NOT RUN: there is no Chromium on this machine, nobody has touched a screen")
	}
	ctx, stop := context.WithTimeout(t.Context(), 10*time.Minute)
	t.Cleanup(stop)
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.NoSandbox, chromedp.ExecPath(path))
	for _, h := range hosts {
		options = append(options, chromedp.Flag("host-resolver-rules", "MAP "+h+" 127.0.0.1"))
	}
	alloc, stop := chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(stop)
	b := &Browser{}
	b.ctx, stop = chromedp.NewContext(alloc)
	t.Cleanup(stop)
	if err := chromedp.Do(b.ctx); err != nil {
		t.Fatal(err)
	}
	return b
}

// Screen opens a touchscreen of that many pixels. Paths that it is given later are under
// the url.
func (b *Browser) Screen(t testing.TB, url string, width, height int64) *Screen {
	t.Helper()
	tab, stop := chromedp.NewContext(b.ctx)
	t.Cleanup(stop)
	s := &Screen{t: t, browser: b, Tab: tab, URL: url}
	s.Do(chromedp.Navigate("about:blank")) // the tab exists from here on
	s.bringForward()
	s.Do(chromedp.EmulateViewport(width, height, chromedp.EmulateTouch))
	return s
}

// bringForward: a tab behind others gets no frames, and loses strokes.
func (s *Screen) bringForward() {
	s.t.Helper()
	if s.browser.front == s {
		return
	}
	if _, err := chromedp.Call(s.Tab, page.BringToFront, cdp.Empty{}); err != nil {
		s.t.Fatal(err)
	}
	s.browser.front = s
}

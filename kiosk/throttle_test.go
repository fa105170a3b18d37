package kiosk_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Targets on a processor six times slower than this one: a page is ready within a second,
// a tap shows within a fifth.
const slower = 6

// shown tells, for the page that is open, how long it took from the request until it was
// drawn and its script had run, in ms.
const shown = `new Promise(done => { const look = () => { const n = performance.getEntriesByType('navigation')[0], p = performance.getEntriesByName('first-contentful-paint')[0];
	n.loadEventEnd && p ? done(Math.max(n.loadEventEnd, p.startTime)) : setTimeout(look, 20); }; look(); })`

// tapped taps on what a query finds and tells how long it took until the page had changed
// and was drawn again, in ms.
func tapped(query string) string {
	return fmt.Sprintf(`new Promise(done => {
		const at = document.querySelector(%q), r = at.getBoundingClientRect(), x = r.x + r.width / 2, y = r.y + r.height / 2, start = performance.now();
		const seen = new MutationObserver(() => { seen.disconnect(); requestAnimationFrame(() => setTimeout(() => done(performance.now() - start), 0)); });
		seen.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
		for (const type of ['pointerdown', 'pointerup']) at.dispatchEvent(new PointerEvent(type, {bubbles: true, clientX: x, clientY: y}));
		at.click();
	})`, query)
}

func BenchmarkSlowScreen(b *testing.B) {
	tab, s := browser(b), newStage(b)
	for len(s.kids) < 32 {
		s.kids = append(s.kids, fmt.Sprintf("k%d", len(s.kids)))
	}
	for _, c := range []struct{ name, path, tap string }{
		{"home", "/s/home", ""},
		{"wall of 32", "/wall/morning", `button[value=a]`},
		{"registration step", "/s/register-sex", ""},
		{"name", "/s/register-name", ""},
		{"figures", "/s/register-phone", `button[name=key][value="9"]`},
		{"find", "/s/find", ""},
	} {
		b.Run(c.name, func(b *testing.B) {
			var ready, tap []time.Duration
			for b.Loop() {
				s.forget()
				ready = append(ready, slowly(b, tab, s.URL+c.path, shown))
				if c.tap != "" {
					tap = append(tap, slowly(b, tab, "", tapped(c.tap)))
				}
			}
			report(b, ready, "p95-ready-ms")
			report(b, tap, "p95-tap-ms")
		})
	}
}

// slowly opens an address, or stays where it is, and measures on a slow processor.
func slowly(b *testing.B, tab context.Context, address, measure string) time.Duration {
	b.Helper()
	if _, err := chromedp.Call(tab, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: slower}); err != nil {
		b.Fatal(err)
	}
	if address != "" {
		do(b, tab, chromedp.Navigate(address))
	}
	ms, err := chromedp.Run(tab, chromedp.Evaluate[float64](measure, chromedp.EvalAwaitPromise))
	if err != nil {
		b.Fatal(err)
	}
	return time.Duration(ms * float64(time.Millisecond))
}

func report(b *testing.B, all []time.Duration, unit string) {
	if len(all) == 0 {
		return
	}
	slices.Sort(all)
	b.ReportMetric(float64(all[len(all)*95/100].Microseconds())/1000, unit)
}

package kiosk_test

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp"

	"yizhan/kiosk/page"
)

// A visit is one story open in one tab; checks look at it and say what they find.
type visit struct {
	t     *testing.T
	tab   context.Context
	stage *stage
	page.Story
}

// county pages are read at a desk, with a mouse.
func (v visit) county() bool { return strings.HasPrefix(v.Key, "county") }

// phone pages are for a hand, on the station's Wi-Fi.
func (v visit) phone() bool {
	return v.Key == "say-phone" || strings.HasPrefix(v.Key, "phone-") || strings.HasPrefix(v.Key, "portal-")
}

// sizes that a page has to fit; the first is the one that it is drawn for.
func (v visit) sizes() [][2]int64 {
	if v.county() {
		return [][2]int64{{1440, 900}, {1024, 768}}
	}
	if v.phone() {
		return [][2]int64{{360, 740}}
	}
	return [][2]int64{{1024, 600}, {1280, 800}}
}

// open brings the story up at a size, at /s/ as it is or at /long/ with long names.
func (v visit) open(where string, size [2]int64) {
	v.t.Helper()
	do(v.t, v.tab, chromedp.EmulateViewport(size[0], size[1], chromedp.EmulateTouch), chromedp.Navigate(v.stage.URL+where+v.Key))
}

// finds reports what a script in the page says, a line a finding.
func (v visit) finds(where, script string) {
	v.t.Helper()
	found, err := chromedp.Run(v.tab, chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise))
	if err != nil {
		v.t.Fatal(v.Key, err)
	}
	v.report(where, found)
}

// report makes an error of each line.
func (v visit) report(where, found string) {
	v.t.Helper()
	for line := range strings.Lines(found) {
		v.t.Errorf("%s, %s: %s", v.Key, where, strings.TrimSpace(line))
	}
}

// visitAll opens every story in one of a few tabs of one browser.
func visitAll(t *testing.T, check func(visit)) {
	const tabs = 3
	first, s := browser(t), newStage(t)
	stories := make(chan page.Story)
	var all sync.WaitGroup
	var visited atomic.Int32
	for n := range tabs {
		tab := first
		if n > 0 {
			var stop context.CancelFunc
			tab, stop = chromedp.NewContext(first)
			defer stop()
			do(t, tab)
		}
		all.Go(func() {
			for story := range stories {
				check(visit{t, tab, s, story})
				visited.Add(1)
			}
		})
	}
	for _, story := range page.Stories() {
		stories <- story
	}
	close(stories)
	all.Wait()
	if n := visited.Load(); n < 150 {
		t.Fatalf("only %d pages looked at", n)
	}
}

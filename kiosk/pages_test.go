package kiosk_test

import (
	"context"
	_ "embed"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

//go:embed testdata/tab.js
var tabWatch string

// Every page of the storybook, opened once: it looks as it did, axe-core has nothing to
// say, the tab key visits every control in the order of reading, it fits its screens, also
// with strong contrast, large letters and long names.
func TestEveryPage(t *testing.T) {
	source := axeSource(t)
	var pictures gallery
	visitAll(t, func(v visit) {
		sizes := v.sizes()
		v.open("/s/", sizes[0])
		pictures.hang(v.Key, v.picture())
		v.finds("axe", axe(source, axeRules))
		v.report("tab key", tabKey(v.t, v.tab))
		for _, size := range sizes {
			do(v.t, v.tab, chromedp.EmulateViewport(size[0], size[1], chromedp.EmulateTouch))
			v.finds(fmt.Sprintf("%d×%d", size[0], size[1]), look)
		}
		script(v.t, v.tab, `document.documentElement.dataset.theme = 'contrast'`)
		v.finds("strong contrast", axe(source, `["color-contrast"]`))
		if !v.county() && !v.phone() { // there the browser enlarges letters
			v.grown(sizes[0])
		}
	})
	t.Run("pictures", pictures.compare)
}

// grown is the page with large letters, then with long names: it may grow downwards, and
// nothing of it is cut off or leaves the side.
func (v visit) grown(size [2]int64) {
	v.t.Helper()
	do(v.t, v.tab, chromedp.EmulateViewport(size[0], size[1], chromedp.EmulateTouch))
	for _, text := range []string{"l", "xl"} {
		script(v.t, v.tab, `document.documentElement.dataset.text = '`+text+`'`)
		v.finds("letters "+text, look)
	}
	v.open("/long/", size)
	script(v.t, v.tab, `window.longer = true`)
	v.finds("long names", look)
}

// inside is more than the stops of the tab key within one control: the buttons of a sound
// that is played by hand; year, month, day and calendar of a date.
const inside = `8 * [...document.querySelectorAll('audio[controls]')].filter((a) => a.checkVisibility()).length +
	3 * document.querySelectorAll('input[type=date], input[type=month], input[type=time]').length`

// tabKey presses the tab key as often as there are controls, and twice more; it says what
// was left out, out of order or not seen.
func tabKey(t *testing.T, tab context.Context) string {
	t.Helper()
	if _, err := chromedp.Call(tab, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
		t.Fatal(err)
	}
	count, err := chromedp.Run(tab, chromedp.Evaluate[int](tabWatch))
	if err != nil {
		t.Fatal(err)
	}
	more, err := chromedp.Run(tab, chromedp.Evaluate[int](inside))
	if err != nil {
		t.Fatal(err)
	}
	for range count + more + 2 {
		if err := pressTab(tab); err != nil {
			t.Fatal(err)
		}
	}
	found, err := chromedp.Run(tab, chromedp.Evaluate[string](`tabs.report()`))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func pressTab(tab context.Context) error {
	_, err := chromedp.Call(tab, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: "keyDown", Key: "Tab", Code: "Tab", WindowsVirtualKeyCode: 9})
	return err
}

// The control: a control out of order, one without a ring and a trap are noticed.
func TestTabKeyFindsWhatIsAmiss(t *testing.T) {
	tab, s := browser(t), newStage(t)
	for _, c := range []struct{ amiss, change string }{
		{"", `1`},
		{"back up to", `document.querySelectorAll('.doors a')[5].tabIndex = 5; document.querySelector('.thing').tabIndex = 6`},
		{"not seen", `document.querySelector('.doors a').style.outline = 'none'`},
		{"does not reach", `document.querySelector('.doors').addEventListener('focusin', () => document.querySelector('.head a').focus())`},
	} {
		do(t, tab, chromedp.Navigate(s.URL+"/s/home"))
		script(t, tab, c.change)
		if found := tabKey(t, tab); !strings.Contains(found, c.amiss) || c.amiss == "" && found != "" {
			t.Errorf("after %s: %q, want %q", c.change, found, c.amiss)
		}
	}
}

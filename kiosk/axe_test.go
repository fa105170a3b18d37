package kiosk_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// axeRules are the success criteria of WCAG 2.2 up to AA.
const axeRules = `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]`

// axeSource is axe-core, which .ci/axe fetches by npm; it is not ours and not in the
// repository. It is empty where it was not fetched, and that is said.
func axeSource(t *testing.T) (source string) {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(cache, "yizhan", "axe-core-4.14.1", "axe.min.js"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Run("axe", func(t *testing.T) { t.Skip("NOT TESTED: no axe-core; .ci/axe fetches it") })
		return ""
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// axe runs the rules that a JSON value names and says what they object to.
func axe(source, only string) string {
	if source == "" {
		return `""`
	}
	return "globalThis.axe || (() => {" + source + "\n})();" +
		`axe.run(document, {runOnly: ` + only + `, resultTypes: ["violations"], iframes: false}).then(r =>
		r.violations.flatMap(v => v.nodes.map(n => v.id + " " + n.target.join(" ") + " " + (n.any[0] || n.all[0] || n.none[0] || {}).message)).join("\n"))`
}

// The control: what axe is there for is found.
func TestAxeFindsWhatKeepsPeopleOut(t *testing.T) {
	tab, s, source := browser(t), newStage(t), axeSource(t)
	if source == "" {
		return
	}
	do(t, tab, chromedp.Navigate(s.URL+"/s/home"))
	script(t, tab, `document.documentElement.style.setProperty('--ink-2', '#bbb');
		document.querySelector('.doors').insertAdjacentHTML('beforeend', '<a href="/"></a><input name="n">')`)
	found, err := chromedp.Run(tab, chromedp.Evaluate[string](axe(source, axeRules), chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range []string{"color-contrast", "link-name", "label"} {
		if !strings.Contains(found, rule) {
			t.Errorf("did not find %s in:\n%s", rule, found)
		}
	}
}

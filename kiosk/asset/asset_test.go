package asset

import (
	"compress/gzip"
	"io"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

func TestHandlerServesWhatPagesAskFor(t *testing.T) {
	for _, path := range []string{StylePath(), ScriptPath()} {
		for _, zipped := range []bool{false, true} {
			r := httptest.NewRequest("GET", path, nil)
			if zipped {
				r.Header.Set("Accept-Encoding", "gzip")
			}
			w := httptest.NewRecorder()
			Handler().ServeHTTP(w, r)
			if w.Code != 200 || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
				t.Fatalf("%s: %d %v", path, w.Code, w.Header())
			}
			body := io.Reader(w.Body)
			if zipped {
				z, err := gzip.NewReader(body)
				if err != nil {
					t.Fatal(err)
				}
				body = z
			}
			if b, err := io.ReadAll(body); err != nil || len(b) < 1000 {
				t.Fatalf("%s: %d bytes, %v", path, len(b), err)
			}
		}
	}
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, httptest.NewRequest("GET", "/asset/yizhan.000000000000.css", nil))
	if w.Code != 404 {
		t.Fatalf("an old address answers %d", w.Code)
	}
}

// Nothing is loaded from elsewhere, and every colour comes from a token.
func TestStyleKeepsItsTokens(t *testing.T) {
	css := string(joined("css", func(string) bool { return true }))
	if m := regexp.MustCompile(`url\(|@import|http`).FindString(css); m != "" {
		t.Errorf("the stylesheet has %q", m)
	}
	defined := map[string]bool{}
	for _, m := range regexp.MustCompile(`(--[a-z0-9-]+):`).FindAllStringSubmatch(css, -1) {
		defined[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`var\((--[a-z0-9-]+)\)`).FindAllStringSubmatch(css, -1) {
		if !defined[m[1]] {
			t.Errorf("token %s is used and not defined", m[1])
		}
	}
}

func TestTwelvePegsAndNoDoubles(t *testing.T) {
	if n := len(Pegs()); n != 12 {
		t.Errorf("%d peg pictures", n)
	}
	ids := regexp.MustCompile(`<symbol id="([a-z0-9-]+)"`).FindAllString(string(read("icons.svg"))+string(read("scenes.svg")), -1)
	if len(ids) != len(symbols) {
		t.Errorf("%d drawings, %d can be used", len(ids), len(symbols))
	}
	if Symbol("i-home") == "" || Symbol("nothing") != "" {
		t.Error("a drawing is missing, or one too many")
	}
}

// The files of js share one function: a name that two of them declare stops all of them.
func TestScriptFilesShareTheirNames(t *testing.T) {
	declared := regexp.MustCompile(`(?m)^(?:const|let|function|async function) (\w+|\$+)`)
	if twice := declaredTwice(declared, string(oneScript())); len(twice) > 0 {
		t.Errorf("declared twice: %v", twice)
	}
	if twice := declaredTwice(declared, "const a = 1;\nasync function a() {}\n"); len(twice) != 1 {
		t.Errorf("the check sees %v", twice)
	}
}

func declaredTwice(declared *regexp.Regexp, script string) (twice []string) {
	seen := map[string]bool{}
	for _, m := range declared.FindAllStringSubmatch(script, -1) {
		if seen[m[1]] {
			twice = append(twice, m[1])
		}
		seen[m[1]] = true
	}
	return twice
}

// The files of js are one function: a name that two of them declare is an error that stops
// the whole script, and no browser is needed to see it.
func TestScriptDeclaresEachNameOnce(t *testing.T) {
	statement := regexp.MustCompile(`(?m)^(?:const|let|(?:async )?function) +(.*)$`)
	strung := regexp.MustCompile(`"[^"]*"`)
	nested := regexp.MustCompile(`\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}`)
	name := regexp.MustCompile(`(?:^|, )([\w$]+)`)
	twice := func(source string) (names []string) {
		seen := map[string]bool{}
		for _, s := range statement.FindAllStringSubmatch(source, -1) {
			text := strung.ReplaceAllString(s[1], "")
			for nested.MatchString(text) {
				text = nested.ReplaceAllString(text, "")
			}
			text, _, _ = strings.Cut(text, "=>") // of a function all that follows is its own
			text, _, _ = strings.Cut(text, "//")
			for _, n := range name.FindAllStringSubmatch(text, -1) {
				if seen[n[1]] {
					names = append(names, n[1])
				}
				seen[n[1]] = true
			}
		}
		return names
	}
	if names := twice(string(oneScript())); len(names) > 0 {
		t.Errorf("declared twice: %q", names)
	}
	if names := twice("const a = new Map(), held = [];\nlet b = 0, held = false;\nfunction a() {}"); len(names) != 2 {
		t.Errorf("the control: %q", names)
	}
}

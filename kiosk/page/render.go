package page

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"regexp"
	"sort"
	"strings"

	"yizhan/hub/words"
	"yizhan/kiosk/asset"
)

// View is what a page shows: a struct of this package, filled by a handler
// with strings that are ready to be read.
type View interface {
	Page() string // of the template, and of the page in body[data-page]
}

// Lively views have parts that others may change while the page is open.
type Lively interface {
	View
	Parts() []string // templates whose outermost element has an id and data-live
}

var templates = parse()

func parse() *template.Template {
	t := template.New("").Option("missingkey=zero").Funcs(template.FuncMap{
		"icon":        icon,
		"iconl":       iconLarge,
		"scene":       scene,
		"sceneof":     sceneOf,
		"nothing":     func(picture, bold, text string) nothing { return nothing{picture, bold, text} },
		"say":         func(key string, args ...any) string { return words.Say(key, args...) },
		"style":       asset.StylePath,
		"script":      asset.ScriptPath,
		"portalstyle": asset.PortalStylePath,
		"scriptof":    scriptOf,
		"stylesof":    stylesOf,
		"phonescript": asset.PhoneScriptPath,
		"classscript": asset.ClassScriptPath,
		"helpkey":     helpKey,
		"list":        func(s ...string) []string { return s },
		"table":       func(heads ...string) table { return tableOf("tbl", heads) },
		"columns":     func(heads []string) table { return tableOf("tbl says", heads) },
		"says":        func(heads ...string) table { return tableOf("tbl says", heads) },
		"none":        func(columns int, text string) noRows { return noRows{columns, text} },
		"newer":       newer,
		"doubtof":     func(p CountyRun, d RunDoubt) doubtOf { return doubtOf{p, d} },
		"casestep":    func(p CountyCase, m CaseMove, main bool) caseStep { return caseStep{p, m, main} },
		"planchoice":  func(p CountyReportPlan, c PlanColumn, cell bool) planChoice { return planChoice{p, c, cell} },
		"at":          func(f Frame, field string) fault { return fault{Field: field, Text: f.Errors[field]} },
		"amiss":       func(e Errors, field string) fault { return fault{Field: field, Text: e[field]} },
	})
	entries, err := fs.ReadDir(sources, "html")
	if err != nil {
		panic(err) // embedded: cannot fail in a built program
	}
	for _, e := range entries {
		source, err := fs.ReadFile(sources, "html/"+e.Name())
		if err != nil {
			panic(err) // embedded
		}
		template.Must(t.New(e.Name()).Parse(indentation.ReplaceAllString(string(source), "\n")))
	}
	return t
}

// indentation is for those who read the templates; pages do without.
var indentation = regexp.MustCompile(`\n\s+`)

// Check says whether every page has its template; a program that serves pages
// calls it before it listens.
func Check() error {
	for _, v := range views {
		if templates.Lookup(v.Page()) == nil {
			return fmt.Errorf("page: no template %q", v.Page())
		}
		l, ok := v.(Lively)
		if !ok {
			continue
		}
		for _, p := range l.Parts() {
			if templates.Lookup(p) == nil {
				return fmt.Errorf("page: no template %q for a part of %q", p, v.Page())
			}
		}
	}
	return nil
}

// Render writes the whole page. Nothing is written if it fails.
func Render(w io.Writer, v View) error {
	var b bytes.Buffer
	hung, practising := v.(Hung)
	if practising {
		v = hung.View
	}
	if err := templates.ExecuteTemplate(&b, v.Page(), v); err != nil {
		return fmt.Errorf("page %s: %w", v.Page(), err)
	}
	html := withSymbols(b.Bytes())
	if practising {
		var err error
		if html, err = hung.Ribbon.into(html); err != nil {
			return err
		}
	}
	_, err := w.Write(html)
	return err
}

// RenderParts writes the parts of a page that change while it is open, for the
// live channel; the drawings they use come first.
func RenderParts(w io.Writer, v Lively) error {
	html, err := RenderChanged(v, map[string][]byte{})
	if err != nil {
		return err
	}
	_, err = w.Write(html)
	return err
}

// RenderChanged is RenderParts without those that are as they were sent, and notes there
// what it gives; nil where nothing has changed.
func RenderChanged(v Lively, sent map[string][]byte) ([]byte, error) {
	parts := v.Parts()
	if f, ok := v.(interface{ framed() Frame }); ok && f.framed().OnAir != nil {
		parts = append(parts[:len(parts):len(parts)], "on-air") // a page that is open when the microphone opens says so too
	}
	var all bytes.Buffer
	for _, p := range parts {
		var b bytes.Buffer
		if err := templates.ExecuteTemplate(&b, p, v); err != nil {
			return nil, fmt.Errorf("part %s: %w", p, err)
		}
		if was, ok := sent[p]; !ok || !bytes.Equal(was, b.Bytes()) {
			sent[p] = b.Bytes()
			all.Write(b.Bytes())
		}
	}
	if all.Len() == 0 {
		return nil, nil
	}
	return withSymbols(append([]byte(symbolsOpen+symbolsClose), all.Bytes()...)), nil
}

// The layout holds an empty drawing; the symbols that a page uses are put into
// it once the page is written, so that no page asks for a file of icons.
const (
	symbolsOpen  = `<svg id="symbols" class="see-not" aria-hidden="true">`
	symbolsClose = `</svg>`
)

var use = regexp.MustCompile(`<use href="#([a-z0-9-]+)"`)

func withSymbols(html []byte) []byte {
	at := bytes.Index(html, []byte(symbolsOpen))
	if at < 0 {
		return html
	}
	at += len(symbolsOpen)
	seen := map[string]bool{}
	for _, m := range use.FindAllSubmatch(html, -1) {
		seen[string(m[1])] = true
	}
	names := make([]string, 0, len(seen))
	for n := range seen {
		names = append(names, n)
	}
	sort.Strings(names)
	var out bytes.Buffer
	out.Write(html[:at])
	for _, n := range names {
		out.WriteString(asset.Symbol(n))
	}
	out.Write(html[at:])
	return out.Bytes()
}

// scriptOf is the script of a page: the telephone that a sentence is spoken into loads
// what it needs.
func scriptOf(page string) string {
	if page == "say-phone" {
		return asset.LeanScriptPath()
	}
	return asset.ScriptPath()
}

// stylesOf are the stylesheets of a page.
func stylesOf(page string) []string {
	if strings.HasPrefix(page, "county-") {
		return []string{asset.StylePath(), asset.DeskStylePath()}
	}
	return []string{asset.StylePath()}
}

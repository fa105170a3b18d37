package page

import (
	"bytes"
	"compress/gzip"
	"errors"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/words"
	"yizhan/kiosk/asset"
)

// rendered is every story's HTML by key.
func rendered(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, s := range Stories() {
		var b bytes.Buffer
		if err := Render(&b, s.View); err != nil {
			t.Fatalf("%s: %v", s.Key, err)
		}
		if all[s.Key] != "" {
			t.Fatalf("two stories are called %s", s.Key)
		}
		all[s.Key] = b.String()
	}
	return all
}

func TestEveryPageHasItsTemplateAndAStory(t *testing.T) {
	if err := Check(); err != nil {
		t.Fatal(err)
	}
	told := map[string]bool{}
	for _, s := range Stories() {
		told[s.View.Page()] = true
	}
	for _, v := range views {
		if !told[v.Page()] {
			t.Errorf("page %s has no story", v.Page())
		}
	}
	if len(told) != len(views) {
		t.Errorf("%d pages in the stories, %d in views", len(told), len(views))
	}
}

// A name that is defined twice would silently show the later one.
func TestNoTemplateIsDefinedTwice(t *testing.T) {
	seen := map[string]string{}
	entries, err := sources.ReadDir("html")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		b, err := sources.ReadFile("html/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`\{\{define "([^"]+)"`).FindAllStringSubmatch(string(b), -1) {
			if other, twice := seen[m[1]]; twice {
				t.Errorf("template %q is in %s and in %s", m[1], other, e.Name())
			}
			seen[m[1]] = e.Name()
		}
	}
	if len(seen) < len(views) {
		t.Fatalf("only %d templates found", len(seen))
	}
}

// svgs are pictures, which have titles of their own.
var svgs = regexp.MustCompile(`(?s)<svg\b.*?</svg>`)

// Whole pages: a document that begins and ends, with words in between.
func TestPagesAreWhole(t *testing.T) {
	for key, html := range rendered(t) {
		for _, must := range []string{"<!doctype html>", "<title>", "<main", "</main>", "</body>", "</html>"} {
			if strings.Count(svgs.ReplaceAllString(html, ""), must) != 1 {
				t.Errorf("%s has %d of %s", key, strings.Count(html, must), must)
			}
		}
	}
}

func TestCheckMissesATemplate(t *testing.T) {
	views = append(views, nowhere{})
	defer func() { views = views[:len(views)-1] }()
	if Check() == nil {
		t.Fatal("a page without a template passed")
	}
}

type nowhere struct{}

func (nowhere) Page() string { return "nowhere" }

// The strict policy refuses inline script and style, and addresses elsewhere.
func TestPagesObeyTheirPolicy(t *testing.T) {
	forbidden := regexp.MustCompile(`(?i)<style|\sstyle=|\son[a-z]+=|<script(?:[^>]*)>[^<]|javascript:|https?://|//[a-z]+\.`)
	for key, html := range rendered(t) {
		if m := forbidden.FindString(html); m != "" {
			t.Errorf("%s has %q", key, m)
		}
		if strings.Contains(html, `="&#34;`) || strings.Contains(html, `="&quot;`) {
			t.Errorf("%s has an attribute that the template engine took for script", key)
		}
		if strings.Contains(html, "ZgotmplZ") || strings.Contains(html, "<no value>") {
			t.Errorf("%s has a hole in it", key)
		}
	}
}

var (
	tagOf  = regexp.MustCompile(`(?s)<(script|title|svg|code|textarea)\b.*?</(script|title|svg|code|textarea)>|<[^>]*>`)
	spoken = regexp.MustCompile(`(?:aria-label|placeholder|title)="([^"]*)"`)
	latin  = regexp.MustCompile(`[A-Za-z]{2,}`)
	// What people write in Latin letters themselves, or see on their files.
	allowed = map[string]bool{"xlsx": true, "csv": true, "JSON": true, "Lines": true, "KB": true, "CC": true, "BY": true, "GB": true, "USB": true,
		"han": true, "ying": true, "wz": true, "wzh": true, "lf": true, "lfdj": true, "opened": true, "retention": true}
)

func TestPagesSpeakChinese(t *testing.T) {
	for key, html := range rendered(t) {
		text := tagOf.ReplaceAllString(html, " ")
		for _, m := range spoken.FindAllStringSubmatch(html, -1) {
			text += " " + m[1]
		}
		for _, word := range latin.FindAllString(text, -1) {
			if !allowed[word] {
				t.Errorf("%s says %q", key, word)
			}
		}
		for _, bad := range []string{"错误", "非法", "确定", "取消", "提交", "请输入", "！", "已同步", "操作成功"} {
			if strings.Contains(text, bad) {
				t.Errorf("%s says %s", key, bad)
			}
		}
	}
}

func TestEveryIconExistsAndIsInserted(t *testing.T) {
	for key, html := range rendered(t) {
		for _, m := range use.FindAllStringSubmatch(html, -1) {
			if m[1] != "flower" && !strings.Contains(html, `<symbol id="`+m[1]+`"`) {
				t.Errorf("%s uses %s without its symbol", key, m[1])
			}
		}
	}
	if _, err := icon("i-unheard-of"); err == nil {
		t.Error("an icon that does not exist was drawn")
	}
}

// First visit: page, stylesheet and script, 60 KB gzipped (a phone 25) and 8 requests at most.
func TestPagesStayWithinTheirBudget(t *testing.T) {
	const kiosk, phone, requests = 60 << 10, 25 << 10, 8
	asks := regexp.MustCompile(`<(?:link rel="stylesheet"|script|img|iframe)`)
	for key, html := range rendered(t) {
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		if _, err := z.Write([]byte(html)); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		most, assets := kiosk, asset.GzippedSize()
		if key == "say-phone" {
			most, assets = phone, asset.LeanGzippedSize()
		}
		if strings.HasPrefix(key, "phone-") {
			most, assets = phone, asset.PhoneGzippedSize()
		}
		if strings.HasPrefix(key, "portal-") {
			most, assets = phone, asset.PortalGzippedSize()
		}
		if strings.HasPrefix(key, "phone-class") {
			most, assets = phone, asset.ClassGzippedSize()
		}
		if n := packed.Len() + assets; n > most {
			t.Errorf("%s: %d bytes gzipped with its assets", key, n)
		}
		if n := 1 + len(asks.FindAllString(html, -1)); n > requests {
			t.Errorf("%s: %d requests", key, n)
		}
	}
	if n := asset.ScriptGzippedSize(); n > 15<<10 {
		t.Errorf("script: %d bytes gzipped", n)
	}
}

func TestEveryPostCarriesItsRequest(t *testing.T) {
	form := regexp.MustCompile(`(?s)<form[^>]*method="post".*?</form>`)
	for key, html := range rendered(t) {
		for _, f := range form.FindAllString(html, -1) {
			if !strings.Contains(f, `name="request" value="`+storyRequest+`"`) {
				t.Errorf("%s: a form without request id: %.90s", key, f)
			}
			if open := f[:strings.Index(f, ">")]; strings.Contains(open, "data-quick") && !strings.Contains(open, ` id="`) {
				t.Errorf("%s: the script cannot find a quick form again: %s", key, open)
			}
		}
	}
}

// One main action a screen; none where people must decide.
func TestOneMainAction(t *testing.T) {
	mainAction := regexp.MustCompile(`class="(?:btn|tile thing)[^"]* main\b[^"]*"[^>]*>`)
	for key, html := range rendered(t) {
		live := 0
		for _, m := range mainAction.FindAllString(html, -1) {
			if !strings.Contains(m, "disabled") {
				live++
			}
		}
		if live > 1 && key != "components-press" { // which shows it in every state
			t.Errorf("%s has %d main actions", key, live)
		}
		if live > 0 && (strings.HasPrefix(key, "conflict") || key == "register-same") {
			t.Errorf("%s takes a side", key)
		}
	}
}

// A name is data wherever it stands.
func TestNamesAreEscaped(t *testing.T) {
	const evil = `"><script>alert(1)</script><b a="`
	var b bytes.Buffer
	w := wallStory(false)
	w.Tiles[0].Kids[0].Name = evil
	w.Tiles[0].Word = evil
	if err := Render(&b, w); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "<script>alert") {
		t.Fatal("a name became markup")
	}
	if n := strings.Count(b.String(), "&lt;script&gt;alert"); n != 2 {
		t.Fatalf("the name is shown %d times, want 2", n)
	}
}

// Live parts are the same elements as on the page, so that they can take its place.
func TestPartsMatchTheirPage(t *testing.T) {
	id := regexp.MustCompile(`id="([a-z-]+)" data-live`)
	parts := 0
	for _, s := range Stories() {
		l, ok := s.View.(Lively)
		if !ok {
			continue
		}
		var page, part bytes.Buffer
		if err := errors.Join(Render(&page, s.View), RenderParts(&part, l)); err != nil {
			t.Fatal(err)
		}
		for _, m := range id.FindAllStringSubmatch(part.String(), -1) {
			parts++
			if s.Key != "wall-ask" && !strings.Contains(page.String(), `id="`+m[1]+`" data-live`) {
				t.Errorf("%s: part %s is not on the page", s.Key, m[1])
			}
		}
		for _, m := range use.FindAllStringSubmatch(part.String(), -1) {
			if !strings.Contains(part.String(), `<symbol id="`+m[1]+`"`) {
				t.Errorf("%s: a part uses %s without bringing it", s.Key, m[1])
			}
		}
	}
	if parts < 20 {
		t.Fatalf("only %d parts looked at", parts)
	}
}

// The contract in doc.go names every address of the templates.
func TestDocNamesEveryAddress(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	var known []*regexp.Regexp
	for _, path := range regexp.MustCompile(`/[a-z{][a-z{}/.-]*`).FindAllString(string(doc), -1) {
		known = append(known, regexp.MustCompile("^"+regexp.MustCompile(`\{[a-z]+\}`).ReplaceAllString(path, "[a-z0-9_-]+")+"$"))
	}
	seen := map[string]string{}
	for key, html := range rendered(t) {
		for _, m := range regexp.MustCompile(`(?:action|href)="(/[^"?]*)`).FindAllStringSubmatch(html, -1) {
			if path := m[1]; path != "/" && !strings.HasPrefix(path, "/asset") {
				seen[path] = key
			}
		}
	}
	if len(seen) < 80 {
		t.Fatalf("only %d addresses looked at", len(seen))
	}
next:
	for path, key := range seen {
		for _, k := range known {
			if k.MatchString(path) {
				continue next
			}
		}
		t.Errorf("%s leads to %s, which doc.go does not know", key, path)
	}
}

// … and every field that they post.
func TestDocNamesEveryField(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for key, html := range rendered(t) {
		for _, m := range regexp.MustCompile(`<(?:button|input|select)[^>]* name="([a-z_]+)[^"]*"`).FindAllStringSubmatch(html, -1) {
			seen[m[1]] = true
			if !regexp.MustCompile(`\b` + m[1] + `\b`).Match(doc) {
				t.Errorf("%s posts %s, which doc.go does not know", key, m[1])
			}
		}
	}
	if len(seen) < 50 {
		t.Fatalf("only %d fields looked at", len(seen))
	}
}

func TestFaults(t *testing.T) {
	one := hub.E(hub.CodeInvalid, "page.away").In("phone")
	for _, c := range []struct {
		name string
		err  error
		want Errors
	}{
		{"none", nil, nil},
		{"one", one, Errors{"phone": words.Say("page.away")}},
		{"several", hub.Errors{one, hub.E(hub.CodeInvalid, "page.away").In("name")}, Errors{"phone": words.Say("page.away"), "name": words.Say("page.away")}},
		{"unexpected", errors.New("disk on fire"), Errors{"": words.Say("")}},
	} {
		got := Faults(c.err)
		if len(got) != len(c.want) {
			t.Errorf("%s: %v", c.name, got)
		}
		for f, s := range c.want {
			if got[f] != s {
				t.Errorf("%s: %s says %q, want %q", c.name, f, got[f], s)
			}
		}
	}
}

func TestPress(t *testing.T) {
	p := Pad{Typed: "12", Length: 4}
	for key, want := range map[string]string{"": "12", "3": "123", "del": "1", "clear": "", "x": "12", "33": "12"} {
		if got := p.Press(key); got != want {
			t.Errorf("key %q: %q, want %q", key, got, want)
		}
	}
	if got := (Pad{Typed: "1234", Length: 4}).Press("5"); got != "1234" {
		t.Errorf("a full pad took another figure: %q", got)
	}
	if got := (Pad{Typed: "1", Letter: "X"}).Press("X"); got != "1X" {
		t.Errorf("letter: %q", got)
	}
}

func TestSixtyPegsDiffer(t *testing.T) {
	seen := map[Peg]bool{}
	for n := range 60 {
		p := PegNo(n)
		if seen[p] || asset.Symbol(p.Icon()) == "" || p.Name() == "" {
			t.Fatalf("peg %d is %+v again or has no drawing", n, p)
		}
		seen[p] = true
	}
	if p := (Peg{Picture: "unheard-of", Tint: 9}); p.Icon() != "m-shi" || p.Class() != "c1" {
		t.Errorf("an unknown peg is drawn as %s %s", p.Icon(), p.Class())
	}
}

func TestHelpHasItsSentences(t *testing.T) {
	for _, v := range views {
		if key := helpKey("", v.Page(), ""); key != "" && !words.Has("help."+key) {
			t.Errorf("%s asks for help %s, which is not written", v.Page(), key)
		}
	}
	for key := range drawn {
		if !words.Has("help." + key) {
			t.Errorf("a drawing for help %s, which is not written", key)
		}
	}
	for page := range helpOf {
		if templates.Lookup(page) == nil {
			t.Errorf("there is help for a page %s that does not exist", page)
		}
	}
	for _, s := range Stories() {
		f := frameOf(s.View)
		if f != nil && f.Help != "" && !words.Has("help."+f.Help) {
			t.Errorf("%s asks for help %s, which is not written", s.Key, f.Help)
		}
	}
	if h := HelpFor("unheard-of", Frame{}, "/"); len(h.Lines) == 0 {
		t.Error("an unknown help page is a dead end")
	}
}

// frameOf is the frame of a view that has one.
func frameOf(v View) *Frame {
	f := reflect.ValueOf(v).FieldByName("Frame")
	if !f.IsValid() {
		return nil
	}
	out := f.Interface().(Frame)
	return &out
}

// A page whose own field has the name of one of its frame's puts its words into the
// head, where a template means the frame's.
func TestNoFieldHidesTheFrames(t *testing.T) {
	for _, s := range Stories() {
		if hides := hidden(reflect.TypeOf(s.View)); len(hides) > 0 {
			t.Errorf("%s: own %v stands before the frame's", s.Key, hides)
		}
	}
	type careless struct {
		CountyFrame
		Who string
	}
	if len(hidden(reflect.TypeFor[careless]())) != 1 {
		t.Error("a field that hides the frame's is not seen")
	}
}

// hidden are a page's own fields that its frame has too.
func hidden(page reflect.Type) (out []string) {
	for _, name := range []string{"Frame", "CountyFrame"} {
		frame, ok := page.FieldByName(name)
		if !ok || !frame.Anonymous {
			continue
		}
		for i := range page.NumField() {
			own := page.Field(i).Name
			if name == "Frame" && own == "Who" {
				continue // no station's head prints it
			}
			if _, both := frame.Type.FieldByName(own); both {
				out = append(out, own)
			}
		}
	}
	return out
}

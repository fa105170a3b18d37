package station_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"yizhan/hub/handbook"
	"yizhan/hub/words"
)

// write is what the panel posts with a text in it.
func write(text string, more ...string) url.Values {
	form := url.Values{"text": {text}, "write": {"hand"}, "letters": {""}, "from": {"0"}}
	for i := 0; i+1 < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	return form
}

// leads fails unless the page leads to an address.
func (s *screen) leads(href string) *screen {
	s.b.t.Helper()
	if !strings.Contains(s.page, `href="`+href+`"`) {
		s.b.t.Fatalf("%s (%d) does not lead to %s:\n%s", s.path, s.code, href, s.page)
	}
	return s
}

// Whoever stands at the screen reads every page of the handbook, each to its end.
func TestGuideIsReadWithoutAPIN(t *testing.T) {
	b := newBox(t)
	b.screen = &screen{b: b, http: http.DefaultClient}
	for _, g := range handbook.Open().Groups {
		list := b.screen.get("/guide?of=" + g.Key)
		list.shows(g.Title)
		for _, p := range g.Pages {
			list.shows(p.Title)
		}
	}
	for _, p := range handbook.Open().Pages() {
		all, at := "", "/guide/"+p.Key
		for range 4 {
			s := b.screen.get(at)
			if s.code != http.StatusOK {
				t.Fatalf("%s answers %d", at, s.code)
			}
			all += s.page
			_, rest, more := strings.Cut(s.page, `class="btn main" href="`)
			if !more {
				break
			}
			at, _, _ = strings.Cut(rest, `"`)
			at = strings.ReplaceAll(at, "&amp;", "&")
		}
		for _, s := range p.Sections {
			if s.Head != "" && !strings.Contains(all, s.Head) {
				t.Errorf("%s does not show %s", p.Key, s.Head)
			}
			for _, b := range s.Blocks {
				for _, item := range b.Items {
					if !strings.Contains(all, item[len(item)-1].Text) {
						t.Errorf("%s does not show %s", p.Key, item)
					}
				}
			}
		}
		if !strings.Contains(all, p.Source) {
			t.Errorf("%s does not say whence it is known", p.Key)
		}
	}
	if s := b.screen.get("/guide/no-such-page"); s.code != http.StatusNotFound {
		t.Errorf("a page that is none answers %d", s.code)
	}
}

// The source has two lines at the foot of a screen.
func TestGuideSourcesFit(t *testing.T) {
	for _, p := range handbook.Open().Pages() {
		said := words.Say("guide.source", p.Source, handbook.Certain(p.Certainty))
		width := 0.0
		for _, r := range said {
			if width++; r < 0x300 {
				width -= 0.42
			}
		}
		if width > 52 {
			t.Errorf("%s: the source is %.0f characters wide: %s", p.Key, width, said)
		}
	}
}

// What is written finds pages; nothing of it stands in an address.
func TestGuideFinds(t *testing.T) {
	b := newBox(t)
	b.screen.get("/guide").shows("急事先救", "写几个字找")
	b.screen.post("/guide", url.Values{"text": {""}, "go": {"write"}}).shows("发烧", "拉肚子", "手写", "拼音")
	b.screen.post("/guide", write("发", "put", "烧")).shows("看找到的")
	if s := b.screen.post("/guide", write("发烧", "go", "show")); !strings.Contains(s.page, "/guide/fever") || strings.Contains(s.path, "?") {
		t.Errorf("发烧 finds no fever at %s", s.path)
	}
	b.screen.post("/guide", write("xiaodu", "go", "show")).shows("消毒")
	b.screen.post("/guide", write("拖拉机", "go", "show")).shows("手册里没有", "12320")
}

// A question is answered by quotes, by the due rules, or not at all.
func TestGuideAnswers(t *testing.T) {
	b := newBox(t)
	ask := func(question string) *screen { return b.screen.post("/guide/ask", write(question, "go", "show")) }
	b.screen.get("/guide/ask").shows("问一句", "不看病")
	ask("孩子噎住了").shows("先打 120", "拍 5 下", "看整页").leads("/guide/choking")
	ask("孩子发烧了咋办").shows("怎么做", "三个月以下", "请卫生院的大夫看", "看整页")
	ask("八个月该打什么针").shows("到日子的", "满 8 个月：打第一针麻腮风", "以接种门诊安排为准")
	ask("一岁半要体检吗").shows("满 18 个月：做一岁半体检")
	ask("村长叫什么名字").shows("手册里没有", "12320")
	if s := ask(" "); s.code != http.StatusUnprocessableEntity {
		t.Errorf("an empty question answers %d", s.code)
	}
	s := ask("八个月该打什么针")
	if strings.Contains(s.page, "满 18 个月") || strings.Contains(s.page, "满 6 个月：打") {
		t.Error("rules of other ages are quoted")
	}
}

// Ages as people say them.
func TestGuideHearsAges(t *testing.T) {
	b := newBox(t)
	for said, want := range map[string]string{"8个月": "满 8 个月", "两岁": "满 24 个月", "十八个月": "满 18 个月", "一岁半": "满 18 个月", "6月龄": "满 6 个月", "三岁": "满 36 个月"} {
		b.screen.post("/guide/ask", write(said+"打什么针", "go", "show")).shows(want)
	}
}

// A worker finds again what she read last; help pages lead on into the handbook and
// back; a page goes on paper.
func TestGuideIsAtHand(t *testing.T) {
	b := newBox(t)
	b.screen.get("/guide/burn")
	b.screen.get("/guide/fever")
	b.screen.get("/guide").shows("刚看过", "烫伤、烧伤").leads("/guide/fever")
	b.screen.get("/help/stick?from=/more").shows("手册里更多").leads("/guide/usb?from=%2Fhelp%2Fstick%3Ffrom%3D%252Fmore")
	b.screen.get("/help/consent").shows("翻手册").leads("/guide")
	if s := b.screen.get("/help/guide"); strings.Contains(s.text(), "翻手册") {
		t.Error("the handbook's help leads to itself")
	}
	b.screen.get("/guide/usb?from=/help/stick").leads("/help/stick")
	b.screen.get("/guide/usb?from=//elsewhere").leads("/")
	b.screen.get("/more").shows("手册")
}

// Every help page and every kind of form that the handbook names is there.
func TestGuideStandsBesideWhatIsThere(t *testing.T) {
	named := 0
	for _, p := range handbook.Open().Pages() {
		for _, key := range p.Help {
			if named++; !words.Has("help." + key) {
				t.Errorf("%s stands beside the help page %s, which is none", p.Key, key)
			}
		}
		if utf8.RuneCountInString(p.Title) > 18 {
			t.Errorf("%s has a long title: %s", p.Key, p.Title)
		}
	}
	if named < 15 {
		t.Errorf("only %d help pages lead on", named)
	}
}

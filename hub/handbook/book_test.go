package handbook

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"yizhan/hub/markdown"
)

const (
	mostWords = 460 // characters of a page: a screen or two
	leastPage = 55
)

// notPlain are words that blame, frighten or say nothing (as in hub/words), and those
// that would make of the handbook a doctor.
var notPlain = regexp.MustCompile(`错误|失败|非法|无效|异常|有误|禁止|警告|系统|请输入|提交|！|!|null|ERROR|毫克|mg|毫升/|滴剂|布洛芬|对乙酰氨基酚|美林|泰诺|阿莫西林|头孢|蒙脱石|确诊|你的孩子得了`)

// A doctor is named by what her papers say: an emergency number is in figures.
func words(p *Page) (n int) {
	for _, s := range p.Sections {
		n += utf8.RuneCountInString(s.Head)
		for _, line := range s.Lines() {
			n += utf8.RuneCountInString(line)
		}
	}
	return n
}

// faults are what is wrong with a page.
func faults(p *Page) (out []string) {
	if n := words(p); n > mostWords {
		out = append(out, "is long")
	}
	if len(p.Words) < 3 {
		out = append(out, "has few words to be found by")
	}
	if p.Sections[0].Head != "什么时候用" && !p.Sections[0].Urgent {
		out = append(out, "does not begin with when it is for, or what must not wait")
	}
	todo := false
	for _, s := range p.Sections {
		todo = todo || strings.HasPrefix(s.Head, "怎么")
		for _, b := range s.Blocks {
			if b.Kind == markdown.Steps && len(b.Items) > 8 {
				out = append(out, "has a way of more than eight steps")
			}
		}
		for _, text := range append(s.Lines(), s.Head, p.Title, p.Source) {
			if m := notPlain.FindString(text); m != "" {
				out = append(out, "says "+m)
			}
			if strings.ContainsAny(text, "*[]<>#`") {
				out = append(out, "shows a mark: "+text)
			}
		}
	}
	if !todo {
		out = append(out, "does not say what to do")
	}
	return out
}

func TestEveryPageIsPlain(t *testing.T) {
	b := Open()
	if len(b.Pages()) < leastPage || len(b.Groups) > 9 {
		t.Errorf("%d pages in %d groups", len(b.Pages()), len(b.Groups))
	}
	for _, p := range b.Pages() {
		for _, fault := range faults(p) {
			t.Errorf("%s %s", p.Key, fault)
		}
	}
}

// In the groups of illness and mishaps each page says when not to wait.
func TestIllnessSaysWhenNotToWait(t *testing.T) {
	for _, p := range Open().Pages() {
		if p.Group != illness && p.Group != mishap {
			continue
		}
		calls := false
		for _, s := range p.Sections {
			calls = calls || s.Urgent || strings.HasPrefix(s.Head, "当天") || strings.HasPrefix(s.Head, "早点")
		}
		if !calls {
			t.Errorf("%s does not say when to go to hospital", p.Key)
		}
	}
}

// The control: each of these is a fault.
func TestFaultsAreFound(t *testing.T) {
	const good = "== g 组\n=== a 页\nwords: 一 二 三\nsource: 某处\ncertainty: B\n## 什么时候用\n有事。\n## 怎么做\n1. 做。\n"
	for change, want := range map[string]string{
		"做。|喂布洛芬。":                             "says 布洛芬",
		"有事。|保存失败。":                            "says 失败",
		"一 二 三|一":                              "few words",
		"怎么做|看看":                               "does not say what to do",
		"什么时候用|说明":                             "does not begin",
		"做。|**做。":                              "shows a mark",
		"做。|" + strings.Repeat("长", mostWords): "is long",
	} {
		from, to, _ := strings.Cut(change, "|")
		b, err := Read(strings.Replace(good, from, to, 1))
		if err != nil {
			t.Fatal(change, err)
		}
		if got := strings.Join(faults(b.pages[0]), "; "); !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", change, got, want)
		}
	}
}

// What cannot be read is refused with its line.
func TestReadRefuses(t *testing.T) {
	const good = "== g 组\n=== a 页\nwords: 一\nforms: fever\nsource: 某处\ncertainty: B\n## 头\n文\n"
	if _, err := Read(good); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		strings.Replace(good, "source: 某处\n", "", 1):                                   "no source",
		strings.Replace(good, "certainty: B", "certainty: Z", 1):                       "no source, certainty",
		strings.Replace(good, "=== a 页", "=== A 页", 1):                                 "line 2",
		strings.Replace(good, "words: 一", "color: red", 1):                             "line 3",
		strings.Replace(good, "文", "看[那页](nowhere)", 1):                                "which is no page",
		strings.Replace(good, "文", "# 大标题", 1):                                         "a headline is ##",
		strings.Replace(good, "文", "|一|二|\n|三|", 1):                                    "1 cells",
		good + "=== a 又一页\n":                                                           "two pages",
		good + strings.Replace(good[strings.Index(good, "==="):], "=== a", "=== b", 1): "both stand beside",
		"文\n" + good: "outside a page",
	} {
		if _, err := Read(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("== g 组\n=== a 页\nwords: 一\nsource: x\ncertainty: B\n## 头\n文\n")
	f.Fuzz(func(t *testing.T, text string) {
		b, err := Read(text)
		if err != nil {
			return
		}
		for _, p := range b.Pages() {
			if got, ok := b.Page(p.Key); !ok || got != p || p.Source == "" {
				t.Errorf("page %q is not to be found", p.Key)
			}
		}
	})
}

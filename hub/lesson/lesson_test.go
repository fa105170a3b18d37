package lesson

import (
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"
)

const small = `=== wash 洗手
version: 2
class: mothers
from: 0
to: 36
source: 《……》（2022）
licence: CC BY 4.0

== 怎么洗
drawing: hands.svg
say: 打肥皂，搓一搓，冲干净。
- **打肥皂**，搓一搓。

?? 不打肥皂，行不行？
right: no
why: 肥皂才去油。
see: 1

?? 用哪样？
- mud.svg 泥
+ soap.svg 肥皂
- mud.svg 灰
why: 肥皂去油。
see: 1

?? 饭前洗，行不行？
right: yes
why: 手上的东西会吃进去。
see: 1
`

const square = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><title>方</title><path d="M0 0h4v4z" fill="#fff"/></svg>`

func smallPack(text string) fstest.MapFS {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	return fstest.MapFS{"lesson.md": file(text), "hands.svg": file(square), "mud.svg": file(square), "soap.svg": file(strings.Replace(square, "方", "肥皂", 1))}
}

func TestRead(t *testing.T) {
	l, err := Read(smallPack(small))
	if err != nil {
		t.Fatal(err)
	}
	if l.Key != "wash" || l.Version != 2 || l.Title != "洗手" || l.For() != "出生到满 36 个月" || len(l.Pages) != 1 || !l.Pages[0].Blocks[0].Items[0][0].Bold {
		t.Errorf("it is read as %+v", l)
	}
	faces, own := l.Quiz[0], l.Quiz[1]
	if !faces.Faces || faces.Right != 3 || faces.Answers[0].Text != "行" || faces.Answers[0].Drawing != "" || l.Quiz[2].Right != 1 {
		t.Errorf("the question of faces is %+v", faces)
	}
	if own.Faces || own.Right != 2 || own.Answers[1].Text != "肥皂" || !strings.Contains(own.Answers[1].Drawing, "肥皂") || own.Say() != "用哪样？第一样，泥；第二样，肥皂；第三样，灰。" {
		t.Errorf("the question of pictures is %+v", own)
	}
	for _, tt := range []struct {
		answers []int
		right   int
		ok      bool
	}{
		{[]int{3, 2, 1}, 3, true}, {[]int{2, 2, 2}, 1, true}, {[]int{1, 1, 3}, 0, true},
		{[]int{3, 2}, 0, false}, {[]int{3, 2, 1, 1}, 0, false}, {[]int{0, 2, 1}, 0, false}, {[]int{3, 2, 4}, 0, false}, {nil, 0, false},
	} {
		if right, ok := l.Score(tt.answers); right != tt.right || ok != tt.ok {
			t.Errorf("%v: %d %v, want %d %v", tt.answers, right, ok, tt.right, tt.ok)
		}
	}
}

// What is not as a lesson has to be is refused, and the line is named.
func TestParseRefuses(t *testing.T) {
	long := strings.Repeat("长", 80)
	for _, tt := range []struct{ name, old, new, want string }{
		{"no version", "version: 2\n", "", "a version"},
		{"no number", "version: 2", "version: zwei", "line 2"},
		{"no such fact", "licence: CC BY 4.0", "author: 甲", "line 7"},
		{"no licence", "licence: CC BY 4.0\n", "", "licence"},
		{"no source", "source: 《……》（2022）\n", "", "sources"},
		{"no class", "class: mothers", "class: fathers", "class"},
		{"from after to", "from: 0", "from: 40", "whom it is for"},
		{"a key with a space", "=== wash 洗手", "=== WASH 洗手", "line 1"},
		{"before the lesson", "=== wash", "文\n=== wash", "line 1"},
		{"a second lesson", "== 怎么洗", "=== two 二", "line 9"},
		{"no drawing", "drawing: hands.svg\n", "", "drawing"},
		{"a drawing elsewhere", "hands.svg", "../hands.svg", "line 10"},
		{"nothing said", "say: 打肥皂，搓一搓，冲干净。\n", "", "said"},
		{"too much said", "say: 打", "say: " + long, "said"},
		{"a long line", "- **打", "- " + long + "**打", "more than 44"},
		{"many lines", "- **打", strings.Repeat("- 一\n", 6) + "- **打", "more than 6"},
		{"a headline", "- **打", "## 头\n- **打", "headlines"},
		{"an empty page", "- **打肥皂**，搓一搓。\n", "", "text"},
		{"not being sure is right", "right: no", "right: unsure", "line 15"},
		{"no right answer", "+ soap", "- soap", "right"},
		{"two right answers", "- mud.svg 灰", "+ mud.svg 灰", "two answers"},
		{"four answers", "- mud.svg 灰", "- mud.svg 灰\n- mud.svg 土", "3 answers"},
		{"two answers", "- mud.svg 灰\n", "", "3 answers"},
		{"a long answer", "- mud.svg 灰", "- mud.svg " + long, "at most 12"},
		{"an answer without a drawing", "- mud.svg 灰", "- 灰", "NAME.svg"},
		{"both kinds of answers", "right: no", "+ soap.svg 一\n- mud.svg 二\n- mud.svg 三\nright: no", "already"},
		{"no why", "why: 肥皂才去油。\n", "", "why"},
		{"no page to see", "why: 肥皂才去油。\nsee: 1", "why: 肥皂才去油。\nsee: 2", "no page"},
		{"nothing of a question", "why: 肥皂才", "because: 肥皂才", "line 16"},
		{"two questions", small[strings.Index(small, "?? 饭前"):], "", "3 questions"},
		{"four questions", "?? 饭前", "?? 一\nright: no\nwhy: 二\nsee: 1\n?? 饭前", "3 questions"},
		{"a page after the questions", "?? 饭前", "== 页\n?? 饭前", "before the questions"},
	} {
		text := strings.Replace(small, tt.old, tt.new, 1)
		if text == small {
			t.Fatalf("%s: the text is as it was", tt.name)
		}
		if _, err := Parse(text); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
	dir := smallPack(small)
	delete(dir, "soap.svg")
	if _, err := Read(dir); err == nil || !strings.Contains(err.Error(), "soap.svg") {
		t.Errorf("without a drawing: %v", err)
	}
	dir = smallPack(small + strings.Repeat("\n", mostText))
	if _, err := Read(dir); err == nil || !strings.Contains(err.Error(), "more than") {
		t.Errorf("a text without end: %v", err)
	}
}

// A drawing is shapes and colours: what could act, load or hide is refused.
func TestDraw(t *testing.T) {
	got, err := Draw(square)
	if want := `<svg viewBox="0 0 4 4" role="img"><title>方</title><path d="M0 0h4v4z" fill="#fff"></path></svg>`; err != nil || got != want {
		t.Errorf("%s %v", got, err)
	}
	for _, bad := range []string{
		"", "<p>x</p>", strings.Replace(square, "</svg>", "", 1), strings.Replace(square, "<title>方</title>", "", 1), square + square,
		strings.Replace(square, `viewBox="0 0 4 4"`, "", 1),
		strings.Replace(square, "<path", `<script>alert(1)</script><path`, 1),
		strings.Replace(square, "<path", `<foreignObject/><path`, 1),
		strings.Replace(square, "<path", `<image href="http://x/y.png"/><path`, 1),
		strings.Replace(square, "<path", `<use href="#a"/><path`, 1),
		strings.Replace(square, "<path", `<style>*{}</style><path`, 1),
		strings.Replace(square, "<path", `<svg viewBox="0 0 1 1"><title>a</title></svg><path`, 1),
		strings.Replace(square, "<path", `<x:path xmlns:x="a"/><path`, 1),
		strings.Replace(square, "<path", `<path onload="alert(1)"`, 1),
		strings.Replace(square, "<path", `<path style="x"`, 1),
		strings.Replace(square, "<path", `<path class="live"`, 1),
		strings.Replace(square, `"#fff"`, `"url(#a)"`, 1),
		strings.Replace(square, `"#fff"`, `"URL(//x)"`, 1),
		strings.Replace(square, `"#fff"`, `"&quot;><script>"`, 1),
		strings.Replace(square, "<path", "字<path", 1),
		strings.Replace(square, "<path", "<!-- x --><path", 1),
		strings.Replace(square, "<path", "<![CDATA[x]]><path", 1),
		"<!DOCTYPE svg>" + square,
		strings.Replace(square, "<path", strings.Repeat("<g>", 20)+"<path", 1),
	} {
		if got, err := Draw(bad); err == nil {
			t.Errorf("%q becomes %q", bad, got)
		}
	}
}

// tag is all that an accepted drawing may hold besides words.
var tag = regexp.MustCompile(`</?(svg|g|path|rect|circle|ellipse|line|polyline|polygon|text|tspan|title)( [a-zA-Z0-9-]+="[^"<>&:\\']*")*>`)

// Whatever is drawn, what stands in a page afterwards is known tags and words.
func FuzzDraw(f *testing.F) {
	f.Add(square)
	f.Add(`<svg viewBox="0 0 1 1"><title>a&lt;b</title><g><text x="1">甲<tspan>乙</tspan></text></g></svg>`)
	f.Fuzz(func(t *testing.T, svg string) {
		out, err := Draw(svg)
		if err != nil {
			return
		}
		if left := tag.ReplaceAllString(out, ""); strings.ContainsAny(left, "<>") {
			t.Errorf("%q leaves %q", svg, left)
		}
		if again, err := Draw(strings.Replace(out, ` role="img"`, "", 1)); err != nil || again != out {
			t.Errorf("%q is not drawn the same once more: %q %v", out, again, err)
		}
	})
}

// Whatever is written, a lesson that is taken is whole.
func FuzzParse(f *testing.F) {
	f.Add(small)
	f.Add(strings.Replace(small, "right: no", "right: yes", 1))
	f.Fuzz(func(t *testing.T, text string) {
		l, err := Parse(text)
		if err == nil {
			wholeLesson(t, l)
		}
	})
}

func wholeLesson(t interface{ Errorf(string, ...any) }, l *Lesson) {
	if l.Key == "" || l.Version < 1 || l.Class.Title() == "" || len(l.Pages) == 0 || len(l.Pages) > mostPages || len(l.Sources) == 0 {
		t.Errorf("%+v is no lesson", l)
	}
	for _, q := range l.Quiz {
		if q.Right < 1 || q.Right > Answers || q.Faces && q.Right == 2 || q.See < 1 || q.See > len(l.Pages) || q.Why == "" {
			t.Errorf("%+v is no question", q)
		}
	}
	for _, s := range l.Said() {
		if n := letters(s.Text); n == 0 || n > mostSaid || len(s.Key) > 40 {
			t.Errorf("%q cannot be spoken, or its key %s kept", s.Text, s.Key)
		}
	}
}

// The score counts what is right, and a lesson with its answers in another order is
// answered in that order.
func TestScoreFollowsTheAnswers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.Permutation([]string{"- mud.svg 泥", "+ soap.svg 肥皂", "- mud.svg 灰"}).Draw(t, "answers")
		text := strings.Replace(small, "- mud.svg 泥\n+ soap.svg 肥皂\n- mud.svg 灰", strings.Join(lines, "\n"), 1)
		l, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		answers := rapid.SliceOfN(rapid.IntRange(1, Answers), Questions, Questions).Draw(t, "pressed")
		want := 0
		for i, a := range answers {
			if text := l.Quiz[i].Answers[a-1].Text; text == [...]string{"不行", "肥皂", "行"}[i] {
				want++
			}
		}
		if got, ok := l.Score(answers); !ok || got != want {
			t.Fatalf("%v: %d %v, want %d", answers, got, ok, want)
		}
	})
}

// notPlain are words that blame, frighten or say nothing, and names of medicine.
var notPlain = regexp.MustCompile(`错误|失败|非法|无效|异常|警告|系统|请输入|！|!|毫克|布洛芬|对乙酰氨基酚|催产素|头孢`)

// The lessons that the program carries are whole and plain, no two sentences of them have
// one key, and the right answer has no place of its own.
func TestShipped(t *testing.T) {
	keys, right := map[string]bool{}, map[int]int{}
	for _, l := range Shipped().All() {
		wholeLesson(t, l)
		text, err := os.ReadFile("shipped/" + l.Key + "/lesson.md")
		if err != nil {
			t.Fatal(err)
		}
		if word := notPlain.FindString(string(text)); word != "" {
			t.Errorf("%s says %s", l.Key, word)
		}
		for _, s := range l.Sources {
			if !regexp.MustCompile(`20[0-9]{2}`).MatchString(s) {
				t.Errorf("%s: %s has no year", l.Key, s)
			}
		}
		for _, s := range l.Said() {
			if keys[s.Key] || (s.Drawing == "") != (s.Question > 0 && !l.Quiz[s.Question-1].Faces) {
				t.Errorf("%s stands twice, or has no drawing where one tells nothing", s.Key)
			}
			keys[s.Key] = true
			if of, again, ok := Shipped().Sentence(s.Key); !ok || of != l || again.Text != s.Text {
				t.Errorf("%s is not found", s.Key)
			}
		}
		pictured := 0
		for _, q := range l.Quiz {
			right[q.Right]++
			if !q.Faces {
				pictured++
			}
		}
		if pictured == 0 {
			t.Errorf("%s can be answered with one face alone", l.Key)
		}
	}
	if len(right) != Answers {
		t.Errorf("the right answer stands at %v", right)
	}
	for _, c := range []Class{Mothers, Pregnancy} {
		if len(Shipped().Of(c)) == 0 {
			t.Errorf("nothing is told in %s", c.Title())
		}
	}
	if l, _ := Shipped().Get("birth-signs"); l.For() != "怀孕 28 到 40 周" {
		t.Errorf("it is %s", l.For())
	}
}

// A text that changes is another sentence: what was recorded before is not played for it.
func TestAChangedSentenceHasAnotherKey(t *testing.T) {
	before, err := Parse(small)
	if err != nil {
		t.Fatal(err)
	}
	after, err := Parse(strings.Replace(small, "say: 打肥皂", "say: 先打肥皂", 1))
	if err != nil {
		t.Fatal(err)
	}
	a, b := before.Said(), after.Said()
	if a[0].Key == b[0].Key || a[1].Key != b[1].Key {
		t.Errorf("keys are %v and %v", a, b)
	}
}

// All that is the matter is told at once, each with its line; what is well beside it is
// not doubted. A lesson that an editor began with a mark is read all the same.
func TestCheckTellsEverything(t *testing.T) {
	text := strings.NewReplacer("version: 2", "version: zwei", "say: 打肥皂，搓一搓，冲干净。\n", "", "right: no", "right: maybe").Replace(small)
	dir := smallPack(text)
	delete(dir, "mud.svg")
	_, faults := Check(dir)
	var got []string
	for _, f := range faults {
		got = append(got, f.File+":"+strconv.Itoa(f.Line))
	}
	// The page without a word is told where it ends, the question with no answer too.
	if want := []string{"lesson.md:2", "lesson.md:13", "lesson.md:14", "lesson.md:18", "mud.svg:0"}; !slices.Equal(got, want) {
		t.Errorf("told %v, want %v: %v", got, want, faults)
	}
	if l, faults := Check(smallPack("\ufeff" + strings.ReplaceAll(small, "\n", "\r\n"))); len(faults) > 0 || l.Title != "洗手" {
		t.Errorf("with a mark: %v", faults)
	}
}

// A lesson of a pack takes the place of the program's, and nothing else does.
func TestShelfWith(t *testing.T) {
	own, err := Parse(small)
	if err != nil {
		t.Fatal(err)
	}
	newer := *Shipped().All()[0]
	newer.Version++
	before := len(Shipped().All())
	s := Shipped().With([]*Lesson{own, &newer})
	if got, _ := s.Get(newer.Key); got != &newer || len(s.All()) != before+1 || len(Shipped().All()) != before {
		t.Errorf("%d lessons, %d shipped", len(s.All()), len(Shipped().All()))
	}
}

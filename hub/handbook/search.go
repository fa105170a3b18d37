package handbook

import (
	"cmp"
	"math"
	"strings"
	"unicode"

	"yizhan/hub"
)

// What a hit is worth by where it stands. A whole word that people say for a page,
// found in a question, is worth most, the more the longer it is.
const (
	inTitle = 8.0
	inWords = 5.0
	inHead  = 1.5
	inText  = 1.0
	aSaying = 12.0 // for each character of it
)

// mostQuestion is how many characters of a question are read.
const mostQuestion = 60

// enough is the share of a question that a page has to answer to be shown: else the
// handbook says nothing about it.
const enough = 0.5

// index finds pages by pairs of neighbouring characters.
type index struct {
	pairs   map[[2]rune][]posting
	sayings []saying
	names   []name
}

type posting struct {
	page   int
	weight float64
}

// saying is a word of a page as people say it.
type saying struct {
	text string
	page int
}

// Hit is a page that was found.
type Hit struct {
	*Page
	Score float64
	Share float64 // of the question that it answers, 0 … 1
}

func newIndex(pages []*Page) index {
	x := index{pairs: map[[2]rune][]posting{}}
	for i, p := range pages {
		weights := map[[2]rune]float64{}
		put := func(text string, w float64) {
			for pair := range pairsOf(text) {
				weights[pair] = max(weights[pair], w)
			}
		}
		put(p.Title, inTitle)
		for _, w := range p.Words {
			put(w, inWords)
			x.sayings = append(x.sayings, saying{w, i})
			x.names = append(x.names, nameOf(w, i))
		}
		x.names = append(x.names, nameOf(p.Title, i))
		for _, s := range p.Sections {
			put(s.Head, inHead)
			for _, line := range s.Lines() {
				put(line, inText)
			}
		}
		for pair, w := range weights {
			x.pairs[pair] = append(x.pairs[pair], posting{i, w})
		}
	}
	for _, list := range x.pairs {
		hub.Sort(list, func(a, b posting) int { return cmp.Compare(a.page, b.page) })
	}
	return x
}

// pairsOf is each pair of neighbouring characters of a text, once.
func pairsOf(text string) map[[2]rune]bool {
	out := map[[2]rune]bool{}
	var before rune
	for _, r := range text {
		r = unicode.ToLower(r)
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			before = 0
			continue
		}
		if before != 0 {
			out[[2]rune{before, r}] = true
		}
		before = r
	}
	return out
}

// filler is what people say around what they ask about. The longest come first.
var filler = func() *strings.Replacer {
	var pairs []string
	for _, w := range []string{"怎么办呢", "怎么办啊", "怎么弄啊", "该怎么办", "应该怎么", "怎么处理", "怎么回事", "为什么", "是不是", "要不要", "能不能", "可不可以", "可以吗", "行不行",
		"有没有", "怎么办", "怎么弄", "怎么样", "咋回事", "怎么做", "怎么", "咋办", "咋弄", "咋整", "什么", "请问", "小孩子", "小孩", "孩子", "宝宝", "娃娃", "娃", "老是", "总是", "一直", "突然",
		"了吗", "多少", "应该", "可以", "我们", "这个", "那个", "咋", "吗", "呢", "啊", "呀", "了", "，", "。", "？", "?", "！", "、", " ", "　"} {
		pairs = append(pairs, w, " ")
	}
	return strings.NewReplacer(pairs...)
}()

// plain is a question without what is said around it; all of it where nothing else is
// left.
func plain(question string) string {
	if runes := []rune(question); len(runes) > mostQuestion {
		question = string(runes[:mostQuestion])
	}
	question = strings.ToLower(strings.TrimSpace(question))
	if short := strings.Join(strings.Fields(filler.Replace(question)), " "); short != "" {
		return short
	}
	return question
}

// Search finds the pages that a question is about, the likeliest first, at most so
// many: by characters, or by letters of their sounds (fs, fashao).
func (b *Book) Search(question string, most int) (out []Hit) {
	asked := plain(question)
	if asked == "" {
		return nil
	}
	hits := make([]Hit, len(b.pages))
	if spelled(asked) {
		b.index.spell(hits, strings.ReplaceAll(asked, " ", ""))
	} else {
		b.index.look(hits, strings.ToLower(question), asked)
	}
	for i, h := range hits {
		if h.Score > 0 {
			h.Page = b.pages[i]
			out = append(out, h)
		}
	}
	hub.SortStable(out, func(a, b Hit) int { return cmp.Compare(b.Score, a.Score) })
	return out[:min(len(out), most)]
}

// look counts what the pages have of a question. A pair that stands on few pages says
// more than one that stands on many.
func (x *index) look(hits []Hit, whole, asked string) {
	total := 0.0
	for pair := range pairsOf(asked) {
		list := x.pairs[pair]
		rare := math.Log(1 + float64(len(hits))/float64(1+len(list)))
		total += rare
		for _, p := range list {
			hits[p.page].Score += rare * p.weight
			hits[p.page].Share += rare
		}
	}
	for i := range hits {
		if total > 0 {
			hits[i].Share /= total
		}
	}
	longest := make([]int, len(hits))
	for _, s := range x.sayings {
		if !strings.Contains(whole, s.text) && !strings.Contains(asked, s.text) {
			continue
		}
		n := len([]rune(s.text))
		longest[s.page] = max(longest[s.page], n)
		if n > 1 {
			hits[s.page].Share = 1
		}
	}
	for i, n := range longest {
		hits[i].Score += aSaying * float64(n)
	}
}

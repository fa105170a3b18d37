package paper

import (
	"cmp"
	"strings"
	"unicode"

	"yizhan/hub"
)

// What a pair of characters is worth by where it stands: a word that people say for the
// paper, or its title, more than a line of its text.
const (
	inTitle = 6
	inTags  = 5
	inIssue = 2 // issuer and number
	inText  = 1
)

// mostAsked is how many characters of a question are read.
const mostAsked = 60

// Library is papers that are searched by many at once.
type Library struct {
	all   []Paper
	worth []map[string]int // by pair of characters, and of one character where that is all
}

// NewLibrary takes papers in; they keep their order where nothing is asked.
func NewLibrary(all []Paper) *Library {
	l := &Library{all: all}
	for _, p := range all {
		worth := map[string]int{}
		put := func(w int, texts ...string) {
			for _, t := range texts {
				for _, g := range grams(t) {
					worth[g] = max(worth[g], w)
				}
			}
		}
		put(inTitle, p.Title)
		put(inTags, p.Tags...)
		put(inIssue, p.Issuer, p.Number)
		put(inText, p.Lines...)
		l.worth = append(l.worth, worth)
	}
	return l
}

// All is every paper.
func (l *Library) All() []Paper { return l.all }

// Get is the paper of a key.
func (l *Library) Get(key string) (Paper, bool) {
	for _, p := range l.all {
		if p.Key == key {
			return p, true
		}
	}
	return Paper{}, false
}

// Hit is a paper that was found, and the line of it that answers most.
type Hit struct {
	Paper
	Line string
}

// said is how people at home say what papers have other words for. Longer ones stand first.
var said = strings.NewReplacer(
	"给多少钱", " 补助 ", "补多少钱", " 补多少钱 ", "发多少钱", " 补助 ", "给钱", " 补助 ", "发钱", " 补助 ", "要多少钱", " 收费 ", "交多少钱", " 收费 ", "学费", "收费", "押金", "预收费",
	"托儿所", "托育", "托管班", "托育", "娃娃", "孩子", "宝宝", "孩子", "小孩", "孩子", "娃", "孩子", "国家", " ", "政府", " ", "摄像头", "监控", "告状", "投诉", "报名", "约托",
)

// Search finds papers for a question in whatever words, the best first: those with half of
// its pairs of characters at least; where none has so many, those whose title or tags have
// one of them. Nothing asked: all of them.
func (l *Library) Search(question string) (hits []Hit) {
	if runes := []rune(question); len(runes) > mostAsked {
		question = string(runes[:mostAsked])
	}
	asked := grams(strings.Map(aside, said.Replace(question)))
	if len(asked) == 0 {
		for _, p := range l.all {
			hits = append(hits, Hit{Paper: p})
		}
		return hits
	}
	scores := map[string]int{}
	var near []Hit
	for i, p := range l.all {
		score, found, known := 0, 0, false
		for _, g := range asked {
			if w := l.worth[i][g]; w > 0 {
				score, found, known = score+w, found+1, known || w >= inTags
			}
		}
		scores[p.Key] = score
		switch hit := (Hit{p, best(p.Lines, asked)}); {
		case found*2 >= len(asked):
			hits = append(hits, hit)
		case known:
			near = append(near, hit)
		}
	}
	if len(hits) == 0 {
		hits = near
	}
	hub.SortStable(hits, func(a, b Hit) int { return -cmp.Compare(scores[a.Key], scores[b.Key]) })
	return hits
}

// aside parts a question where people only ask: 存几天 is about 存 and 天.
func aside(r rune) rune {
	if strings.ContainsRune("几吗呢么啊呀吧了的怎咋", r) {
		return ' '
	}
	return r
}

// best is the line with most of what was asked; "" where none has any of it.
func best(lines, asked []string) (line string) {
	most := 0
	for _, one := range lines {
		n := 0
		for _, g := range asked {
			if strings.Contains(strings.ToLower(one), g) {
				n++
			}
		}
		if n > most {
			line, most = one, n
		}
	}
	return line
}

// grams are the pairs of neighbouring letters or figures of a text, each once; of a text of
// one character itself.
func grams(text string) (out []string) {
	seen := map[string]bool{}
	put := func(g string) {
		if !seen[g] {
			seen[g] = true
			out = append(out, g)
		}
	}
	var run []rune
	flush := func() {
		if len(run) == 1 {
			put(string(run))
		}
		for i := 1; i < len(run); i++ {
			put(string(run[i-1 : i+1]))
		}
		run = run[:0]
	}
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			run = append(run, unicode.ToLower(r))
			continue
		}
		flush()
	}
	flush()
	return out
}

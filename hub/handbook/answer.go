package handbook

import (
	"slices"
	"strings"

	"yizhan/hub/markdown"
)

// Rule is something that is due at an age, in words, as the due rules say it.
type Rule struct {
	Text  string
	Words []string // a question with one of them is about it
}

// Answer is what a question is answered with: quotes of the handbook and rules, and
// nothing of its own. It is no diagnosis.
type Answer struct {
	Emergency string             // the word in the question that lets 120 come first; "" none
	Page      *Page              // what was found; nil nothing
	Quotes    []markdown.Section // of Page, as they stand there
	More      []*Page            // what may be meant as well
	Rules     []Rule             // those that the question is about
	Illness   bool               // the page is about illness: only a doctor says what it is
}

// None says whether the handbook has nothing to say.
func (a Answer) None() bool { return a.Page == nil && len(a.Rules) == 0 }

// illness and mishap are the groups whose pages do not say what somebody has.
const (
	illness = "ill"
	mishap  = "aid"
)

// emergencies are words that let 120 come first, each with the page that says what to
// do until somebody comes. Whoever asks about them for another reason loses a line.
var emergencies = []struct{ word, page string }{
	{"抽搐", "seizure"}, {"抽风", "seizure"}, {"惊厥", "seizure"}, {"抽筋", "seizure"}, {"抽了", "seizure"}, {"抽过去", "seizure"}, {"抽起来", "seizure"}, {"翻白眼", "seizure"}, {"口吐白沫", "seizure"},
	{"没呼吸", "cpr"}, {"没有呼吸", "cpr"}, {"不呼吸", "cpr"}, {"没气", "cpr"}, {"没心跳", "cpr"}, {"叫不醒", "cpr"}, {"喊不醒", "cpr"}, {"昏迷", "cpr"}, {"昏过去", "cpr"}, {"晕过去", "cpr"}, {"不醒人事", "cpr"}, {"不省人事", "cpr"},
	{"噎", "choking"}, {"卡住", "choking"}, {"卡喉", "choking"}, {"卡嗓子", "choking"}, {"呛住", "choking"}, {"吸到气管", "choking"},
	{"喘不上气", "breath"}, {"喘不过气", "breath"}, {"呼吸困难", "breath"}, {"嘴唇发紫", "breath"}, {"嘴唇发青", "breath"}, {"憋气", "breath"}, {"憋紫", "breath"}, {"脸发紫", "breath"}, {"脸发青", "breath"},
	{"大出血", "bleeding"}, {"血止不住", "bleeding"}, {"止不住血", "bleeding"}, {"流血不止", "bleeding"}, {"出血不止", "bleeding"},
	{"溺水", "drowning"}, {"淹", "drowning"}, {"掉水里", "drowning"}, {"掉进水", "drowning"}, {"触电", "electric"}, {"电着", "electric"}, {"电到", "electric"},
	{"农药", "poison"}, {"老鼠药", "poison"}, {"中毒", "poison"}, {"吃错药", "poison"}, {"误服", "poison"}, {"喝了84", "poison"}, {"喝了洗", "poison"}, {"喝了消毒", "poison"}, {"洁厕", "poison"}, {"电池", "poison"}, {"煤气", "gas"}, {"一氧化碳", "gas"},
	{"从楼上", "fall"}, {"坠楼", "fall"}, {"车撞", "fall"}, {"全身过敏", "allergy-now"}, {"喉咙肿", "allergy-now"},
}

// mostMore is how many other pages an answer names.
const mostMore = 3

// Answer answers a question. Rules are what is due here; those whose words stand in
// the question are quoted too.
func (b *Book) Answer(question string, rules ...Rule) Answer {
	var a Answer
	asked := strings.ToLower(question)
	for _, r := range rules {
		if slices.ContainsFunc(r.Words, func(w string) bool { return w != "" && strings.Contains(asked, w) }) {
			a.Rules = append(a.Rules, r)
		}
	}
	for _, h := range b.Search(question, 1+mostMore) {
		switch {
		case h.Share < enough:
		case a.Page == nil:
			a.Page = h.Page
		default:
			a.More = append(a.More, h.Page)
		}
	}
	for _, e := range emergencies {
		p := b.byKey[e.page]
		if !strings.Contains(asked, e.word) || p == nil {
			continue
		}
		a.Emergency = e.word
		if a.Page != nil && a.Page != p {
			a.More = slices.Insert(a.More, 0, a.Page)
		}
		a.More = slices.DeleteFunc(a.More, func(m *Page) bool { return m == p })
		a.Page = p
		break
	}
	if a.Page != nil {
		a.Quotes = quotes(a.Page)
		a.Illness = a.Page.Group == illness || a.Page.Group == mishap
	}
	return a
}

// quotes is what of a page answers: what must not wait, then what to do and what not;
// where neither is said, what stands first after when it is for.
func quotes(p *Page) (out []markdown.Section) {
	var then []markdown.Section
	for _, s := range p.Sections {
		switch {
		case s.Urgent:
			out = append(out, s)
		case strings.HasPrefix(s.Head, "怎么"), strings.HasPrefix(s.Head, "不要"):
			then = append(then, s)
		}
	}
	if len(then) == 0 {
		then = p.Sections[min(1, len(p.Sections)-1):][:1]
	}
	return append(out, then...)
}

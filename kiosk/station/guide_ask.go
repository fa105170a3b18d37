package station

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care/due"
	"yizhan/hub/handbook"
	"yizhan/hub/words"
	"yizhan/kiosk/ime"
	"yizhan/kiosk/page"
)

// guideAskShow opens the panel for a question.
func (s *Station) guideAskShow(v *visit) error { return v.render(v.asking(typing{}, nil)) }

func (v *visit) asking(t typing, err error) page.Guide {
	p := v.guideFrame("问一句", "照着手册答，不看病", "/guide")
	p.Action, p.Asking, p.Writing = "/guide/ask", true, true
	p.Errors = page.Faults(err)
	p.Writer = v.guideWriter(t, "要问的话", mostAsked)
	p.Writer.Figures = true // 三十九度，八个月
	return p
}

// guideAsk takes one press of a question, and answers it when it is asked.
func (s *Station) guideAsk(v *visit) error {
	var t typing
	done := v.press(&t, ime.General, false, mostAsked)
	if !done {
		return v.render(v.asking(t, nil))
	}
	question := strings.TrimSpace(t.Text)
	if question == "" {
		err := hub.E(hub.CodeInvalid, "guide.asked")
		return v.again(err, v.asking(t, err))
	}
	return v.render(v.answered(question))
}

// answered is what the handbook and the due rules say to a question, in their words.
func (v *visit) answered(question string) page.View {
	f := v.frame(question)
	f.Hint, f.Back, f.Here = "照着手册答的", "/guide/ask", "/guide/ask"
	a := handbook.Open().Answer(question, dueRules(question)...)
	if a.None() {
		return page.Message{Frame: f, Icon: "i-find", Kind: "calm", Head: "手册里没有", Lines: []string{words.Say("guide.none")},
			Ways: []page.Link{{Href: "/guide/ask", Text: "换句话问"}, {Href: "/guide", Text: "翻翻手册"}}}
	}
	p := page.GuidePage{Frame: f, Prev: "/guide/ask"}
	if a.Emergency != "" {
		p.Note = &page.Note{Kind: "bad", Icon: "i-warn", Bold: "先打 120。", Text: words.Say("guide.first")}
	}
	var pieces []page.GuidePiece
	if len(a.Rules) > 0 {
		rules := page.GuidePiece{Head: "到日子的", Kind: "list"}
		for _, r := range a.Rules[:min(len(a.Rules), mostRules)] {
			rules.Lines = append(rules.Lines, []page.GuideSpan{{Text: r.Text}})
		}
		pieces = append(pieces, rules)
	}
	pieces = append(pieces, page.Pieces(a.Quotes)...)
	if a.Page != nil {
		p.Ways = append(p.Ways, page.Link{Href: "/guide/" + a.Page.Key, Text: "看整页"})
		if p.Source = guideSource(a.Page); a.Illness {
			p.Source = words.Say("guide.doctor")
		}
	}
	for _, m := range a.More[:min(len(a.More), 2)] {
		p.Ways = append(p.Ways, page.Link{Href: "/guide/" + m.Key, Text: shortly(m.Title)})
	}
	p.Columns = page.Pour(pieces, a.Emergency != "")[0] // the whole of it is one press on
	return p
}

// mostRules is how many rules an answer quotes.
const mostRules = 6

// ordinal parts what a rule is about from which time it is: 打第二针百白破.
var ordinal = regexp.MustCompile(`^[打吃做查](第.[针次])?`)

// dueRules are the rules of children that a question may be about: those of an age,
// where one is said.
func dueRules(question string) (out []handbook.Rule) {
	age, aged := ageSaid(question)
	topics := map[string][]string{"dose": {"打针", "什么针", "哪针", "几针", "疫苗", "接种", "预防针"}, "visit": {"体检", "检查"}, "signs": {"发育", "会什么"}}
	for _, r := range due.Builtin().All() {
		if r.Of != due.FromBirth || aged && r.From.Months != age {
			continue
		}
		g := r.Heading()
		about := []string{ordinal.ReplaceAllString(r.Act, "")}
		if aged {
			about = append(about, topics[g.Code]...)
		}
		rule := handbook.Rule{Text: "满 " + strconv.Itoa(r.From.Months) + " 个月：" + r.Act + "。" + g.Ends, Words: about}
		if r.From.Months == 0 {
			rule.Text = "出生后：" + r.Act + "。" + g.Ends
		}
		if !slices.ContainsFunc(out, func(o handbook.Rule) bool { return o.Text == rule.Text }) { // of two vaccines for one disease
			out = append(out, rule)
		}
	}
	return out
}

var agePattern = regexp.MustCompile(`([0-9]{1,2}|[一二两三四五六七八九十]{1,3})(个半月|个月|月龄|月大|岁半|岁|周岁)`)

// ageSaid is the age in a question, in months: 8个月, 一岁半.
func ageSaid(question string) (months int, ok bool) {
	m := agePattern.FindStringSubmatch(question)
	if m == nil {
		return 0, false
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		n = numeralOf(m[1])
	}
	switch m[2] {
	case "岁", "周岁":
		n *= 12
	case "岁半":
		n = n*12 + 6
	}
	return n, n >= 0 && n <= 84
}

// numeralOf reads a number up to 99 in characters.
func numeralOf(text string) int {
	one := func(s string) int {
		for i, r := range []rune("一二三四五六七八九") {
			if s == string(r) {
				return i + 1
			}
		}
		if s == "两" {
			return 2
		}
		return 0
	}
	tens, ones, ten := strings.Cut(text, "十")
	if !ten {
		return one(text)
	}
	return max(1, one(tens))*10 + one(ones)
}

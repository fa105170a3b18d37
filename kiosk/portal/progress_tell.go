package portal

import (
	"net/http"
	"strings"
	"unicode"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/kiosk/page"
)

// unreached is what an officer writes who got nobody on the telephone; nobody says it of herself.
const unreached = "unknown"

// progressAsk asks for the two of a receipt, or for a slip.
func progressAsk(v *visit) error { return v.render(http.StatusOK, v.progressForm()) }

func (v *visit) progressForm() page.PortalForm {
	f := v.form("办到哪里了", "/", "/progress")
	f.Send = "查一查"
	f.Fields = []page.PortalField{
		{Name: "number", Label: "编号", Help: "比如 网约2026-00012；评价的条子写上面的八个字", Type: "code", Most: 20},
		{Name: "code", Label: "查询码", Help: "回执上的六个数；条子不用", Type: "figures", Most: 12, Optional: true},
	}
	return f
}

// progressTell tells how far a letter is to whoever has its receipt. A number that is
// nobody's and a wrong code sound the same.
func progressTell(v *visit) error {
	a, ok := v.read()
	if !ok {
		return orNothing(nil)
	}
	f := v.progressForm()
	number, code := strings.Map(plain, a.text("number", 20, true)), strings.Map(plain, a.text("code", 12, false))
	if len(a.faults) > 0 {
		return v.again(http.StatusUnprocessableEntity, "", f, a)
	}
	if !v.p.guess.Enter(v.p.Behind.Client(v.Request), v.p.since()) {
		return v.again(http.StatusTooManyRequests, said("portal.often"), f, a)
	}
	if err := v.letterDo(a, number, code); err != nil && hub.CodeOf(err) != hub.CodeNotFound {
		if text := sentence(err); text != "" {
			return v.again(http.StatusUnprocessableEntity, text, f, a)
		}
		return err
	}
	found, err := v.progress(number, code)
	if hub.CodeOf(err) == hub.CodeNotFound {
		return v.again(http.StatusNotFound, said("case.no-receipt"), f, a)
	}
	if err != nil {
		return err
	}
	f.Found = found
	return v.again(http.StatusOK, "", f, a)
}

// letterDo does what a button beside a letter's progress says: takes it back, or notes
// whether its answer is liked.
func (v *visit) letterDo(a answers, number, code string) error {
	switch a.Text("do") {
	case "off":
		return v.p.County.TakeBack(v.Context(), v.request(a), number, code)
	case "judge":
		return v.p.County.Judge(v.Context(), v.request(a), number, code, a.Text("says"))
	}
	return nil
}

// plain is a letter as a receipt has it: keyboards of telephones write wide figures and
// long dashes, and people part six figures in the middle.
func plain(r rune) rune {
	switch {
	case r >= '！' && r <= '～': // the wide twin of a plain letter
		return r - '！' + '!'
	case strings.ContainsRune("—–‐−", r):
		return '-'
	case unicode.IsSpace(r):
		return -1
	}
	return r
}

func (v *visit) progress(number, code string) (*page.PortalProgress, error) {
	today := v.p.Today()
	if code == "" {
		slip, err := v.p.County.Slip(v.Context(), number)
		if err != nil {
			return nil, err
		}
		if slip.Used == "" {
			return &page.PortalProgress{Head: "这张条子还没有用过"}, nil
		}
		return &page.PortalProgress{Head: calendar.Date(slip.Used, today) + "评过了，算数", Good: true}, nil
	}
	told, err := v.p.County.Progress(v.Context(), number, code)
	if err != nil {
		return nil, err
	}
	p := &page.PortalProgress{Head: told.State, Good: told.Done, Number: number, Code: code,
		Facts: []page.Fact{{Word: "编号", Text: told.Number}, {Word: "什么事", Text: told.Title}}}
	if p.Head == "" {
		p.Head = "收到了，在办"
	}
	if told.Since != "" {
		p.Facts = append(p.Facts, page.Fact{Word: "从哪天", Text: calendar.Date(told.Since, today)})
	}
	if told.Due != "" {
		p.Facts = append(p.Facts, page.Fact{Word: "最晚", Text: calendar.Date(told.Due, today) + "，过了还没有动静，打电话问县里"})
	}
	if told.Said != "" {
		p.Facts = append(p.Facts, page.Fact{Word: "回话", Text: told.Said})
	}
	if told.Judged != "" {
		p.Facts = append(p.Facts, page.Fact{Word: "满意吗", Text: told.Judged})
	}
	if told.Off {
		p.Off = "不来了，不约了"
	}
	for _, o := range told.Asks {
		if o.Code != unreached {
			p.Asks = append(p.Asks, page.Choice{Value: o.Code, Text: o.Label})
		}
	}
	return p, nil
}

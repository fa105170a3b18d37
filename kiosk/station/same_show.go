package station

import (
	"fmt"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// sameShow is everything about a child being known twice: what another station has,
// which of two facts is right, and the records that are one file here.
func (s *Station) sameShow(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	p, err := s.samePage(v, file, nil)
	if err != nil {
		return err
	}
	return v.render(p)
}

func (s *Station) samePage(v *visit, file desk.File, faults page.Errors) (page.Rows, error) {
	f := v.childFrame(file, "登记了两回")
	f.Help, f.Errors, f.Undo = "child", faults, v.undo(childAt(file.Child.ID)+"/undo", "", "记好了")
	at := childAt(file.Child.ID) + "/same"
	p := page.Rows{Frame: f, Action: at, Prev: f.Back, Empty: "这儿只看这一份登记，没有要问的。"}
	rows, err := s.hintRows(v, file.Child.ID)
	if err != nil {
		return p, err
	}
	for _, d := range file.Differ {
		row, err := s.differRow(v, d)
		if err != nil {
			return p, err
		}
		rows = append(rows, row)
	}
	for _, c := range append([]care.Child{file.Child}, file.Same...) {
		if len(file.Same) == 0 {
			break
		}
		row, err := s.recordRow(v, c)
		if err != nil {
			return p, err
		}
		if row.Tag = "看这一份"; c.ID != file.Child.ID {
			row.Tag, row.Do = "并进来的", []page.Choice{{Value: "apart-" + c.ID.String(), Text: "拆开", Icon: "i-undo"}}
		}
		rows = append(rows, row)
	}
	if len(file.Same) > 0 {
		p.Lead = "几份登记算一个孩子，只数一回。以后写的都记在“看这一份”里。什么也没删，随时能拆开。"
	}
	p.Rows, p.Pages = paged(rows, v.URL.Query().Get("page"), at)
	return p, nil
}

// hintRows are what other stations may know of this child; one tap answers.
func (s *Station) hintRows(v *visit, child hub.ID) (rows []page.Row, err error) {
	hints, err := s.Desk.Hints(v.ctx(), v.who.Actor, v.site.ID)
	if err != nil {
		return nil, err
	}
	for _, h := range hints {
		if h.Child.ID != child {
			continue
		}
		row := page.Row{Icon: "i-two", Bold: h.Station + "也登记了一个像的", Text: s.alikeIn(h.Why) + "。是同一个孩子吗？", Do: []page.Choice{
			{Value: "ours-" + h.Other.String(), Text: "是，以后我们管"},
			{Value: "theirs-" + h.Other.String(), Text: "是，以后他们管"},
			{Value: "different-" + h.Other.String(), Text: "不是"},
		}}
		if h.Answer != "" {
			row.Small = "那边说：" + s.choice("same-hint", "answer", h.Answer)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// alikeIn says in what two are alike: 名字、生日一样.
func (s *Station) alikeIn(why []string) string {
	var words []string
	for _, code := range why {
		words = append(words, s.choice("same-hint", "why", code))
	}
	if len(words) == 0 {
		return "看着像"
	}
	return strings.Join(words, "、") + "对得上"
}

// differRow puts the facts side by side; a tap says which is right.
func (s *Station) differRow(v *visit, d desk.Differing) (page.Row, error) {
	row := page.Row{Icon: "i-pen", Bold: d.Field.Label + "不一样", Text: "点对的那个"}
	for _, said := range d.Values {
		where, err := s.Desk.NameOf(v.ctx(), v.who.Actor, "site", said.Site)
		if err != nil {
			return row, err
		}
		if row.Small = where; said.Site != d.Values[0].Site {
			row.Small = "两个站写的"
		}
		row.Do = append(row.Do, page.Choice{
			Value: fmt.Sprintf("fact%d-%s", d.Field.No, said.Child), Text: plainWord(d.Field, said.Value),
		})
	}
	return row, nil
}

// recordRow is one of the records, with where and when it was registered.
func (s *Station) recordRow(v *visit, c care.Child) (page.Row, error) {
	where, err := s.Desk.NameOf(v.ctx(), v.who.Actor, "site", c.Site)
	if err != nil {
		return page.Row{}, err
	}
	peg := page.PegOf(c.Peg, c.ID)
	row := page.Row{Peg: &peg, Bold: c.Called(), Small: where}
	if c.Called() == "" {
		row.Bold = "别的站的一份"
	}
	if c.Registered != "" {
		row.Small = joinFacts(where, calendar.Date(c.Registered, s.Desk.Today())+"登记")
	}
	return row, nil
}

// sameTake carries out what was tapped.
func (s *Station) sameTake(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	verb, text, _ := strings.Cut(v.form.Text("do"), "-")
	other, err := hub.ParseID(text)
	if err != nil {
		return hub.E(hub.CodeNotFound, "desk.no-child")
	}
	ctx, actor, request, id := v.ctx(), v.who.Actor, v.form.Request(), file.Child.ID
	var out hub.Outcome
	switch no, isFact := strings.CutPrefix(verb, "fact"); {
	case isFact:
		n, _ := strconv.ParseUint(no, 10, 32) // an unknown field is refused there
		out, err = s.Desk.ChooseFact(ctx, actor, request, id, uint32(n), other)
	case verb == "ours":
		out, err = s.Desk.Unite(ctx, actor, request, id, other, id)
	case verb == "theirs":
		out, err = s.Desk.Unite(ctx, actor, request, id, other, other)
	default:
		out, err = s.Desk.Divide(ctx, actor, request, id, other, "different")
	}
	if err == nil {
		return v.done(childAt(id)+"/same", out)
	}
	if !question(err) {
		return err
	}
	p, perr := s.samePage(v, file, faultAt(err, ""))
	if perr != nil {
		return perr
	}
	return v.again(err, p)
}

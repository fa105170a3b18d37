package station

import (
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// familyShow lists brothers and sisters, and children who may be the same one.
// with=ID is one that was found, to be put to the family.
func (s *Station) familyShow(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	p, err := s.familyPage(v, file)
	if err != nil {
		return err
	}
	return v.render(p)
}

func (s *Station) familyPage(v *visit, file desk.File) (page.Rows, error) {
	f := v.childFrame(file, "兄弟姐妹")
	f.Help = "child"
	id := file.Child.ID
	p := page.Rows{Frame: f, Action: childAt(id) + "/family", Prev: f.Back, Empty: "还没有写兄弟姐妹。", Ways: []page.Link{
		{Href: "/find?for=" + id.String(), Text: "找一个添上", Icon: "i-find"},
		{Href: "/register?like=" + id.String(), Text: "登记家里另一个", Icon: "i-add"},
	}}
	if other, err := hub.ParseID(v.URL.Query().Get("with")); err == nil && other != id {
		row, err := s.kinRow(v, other)
		if err != nil {
			return p, err
		}
		row.Text += "，是一家的吗？"
		row.Do = []page.Choice{{Value: "join-" + other.String(), Text: "是一家", Icon: "i-check"}, {Value: "twins-" + other.String(), Text: "是双胞胎"}}
		p.Rows = append(p.Rows, row)
	}
	said, err := s.Desk.Said(v.ctx(), v.who.Actor, id)
	if err != nil {
		return p, err
	}
	for _, c := range file.Siblings {
		row, err := s.kinRow(v, c.ID)
		if err != nil {
			return p, err
		}
		row.Href, row.Way = childAt(c.ID), "看看"
		if said[c.ID] == "twins" || c.Birth == file.Child.Birth && c.Birth != "" {
			row.Tag = twinWord(c, file.Child)
		}
		row.Do = []page.Choice{{Value: "part-" + c.ID.String(), Text: "不是一家"}}
		p.Rows = append(p.Rows, row)
	}
	if len(file.Same) > 0 {
		p.Rows = append(p.Rows, page.Row{Icon: "i-two", Bold: "同一个孩子，登记了两回", Text: "已经算一个了", Href: childAt(id) + "/same", Way: "看看"})
	}
	alike, err := s.alikeRows(v, id)
	if slices.ContainsFunc(alike, func(r page.Row) bool { return r.Care }) {
		p.Lead = "有孩子看着和" + file.Child.Called() + "是同一个。是同一个就并成一份，什么也不丢；不是，点一下“不是”，以后不再问。"
	}
	p.Rows = append(p.Rows, alike...)
	return p, err
}

// alikeRows are the children that may be this one.
func (s *Station) alikeRows(v *visit, id hub.ID) (rows []page.Row, err error) {
	alike, err := s.Desk.Alike(v.ctx(), v.who.Actor, id)
	if err != nil {
		return nil, err
	}
	for _, k := range alike {
		row, err := s.kinRow(v, k.Child.ID)
		if err != nil {
			return nil, err
		}
		other := k.Child.ID.String()
		row.Tag, row.Care = "看着像同一个", true
		if k.Likeness == care.Twins {
			row.Tag, row.Care = "像双胞胎", false
		}
		row.Do = []page.Choice{{Value: "same-" + other, Text: "是同一个"}, {Value: "twins-" + other, Text: "双胞胎"}, {Value: "different-" + other, Text: "不是"}}
		rows = append(rows, row)
	}
	return rows, nil
}

// kinRow is another child on the page.
func (s *Station) kinRow(v *visit, id hub.ID) (page.Row, error) {
	file, err := s.Desk.File(v.ctx(), v.who.Actor, id)
	if err != nil {
		return page.Row{}, err
	}
	peg := page.PegOf(file.Child.Peg, id)
	return page.Row{Peg: &peg, Bold: file.Child.Called(), Small: childWord(file, s.Desk.Today())}, nil
}

// twinWord says twins by sex.
func twinWord(a, b care.Child) string {
	if a.Sex != b.Sex && sexWord(a.Sex) != "" && sexWord(b.Sex) != "" {
		return "龙凤胎"
	}
	return "双胞胎"
}

// familyTake notes what she said of two children.
func (s *Station) familyTake(v *visit) error {
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
	switch verb {
	case "join", "twins":
		_, err = s.Desk.Join(ctx, actor, request, id, other, verb == "twins")
	case "part":
		_, err = s.Desk.Part(ctx, actor, request, other)
	default:
		_, err = s.Desk.Judge(ctx, actor, request, id, other, verb)
	}
	if err == nil {
		return v.see(v.URL.Path)
	}
	if !question(err) {
		return err
	}
	p, perr := s.familyPage(v, file)
	if perr != nil {
		return perr
	}
	p.Errors = faultAt(err, "")
	return v.again(err, p)
}

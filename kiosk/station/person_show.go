package station

import (
	"strings"

	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// roles of an adult, as the buttons of her page say them.
var roles = []struct {
	role    desk.Role
	yes, no string
	has     func(care.Person) bool
}{
	{desk.Guardian, "是监护人", "监护人", func(p care.Person) bool { return p.Guardian }},
	{desk.Carer, "平时带孩子", "平时带", func(p care.Person) bool { return p.Carer }},
	{desk.Pickup, "可以接", "让接", func(p care.Person) bool { return p.Pickup }},
	{desk.Away, "在外务工", "在外务工", func(p care.Person) bool { return p.Away }},
}

// personShow is one adult of a child: what is written of her, and her roles.
func (s *Station) personShow(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	one, err := v.adult(file)
	if err != nil {
		return err
	}
	return v.render(s.personPage(v, file, one))
}

func (s *Station) personPage(v *visit, file desk.File, one care.Person) page.Rows {
	at := childAt(file.Child.ID) + "/person/" + one.ID.String()
	f := v.childFrame(file, adultName(one))
	f.Help = "child"
	p := page.Rows{Frame: f, Action: at, Prev: f.Back}
	line := func(word, text, field string) {
		if text == "" {
			text = "还没写"
		}
		p.Rows = append(p.Rows, page.Row{Bold: word, Text: text, Href: at + "/" + field, Way: "改"})
	}
	line("名字", one.Name, "name")
	line("是孩子的", kinWord(one.Kinship), "kinship")
	line("电话", care.MaskPhone(one.Phone), "phone")
	who := page.Row{Bold: "身份"}
	for _, r := range roles {
		if r.role == desk.Pickup && one.Guardian {
			continue // who is the guardian fetches by right
		}
		c := page.Choice{Value: "add-" + string(r.role), Text: r.no}
		if r.has(one) {
			c = page.Choice{Value: "end-" + string(r.role), Text: r.yes, Icon: "i-check"}
		}
		who.Do = append(who.Do, c)
	}
	p.Rows = append(p.Rows, who, page.Row{Bold: "记错了", Text: "从家里人里撤下，历史里还在", Do: []page.Choice{{Value: "gone", Text: "撤下"}}})
	return p
}

// personRole gives or takes a role, or takes her off the child's list.
func (s *Station) personRole(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	one, err := v.adult(file)
	if err != nil {
		return err
	}
	do := v.form.Text("do")
	switch {
	case do == "gone":
		out, err := s.Desk.WithdrawPerson(v.ctx(), v.who.Actor, v.form.Request(), one.ID)
		if err != nil {
			return err
		}
		return v.done(childAt(file.Child.ID), out)
	case do == "grown": // she was asked, and is 18
		if err = s.letFetch(v, file.Child.ID, one.ID); err != nil {
			break
		}
		return v.see(v.URL.Path)
	default:
		verb, role, _ := strings.Cut(do, "-")
		_, err = s.Desk.SetRole(v.ctx(), v.who.Actor, v.form.Request(), file.Child.ID, one.ID, desk.Role(role), verb == "add")
	}
	if err == nil {
		return v.see(v.URL.Path)
	}
	if !question(err) {
		return err
	}
	p := s.personPage(v, file, one)
	p.Errors = faultAt(err, "")
	if isQuestion(err) { // nothing else is asked meanwhile
		p.Rows = []page.Row{{Icon: "i-warn", Bold: "看过了，是大人", Do: []page.Choice{{Value: "grown", Text: "满 18 岁，让接", Icon: "i-check"}}}}
		p.Prev = v.URL.Path
	}
	return v.again(err, p)
}

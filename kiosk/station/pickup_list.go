package station

import (
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// pickupList says who may fetch a child. Guardians always may; others have to be
// on the list, and 18.
func (s *Station) pickupList(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	return v.render(s.pickupPage(v, file))
}

func (s *Station) pickupPage(v *visit, file desk.File) page.Rows {
	f := v.childFrame(file, "谁能接")
	f.Help = "pickup"
	at := childAt(file.Child.ID)
	p := page.Rows{Frame: f, Action: at + "/pickups", Prev: f.Back, Empty: "还没有能接孩子的人。",
		Ways: []page.Link{{Href: at + "/pickup", Text: "添一个人", Icon: "i-add"}}, Last: true}
	for _, one := range file.People {
		peg := page.PegOf(one.Peg, one.ID)
		row := page.Row{Peg: &peg, Bold: kinWord(one.Kinship), Text: one.Name, Small: joinFacts(care.MaskPhone(one.Phone), awayWord(one))}
		why := care.Builtin().CheckPickup(one, s.Desk.Today())
		switch {
		case why == nil && one.Guardian:
			row.Tag = "监护人，能接"
		case why == nil:
			row.Tag = "能接"
			row.Do = []page.Choice{{Value: "stop-" + one.ID.String(), Text: "不让接了"}}
		case why.Key == "pickup.young":
			row.Tag, row.Care = "没满 18 岁，不能接", true
		default:
			row.Tag = "不在名单上"
			row.Do = []page.Choice{{Value: "let-" + one.ID.String(), Text: "满 18 岁，让接", Icon: "i-check"}}
		}
		p.Rows = append(p.Rows, row)
	}
	return p
}

func awayWord(p care.Person) string {
	if p.Away {
		return "在外务工"
	}
	return ""
}

// pickupStop takes somebody off the list, or puts her on it.
func (s *Station) pickupStop(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	verb, text, _ := strings.Cut(v.form.Text("do"), "-")
	person, err := hub.ParseID(text)
	if err != nil {
		return hub.E(hub.CodeNotFound, "desk.no-person")
	}
	if verb == "let" {
		err = s.letFetch(v, file.Child.ID, person)
	} else {
		_, err = s.Desk.SetRole(v.ctx(), v.who.Actor, v.form.Request(), file.Child.ID, person, desk.Pickup, false)
	}
	if err == nil {
		return v.see(v.URL.Path)
	}
	if !question(err) {
		return err
	}
	p := s.pickupPage(v, file)
	p.Errors = faultAt(err, "")
	return v.again(err, p)
}

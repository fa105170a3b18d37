package station

import "yizhan/kiosk/page"

// rightsShow is what a family may ask for at the desk: to see all that is kept, to
// have it put right, to take an answer back, to have its use stopped or erased.
func (s *Station) rightsShow(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	at := childAt(file.Child.ID)
	f := v.childFrame(file, "家里的权利")
	f.Help, f.Road = "rights", v.road()
	p := page.Menu{Frame: f, Doors: []page.Door{
		{Href: at + "/asks/copy", Text: "看全部", Word: "能印，能带走", Icon: "i-list"},
		{Href: at + "/asks/correct", Text: "更正", Word: "哪里写错改哪里", Icon: "i-pen"},
		{Href: "/consents/" + file.Child.ID.String(), Text: "改主意", Word: "同意过的能收回", Icon: "i-hand"},
		{Href: at + "/erase", Text: "停用或删除", Word: "县里答复", Icon: "i-stop"},
	}}
	if s.Cards != nil {
		p.Doors = append(p.Doors, page.Door{Href: at + "/card", Text: "家庭卡", Word: "到别的站也打得开", Icon: "i-print"})
	}
	if s.Paper != nil {
		p.Doors = append(p.Doors, page.Door{Href: at + "/slips", Text: "小票", Word: "登记回条、谁能接", Icon: "i-print"})
	}
	return v.render(p)
}

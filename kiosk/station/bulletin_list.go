package station

import (
	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/kiosk/page"
)

// bulletinList is what the county told the station, those that wait for a tap first.
func (s *Station) bulletinList(v *visit) error {
	all, err := s.Desk.Posted(v.ctx(), v.who.Actor, v.site.ID)
	if err != nil {
		return err
	}
	f := v.framed("县里的通知")
	f.Help, f.Undo = "bulletins", v.undo("/bulletins", "", "记好了")
	p := page.Rows{Frame: f, Action: "/bulletins", Empty: "县里没有通知。"}
	var rows []page.Row
	for _, b := range all {
		row := page.Row{Icon: "i-speak", Bold: b.Title, Text: b.Text, Small: "县里" + calendar.Date(b.Day, s.Desk.Today()) + "发的"}
		if b.Read != "" {
			row.Small = joinFacts(row.Small, "看过了")
		} else {
			row.Do = []page.Choice{{Value: b.ID.String(), Text: "看过了"}}
		}
		rows = append(rows, row)
	}
	p.Rows, p.Pages = paged(rows, v.URL.Query().Get("page"), "/bulletins")
	if len(p.Pages) > 0 {
		p.Prev = "/"
	}
	return v.render(p)
}

// bulletinRead notes that one was seen here.
func (s *Station) bulletinRead(v *visit) error {
	if v.form.Has("undo") {
		if _, err := v.takeBack(); err != nil {
			return err
		}
		return v.see("/bulletins")
	}
	id, err := hub.ParseID(v.form.Text("do"))
	if err != nil {
		return hub.E(hub.CodeNotFound, "bulletin.none").Because(err)
	}
	out, err := s.Desk.ReadBulletin(v.ctx(), v.who.Actor, v.form.Request(), id)
	if err != nil {
		return err
	}
	return v.done("/bulletins", out)
}

// bulletinTodo are those that wait for a tap.
func (s *Station) bulletinTodo(v *visit) (rows []page.Row, err error) {
	all, err := s.Desk.Posted(v.ctx(), v.who.Actor, v.site.ID)
	for _, b := range all {
		if b.Confirm && b.Read == "" {
			rows = append(rows, page.Row{Icon: "i-speak", Bold: b.Title, Text: "县里的通知", Href: "/bulletins", Way: "去看"})
		}
	}
	return rows, err
}

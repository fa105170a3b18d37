package county

import (
	"fmt"

	"yizhan/hub"
	"yizhan/kiosk/page"
)

// officerShow is one who may log in.
func officerShow(v *visit) error { return v.officerPage(nil) }

// officer is the one that the address names.
func (v *visit) officer() (OfficerRow, error) {
	id, err := hub.ParseID(v.PathValue("id"))
	if err != nil {
		return OfficerRow{}, hub.E(hub.CodeNotFound, "county.no-page")
	}
	all, err := v.c.Officers.All(v.ctx())
	if err != nil {
		return OfficerRow{}, err
	}
	for _, o := range all {
		if o.ID == id {
			return o, nil
		}
	}
	return OfficerRow{}, hub.E(hub.CodeNotFound, "county.no-page")
}

func (v *visit) officerPage(faults page.Errors) error {
	o, err := v.officer()
	if err != nil {
		return err
	}
	p := page.CountyOfficer{CountyFrame: v.frame(o.Name, "officers"), ID: o.ID.String(), Self: o.Login == v.who.Login, Locked: o.Fails > 0, Coded: o.Coded, Admin: o.Admin}
	role, town := o.Role, o.Township
	if v.form.Has("role") {
		role, town, p.Admin = hub.Role(v.form.Text("role")), v.form.Text("township"), v.form.Has("admin")
	}
	p.Roles, p.Townships = v.roleChoices(role), v.areaChoices(town)
	last, code := "没有登录过", "没有"
	if !o.Last.IsZero() {
		last = v.moment(o.Last) + "，从 " + o.From
	}
	if o.Coded {
		code = "开着"
	}
	p.Facts = []page.Fact{{Word: "身份", Text: roleOf(o.Role, o.Admin)}, {Word: "管哪里", Text: v.areaOf(o.Township)}, {Word: "上次登录", Text: last},
		{Word: "动态码", Text: code}, {Word: "现在登录着", Text: fmt.Sprintf("%d 处", o.Here)}, {Word: "没登上", Text: fmt.Sprintf("连着 %d 次", o.Fails)}}
	if state := officerState(o); state != "" {
		p.Facts = append(p.Facts, page.Fact{Word: "怎么样", Text: state})
	}
	p.Errors = faults
	return v.typed(p, faults)
}

// officerDo changes her role, helps her in, or puts her out.
func officerDo(v *visit) error {
	o, err := v.officer()
	if err != nil {
		return err
	}
	back := "/officers/" + o.ID.String()
	switch v.form.Text("do") {
	case "change":
		err = v.c.Officers.Change(v.ctx(), v.who, v.wantedOfficer(o.Login))
	case "unlock":
		err = v.c.Officers.Unlock(v.ctx(), v.who, o.Login)
	case "no-code":
		err = v.c.Officers.DropCode(v.ctx(), v.who, o.Login)
	case "drop":
		err, back = v.c.Officers.Drop(v.ctx(), v.who, o.Login), "/officers"
	case "reset":
		password, err := v.c.Officers.Reset(v.ctx(), v.who, o.Login)
		if err != nil {
			return err
		}
		return v.passwordPaper(o.Login, password)
	default:
		err = hub.E(hub.CodeInvalid, "web.unreadable")
	}
	if hub.CodeOf(err) == hub.CodeInvalid && err != nil {
		return v.officerPage(page.Faults(err))
	}
	if err != nil {
		return err
	}
	return v.see(back)
}

package county

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"yizhan/hub"
	"yizhan/kiosk/page"
)

// officerRoutes are who may log in, for whoever administers.
func (c *County) officerRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /officers", c.signed(func(v *visit) error { return v.officers(nil) }))
	mux.HandleFunc("POST /officers", c.signed(officerAdd))
	mux.HandleFunc("POST /officers/rules", c.signed(officerRules))
	mux.HandleFunc("GET /officers/{id}", c.signed(officerShow))
	mux.HandleFunc("POST /officers/{id}", c.signed(officerDo))
}

// officerRoles are the roles as they are offered, the narrowest last.
var officerRoles = []hub.Role{hub.RoleCounty, hub.RoleTownship, hub.RoleHealth, hub.RoleViewer, hub.RoleAuditor, hub.RoleAdmin}

func (v *visit) officers(faults page.Errors) error {
	all, err := v.c.Officers.All(v.ctx())
	if err != nil {
		return err
	}
	codes, err := v.c.Desk.CodeRoles(v.ctx())
	if err != nil {
		return err
	}
	alone, err := v.c.Desk.TakesAlone(v.ctx())
	if err != nil {
		return err
	}
	p := page.CountyOfficers{CountyFrame: v.frame("人员", "officers"), Lead: fmt.Sprintf("%d 个人", len(all)), Name: v.form.Text("name"), Alone: strconv.Itoa(alone), Admin: v.form.Has("admin")}
	if v.form.Has("alone") {
		p.Alone = v.form.Text("alone")
	}
	for _, o := range all {
		row := page.OfficerRow{Href: "/officers/" + o.ID.String(), Name: o.Name, Role: roleOf(o.Role, o.Admin), Area: v.areaOf(o.Township),
			Last: "没有登录过", From: o.From, Code: "没有", State: officerState(o), Look: o.Locked > 0}
		if !o.Last.IsZero() {
			row.Last = v.moment(o.Last)
		}
		if o.Coded {
			row.Code = "开着"
		} else if slices.Contains(codes, o.Role) {
			row.Code = "要开，还没开"
		}
		p.Rows = append(p.Rows, row)
	}
	p.Roles, p.Townships = v.roleChoices(hub.Role(v.form.Text("role"))), v.areaChoices(v.form.Text("township"))
	for _, r := range officerRoles {
		p.Codes = append(p.Codes, page.Choice{Value: string(r), Text: RoleWord(r), On: slices.Contains(codes, r)})
	}
	p.Errors = faults
	return v.typed(p, faults)
}

func officerState(o OfficerRow) string {
	switch {
	case o.Locked > 0:
		return fmt.Sprintf("锁着，还有 %d 分钟", int((o.Locked+time.Minute-1)/time.Minute))
	case o.Once:
		return "还没换口令"
	case o.Here > 0:
		return "正登录着"
	}
	return ""
}

func (v *visit) roleChoices(on hub.Role) (out []page.Choice) {
	for _, r := range officerRoles {
		out = append(out, page.Choice{Value: string(r), Text: RoleWord(r), On: r == on})
	}
	return out
}

func (v *visit) areaChoices(on string) (out []page.Choice) {
	for _, t := range v.c.Officers.Townships() {
		out = append(out, page.Choice{Value: t.Code, Text: t.Name, On: t.Code == on})
	}
	return out
}

// wanted is the officer that a form describes.
func (v *visit) wantedOfficer(login string) NewOfficer {
	return NewOfficer{Login: login, Role: hub.Role(v.form.Text("role")), Township: v.form.Text("township"), Admin: v.form.Has("admin")}
}

// officerAdd lets somebody log in, and shows her first password once.
func officerAdd(v *visit) error {
	name := v.form.Text("name")
	password, err := v.c.Officers.Add(v.ctx(), v.who, v.wantedOfficer(name))
	if hub.CodeOf(err) == hub.CodeInvalid && err != nil {
		return v.officers(page.Faults(err))
	}
	if err != nil {
		return err
	}
	return v.passwordPaper(name, password)
}

// passwordPaper shows a password that somebody is given. It is in no address and kept
// nowhere: loading the page again shows nothing.
func (v *visit) passwordPaper(name, password string) error {
	v.w.Header().Set("Cache-Control", "no-store")
	return v.render(page.CountyPaper{CountyFrame: v.frame("口令", "officers"), Head: name + "的口令",
		Lines: []string{"只显示这一次。打印或者抄下来，当面交给本人；头一次登录就要换成自己的密码。"},
		Big:   []string{password}, Ways: []page.Link{{Href: "/officers", Text: "交给她了"}}})
}

// officerRules says what is asked of all officers.
func officerRules(v *visit) error {
	var roles []hub.Role
	for _, r := range v.form.All("codes") {
		if slices.Contains(officerRoles, hub.Role(r)) {
			roles = append(roles, hub.Role(r))
		}
	}
	actor := v.who.as(hub.ActOfficers)
	err := v.c.Desk.SetTakesAlone(v.ctx(), actor, v.form.Request(), v.form.Int("alone"))
	if hub.CodeOf(err) == hub.CodeInvalid && err != nil {
		return v.officers(page.Faults(err))
	}
	if err == nil {
		err = v.c.Desk.SetCodeRoles(v.ctx(), actor, hub.DeriveID("desk-rule", v.form.Request(), "codes"), roles)
	}
	if err == nil {
		err = v.c.Officers.NoteRule(v.ctx(), v.who, rulesText(v.form.Int("alone"), roles))
	}
	if err != nil {
		return err
	}
	return v.see("/officers")
}

func rulesText(alone int, roles []hub.Role) string {
	text := fmt.Sprintf("多于 %d 人两人同意", alone)
	for i, r := range roles {
		if i == 0 {
			text += "；动态码："
		} else {
			text += "、"
		}
		text += RoleWord(r)
	}
	return text
}

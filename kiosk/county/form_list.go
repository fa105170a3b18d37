package county

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// formRoutes are the forms that stations fill in: which there are, writing one.
func (c *County) formRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /forms", c.signed(formList))
	mux.HandleFunc("POST /forms", c.signed(formPublish))
	mux.HandleFunc("POST /forms/look", c.signed(formLook))
	mux.HandleFunc("GET /forms/guide", c.signed(formGuide))
	mux.HandleFunc("GET /forms/{kind}", c.signed(formShow))
	mux.HandleFunc("POST /forms/{kind}/retire", c.signed(formRetire))
	mux.HandleFunc("GET /forms/{kind}/table.xlsx", c.signed(formTable))
}

// mayForms: a form reaches every township, so whoever serves one of them writes none.
func (v *visit) mayForms() error {
	if v.who.Township != "" || !v.who.Actor.Role.May(hub.ActForms) {
		return hub.E(hub.CodeForbidden, "desk.may-not")
	}
	return nil
}

// formList is the county's forms, and those that come with the program.
func formList(v *visit) error {
	if err := v.mayForms(); err != nil {
		return err
	}
	own, err := v.c.Desk.Published(v.ctx(), v.who.Actor)
	if err != nil {
		return err
	}
	p, today := page.CountyForms{CountyFrame: v.frame("表", "forms")}, v.c.Desk.Today()
	for _, kind := range slices.Sorted(maps.Keys(own)) {
		one := own[kind]
		row := page.CountyFormRow{Href: "/forms/" + string(kind), Title: one.Title, Kind: string(kind), Day: calendar.Date(one.Day, today)}
		if def, ok := v.c.Desk.Forms().Get(kind); ok {
			row.Group, row.Who, row.Export = def.Group, rolesWord(def.Write), v.tableAt(def)
		}
		row.Version = fmt.Sprintf("第 %d 版", one.Version)
		switch {
		case one.Refused != nil:
			row.Title, row.Version, row.State, row.Look = string(kind), "", "这台机器用不了，点进去看", true
		case one.Retired:
			row.State = "停用了，填过的还看得到"
		}
		p.Own = append(p.Own, row)
	}
	for _, def := range v.c.Desk.Forms().Sheets() {
		if _, published := own[def.Kind]; !published {
			p.Shipped = append(p.Shipped, page.CountyFormRow{Title: def.Title, Group: def.Group, Who: rolesWord(def.Write), Export: v.tableAt(def)})
		}
	}
	if p.New = "/forms/new"; v.c.Code() == "" {
		p.New, p.Lead = "", "先在“设备”里接入一台机器，县里的代码定了，就能写表。"
	}
	if len(own) > 0 {
		p.Lead = fmt.Sprintf("%d 张", len(own))
	}
	return v.render(p)
}

// tableAt is where the sheets of a form are had as a table; "" for who may not.
func (v *visit) tableAt(def *form.Definition) string {
	if !v.who.Actor.Role.May(hub.ActExport) || !def.MayRead(v.who.Actor.Role) {
		return ""
	}
	return "/forms/" + string(def.Kind) + "/table.xlsx"
}

func rolesWord(roles []hub.Role) string {
	var who []string
	for _, r := range roles {
		if word := roleWords[r]; !slices.Contains(who, word) {
			who = append(who, word)
		}
	}
	return strings.Join(who, "、")
}

// roleWords are the roles that a form names.
var roleWords = map[hub.Role]string{
	hub.RoleHead: "站长", hub.RoleCarer: "保育师", hub.RoleHealth: "卫生院", hub.RoleTownship: "镇里", hub.RoleCounty: "县里",
}

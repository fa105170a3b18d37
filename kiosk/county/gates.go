package county

import (
	"fmt"

	"yizhan/hub"
)

// need is what a page asks of whoever opens it.
type need struct {
	act   hub.Act // that her role may do; "": anybody who has logged in
	or    hub.Act // or this one; "": no other
	whole bool    // she serves the whole county, not one township
	own   bool    // about her own login: what she has to do before anything else
	open  bool    // nobody has logged in yet, or the page asks by itself
}

func does(act hub.Act) need       { return need{act: act} }
func either(act, or hub.Act) need { return need{act: act, or: or, whole: true} }
func everywhere(act hub.Act) need { return need{act: act, whole: true} }

// gates says of every address of the desk what it needs. Which role may do which act
// stands in hub.Role.May, and nowhere else. An address that is not listed opens for
// nobody; TestEveryRouteHasAGate and, in hub/box, TestRoutesAndRoles go through all of
// them. Handlers still check what depends on the record: whose township, which form.
var gates = map[string]need{
	"GET /live":         {open: true}, // by a ticket that a page was given
	"GET /login":        {open: true},
	"POST /login":       {open: true},
	"POST /login/code":  {open: true},
	"POST /logout":      {open: true},
	"GET /me":           {own: true},
	"POST /me/password": {own: true},
	"POST /me/end":      {own: true},
	"GET /me/code":      {own: true},
	"POST /me/code":     {own: true},
	"GET /me/looks":     {},
	"GET /{$}":          {},
	"/":                 {},
	"GET /help/{tab}":   {},

	// Figures and stations: nobody is named.
	"GET /overview": does(hub.ActOversee),
	// The picture is what the whole county sees, under figures that an administrator of
	// logins may not open: it is put there by who publishes for the county.
	"GET /map":          everywhere(hub.ActForms),
	"POST /map":         everywhere(hub.ActForms),
	"POST /map/pin":     everywhere(hub.ActForms),
	"POST /map/drop":    everywhere(hub.ActForms),
	"POST /map/public":  everywhere(hub.ActForms),
	"GET /map/picture":  does(hub.ActOversee),
	"GET /figures":      does(hub.ActOversee),
	"GET /figures/{id}": does(hub.ActOversee),
	"GET /stations":     does(hub.ActOversee),
	"GET /alarms":       does(hub.ActOversee),
	"GET /silent":       does(hub.ActOversee),
	"GET /illness":      does(hub.ActOversee),
	"POST /illness":     everywhere(hub.ActForms),
	"GET /numbers":      everywhere(hub.ActForms),
	"POST /numbers":     everywhere(hub.ActForms),

	// Children, and what stations wrote of them.
	"GET /children":                does(hub.ActLook),
	"POST /children":               does(hub.ActLook),
	"GET /child/{id}":              does(hub.ActLook),
	"POST /child/{id}/phone":       does(hub.ActPhone),
	"GET /roster.xlsx":             does(hub.ActExport),
	"GET /open":                    does(hub.ActLook),
	"POST /open/hand":              everywhere(hub.ActMove),
	"POST /open/back":              everywhere(hub.ActMove),
	"GET /late":                    does(hub.ActLook),
	"GET /late/{kind}/{id}":        does(hub.ActLook),
	"POST /late/{kind}/{id}":       does(hub.ActWork),
	"GET /sheets":                  does(hub.ActLook),
	"GET /sheets/{kind}":           does(hub.ActLook),
	"GET /sheets/{kind}/{id}":      does(hub.ActLook),
	"POST /sheets/{kind}/{id}":     does(hub.ActWork),
	"GET /classes":                 does(hub.ActLook),
	"GET /forms/{kind}/table.xlsx": does(hub.ActExport),

	// Cases.
	"GET /cases":                           does(hub.ActCase),
	"POST /cases/find":                     does(hub.ActCase),
	"GET /cases/new":                       does(hub.ActWork),
	"GET /cases/new/{kind}":                does(hub.ActWork),
	"POST /cases/new/{kind}":               does(hub.ActWork),
	"GET /cases/new/{kind}/paper":          does(hub.ActWork),
	"GET /case/{kind}/{id}":                does(hub.ActCase),
	"POST /case/{kind}/{id}":               does(hub.ActWork),
	"GET /case/{kind}/{id}/edit":           does(hub.ActWork),
	"POST /case/{kind}/{id}/edit":          does(hub.ActWork),
	"POST /case/{kind}/{id}/hand":          does(hub.ActWork),
	"POST /case/{kind}/{id}/away":          does(hub.ActWork),
	"GET /case/{kind}/{id}/paper":          does(hub.ActCase),
	"GET /case/{kind}/{id}/receipt":        does(hub.ActCase),
	"GET /case/{kind}/{id}/photo/{field}":  does(hub.ActCase),
	"POST /case/{kind}/{id}/photo/{field}": does(hub.ActWork),
	"GET /ledger":                          everywhere(hub.ActWork),
	"GET /draws":                           everywhere(hub.ActWork),
	"POST /draws":                          everywhere(hub.ActWork),
	"GET /draws/{id}":                      everywhere(hub.ActWork),
	"POST /draws/{id}":                     everywhere(hub.ActWork),
	"GET /circle":                          everywhere(hub.ActWork),
	"POST /circle":                         everywhere(hub.ActWork),

	// Period reports: figures of stations, nobody is named.
	"GET /reports":                           does(hub.ActCase),
	"POST /reports/upload":                   everywhere(hub.ActForms),
	"POST /reports/take":                     everywhere(hub.ActForms),
	"GET /reports/plan/{id}":                 everywhere(hub.ActForms),
	"POST /reports/plan/{id}":                everywhere(hub.ActForms),
	"GET /reports/{key}/{period}":            does(hub.ActCase),
	"POST /reports/{key}/{period}":           everywhere(hub.ActForms),
	"GET /reports/{key}/{period}/paper":      does(hub.ActCase),
	"GET /reports/{key}/{period}/table.xlsx": does(hub.ActCase),
	"GET /report/{id}":                       does(hub.ActCase),
	"POST /report/{id}":                      does(hub.ActWork),
	"GET /report/{id}/paper":                 does(hub.ActCase),

	// What is copied into systems outside: whole numbers are shown, and leave.
	"GET /outside":                                  does(hub.ActExport),
	"POST /outside":                                 everywhere(hub.ActForms),
	"GET /outside/{id}/edit":                        everywhere(hub.ActForms),
	"POST /outside/{id}/edit":                       everywhere(hub.ActForms),
	"POST /outside/{id}/heads":                      everywhere(hub.ActForms),
	"GET /outside/{id}/codes/{n}":                   everywhere(hub.ActForms),
	"POST /outside/{id}/codes/{n}":                  everywhere(hub.ActForms),
	"POST /outside/{id}/codes/{n}/list":             everywhere(hub.ActForms),
	"GET /outside/{id}":                             does(hub.ActExport),
	"POST /outside/{id}":                            does(hub.ActExport),
	"GET /outside/{id}/of/{subject}":                does(hub.ActExport),
	"POST /outside/{id}/of/{subject}":               does(hub.ActExport),
	"GET /outside/{id}/file/{batch}":                does(hub.ActExport),
	"POST /outside/{id}/file/{batch}":               does(hub.ActExport),
	"GET /outside/{id}/file/{batch}/table":          does(hub.ActExport),
	"POST /outside/{id}/file/{batch}/answer":        does(hub.ActExport),
	"GET /outside/{id}/file/{batch}/answer/{kept}":  does(hub.ActExport),
	"POST /outside/{id}/file/{batch}/answer/{kept}": does(hub.ActExport),

	// What families ask to be erased, and how long data is kept.
	"GET /erasures":        everywhere(hub.ActErase),
	"GET /erasures/{id}":   everywhere(hub.ActErase),
	"POST /erasures/{id}":  everywhere(hub.ActErase),
	"GET /retention":       everywhere(hub.ActErase),
	"POST /retention":      everywhere(hub.ActErase),
	"POST /retention/hold": everywhere(hub.ActErase),

	// What goes out to all stations.
	"GET /forms":                   everywhere(hub.ActForms),
	"POST /forms":                  everywhere(hub.ActForms),
	"POST /forms/look":             everywhere(hub.ActForms),
	"GET /forms/guide":             everywhere(hub.ActForms),
	"GET /forms/{kind}":            everywhere(hub.ActForms),
	"POST /forms/{kind}/retire":    everywhere(hub.ActForms),
	"GET /holidays":                everywhere(hub.ActForms),
	"POST /holidays":               everywhere(hub.ActForms),
	"POST /holidays/look":          everywhere(hub.ActForms),
	"GET /lessons":                 everywhere(hub.ActForms),
	"POST /lessons":                everywhere(hub.ActForms),
	"POST /lessons/send":           everywhere(hub.ActForms),
	"GET /lessons/folder/{value}":  everywhere(hub.ActForms),
	"POST /lessons/folder/{value}": everywhere(hub.ActForms),
	"GET /lessons/heard":           everywhere(hub.ActForms),
	"POST /lessons/heard":          everywhere(hub.ActForms),
	"GET /lessons/heard/{id}":      everywhere(hub.ActForms),
	"GET /lessons/of/{key}":        everywhere(hub.ActForms),
	"GET /sent":                    everywhere(hub.ActForms),
	"GET /sent/{kind}/{id}":        everywhere(hub.ActForms),
	"GET /notices/new":             everywhere(hub.ActForms),
	"POST /notices/new":            everywhere(hub.ActForms),
	"POST /notices/{id}/recall":    everywhere(hub.ActForms),

	// What everybody sees.
	"GET /public":             everywhere(hub.ActForms),
	"POST /public":            everywhere(hub.ActForms),
	"POST /public/slips":      everywhere(hub.ActForms),
	"GET /public/family":      either(hub.ActForms, hub.ActOfficers), // on is an administrator's: desk.SetFamilyPage
	"POST /public/family":     either(hub.ActForms, hub.ActOfficers),
	"GET /public/paper/{id}":  everywhere(hub.ActForms),
	"POST /public/paper/{id}": everywhere(hub.ActForms),

	// Boxes and sticks.
	"GET /devices":                  everywhere(hub.ActFleet),
	"POST /devices/ask":             everywhere(hub.ActFleet),
	"POST /devices/sharing":         everywhere(hub.ActFleet),
	"GET /devices/new/{key}":        everywhere(hub.ActFleet),
	"POST /devices/new/{key}":       everywhere(hub.ActFleet),
	"GET /devices/done/{key}":       everywhere(hub.ActFleet),
	"GET /devices/done/{key}/file":  everywhere(hub.ActFleet),
	"GET /device/{key}":             everywhere(hub.ActFleet),
	"GET /device/{key}/opened.xlsx": everywhere(hub.ActExport),
	"GET /device/{key}/lost":        everywhere(hub.ActFleet),
	"POST /device/{key}/lost":       everywhere(hub.ActFleet),
	"POST /device/{key}/reset":      everywhere(hub.ActFleet),
	"POST /device/{key}/held":       everywhere(hub.ActFleet),
	"GET /stick":                    everywhere(hub.ActFleet),
	"POST /stick":                   everywhere(hub.ActFleet),
	"POST /stick/stop":              everywhere(hub.ActFleet),
	"POST /stick/done":              everywhere(hub.ActFleet),

	// Lists as tables: listTake asks besides for the gate of the page that shows one.
	"GET /list/{list}":          {},
	"GET /list/{list}/columns":  everywhere(hub.ActForms),
	"POST /list/{list}/columns": everywhere(hub.ActForms),

	// What goes to others, where nobody is named: studies, and keys to figures.
	"GET /study":          everywhere(hub.ActExport),
	"POST /study":         everywhere(hub.ActExport),
	"GET /keys":           everywhere(hub.ActFleet),
	"POST /keys":          everywhere(hub.ActFleet),
	"POST /keys/{id}/end": everywhere(hub.ActFleet),

	// Who may log in, and who did.
	"GET /officers":        everywhere(hub.ActOfficers),
	"POST /officers":       everywhere(hub.ActOfficers),
	"POST /officers/rules": everywhere(hub.ActOfficers),
	"GET /officers/{id}":   everywhere(hub.ActOfficers),
	"POST /officers/{id}":  everywhere(hub.ActOfficers),
	"GET /access":          everywhere(hub.ActLogins),
	"GET /access.xlsx":     everywhere(hub.ActLogins),

	// Subsidies. Whose a line is, is for who may look at children; the book of a fund names
	// stations only.
	"GET /money":                            does(hub.ActCase),
	"GET /money/rate":                       everywhere(hub.ActMoney),
	"POST /money/rate":                      everywhere(hub.ActMoney),
	"GET /money/of/{id}":                    does(hub.ActCase),
	"POST /money/of/{id}":                   everywhere(hub.ActMoney),
	"GET /money/run/{id}":                   does(hub.ActCase),
	"POST /money/run/{id}":                  everywhere(hub.ActMoney),
	"GET /money/run/{id}/paper":             does(hub.ActCase),
	"GET /money/run/{id}/table.xlsx":        does(hub.ActExport),
	"GET /money/run/{id}/names.xlsx":        does(hub.ActExport),
	"GET /money/run/{id}/site/{site}":       does(hub.ActLook),
	"GET /money/run/{id}/site/{site}/{no}":  does(hub.ActLook),
	"POST /money/run/{id}/site/{site}/{no}": does(hub.ActWork),
	"GET /fund":                             either(hub.ActMoney, hub.ActAudit),
	"POST /fund":                            everywhere(hub.ActMoney),
	"GET /fund.xlsx":                        either(hub.ActMoney, hub.ActAudit),

	// What officers show at stations.
	"GET /badge":   {act: hub.ActWork, or: hub.ActOfficers},
	"POST /badge":  does(hub.ActWork),
	"GET /badges":  everywhere(hub.ActOfficers),
	"POST /badges": everywhere(hub.ActOfficers),

	// Who looked, what left, and what leaves with the word of two.
	"GET /takes":      either(hub.ActAgree, hub.ActAudit),
	"POST /takes":     does(hub.ActExport),
	"GET /take/{id}":  either(hub.ActAgree, hub.ActAudit),
	"POST /take/{id}": everywhere(hub.ActAgree),
	"GET /audit":      everywhere(hub.ActAudit),
	"GET /audit.xlsx": everywhere(hub.ActAudit),
}

// May says whether an officer may do an act, in her part of the county. Who administers
// besides her own work may what an administrator may.
func (o Officer) May(act hub.Act) bool {
	return o.Actor.Role.May(act) || o.Admin && hub.RoleAdmin.May(act)
}

func (o Officer) passes(n need) bool {
	return (!n.whole || o.Township == "") && (n.act == "" || o.May(n.act) || n.or != "" && o.May(n.or))
}

// admit is asked before every handler. Errors: CodeForbidden, and CodeInternal for an
// address that nobody has thought about.
func (o Officer) admit(pattern string) error {
	n, known := gates[pattern]
	switch {
	case !known:
		return fmt.Errorf("county: no gate for %q", pattern)
	case o.passes(n):
		return nil
	case n.act == hub.ActExport:
		return hub.E(hub.CodeForbidden, "county.may-not-export")
	case n.act == hub.ActPhone:
		return hub.E(hub.CodeForbidden, "county.may-not-phone")
	case n.act == hub.ActFleet:
		return hub.E(hub.CodeForbidden, "device.may-not")
	}
	return hub.E(hub.CodeForbidden, "county.may-not")
}

// as is the officer in that of her roles that may do an act.
func (o Officer) as(act hub.Act) hub.Actor {
	actor := o.Actor
	if o.Admin && !actor.Role.May(act) {
		actor.Role = hub.RoleAdmin
	}
	return actor
}

// opens says whether a page is hers: what answers 403 is not offered.
func (o Officer) opens(pattern string) bool { return o.passes(gates[pattern]) }

// home is where her work begins.
func (o Officer) home() string {
	for _, page := range []string{"/overview", "/officers", "/audit"} {
		if o.opens("GET " + page) {
			return page
		}
	}
	return "/help/stations"
}

// Gate is a line of the table, for tests: who of an act's roles gets in.
type Gate struct {
	Pattern string
	Act     hub.Act // "": anybody who has logged in
	Or      hub.Act // or this one
	Whole   bool    // of the whole county alone
	Open    bool    // before a login
}

// Gates is the whole table, in no order.
func Gates() []Gate {
	all := make([]Gate, 0, len(gates))
	for pattern, n := range gates {
		all = append(all, Gate{pattern, n.act, n.or, n.whole, n.open})
	}
	return all
}

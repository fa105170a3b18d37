package hub

import "slices"

// Act is something that a role may or may not do: the one place that says so.
type Act string

const (
	ActWall     Act = "wall"     // arrive, leave, absent: with name and picture only
	ActStranger Act = "stranger" // let somebody off the list fetch a child
	ActRegister Act = "register" // 登记, add people of a child
	ActLook     Act = "look"     // open a child's page
	ActPhone    Act = "phone"    // see a whole phone or ID number
	ActCorrect  Act = "correct"  // change what is written, undo, settle conflicts
	ActConsent  Act = "consent"  // note a family's answer
	ActEnrol    Act = "enrol"    // 入托 and leaving
	ActMeasure  Act = "measure"  // height, weight
	ActCare     Act = "care"     // meals, sleep, medicine of the children in the house
	ActImport   Act = "import"   // take a roster
	ActExport   Act = "export"   // personal data leaves the box
	ActSite     Act = "site"     // site, groups, staff, settings
	ActFleet    Act = "fleet"    // enrol and revoke hubs, see all stations
	ActCarry    Act = "carry"    // give a stick what is sealed to other hubs, and take in what they left
	ActPause    Act = "pause"    // stop the use of a child's records because the family asks
	ActAudit    Act = "audit"    // read who looked at how many, and took what away
	ActTeach    Act = "teach"    // hold a class, keep what families answered to a lesson
	ActSpeak    Act = "speak"    // lend one's own voice to 念一遍, and take it back
	ActForms    Act = "forms"    // publish forms for the whole county
	ActErase    Act = "erase"    // order, or refuse, to erase; how long data is kept
	ActOversee  Act = "oversee"  // stations and figures of one's area, where nobody is named
	ActCase     Act = "case"     // read cases and what became of them
	ActWork     Act = "work"     // at the county's desk: begin cases and move them on
	ActMove     Act = "move"     // hand a child's file to another township
	ActAgree    Act = "agree"    // be the second officer, without whom a table of many people stays
	ActLogins   Act = "logins"   // read who logged in, when and from where
	ActOfficers Act = "officers" // say who may log in at the county, as what and how
	ActMoney    Act = "money"    // at the county: what subsidies pay, their runs, the book of a fund
	ActOwn      Act = "own"      // see one's own child, whose card one has shown
)

// rights is what each role may do. At the county nobody has all of it: who watches (an
// auditor) changes nothing and opens no child, who lets people in (an administrator)
// opens none either, who only looks sees no whole number. In a county of one clerk one
// person is two of them (see access.Person.Admin); the trail shows both.
var rights = map[Role][]Act{
	RoleHead: {ActWall, ActStranger, ActRegister, ActLook, ActPhone, ActCorrect, ActConsent, ActEnrol,
		ActMeasure, ActCare, ActImport, ActExport, ActSite, ActCarry, ActPause, ActSpeak, ActTeach, ActCase},
	RoleCarer: {ActWall, ActStranger, ActRegister, ActLook, ActPhone, ActCorrect, ActConsent, ActEnrol, ActMeasure, ActCare, ActCarry, ActSpeak, ActTeach, ActCase},
	RoleHealth: {ActRegister, ActLook, ActPhone, ActCorrect, ActConsent, ActMeasure, ActCarry, ActSpeak, ActTeach,
		ActOversee, ActCase, ActWork},
	RoleTownship: {ActLook, ActOversee, ActCase, ActWork},
	RoleCounty: {ActLook, ActPhone, ActExport, ActImport, ActFleet, ActCarry, ActForms, ActErase, ActAudit,
		ActOversee, ActCase, ActWork, ActMove, ActLogins, ActAgree, ActMoney},
	RoleViewer:  {ActLook, ActOversee, ActCase},
	RoleAuditor: {ActAudit, ActLogins, ActCase},
	RoleAdmin:   {ActOfficers, ActLogins, ActAgree, ActFleet, ActCarry},
	RoleBox: {ActWall, ActRegister, ActLook, ActPhone, ActCorrect, ActConsent, ActEnrol, ActMeasure, ActCare,
		ActImport, ActExport, ActSite, ActFleet, ActCarry, ActPause, ActForms, ActErase, ActAudit, ActTeach,
		ActOversee, ActCase, ActWork, ActMove, ActLogins, ActAgree, ActOfficers},
	RoleFamily: {ActOwn},
}

// May says whether a role may do an act. An unknown role may do nothing.
func (r Role) May(a Act) bool { return slices.Contains(rights[r], a) }

// OnOpenWall says whether an act needs no PIN where the 登记台 stands open: a tap
// says who acts, and the screen shows name and picture only.
func (a Act) OnOpenWall() bool { return a == ActWall }

// atHome is what nobody does on a box where she is a visitor, whatever her role at home:
// what takes personal data out of it or brings it in, who works there, and the county's
// own desk. Sticks for other hubs are sealed to them, and stay everybody's.
var atHome = []Act{ActExport, ActImport, ActSite, ActPause, ActForms, ActErase, ActFleet, ActAudit, ActMove, ActLogins, ActAgree, ActOfficers}

// OfVisitor says whether somebody who was let in for a day may do an act that her role may.
func (a Act) OfVisitor() bool { return !slices.Contains(atHome, a) }

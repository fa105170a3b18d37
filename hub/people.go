package hub

// Purpose is a reason to keep data, by code. The empty purpose gates nothing.
type Purpose string

// Basis is why a purpose is lawful; only BasisConsent gates keeping and sending.
type Basis string

const (
	BasisDuty     Basis = "duty"     // 法定职责
	BasisContract Basis = "contract" // 合同
	BasisConsent  Basis = "consent"  // 同意
)

// Answer is what a family said to a purpose.
type Answer string

const (
	AnswerYes     Answer = "yes"
	AnswerNo      Answer = "no"
	AnswerPending Answer = "pending" // 待签, 待父母确认
)

// Role is what a person may do here.
type Role string

const (
	RoleHead     Role = "head"     // 站长
	RoleCarer    Role = "carer"    // 保育师
	RoleHealth   Role = "health"   // 卫生院, 指导员
	RoleTownship Role = "township" // 乡镇干部
	RoleCounty   Role = "county"   // 县级
	RoleViewer   Role = "viewer"   // 只看: a leader, another office; of a township or of the county
	RoleAuditor  Role = "auditor"  // 审计: who looked, what left, what became of cases
	RoleAdmin    Role = "admin"    // 管理员: who logs in, which boxes; no child
	RoleBox      Role = "box"      // the folder's owner on the command line: 命令行
	RoleFamily   Role = "family"   // whoever holds a child's card, at a phone: no worker ever has it
)

// Reads is the role whose sheets this one reads: forms name the roles of those who work
// with them. Who only looks reads what a township does, an auditor what the county does.
func (r Role) Reads() Role {
	switch r {
	case RoleViewer:
		return RoleTownship
	case RoleAuditor:
		return RoleCounty
	}
	return r
}

// Actor is who acts: a staff member at a station's screen, an officer at the
// county, the folder's owner on the command line, or a family with its card.
type Actor struct {
	Staff ID // zero for the command line and for families
	Site  ID // the site she acts for
	Role  Role
	Open  bool // acts from an open 登记台 by one tap, without PIN
	Lane  Lane // the lane that her acts are written to

	Visitor bool // let in for a day, by her badge or by the 站长: see Act.OfVisitor
}

// May says whether she may do an act: her role may, and a visitor does not what stays
// with those who work here.
func (a Actor) May(act Act) bool {
	return a.Role.May(act) && (!a.Visitor || act.OfVisitor())
}

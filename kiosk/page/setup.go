package page

// SetupSteps are the stops of the first-run set-up.
func SetupSteps(now int) []Step {
	return steps(now, "地方", "站点", "班", "谁用", "密码", "县里")
}

// Welcome is the first page of a new box.
type Welcome struct {
	Frame
	Restore bool // a backup may be put back instead
}

func (Welcome) Page() string { return "welcome" }

// SetupSite asks for the site's name, its kinds and its role.
type SetupSite struct {
	Frame
	Steps []Step
	Name  string   // 柳沟村照护驿站; written on /setup/site-name
	Kinds []Choice // several may be on
	Roles []Choice // 驿站, 乡镇卫生院, 指导中心
	Role  string
	Next  string // what comes then: 班, 谁用
	Prev  string
}

func (SetupSite) Page() string { return "setup-site" }

// SetupGroups sets how many places each group has.
type SetupGroups struct {
	Frame
	Steps  []Step
	Action string // POST there; "" is /setup/groups
	Groups []Stepper
	Total  string // 一共 35 个托位
	Skip   string // label of go=skip; "" none
	Next   string // label of the main action
	Prev   string
}

func (SetupGroups) Page() string { return "setup-groups" }

// PickPeg lets somebody choose a picture.
type PickPeg struct {
	Frame
	Steps  []Step
	Action string
	Name   string
	Pegs   []PegChoice
	Prev   string
}

func (PickPeg) Page() string { return "pick-peg" }

// PegChoice is one picture; Taken ones belong to somebody else.
type PegChoice struct {
	Peg   Peg
	Value string // shi1: Peg.Kept
	On    bool
	Taken bool
}

// SetupCounty joins the county with an invitation, or leaves it for later.
type SetupCounty struct {
	Frame
	Steps  []Step
	Action string   // /setup/county, /settings/county
	Files  []Choice // invitations on the stick: field file
	Now    string   // where the box belongs, if it does already
	Prev   string
}

func (SetupCounty) Page() string { return "setup-county" }

// SetupDone says that the box can be used, and what it is.
type SetupDone struct {
	Frame
	Lines []Fact
}

func (SetupDone) Page() string { return "setup-done" }

package page

// StationState says where the records are and how the neighbours are doing.
type StationState struct {
	Frame
	Facts []Fact     // today's records, un-sent, last receipt, clock, backup …
	Peers []PeerLine // other boxes of the township, silent ones first, at most 3
	Rest  string     // 还有 28 站都通
	Lower []Fact     // refused commits, free space, phones, sound
}

func (StationState) Page() string    { return "state" }
func (StationState) Parts() []string { return []string{"state-facts", "state-peers", "strip"} }

// PeerLine is one neighbour.
type PeerLine struct {
	Name string
	Up   bool
	Word string // 刚联系过, 2 天没联系
}

// Prefs lets a person choose size and contrast.
type Prefs struct {
	Frame
	Sizes []Choice // field text: "", l, xl
	Looks []Choice // field look: plain, contrast
}

func (Prefs) Page() string { return "prefs" }

// StaffPerson is one colleague's page.
type StaffPerson struct {
	Frame
	Person Person
	Lines  []Fact
	Roles  []Choice // field role
	Self   bool
	Prev   string
}

func (StaffPerson) Page() string { return "staff-person" }

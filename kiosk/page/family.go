package page

// FamilyChild is a child as its family sees it at home, at the county's page: what its card
// opens at the station's Wi-Fi, and no more.
//
// Posted to /family/leave: request.
type FamilyChild struct {
	PortalFrame
	Child   string // as it is called at home
	Age     string
	Today   *PhoneToday // nil: nothing of today has come to the county
	Month   string      // 11月来了 12 天; "" it has no place
	Fetch   string      // who may
	Growth  string      // 长得正好; "" nothing can be said
	Watch   bool        // somebody should look at it
	Lines   []string
	Next    string
	Grown   []Fact
	Due     []FamilyDue
	More    string // that there is more to do
	Lessons []PortalDoor
	Asked   []PhoneAnswer
	Site    string
	StTel   string // as it is dialled; "" none is known
	StCall  string
}

// FamilyDue is one thing to do.
type FamilyDue struct {
	Text, When string
	Late       bool
}

func (FamilyChild) Page() string { return "family-child" }

package care

import "yizhan/hub"

// Temp is one measuring of a temperature.
type Temp struct {
	Ref
	Day    hub.Day `form:"day"`
	Minute int     `form:"minute"`
	Tenths int     `form:"tenths"` // of a degree
	By     hub.ID  `form:"by"`
}

// Illness is one time that a child is ill, from the first sign until it is back; Period is
// the day on which it began. Minutes are 0 where nothing was noted.
type Illness struct {
	Ref
	State      string   `form:"state"` // room, home, back, over
	Day        hub.Day  `form:"day"`
	Site       hub.ID   `form:"site"`
	Room       int      `form:"room"`
	Left       int      `form:"left"`
	Signs      []string `form:"signs"`
	Suspect    string   `form:"suspect"` // code of hub/care/day
	SaidBy     string   `form:"said_by"`
	Until      hub.Day  `form:"until"` // the first day on which it may come again
	NeedsProof bool     `form:"needs_proof"`
	Proof      bool     `form:"proof"`
	Back       hub.Day  `form:"back"`
	BackBy     hub.ID   `form:"back_by"`
}

// Open says whether the child is not well yet, as far as anybody has said.
func (i Illness) Open() bool { return i.State == "room" || i.State == "home" }

// Holds says whether a child that comes on a day has to be asked about first.
func (i Illness) Holds(day hub.Day) bool {
	return i.State == "home" && (i.NeedsProof || i.Until > day)
}

// Call is one call to a family.
type Call struct {
	Ref
	Day    hub.Day `form:"day"`
	Minute int     `form:"minute"`
	Whom   hub.ID  `form:"whom"`
	About  string  `form:"about"` // absent, ill
	Said   string  `form:"said"`
	By     hub.ID  `form:"by"`
	Site   hub.ID  `form:"site"`
}

// Reached says whether somebody answered.
func (c Call) Reached() bool { return c.Said != "" && c.Said != "nobody" }

// Cluster is that several children of a site were ill alike, and who was told.
type Cluster struct {
	Ref
	Day       hub.Day  `form:"day"`
	What      string   `form:"what"`
	Called    string   `form:"called"`
	Rule      string   `form:"rule"`
	Cases     int      `form:"cases"`
	Told      []string `form:"told"`
	ToldDay   hub.Day  `form:"told_day"`
	ToldCases int      `form:"told_cases"`
	By        hub.ID   `form:"by"`
}

// IllnessRule is a county's own figure for an illness.
type IllnessRule struct {
	Ref
	Illness string  `form:"illness"`
	Days    int     `form:"days"`
	End     string  `form:"end"`
	Day     hub.Day `form:"day"`
}

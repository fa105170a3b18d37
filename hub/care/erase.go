package care

import "yizhan/hub"

// EraseAsk is a family's request to stop using, or to erase, what is kept of a child.
type EraseAsk struct {
	Ref
	Child    hub.ID   `form:"child"`
	Subjects []string `form:"subjects"` // all records of the child, hex, itself included
	State    string   `form:"state"`    // asked, ordered, refused, cancelled
	What     string   `form:"what"`     // all, pause, or a purpose
	Site     hub.ID   `form:"site"`
	By       hub.ID   `form:"by"`
	Kinship  string   `form:"kinship"`
	ByName   string   `form:"by_name"`
	Proof    string   `form:"proof"` // id, known
	Day      hub.Day  `form:"day"`
	Due      hub.Day  `form:"due"`
	Before   string   `form:"before"`  // why the child was withdrawn when they asked
	Checked  string   `form:"checked"` // by the county: phone, seen, paper
	Answer   string   `form:"answer"`
	Answered hub.Day  `form:"answered"`
	Lanes    []string `form:"lanes"` // in which it was ordered
}

// Open says whether somebody still has to answer.
func (a EraseAsk) Open() bool { return a.State == "asked" }

// EraseHold keeps a child's records though their time is over.
type EraseHold struct {
	Ref
	On  bool    `form:"on"`
	Why string  `form:"why"`
	Day hub.Day `form:"day"`
}

// Erasure is a county's order as people see it.
type Erasure struct {
	Ref
	Target hub.ID   `form:"subject"`
	Gate   string   `form:"gate"`
	Kinds  []string `form:"kinds"`
	Upto   int      `form:"upto"`
	Reason string   `form:"reason"`
	Day    hub.Day  `form:"day"`
	Only   string   `form:"lane"` // "": every lane
}

// Erased is a hub's word that it has carried an order out.
type Erased struct {
	Ref
	Order  hub.ID  `form:"order"`
	Hub    []byte  `form:"hub"`
	Parts  int     `form:"parts"`
	Day    hub.Day `form:"day"`
	Backup hub.Day `form:"backup"` // from when on its backups do not hold it either; "" they may
}

// Sharing is whether the stations of a township may open each other's records.
type Sharing struct {
	Ref
	Township string  `form:"township"`
	On       bool    `form:"on"`
	Day      hub.Day `form:"day"`
}

// RetentionRule is how long a county keeps a class of data.
type RetentionRule struct {
	Ref
	Class string  `form:"class"`
	Years int     `form:"years"`
	Basis string  `form:"basis"`
	Day   hub.Day `form:"day"`
}

package page

// Wall is the 登记台: the open board of a day. It shows names and pictures only. Three of
// them differ in what a tap says: a child has come, it was looked at and is well (晨午检),
// it was fetched.
type Wall struct {
	Frame
	Board   Board
	Actor   *Person // who acts today at this screen; nil asks first
	Unsure  bool    // nobody has confirmed the time: a way to say that the day is wrong
	Today   string  // 11月23日 星期一: what the tap that says who acts confirms
	Staff   []Person
	Counts  []Count
	Tiles   []Family // at most 32 children, what a 7-inch panel shows without scrolling; a family at most 3
	Empty   string   // instead of tiles: 都记好了; "" says that nobody is expected
	Picking bool     // the next tap is about the child for which Pick asks
	Pages   []Choice // by group or village, when there are more; Value is the address
	All     Choice   // of Checks: 这 12 个都好; Value is what it posts; "" nobody is left
}

// Board is which of the walls it is.
type Board string

const (
	Morning Board = "morning"
	Checks  Board = "check"
	Evening Board = "evening"
)

func (Wall) Page() string { return "wall" }

// Checks says whether children are looked at.
func (w Wall) Checks() bool { return w.Board == Checks }

// Parts leave the strip out while a child is being picked: it then says what to tap.
func (w Wall) Parts() []string {
	parts := []string{"wall-counts", "wall-tiles"}
	if w.Checks() {
		parts = append(parts, "check-all")
	}
	if !w.Picking {
		parts = append(parts, "strip")
	}
	return parts
}

// Many says whether the tiles have to be lower to stay on a panel of seven inches,
// which shows three full rows of eight.
func (w Wall) Many() bool {
	n := 0
	for _, f := range w.Tiles {
		n += len(f.Kids)
	}
	return n > 24
}

// Path is where the wall's forms post.
func (w Wall) Path() string {
	if w.Checks() {
		return "/check"
	}
	return "/wall/" + string(w.Board)
}

// Picking is a second thing that a tap can be for: the button that says so, what it says
// while it holds, and what is asked then. Field is the query and the posted field.
type Picking struct{ Field, Text, Off, Ask string }

// Pick is a board's; nil: there is none.
func (w Wall) Pick() *Picking {
	switch w.Board {
	case Morning:
		return &Picking{"leave", "请假", "不请假了", "哪个孩子请假？"}
	case Checks:
		return &Picking{"odd", "有点不对", "有点不对", "哪个孩子有点不对？"}
	}
	return nil
}

// Count is a figure on the head: 14 到了.
type Count struct {
	Number string
	Word   string
}

// Family is one child, or brothers and sisters who are taken together.
type Family struct {
	Word string // 龙凤胎, 姐弟; "" for a single child
	Kids []Kid
}

// Kid is a child's tile on the wall.
type Kid struct {
	ID    string // of the child: what a link to it needs
	Value string // what a tap posts: the ids of all children it takes, by commas; "" opens Href instead
	Href  string // "" the child's day
	Name  string
	Peg   Peg
	State State
	Word  string // 7:36 到, 还没到, 病假, 奶奶接走, 未登记离开
	Just  bool   // the one of the undo bar
}

// State is what the wall knows of a child's day.
type State string

const (
	Waiting State = ""      // 还没到: raised and white, to be tapped next
	Here    State = "here"  // 到
	Gone    State = "went"  // 走
	Leave   State = "leave" // 假
	Missing State = "wait"  // 没
	Unnoted State = "ask"   // 未: was here, nobody noted the leaving
	Seen    State = "seen"  // 看: was looked at
)

// Mark is the character of the stamp.
func (s State) Mark() string {
	return map[State]string{Here: "到", Gone: "走", Leave: "假", Missing: "没", Unnoted: "未", Seen: "看"}[s]
}

// Stamp is the class of the stamp.
func (s State) Stamp() string {
	if s == Here || s == Seen {
		return ""
	}
	return string(s)
}

// WallAbsent asks why a child does not come.
type WallAbsent struct {
	Frame
	Child   Person
	Reasons []Choice
	Prev    string
}

func (WallAbsent) Page() string { return "wall-absent" }

// WallPickup asks who fetches a child when it is not the usual one.
type WallPickup struct {
	Frame
	Child  Person
	Value  string   // as Kid.Value
	Time   string   // minute of the day that was said before; "" now
	People []Person // those who may fetch it; Off: may not, Word says why
	Prev   string
}

func (WallPickup) Page() string { return "wall-pickup" }

// Stranger is the named exception: somebody who is not on the list fetches a child.
type Stranger struct {
	Frame
	Child  Person
	Value  string   // as Kid.Value
	Kin    []Choice // 舅舅, 叔叔, 邻居 …
	KinOn  string
	Called string   // the name, once written
	Adult  bool     // somebody saw that he is 18
	Seen   bool     // his ID card was looked at
	Asked  []Choice // who agreed on the telephone
	AskOn  string
	Prev   string
}

func (Stranger) Page() string { return "stranger" }

// WallChild is one child's day: what was noted, and the way to correct it.
type WallChild struct {
	Frame
	Child    Person
	Lines    []Fact
	Fixes    []Choice // what can be put right: 没来，点错了 …
	FixOn    string
	Timed    bool // the fix needs a time
	Time     Time
	People   []Choice // who it was, where the fix needs one
	PersonOn string
	Reasons  []Choice
	WhyOn    string
	Ready    bool // all that the fix needs is chosen
	Signed   bool // the PIN was given already
	Prev     string
	Slip     string // the day as it is told to whoever fetches the child; "" while something is put right
}

func (WallChild) Page() string { return "wall-child" }

// Staff shows who is on duty, so that the ratio is live.
type Staff struct {
	Frame
	People []Person // On: here; Word: 7:20 来的
	Groups []Ratio
}

func (Staff) Page() string    { return "staff" }
func (Staff) Parts() []string { return []string{"staff-groups", "staff-people", "strip"} }

// Ratio is one group: children, staff, and whether they are enough, in words.
type Ratio struct {
	Group    string // 托小班
	Children string // 8 个孩子
	Staff    string // 2 位老师
	Word     string // 够, 差 1 位
	Short    bool
}

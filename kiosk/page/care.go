package page

// CareBatch notes one thing of all children in the house at once: every tile stands at the
// usual answer, the child that differs is tapped and says which.
//
// Posted: pick=child | how=answer (with picked) | ago=minutes | go=next; what was said so
// far stands in hidden fields: kid=child.answer of every tile.
type CareBatch struct {
	Frame
	Action   string
	Question string // 午饭吃了多少？
	Quiet    string // beside it: 点不一样的孩子
	Kids     []CareKid
	Empty    string    // instead of tiles
	Picked   *Person   // who is asked about; nil: nobody
	Answers  []Choice  // of the picked child; field how
	Agos     []Choice  // when it was: 现在, 15 分钟前; field ago
	Ago      string    // chosen
	Pages    []Choice  // by group; Value is the address
	Group    string    // the one shown; "" all
	Said     []string  // hidden: child.answer, "." and nothing where nothing is to be noted
	Lines    []CareBar // how far the groups are
	Ways     []Link
	Turn     string // hidden, of the yard: out, in
	Prev     string
	Next     string // label of the main action go=next; "" nothing can be noted
}

func (CareBatch) Page() string { return "care-batch" }

// Many says whether the tiles have to be lower: more than two rows of eight.
func (c CareBatch) Many() bool { return len(c.Kids) > 16 }

// CareKid is a child's tile.
type CareKid struct {
	ID     string
	Name   string
	Peg    Peg
	Word   string // 吃光了, 12:40 睡的
	Harm   string // 鸡蛋: what it must not eat; "" nothing is known
	On     bool   // is being asked about
	Differ bool   // not the usual answer
	Noted  bool   // stands so in the record
	Shut   bool   // nothing is to be said of it here; Word says why
}

// CareBar is one line of progress: 托小班 今天户外 85 分钟，还差 35 分钟.
type CareBar struct {
	Word    string
	Text    string
	Percent int // of what is asked for, at most 100
}

package page

// Noting says that something was done: when, as tiles of likely days, and what is asked
// besides.
//
// Posted: day=2026-11-23 | go=other (AskDay), and of each question its field; what was
// answered stands in hidden fields behind the buttons.
type Noting struct {
	Frame
	Action   string
	Question string
	Days     []Choice // field day
	Other    string   // label of the tile that leads to all days
	Asks     []NotingAsk
	Hints    []string // what has to be known: 以接种门诊安排为准
	Put      *Link    // 推后
	Prev     string
}

func (Noting) Page() string { return "noting" }

// NotingAsk is one more question with few answers.
type NotingAsk struct {
	Label  string
	Field  string
	Value  string // what is chosen
	Choice []Choice
}

// PutOff asks until when something is put off, and why.
//
// Posted: until=day, reason=code, go=next; go=other (AskDay).
type PutOff struct {
	Frame
	Action  string
	Untils  []Choice
	Until   string
	Reasons []Choice
	Reason  string
	Quiet   string
	Ready   bool
	Prev    string
}

func (PutOff) Page() string { return "put-off" }

// Doses is a child's doses, a tile each: given, due, later. Posted: do=code.
type Doses struct {
	Frame
	Action string
	Tiles  []DoseTile
	Quiet  string // 以接种门诊安排为准
	Lead   string // 下一针：11月30日起 第二针百白破
	Others *Link  // the other vaccines for the same diseases
	Prev   string
}

func (Doses) Page() string { return "doses" }

// DoseTile is one dose.
type DoseTile struct {
	Value string
	Name  string // 百白破 第二针
	Word  string // 10月3日打了, 该打了
	State string // given, due, late, "" later
	Off   bool   // cannot be noted yet
}

package page

// CountyLate is the sheets that stations have let stand for longer than their forms allow,
// nobody's name among them.
type CountyLate struct {
	CountyFrame
	Lead string // 5 张表过了期限没办，2 张归您管
	Rows []CountyLateRow
}

// CountyLateRow is one of them.
type CountyLateRow struct {
	Look                      bool // it is with this officer now
	Href                      string
	Title, State              string // which form, and where it stands
	Town, Station, Phone, Due string
	Late                      string // 12 天
	To                        string // who is to see to it now: 站长, 县里
}

func (CountyLate) Page() string { return "county-late" }

// CountySheet is one sheet of a station in words.
type CountySheet struct {
	CountyFrame
	Whose  string // 王梓涵 · 20 月龄
	Facts  []Fact
	Action string // POST there
	From   string // the state that it stands in
	Moves  []CountyStep
	Prev   string
}

// CountyStep is a step that the officer may take with the sheet. What it still needs is
// asked beside its button.
//
// Posted: do=TO, from, need-FIELD.
type CountyStep struct {
	To, Label string
	Needs     []CountyNeed
}

// CountyNeed is a question of it.
type CountyNeed struct{ Field, Label, Said string }

func (CountySheet) Page() string { return "county-sheet" }

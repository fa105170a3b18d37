package page

// CountySent is what the county gave to its stations, and to how many of them it has come.
type CountySent struct {
	CountyFrame
	Lead     string
	Rows     []SentRow
	Versions []VersionRow
}

func (CountySent) Page() string { return "county-sent" }

// SentRow is one thing that went out.
type SentRow struct {
	Href      string
	Kind      string // 通知, 放假和调休, 表
	Title     string
	When, Who string
	Have, All int      // boxes
	Lack      []string // where it has not come yet, the first of them
	More      string   // 等 12 个站; "" they are all named
	Gone      bool     // taken back
}

// VersionRow is a release of the program, and who runs it.
type VersionRow struct {
	Version  string
	Stations []string
	Unread   []string // those for which it is too old to read some form of the county's
}

// CountySentOne is one of them, box by box.
//
// Posted at Recall: nothing else.
type CountySentOne struct {
	CountyFrame
	Kind     string
	Lead     string
	Lines    []string // what a notice says
	Confirm  bool     // stations tap that they have seen it
	Stations []SentStation
	Recall   string // where it is taken back; "" it cannot be, or was
	Prev     string
}

func (CountySentOne) Page() string { return "county-sent-one" }

// SentStation is one box.
type SentStation struct {
	Look  bool
	Town  string
	Name  string
	State string // 到了, 还在路上, 没到
	Why   string // as far as anybody knows, and what to do
	Read  string // 11月23日看过了
}

// CountyNotice writes a notice to stations.
//
// Posted: title, text, town, until, confirm.
type CountyNotice struct {
	CountyFrame
	Head, Body string // as typed
	Towns      []Choice
	Until      string
	Confirm    bool
	Prev       string
}

func (CountyNotice) Page() string { return "county-notice" }

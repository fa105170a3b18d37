package page

// EraseNotice is the sheet that a family takes home after it asked to erase: on the
// screen a preview, on the printer one A4 page.
type EraseNotice struct {
	Frame
	Site   string
	Facts  []Fact // what was asked, and how far it is
	Source string // of the figure of days
	Kept   string // what a law makes us keep; "" nothing
	Hubs   []Fact // where it was erased
	Beyond []Fact // what no order reaches, by day
	Prev   string
	Print  string // POST there prints; "": the browser does
}

func (EraseNotice) Page() string { return "erase-notice" }

// CountyErasures is what families asked, and how far the orders have come.
type CountyErasures struct {
	CountyFrame
	Lead string
	Rows []CountyErasureRow
}

func (CountyErasures) Page() string { return "county-erasures" }

// CountyErasureRow is one request.
type CountyErasureRow struct {
	Href  string
	Name  string // of the child, while it has one; else 一个孩子
	Where string // station
	What  string
	By    string
	Day   string
	Due   string // 12月14日，还有 21 天; "" once answered
	Late  bool
	State string
	Done  string // 11/12 处
	Look  bool
}

// CountyErasure is one request, to be answered or followed.
type CountyErasure struct {
	CountyFrame
	ID     string
	Facts  []Fact
	Goes   string // what an order erases
	Kept   string // what a law makes us keep, with its source; "" nothing
	Open   bool   // it waits for an answer
	Pause  bool   // nothing is to be erased
	Checks []Choice
	Answer string // as typed
	Lead   string // 已在 11/12 处删除
	Hubs   []CountyReach
	Beyond []Fact
	Child  string // address of the child's page; "" it is gone
}

func (CountyErasure) Page() string { return "county-erasure" }

// CountyReach is one hub that an order has to reach.
type CountyReach struct {
	Name, State, Day, Backup, Seen string
	Look                           bool
}

// CountyRetention is how long data is kept, what runs out next, and what is held.
type CountyRetention struct {
	CountyFrame
	Classes []RetentionRow
	Due     []RetentionDue
	Lead    string
	Whys    []Choice
	Source  string // of the days to answer
}

func (CountyRetention) Page() string { return "county-retention" }

// RetentionRow is one class of data.
type RetentionRow struct {
	Code, Title, Kinds, After, Source string
	Years, Least                      int
	Sure                              string // 有规定, 借用的，待县里确认, 县里定的
}

// RetentionDue is a child whose records run out.
type RetentionDue struct {
	Child, Href, Name, Where string
	What                     string // 全部, or what stays
	Day                      string
	Over                     bool   // it runs out tonight
	Held                     string // why it is held; "" it is not
}

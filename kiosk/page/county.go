package page

// CountyFrame is what every page of the county's desk has around its work.
type CountyFrame struct {
	Title   string
	Hint    string
	County  string // 上党区
	Who     string // 赵敏 · 县卫健局; "" nobody is signed in
	Tab     string // stations, children
	Request string
	Errors  Errors
	Ticket  string
	Note    *Note
	Text    string
	// Contrast has no switch at the desk; the field keeps one layout for all.
	Contrast bool
}

// CountyLogin asks for name and password.
type CountyLogin struct {
	CountyFrame
	Name   string // as typed
	Locked string
	Next   string
}

func (CountyLogin) Page() string { return "county-login" }

// CountyStations is the table of stations: those that need somebody first.
type CountyStations struct {
	CountyFrame
	Lead     string // 共 24 站，先看要管的
	Stations []StationRow
	Todo     []Link
}

func (CountyStations) Page() string    { return "county-stations" }
func (CountyStations) Parts() []string { return []string{"county-station-rows"} }

// StationRow is one station.
type StationRow struct {
	Mark    string // 断, 缓, 通
	Class   string // bad, ask, ""
	Look    bool   // the line wants attention
	Town    string
	Name    string
	Href    string // its children
	Last    string // 16:40, 11月14日
	Way     string // 直连, 邻站带, U 盘
	Unsent  string
	Copies  string
	Kids    string
	Version string
}

// CountyChildren is the list of children with its search.
type CountyChildren struct {
	CountyFrame
	Query    string // as typed; posted, never in the address
	Towns    []Choice
	Town     string
	Stations []Choice
	Station  string
	Kinds    []Choice
	Kind     string
	Lead     string // 412 个孩子，这里是 1–50
	Rows     []CountyChildRow
	Prev     string // value of the field page, "" none
	Next     string
}

func (CountyChildren) Page() string { return "county-children" }

// CountyChildRow is one child.
type CountyChildRow struct {
	Href    string
	Name    string
	Sex     string
	Birth   string
	Age     string
	Kind    string
	Village string
	Station string
	Carer   string
	Sealed  bool
}

// CountyChild is one child at the county's desk.
type CountyChild struct {
	CountyFrame
	ID      string
	Word    string
	Tags    []string
	Facts   []Fact
	People  []Relative
	Days    []DayMark
	Came    string
	History []Row
	Prev    string
}

func (CountyChild) Page() string { return "county-child" }

// CountyMessage says one thing.
type CountyMessage struct {
	CountyFrame
	Head  string
	Lines []string
	Ways  []Link
}

func (CountyMessage) Page() string { return "county-message" }

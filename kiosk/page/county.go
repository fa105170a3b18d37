package page

import (
	"cmp"
	"slices"
)

// CountyFrame is what every page of the county's desk has around its work.
type CountyFrame struct {
	Title   string
	Hint    string
	County  string // 上党区
	Who     string // 赵敏 · 县卫健局; "" nobody is signed in
	Tab     string // stations, children, erase, …
	Export  bool   // she may take the roster
	Sticks  bool   // she may use a stick
	Badge   bool   // … makes badges for visits, or sees everybody's
	Audit   bool   // she may read who looked
	Takes   bool   // … asks for, or agrees to, tables with many people
	Waiting int    // how many of those wait for her word
	Share   bool   // … gives keys to other departments
	Fleet   bool   // she may let boxes in and put them out
	Erase   bool   // she answers what families ask to be erased
	Forms   bool   // she writes forms for the county
	Reports bool   // she reads what stations report
	Lessons bool   // … gives out lessons

	Officers bool     // … says who may log in
	Access   bool     // … reads who did
	Shut     []string // tabs that are not hers
	Money    bool     // she sees what subsidies come to
	Request  string
	Errors   Errors
	Ticket   string
	Note     *Note
	Leaves   *Leaves // how the page's list is taken away; nil: it is none
	Text     string
	// Contrast has no switch at the desk; the field keeps one layout for all.
	Contrast bool
}

// HelpKey is the tab whose help 帮助 opens; a page of no tab has that of the first.
func (f CountyFrame) HelpKey() string { return cmp.Or(f.Tab, "stations") }

// NoStations is what stands where there is no station yet: only who may let boxes in is told
// to.
func (f CountyFrame) NoStations() string {
	if f.Fleet {
		return "还没有站点入网。在“设备”里接入一台，接上以后就在这里。"
	}
	return "还没有站点入网。县里接入以后，就在这里。"
}

// Opens says whether a tab is hers.
func (f CountyFrame) Opens(tab string) bool { return !slices.Contains(f.Shut, tab) }

// InMore says whether the page's tab is one of those behind 更多.
func (f CountyFrame) InMore() bool {
	return slices.Contains([]string{"reports", "erase", "stick", "devices", "forms", "sent", "lessons", "public", "outside", "badge", "audit", "takes", "officers", "access", "me", "share", "money"}, f.Tab)
}

// CountyLogin asks for name and password.
type CountyLogin struct {
	CountyFrame
	Name string // as typed
	Next string
}

func (CountyLogin) Page() string { return "county-login" }

// CountyLoginCode asks for what her telephone shows.
type CountyLoginCode struct {
	CountyFrame
	Half string // how far she has come
	Next string
}

func (CountyLoginCode) Page() string { return "county-login-code" }

// CountyStations is the table of stations, those that need somebody first, beside
// the townships that they belong to.
type CountyStations struct {
	CountyFrame
	Lead     string // 24 个站，412 个孩子，4 个站要看一看
	Stations []StationRow
	Todo     []Link
	Calls    []Link    // 一键报警 that nobody has ended
	Towns    []TownRow // none where only one is to be seen
	Paper    *Link     // to what the county has not sent yet: the next year's holidays
}

// TownRow is one township, or all of them.
type TownRow struct {
	Name     string
	Code     string // 9 digits; "" for all of them
	Href     string
	On       bool // its stations alone are shown
	Stations int
	Kids     int
	Look     int // stations that want attention
}

func (CountyStations) Page() string    { return "county-stations" }
func (CountyStations) Parts() []string { return []string{"county-station-rows"} }

// StationRow is one station.
type StationRow struct {
	Mark   string // 断, 缓, 通
	Class  string // of its stamp: went bad, ask, ""
	Look   bool   // the line wants attention
	Town   string
	Name   string
	Href   string // its children; "" for a hub without a site
	Last   string // 正连着, 16:40, 11月14日，8 天前
	Way    string // 直连, 邻站或 U 盘
	Unsent string
	Copies string // 县里、邻站 2 份
	Kids   string
	Sheets string // what it filled in; "" for a hub without a site
}

// CountyChildren is the list of children with its search.
type CountyChildren struct {
	CountyFrame
	Query     string // as typed; posted, never in the address
	Towns     []Choice
	Stations  []Choice // of the chosen township
	Kinds     []Choice
	Lead      string // 412 个孩子，这里是 1–50
	ManyTowns bool   // the column of the township says something
	Rows      []CountyChildRow
	Prev      string // address of the page before; "" none
	Next      string
	Roster    string // address of these children's roster; "" none
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
	Town    string
	Station string
	Carer   string
	Sealed  bool // nothing of it can be opened
}

// CountyChild is one child at the county's desk.
type CountyChild struct {
	CountyFrame
	Whole    string // where a whole number is asked for: POST whose=person
	Word     string
	Tags     []string
	Facts    []Fact
	People   []Relative
	Siblings []Link
	Days     []DayMark
	Came     string
	History  []Row
	Prev     string
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

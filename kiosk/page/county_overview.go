package page

// CountyOverview is 托育全景: the figures that matter, who is heard, and what is to be done
// today; of the county, or of one township.
type CountyOverview struct {
	CountyFrame
	Counted  string // 数到 11月22日 夜里
	Back     string // to the whole county, where one township is shown; ""
	Figures  []FigureCard
	Lead     string // 共 24 站，先看要管的
	Stations []StationRow
	More     string // to all of them
	Map      StationMap
	Base     *BaseMap // an approved picture in its place; nil: there is none
	BaseAt   string   // where she puts one; "" she may not
	Heard    []HeardRow
	Trend    Trend
	Classes  Shares
	Todo     []Link
	Calls    []Link // 一键报警 that nobody has ended
}

func (CountyOverview) Page() string    { return "county-overview" }
func (CountyOverview) Parts() []string { return []string{"county-calls"} }

// HeardRow is a line of the map's key: how many stations are heard so.
type HeardRow struct {
	State string // as MapDot.State
	Text  string // 今天联系过 20
}

// FigureCard is one figure of the county's: what it is made of, and how far it is.
type FigureCard struct {
	Name     string
	Value    string // 39.3
	Unit     string // %
	Fraction string // 在托 412 / 托位 1,048
	Missing  string // 缺：常住人口（县里填）; then there is no value
	Share    int    // of the bar, in thousandths
	Goal     int    // where the mark stands; 0: no target
	Distance string // 目标 40%，差 8 人
	Href     string
}

// CountyFigures is the list of every figure.
type CountyFigures struct {
	CountyFrame
	Day     string   // 2026-11-23
	Known   []Choice // as known when
	Towns   []Choice
	Groups  []FigureGroup
	MayType bool // she types what no record says
}

func (CountyFigures) Page() string { return "county-figures" }

// FigureGroup is the figures of one plan.
type FigureGroup struct {
	Title string
	Rows  []FigureRow
}

// FigureRow is one line of it.
type FigureRow struct {
	Name       string
	Definition string // A：一年内有过一次指导
	Value      string
	Fraction   string
	Goal       string
	Over       string // that the day of the goal is
	Distance   string
	Missing    string
	Look       bool // below its target
	Href       string
}

// CountyFigure is one figure and everything behind it.
type CountyFigure struct {
	CountyFrame
	Card       FigureCard
	Definition []Fact // what is counted, above and below the line; source; version
	Others     []FigureRow
	Trend      Trend
	Towns      []RankRow
	Stations   []RankRow
	Behind     []BehindRow
	BehindLead string // 412 条，这里是第 51–100 条
	Pages      []Link // to those before and behind
	Typed      *Link  // where the county types what no record says
	Aim        *Link  // where it sets a goal of its own
	Prev       string
}

func (CountyFigure) Page() string { return "county-figure" }

// RankRow is a place's figure among others.
type RankRow struct {
	Rank     int // 0: nothing to rank it by
	Name     string
	Href     string
	Value    string
	Fraction string
	Missing  string // why there is no value, where the head of the page has not said it
	Look     bool
}

// BehindRow is one record behind a figure.
type BehindRow struct {
	Href  string // "": erased, nothing to open
	Name  string
	What  string // what it is counted as
	Place string
	Day   string
	Value string
}

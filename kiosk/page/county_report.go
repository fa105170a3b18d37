package page

// CountyReports is the county's own tables: which go out when, and how far they are.
//
// Posted to /reports/upload: upload (multipart), of=ID of the version it takes the place of;
// to /reports/take: name of one that comes with the program.
type CountyReports struct {
	CountyFrame
	Rows  []ReportTableRow
	Ready []Choice // tables that come with the program
	May   bool     // she makes tables
	Fault string
}

func (CountyReports) Page() string { return "county-reports" }

// ReportTableRow is one table.
type ReportTableRow struct {
	Title  string
	Every  string // 每月
	Period string // 2026年10月; "" it is not out yet
	Href   string
	State  string // 24 个站：说对 20，没看 4
	Look   bool
	Plan   string // where it is said what stands where; "" she may not
	Word   string // 第 2 版, 还没定下来
}

// CountyReportPlan says what stands in which column of a table, beside the table itself.
//
// Posted: title, every, days, line, room, total, sums, mask, c-N for each column, s-N for each
// cell; do=look|save|publish|end|again.
type CountyReportPlan struct {
	CountyFrame
	Prev    string
	Action  string
	Fixed   bool // published: only another version changes it
	Ended   bool
	Name    string
	Every   []Choice
	Days    string
	Line    string
	Room    string
	Total   string
	Sums    bool
	Mask    bool
	Groups  []ReportGroup
	Cells   []Choice // what single cells may say
	Columns []PlanColumn
	Spots   []PlanColumn
	Grid    [][]GridCell
	Look    *ReportGrid // with real figures
	LookOf  string      // 2026年10月
}

func (CountyReportPlan) Page() string { return "county-report-plan" }

// ReportGroup is choices of one sort.
type ReportGroup struct {
	Name    string
	Options []Choice
}

// PlanColumn is a column or a cell, and what is chosen for it.
type PlanColumn struct {
	Field   string
	Place   string // C, C7
	Head    string
	From    string
	Title   string // what From is called
	Guessed bool
	Typed   bool // the station types it
}

// planChoice is a line of the choices: of a column, or of a single cell.
type planChoice struct {
	Page   CountyReportPlan
	Column PlanColumn
	Cell   bool
}

// GridCell is a cell of the uploaded sheet as it looks.
type GridCell struct {
	Text    string
	Columns int
	Lines   int
	Kind    string // head, data, spot, sum or ""
}

// ReportGrid is a table of figures. Where the office's sheet has a head above several columns,
// Tops are the first line of heads and Under those of the second; else both are empty.
type ReportGrid struct {
	Heads []ReportGridCell // of each column, said once
	Tops  []ReportGridTop
	Under []ReportGridCell
	Rows  []ReportGridRow
}

// ReportGridTop is a head above some columns, or of one, that is two lines high.
type ReportGridTop struct {
	ReportGridCell
	Columns int // 0: of one
}

// Wide says whether it needs a sheet of paper that lies.
func (g ReportGrid) Wide() bool { return len(g.Heads) > 7 }

// ReportGridRow is one line.
type ReportGridRow struct {
	Cells []ReportGridCell
	Sum   bool
}

// ReportGridCell is one cell; figures stand right.
type ReportGridCell struct {
	Text   string
	Figure bool
}

// CountyReportPeriod is a table for a period: who has said that it is so, who has not, and the
// whole of it.
//
// Posted: do=send|again|lock.
type CountyReportPeriod struct {
	CountyFrame
	Prev     string
	Action   string
	Period   string
	Lead     string
	Periods  []Choice // others, by address
	Over     bool     // the period is
	Send     bool     // it may be sent out
	Again    bool     // some wait, and may get the figures as they are now
	Lock     int      // how many she may lock
	Unready  []string // why others cannot be locked
	Nudge    []ReportNudge
	Waits    string // stations that have not looked, and still have time
	Rows     []ReportStationRow
	Grid     ReportGrid
	GridLead string // that it has not gone out yet
	File     string // the table as the office has it
	Paper    string
}

func (CountyReportPeriod) Page() string { return "county-report-period" }

// ReportNudge is a station that has not looked, and has to today at the latest.
type ReportNudge struct {
	Href    string
	Town    string
	Station string
	Phone   string
	Due     string // 晚了 2 天
	Late    bool
	Why     string // 9 天没报上来
}

// ReportStationRow is a station's sheet.
type ReportStationRow struct {
	Href    string
	Town    string
	Station string
	State   string
	Since   string
	Word    string // what is wrong, or why it came back
	Look    bool
	Done    bool
}

// CountyReportSheet is one station's sheet, and, once it is locked, what it would say today.
//
// Posted: do=checked|asked, from, seen, why.
type CountyReportSheet struct {
	CountyFrame
	Prev    string
	Action  string
	Station string
	Period  string
	State   string
	From    string
	Seen    string
	Done    bool
	Facts   []Fact
	Figures []ReportFigureRow
	Changed string // 3 个数后来变了
	Wrong   string // what the station says
	Fault   string
	Check   bool // she may say that it is right
	Back    bool // … give it back
	Paper   string
}

func (CountyReportSheet) Page() string { return "county-report-sheet" }

// ReportFigureRow is one figure, then and now.
type ReportFigureRow struct {
	Label  string
	Said   string
	Today  string // "" a number that is typed
	Apart  string // 多了 1; "" the same
	Typed  bool
	Causes []Link // records that came late, or were put right
}

// CountyReportPaper is a table, or a station's sheet of it, on A4.
type CountyReportPaper struct {
	CountyFrame
	Prev  string
	Head  string
	Lines []string
	Grid  ReportGrid
	Notes []string
	Sign  []string
}

func (CountyReportPaper) Page() string { return "county-report-paper" }

// StationReport is a table's figures as the station sees them: are they so?
//
// Posted: go=said, seen; count-FIELD with more=, less= of a number that is typed.
type StationReport struct {
	Frame
	State    string // "" it is the station's turn
	Figures  []StationFigure
	Steppers []Stepper
	Action   string // POST; this page of it
	Wrong    string // where it is said what is not so
	Prev     string
	First    bool   // Prev leaves the table
	Next     string // the figures that follow; "" these are the last
	NextWord string
	Seen     string
}

func (StationReport) Page() string { return "station-report" }

// StationFigure is one figure, big, with the way to the records behind it.
type StationFigure struct {
	Label string
	Text  string
	Href  string
}

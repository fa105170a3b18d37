package page

// CountySheets is a table at the county's desk whose lines lead on: the forms that a station
// has filled in, the sheets of one of them. Nobody's name stands in it.
type CountySheets struct {
	CountyFrame
	Lead  string
	Heads []string
	Rows  []CountySheetsRow
	Pages []Link
	Prev  string
}

// CountySheetsRow is one line; its first cell leads on.
type CountySheetsRow struct {
	Look  bool // it is late
	Href  string
	Cells []string // as the heads
}

func (CountySheets) Page() string { return "county-sheets" }

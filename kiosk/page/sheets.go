package page

// Sheets are consent sheets to be signed on paper, one a family, printed in one
// go: an A4 page each. The wording is that of the sheet on the screen.
type Sheets struct {
	Frame
	Site     string
	Always   string
	Lines    []SheetLine
	Families []Person // Name, and Word: 女 · 2025年3月12日生 · 柳沟村
	Version  string   // of the wording
	Print    string   // POST there prints; "": the browser does
	Prev     string
}

func (Sheets) Page() string { return "sheets" }

// SheetLine is one purpose that waits for a yes or no.
type SheetLine struct {
	Title    string // 给孩子拍照片
	What     string // which data
	Keep     string // how long
	Refusing string // what happens if they say no
}

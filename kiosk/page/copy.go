package page

// CopyPaper is everything that is kept about a child, on paper for its family.
type CopyPaper struct {
	Frame
	Child string
	Site  string
	Made  string // 2026年11月22日
	Parts []CopyPart
	Prev  string
	Print string // POST there prints; "": the browser does
}

func (CopyPaper) Page() string { return "copy-paper" }

// CopyPart is the records of one kind.
type CopyPart struct {
	Title string
	Lines []CopyLine
}

// CopyLine is one record.
type CopyLine struct {
	Head string // 2026-11-22, 奶奶 李秀英; "" where it is the only one
	Text string // 到 8:06，谁送的 奶奶
	Who  string // 张桂兰 2026-11-22 8:06
}

package page

// ImportFile asks which file to take a roster from.
type ImportFile struct {
	Frame
	Files []Choice // on the stick: field file
}

func (ImportFile) Page() string { return "import-file" }

// ImportColumns shows what each column was taken for.
type ImportColumns struct {
	Frame
	Job     string
	File    string
	Columns []Column
	Missing bool // no column was recognised as the name
	Pages   []Choice
}

func (ImportColumns) Page() string { return "import-columns" }

// Column is one column of the file; its button leads to the choice of a meaning.
type Column struct {
	No      string // posted: column=N
	Head    string // what stands above it
	Sample  string // 王梓涵、李沐阳
	Meaning string // 孩子名字, 不收
	Sure    bool
	None    bool
}

// ImportPreview says row by row what will happen.
type ImportPreview struct {
	Frame
	Job    string
	File   string
	Counts []Count // 28 新登记, 3 已经有, 4 收不了
	Rows   []ImportRow
	Pages  []Choice
	Take   string // label of the main action: 收进 28 个孩子; "" nothing to take
	Births string // label of go=births: the rows are a list of births to be looked after
}

func (ImportPreview) Page() string { return "import-preview" }

// ImportRow is one row of the file.
type ImportRow struct {
	Line  string // 第 7 行
	Name  string
	Word  string // 女 · 2025年3月12日 · 柳沟村
	Will  string // 新登记, 已经有, 收不了
	Why   string // the reason, or a hint
	State string // good, "", care
}

// ImportDone says what was taken and offers to take all of it back.
type ImportDone struct {
	Frame
	Job    string
	Head   string // 收进 28 个孩子
	Lines  []string
	Bad    string // link: the rows that were not taken, as xlsx
	Undone bool   // it was taken back
}

func (ImportDone) Page() string { return "import-done" }

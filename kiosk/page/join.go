package page

import "html/template"

// Join shows a new box's request as a picture, and how far the county's answer is.
type Join struct {
	Frame
	Picture template.HTML // QR
	Check   string        // 0421 7735 9014, compared by telephone
	State   string        // 还没有回信 …
	Came    bool          // an answer came by itself: its figures are asked for
	Saved   string        // name of the file on the stick; "" not saved
	Prev    string
}

func (Join) Page() string    { return "join" }
func (Join) Parts() []string { return []string{"join-state"} }

// JoinFigures are the request's figures to read out or to copy: nine rows.
type JoinFigures struct {
	Frame
	Rows  [][]string // of groups of five
	Check string
	Prev  string
}

func (JoinFigures) Page() string { return "join-figures" }

// JoinPictures takes the county's answer, picture by picture, from a scanner.
type JoinPictures struct {
	Frame
	Stops []Step // a picture each; empty until the first is scanned
	Word  string // 还差第 2、3 张
	Prev  string
}

func (JoinPictures) Page() string { return "join-pictures" }

// Package print puts things on paper without a dialog: slips for the small thermal
// printers of shops, sheets of A4 for any printer that CUPS knows, and files on a
// stick for whoever prints elsewhere. What is to be printed is a Doc; it is drawn
// here, dot by dot, with a font of the system. A browser could draw too, but costs a
// kiosk of 2 GB some 400 MB and a second or two a sheet, and a box without a screen has
// none; drawn here, an A4 sheet costs a megabyte, and paper, file and preview are the
// same dots.
package print

import "yizhan/hub"

// Paper is what a thing is made for.
type Paper string

const (
	Slip  Paper = "slip"  // a strip of 58 or 80 mm
	Sheet Paper = "sheet" // A4
)

// Doc is something to be printed. It is kept, sealed, until it has been.
type Doc struct {
	Name   string // of the job and of its file on a stick; it names no child
	Paper  Paper
	Blocks []Block
	About  []hub.ID `json:",omitempty"` // the children named on it: a file of it is on the trail
}

// Block is one thing on the paper, below the one before. Its kind says which of the
// other fields it has.
type Block struct {
	Kind   Kind
	Text   string     `json:",omitempty"`
	Side   string     `json:",omitempty"` // at the right end of the line
	Rows   [][]string `json:",omitempty"`
	Head   []string   `json:",omitempty"` // of the table, again on each sheet
	Widths []int      `json:",omitempty"` // of the columns, in parts of the whole
	MM     int        `json:",omitempty"` // height of a gap or of a table's rows, of letters that are read from afar, edge of a picture, most height of a photo
	Inks   []string   `json:",omitempty"` // of a table, a row each: what was signed, drawn into its last column
	Image  []byte     `json:",omitempty"` // of a photo: JPEG
	Chart  *Chart     `json:",omitempty"` // MM high
}

// Kind of a block.
type Kind string

const (
	Title Kind = "title" // Text in the middle, large
	Big   Kind = "big"   // Text in the middle, as large as a number on a card
	Lead  Kind = "lead"  // Text, bold
	Text  Kind = "text"  // Text, and Side at its right end
	Small Kind = "small" // Text, smaller
	Rule  Kind = "rule"  // a line across
	Gap   Kind = "gap"   // MM of nothing
	QR    Kind = "qr"    // Text as a picture of MM, in the middle
	Table Kind = "table" // Head and Rows in ruled columns of Widths; MM is the least height of a row
	Card  Kind = "card"  // a family's card: Text is the picture's, Head its lines, Side its number
	Next  Kind = "next"  // what follows begins a new sheet
	Photo Kind = "photo" // Image in the middle, as wide as the column or MM high
	Curve Kind = "curve" // Chart, as wide as the column
)

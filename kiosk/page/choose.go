package page

import "html/template"

// Choose is one question with tiles, where a tap is the answer: a place of the
// set-up, the reason of a leave, what a column means.
type Choose struct {
	Frame
	Steps    []Step
	Action   string // POST there
	Question string
	Field    string // name of the field that a tile posts
	Tiles    []Choice
	Way      []Choice // what was chosen before, as a way back: field up
	Many     bool     // several may be on; then Next is the main action
	Few      bool     // large tiles, at most four
	More     bool     // there is another page: go=more
	From     int
	Prev     string
	Write    string // label of go=write: 写别的村; "" none
	Skip     string // label of go=skip; "" none
	Next     string // label of the main action go=next; "" none
	Quiet    string // a quiet sentence below
}

func (Choose) Page() string { return "choose" }

// Figures is one question answered with figures: a temperature, an ID number.
type Figures struct {
	Frame
	Steps    []Step
	Action   string
	Question string
	Quiet    string
	Whose    []Choice // field whose
	Who      string
	Pad      Pad
	Prev     string
	Skip     string
	Next     string
}

func (Figures) Page() string { return "figures" }

// Menu is a page of doors: 更多, 设置.
type Menu struct {
	Frame
	Doors   []Door
	Pages   []Choice // Value is the address
	Letters []Choice // keys to look for a door by its first letters; Value is the address
	Typed   string
	Del     string // address with one letter less
}

func (Menu) Page() string { return "menu" }

// Door leads to a page; Word says what is behind it, or how things stand there.
type Door struct {
	Href string
	Text string
	Word string
	Icon string
	Ask  bool // somebody should look
}

// Message says one thing, and where to go from there. It is also the page for
// what did not work out: what is the matter, what is safe, what to do.
type Message struct {
	Frame
	Icon  string
	Kind  string // "", calm, good, bad
	Head  string
	Lines []string
	Ways  []Link // the first is the main action
	Post  []Post // acts instead of links
}

func (Message) Page() string { return "message" }

// Post is an act offered as a button.
type Post struct {
	Action string
	Field  string
	Value  string
	Text   string
	Icon   string
	Danger bool
	Main   bool
}

// HelpPage explains one page in a few short sentences.
type HelpPage struct {
	Frame
	Head    string
	Lines   []string
	Prev    string
	Drawing template.HTML // of helpDrawing: our own, nothing that somebody typed
	More    *Link         // into the handbook; nil where it says no more
}

func (HelpPage) Page() string { return "help-page" }

// Rows is a plain list of things to do or look at: 待办, 档案里的人, history.
type Rows struct {
	Frame
	Tabs   []Choice // in the head: lists beside this one; Value is the address
	Lead   string
	Rows   []Row
	Empty  string // what to say when there are none
	Action string // POST of the buttons in the rows
	Prev   string
	Pages  []Choice // Value is the address
	Ways   []Link   // buttons in the foot; the last is the main action
	Last   bool     // the last of Ways is the main action
}

func (Rows) Page() string { return "rows" }

// Parts has the strip only where it is shown: without actions in the foot.
func (r Rows) Parts() []string {
	if r.Foot() {
		return []string{"rows-list"}
	}
	return []string{"rows-list", "strip"}
}

// Foot says whether there are actions below the list.
func (r Rows) Foot() bool { return r.Prev != "" || len(r.Ways) > 0 || len(r.Pages) > 0 }

// LastWay is the index of the main action in Ways, -1 if there is none.
func (r Rows) LastWay() int {
	if !r.Last {
		return -1
	}
	return len(r.Ways) - 1
}

// Row is one line of Rows.
type Row struct {
	Peg    *Peg
	Icon   string
	Bold   string
	Text   string
	Small  string
	Tag    string
	Care   bool // the tag wants attention
	Href   string
	Way    string   // label of the link
	Do     []Choice // buttons: field do, value here
	Struck bool     // no longer valid
}

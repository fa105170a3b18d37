package page

// StickBody is a stick in one of its states: the same at a station and at the county.
type StickBody struct {
	ID      string // of the stick, posted as stick; "" none is plugged in
	Picture string // of the drawing: none, in, busy, good, bad
	Steps   []StickStep
	Head    string
	Good    bool // the head is good news
	Lines   []string
	Out     []StickLine // what goes out
	In      []StickLine // what comes in
	Counts  []Count     // what was done
	Bar     *StickBar
	Say     string // what the stick is good for next
	Notes   []Note // what was not taken, and why
	Towns   []Choice
	Go      string // label of the button that begins; "" none
	Again   bool   // it may be begun once more, after a result
	Running bool
	Ended   bool
}

// StickStep is a stop of the road: 插好, 收进来, 写进去, 读回来对, 可以拔出.
type StickStep struct {
	Text  string
	Class string // did, now, ""
}

// StickLine is one thing that would go out or come in.
type StickLine struct {
	Bold  string
	Text  string
	Mark  string // a character of a stamp
	Class string // of it
}

// StickBar is how far the work is, in records.
type StickBar struct {
	Label       string // 写进去
	Done, Total int64
	Width       int // of 1000
}

// Stick is the station's page of it.
type Stick struct {
	Frame
	StickBody
}

func (Stick) Page() string    { return "stick" }
func (Stick) Parts() []string { return []string{"stick-body", "stick-foot"} }

// CountyStick is the county's.
type CountyStick struct {
	CountyFrame
	StickBody
}

func (CountyStick) Page() string    { return "county-stick" }
func (CountyStick) Parts() []string { return []string{"stick-body", "stick-foot"} }

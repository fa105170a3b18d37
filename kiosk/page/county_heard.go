package page

// CountyHeards is the recordings of classes that stations ask the county to play to
// everybody: listened to, then given out or not.
//
// Posted: id, print, answer=yes|no|back, why.
type CountyHeards struct {
	CountyFrame
	Lead string
	Off  string // why nobody hears any of it yet: the page for everybody is shut
	Rows []CountyHeard
	More string // how many stand further down and are not shown
}

func (CountyHeards) Page() string { return "county-heards" }

// CountyHeard is one recording.
type CountyHeard struct {
	ID, Print string
	Head      string // of the class
	Station   string
	Facts     []Fact
	Sound     string // its address; "" some of it is still on its way, or it is gone
	Coming    string // 到了 30 / 82 段
	State     string // what it came to; "" it waits
	Good      bool
	Ask       bool // it waits for an answer
	May       bool // … and can be given out: the sound is here
	Back      bool // it can be taken back
	Why       string
	Fault     string
}

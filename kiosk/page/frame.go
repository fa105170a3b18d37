package page

import (
	"errors"

	"yizhan/hub"
	"yizhan/hub/words"
)

// Frame is what every page has around its work. Handlers fill it once, from the
// session and the state of the box; a page needs only the fields that it shows.
type Frame struct {
	Title string // on the head and the window
	Hint  string // one line below it
	Back  string // where the arrow leads; "" shows none
	Help  string // key of another help page than the page's own (helpOf)
	Area  string // key of the help page of the part of the station
	Here  string // path of this page, the way back from its help

	Aloud *Aloud // 念一遍; nil: nothing is said here

	Text     string // letter size: "", "l" 大, "xl" 特大
	Contrast bool   // strong contrast

	Request string // request id, 32 hex digits; a hidden field of every form
	Draft   string // which draft the forms continue; a hidden field where set
	Errors  Errors // by field; "" is the page's own

	Turns map[string]string // how far each draft has got that the page shows; a hidden field each
	Newer string            // why the page shows something newer than what was tapped

	OnAir func() *OnAir // asked whenever the page is drawn: nil, or nil from it, the microphone is shut

	Alarm    bool   // 报警 stands on the head
	AlarmKey string // that a button on a cable types; "" the usual ones
	Scans    string // POST of a family's card that is scanned here; "" /card
	Tells    bool   // the browser is on another device and may tell its time
	Ticket   string // one-use ticket of the live channel; "" opens none
	Idle     int    // seconds until the cover takes over; 0 never

	Who  *Person // who is signed in, shown on the head where it matters
	Road *Road   // foot strip; nil shows none
	Undo *Undo   // takes the place of the foot strip
	Main *Link   // the page's main action at the end of the strip, if there is one
	Note *Note   // one message above the work
}

// newer is Frame.Newer of a view; the county's views have no drafts.
func newer(v any) string {
	if f, ok := v.(interface{ framed() Frame }); ok {
		return f.framed().Newer
	}
	return ""
}

func (f Frame) framed() Frame { return f }

// Person is somebody with a peg: a colleague, a child.
type Person struct {
	ID   string
	Name string
	Word string // 站长, 女 · 20 月龄 …
	Peg  Peg
	On   bool // chosen, or here
	Off  bool // cannot be chosen; Word says why
}

// Road says how far today's records have got. Every claim is exact: neighbours
// and county have signed a receipt.
type Road struct {
	Copies     string // 只有本机, 邻站 2 份, 县里已收
	Neighbours bool   // some neighbour has them: the second stop is filled
	County     bool   // the county has them: the third
	ReportedTo string // 11月20日; "" nothing reported yet
	Unsent     string // 3 条; "" none
	Offline    bool
	Stick      bool   // something lies only here for a day: a stick is asked for
	Plugged    string // what a stick that is plugged in asks for; "" none is
	Kept       bool   // on the cover: 没写完的都存好了
}

// Undo says what was just done and offers to take it back, until the next act.
type Undo struct {
	Mark    string   // one character of a stamp: 到 走 假
	Class   string   // of the stamp: "", went, leave
	Who     string   // 王梓涵、王梓轩
	Text    string   // 18:04 奶奶接走，记好了
	Action  string   // POST there; "" offers no taking back
	Token   string   // value of the field undo
	Choices []Choice // instead of what was assumed: field instead
}

// Note is a message in the flow of a page.
type Note struct {
	Kind string // "" wants attention, calm, good, bad
	Icon string
	Bold string
	Text string
	Link *Link
}

// Link leads to another page.
type Link struct {
	Href  string
	Text  string
	Icon  string
	Count int // of things behind a door of the first page; 0 says none
}

// Choice is a tile or key that is pressed: the field's name stands in the
// template, its value here.
type Choice struct {
	Value string
	Text  string
	Small string // second line
	Icon  string
	Peg   *Peg // of a person
	On    bool
	Off   bool // cannot be pressed; Small says why
}

// Errors is a sentence by field name; the empty name belongs to the whole page.
type Errors map[string]string

// Any says whether there is one.
func (e Errors) Any() bool { return len(e) > 0 }

// Page is the sentence that belongs to no field.
func (e Errors) Page() string { return e[""] }

// Faults turns what a use case answered into sentences beside their fields.
func Faults(err error) Errors {
	if err == nil {
		return nil
	}
	if many, ok := errors.AsType[hub.Errors](err); ok {
		all := Errors{}
		for _, e := range many {
			all[e.Field] = words.Of(e)
		}
		return all
	}
	if one, ok := errors.AsType[*hub.Error](err); ok {
		return Errors{one.Field: words.Of(one)}
	}
	return Errors{"": words.Say("")}
}

// fault is what the template "fault" shows below a field.
type fault struct{ Field, Text string }

// Pad is a field of figures with its keys: PIN, telephone number, temperature.
type Pad struct {
	Field  string // name of the input
	Typed  string // so far
	Shown  string // so far, as it is read: 138 1234
	Length int    // digits when complete; 0 any
	Whole  bool   // posts itself once complete: nothing else is asked
	Secret bool
	Letter string // one more key in place of 清空: a point, the X of an ID number
	Label  string
}

// Press is what a pad holds after one of its keys: the key is a figure, the
// pad's letter, del or clear. It is only needed where the script is not running.
func (p Pad) Press(key string) string {
	switch key {
	case "":
		return p.Typed
	case "del":
		r := []rune(p.Typed)
		return string(r[:max(0, len(r)-1)])
	case "clear":
		return ""
	}
	if p.Length > 0 && len(p.Typed) >= p.Length {
		return p.Typed
	}
	if len(key) == 1 && (key[0] >= '0' && key[0] <= '9') || key == p.Letter {
		return p.Typed + key
	}
	return p.Typed
}

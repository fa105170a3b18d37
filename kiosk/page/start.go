package page

// Starting is shown while the store still opens, or cannot yet; it asks again by itself.
type Starting struct {
	Frame
	Word  string   // 正在打开，马上就好
	Lines []string // what takes long, or what to do, and that nothing is lost
}

func (Starting) Page() string { return "starting" }

// Cover lies over an idle screen and names nobody.
type Cover struct {
	Frame
	Site string
	Time string // 16:42
	Date string // 11月23日 星期一 · 农历十月十五
	Next string // where a touch leads: /pin?next=…, or an open 登记台
}

func (Cover) Page() string { return "cover" }

// PIN asks who is using the screen and for her four figures.
type PIN struct {
	Frame
	People []Person // at most 6 at a time: more do not fit beside the keys
	Chosen *Person  // whose PIN is asked; nil: first the picture
	Guest  bool     // … is a visitor's: her badge or the 站长 lets her in again
	Guests bool     // visitors are let in here
	Pad    Pad
	Locked string // 等 5 分钟再试 …; the keys are gone until then
	Next   string // where to go afterwards, a local path
}

func (PIN) Page() string { return "pin" }

// PINReset is the reset by telephone: six figures out, six figures back.
type PINReset struct {
	Frame
	Name string
	Call string // whom to call, with the number
	Out  string // 482 913
	Pad  Pad
	Who  string // staff id
	Next string // path after signing in
}

func (PINReset) Page() string { return "pin-reset" }

// NewPIN lets somebody choose her four figures, and say them again.
type NewPIN struct {
	Frame
	Action string // POST there: /setup/pin, /pin/new, /settings/pin
	Name   string
	Again  bool // the second time
	Today  bool // a visitor's, for the day
	Pad    Pad
	Who    string // staff id, "" during set-up
	Steps  []Step
}

func (NewPIN) Page() string { return "pin-new" }

// Home says today's three things in words and opens six doors.
type Home struct {
	Frame
	Site     string
	Greeting string // 早上好。今天有三件事：
	Next     string // what neighbours did today: 柳沟站 新登记 1 个孩子; "" nothing
	Things   []Thing
	Rest     string // what may be done where no thing waits
	Doors    []Link // without Href: shut
}

func (Home) Page() string    { return "home" }
func (Home) Parts() []string { return []string{"things", "doors", "strip"} }

// Thing is one of today's things: the number first, then a sentence.
type Thing struct {
	Href  string
	Count string
	Bold  string // 个孩子还没到
	More  string // 今天在托 24 人，到了 14 人
}

// Doors are the six ways from home; wall is the half of 登记台 that is wanted now.
func Doors(wall string) []Link {
	return []Link{
		{Href: "/register", Text: "登记宝宝", Icon: "i-add"},
		{Href: "/find", Text: "找宝宝", Icon: "i-find"},
		{Href: wall, Text: "登记台", Icon: "i-door"},
		{Href: "/care", Text: "照护", Icon: "s-bowl"},
		{Href: "/staff", Text: "谁在岗", Icon: "i-people"},
		{Href: "/forms", Text: "填表", Icon: "i-pen"},
		{Href: "/todo", Text: "待办", Icon: "i-list"},
		{Href: "/more", Text: "更多", Icon: "i-more"},
	}
}

// ShutDoors are the same on a box that may not write any more: what is there may be
// looked at.
func ShutDoors(wall string) []Link {
	doors := Doors(wall)
	for i, d := range doors {
		if d.Href != "/find" && d.Href != "/more" {
			doors[i].Href = ""
		}
	}
	return doors
}

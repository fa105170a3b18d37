package care

import (
	"regexp"

	"yizhan/hub"
)

// Alarm is a call for help; the subject is the site that calls.
type Alarm struct {
	Ref
	Day    hub.Day `form:"day"`
	Minute int     `form:"minute"`
	How    string  `form:"how"` // hold, page, usb
	Drill  bool    `form:"drill"`
	State  string  `form:"state"` // open, false, over
	Reason string  `form:"reason"`
	By     hub.ID  `form:"ended_by"`
}

// Open says whether nobody has ended it yet.
func (a Alarm) Open() bool { return a.State == "open" }

// AlarmTest is a drill that a neighbour answered; the subject is the site that tried.
type AlarmTest struct {
	Ref
	Day     hub.Day `form:"day"`
	Station string  `form:"station"` // who answered
	Seconds int     `form:"seconds"`
	How     string  `form:"how"` // hold, page, usb
}

// AlarmKeys are what a button on a cable may type to call for help, as browsers name keys:
// none that spells words, moves about a page or ends what a card scanner reads.
var AlarmKeys = regexp.MustCompile(`^(F([1-9]|1[0-9]|2[0-4])|Pause|ScrollLock|Insert|(Media|Audio|Browser|Launch)[A-Za-z0-9]{1,20})$`)

// AlarmNumbers is whom to telephone when something happened, and how a stranger finds the
// house; the subject is the site.
type AlarmNumbers struct {
	Ref
	Address string `form:"address"`
	Phone   string `form:"phone"`        // of the site
	Head    string `form:"head_phone"`   // only the site reads it
	Town    string `form:"town_phone"`   // who is on duty in the township
	Police  string `form:"police_phone"` // the nearest station
	Civil   string `form:"civil_phone"`  // where suspected abuse is reported
	Clinic  string `form:"clinic_phone"` // 卫生院
	CDC     string `form:"cdc_phone"`    // 县疾控
}

// AlarmWord is what somebody said to an alarm; the subject is the site that called.
type AlarmWord struct {
	Ref
	Alarm   []byte  `form:"alarm"`
	What    string  `form:"what"` // calling, going; 110, 120, 119: the call got through
	Site    hub.ID  `form:"site"` // whose word it is
	Station string  `form:"station"`
	By      hub.ID  `form:"by"`
	Day     hub.Day `form:"day"`
	Minute  int     `form:"minute"`
	Seconds int     `form:"seconds"` // after which it came, by the clock of the screen that rang; 0 not known
}

// Answers says whether it is a neighbour's: the alarm need not ring any more.
func (w AlarmWord) Answers() bool { return w.What == "calling" || w.What == "going" }

package page

// PhoneClass is a class on the phone of somebody who listens. The page is loaded once; its
// part is drawn anew whenever the class goes on, whatever the phone has missed meanwhile.
type PhoneClass struct {
	Frame
	Step   PhoneStep
	Fault  string // why the figures, or the card, led nowhere
	Known  bool   // a family card was shown
	Kins   []Choice
	Tiles  []PhoneTile // families who sit in the room, to be tapped
	Mine   *PhoneTile  // that was
	Class  string      // what it is about
	Paused bool
	Slide  Slide
	Count  string // 第 2 页，共 6 页
	Hand   bool   // it is up
	Asks   *Faces // a question of the lesson, or how it was
	Right  string // 三题都对
	Told   []PhoneAnswer
	Code   string // of the class, with which the page finds it again after the box was started anew
	Ear    string // names this phone in addresses of sound and pictures, and nowhere else
	Plays  string // what a plain <audio> is sent: mp3, wav; "" it can play nothing
	Silent bool   // the microphone is not there: nobody hears anything
	Replay bool   // there is something to hear again
}

// PhoneTile is a family who sits in the room: how the child is called at home, and its peg.
type PhoneTile struct {
	Value string
	Name  string
	Peg   Peg
}

// PhoneStep is where a phone stands.
type PhoneStep string

const (
	PhoneCode   PhoneStep = "code"   // it asks for the figures of the class
	PhoneNone   PhoneStep = "none"   // no class is held
	PhoneWho    PhoneStep = "who"    // who listens
	PhoneNow    PhoneStep = "now"    // the slide that is shown
	PhoneAsk    PhoneStep = "ask"    // a question of the lesson
	PhoneRight  PhoneStep = "right"  // what was right
	PhoneLeft   PhoneStep = "left"   // the station follows the neighbour's class no more; it goes on there
	PhoneRate   PhoneStep = "rate"   // it is over: how was it
	PhoneLast   PhoneStep = "last"   // anything to ask
	PhoneThanks PhoneStep = "thanks" // nothing more is asked
)

func (PhoneClass) Page() string    { return "phone-class" }
func (PhoneClass) Parts() []string { return []string{"phone-class-now"} }

// Live says whether the class goes on: there is something to hear.
func (p PhoneClass) Live() bool {
	return p.Step == PhoneNow || p.Step == PhoneAsk || p.Step == PhoneRight
}

// PhoneReplay is what can be heard again.
type PhoneReplay struct {
	Frame
	Recordings []PhoneRecording
}

func (PhoneReplay) Page() string { return "phone-class-replay" }

// PhoneRecording is a class that was recorded.
type PhoneRecording struct {
	Title    string
	Small    string // 11月23日，38 分钟
	Source   string // address of the sound
	Key      string // its place is kept under it, for a family that showed its card
	Chapters []Chapter
}

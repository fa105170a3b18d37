package page

import (
	"html/template"
	"time"
)

// OnAir is what every page of a station says while its microphone is open: nobody is
// recorded without seeing it. It stands at the left edge, red, and leads to the class.
type OnAir struct {
	Word   string // 正在录音
	Href   string
	Silent bool // the class goes on, and the microphone gives nothing
}

// Slide is what a class is shown at once: a drawing with a few lines, a picture, or lines
// alone.
type Slide struct {
	Head    string
	Drawing template.HTML // of a lesson, from its shapes alone
	Photo   string        // address; in the drawing's place
	Picture string        // address; the whole slide
	Pieces  []GuidePiece
	Count   string // 第 3 页，共 8 页
	Asked   []Tally
	Turning
}

// Tally is a question that stands on the phones, with how often each answer was given: the
// worker sees it in the slide's place, and nobody's name.
type Tally struct {
	Question string
	Answers  []TallyAnswer
}

// TallyAnswer is one of three.
type TallyAnswer struct {
	Icon    string // of a face
	Drawing template.HTML
	Text    string
	Count   int
}

// Turning is how slides are turned: by buttons, by arrow keys, by a remote that types.
//
// Posted to Action: turn=N.
type Turning struct {
	Action string // "" nobody turns here
	Before int    // 0: this is the first
	After  int
}

// beat is how often a page of a class looks again: often enough for a bar that follows a
// voice.
const beat = 400 * time.Millisecond

// Level is a bar of what the microphone hears.
type Level struct {
	Now  int // 0 to 100
	Word string
	Care bool
	Off  bool // the microphone is shut
}

// Bars are the strokes of it; those that are lit are as tall as a voice.
func (l Level) Bars() (out []Bar) {
	const bars = 15
	for i := range bars {
		out = append(out, Bar{X: i * 16, H: 12 + (i*i*3)/20, On: !l.Off && l.Now*bars > i*100})
	}
	return out
}

// Bar is one stroke; Y is its upper end.
type Bar struct {
	X, H int
	On   bool
}

func (b Bar) Y() int { return 54 - b.H }

// ClassCheck is what is looked at before a class: is it heard, is there room, who listens.
//
// Posted: do=try (opens the microphone for ten seconds) | shut | replay | tone | open | over.
type ClassCheck struct {
	Frame
	Action string
	Level  Level
	Trying bool
	Tried  bool // something waits to be played
	Lines  []Fact
	Open   string // label of the main action: 开始上课, 没有话筒也上课
	Over   string // label of do=over: a class that was cut ended there; "" it was not cut
}

func (ClassCheck) Page() string        { return "class-check" }
func (ClassCheck) Parts() []string     { return []string{"class-level", "class-signs", "class-go"} }
func (ClassCheck) Beat() time.Duration { return beat }

// ClassNotice is what the village loudspeaker is to say, and the microphone that hears it
// read out. Post is posted as do.
type ClassNotice struct {
	Frame
	Action string
	Words  []string // to be read out
	Level  Level
	Post   []Post
}

func (ClassNotice) Page() string        { return "class-notice" }
func (ClassNotice) Parts() []string     { return []string{"notice-level", "notice-go"} }
func (ClassNotice) Beat() time.Duration { return beat }

// ClassLive is the class that is held: what is shown, whose hand is up, who came.
//
// Posted: do=pause|resume|end|ask|leave|loud|hush, down=guest; Turning posts turn=N to the same.
type ClassLive struct {
	Frame
	Action  string
	State   string // open, paused; far: a neighbour holds it
	Head    string // 话筒开着, 先停一停, 没有声音
	Word    string // 已录 12 分 36 秒
	Level   Level
	Trouble string // why nothing is heard or recorded; the class goes on
	Slide   Slide
	Code    string
	QR      template.HTML
	Guests  string   // 在听：手机 6、邻站 1
	Came    string   // 来了 6 家 11 人
	Visits  string   // address of who came
	Hands   []Choice // field down
	Thumbs  int
	Quiz    string // label of do=ask; "" the lesson has none
	Asking  bool
	Right   string  // how the questions were answered that were taken away; "" they were not asked
	Ask     string  // address of a question to the neighbour; "" it is an own class
	Loud    *Choice // a neighbour's voice on the loudspeaker; Value is posted as do
	Nearly  bool    // the microphone closes by itself in a few minutes: Head says so
	Tone    bool    // the page sounds a note once: the microphone was opened, or is nearly over
	Sheet   string
}

func (ClassLive) Page() string { return "class-live" }
func (ClassLive) Parts() []string {
	return []string{"class-banner", "class-slide", "class-side"}
}
func (ClassLive) Beat() time.Duration { return beat }

// ClassShow is a slide and nothing else, for a television.
type ClassShow struct {
	Frame
	Slide Slide
	Code  string
	Way   string // how phones get in: 手机扫码，或者打开 192.168.8.1/c
}

func (ClassShow) Page() string    { return "class-show" }
func (ClassShow) Parts() []string { return []string{"class-slide"} }

// ClassHere is who came to a class: the invited families as tiles. A tap notes one, the bar
// below says with whom; a tap on one that is here opens it.
//
// Posted: tap=child; undo=token, instead=role at the bar.
type ClassHere struct {
	Frame
	Action string
	Counts []Count
	Pages  []Choice // Value is the address
	Tiles  []Kid
	Empty  string
	Heads  string // address of the head count
	Guest  string // address of somebody without a child
}

func (ClassHere) Page() string    { return "class-here" }
func (ClassHere) Parts() []string { return []string{"here-counts", "here-tiles"} }

// Many says whether the tiles have to be lower.
func (c ClassHere) Many() bool { return len(c.Tiles) > 16 }

// ClassSound is the recording of a class: to hear it, to cut its ends, to give it out.
//
// Posted: from=-1|1, to=-1|1 (half a minute), do=publish|withdraw.
type ClassSound struct {
	Frame
	Action   string
	Src      string
	Type     string
	At       int // seconds where it goes on
	Keep     string
	Chapters []Chapter
	From, To string // 0:30, 41:00; "" it is not cut here
	Post     []Post
	Ways     []Link
	Lines    []string
	Prev     string
}

func (ClassSound) Page() string { return "class-sound" }

// Chapter is from where a slide was shown.
type Chapter struct {
	Seconds int
	Text    string
	Time    string // 3:20
}

// ClassCode is how phones get in, on the screen and on paper.
type ClassCode struct {
	Frame
	Steps []ClassStep
	Code  string
	WiFi  string // where its Wi-Fi is written down
	Names string // where it is said whether phones offer who is there
	Print string
	Prev  string
}

func (ClassCode) Page() string { return "class-code" }

// ClassStep is one picture to scan, with what it does.
type ClassStep struct {
	QR   template.HTML
	Bold string
	Text string
}

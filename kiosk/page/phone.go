package page

import "html/template"

// PhoneScan is what a family's phone loads when its camera reads a card: the small script
// takes the figures behind the address, and asks for the page that takes this one's place.
type PhoneScan struct{ Frame }

func (PhoneScan) Page() string { return "phone-scan" }

// PhoneWord says why a card opens nothing here, and what to do.
type PhoneWord struct {
	Frame
	Icon  string
	Head  string
	Lines []string
}

func (PhoneWord) Page() string { return "phone-word" }

// PhoneChild is what a card opens. Nothing of it stays on the phone.
type PhoneChild struct {
	Frame
	Child string // as it is called at home
	Age   string // 20 月龄
	Peg   Peg
	Today *PhoneToday // nil: it has no place
	Told  []Fact      // how its day goes
	Facts []Fact
	Ways  []Choice // pictures for those who are away: field picture
	Class string   // that is held now, and can be followed; "" none is
	Again bool     // there are classes to hear again
	Asked []PhoneAnswer
	Site  string
	Tel   string // as it is dialled; "" none is known
	Call  string // as it is read: 0355-600 1218
}

func (PhoneChild) Page() string { return "phone-child" }

// PhoneSend is what a telephone opens that has scanned the station's screen: it finds a
// photo and sends it.
type PhoneSend struct {
	Frame
	Action string // POST there: upload (multipart)
}

func (PhoneSend) Page() string { return "phone-send" }

// PhoneToday is the child's day so far.
type PhoneToday struct {
	Mark  string // of the stamp: 到 走 假 未; "" is not known here
	Class string // of the stamp
	Text  string // 8:12 到了，奶奶送来的
	Small string
}

// PhoneAnswer is what the family said to one purpose.
type PhoneAnswer struct {
	Title, Answer string
	Class         string // of the tag: good, care
}

// PhonePicture is a picture for those who are away. Whoever holds the card keeps it and
// sends it on herself; nothing leaves by itself.
type PhonePicture struct {
	Frame
	Head   string
	Source template.URL // the picture itself, data:
}

func (PhonePicture) Page() string { return "phone-picture" }

package page

import "html/template"

// PhotoAsk asks for a photo: a telephone scans the screen and sends one, or one is taken
// from a stick. What came is shown by itself while the page is open.
//
// Posted: shot, and go=take (the one that came) | look (has it come?) | again | skip;
// file=VALUE (one on a stick); upload (multipart), where this screen is no kiosk.
type PhotoAsk struct {
	Frame
	Action string
	Shot   string        // of the telephone's picture
	What   string        // 给小满拍一张
	QR     template.HTML // "" no telephone reaches this box
	Came   template.URL  // the small picture of what came; "" nothing yet
	Sticks []Choice      // photos on the sticks that are in
	Shut   bool          // the family has not agreed: nothing is sent
	Upload bool          // there is a keyboard here, and files
	Prev   string
	Skip   string
	Live   bool // the page shows by itself what came
}

func (PhotoAsk) Page() string { return "photo-ask" }

func (PhotoAsk) Parts() []string { return []string{"photo-body", "photo-foot"} }

// PhotoShow is a child's photo.
//
// Posted: go=drop takes it back.
type PhotoShow struct {
	Frame
	Action string
	Image  string // address of the whole one; "" it is not on this box yet
	Thumb  template.URL
	Says   string // what of it is not here yet
	New    string // where another is taken; "" not by who looks
}

func (PhotoShow) Page() string { return "photo-show" }

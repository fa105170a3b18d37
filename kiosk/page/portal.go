package page

import "html/template"

// PortalFrame is around every one of the county's public pages: for anybody's own phone,
// without a script and without a login.
type PortalFrame struct {
	Title   string
	County  string
	Back    string // where ‹ leads; "" this is the first page
	Tel     string // of the county's office, as it is dialled; "" nobody has said
	Call    string // as it is read
	Request string // of what is sent
	Began   string // when the form was given out, sealed
	Errors  Errors
}

// PortalHome is the first page: what is open, and what to do when a child is in danger.
type PortalHome struct {
	PortalFrame
	Note  string
	Doors []PortalDoor
}

// PortalDoor leads to a page.
type PortalDoor struct{ Href, Text, Small, Icon string }

func (PortalHome) Page() string { return "portal-home" }

// PortalStations are the stations that have filed.
type PortalStations struct {
	PortalFrame
	Query   string
	Towns   []Choice // Value is an address
	Lead    string
	Drawing template.HTML // 示意图; "" of one township, or of a search
	Map     bool          // there is an approved map
	Rows    []PortalStationRow
	Next    string // address of those behind these; "" none are
}

// PortalStationRow is one of them.
type PortalStationRow struct {
	Href, Name, Town, Where, Price string
	Tags                           []string
}

func (PortalStations) Page() string { return "portal-stations" }

// PortalMap is an approved map with the stations that have filed.
type PortalMap struct {
	PortalFrame
	Look  template.HTML
	Note  string // its source; "" unknown
	Rows  []PortalDoor
	Lacks string // those that are not on it; "" none
}

func (PortalMap) Page() string { return "portal-map" }

// PortalStation is one station.
type PortalStation struct {
	PortalFrame
	Name     string
	Tags     []string
	Facts    []Fact
	Prices   []Fact
	From     string // since when they hold
	Refund   string
	StTel    string
	StCall   string
	Book     string // address; "" the page is shut
	Complain string
}

func (PortalStation) Page() string { return "portal-station" }

// PortalPapers are papers of policy, or those of them that answer a question.
type PortalPapers struct {
	PortalFrame
	Query string
	Rows  []PortalPaperRow
}

// PortalPaperRow is one of them.
type PortalPaperRow struct {
	Href, Title, Small, Line string
	Ended, Afar              bool
}

func (PortalPapers) Page() string { return "portal-papers" }

// PortalPaper is one of them.
type PortalPaper struct {
	PortalFrame
	Head  string
	Tags  []Choice // Value is the tag's class
	Lines []string
	Facts []Fact
}

func (PortalPaper) Page() string { return "portal-paper" }

// PortalForm is something that is asked and sent.
//
// Posted: the fields, request, began, and homepage, which people do not see and leave empty.
type PortalForm struct {
	PortalFrame
	Action string
	First  *PortalFirst // what has to be read before; nil nothing
	Lead   string
	Fields []PortalField
	Send   string // what the button says
	Small  string // below it: what becomes of what was written
	Found  *PortalProgress
}

// PortalFirst is what comes before a form: whom to call now.
type PortalFirst struct {
	Head  string
	Lines []string
	Calls []Link // Href is the number
}

// PortalField is one question.
type PortalField struct {
	Name, Label, Help string
	Type              string // text, tel, date, area, radio, select, figures, code
	Value             string
	Min, Max          string // of a date
	Most              int    // characters; 0 as many as fit
	Choices           []Choice
	Fault             string
	Optional          bool
}

// PortalProgress is how far a letter is, and what may be done with it here.
//
// Posted: number, code, do=off or do=judge with says.
type PortalProgress struct {
	Head         string
	Good         bool // it has come to its end
	Facts        []Fact
	Number, Code string
	Off          string   // what the button says that takes it back; "" it may not be
	Asks         []Choice // whether she likes the answer; none: not now
}

func (PortalForm) Page() string { return "portal-form" }

// PortalReceipt says that what was sent is kept, and by what it is found again.
type PortalReceipt struct {
	PortalFrame
	Head   string
	Number string // "" it has none
	Code   string
	Lines  []string
	Link   *Link
}

func (PortalReceipt) Page() string { return "portal-receipt" }

// PortalLessons are the lessons that anybody may read and hear.
type PortalLessons struct {
	PortalFrame
	Heard  []PortalDoor // to recordings of classes; none where nothing may be heard
	Groups []PortalLessonGroup
}

// PortalLessonGroup is those of 妈妈课堂 or 孕妇学校.
type PortalLessonGroup struct {
	Title string
	Rows  []PortalDoor
}

func (PortalLessons) Page() string { return "portal-lessons" }

// PortalLesson is one of them.
type PortalLesson struct {
	PortalFrame
	Head    string
	Pages   []PortalLessonPage
	Sources []string
}

// PortalLessonPage is a page with what is said to it.
type PortalLessonPage struct {
	Title string
	Lines []string
	Sound string // address; "" it has none
	MIME  string
}

func (PortalLesson) Page() string { return "portal-lesson" }

// PortalHeards is the recordings of classes that everybody may hear.
type PortalHeards struct {
	PortalFrame
	Rows []PortalHeard
	Next string // to older ones
}

// PortalHeard is one: what it is about; where, when, how long; its sound.
type PortalHeard struct{ Title, Small, Sound string }

func (PortalHeards) Page() string { return "portal-heards" }

// PortalWord is a page of words: what is the matter, and what to do.
type PortalWord struct {
	PortalFrame
	Head  string
	Lines []string
}

func (PortalWord) Page() string { return "portal-word" }

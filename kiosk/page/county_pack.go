package page

// CountyLessons is the lessons in packs that the county gives out, and those that lie on
// sticks or were sent.
//
// Posted: do=take|leave|forget, value; POST /lessons/send upload (multipart, several).
type CountyLessons struct {
	CountyFrame
	Lead  string
	Heard *Link // to the recordings that stations ask it to play; nil: there is no such page
	Own   []CountyLessonRow
	Lying []CountyLyingRow
	Work  *CountyLessonWork
}

func (CountyLessons) Page() string    { return "county-lessons" }
func (CountyLessons) Parts() []string { return []string{"county-lesson-rows"} }

// CountyLessonRow is one lesson.
type CountyLessonRow struct {
	Href    string
	Title   string
	For     string // 满 5 到 7 个月
	Version string // 第 2 版
	Size    string
	Sound   string // 有声音, 机器音
	By      string // who signed it
	Licence string
	Day     string // on which it was given out
	State   string // 11月23日收回了; "" it is given out
	Who     string // 12 个站有，2 个站还没说有
}

// CountyLyingRow is a pack or a folder on a stick, or what was sent.
type CountyLyingRow struct {
	Title string
	Where string // which stick
	Word  string
	Why   string // why it is not taken
	Take  string // value of the button that gives it out; "" none
	Href  string // of a folder: look at it
}

// CountyLessonWork is what is put in just now, or how that ended.
type CountyLessonWork struct {
	Title, Word string
	Ended, Bad  bool
}

// CountyLesson is one lesson, and station by station who has it.
//
// Posted at /lessons: do=recall|again|give, value.
type CountyLesson struct {
	CountyFrame
	Key      string
	State    string // 第 2 版
	Lines    []string
	Stations []CountyLessonHas
	Recall   bool // it can be taken back
	Again    bool // … given out again
	Stick    bool // … put on a stick
	Prev     string
}

func (CountyLesson) Page() string { return "county-lesson" }

// CountyLessonHas is what a station said of a lesson.
type CountyLessonHas struct {
	Town, Station, Word string
	Look                bool
}

// CountyLessonFolder is a folder that is to be a lesson, or what is to be put right in it.
//
// Posted: voice=person|machine.
type CountyLessonFolder struct {
	CountyFrame
	Name   string
	Lead   string
	Faults []FormFault // Text is the file
	Voice  bool        // there are sounds: whose?
	Action string
	Prev   string
}

func (CountyLessonFolder) Page() string { return "county-lesson-folder" }

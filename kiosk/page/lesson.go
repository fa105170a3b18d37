package page

import "html/template"

// Lessons is a shelf: every lesson with its first drawing, so that who reads slowly finds
// one too.
type Lessons struct {
	Frame
	Tabs  []Choice // in the head: the classes; Value is the address
	Tiles []LessonTile
	Prev  string
	Pages []Choice // Value is the address
	Ways  []Link   // in the foot: whence more lessons come
}

func (Lessons) Page() string { return "lessons" }

// LessonTile is one of them.
type LessonTile struct {
	Href    string
	Text    string
	Whom    string // 满 5 到 8 个月: read out where the drawing is not seen
	Drawing template.HTML
	Meant   string // 4 家: families here whom it is meant for today; "" none that is known
	Asked   string // 答 3 回: how often its questions were answered; "" never
}

// Lesson is one page of a lesson: a drawing, and a few lines beside it.
type Lesson struct {
	Frame
	Drawing template.HTML
	Head    string
	Pieces  []GuidePiece
	Sound   string // address of what is heard on it; "" nothing
	Machine bool   // and that is a machine's voice
	Plays   bool   // on the box's loudspeaker too: POST there
	Photo   string // address of the photo that stands in the drawing's place; "" none
	Count   string // 第 2 页，共 6 页
	Before  string // address of the page before; "" this is the first
	After   string
	Quiz    string // on the last page: address of the questions
	Source  string // and of whence it is known
	Prev    string // where it was come from
}

func (Lesson) Page() string { return "lesson" }

// LessonAsk is one question of a lesson: three faces, or three drawings with words.
type LessonAsk struct {
	Frame
	Action string // POST there: answer=1|2|3
	Asks   *Faces
	Count  string // 第 1 题，共 3 题
	Prev   string // the question before, or who answers
}

func (LessonAsk) Page() string { return "lesson-ask" }

// Pictured is a question that is answered by pressing a drawing.
func Pictured(field, question string) *Faces { return &Faces{Field: field, Question: question} }

// Add is one more answer.
func (f *Faces) Add(value, text string, drawing template.HTML) {
	f.Set = append(f.Set, Face{Value: value, Text: text, Drawing: drawing})
}

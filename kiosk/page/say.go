package page

import "html/template"

// Aloud is the button 念一遍 in the head of a page that a family is asked on.
type Aloud struct {
	Href  string // leads there
	Posts bool   // posts the page's form first (way=say), so that what is answered stays
}

// Say speaks the sentences of a page one after the other, each with a picture of what
// is meant; at the end a family may be asked whether it understood.
type Say struct {
	Frame
	Action string // POST there: the face that was pressed
	Said   []Said
	Asks   *Faces // nil: it ends with the last sentence
	Now    int    // number of what is shown, from 0; len(Said) is the question
	At     string // address of this page without a number, which ?n= or &n= follows
	Prev   string
}

func (Say) Page() string { return "say" }

// Said is one sentence.
type Said struct {
	Picture string        // an icon
	Drawing template.HTML // in its place: of a lesson, from its shapes alone; "" none
	Text    string
	Sound   string // address of a recording; "" the worker reads the sentence out
	By      string // 张桂兰念的
	Played  string // posted as field played once the recording was heard to its end
}

// Shown says whether a sentence is the one that is shown, for its number.
func (s Say) Shown(n int) bool { return s.Now == n }

// Number is that of the sentence that is shown, from 1.
func (s Say) Number() int { return s.Now + 1 }

// Asking says whether the question is shown.
func (s Say) Asking() bool { return s.Asks != nil && s.Now >= len(s.Said) }

// Before and After are the numbers around what is shown; -1 is none.
func (s Say) Before() int { return min(s.Now, len(s.Said)) - 1 }

// After is the number of what follows.
func (s Say) After() int {
	last := len(s.Said) - 1
	if s.Asks != nil {
		last++
	}
	if s.Now >= last {
		return -1
	}
	return s.Now + 1
}

// Faces is a question that is answered by pressing one of three faces. Faces carry
// words, and a screen has one set of words only: what a face means is never mixed.
type Faces struct {
	Field    string // posted
	Question string
	Set      []Face
}

// Face is one answer.
type Face struct {
	Value string
	Text  string
	Icon  string // f-good, f-so, f-bad
	Class string // its colour, besides its shape and its word: good, so, bad
	Back  bool   // leads back to the first sentence instead of answering

	Drawing template.HTML // instead of a face: what the answer is about
}

func faces(field, question string, values, texts [3]string) *Faces {
	f := &Faces{Field: field, Question: question}
	for i, look := range []string{"good", "so", "bad"} {
		f.Set = append(f.Set, Face{Value: values[i], Text: texts[i], Icon: "f-" + look, Class: look})
	}
	return f
}

// Understood asks a family whether what it was told was clear: yes, once more, no.
func Understood(field string) *Faces {
	f := faces(field, "听明白了吗？", [3]string{"yes", "again", "no"}, [3]string{"听明白了", "再听一遍", "没明白"})
	f.Set[1].Back = true
	return f
}

// Manages asks in a quiz whether something works: 1 yes, 2 not sure, 3 no.
func Manages(field, question string) *Faces {
	return faces(field, question, [3]string{"1", "2", "3"}, [3]string{"行", "说不准", "不行"})
}

// Rates asks how something was.
func Rates(field, question string) *Faces {
	return faces(field, question, [3]string{"good", "so", "bad"}, [3]string{"好", "一般", "不好"})
}

// SayPrompt is one sentence as a worker sees it: who speaks it, and how her own voice
// comes in.
type SayPrompt struct {
	Frame
	Action  string // POST there: file, upload, speech; the worker's own voice
	Hush    string // POST there: field clip
	Said    Said
	Clips   []SayClip
	Files   []Choice // on the stick: field file
	Speech  []Choice // 本地话, 普通话
	May     bool     // she may speak it; else she sees who does
	Replace bool     // she spoke it before
	Only    string   // where it is played; "" nobody is told
	Lend    *Post    // her own: to let the other stations play it, or to take that back
	Speak   string   // leads to the microphone of this box; "" it has none
	Phone   string   // leads to a picture for her telephone; "" none reaches this box
	Prev    string
}

func (SayPrompt) Page() string { return "say-prompt" }

// SayPicture is what a worker's telephone scans, to send one sentence.
type SayPicture struct {
	Frame
	Picture template.HTML // QR
	Prev    string
}

func (SayPicture) Page() string { return "say-picture" }

// SayPhone is what her telephone then shows.
type SayPhone struct {
	Frame
	Action   string // POST there: speech, agreed, upload (multipart)
	Sentence string
	Speech   []Choice
}

func (SayPhone) Page() string { return "say-phone" }

// SayClip is one recording of a sentence.
type SayClip struct {
	ID    string
	By    Person
	Word  string // 6 秒 · 本地话 · 11月23日
	Sound string // address; "" its bytes are not on this box
	First bool   // this is the one that families hear
	Mine  bool   // may be taken down by who looks at it
}

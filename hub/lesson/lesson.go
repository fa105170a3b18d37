package lesson

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"yizhan/hub/markdown"
)

// Class is whom a lesson is for; the kinds of class have the same codes.
type Class string

const (
	Mothers   Class = "mothers"   // 妈妈课堂: by months of age
	Pregnancy Class = "pregnancy" // 孕妇学校: by weeks of pregnancy
)

// Title is what people call it; "" for what is no class.
func (c Class) Title() string {
	return map[Class]string{Mothers: "妈妈课堂", Pregnancy: "孕妇学校"}[c]
}

// Lesson is one, whole and checked.
type Lesson struct {
	Key     string // for good
	Version int
	Title   string
	Class   Class
	From    int // months of age, or weeks of pregnancy
	To      int
	Sources []string
	Licence string
	Pages   []Page
	Quiz    [Questions]Question
}

// Questions is how many a lesson asks, Answers from how many one is chosen.
const (
	Questions = 3
	Answers   = 3
)

// Page is what a screen shows at once.
type Page struct {
	Title   string
	Drawing string // an SVG that may stand in a page (see Draw)
	Say     string // its gist, spoken
	Blocks  []markdown.Block

	file string // of the drawing
}

// Question is answered by pressing one of three pictures.
type Question struct {
	Text    string
	Faces   bool // 行, 说不准, 不行: the answers have no drawings
	Answers [Answers]Answer
	Right   int    // 1, 2 or 3
	Why     string // said to everybody once it is answered
	See     int    // the page to read again, from 1
}

// Answer is one of three.
type Answer struct {
	Text    string
	Drawing string // as of a page; "" is a face

	file string
}

// faces are what stands below the three faces, in their order.
var faces = [Answers]string{"行", "说不准", "不行"}

// Say is a question as it is spoken, with its answers where they are its own.
func (q Question) Say() string {
	if q.Faces {
		return q.Text
	}
	return fmt.Sprintf("%s第一样，%s；第二样，%s；第三样，%s。", q.Text, q.Answers[0].Text, q.Answers[1].Text, q.Answers[2].Text)
}

// For says whom a lesson is for: 满 5 到 7 个月, 出生到满 6 个月, 怀孕 28 到 40 周.
func (l *Lesson) For() string {
	switch {
	case l.Class == Pregnancy:
		return fmt.Sprintf("怀孕 %d 到 %d 周", l.From, l.To)
	case l.From == 0:
		return fmt.Sprintf("出生到满 %d 个月", l.To)
	}
	return fmt.Sprintf("满 %d 到 %d 个月", l.From, l.To)
}

// Score is how many answers are right. ok is false where they are not one of 1 to 3 for
// each question.
func (l *Lesson) Score(answers []int) (right int, ok bool) {
	if len(answers) != Questions {
		return 0, false
	}
	for i, a := range answers {
		if a < 1 || a > Answers {
			return 0, false
		}
		if a == l.Quiz[i].Right {
			right++
		}
	}
	return right, true
}

// Sentence is something of a lesson that a worker may speak.
type Sentence struct {
	Key      string // names this very text: a recording of another one is not played for it
	Name     string // 第 2 页, 第 1 题
	Text     string
	Drawing  string // "" none
	Page     int    // from 1; 0 it is a question
	Question int    // from 1; 0 it is a page
}

// Said are the sentences of a lesson, page after page, then the questions.
func (l *Lesson) Said() (out []Sentence) {
	for i, p := range l.Pages {
		out = append(out, Sentence{Key: l.sayKey(p.Say), Name: fmt.Sprintf("第 %d 页 %s", i+1, p.Title), Text: p.Say, Drawing: p.Drawing, Page: i + 1})
	}
	for i, q := range l.Quiz {
		s := Sentence{Key: l.sayKey(q.Say()), Name: fmt.Sprintf("第 %d 题", i+1), Text: q.Say(), Question: i + 1}
		if q.Faces { // of three drawings one would be told by that of its page
			s.Drawing = l.Pages[q.See-1].Drawing
		}
		out = append(out, s)
	}
	return out
}

// sayPrefix tells keys of lessons' sentences from those of pages.
const sayPrefix = "l-"

// sayKey is that of a sentence: with another text it is another one.
func (l *Lesson) sayKey(text string) string {
	sum := sha256.Sum256([]byte(text))
	return sayPrefix + l.Key + "-" + hex.EncodeToString(sum[:4])
}

// words are all that a page says, for its length.
func (p Page) words() (lines []string) {
	return markdown.Section{Blocks: p.Blocks}.Lines()
}

// drawings are the names of the files that a lesson's text asks for, and where each goes.
func (l *Lesson) drawings() map[string][]*string {
	out := map[string][]*string{}
	for i := range l.Pages {
		p := &l.Pages[i]
		out[p.file] = append(out[p.file], &p.Drawing)
	}
	for i := range l.Quiz {
		for j := range l.Quiz[i].Answers {
			if a := &l.Quiz[i].Answers[j]; a.file != "" {
				out[a.file] = append(out[a.file], &a.Drawing)
			}
		}
	}
	return out
}

func isFile(name string) bool {
	base, ok := strings.CutSuffix(name, ".svg")
	return ok && markdown.IsKey(base)
}

// Files are the names of the drawings that a lesson needs, in order.
func (l *Lesson) Files() []string {
	var out []string
	for name := range l.drawings() {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

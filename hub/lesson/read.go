package lesson

import (
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"
	"unicode/utf8"

	"yizhan/hub"
	"yizhan/hub/markdown"
)

// What a lesson may be. A page is a screen: more would not be read by anybody.
const (
	mostText    = 64 << 10 // bytes of lesson.md
	mostDrawing = 16 << 10 // bytes of a drawing
	mostPages   = 12
	mostLines   = 6  // of a page
	mostLine    = 44 // characters
	mostSaid    = 66 // characters in 20 s, at 200 a minute
	mostAnswer  = 12 // characters of an answer
	mostWhy     = 60
	mostKey     = 24
)

// Read is the lesson of a folder. Errors name the line of lesson.md or the drawing.
func Read(dir fs.FS) (*Lesson, error) {
	l, faults := Check(dir)
	if len(faults) > 0 {
		return nil, faults[0]
	}
	return l, nil
}

// Check is the lesson of a folder, or everything that is the matter with it.
func Check(dir fs.FS) (*Lesson, []Fault) {
	text, err := readFile(dir, "lesson.md", mostText)
	if err != nil {
		return nil, []Fault{{File: "lesson.md", Why: err}}
	}
	l, faults := parse(text)
	if len(faults) > 0 && l.Key == "" {
		return nil, faults
	}
	all := l.drawings()
	for _, name := range l.Files() {
		raw, err := readFile(dir, name, mostDrawing)
		svg := ""
		if err == nil {
			if svg, err = Draw(raw); err != nil {
				err = hub.E(hub.CodeInvalid, "lesson.f-svg").Because(err)
			}
		}
		if err != nil && name != "" { // a page without a drawing is a fault of its own
			faults = append(faults, Fault{File: name, Why: err})
		}
		for _, at := range all[name] {
			*at = svg
		}
	}
	if len(faults) > 0 {
		return nil, faults
	}
	return l, nil
}

// readFile reads most bytes of a file of a pack: how large it says that it is is not
// believed.
func readFile(dir fs.FS, name string, most int64) (string, error) {
	f, err := dir.Open(name)
	if err != nil {
		return "", hub.E(hub.CodeNotFound, "lesson.f-missing").Because(err)
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return "", hub.E(hub.CodeInvalid, "lesson.f-missing").Because(err)
	}
	if int64(len(raw)) > most {
		return "", bad("lesson.f-large", fmt.Sprintf("more than %d bytes", most), most>>10)
	}
	return string(raw), nil
}

// Parse reads the text of a lesson; its drawings are still to come. Errors name the line:
// something that a lesson lacks, a question without one right answer, a page that fits no
// screen, a sentence that is too long to be spoken.
func Parse(text string) (*Lesson, error) {
	l, faults := parse(text)
	if len(faults) > 0 {
		return nil, faults[0]
	}
	return l, nil
}

// parse is what a text says, and everything that is the matter with it; what follows from
// an earlier fault is told as well.
func parse(text string) (l *Lesson, faults []Fault) {
	p := parser{l: &Lesson{}}
	if !utf8.ValidString(text) || len(text) > mostText {
		return p.l, []Fault{{File: "lesson.md", Why: bad("lesson.f-text", "no text of a lesson")}}
	}
	wrong := func(line int, err error) {
		if err != nil {
			faults = append(faults, Fault{"lesson.md", line, err})
		}
	}
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) { // some editors begin with a mark
		p.n++
		wrong(p.n, p.line(strings.TrimSpace(line)))
		if p.l.Key == "" && len(faults) > 0 {
			return p.l, faults // every line would be one too many
		}
	}
	wrong(p.n+1, p.end())
	if len(faults) == 0 {
		wrong(0, p.l.whole(p.asked))
	}
	return p.l, faults
}

// parser reads line after line; what is open is ended by the next heading.
type parser struct {
	l       *Lesson
	n       int // of the line
	page    *Page
	body    []string
	asked   int // questions begun
	asking  bool
	answers int
}

func (p *parser) line(line string) error {
	head, isLesson := strings.CutPrefix(line, "=== ")
	page, isPage := strings.CutPrefix(line, "== ")
	question, isQuestion := strings.CutPrefix(line, "?? ")
	switch {
	case isLesson && p.l.Key != "":
		return bad("lesson.f-second", "a second lesson begins")
	case isLesson:
		key, title, ok := strings.Cut(head, " ")
		if !ok || !markdown.IsKey(key) || len(key) > mostKey {
			return bad("lesson.f-head", "a lesson has a key of letters and a title")
		}
		p.l.Key, p.l.Title = key, title
		return nil
	case p.l.Key == "" && line != "":
		return bad("lesson.f-before", "stands before the lesson")
	case isPage:
		return p.begin(page)
	case isQuestion:
		return p.ask(question)
	case p.asking:
		return p.ofQuestion(line)
	case p.page != nil:
		return p.ofPage(line)
	case line == "":
		return nil
	}
	return p.ofLesson(line)
}

// fact is a line NAME: VALUE; name is "" where it is none.
func fact(line string) (name, value string) {
	name, value, ok := strings.Cut(line, ": ")
	if !ok || !markdown.IsKey(name) {
		return "", ""
	}
	return name, strings.TrimSpace(value)
}

func (p *parser) ofLesson(line string) (err error) {
	name, value := fact(line)
	switch name {
	case "version":
		p.l.Version, err = number(value)
	case "from":
		p.l.From, err = number(value)
	case "to":
		p.l.To, err = number(value)
	case "class":
		p.l.Class = Class(value)
	case "source":
		p.l.Sources = append(p.l.Sources, value)
	case "licence":
		p.l.Licence = value
	default:
		err = bad("lesson.f-fact", "it is no fact of a lesson", line)
	}
	return err
}

func number(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 9999 {
		return 0, bad("lesson.f-number", "it is no number", text)
	}
	return n, nil
}

func (p *parser) begin(title string) error {
	if p.asked > 0 {
		return bad("lesson.f-order", "pages come before the questions")
	}
	err := p.end() // told, and the next page begins all the same
	if len(p.l.Pages) == mostPages {
		return bad("lesson.f-pages", "a lesson has fewer pages", mostPages)
	}
	p.l.Pages = append(p.l.Pages, Page{Title: title})
	p.page, p.body = &p.l.Pages[len(p.l.Pages)-1], nil
	return err
}

func (p *parser) ofPage(line string) error {
	name, value := fact(line)
	switch {
	case name == "drawing" && !isFile(value):
		return bad("lesson.f-drawing", "a drawing is a file NAME.svg")
	case name == "drawing":
		p.page.file = value
	case name == "say":
		p.page.Say = value
	default:
		p.body = append(p.body, line)
	}
	return nil
}

func (p *parser) ask(text string) error {
	err := p.end()
	if p.asked == Questions {
		return bad("lesson.f-questions", fmt.Sprintf("a lesson asks %d questions", Questions), Questions)
	}
	p.asking, p.answers = true, 0
	p.l.Quiz[p.asked] = Question{Text: text}
	p.asked++
	return err
}

func (p *parser) ofQuestion(line string) (err error) {
	q := &p.l.Quiz[p.asked-1]
	mark, rest, _ := strings.Cut(line, " ")
	name, value := fact(line)
	switch {
	case line == "":
	case mark == "+" || mark == "-":
		return p.answer(q, mark == "+", strings.TrimSpace(rest))
	case name == "right" && (value == "yes" || value == "no"):
		if q.Right > 0 || p.answers > 0 {
			return bad("lesson.f-answered", "the question has its answers already")
		}
		q.Faces, q.Right = true, map[string]int{"yes": 1, "no": Answers}[value]
		for i, text := range faces {
			q.Answers[i] = Answer{Text: text}
		}
	case name == "why":
		q.Why = value
	case name == "see":
		q.See, err = number(value)
	default:
		err = bad("lesson.f-asked", "it is nothing of a question", line)
	}
	return err
}

// answer takes one of three: a drawing and a few words.
func (p *parser) answer(q *Question, right bool, line string) error {
	file, text, ok := strings.Cut(line, " ")
	switch {
	case !ok || !isFile(file):
		return bad("lesson.f-answer", "an answer is a file NAME.svg and words")
	case letters(text) > mostAnswer:
		return bad("lesson.f-answer-long", fmt.Sprintf("an answer has at most %d characters", mostAnswer), mostAnswer)
	case q.Faces || p.answers == Answers:
		return bad("lesson.f-answers", fmt.Sprintf("a question has %d answers", Answers), Answers)
	case right && q.Right > 0:
		return bad("lesson.f-two-right", "two answers are right")
	}
	q.Answers[p.answers] = Answer{Text: strings.TrimSpace(text), file: file}
	p.answers++
	if right {
		q.Right = p.answers
	}
	return nil
}

// end checks what is open.
func (p *parser) end() error {
	switch {
	case p.asking:
		return p.l.Quiz[p.asked-1].whole(p.answers, len(p.l.Pages))
	case p.page != nil:
		return p.page.whole(p.body)
	}
	return nil
}

func (q Question) whole(answers, pages int) error {
	switch {
	case q.Right == 0 || !q.Faces && answers != Answers:
		return bad("lesson.f-right", fmt.Sprintf("the question before has not %d answers of which one is right", Answers), Answers)
	case q.Why == "" || letters(q.Why) > mostWhy:
		return bad("lesson.f-why", fmt.Sprintf("the question before does not say why in %d characters", mostWhy), mostWhy)
	case q.See < 1 || q.See > pages:
		return bad("lesson.f-see", "the question before leads to no page")
	case q.Text == "" || letters(q.Say()) > mostSaid:
		return bad("lesson.f-question-long", fmt.Sprintf("the question before takes more than %d characters to say", mostSaid), mostSaid)
	}
	return nil
}

func (p *Page) whole(body []string) error {
	sections, err := markdown.Parse(strings.Join(body, "\n"))
	switch {
	case err != nil:
		return hub.E(hub.CodeInvalid, "lesson.f-markdown").Because(err)
	case p.Title == "" || p.file == "" || p.Say == "" || letters(p.Say) > mostSaid:
		return bad("lesson.f-page", fmt.Sprintf("the page before lacks a drawing, or what is said of it in %d characters", mostSaid), mostSaid)
	case len(sections) != 1 || sections[0].Head != "" || len(sections[0].Blocks) == 0:
		return bad("lesson.f-body", "a page has text and no headlines")
	}
	p.Blocks = sections[0].Blocks
	lines := p.words()
	if len(lines) > mostLines {
		return bad("lesson.f-lines", fmt.Sprintf("the page before has more than %d lines", mostLines), mostLines)
	}
	for _, line := range lines {
		if letters(line) > mostLine {
			return bad("lesson.f-line-long", fmt.Sprintf("the page before has a line of more than %d characters", mostLine), mostLine)
		}
	}
	return nil
}

// whole says what the lesson lacks.
func (l *Lesson) whole(asked int) error {
	switch {
	case l.Key == "" || l.Title == "" || l.Version < 1:
		return bad("lesson.f-version", "a lesson has a key, a title and a version")
	case l.Class.Title() == "" || l.From > l.To || l.To == 0:
		return bad("lesson.f-class", "a lesson has a class and whom it is for")
	case len(l.Sources) == 0 || l.Licence == "":
		return bad("lesson.f-sources", "a lesson names its sources and its licence")
	case len(l.Pages) == 0 || asked != Questions:
		return bad("lesson.f-questions", fmt.Sprintf("a lesson has pages and %d questions", Questions), Questions)
	}
	return nil
}

func letters(text string) int { return utf8.RuneCountInString(text) }

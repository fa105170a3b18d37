package lesson

import (
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"
	"unicode/utf8"

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
	text, err := readFile(dir, "lesson.md", mostText)
	if err != nil {
		return nil, err
	}
	l, err := Parse(text)
	if err != nil {
		return nil, err
	}
	for name, places := range l.drawings() {
		raw, err := readFile(dir, name, mostDrawing)
		if err != nil {
			return nil, err
		}
		svg, err := Draw(raw)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for _, at := range places {
			*at = svg
		}
	}
	return l, nil
}

// readFile reads most bytes of a file of a pack: how large it says that it is is not
// believed.
func readFile(dir fs.FS, name string, most int64) (string, error) {
	f, err := dir.Open(name)
	if err != nil {
		return "", fmt.Errorf("%s is not there: %w", name, err)
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	if int64(len(raw)) > most {
		return "", fmt.Errorf("%s has more than %d bytes", name, most)
	}
	return string(raw), nil
}

// Parse reads the text of a lesson; its drawings are still to come. Errors name the line:
// something that a lesson lacks, a question without one right answer, a page that fits no
// screen, a sentence that is too long to be spoken.
func Parse(text string) (*Lesson, error) {
	if !utf8.ValidString(text) || len(text) > mostText {
		return nil, fmt.Errorf("no text of a lesson")
	}
	p := parser{l: &Lesson{}}
	for line := range strings.Lines(text) {
		p.n++
		if err := p.line(strings.TrimSpace(line)); err != nil {
			return nil, fmt.Errorf("line %d: %w", p.n, err)
		}
	}
	p.n++
	if err := p.end(); err != nil {
		return nil, fmt.Errorf("line %d: %w", p.n, err)
	}
	if err := p.l.whole(p.asked); err != nil {
		return nil, err
	}
	return p.l, nil
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
		return fmt.Errorf("a second lesson begins")
	case isLesson:
		key, title, ok := strings.Cut(head, " ")
		if !ok || !markdown.IsKey(key) || len(key) > mostKey {
			return fmt.Errorf("a lesson has a key of letters and a title")
		}
		p.l.Key, p.l.Title = key, title
		return nil
	case p.l.Key == "" && line != "":
		return fmt.Errorf("stands before the lesson")
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
		err = fmt.Errorf("%q is no fact of a lesson", line)
	}
	return err
}

func number(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 9999 {
		return 0, fmt.Errorf("%q is no number", text)
	}
	return n, nil
}

func (p *parser) begin(title string) error {
	if p.asked > 0 {
		return fmt.Errorf("pages come before the questions")
	}
	if err := p.end(); err != nil {
		return err
	}
	if len(p.l.Pages) == mostPages {
		return fmt.Errorf("a lesson has at most %d pages", mostPages)
	}
	p.l.Pages = append(p.l.Pages, Page{Title: title})
	p.page, p.body = &p.l.Pages[len(p.l.Pages)-1], nil
	return nil
}

func (p *parser) ofPage(line string) error {
	name, value := fact(line)
	switch {
	case name == "drawing" && !isFile(value):
		return fmt.Errorf("a drawing is a file NAME.svg")
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
	if err := p.end(); err != nil {
		return err
	}
	if p.asked == Questions {
		return fmt.Errorf("a lesson asks %d questions", Questions)
	}
	p.asking, p.answers = true, 0
	p.l.Quiz[p.asked] = Question{Text: text}
	p.asked++
	return nil
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
			return fmt.Errorf("the question has its answers already")
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
		err = fmt.Errorf("%q is nothing of a question", line)
	}
	return err
}

// answer takes one of three: a drawing and a few words.
func (p *parser) answer(q *Question, right bool, line string) error {
	file, text, ok := strings.Cut(line, " ")
	switch {
	case !ok || !isFile(file):
		return fmt.Errorf("an answer is a file NAME.svg and words")
	case letters(text) > mostAnswer:
		return fmt.Errorf("an answer has at most %d characters", mostAnswer)
	case q.Faces || p.answers == Answers:
		return fmt.Errorf("a question has %d answers", Answers)
	case right && q.Right > 0:
		return fmt.Errorf("two answers are right")
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
		return fmt.Errorf("the question before has not %d answers of which one is right", Answers)
	case q.Why == "" || letters(q.Why) > mostWhy:
		return fmt.Errorf("the question before does not say why in %d characters", mostWhy)
	case q.See < 1 || q.See > pages:
		return fmt.Errorf("the question before leads to no page")
	case q.Text == "" || letters(q.Say()) > mostSaid:
		return fmt.Errorf("the question before takes more than %d characters to say", mostSaid)
	}
	return nil
}

func (p *Page) whole(body []string) error {
	sections, err := markdown.Parse(strings.Join(body, "\n"))
	switch {
	case err != nil:
		return fmt.Errorf("the page before: %w", err)
	case p.Title == "" || p.file == "" || p.Say == "" || letters(p.Say) > mostSaid:
		return fmt.Errorf("the page before lacks a drawing, or what is said of it in %d characters", mostSaid)
	case len(sections) != 1 || sections[0].Head != "" || len(sections[0].Blocks) == 0:
		return fmt.Errorf("a page has text and no headlines")
	}
	p.Blocks = sections[0].Blocks
	lines := p.words()
	if len(lines) > mostLines {
		return fmt.Errorf("the page before has more than %d lines", mostLines)
	}
	for _, line := range lines {
		if letters(line) > mostLine {
			return fmt.Errorf("the page before has a line of more than %d characters", mostLine)
		}
	}
	return nil
}

// whole says what the lesson lacks.
func (l *Lesson) whole(asked int) error {
	switch {
	case l.Key == "" || l.Title == "" || l.Version < 1:
		return fmt.Errorf("a lesson has a key, a title and a version")
	case l.Class.Title() == "" || l.From > l.To || l.To == 0:
		return fmt.Errorf("a lesson has a class and whom it is for")
	case len(l.Sources) == 0 || l.Licence == "":
		return fmt.Errorf("a lesson names its sources and its licence")
	case len(l.Pages) == 0 || asked != Questions:
		return fmt.Errorf("a lesson has pages and %d questions", Questions)
	}
	return nil
}

func letters(text string) int { return utf8.RuneCountInString(text) }

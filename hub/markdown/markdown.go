// Package markdown reads the small part of Markdown in which handbook and lessons are
// written: "## " a headline, "1. " steps, "- " a list, "| a | b |" a table whose first row
// is its head, "> " a note, anything else a paragraph; **bold**, `code` and [words](key of
// another page) within them. There is nothing else, and no HTML.
package markdown

import (
	"fmt"
	"iter"
	"strings"
)

// Section is a headline with what stands below it; the first may have none.
type Section struct {
	Head   string
	Urgent bool // what must not wait: the headline begins with 马上
	Blocks []Block
}

// Kind of a block.
type Kind string

const (
	Text  Kind = "text"  // a paragraph: one item
	Steps Kind = "steps" // one after the other
	List  Kind = "list"
	Note  Kind = "note"  // one item
	Table Kind = "table" // Rows, the first of them its head
)

// Block is a thing below a headline. Tables have Rows, all others Items.
type Block struct {
	Kind  Kind
	Items []Line
	Rows  [][]Line
}

// Line is a line of words.
type Line []Span

// Span is words that look alike. Link is the key of the page that they lead to.
type Span struct {
	Text string
	Bold bool
	Code bool // as somebody types it
	Link string
}

// String is the words alone.
func (l Line) String() string {
	var b strings.Builder
	for _, s := range l {
		b.WriteString(s.Text)
	}
	return b.String()
}

// Lines are the words of a section as they are shown, a line each; those of a table's
// row are parted by a colon and commas.
func (s Section) Lines() (out []string) {
	for _, b := range s.Blocks {
		for _, item := range b.Items {
			out = append(out, item.String())
		}
		for _, row := range b.Rows {
			cells := make([]string, len(row))
			for i, cell := range row {
				cells[i] = cell.String()
			}
			out = append(out, strings.Join(cells, "，"))
		}
	}
	return out
}

// Spans are all of a section, table cells too.
func (s Section) Spans() iter.Seq[Span] {
	return func(yield func(Span) bool) {
		for _, b := range s.Blocks {
			lines := b.Items
			for _, row := range b.Rows {
				lines = append(lines[:len(lines):len(lines)], row...)
			}
			for _, l := range lines {
				for _, span := range l {
					if !yield(span) {
						return
					}
				}
			}
		}
	}
}

// mostLine bounds a line: more would be no plain sentence.
const mostLine = 4000

// Parse reads the Markdown of a page. Errors are for whoever writes pages: a table
// with rows of unequal length, a headline of another rank, a line without end.
func Parse(text string) ([]Section, error) {
	var out []Section
	var open Kind // of the block that the line before belongs to; "" none
	n := 0
	for raw := range strings.Lines(text) {
		n++
		line := strings.TrimSpace(raw)
		if len(line) > mostLine {
			return nil, fmt.Errorf("line %d is too long", n)
		}
		if line == "" {
			open = ""
			continue
		}
		if head, ok := strings.CutPrefix(line, "## "); ok {
			head = strings.TrimSpace(head)
			out = append(out, Section{Head: head, Urgent: strings.HasPrefix(head, "马上")})
			open = ""
			continue
		}
		if strings.HasPrefix(line, "#") {
			return nil, fmt.Errorf("line %d: a headline is ##", n)
		}
		if len(out) == 0 {
			out = append(out, Section{})
		}
		kind, rest := kindOf(line)
		if err := out[len(out)-1].add(kind, rest, kind == open && kind != Text); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		open = kind
	}
	return out, nil
}

// kindOf is what a line begins with, and what is left of it.
func kindOf(line string) (Kind, string) {
	if number, rest, ok := strings.Cut(line, ". "); ok && number != "" && strings.Trim(number, "0123456789") == "" {
		return Steps, rest
	}
	for mark, kind := range map[string]Kind{"- ": List, "> ": Note} {
		if rest, ok := strings.CutPrefix(line, mark); ok {
			return kind, rest
		}
	}
	if len(line) > 2 && line[0] == '|' && line[len(line)-1] == '|' {
		return Table, line[1 : len(line)-1]
	}
	return Text, line
}

// add puts a line into the section, into its last block where it goes on.
func (s *Section) add(kind Kind, line string, on bool) error {
	if !on {
		s.Blocks = append(s.Blocks, Block{Kind: kind})
	}
	b := &s.Blocks[len(s.Blocks)-1]
	switch {
	case kind == Table:
		if strings.Trim(line, "|-: ") == "" { // the rule below a head
			if len(b.Rows) != 1 {
				return fmt.Errorf("a table has one rule, below its head")
			}
			return nil
		}
		var row []Line
		for cell := range strings.SplitSeq(line, "|") {
			row = append(row, inline(strings.TrimSpace(cell)))
		}
		if len(b.Rows) > 0 && len(b.Rows[0]) != len(row) {
			return fmt.Errorf("%d cells below a head of %d", len(row), len(b.Rows[0]))
		}
		b.Rows = append(b.Rows, row)
	case kind == Note && on:
		b.Items[0] = append(b.Items[0], inline(line)...)
	default:
		b.Items = append(b.Items, inline(line))
	}
	return nil
}

// inline parts a line into spans. What is no mark stays as it stands.
func inline(text string) (out Line) {
	plain := 0
	put := func(upto int, s Span, next int) {
		if upto > plain {
			out = append(out, Span{Text: text[plain:upto]})
		}
		if s.Text != "" {
			out = append(out, s)
		}
		plain = next
	}
	for i := 0; i < len(text); {
		s, size := spanAt(text[i:])
		if size == 0 {
			i++
			continue
		}
		put(i, s, i+size)
		i += size
	}
	put(len(text), Span{}, len(text))
	return out
}

// spanAt is the bold words, the code or the link that a text begins with; size 0 for none.
func spanAt(text string) (s Span, size int) {
	if rest, ok := strings.CutPrefix(text, "`"); ok {
		if code, _, ok := strings.Cut(rest, "`"); ok && code != "" {
			return Span{Text: code, Code: true}, len(code) + 2
		}
	}
	if rest, ok := strings.CutPrefix(text, "**"); ok {
		if bold, _, ok := strings.Cut(rest, "**"); ok && bold != "" {
			return Span{Text: bold, Bold: true}, len(bold) + 4
		}
	}
	if rest, ok := strings.CutPrefix(text, "["); ok {
		words, after, _ := strings.Cut(rest, "](")
		key, _, closed := strings.Cut(after, ")")
		if closed && words != "" && IsKey(key) {
			return Span{Text: words, Link: key}, len(words) + len(key) + 4
		}
	}
	return Span{}, 0
}

// IsKey says whether a text may be the key of a page.
func IsKey(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

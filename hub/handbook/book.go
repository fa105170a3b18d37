package handbook

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"yizhan/hub/markdown"
)

//go:embed pages.gz
var packed []byte

// mostBytes bounds what is unpacked.
const mostBytes = 1 << 20

// Book is the handbook, ready to be looked into by many at once.
type Book struct {
	Groups []Group
	pages  []*Page
	byKey  map[string]*Page
	forms  map[string]*Page
	help   map[string]*Page
	index  index
}

// Group is a part of the book.
type Group struct {
	Key   string
	Title string
	Pages []*Page
}

// Page is one subject on one screen or two.
type Page struct {
	Key       string
	Title     string
	Group     string   // key of its group
	Words     []string // what people say for it
	Forms     []string // kinds of records that it stands beside
	Help      []string // keys of help pages that lead to it
	Source    string
	Certainty string // A, B, C, 本: see the package
	Sections  []markdown.Section
}

// Open is the book that the program carries. It is unpacked when it is first wanted:
// a box that nobody asks does not hold it.
var Open = sync.OnceValue(func() *Book {
	text, err := unpack(packed)
	if err == nil {
		var b *Book
		if b, err = Read(text); err == nil {
			return b
		}
	}
	panic(fmt.Errorf("handbook: %w", err)) // embedded: a test opens it
})

func unpack(raw []byte) (string, error) {
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(io.LimitReader(z, mostBytes))
	return string(text), err
}

// Page is the one of a key.
func (b *Book) Page(key string) (*Page, bool) {
	p, ok := b.byKey[key]
	return p, ok
}

// Pages is all of them, in the order of the book.
func (b *Book) Pages() []*Page { return b.pages }

// ForForm is the page beside the forms of a kind.
func (b *Book) ForForm(kind string) (*Page, bool) {
	p, ok := b.forms[kind]
	return p, ok
}

// ForHelp is the page behind a help page.
func (b *Book) ForHelp(key string) (*Page, bool) {
	p, ok := b.help[key]
	return p, ok
}

// Named is the title of the group that a page belongs to.
func (b *Book) Named(group string) string {
	for _, g := range b.Groups {
		if g.Key == group {
			return g.Title
		}
	}
	return ""
}

// Read reads a book. Errors name the line: a page without a source or a certainty, a
// key or a form that two pages claim, a link to no page, what is no Markdown of ours.
func Read(text string) (*Book, error) {
	b := &Book{byKey: map[string]*Page{}, forms: map[string]*Page{}, help: map[string]*Page{}}
	var page *Page
	var body []string
	begun := 0
	finish := func() (err error) {
		if page != nil {
			page.Sections, err = markdown.Parse(strings.Join(body, "\n"))
			if err != nil {
				return fmt.Errorf("%s (from line %d): %w", page.Key, begun, err)
			}
		}
		body = nil
		return nil
	}
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimRight(line, " \r\n")
		group, isGroup := strings.CutPrefix(line, "== ")
		head, isPage := strings.CutPrefix(line, "=== ")
		if isGroup || isPage {
			if err := finish(); err != nil {
				return nil, err
			}
		}
		var err error
		switch {
		case isGroup:
			page = nil
			err = b.addGroup(group)
		case isPage:
			begun = n
			page, err = b.addPage(head)
		case page == nil && line != "":
			err = fmt.Errorf("stands outside a page")
		case page != nil && len(body) == 0 && !strings.HasPrefix(line, "## "):
			err = page.fact(line)
		default:
			body = append(body, line)
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	if err := finish(); err != nil {
		return nil, err
	}
	return b, b.join()
}

func (b *Book) addGroup(line string) error {
	key, title, ok := strings.Cut(line, " ")
	if !ok {
		return fmt.Errorf("group without a title")
	}
	b.Groups = append(b.Groups, Group{Key: key, Title: title})
	return nil
}

func (b *Book) addPage(line string) (*Page, error) {
	key, title, ok := strings.Cut(line, " ")
	if !ok || len(b.Groups) == 0 || !markdown.IsKey(key) {
		return nil, fmt.Errorf("page without a key of letters, a title or a group")
	}
	if b.byKey[key] != nil {
		return nil, fmt.Errorf("two pages are called %s", key)
	}
	g := &b.Groups[len(b.Groups)-1]
	p := &Page{Key: key, Title: title, Group: g.Key}
	g.Pages = append(g.Pages, p)
	b.pages, b.byKey[key] = append(b.pages, p), p
	return p, nil
}

// fact takes a line of what is known about a page.
func (p *Page) fact(line string) error {
	if line == "" {
		return nil
	}
	name, value, ok := strings.Cut(line, ": ")
	if !ok {
		return fmt.Errorf("%q is no fact of a page", line)
	}
	switch name {
	case "words":
		p.Words = strings.Fields(value)
	case "forms":
		p.Forms = strings.Fields(value)
	case "help":
		p.Help = strings.Fields(value)
	case "source":
		p.Source = value
	case "certainty":
		p.Certainty = value
	default:
		return fmt.Errorf("a page has no %q", name)
	}
	return nil
}

// join makes one book of the pages.
func (b *Book) join() error {
	for _, p := range b.pages {
		if p.Source == "" || Certain(p.Certainty) == "" || len(p.Sections) == 0 {
			return fmt.Errorf("%s has no source, certainty or text", p.Key)
		}
		for _, of := range []struct {
			names []string
			known map[string]*Page
		}{{p.Forms, b.forms}, {p.Help, b.help}} {
			for _, name := range of.names {
				if of.known[name] != nil {
					return fmt.Errorf("%s and %s both stand beside %s", of.known[name].Key, p.Key, name)
				}
				of.known[name] = p
			}
		}
		for _, s := range p.Sections {
			for span := range s.Spans() {
				if span.Link != "" && b.byKey[span.Link] == nil {
					return fmt.Errorf("%s leads to %s, which is no page", p.Key, span.Link)
				}
			}
		}
	}
	b.index = newIndex(b.pages)
	return nil
}

// Certain says in words how sure a page is; "" for what is no certainty.
func Certain(letter string) string {
	switch letter {
	case "A":
		return "看过原文"
	case "B":
		return "两处以上说法一样"
	case "C":
		return "只查到一处，再问卫生院"
	case "本":
		return "照这台机器写的"
	}
	return ""
}

// Links are the pages that a page leads to, each once, in its order.
func (p *Page) Links() (out []string) {
	for _, s := range p.Sections {
		for span := range s.Spans() {
			if span.Link != "" && span.Link != p.Key && !slices.Contains(out, span.Link) {
				out = append(out, span.Link)
			}
		}
	}
	return out
}

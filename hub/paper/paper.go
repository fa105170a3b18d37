package paper

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"yizhan/hub"
)

// Paper is one, as it is read.
type Paper struct {
	Key    string // in its address
	Title  string
	Number string // 文号; "" it has none
	Issuer string
	Day    hub.Day
	Until  hub.Day // "" it is in force until somebody says otherwise
	Tags   []string
	Source string
	Lines  []string // what it says, a fact a line
	Afar   bool     // of another place: the program carries it to compare with
}

// Ended says whether it is not in force any more.
func (p Paper) Ended(today hub.Day) bool { return p.Until != "" && p.Until < today }

//go:embed shipped.txt
var shipped string

// Shipped are the papers that the program carries, newest first.
var Shipped = sync.OnceValue(func() []Paper {
	all, err := Read(shipped)
	if err != nil {
		panic(fmt.Errorf("paper: %w", err)) // embedded: a test reads it
	}
	for i := range all {
		all[i].Afar = true
	}
	return all
})

// Read reads papers. Errors name the line.
func Read(text string) (all []Paper, err error) {
	n := 0
	head := false
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		title, begins := strings.CutPrefix(line, "=== ")
		switch {
		case begins:
			key, title, ok := strings.Cut(title, " ")
			if !ok {
				return nil, fmt.Errorf("line %d: no title", n)
			}
			all, head = append(all, Paper{Key: key, Title: title}), true
		case len(all) == 0 && line != "":
			return nil, fmt.Errorf("line %d: stands outside a paper", n)
		case line == "":
			head = false
		case head:
			if err := all[len(all)-1].fact(line); err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
		default:
			p := &all[len(all)-1]
			p.Lines = append(p.Lines, line)
		}
	}
	for _, p := range all {
		if p.Issuer == "" || p.Day == "" || p.Source == "" || len(p.Lines) == 0 {
			return nil, fmt.Errorf("%s lacks its issuer, day, source or text", p.Key)
		}
	}
	return all, nil
}

func (p *Paper) fact(line string) error {
	name, value, _ := strings.Cut(line, ": ")
	switch name {
	case "number":
		p.Number = value
	case "issuer":
		p.Issuer = value
	case "day":
		p.Day = hub.Day(value)
	case "tags":
		p.Tags = strings.Fields(value)
	case "source":
		p.Source = value
	default:
		return fmt.Errorf("%q is no fact of a paper", line)
	}
	return nil
}

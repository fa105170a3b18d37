package report

import (
	_ "embed"
	"strings"
	"sync"

	"yizhan/hub"
)

//go:embed coverage.csv
var coverageText string

// Asked is one thing that policy or the field asks, and what does it here. Its id is
// that of the list of requirements, its title ours.
type Asked struct {
	ID    string
	Title string
	Kinds []hub.Kind // of records that keep it
	Path  string     // page of the station that does it; "" none
	Desk  string     // page of the county's desk that does it, written with a @ before it; "" none
	Test  string     // name of a test that shows it; "" none
	Later string     // what of it is not there yet: class, county; "" nothing
}

// Done says how far it is: all of it, a part, nothing.
func (a Asked) Done() (all, part bool) { return a.Later == "", a.Path != "" || a.Desk != "" }

// Coverage is every row, in the order of the list.
var Coverage = sync.OnceValue(func() (out []Asked) {
	for line := range strings.Lines(coverageText) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if strings.HasPrefix(line, "#") || len(cells) != 6 {
			continue // the test counts them
		}
		a := Asked{ID: cells[0], Title: cells[1], Path: cells[3], Test: cells[4], Later: cells[5]}
		a.Path, a.Desk, _ = strings.Cut(a.Path, "@")
		for kind := range strings.FieldsSeq(cells[2]) {
			a.Kinds = append(a.Kinds, hub.Kind(kind))
		}
		out = append(out, a)
	}
	return out
})

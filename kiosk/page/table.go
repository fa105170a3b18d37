package page

import "strings"

// table is the frame of one of the county's tables: what its template shows over the
// columns.
type table struct {
	Class   string
	Columns []column
}

// column is the head of one.
type column struct {
	Text    string
	Figures bool // stands right
	Unseen  bool // read out, and not shown
}

// tableOf reads heads as templates write them: "孩子#" is over figures, "(要办的)" is for
// those who have the page read out.
func tableOf(class string, heads []string) table {
	t := table{Class: class}
	for _, h := range heads {
		var c column
		c.Text, c.Figures = strings.CutSuffix(h, "#")
		if inner, ok := strings.CutPrefix(c.Text, "("); ok {
			c.Text, c.Unseen = strings.TrimSuffix(inner, ")"), true
		}
		t.Columns = append(t.Columns, c)
	}
	return t
}

// noRows is the one row of a table that has none.
type noRows struct {
	Columns int
	Text    string
}

package roster

import (
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/sheet"
)

// Column is one column of a table and what it is taken for.
type Column struct {
	Index   int
	Title   string // as written; empty where the table has no header
	Meaning Meaning
	Sure    bool     // title and contents agree; a screen asks about the others
	Samples []string // the first few contents
}

// Proposal is how a file would be read. The person may change Columns[i].Meaning.
type Proposal struct {
	Table   sheet.Table
	Header  int // index of the header in Table.Rows; -1: there is none
	Columns []Column
	Others  []string // names of sheets that are left out
}

// headerWithin is how many rows may stand before the header.
const headerWithin = 30

// Propose picks the sheet that looks most like a roster, its header and the
// meaning of its columns. A table without a header is matched by its contents.
func Propose(tables []sheet.Table) (Proposal, error) {
	best, bestScore := Proposal{Header: -1}, 0
	for _, t := range tables {
		for i := range min(len(t.Rows), headerWithin) {
			columns := readHeader(t, i)
			if score := worth(columns); score > bestScore {
				best, bestScore = Proposal{Table: t, Header: i, Columns: columns}, score
			}
		}
	}
	best.sniff()
	if worth(best.Columns) < 2 { // a single title is as likely a heading
		best = proposeByContents(tables)
		best.sniff()
	}
	if !best.has(Name) {
		return best, hub.E(hub.CodeInvalid, "roster.no-names")
	}
	for _, t := range tables {
		if t.Name != best.Table.Name {
			best.Others = append(best.Others, t.Name)
		}
	}
	return best, nil
}

func (p *Proposal) has(m Meaning) bool {
	return slices.ContainsFunc(p.Columns, func(c Column) bool { return c.Meaning == m })
}

// Choose is a person's word on what a column is. A meaning that another column had
// is taken from it; an unknown column or meaning changes nothing.
func (p *Proposal) Choose(column int, m Meaning) {
	known := slices.ContainsFunc(meanings, func(x MeaningLabel) bool { return x.Meaning == m })
	for i := range p.Columns {
		switch c := &p.Columns[i]; {
		case !known:
		case c.Index == column:
			c.Meaning, c.Sure = m, true
		case c.Meaning == m:
			c.Meaning = Nothing
		}
	}
}

// worth counts the different meanings of a header; without a name it is none.
func worth(columns []Column) int {
	seen := map[Meaning]bool{}
	for _, c := range columns {
		if c.Meaning != Nothing {
			seen[c.Meaning] = true
		}
	}
	if !seen[Name] {
		return 0
	}
	return len(seen)
}

// readHeader takes row i for the header. A title merged over several columns in
// the row above (家长信息 over 姓名, 电话) belongs to each of them.
func readHeader(t sheet.Table, i int) []Column {
	row := t.Rows[i]
	var columns []Column
	for at, cell := range row.Cells {
		title := strings.TrimSpace(cell.Text)
		if title == "" {
			continue
		}
		c := Column{Index: at, Title: title}
		c.Meaning, c.Sure = meaningOf(title)
		if above := groupTitle(t, i, at); above != "" && above != title {
			if m, ok := meaningOf(above + title); ok {
				c.Title, c.Meaning, c.Sure = above+" "+title, m, true
			}
		}
		columns = append(columns, c)
	}
	settle(columns)
	return columns
}

// groupTitle is the title above a header cell, if it spans some columns but not
// all, as the title of the whole table does.
func groupTitle(t sheet.Table, i, at int) string {
	if i == 0 || t.Rows[i-1].Line != t.Rows[i].Line-1 {
		return ""
	}
	above := t.Rows[i-1]
	title := above.At(at).Text
	span := 0
	for _, c := range above.Cells {
		if c.Text == title {
			span++
		}
	}
	if title == "" || span < 2 || span == len(above.Cells) {
		return ""
	}
	return strings.TrimSpace(title)
}

// settle gives each meaning to one column. A second 联系电话 belongs to the adult
// who was named last before it; 住址 is the village where no other column is.
func settle(columns []Column) {
	taken := map[Meaning]bool{}
	adult := Nothing
	phones := 0
	for _, c := range columns {
		if c.Meaning == GuardianPhone {
			phones++
		}
	}
	for i := range columns {
		c := &columns[i]
		switch c.Meaning {
		case Father, Mother, Carer, Guardian:
			adult = c.Meaning
		case GuardianPhone:
			if phone, ok := phoneOf[adult]; ok && (phones > 1 || !hasGuardian(columns)) {
				c.Meaning = phone
			}
		case Kinship:
			if adult == Carer && !hasGuardian(columns) {
				c.Meaning = CarerKinship
			}
		}
		if c.Meaning != Nothing && taken[c.Meaning] {
			c.Meaning, c.Sure = Nothing, false
		}
		taken[c.Meaning] = true
	}
}

var phoneOf = map[Meaning]Meaning{Father: FatherPhone, Mother: MotherPhone, Carer: CarerPhone, Guardian: GuardianPhone}

func hasGuardian(columns []Column) bool {
	return slices.ContainsFunc(columns, func(c Column) bool { return c.Meaning == Guardian })
}

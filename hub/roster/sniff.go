package roster

import (
	"regexp"
	"strings"

	"yizhan/hub/care"
	"yizhan/hub/sheet"
)

// looks are what contents look like; the share of cells that fit decides.
var looks = []struct {
	meaning Meaning
	fits    func(sheet.Cell) bool
}{
	{IDNo, func(c sheet.Cell) bool { return idLook.MatchString(squeeze(c.Text)) }},
	{GuardianPhone, func(c sheet.Cell) bool { return phoneLook.MatchString(squeeze(c.Text)) }},
	{Birth, looksLikeDay},
	{Sex, func(c sheet.Cell) bool { _, ok := sexes[fold(c.Text)]; return ok && !c.IsNumber }},
	{Kinship, func(c sheet.Cell) bool { _, ok := care.KinByWord(fold(c.Text)); return ok }},
	{Village, func(c sheet.Cell) bool { return villageLook.MatchString(squeeze(c.Text)) }},
	{Name, func(c sheet.Cell) bool { return nameLook.MatchString(squeeze(c.Text)) }},
}

var (
	idLook      = regexp.MustCompile(`^[1-9]\d{16}[\dXx]$`)
	phoneLook   = regexp.MustCompile(`^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$`)
	villageLook = regexp.MustCompile(`^\p{Han}{1,12}(村|社区|屯|庄|寨|组|居委会|村委会)$`)
	nameLook    = regexp.MustCompile(`^\p{Han}{2,4}$|^\p{Han}+·\p{Han}+$`)
)

func looksLikeDay(c sheet.Cell) bool {
	day, err := parseDay(c)
	return err == nil && day != ""
}

// enough is the share of filled cells that must look like a meaning.
const enough = 0.6

// sniff compares titles with contents. A column whose title says nothing gets
// the meaning that its contents have; one whose contents contradict its title is
// asked about, never silently changed.
func (p *Proposal) sniff() {
	for i := range p.Columns {
		c := &p.Columns[i]
		cells := p.contents(c.Index)
		for _, cell := range cells[:min(3, len(cells))] {
			c.Samples = append(c.Samples, cell.Text)
		}
		if len(cells) == 0 {
			continue
		}
		_, known := meaningOf(c.Title)
		guess := guessOf(cells)
		switch {
		case c.Meaning == Address && guess == Village && !p.has(Village):
			c.Meaning = Village
		case c.Meaning == Nothing && !known && guess != Nothing && guess != Name && !p.has(guess):
			c.Meaning, c.Sure = guess, false
		case hasLook(c.Meaning) && share(cells, c.Meaning) < enough/2:
			c.Sure = false
		}
	}
}

func (p *Proposal) contents(column int) []sheet.Cell {
	var cells []sheet.Cell
	for _, row := range p.Table.Rows[p.Header+1:] {
		if c := row.At(column); strings.TrimSpace(c.Text) != "" && len(cells) < 200 {
			cells = append(cells, c)
		}
	}
	return cells
}

// proposeByContents reads a table without a header: the first column of names is
// the children's, the second their family's.
func proposeByContents(tables []sheet.Table) Proposal {
	p := Proposal{Header: -1, Table: tables[0]}
	for _, t := range tables {
		if len(t.Rows) > len(p.Table.Rows) {
			p.Table = t
		}
	}
	width := 0
	for _, row := range p.Table.Rows {
		width = max(width, len(row.Cells))
	}
	for at := range width {
		c := Column{Index: at, Meaning: guessOf(p.contents(at))}
		if c.Meaning == Name && p.has(Name) {
			c.Meaning = Guardian
		}
		p.Columns = append(p.Columns, c)
	}
	settle(p.Columns)
	if !p.has(Birth) && !p.has(IDNo) { // a list of names alone may be of anybody
		p.Columns = nil
	}
	return p
}

func guessOf(cells []sheet.Cell) Meaning {
	for _, l := range looks {
		if len(cells) > 0 && share(cells, l.meaning) >= enough {
			return l.meaning
		}
	}
	return Nothing
}

func hasLook(m Meaning) bool {
	for _, l := range looks {
		if l.meaning == m {
			return true
		}
	}
	return false
}

func share(cells []sheet.Cell, m Meaning) float64 {
	n := 0
	for _, l := range looks {
		if l.meaning != m {
			continue
		}
		for _, c := range cells {
			if l.fits(c) {
				n++
			}
		}
	}
	return float64(n) / float64(len(cells))
}

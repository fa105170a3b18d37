package report

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"yizhan/hub"
)

// Table says how an office's own sheet is filled in for a period: a line for each station, what
// stands in its columns, and the single cells around. It is data, made on a page from the sheet
// that the office uploaded.
type Table struct {
	Title   string   `json:"title"`
	Every   Every    `json:"every"`
	Days    int      `json:"days"`  // working days that a station has
	Sheet   string   `json:"sheet"` // its name in the workbook
	Line    int      `json:"line"`  // the first of the stations, as the workbook counts
	Room    int      `json:"room"`  // how many lines stand ready for them
	Total   int      `json:"total"` // the line that sums all up; 0: none
	Sums    bool     `json:"sums"`  // a line for each township as well
	Mask    bool     `json:"mask"`  // it is put up in public: names are masked
	Columns []Column `json:"columns"`
	Spots   []Spot   `json:"spots"`
}

// Column is a column of the sheet and what is in it.
type Column struct {
	At   int    `json:"at"`   // from 0
	Head string `json:"head"` // as the sheet calls it
	From string `json:"from"` // see Froms; "" is left as it is
}

// Label is the head said once: below a merged 托位（个）, 托位合计 is 托位合计（个）.
func (c Column) Label() string {
	heads := strings.Fields(c.Head)
	if len(heads) == 0 {
		return ""
	}
	label := heads[len(heads)-1]
	for i := len(heads) - 2; i >= 0; i-- {
		above, unit, counted := strings.Cut(heads[i], "（")
		switch {
		case above == "" || !strings.Contains(label, above):
			label = heads[i] + " " + label
		case counted && !strings.Contains(label, "（"):
			label += "（" + unit
		}
	}
	return label
}

// Spot is something to be said in a single cell of the sheet. A cell may have several:
// 填表人：　审核人：.
type Spot struct {
	Column int    `json:"column"`
	Line   int    `json:"line"`
	Before string `json:"before"`         // what it stands behind: 填表人：
	Cell   string `json:"cell,omitempty"` // all that stands in the cell, where that is more
	From   string `json:"from"`
}

// What a column may say besides figures. Figures are "m.MEASURE" and "i.INDICATOR.DEFINITION";
// "typed.N" is a number that the station types.
const (
	FromRow      = "row"
	FromStation  = "station"
	FromTownship = "township"
	FromPhone    = "phone"
	FromHead     = "head"
	FromVillage  = "village"
	FromGood     = "word.good" // of the station's 年度小结
	FromHard     = "word.hard"
	FromNext     = "word.next"
	fromTyped    = "typed."
)

// What a single cell may say.
const (
	SpotCounty  = "county"
	SpotPeriod  = "period"
	SpotFiller  = "filler"  // who sent the table out
	SpotChecker = "checker" // who checked it last
	SpotLocker  = "locker"  // who locked it
	SpotDay     = "day"     // on which it was locked
	SpotSeal    = "seal"    // stays empty: the stamp is put on the paper
)

// Choice is one thing that a column or cell may say.
type Choice struct{ From, Title, Group string }

// Froms are the choices of a column, in the order in which they are offered.
func Froms() (out []Choice) {
	for _, c := range []Choice{
		{FromRow, "序号", ""}, {FromStation, "站的名字", ""}, {FromTownship, "乡镇", ""}, {FromVillage, "村", ""},
		{FromPhone, "站的电话", ""}, {FromHead, "负责人", ""},
		{FromGood, "年度小结：做得好的", ""}, {FromHard, "年度小结：难在哪里", ""}, {FromNext, "年度小结：明年打算", ""},
	} {
		c.Group = "站的情况"
		out = append(out, c)
	}
	for _, m := range measures {
		group := "一共、当期的数"
		if m.Level {
			group = "期末那天的数"
		}
		out = append(out, Choice{"m." + m.Name, m.Title, group})
	}
	for _, one := range Indicators() {
		for _, d := range one.Definitions {
			if adds(d) {
				out = append(out, Choice{"i." + one.ID + "." + d.Code, one.Name + "：" + d.Title, "指标"})
			}
		}
	}
	return out
}

// Spots are the choices of a single cell.
func Spots() []Choice {
	return []Choice{
		{SpotCounty, "县（区）的名字", ""}, {SpotPeriod, "哪一期", ""}, {SpotFiller, "填表人", ""}, {SpotChecker, "审核人", ""},
		{SpotLocker, "负责人（锁定的人）", ""}, {SpotDay, "报出日期", ""}, {SpotSeal, "单位盖章（空着）", ""},
	}
}

// adds says whether a definition is made of what stations have: those of a township are then
// theirs added up, above the line and below it.
func adds(d Definition) bool {
	ok := true
	for _, side := range []*formula{d.num, d.den} {
		side.walk(func(f *formula) { ok = ok && f.op != "typed" && f.op != "lanes" && f.op != "workdays" })
	}
	return ok
}

// Typed says whether a station types what stands in a column.
func (c Column) Typed() bool { return strings.HasPrefix(c.From, fromTyped) }

// Figure says whether it is a number, counted or typed.
func (c Column) Figure() bool {
	return c.Typed() || strings.HasPrefix(c.From, "m.") || strings.HasPrefix(c.From, "i.")
}

// Adds says whether the numbers of stations make one of all of them: prices do not, nor what each
// says of its owner.
func (c Column) Adds() bool {
	return !slices.Contains([]string{"m.price.month", "m.price.rural.month", "m.site.sites"}, c.From)
}

// TypedFrom is the name of the column that a station types in: for good, whatever its place.
func TypedFrom(at int) string { return fmt.Sprint(fromTyped, at) }

// ReadTable reads what Text wrote.
func ReadTable(text string) (t Table, err error) {
	if err = json.Unmarshal([]byte(text), &t); err != nil {
		return t, fmt.Errorf("report: a table: %w", err)
	}
	return t, nil
}

// Text is the table as a record keeps it.
func (t Table) Text() string {
	b, _ := json.Marshal(t) // of strings and numbers
	return string(b)
}

// Most columns and lines of a table, and working days that a station may have.
const (
	mostColumns = 50
	mostLines   = 2000
	mostDays    = 60
)

// Check says what of a table cannot be.
// Errors: hub.Errors of table.* beside title, every, days, line, and columns.
func (t Table) Check() error {
	var errs hub.Errors
	wrong := func(field, key string, args ...any) {
		errs = append(errs, hub.E(hub.CodeInvalid, key, args...).In(field))
	}
	if strings.TrimSpace(t.Title) == "" || len([]rune(t.Title)) > 60 {
		wrong("title", "table.title")
	}
	if t.Every.months() == 0 {
		wrong("every", "table.every")
	}
	if t.Days < 1 || t.Days > mostDays {
		wrong("days", "table.days", mostDays)
	}
	switch {
	case t.Line < 1 || t.Room < 1 || t.Line > mostLines || t.Room > mostLines:
		wrong("line", "table.line")
	case t.Total < 0 || t.Total > 2*mostLines || t.Total >= t.Line && t.Total < t.Line+t.Room:
		wrong("line", "table.total", t.Line, t.Line+t.Room-1)
	}
	known := map[string]bool{"": true}
	for _, c := range Froms() {
		known[c.From] = true
	}
	names, figures := 0, 0
	for _, c := range t.Columns {
		if !known[c.From] && !c.Typed() {
			wrong("columns", "table.column", c.Head)
		}
		if c.From == FromStation {
			names++
		}
		if c.Figure() {
			figures++
		}
	}
	switch {
	case len(t.Columns) > mostColumns:
		wrong("columns", "table.many", mostColumns)
	case names != 1:
		wrong("columns", "table.station")
	case figures == 0:
		wrong("columns", "table.figure")
	}
	for _, s := range t.Spots {
		if !slices.ContainsFunc(Spots(), func(c Choice) bool { return c.From == s.From }) {
			wrong("columns", "table.column", s.Before)
		}
	}
	return errs.Or()
}

// FromTitle is what a column's choice is called.
func FromTitle(from string) string {
	for _, c := range Froms() {
		if c.From == from {
			return c.Title
		}
	}
	if strings.HasPrefix(from, fromTyped) {
		return "站里填"
	}
	return ""
}

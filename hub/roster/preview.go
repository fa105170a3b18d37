package roster

import (
	"context"
	"errors"
	"regexp"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/sheet"
)

// Preview says what will happen to each row. It writes nothing.
func (r *Roster) Preview(ctx context.Context, p Proposal, o Options) (Preview, error) {
	if !p.has(Name) {
		return Preview{}, hub.E(hub.CodeInvalid, "roster.no-names")
	}
	b, err := r.load(ctx)
	if err != nil {
		return Preview{}, err
	}
	pv := Preview{Proposal: p}
	for i, cells := range p.Table.Rows {
		if i == p.Header {
			continue
		}
		row := Row{Line: cells.Line, Cells: cells.Cells}
		if why := p.passes(i); why != "" {
			row.Verdict, row.Why = Passed, []*hub.Error{hub.E(hub.CodeInvalid, why)}
		} else if err := r.judge(&row, p, o, b); err != nil {
			return Preview{}, err
		}
		pv.Rows = append(pv.Rows, row)
	}
	return pv, nil
}

// judge reads one row, has it checked by the Desk's rules and looks it up.
func (r *Roster) judge(row *Row, p Proposal, o Options, b *book) error {
	read := parser{cells: map[Meaning]sheet.Cell{}, titles: map[Meaning]string{}, options: o, village: r.Village}
	for _, c := range p.Columns {
		if c.Meaning != Nothing {
			read.cells[c.Meaning] = sheet.Row{Cells: row.Cells}.At(c.Index)
			read.titles[c.Meaning] = c.Title
		}
	}
	read.read()
	if err := r.check(&read); err != nil {
		return err
	}
	row.Child, row.Why = read.child, read.notes
	if len(read.wrong) > 0 {
		row.Verdict, row.Why = Refused, read.wrong
		return nil
	}
	row.compare(b, read.given)
	return nil
}

// check lets the Desk say what cannot be. That a child is over three is a question
// there; a roster that lists her answers it, and a person sees the hint.
func (r *Roster) check(read *parser) error {
	err := r.Desk.Check(&read.child)
	if err == nil {
		return nil
	}
	found, ok := told(err)
	if !ok {
		return err
	}
	for _, e := range found {
		if e.Key == "birth.grown" {
			read.child.AnyBirth = true
			read.notes = append(read.notes, e)
			continue
		}
		read.wrong = append(read.wrong, e)
	}
	if len(read.wrong) == 0 { // once more with the answer: the rest has not been looked at
		if err := r.Desk.Check(&read.child); err != nil {
			found, ok := told(err)
			read.wrong = append(read.wrong, found...)
			if !ok {
				return err
			}
		}
	}
	return nil
}

// compare looks a good row up and adds it to the book for the rows after it.
func (row *Row) compare(b *book, given hub.ID) {
	me := asKnown(row.Line, row.Child)
	k, like := b.find(me)
	if registered := b.byRecord[given]; registered != nil {
		k, like = registered, care.Certain
	}
	if k != nil {
		row.Same, row.SameRow = k.ID, k.line
	}
	switch {
	case like == care.Certain:
		row.Verdict, row.Why = Known, k.saidOf(me)
		return
	case k != nil && k.IDNo != "" && k.IDNo == me.IDNo:
		row.Verdict = Refused
		row.Why = []*hub.Error{hub.E(hub.CodeInvalid, "roster.id-taken", k.place(), k.called()).In(string(IDNo))}
		return
	case like == care.Twins:
		row.Why = append(row.Why, hub.E(hub.CodeQuestion, "roster.twins", k.place(), k.called()))
	case like == care.Likely:
		row.Why = append(row.Why, hub.E(hub.CodeQuestion, "roster.alike", k.place(), k.called()))
	}
	row.Verdict = Take
	if len(row.Why) > 0 {
		row.Verdict = Hint
	}
	me.first = me.line
	if k := b.sibling(me); k != nil {
		me.Family, me.first = k.Family, k.first
	}
	row.family, row.familyRow = me.Family, me.first
	b.index(me)
}

// saidOf is what is said of a row that is this child, and what the row has otherwise.
func (k *known) saidOf(row *known) []*hub.Error {
	why := []*hub.Error{hub.E(hub.CodeConflict, "roster.known")}
	if k.line > 0 {
		why[0] = hub.E(hub.CodeConflict, "roster.known-row", k.line)
	}
	var differs []string
	for _, d := range []struct {
		label string
		other bool
	}{
		{"名字", row.Name != "" && row.Name != k.Name},
		{"生日", row.Birth != "" && row.Birth != k.Birth},
		{"身份证号", row.IDNo != "" && row.IDNo != k.IDNo},
		{"家长", !within(row.adults, k.adults)},
		{"电话", !within(row.Phones, k.Phones)},
		{"住的村", row.where != "" && row.where != k.where},
	} {
		if d.other {
			differs = append(differs, d.label)
		}
	}
	if len(differs) > 0 {
		why = append(why, hub.E(hub.CodeConflict, "roster.differs", strings.Join(differs, "、")))
	}
	return why
}

var (
	total  = regexp.MustCompile(`^(合计|总计|小计|共计|总数|合\s*计)`)
	footer = regexp.MustCompile(`(填表|审核|制表|负责|统计|联系)(人|时间|日期|单位)?[:：]|^(说明|注|备注)[:：]`)
)

// passes is why a row is no child, as the key of a sentence; "" if it may be one.
func (p *Proposal) passes(i int) string {
	if i < p.Header {
		return "roster.title"
	}
	row := p.Table.Rows[i]
	filled, titles := map[string]bool{}, 0
	for _, c := range p.Columns {
		text := strings.TrimSpace(row.At(c.Index).Text)
		if text == "" || c.Meaning == Nothing || c.Meaning == Serial {
			continue
		}
		filled[text] = true
		if m, ok := meaningOf(text); ok && m == c.Meaning {
			titles++
		}
	}
	for _, c := range row.Cells {
		switch text := fold(c.Text); {
		case total.MatchString(text) && len(filled) < 4:
			return "roster.total"
		case footer.MatchString(text) && len(filled) < 4:
			return "roster.footer"
		}
	}
	switch {
	case len(filled) == 0:
		return "roster.blank"
	case titles >= 2 && titles*2 >= len(filled):
		return "roster.header-again"
	}
	return ""
}

// told takes an error for people apart; ok is false for one that is none of the row's.
func told(err error) (hub.Errors, bool) {
	if many, ok := errors.AsType[hub.Errors](err); ok {
		return many, true
	}
	if one, ok := errors.AsType[*hub.Error](err); ok {
		return hub.Errors{one}, one.Code == hub.CodeInvalid || one.Code == hub.CodeQuestion
	}
	return nil, false
}

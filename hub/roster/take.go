package roster

import (
	"context"
	"io"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/sheet"
)

// Take registers the good rows of a preview as one batch, in one transaction.
// The same request takes them once, however often it comes. A preview without
// good rows writes nothing and is no error.
func (r *Roster) Take(ctx context.Context, actor hub.Actor, pv Preview, o Options, request hub.ID) (desk.Imported, error) {
	im := desk.Import{Request: request, Day: o.Today}
	heads := map[int]int{} // first row of a family → its new children
	for _, row := range pv.Rows {
		if row.Verdict == Take || row.Verdict == Hint {
			heads[row.familyRow]++
		}
	}
	for _, row := range pv.Rows {
		switch row.Verdict {
		case Take, Hint:
			child := row.Child
			child.Request = hub.DeriveID("roster", request, strconv.Itoa(row.Line))
			if child.Family = row.family; child.Family.IsZero() && heads[row.familyRow] > 1 {
				child.Family = hub.DeriveID("family", request, strconv.Itoa(row.familyRow))
			}
			im.Rows = append(im.Rows, child)
		case Refused:
			im.Refused++
		}
	}
	if len(im.Rows) == 0 {
		return desk.Imported{}, nil
	}
	return r.Desk.Import(ctx, actor, im)
}

// WriteRefused writes the rows that could not be taken as they were, with the
// reason in words, as an xlsx that can be mended and brought in again. say is
// hub/words'.
func (p Preview) WriteRefused(w io.Writer, say func(*hub.Error) string) error {
	var columns []sheet.Column
	for _, c := range p.Proposal.Columns {
		columns = append(columns, sheet.Column{Title: p.title(c), Width: 16})
	}
	columns = append(columns, sheet.Column{Title: "原因", Width: 60}, sheet.Column{Title: "原来的行"})
	out, err := sheet.NewXLSX(w, "没有导入的", columns)
	if err != nil {
		return err
	}
	for _, row := range p.Rows {
		if row.Verdict != Refused {
			continue
		}
		var cells []sheet.Cell
		for _, c := range p.Proposal.Columns {
			cells = append(cells, asWritten(row.Cells, c.Index))
		}
		if err := out.Write(append(cells, sheet.Text(row.Reason(say)), sheet.Number(float64(row.Line)))); err != nil {
			return err
		}
	}
	return out.Close()
}

// title keeps a column readable for the next import, also where the table had none.
func (p Preview) title(c Column) string {
	if c.Title != "" {
		return c.Title
	}
	if c.Meaning != Nothing {
		return c.Meaning.Label()
	}
	return "第 " + strconv.Itoa(c.Index+1) + " 栏"
}

// asWritten gives every cell back as text, so that digits and dates stay as they are.
func asWritten(cells []sheet.Cell, i int) sheet.Cell {
	if i >= len(cells) {
		return sheet.Cell{}
	}
	return sheet.Text(cells[i].Text)
}

// Reason is all that is said of a row, in one line.
func (r Row) Reason(say func(*hub.Error) string) string {
	var s string
	for _, e := range r.Why {
		s += say(e)
	}
	return s
}

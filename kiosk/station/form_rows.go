package station

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/kiosk/page"
)

// rowsPage is the rows of a group: each can go, and another one comes.
func (s *Station) rowsPage(v *visit, x *stepping, faults page.Errors) page.View {
	f := x.frame(v, faults)
	f.Title = x.one.Label
	at := x.mark(x.here())
	rows := x.d.Rows[x.one.Name]
	p := page.Rows{Frame: f, Lead: x.one.Help, Action: at, Prev: x.back(s), Empty: "还没有。有就加一行，没有就往下走。", Last: true}
	for i, cells := range rows {
		p.Rows = append(p.Rows, page.Row{Bold: fmt.Sprintf("%d", i+1), Text: rowWords(s, v, x, cells), Href: x.cell(i, 0), Way: "改",
			Do: []page.Choice{{Value: strconv.Itoa(i), Text: "删掉"}}})
	}
	p.Rows, p.Pages = paged(p.Rows, v.URL.Query().Get("page"), x.here())
	if x.one.Max == nil || int64(len(rows)) < *x.one.Max {
		p.Ways = append(p.Ways, page.Link{Href: x.cell(len(rows), 0), Text: "加一行", Icon: "i-plus"})
	}
	p.Ways = append(p.Ways, page.Link{Href: x.on(s), Text: x.next(s)})
	return p
}

func rowWords(s *Station, v *visit, x *stepping, cells map[string]string) string {
	var words []string
	for i := range x.one.Fields {
		f := &x.one.Fields[i]
		value, err := f.FromText(cells[f.Name])
		if err == nil && value != nil {
			words = append(words, s.inWords(v, x.d.Subject, f, value))
		}
	}
	return strings.Join(words, " ")
}

// rowsTake takes a row out.
func (s *Station) rowsTake(v *visit, x *stepping) error {
	rows := x.d.Rows[x.one.Name]
	if i, err := strconv.Atoi(v.form.Text("do")); err == nil && i >= 0 && i < len(rows) {
		x.d.Rows[x.one.Name] = slices.Delete(rows, i, i+1)
	}
	return s.stepTaken(v, x, false, x.on)
}

// cellTake takes a press on a cell; after the last one come the rows.
func (s *Station) cellTake(v *visit, x *stepping, q posed, text string, done bool) error {
	rows := x.d.Rows[x.one.Name]
	if x.row == len(rows) {
		rows = append(rows, map[string]string{})
	}
	rows[x.row][q.f.Name] = text
	if done {
		if _, err := q.f.FromText(text); err != nil || q.f.Required && text == "" {
			if err == nil {
				err = hub.E(hub.CodeInvalid, "form.required", q.f.Label)
			}
			return s.cellAgain(v, x, rows, text, err)
		}
	}
	if text != "" || done {
		x.d.Rows[x.one.Name] = rows
	}
	if !done {
		return s.cellOpen(v, x)
	}
	return s.stepTaken(v, x, true, x.afterCell)
}

// afterCell is the row's next cell; behind its last the rows, where another one is begun,
// wherever these stand by then: a row may bring the next question of its step.
func (x *stepping) afterCell(*Station) string {
	if x.col+1 < len(x.one.Fields) {
		return x.cell(x.row, x.col+1)
	}
	return x.mark(x.here())
}

// cellOpen shows the cell once more, as it is pressed so far.
func (s *Station) cellOpen(v *visit, x *stepping) error {
	if err := v.keepSheet(x.def, x.id, x.d, x.b, x.cell(x.row, x.col)); err != nil {
		return err
	}
	if v.form.Has("keep") {
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	return v.render(s.stepPage(v, x, nil))
}

func (s *Station) cellAgain(v *visit, x *stepping, rows []map[string]string, text string, err error) error {
	kept := x.d.Rows[x.one.Name]
	x.d.Rows[x.one.Name] = rows
	p := s.stepPage(v, x, faultAt(err, faultPlace(&x.one.Fields[x.col])))
	x.d.Rows[x.one.Name] = kept
	return v.again(err, p)
}

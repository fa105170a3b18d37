package station

import (
	"fmt"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/kiosk/page"
)

// How many lines of a list fit on the smallest screen; an entry of the history may
// take three.
const (
	rowsShown    = 5
	entriesShown = 4
)

// historyShow is who changed what of a child, from what to what, newest first.
func (s *Station) historyShow(v *visit) error {
	p, err := s.historyPage(v, nil)
	if err != nil {
		return err
	}
	return v.render(p)
}

func (s *Station) historyPage(v *visit, faults page.Errors) (page.Rows, error) {
	file, err := v.file()
	if err != nil {
		return page.Rows{}, err
	}
	f := v.childFrame(file, "谁改了什么")
	f.Help, f.Errors = "child", faults
	at := childAt(file.Child.ID) + "/history"
	p := page.Rows{Frame: f, Action: at, Prev: f.Back, Empty: "还没有记录。"}
	entries, err := s.Desk.History(v.ctx(), v.who.Actor, file.Child.ID)
	if err != nil {
		return p, err
	}
	adults := s.adultsIn(entries)
	since := map[string]bool{} // fields that somebody has changed later
	var rows []actRow
	for _, e := range entries {
		row, told, err := s.historyRow(v, e, adults)
		if err != nil {
			return p, err
		}
		last := true
		for _, c := range e.Changes {
			key := c.Record.String() + strconv.Itoa(int(c.No))
			last = last && !since[key]
			since[key] = true
		}
		if !told {
			continue
		}
		if last && v.who.Actor.May(hub.ActCorrect) {
			row.Do = []page.Choice{{Value: "undo-" + e.Commit.String(), Text: s.undoWord(e), Icon: "i-undo"}}
		}
		rows = append(rows, actRow{row, e.Commit})
	}
	rows, p.Pages = pagedBy(rows, entriesShown, v.URL.Query().Get("page"), at)
	for _, r := range rows {
		if r.Tag == "" {
			r.Tag = s.copiesWord(v.ctx(), r.commit)
		}
		p.Rows = append(p.Rows, r.Row)
	}
	return p, nil
}

// actRow is a line of the history with the act that it tells of.
type actRow struct {
	page.Row
	commit hub.ID
}

// paged is one page of a list, and the ways to the ones before and after it.
func paged[T any](rows []T, wanted, at string) ([]T, []page.Choice) {
	return pagedBy(rows, rowsShown, wanted, at)
}

func pagedBy[T any](rows []T, shown int, wanted, at string) (out []T, ways []page.Choice) {
	return pagedOn(rows, shown, wanted, at+"?page=")
}

// pagedOn has the number of the page behind at.
func pagedOn[T any](rows []T, shown int, wanted, at string) (out []T, ways []page.Choice) {
	n := max(0, number(wanted)-1)
	last := max(0, (len(rows)-1)/shown)
	n = min(n, last)
	if n > 0 {
		ways = append(ways, page.Choice{Value: fmt.Sprintf("%s%d", at, n), Text: "前面的"})
	}
	if n < last {
		ways = append(ways, page.Choice{Value: fmt.Sprintf("%s%d", at, n+2), Text: fmt.Sprintf("后面还有 %d 条", len(rows)-(n+1)*shown)})
	}
	return rows[n*shown : min(len(rows), (n+1)*shown)], ways
}

// undoWord is the button of an entry: taking back a registration is more than
// putting a field right.
func (s *Station) undoWord(e hub.Entry) string {
	if s.registered(e) {
		return "登记错了，撤下"
	}
	return "改回去"
}

func (s *Station) registered(e hub.Entry) bool {
	def, _ := s.Desk.Forms().Get("child")
	category, _ := def.Field("category")
	for _, c := range e.Changes {
		if c.Kind == "child" && c.No == category.No && len(c.From) == 0 {
			return true
		}
	}
	return false
}

// historyRow is one act in the words of the forms. Taps of the wall and looks are
// no changes of the record: told is false.
func (s *Station) historyRow(v *visit, e hub.Entry, adults map[hub.ID]care.Person) (row page.Row, told bool, err error) {
	var parts []string
	heading := ""
	for _, c := range e.Changes {
		def, ok := s.Desk.Forms().Get(c.Kind)
		if !ok || c.Kind == "look" || c.Kind == "wrap" {
			continue
		}
		f, ok := def.FieldNo(c.No)
		if !ok || def.NamesFile(f) {
			continue
		}
		told = told || c.Kind != "day" || f.Name == "reason"
		if heading == "" && c.Kind != "child" {
			heading = def.Title
			if p := adults[c.Record]; p.Kinship != "" {
				heading = adultName(p)
			}
		}
		if text := changeWord(f, c); text != "" {
			parts = append(parts, text)
		}
	}
	switch {
	case s.registered(e) && !e.Batch.IsZero():
		heading = "名册收进来"
	case s.registered(e):
		heading = "登记"
	case heading == "":
		heading = "改了"
	}
	who, station, err := s.Desk.Writer(v.ctx(), e)
	if err != nil {
		return row, false, err
	}
	if who == "" {
		who = "这台机器"
	}
	if station == v.site.Name {
		station = ""
	}
	at := e.At.Wall.In(hub.China)
	row = page.Row{Bold: heading, Text: shortened(parts), Small: joinFacts(
		calendar.Date(hub.DayOf(at), s.Desk.Today())+" "+calendar.Clock(at), who, station)}
	if e.At.Quality == hub.ClockUnknown {
		row.Small += "（日期不准）"
	}
	if e.Waiting {
		row.Tag = "等家里同意"
	}
	return row, told, nil
}

// adultsIn are the adults that a history tells of, those too who were taken off, by
// the newest kinship and name.
func (s *Station) adultsIn(entries []hub.Entry) map[hub.ID]care.Person {
	def, _ := s.Desk.Forms().Get("person")
	adults := map[hub.ID]care.Person{}
	for _, e := range entries {
		for _, c := range e.Changes {
			f, ok := def.FieldNo(c.No)
			text, is := c.To.(string)
			if c.Kind != "person" || !ok || !is {
				continue
			}
			p := adults[c.Record]
			if f.Name == "kinship" && p.Kinship == "" {
				p.Kinship = text
			}
			if f.Name == "name" && p.Name == "" {
				p.Name = text
			}
			adults[c.Record] = p
		}
	}
	return adults
}

// historyTake puts one act back.
func (s *Station) historyTake(v *visit) error {
	id, err := v.childID()
	if err != nil {
		return err
	}
	_, text, _ := strings.Cut(v.form.Text("do"), "-")
	commit, err := hub.ParseID(text)
	if err != nil {
		return hub.E(hub.CodeNotFound, "desk.no-child")
	}
	if _, err := s.Desk.Undo(v.ctx(), v.who.Actor, v.form.Request(), commit); err != nil {
		if !question(err) {
			return err
		}
		p, perr := s.historyPage(v, faultAt(err, ""))
		if perr != nil {
			return perr
		}
		return v.again(err, p)
	}
	return v.see(childAt(id) + "/history")
}

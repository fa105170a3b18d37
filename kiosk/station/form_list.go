package station

import (
	"net/url"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// How many sheets stand on a page of a list, and how many states of a workflow have a
// way of their own above it.
const (
	listShown   = 10
	statesShown = 3
)

// formList is the filled-in sheets of a form at this site, as the form orders them; of
// one child, of some days, in one state, where the address says so.
func (s *Station) formList(v *visit) error {
	def, err := v.formOf()
	if err != nil {
		return err
	}
	if !def.MayRead(v.who.Actor.Role) && def.MayBegin(v.who.Actor.Role) {
		return s.formBlind(v, def)
	}
	q := v.URL.Query()
	at, no := formAt(def.Kind), max(1, number(q.Get("page")))
	filter := desk.SheetFilter{Site: v.site.ID, Skip: (no - 1) * listShown, Most: listShown, Open: q.Has("open"), Withdrawn: q.Has("away"),
		State: q.Get("state"), From: hub.Day(q.Get("from")), To: hub.Day(q.Get("to"))}
	if id, perr := hub.ParseID(q.Get("for")); perr == nil {
		filter.Subject, filter.Site = id, hub.ID{}
	}
	table, err := s.Desk.Sheets(v.ctx(), v.who.Actor, def.Kind, filter)
	if err != nil {
		return err
	}
	f := v.frame(def.Title)
	f.Back, f.Help, f.Undo, f.Hint = "/forms", "form", v.undoMany(at+"/undo"), def.Help
	if f.Note, err = s.formCalls(v, def.Kind); err != nil {
		return err
	}
	p := page.FormList{Frame: f, Prev: "/forms", Paper: v.printAt(at + "/paper"), Save: s.saveAt(v, def)}
	for _, r := range table.Rows {
		p.Rows = append(p.Rows, s.sheetRow(v, table, r))
		v.lookedAt(def, r.Record.Subject, "page")
	}
	if no > 1 {
		p.Pages = append(p.Pages, page.Choice{Value: otherPage(at, q, no-1), Text: "前面的"})
	}
	if table.More {
		p.Pages = append(p.Pages, page.Choice{Value: otherPage(at, q, no+1), Text: "后面的"})
	}
	p.Ways = s.listWays(def, q)
	if len(p.Rows) == 0 {
		if err := s.emptyList(v, def, filter, &p); err != nil {
			return err
		}
	}
	if def.MayBegin(v.who.Actor.Role) && !def.Retired {
		p.New = &page.Link{Href: at + "/new", Text: "填一张"}
		if !filter.Subject.IsZero() {
			p.New.Href += "?for=" + filter.Subject.String()
		}
		if len(def.Batch) > 0 && filter.Subject.IsZero() {
			p.Many = at + "/many"
		}
	}
	return v.render(p)
}

// formBlind is the first page of a form that she fills in and of which she reads none, be it
// her own: it may be about somebody here.
func (s *Station) formBlind(v *visit, def *form.Definition) (err error) {
	f := v.frame(def.Title)
	f.Back, f.Help, f.Undo, f.Hint = "/forms", "form", v.undoMany(formAt(def.Kind)+"/undo"), def.Help
	if f.Note, err = s.formCalls(v, def.Kind); err != nil {
		return err
	}
	p := page.FormList{Frame: f, Prev: "/forms", Empty: "报过的只有县里看得到，这里谁也看不到，站长也一样。", New: &page.Link{Href: formAt(def.Kind) + "/new", Text: "填一张"}}
	return v.render(p)
}

// emptyList says why nothing is listed. Ways to look stand there where there is something
// to look for.
func (s *Station) emptyList(v *visit, def *form.Definition, filter desk.SheetFilter, p *page.FormList) error {
	p.Empty = "这里一张也没有。"
	if !p.Ways[0].On {
		return nil
	}
	filter.Withdrawn, filter.Most = true, 1
	gone, err := s.Desk.Sheets(v.ctx(), v.who.Actor, def.Kind, filter)
	if p.Empty = "填过的都撤下了。"; len(gone.Rows) == 0 {
		p.Empty, p.Ways = "还没有填过。", nil
	}
	return err
}

// otherPage is the address of another page of the same look.
func otherPage(at string, q url.Values, no int) string {
	q.Del("done")
	q.Set("page", strconv.Itoa(no))
	return at + "?" + q.Encode()
}

// listWays are the ways to look: all, what is still to be done, a state, some days, with
// what was taken back.
func (s *Station) listWays(def *form.Definition, q url.Values) (out []page.Choice) {
	today := s.Desk.Today()
	of := q.Get("for")
	way := func(text string, pairs ...string) {
		to, on := url.Values{}, true
		if of != "" {
			to.Set("for", of)
		}
		for _, key := range []string{"open", "state", "from", "away"} {
			wanted := ""
			for i := 0; i < len(pairs); i += 2 {
				if pairs[i] == key {
					wanted = pairs[i+1]
					to.Set(key, wanted)
				}
			}
			on = on && q.Get(key) == wanted
		}
		at := formAt(def.Kind)
		if len(to) > 0 {
			at += "?" + to.Encode()
		}
		out = append(out, page.Choice{Value: at, Text: text, On: on})
	}
	way("都看")
	if def.Workflow == nil {
		way("今天的", "from", string(today))
		way("这个月的", "from", string(today[:8])+"01")
	} else {
		way("没办完的", "open", "1")
		if states := def.Workflow.States; len(states) <= statesShown {
			for _, state := range states {
				way(state.Label, "state", state.Code)
			}
		}
		way("这个月的", "from", string(today[:8])+"01")
	}
	way("连撤下的", "away", "1")
	return out
}

// sheetRow is one sheet in the list: whose, which day, and the form's columns.
func (s *Station) sheetRow(v *visit, table desk.SheetTable, r desk.SheetRow) page.FormRow {
	row := page.FormRow{Bold: s.sayDay(r.Day), Struck: r.Withdrawn, Href: recordAt(table.Def.Kind, r.Record.ID), Tag: r.State.Label}
	if table.Def.Subject != "site" && r.Whose.Name != "" {
		row.Bold = r.Whose.Name
		row.Text = s.sayDay(r.Day)
	}
	for i, cell := range r.Cells {
		f := table.Columns[i]
		if id, isID := r.Record.Fields[f.No].(hub.ID); isID && cell == "" {
			cell = s.inWords(v, r.Record.Subject, f, id)
		} else if f.Element != "" && cell != "" {
			cell = plainWord(f, r.Record.Fields[f.No])
		}
		row.Text = joinFacts(row.Text, cell)
	}
	if r.Due != "" && !r.State.Done && r.Due < s.Desk.Today() {
		row.Tag, row.Care = "过了 "+s.sayDay(r.Due), true
	}
	if r.Withdrawn {
		row.Tag, row.Href = "撤下了", row.Href+"/trail"
	}
	return row
}

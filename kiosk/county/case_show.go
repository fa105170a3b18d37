package county

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// caseFile is the case of the path, where this officer may see it.
func (v *visit) caseFile() (desk.CaseFile, error) {
	id, err := hub.ParseID(v.PathValue("id"))
	if err != nil {
		return desk.CaseFile{}, hub.E(hub.CodeNotFound, "county.no-page")
	}
	f, err := v.c.Desk.CaseFile(v.ctx(), v.who.Actor, hub.Kind(v.PathValue("kind")), id)
	if err == nil && !v.who.Sees(f.Record.Lane) {
		err = hub.E(hub.CodeForbidden, "case.other-town")
	}
	return f, err
}

// caseShow is one case; who looked is noted where it names somebody.
func caseShow(v *visit) error {
	f, err := v.caseFile()
	if err != nil {
		return err
	}
	v.caseLooked(f, "page")
	p, err := v.casePage(f)
	if err != nil {
		return err
	}
	return v.render(p)
}

func (v *visit) caseLooked(f desk.CaseFile, what string) {
	if f.Def.Sensitive() || f.Def.Subject == "child" {
		v.c.Doors.Looked(v.who.Actor, f.Record.Subject, what)
	}
}

func (v *visit) casePage(f desk.CaseFile) (page.CountyCase, error) {
	at := caseAt(f.Def.Kind, f.Record.ID)
	p := page.CountyCase{CountyFrame: v.frame(f.Def.Title, "cases"), Number: f.Number, Action: at,
		Paper: at + "/paper", Prev: "/cases", Clause: f.Def.Case.Clause}
	var err error
	if p.Whose, err = v.caseWhose(f); err != nil {
		return p, err
	}
	if f.Number != "" {
		p.Code, p.Receipt = desk.CaseCode(f.Record.ID), at+"/receipt"
	}
	if f.Writes {
		p.Edit = at + "/edit"
	}
	if f.Record.Sealed {
		p.Note = &page.Note{Icon: "i-lock", Bold: "锁着的几样县里打不开。", Text: "空着的在站里写好了，只有照护的站看得到。"}
	}
	if err := v.caseStands(f, &p); err != nil {
		return p, err
	}
	if err := v.caseHands(f, &p); err != nil {
		return p, err
	}
	p.Facts, p.Papers = v.caseFacts(f)
	p.Pictures = v.casePictures(f)
	mine := v.waitsForMe(f)
	for i, m := range f.Moves {
		one := page.CaseMove{To: m.To, Label: m.Label, Asks: v.caseAsks(f.Blank, m.Needs)}
		if first := f.First[m.To]; first != "" {
			one.Asks, one.Wait = nil, calendar.Date(first, v.c.Desk.Today())+"起才能点，公示要满 "+strconv.Itoa(m.After)+" 个工作日"
		}
		if i == 0 && mine {
			p.Main = &one
			continue
		}
		p.Moves = append(p.Moves, one)
	}
	for _, l := range []struct {
		c    *desk.Case
		word string
	}{{f.Source, "从这里来："}, {f.Opened, "开出了："}} {
		if l.c != nil {
			told := ""
			if f, ok := l.c.Def.Field(l.c.Def.Case.Tell); ok && l.c.State.Done {
				told, _ = l.c.Record.Fields[f.No].(string)
			}
			p.Links = append(p.Links, page.Link{Href: caseAt(l.c.Def.Kind, l.c.Record.ID), Text: l.word + joined(l.c.Def.Title, cmp.Or(l.c.Number, "还没编号"), l.c.State.Label, told)})
		}
	}
	p.History, err = v.caseHistory(f)
	return p, err
}

// caseWhose is whom a case is about; of one that is nobody's, the station that it names.
func (v *visit) caseWhose(f desk.CaseFile) (string, error) {
	site, _ := f.Def.Field(form.FieldSite)
	at, _ := f.Record.Fields[site.No].(hub.ID)
	if f.Def.Subject != "self" || at.IsZero() {
		return joined(f.Whose.Name, f.Whose.Age), nil
	}
	stations, _, err := v.callers(v.ctx())
	return joined(stations[at].TownshipName, stations[at].Name), err
}

// waitsForMe says whether the next step is this officer's: else it is no main button.
func (v *visit) waitsForMe(f desk.CaseFile) bool {
	field, _ := f.Def.Field(f.Def.Workflow.Field)
	state := f.Def.StateOf(f.Record.Fields[field.No])
	return len(state.Wait) == 0 || slices.Contains(state.Wait, v.who.Actor.Role) ||
		f.Due != "" && f.Due < v.c.Desk.Today() && state.Escalate == v.who.Actor.Role
}

// caseStands puts into words where a case stands, until when, and whose turn it is.
func (v *visit) caseStands(f desk.CaseFile, p *page.CountyCase) error {
	field, _ := f.Def.Field(f.Def.Workflow.Field)
	state := f.Def.StateOf(f.Record.Fields[field.No])
	today := v.c.Desk.Today()
	p.From, p.State, p.Done, p.Gone = state.Code, state.Label, state.Done, f.Gone
	if f.Gone != "" {
		return nil
	}
	if !state.Done && f.Due != "" {
		left, err := v.workdaysLeft(f.Due)
		if err != nil {
			return err
		}
		p.Late = f.Due < today
		p.Deadline = fmt.Sprintf("%s以前，%s", calendar.Date(f.Due, today), left)
	}
	if turn := v.turnWord(f.Def, state, p.Late); turn != "" && !state.Done {
		p.Turn = "等" + turn
	}
	return nil
}

// caseFacts are the answers in words, and the list of materials.
func (v *visit) caseFacts(f desk.CaseFile) (facts []page.Fact, papers []page.Choice) {
	for i := range f.Def.Fields {
		field := &f.Def.Fields[i]
		value := f.Record.Fields[field.No]
		switch {
		case field.Name == f.Def.Case.Papers:
			has, _ := value.([]any)
			for _, o := range field.Offered() {
				papers = append(papers, page.Choice{Text: o.Label, On: slices.Contains(has, any(o.Code))})
			}
		case value == nil || field.Type == form.Photo || f.Def.NamesFile(field) || field.Name == f.Def.Workflow.Field || unseen(field.Name) || settled(field):
		default:
			if text := v.inWords(field, value); text != "" {
				facts = append(facts, page.Fact{Word: field.Label, Text: text})
			}
		}
	}
	return facts, papers
}

// unseen are the fields that the page says in other ways.
func unseen(name string) bool {
	return slices.Contains([]string{form.FieldHolder, form.FieldWithdrawn, form.FieldWhy, form.FieldNumber, form.FieldSource, form.FieldSourceKind, form.FieldOpened, form.FieldSince, form.FieldSite, form.FieldNumbered}, name)
}

// casePictures are the photos of a case, and where one may be added.
func (v *visit) casePictures(f desk.CaseFile) (out []page.CasePicture) {
	for i := range f.Def.Fields {
		field := &f.Def.Fields[i]
		if field.Type != form.Photo {
			continue
		}
		at := caseAt(f.Def.Kind, f.Record.ID) + "/photo/" + field.Name
		one := page.CasePicture{Label: field.Label}
		if v.c.Photos != nil && f.Writes {
			one.Post = at
		}
		if p, ok := form.PictureOf(f.Record.Fields[field.No]); ok {
			one.Thumb = template.URL("data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(p.Thumb))
			one.Href = at
		}
		out = append(out, one)
	}
	return out
}

// caseHistory is who moved and changed it when, newest first.
func (v *visit) caseHistory(f desk.CaseFile) (out []page.Row, err error) {
	today := v.c.Desk.Today()
	for i, e := range f.Trail {
		row := page.Row{}
		first := i == len(f.Trail)-1 // with which it began: what was written stands beside
		var parts []string
		for _, c := range e.Changes {
			field, ok := f.Def.FieldNo(c.No)
			if !ok || c.Record != f.Record.ID || f.Def.NamesFile(field) {
				continue
			}
			switch text := field.Show(c.To); {
			case field.Name == f.Def.Workflow.Field:
				row.Bold = text
			case field.Name == form.FieldHolder:
				row.Bold = cmp.Or(row.Bold, v.handed(c.To))
			case field.Name == form.FieldWithdrawn:
				row.Bold = cmp.Or(row.Bold, takenBack(c.To, text))
			case field.Name == form.FieldWhy && c.To != nil && !c.Hidden:
				parts = append(parts, text)
			case field.Name == form.FieldNumber:
				parts = append(parts, "编号 "+text)
			case first || unseen(field.Name) || c.To == nil || field.Type == form.Ref || settled(field):
			case c.Hidden:
				parts = append(parts, field.Label+"（打不开）")
			default:
				parts = append(parts, field.Label+" "+text)
			}
		}
		if row.Bold == "" && len(parts) == 0 {
			continue
		}
		row.Bold, row.Text = cmp.Or(row.Bold, "改、补"), shortened(parts)
		who, err := v.caseWriter(f, e)
		if err != nil {
			return nil, err
		}
		row.Small = fmt.Sprintf("%s %s %s", calendar.Date(hub.DayOf(e.At.Wall), today), calendar.Clock(e.At.Wall), who)
		out = append(out, row)
	}
	return out, nil
}

// handed is to whom a case was given, in words.
func (v *visit) handed(to any) string {
	id, _ := to.(hub.ID)
	names, err := v.c.Doors.Names(v.ctx())
	switch {
	case id.IsZero():
		return "谁有空谁办"
	case err != nil || names[id] == "":
		return "交给了一位不在这里的人"
	}
	return "交给 " + names[id]
}

func takenBack(to any, why string) string {
	if to == nil {
		return "又算数了"
	}
	return "作废：" + why
}

// caseWriter is who did it: an officer by her name here, a worker by hers and her station's.
func (v *visit) caseWriter(f desk.CaseFile, e hub.Entry) (string, error) {
	officers, err := v.c.Doors.Names(v.ctx())
	if err != nil {
		return "", err
	}
	if name := officers[e.Author]; name != "" {
		return name, nil
	}
	if f.Def.Case.Public && e.Author.IsZero() {
		return "家里在网上", nil
	}
	who, station, err := v.c.Desk.Writer(v.ctx(), e)
	return strings.TrimSpace(joined(cmp.Or(who, "机器自己"), station)), err
}

// caseMove takes a step, with what it needs.
func caseMove(v *visit) error {
	f, err := v.caseFile()
	if err != nil {
		return err
	}
	m := desk.Moving{Request: v.form.Request(), Kind: f.Def.Kind, Record: f.Record.ID, From: v.form.Text("from"), To: v.form.Text("do"), Values: form.Values{}}
	move, ok := f.Def.Step(m.From, m.To, v.who.Actor.Role) // as the page had it: it may stand elsewhere by now
	if ok {
		m.Values, err = v.caseAnswers(f.Def, v.caseNeeds(f.Blank, move.Needs))
	}
	if err == nil {
		var out hub.Outcome
		if out, err = v.c.Desk.MoveOn(v.ctx(), v.who.Actor, m); err == nil && out.Commit.IsZero() && !out.Again {
			err = hub.E(hub.CodeConflict, "fill.faster-same")
		}
		if err == nil {
			return v.see(caseAt(f.Def.Kind, f.Record.ID))
		}
	}
	if code := hub.CodeOf(err); code != hub.CodeInvalid && code != hub.CodeConflict {
		return err
	}
	p, perr := v.casePage(f)
	if perr != nil {
		return perr
	}
	faults := page.Faults(err)
	said := false
	for _, one := range append([]*page.CaseMove{p.Main}, pointers(p.Moves)...) {
		if one != nil && one.To == m.To {
			said = v.faulted(one.Asks, faults)
		}
	}
	if !said {
		p.Note = &page.Note{Kind: "bad", Icon: "i-warn", Bold: firstFault(faults)}
	}
	if ok && p.From != m.From {
		p.Unkept = v.unkept(f, m.Values)
	}
	web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, p)
	return nil
}

// unkept is what was typed for a step that somebody else was faster with: it stands on the
// page to be read against hers, and to be copied.
func (v *visit) unkept(f desk.CaseFile, values form.Values) (out []page.Fact) {
	set := v.c.Desk.Forms().Edit(f.Def.Kind, f.Record.ID, f.Record.Subject, values).Set
	for i := range f.Def.Fields {
		if field := &f.Def.Fields[i]; set[field.No] != nil {
			out = append(out, page.Fact{Word: field.Label, Text: field.Show(set[field.No])})
		}
	}
	return out
}

func pointers(all []page.CaseMove) (out []*page.CaseMove) {
	for i := range all {
		out = append(out, &all[i])
	}
	return out
}

// faulted puts what is the matter beside its question; false where none is asked here.
func (v *visit) faulted(asks []page.CaseAsk, faults page.Errors) (any bool) {
	for i := range asks {
		name := strings.TrimPrefix(asks[i].Name, "f-")
		if text := faults[name]; text != "" {
			asks[i].Fault, any = text, true
		}
	}
	return any
}

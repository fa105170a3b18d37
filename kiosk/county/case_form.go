package county

import (
	"net/http"
	"slices"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// caseBegins are the kinds that this officer begins: about a station, or about nobody's.
func (v *visit) caseBegins() []*form.Definition {
	return slices.DeleteFunc(v.caseDefs(), func(d *form.Definition) bool {
		return !d.MayWrite(v.who.Actor.Role) || d.Subject != "site" && d.Subject != "self" ||
			d.Case.Public || d.Case.Keep && !v.who.Sees(hub.LaneCounty)
	})
}

// caseKinds is which case is begun, and of which station.
func caseKinds(v *visit) error {
	stations, _, err := v.callers(v.ctx())
	if err != nil {
		return err
	}
	on, _ := hub.ParseID(v.URL.Query().Get("station"))
	p := page.CountyCaseNew{CountyFrame: v.frame("新开一件", "cases"), Prev: "/cases", Stations: stationChoices(stations, on, "")}
	if len(stations) == 0 {
		p.Note = &page.Note{Kind: "calm", Icon: "i-people", Bold: "这里还没有站。", Text: "给站开的事，等县里接入了站再开。"}
	}
	for _, d := range v.caseBegins() {
		p.Kinds = append(p.Kinds, page.CaseKind{Href: "/cases/new/" + string(d.Kind), Title: d.Title, Help: d.Help, Clause: d.Case.Clause, Alone: d.Subject == "self"})
	}
	return v.render(p)
}

// caseStart is the kind of the path and the station that a new case is about.
func (v *visit) caseStart() (*form.Definition, Station, error) {
	all := v.caseBegins()
	i := slices.IndexFunc(all, func(d *form.Definition) bool { return string(d.Kind) == v.PathValue("kind") })
	if i < 0 {
		return nil, Station{}, hub.E(hub.CodeForbidden, "fill.may-not")
	}
	def := all[i]
	if def.Subject == "self" {
		return def, Station{}, nil
	}
	text := v.URL.Query().Get("station")
	if v.form.Has("station") {
		text = v.form.Text("station")
	}
	site, _ := hub.ParseID(text)
	seen, _, err := v.callers(v.ctx())
	if err != nil {
		return def, Station{}, err
	}
	at, ok := seen[site]
	if !ok {
		err = hub.E(hub.CodeForbidden, "case.other-site")
	}
	return def, at, err
}

// caseBlank is an empty case.
func caseBlank(v *visit) error {
	def, at, err := v.caseStart()
	if err != nil {
		return err
	}
	b, err := v.c.Desk.Blank(v.ctx(), v.who.Actor, v.newCase(def, at, form.Values{}))
	if err != nil {
		return err
	}
	return v.render(v.caseForm(b, at))
}

func (v *visit) newCase(def *form.Definition, at Station, values form.Values) desk.Sheet {
	s := desk.Sheet{Kind: def.Kind, Subject: at.Site, Values: values}
	if day := v.form.Text("day"); dayAsked(def) && v.caseDay(day) == nil {
		s.Day = hub.Day(day)
	}
	return s
}

// dayAsked says whether a new case is of a day that somebody may have to type: a visit that
// was written down on paper is typed in later.
func dayAsked(def *form.Definition) bool {
	f, ok := def.Field(form.FieldDay)
	return ok && !f.Asked() && def.Subject == "site"
}

// caseDay says what is the matter with the day of a new case.
func (v *visit) caseDay(text string) error {
	today := v.c.Desk.Today()
	if _, ok := hub.Day(text).Time(); !ok || hub.Day(text) > today || hub.Day(text) < today.Add(-366) {
		return hub.E(hub.CodeInvalid, "case.day").In("day")
	}
	return nil
}

// caseForm is the questions that are asked of a case, the answers being what they are.
func (v *visit) caseForm(b desk.Blank, at Station) page.CountyCaseForm {
	p := page.CountyCaseForm{CountyFrame: v.frame(b.Def.Title, "cases"), Whose: at.Name, Help: b.Def.Help, Clause: b.Def.Case.Clause,
		Button: "开这一件", Action: v.URL.Path, Prev: "/cases/new", Blank: v.URL.Path + "/paper?station=" + orEmpty(at.Site), Station: orEmpty(at.Site)}
	if dayAsked(b.Def) && b.Record.Commit.IsZero() {
		p.Day, p.Least, p.Most = string(b.Day), string(v.c.Desk.Today().Add(-366)), string(v.c.Desk.Today())
		if v.form.Has("day") {
			p.Day = v.form.Text("day")
		}
	}
	if !b.Record.Commit.IsZero() {
		p.Button, p.Prev, p.Blank, p.Seen = "存下", caseAt(b.Def.Kind, b.Record.ID), "", b.Record.Commit.String()
		p.Whose = b.Whose.Name
	}
	for _, f := range v.caseFields(b) {
		p.Asks = append(p.Asks, v.caseAsk(b, f))
	}
	return p
}

// caseFields are those that have a place on the page, in the order of the steps of touch:
// asked, as far as the answers go. What a later step asks for waits for that step.
func (v *visit) caseFields(b desk.Blank) (out []*form.Field) {
	begins := b.Record.Commit.IsZero()
	for _, f := range inSteps(b.Def) {
		if b.Facts.Shown(f) && writable(f) && !(begins && !f.Required && neededLater(b.Def, f.Name)) {
			out = append(out, f)
		}
	}
	return out
}

// inSteps are the fields of a form in the order in which they are asked.
func inSteps(def *form.Definition) (out []*form.Field) {
	for _, step := range def.Steps {
		for _, name := range step.Fields {
			if f, ok := def.Field(name); ok {
				out = append(out, f)
			}
		}
	}
	for i := range def.Fields {
		if f := &def.Fields[i]; len(def.Steps) == 0 {
			out = append(out, f)
		}
	}
	return out
}

func neededLater(def *form.Definition, name string) bool {
	return slices.ContainsFunc(def.Workflow.Moves, func(m form.Move) bool { return slices.Contains(m.Needs, name) })
}

// caseAsked are the fields that stood on the page when it was sent: the others are asked now.
func (v *visit) caseAsked(def *form.Definition) (out []*form.Field) {
	for i := range def.Fields {
		f := &def.Fields[i]
		if writable(f) && f.Asked() && (v.form.Has("f-"+f.Name) || slices.Contains(v.form.All("asked"), "f-"+f.Name)) {
			out = append(out, f)
		}
	}
	return out
}

// caseBegin stores a new case.
func caseBegin(v *visit) error {
	def, at, err := v.caseStart()
	if err != nil {
		return err
	}
	values, err := v.caseAnswers(def, v.caseAsked(def))
	if bad := v.caseDay(v.form.Text("day")); err == nil && dayAsked(def) && bad != nil {
		err = bad
	}
	s := v.newCase(def, at, values)
	return v.caseStore(s, at, err)
}

// caseEdit is a case with its answers, to mend or add.
func caseEdit(v *visit) error {
	f, err := v.caseFile()
	if err != nil {
		return err
	}
	if !f.Writes {
		return hub.E(hub.CodeForbidden, "fill.may-not")
	}
	v.caseLooked(f, "page")
	return v.render(v.caseForm(f.Blank, Station{}))
}

// caseKeep stores what was mended.
func caseKeep(v *visit) error {
	f, err := v.caseFile()
	if err != nil {
		return err
	}
	values, err := v.caseAnswers(f.Def, v.caseAsked(f.Def))
	return v.caseStore(desk.Sheet{Kind: f.Def.Kind, Record: f.Record.ID, Seen: v.form.ID("seen"), Values: values}, Station{}, err)
}

// caseStore stores what was typed, once everything that has to be asked was on the page:
// some questions hang on the answers to others.
func (v *visit) caseStore(s desk.Sheet, at Station, err error) error {
	s.Request, s.Sure = v.form.Request(), v.form.Has("sure")
	b, berr := v.c.Desk.Blank(v.ctx(), v.who.Actor, s)
	if berr != nil {
		return berr
	}
	if s.Record.IsZero() && !b.Record.Commit.IsZero() { // this very page once more: pressed twice
		return v.see(caseAt(b.Def.Kind, b.Record.ID))
	}
	asked := v.caseAsked(b.Def)
	more := slices.ContainsFunc(v.caseFields(b), func(f *form.Field) bool { return !slices.Contains(asked, f) })
	if err == nil && !more {
		var out hub.Outcome
		if out, err = v.c.Desk.Fill(v.ctx(), v.who.Actor, s); err == nil {
			id := s.Record
			if id.IsZero() {
				id = out.Records[0]
			}
			return v.see(caseAt(b.Def.Kind, id))
		}
	}
	p := v.caseForm(b, at)
	code := hub.CodeOf(err)
	switch {
	case err == nil:
		p.Note = &page.Note{Kind: "calm", Icon: "i-pen", Bold: "还有几样要填。", Text: "前面写的都在，下面多出来的补上再存。"}
	case code == hub.CodeQuestion:
		p.Sure = true
		fallthrough
	case code == hub.CodeInvalid || code == hub.CodeConflict:
		if faults := page.Faults(err); !v.faulted(p.Asks, faults) || faults.Page() != "" {
			p.Errors = page.Errors{"": firstFault(faults)}
		}
	default:
		return err
	}
	web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, p)
	return nil
}

func firstFault(all page.Errors) string {
	for _, say := range all {
		return say
	}
	return ""
}

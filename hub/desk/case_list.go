package desk

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
)

// CaseFilter says which cases are listed. Zero values ask for all that are open.
type CaseFilter struct {
	Kind   hub.Kind
	Site   hub.ID
	Turn   bool                // those that wait for the actor
	Late   bool                // those that should have moved on
	Closed bool                // those that are closed, the newest first, in the place of the open ones
	Gone   bool                // … that were taken back
	Mine   bool                // those that the actor works on herself
	Works  func(hub.ID) bool   // whether an officer still works here; nil: all of them do
	Sees   func(hub.Lane) bool // nil: every lane
	Skip   int                 // of those that fit
	Most   int                 // of the rows; 0: 50
}

// Case is a case in a list.
type Case struct {
	SheetRow
	Def    *form.Definition
	Number string // "" none yet
	Site   hub.ID // zero: of no site
	Holder hub.ID // the officer who works on it; zero: nobody in particular
	Turn   bool   // it waits for the actor
	Late   bool
	Urgent bool // a child may be hurt: it comes before everything
}

// CaseList is a page of cases, and how many there are besides.
type CaseList struct {
	Rows                     []Case
	Urgent, Open, Turn, Late int // of all that the actor sees, whatever was asked for
	More                     bool
}

// Cases lists cases of every kind that the actor reads: the latest first, then those that
// fall due next. Closed ones are listed of one kind only, and so are a period's reports that
// wait for somebody else. The caller notes looks where it
// shows whose they are.
func (d *Desk) Cases(ctx context.Context, actor hub.Actor, f CaseFilter) (out CaseList, err error) {
	if err := d.allow(actor, hub.ActCase); err != nil {
		return out, err
	}
	if f.Most <= 0 {
		f.Most = 50
	}
	var fit []Case
	for _, def := range d.forms.Cases() {
		if !def.MayRead(actor.Role) || (f.Closed || f.Gone) && def.Kind != f.Kind {
			continue
		}
		all, err := d.casesOf(ctx, actor, def, f)
		if err != nil {
			return out, err
		}
		for _, c := range all {
			if f.Sees != nil && !f.Sees(c.Record.Lane) {
				continue
			}
			if def.Kind == reportKind && f.Kind == "" && !c.Turn {
				continue // every month as many as there are stations, on a page of their own
			}
			out.Open, out.Turn, out.Late, out.Urgent = out.Open+1, out.Turn+count(c.Turn), out.Late+count(c.Late), out.Urgent+count(c.Urgent && c.Turn)
			if (f.Kind == "" || f.Kind == def.Kind) && (f.Site.IsZero() || f.Site == c.Site) && (!f.Turn || c.Turn) && (!f.Late || c.Late) &&
				(!f.Mine || c.Holder == actor.Staff) {
				fit = append(fit, c)
			}
		}
	}
	hub.SortStable(fit, func(a, b Case) int { return compareCases(a, b, f.Closed || f.Gone) })
	fit = fit[min(f.Skip, len(fit)):]
	if out.More = len(fit) > f.Most; out.More {
		fit = fit[:f.Most]
	}
	out.Rows = fit
	return out, nil
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}

// compareCases puts what is due first to the front; of closed ones what was closed last.
func compareCases(a, b Case, closed bool) int {
	if closed {
		return compareDesc(string(a.Since), string(b.Since))
	}
	if a.Urgent != b.Urgent {
		return count(b.Urgent) - count(a.Urgent)
	}
	due := func(c Case) string {
		if c.Due == "" {
			return "9"
		}
		return string(c.Due)
	}
	if c := strings.Compare(due(a), due(b)); c != 0 {
		return c
	}
	return strings.Compare(string(a.Since), string(b.Since))
}

// casesOf reads the cases of one kind that are open, or closed: the index says which, so
// that of thousands that are closed none is read.
func (d *Desk) casesOf(ctx context.Context, actor hub.Actor, def *form.Definition, f CaseFilter) (out []Case, err error) {
	low, high := "", "g"
	if !f.Site.IsZero() {
		low, high = def.LeafRange(f.Site, "", "")
	}
	recs, err := d.log.Pick(ctx, def.Kind, form.LeafRow, low, high, false, func(text string) (take, on bool) {
		l := form.ReadLeaf(text)
		return l.Here && f.takes(def.StateOf(l.State), l.Withdrawn), true
	})
	if err != nil || len(recs) == 0 {
		return nil, err
	}
	rows, err := d.sheetRows(ctx, SheetTable{Def: def}, recs)
	today := d.Today()
	for _, r := range rows {
		if !f.takes(r.State, r.Withdrawn) {
			continue
		}
		open := !r.State.Done && !r.Withdrawn
		c := Case{SheetRow: r, Def: def, Late: r.Due != "" && r.Due < today && open,
			Urgent: open && (def.Kind == "abuse-report" || r.State.Code == urgentState)}
		c.Holder = f.holder(def, r.Record)
		c.Turn = open && (turns(r.State, r.Due, today, actor.Role) && (c.Late || c.Holder.IsZero()) || c.Holder == actor.Staff && !c.Holder.IsZero() && slices.Contains(r.State.Wait, actor.Role))
		c.Number, _ = valueOf(def, r.Record, form.FieldNumber).(string)
		c.Site, _ = valueOf(def, r.Record, form.FieldSite).(hub.ID)
		out = append(out, c)
	}
	return out, err
}

// takes says whether a case in a state is among those that are asked for.
func (f CaseFilter) takes(s form.State, gone bool) bool {
	if f.Gone || gone {
		return f.Gone && gone
	}
	return s.Done == f.Closed
}

// holder is the officer who works on a case, while she still works here.
func (f CaseFilter) holder(def *form.Definition, rec hub.Record) hub.ID {
	id, _ := valueOf(def, rec, form.FieldHolder).(hub.ID)
	if f.Works != nil && !f.Works(id) {
		return hub.ID{}
	}
	return id
}

// turns says whether a case waits for a role: it is her turn, or it has come to her because
// it is late.
func turns(s form.State, due, today hub.Day, role hub.Role) bool {
	return slices.Contains(s.Wait, role) || due != "" && due < today && s.Escalate == role
}

// Turns lists the cases of a site that wait for the actor, late or not: the earliest due
// first.
func (d *Desk) Turns(ctx context.Context, actor hub.Actor, site hub.ID) ([]Case, error) {
	list, err := d.Cases(ctx, actor, CaseFilter{Site: site, Turn: true, Most: 100})
	return list.Rows, err
}

// CaseFile is one case with what hangs together with it.
type CaseFile struct {
	Blank
	Number string             // that the county gave: what somebody else typed is none
	Holder hub.ID             // the officer who works on it; zero: nobody in particular
	Gone   string             // why it was taken back; "" it was not
	First  map[string]hub.Day // by the state that a step leads to: the first day on which it may be taken, if that is to come
	Trail  []hub.Entry
	Source *Case // that began it
	Opened *Case // that it began last
}

// CaseFile reads one case. Errors: those of Blank.
func (d *Desk) CaseFile(ctx context.Context, actor hub.Actor, kind hub.Kind, id hub.ID) (CaseFile, error) {
	b, err := d.Blank(ctx, actor, Sheet{Kind: kind, Record: id, Values: form.Values{}, gone: true})
	if err != nil {
		return CaseFile{}, err
	}
	if b.Def.Case == nil {
		return CaseFile{}, hub.E(hub.CodeNotFound, "fill.kind")
	}
	out := CaseFile{Blank: b, Holder: CaseFilter{}.holder(b.Def, b.Record), Gone: goneWord(b.Def, b.Record)}
	if out.Gone != "" { // it is read, and no more
		out.Moves, out.Writes, out.Due = nil, false, ""
	}
	if out.Number, err = d.numberOf(ctx, b.Def, b.Record); err != nil {
		return out, err
	}
	if out.Trail, err = d.SheetTrail(ctx, actor, kind, id); err != nil {
		return out, err
	}
	if out.First, err = d.firstDays(ctx, out.Blank); err != nil {
		return out, err
	}
	source, def, ok, err := d.sourceOf(ctx, b.Def, b.Record)
	if err == nil && ok {
		out.Source, err = d.asCase(ctx, actor, def, source)
	}
	opened, _ := valueOf(b.Def, b.Record, form.FieldOpened).(hub.ID)
	for i := 0; err == nil && !opened.IsZero() && out.Opened == nil && i < len(b.Def.Case.Opens); i++ {
		def, _ := d.forms.Get(b.Def.Case.Opens[i].Kind)
		rec, missing := d.record(ctx, def.Kind, opened)
		if err = unlessMissing(missing); missing == nil {
			out.Opened, err = d.asCase(ctx, actor, def, rec)
		}
	}
	out.waits()
	return out, err
}

// firstDays are those of the steps that may not be taken yet.
func (d *Desk) firstDays(ctx context.Context, b Blank) (map[string]hub.Day, error) {
	out := map[string]hub.Day{}
	for _, m := range b.Moves {
		first, err := d.firstDay(ctx, b.Def, b.Record, m)
		if err != nil {
			return nil, err
		}
		if first > d.Today() {
			out[m.To] = first
		}
	}
	return out, nil
}

// waits takes away the steps that are taken by themselves once the case that this one began
// has ended, while it has not.
func (f *CaseFile) waits() {
	state := f.Def.StateOf(valueOf(f.Def, f.Record, f.Def.Workflow.Field)).Code
	if o, ok := f.Def.Case.OpensAt(state); ok && f.Opened != nil && !f.Opened.State.Done && !f.Opened.Withdrawn {
		f.Moves = slices.DeleteFunc(f.Moves, func(m form.Move) bool {
			return slices.ContainsFunc(o.Back, func(r form.Return) bool { return r.To == m.To })
		})
	}
}

func (d *Desk) asCase(ctx context.Context, actor hub.Actor, def *form.Definition, rec hub.Record) (*Case, error) {
	rows, err := d.sheetRows(ctx, SheetTable{Def: def}, []hub.Record{rec})
	if err != nil || !def.MayRead(actor.Role) {
		return nil, err
	}
	c := Case{SheetRow: rows[0], Def: def}
	c.Number, _ = valueOf(def, rec, form.FieldNumber).(string)
	return &c, nil
}

// numberOf is the number that the county gave to a case. At the county its own list of
// numbers says so; elsewhere what stands on the case has to do.
func (d *Desk) numberOf(ctx context.Context, def *form.Definition, rec hub.Record) (string, error) {
	number, _ := valueOf(def, rec, form.FieldNumber).(string)
	if number == "" {
		return "", nil
	}
	note, err := d.log.Record(ctx, "case-number", hub.DeriveID("case-number", hub.ID{}, number))
	if err == nil {
		noted, _ := d.forms.Get("case-number")
		if id, _ := valueOf(noted, note, "case").(hub.ID); id != rec.ID {
			return "", nil
		}
		return number, nil
	}
	if given, _ := valueOf(def, rec, form.FieldNumbered).(string); given == "" {
		return "", unlessMissing(err)
	}
	return number, unlessMissing(err)
}

// CaseByNumber finds the case that has a number, among the county's own numbers.
// It is CodeNotFound where there is none.
func (d *Desk) CaseByNumber(ctx context.Context, number string) (def *form.Definition, rec hub.Record, err error) {
	note, err := d.log.Record(ctx, "case-number", hub.DeriveID("case-number", hub.ID{}, strings.TrimSpace(number)))
	if err != nil {
		return nil, rec, err
	}
	noted, _ := d.forms.Get("case-number")
	kind, _ := valueOf(noted, note, "kind").(string)
	id, _ := valueOf(noted, note, "case").(hub.ID)
	def, ok := d.forms.Get(hub.Kind(kind))
	if !ok || def.Case == nil {
		return nil, rec, hub.E(hub.CodeNotFound, "store.notfound")
	}
	rec, err = d.record(ctx, def.Kind, id)
	return def, rec, err
}

// Progress is what whoever holds a receipt may learn of a case.
type Progress struct {
	Title, Number string
	State         string  // "" where that is nobody's business
	Since         hub.Day // in that state
	Said          string  // the answer, where the form lets it be read
	Due           hub.Day // by when this step is to be taken; "" whenever
	Done          bool
	Off           bool          // she may take it back herself
	Judged        string        // what she said of the answer, in words
	Asks          []form.Option // of which one says whether she is content with the answer; none: not now
}

// CaseCode is the six figures beside a number on a receipt: who only counts numbers up
// learns nothing. Whoever asks from afar is slowed down (kiosk/portal), and is not lucky in
// a thousand years.
func CaseCode(id hub.ID) string {
	sum := sha256.Sum256(append([]byte("yizhan/receipt/1\x00"), id[:]...))
	return fmt.Sprintf("%06d", binary.BigEndian.Uint32(sum[:4])%1_000_000)
}

// Progress tells how far a case is, to whoever has number and code of its receipt. It is
// CodeNotFound for a wrong one, whichever of the two; the caller counts tries.
func (d *Desk) Progress(ctx context.Context, number, code string) (Progress, error) {
	def, rec, err := d.letterOf(ctx, number, code)
	if err != nil {
		return Progress{}, err
	}
	p := Progress{Title: def.Title, Number: strings.TrimSpace(number)}
	if def.Case.Hidden {
		return p, nil
	}
	if goneWord(def, rec) != "" {
		p.State, p.Done = "没有再办（作废了）", true
		return p, nil
	}
	state := def.StateOf(valueOf(def, rec, def.Workflow.Field))
	since, _ := valueOf(def, rec, form.FieldSince).(string)
	p.State, p.Done, p.Since = state.Label, state.Done, hub.Day(since)
	p.Off, p.Asks = d.letterMay(def, rec)
	if def.Case.Tell != "" && (state.Done || p.Off) { // a wish is answered at each step
		p.Said, _ = valueOf(def, rec, def.Case.Tell).(string)
	}
	if f, ok := def.Field(letterContent); ok && def.Case.Public && valueOf(def, rec, letterContent) != nil {
		p.Judged = f.Show(valueOf(def, rec, letterContent))
	}
	if state.Done {
		return p, nil
	}
	p.Due, err = d.stateDue(ctx, def, rec)
	return p, err
}

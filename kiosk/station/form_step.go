package station

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

func stepAt(kind hub.Kind, id hub.ID, no int) string {
	return fillAt(kind, id) + "/" + strconv.Itoa(no)
}

// stepping is a step of a sheet on its way.
type stepping struct {
	def   *form.Definition
	id    hub.ID
	d     *sheeting
	b     desk.Blank
	wrong hub.Errors
	no    int // of the step, from 1
	asks  []*form.Field
	title string
	help  string
	mend  bool // it was opened from the whole sheet, and leads back there
	one   *form.Field
	row   int // of a group; -1: the rows themselves
	col   int
}

// step is the one of the path.
func (v *visit) step() (*stepping, error) {
	def, id, d, err := v.sheetAt()
	if err != nil {
		return nil, err
	}
	b, wrong, err := v.blank(def, d)
	if err != nil {
		return nil, err
	}
	x := &stepping{def: def, id: id, d: d, b: b, wrong: wrong, no: number(v.PathValue("no")), mend: v.URL.Query().Has("mend"), row: -1}
	all := screens(def)
	if d.remade(def) {
		return nil, errRemade
	}
	if x.no < 1 || x.no > len(all) {
		return nil, hub.E(hub.CodeNotFound, "form.no-sheet")
	}
	one := all[x.no-1]
	x.asks, x.title, x.help = one.shown(b), one.title, one.help
	if name := v.PathValue("field"); name != "" {
		for _, f := range x.asks {
			if f.Name == name {
				x.one = f
			}
		}
	} else if len(x.asks) == 1 {
		x.one = x.asks[0]
	}
	if x.one != nil && x.one.Type == form.Group && v.URL.Query().Has("row") {
		x.row, x.col = number(v.URL.Query().Get("row")), number(v.URL.Query().Get("col"))
		if x.row > len(d.Rows[x.one.Name]) || x.col >= len(x.one.Fields) {
			return nil, hub.E(hub.CodeNotFound, "form.no-sheet")
		}
	}
	return x, nil
}

// errRemade is a step of a form that has a newer version now: it leads to the whole
// sheet, where what was answered stands beside what is new.
var errRemade = errors.New("the form has a newer version")

// own says whether a question has a screen of its own within its step.
func (x *stepping) own() bool { return len(x.asks) > 1 && x.one != nil }

// here is the step's address, and of a question of its own the question's.
func (x *stepping) here() string {
	at := stepAt(x.def.Kind, x.id, x.no)
	if x.own() {
		at += "/" + x.one.Name
	}
	return at
}

func (x *stepping) mark(at string) string {
	if x.mend {
		return at + "?mend=1"
	}
	return at
}

// on is where the step leads: of a question of its own, back to its step.
func (x *stepping) on(s *Station) string {
	switch {
	case x.own():
		return x.mark(stepAt(x.def.Kind, x.id, x.no))
	case x.mend:
		return fillAt(x.def.Kind, x.id)
	}
	return s.after(x.def, x.id, x.b, x.no)
}

func (x *stepping) back(s *Station) string {
	switch {
	case x.own():
		return x.mark(stepAt(x.def.Kind, x.id, x.no))
	case x.mend:
		return fillAt(x.def.Kind, x.id)
	}
	return s.before(x.def, x.id, x.b, x.no)
}

// next is the main action's label: where it leads.
func (x *stepping) next(s *Station) string {
	switch {
	case x.own() || x.mend:
		return "好了"
	case x.on(s) == fillAt(x.def.Kind, x.id):
		return "看一遍"
	}
	return "下一步"
}

// frame says which step it is of how many, as far as is known.
func (x *stepping) frame(v *visit, faults page.Errors) page.Frame {
	f := v.formFrame(x.def, x.b)
	now, all := 0, 0
	for i, one := range screens(x.def) {
		if len(one.shown(x.b)) > 0 {
			if all++; i < x.no {
				now++
			}
		}
	}
	f.Hint = joinFacts(fmt.Sprintf("第 %d 步，共 %d 步", now, all), x.b.Whose.Name, x.b.Whose.Age)
	f.Errors = faults
	asks := x.asks
	if x.one != nil {
		asks = []*form.Field{x.one}
	}
	f.Note = v.s.gate(v, x.d.Subject, asks...)
	return f
}

// formStep shows a step; one that asks nothing any more leads on.
func (s *Station) formStep(v *visit) error {
	x, err := v.step()
	if errors.Is(err, errRemade) {
		return v.seeWhole()
	}
	if err != nil {
		return err
	}
	if len(x.asks) == 0 || v.PathValue("field") != "" && x.one == nil {
		return v.see(s.after(x.def, x.id, x.b, x.no))
	}
	return v.render(s.stepPage(v, x, nil))
}

func (s *Station) stepPage(v *visit, x *stepping, faults page.Errors) page.View {
	switch {
	case x.one == nil:
		return s.severalPage(v, x, faults)
	case x.one.Type == form.Group && x.row < 0:
		return s.rowsPage(v, x, faults)
	}
	return s.ask(v, x.d, x.posed(s, x.frame(v, faults)))
}

// posed is the question of the step, or of a row of a group.
func (x *stepping) posed(s *Station, f page.Frame) posed {
	q := posed{f: x.one, key: x.one.Name, text: x.d.Answers[x.one.Name], start: x.b.Facts.Start(x.one), today: s.Desk.Today(), subject: x.d.Subject,
		frame: f, action: x.mark(x.here()), prev: x.back(s), next: x.next(s)}
	if x.row < 0 {
		return q
	}
	q.f = &x.one.Fields[x.col]
	q.key = fmt.Sprintf("%s.%d.%d", x.one.Name, x.row, x.col)
	q.text, q.start = "", nil
	if rows := x.d.Rows[x.one.Name]; x.row < len(rows) {
		q.text = rows[x.row][q.f.Name]
	}
	q.action, q.prev, q.next = x.cell(x.row, x.col), x.mark(x.here()), "好了"
	if x.col > 0 {
		q.prev = x.cell(x.row, x.col-1)
	}
	if x.col+1 < len(x.one.Fields) {
		q.next = "下一步"
	}
	q.frame.Hint = fmt.Sprintf("%s，第 %d 行", x.one.Label, x.row+1)
	return q
}

// cell is the address of a cell of a group.
func (x *stepping) cell(row, col int) string {
	at := fmt.Sprintf("%s?row=%d&col=%d", x.here(), row, col)
	if x.mend {
		at += "&mend=1"
	}
	return at
}

// seeWhole leads from a step to its whole sheet.
func (v *visit) seeWhole() error {
	return v.see(formAt(hub.Kind(v.PathValue("key"))) + "/fill/" + v.PathValue("record"))
}

// formTake takes a press.
func (s *Station) formTake(v *visit) error {
	x, err := v.step()
	if errors.Is(err, errRemade) {
		return v.seeWhole()
	}
	if err != nil {
		return err
	}
	switch {
	case len(x.asks) == 0:
		return v.see(s.after(x.def, x.id, x.b, x.no))
	case x.one == nil:
		return s.severalTake(v, x)
	case x.one.Type == form.Group && x.row < 0:
		return s.rowsTake(v, x)
	}
	q := x.posed(s, page.Frame{})
	text, done := v.takeAnswer(x.d, q)
	if x.row >= 0 {
		return s.cellTake(v, x, q, text, done)
	}
	x.d.Answers[x.one.Name] = text
	return s.stepTaken(v, x, done, x.on)
}

// stepTaken keeps what was pressed, and goes on where a question is answered and the
// answer can stand.
func (s *Station) stepTaken(v *visit, x *stepping, done bool, on func(*Station) string) (err error) {
	asked := x.asks
	if x.b, x.wrong, err = v.blank(x.def, x.d); err != nil {
		return err
	}
	x.asks = screens(x.def)[x.no-1].shown(x.b) // an answer may bring the next question of its step, or take it away
	at := x.mark(x.here())
	var faults hub.Errors
	if done {
		fields := asked
		if x.one != nil {
			fields = []*form.Field{x.one}
		}
		faults = x.faults(fields)
	}
	if done && len(faults) == 0 {
		x.d.Open = opened{}
		at = on(s)
	}
	if err := v.keepSheet(x.def, x.id, x.d, x.b, at); err != nil {
		return err
	}
	switch {
	case v.form.Has("keep"):
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	case len(faults) > 0:
		return v.again(faults, s.stepPage(v, x, x.at(faults)))
	case done:
		return v.see(at)
	}
	return v.render(s.stepPage(v, x, nil))
}

// faults are what is the matter with some answers.
func (x *stepping) faults(fields []*form.Field) (out hub.Errors) {
	errs, _ := x.b.Facts.Errors(nil)
	for _, one := range append(slices.Clone(x.wrong), errs...) {
		if slices.ContainsFunc(fields, func(f *form.Field) bool { return f.Name == one.Field }) &&
			!slices.ContainsFunc(out, func(o *hub.Error) bool { return o.Field == one.Field }) {
			out = append(out, one)
		}
	}
	return out
}

// at puts a fault where the page of the question shows it.
func (x *stepping) at(faults hub.Errors) page.Errors {
	if x.one == nil {
		return page.Faults(faults)
	}
	return faultAt(faults, faultPlace(x.one))
}

// faultPlace is the place of a fault on the page of a question.
func faultPlace(f *form.Field) string {
	if length, _ := figuresOf(f); length > 0 {
		return "n"
	}
	switch f.Type {
	case form.Bool, form.Choice, form.Choices, form.Ref:
		return "pick"
	case form.Int:
		return "n"
	case form.Day, form.DateTime:
		return "day"
	case form.Time:
		return "time"
	case form.Drawing:
		return "signature"
	case form.Photo:
		return "file"
	case form.Group:
		return ""
	}
	return "text"
}

// inline says whether a question is short enough to stand beside others.
func inline(f *form.Field) bool {
	switch f.Type {
	case form.Bool:
		return true
	case form.Choice:
		n := 0
		for _, c := range f.Offered() {
			n += len([]rune(c.Label)) + 2
		}
		return n <= 22
	case form.Int:
		length, _ := figuresOf(f)
		return length == 0 && f.Min != nil && *f.Min > 0
	}
	return false
}

func (s *Station) severalPage(v *visit, x *stepping, faults page.Errors) page.View {
	p := page.FormStep{Frame: x.frame(v, faults), Action: x.mark(x.here()), Lead: x.help, Prev: x.back(s), Next: x.next(s)}
	p.Title = x.title
	for _, f := range x.asks {
		p.Asks = append(p.Asks, s.askBeside(v, x, f))
	}
	return p
}

func (s *Station) askBeside(v *visit, x *stepping, f *form.Field) page.FormAsk {
	a := page.FormAsk{Field: f.Name, Label: f.Label, Help: f.Help}
	now := x.d.Answers[f.Name]
	switch {
	case !inline(f):
		a.Href = x.mark(stepAt(x.def.Kind, x.id, x.no) + "/" + f.Name)
		if text, gap := s.answerWords(v, x.d, f); !gap {
			a.Text = firstRunes(text, 14)
		}
	case f.Type == form.Bool:
		for _, o := range f.Offered() {
			a.Choices = append(a.Choices, page.Choice{Value: o.Code, Text: o.Label, On: now == o.Code})
		}
	case f.Type == form.Int:
		st := stepperOf(f, f.Name, opened{Text: now})
		if n, ok := x.b.Facts.Start(f).(int64); ok {
			st.Start = int(n)
		}
		st.Units = st.Units[:1]
		st.Name = strings.TrimSpace(f.Label + "（" + f.Unit + "）")
		a.Stepper = &st
	default:
		for _, c := range f.Offered() {
			a.Choices = append(a.Choices, page.Choice{Value: c.Code, Text: c.Label, On: c.Code == now})
		}
	}
	return a
}

// severalTake takes a press on a step of several questions. A choice that is pressed
// again is taken back: it may be left open.
func (s *Station) severalTake(v *visit, x *stepping) error {
	name, code, _ := strings.Cut(v.form.Text("pick"), ":")
	for _, f := range x.asks {
		switch {
		case !inline(f):
		case f.Type == form.Int && v.form.Has("count-"+f.Name):
			st := stepperOf(f, f.Name, opened{Text: x.d.Answers[f.Name]})
			if n, ok := x.b.Facts.Start(f).(int64); ok {
				st.Start = int(n)
			}
			st.Units = st.Units[:1]
			if st = st.Press(v.form.Text); st.Value > 0 {
				x.d.Answers[f.Name] = f.ToText(int64(st.Value))
			}
		case f.Name == name && x.d.Answers[name] == code && !f.Required:
			delete(x.d.Answers, name)
		case f.Name == name:
			x.d.Answers[name] = code
		}
	}
	return s.stepTaken(v, x, v.form.Text("go") == "next", x.on)
}

package station_test

import (
	"fmt"
	"html"
	"regexp"
	"strconv"
	"strings"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/form"
)

// finger answers a form on a screen as somebody does who only reads what stands there.
type finger struct {
	t     *rapid.T
	s     *screen
	form  *randomForm
	def   *form.Definition
	child hub.ID
}

// here is the address of the page that is shown.
func (f finger) here() string {
	if f.s.query == "" {
		return f.s.path
	}
	return f.s.path + "?" + f.s.query
}

// press posts to where the page says: a question that brings another one of its step has an
// address of its own from then on, and the page stands at the old one.
func (f finger) press(fields ...string) {
	at := f.here()
	if form := stepForm.FindString(f.s.page); form != "" {
		at = attribute(form, "action")
	}
	f.s.tap(at, fields...)
}

var stepForm = regexp.MustCompile(`<form [^>]*id="step"[^>]*>`)

func (f finger) offers(name, value string) bool {
	return strings.Contains(f.s.page, `name="`+name+`" value="`+html.EscapeString(value)+`"`)
}

// mostSteps is more than any of these forms asks.
const mostSteps = 40

// fills goes from the first question to the last, and notes the sheet.
func (f finger) fills() {
	f.s.get("/forms/" + string(f.def.Kind) + "/new?for=" + f.child.String())
	for range mostSteps {
		asks := f.asks()
		if len(asks) == 0 {
			f.press("go", "next")
			return
		}
		f.step(asks)
	}
	f.t.Fatalf("no end of questions:\n%s", f.s.text())
}

// asks are the questions of the step that is shown; none of the whole sheet.
func (f finger) asks() (out []*randomAsk) {
	_, rest, _ := strings.Cut(f.s.path, "/fill/")
	_, no, _ := strings.Cut(rest, "/")
	n, err := strconv.Atoi(no)
	if err != nil {
		return nil
	}
	want := f.form.holds(f.child, func(string) bool { return true })
	for _, field := range f.def.Pages()[n-1].Fields {
		for _, a := range f.form.asks {
			if a.name == field.Name && a.shown(want) {
				out = append(out, a)
			}
		}
	}
	if len(out) == 0 {
		f.t.Fatalf("%s asks nothing of the form: %s\n%s", f.s.path, f.s.text(), f.form.text.String())
	}
	return out
}

// step answers the page that is shown, and goes on.
func (f finger) step(asks []*randomAsk) {
	if !strings.Contains(f.s.page, `class="list asks"`) {
		for _, a := range asks {
			if field, _ := f.def.Field(a.name); f.s.has(field.Label) {
				f.answers(field, f.answer(a))
				return
			}
		}
	}
	at := f.here()
	for _, a := range asks {
		field, _ := f.def.Field(a.name)
		value := f.answer(a)
		switch {
		case value == nil, strings.Contains(f.s.page, fmt.Sprintf(`value="%s:%v" class="now"`, a.name, value)):
		case f.offers("pick", fmt.Sprintf("%s:%v", a.name, value)):
			f.press("pick", fmt.Sprintf("%s:%v", a.name, value))
		case strings.Contains(f.s.page, `name="count-`+a.name+`"`):
			for f.s.field("count-"+a.name) != shown(field, value) {
				f.press("more", a.name)
			}
		case strings.Contains(f.s.page, "/"+a.name+`">点这里答`):
			f.s.get(f.s.path + "/" + a.name)
			f.answers(field, value)
			if f.here() != at {
				f.t.Fatalf("%s leads to %s, not back to %s: %s", a.name, f.here(), at, f.s.text())
			}
		}
	}
	f.press("go", "next")
}

// shown is a number as a stepper reads it, with the places of its step.
func shown(field *form.Field, value any) string {
	places := map[int]int{10: 1, 1000: 1}[field.Scale]
	return strconv.FormatFloat(float64(value.(int64))/float64(max(field.Scale, 1)), 'f', places, 64)
}

func (f finger) answer(a *randomAsk) any {
	if n, ok := a.value.(int); ok {
		return f.form.whom.people[f.child][n]
	}
	return a.value
}

// answers gives one answer on a page of its own; nil leaves the question open.
func (f finger) answers(field *form.Field, value any) {
	if field.Type == form.Group {
		f.group(field, value)
		return
	}
	if value == nil {
		f.press("go", "skip")
		return
	}
	switch field.Type {
	case form.Bool, form.Choice, form.Ref:
		f.press("pick", field.ToText(value))
	case form.Choices:
		for _, code := range value.([]any) {
			f.press("pick", code.(string))
		}
		f.press("go", "next")
	case form.Int:
		name := "count-n"
		if !strings.Contains(f.s.page, `name="count-n"`) {
			name = "n"
		}
		f.press(name, field.ToText(value), "go", "next")
	case form.Day:
		f.day(value.(string))
	case form.Time:
		f.time(int(value.(int64)))
	case form.DateTime:
		day, at, _ := strings.Cut(value.(string), "T")
		f.day(day)
		hour, minute, _ := strings.Cut(at, ":")
		h, _ := strconv.Atoi(hour)
		m, _ := strconv.Atoi(minute)
		f.time(h*60 + m)
	case form.Photo:
		f.s.b.photos.send(value.(string))
		f.press("go", "look")
		f.press("go", "take")
	case form.Drawing:
		f.press("signature", scrawled(), "way", "screen")
	default:
		f.press("text", value.(string), "go", "next")
	}
}

func (f finger) time(minute int) {
	f.press("hour", strconv.Itoa(minute/60))
	f.press("minute", strconv.Itoa(minute%60))
	f.press("go", "next")
}

func (f finger) day(day string) {
	if f.offers("pick", day) {
		f.press("pick", day)
		return
	}
	f.press("go", "write")
	y, m, d := day[:4], strings.TrimPrefix(day[5:7], "0"), strings.TrimPrefix(day[8:], "0")
	if !f.offers("year", y) {
		f.press("years", "all")
		f.press("pick", y[:3]+"0")
		f.press("pick", y)
	} else {
		f.press("year", y)
	}
	f.press("month", m)
	f.press("day", d)
	f.press("go", "next")
}

var onward = regexp.MustCompile(`<a class="btn main" href="([^"]*)"`)

func (f finger) group(field *form.Field, value any) {
	for i, row := range field.Rows(value) {
		f.s.get(f.s.path + fmt.Sprintf("?row=%d&col=0", i))
		for j := range field.Fields {
			f.answers(&field.Fields[j], row[field.Fields[j].Name])
		}
	}
	ways := onward.FindAllStringSubmatch(f.s.page, -1)
	if len(ways) == 0 {
		f.t.Fatalf("no way on from the rows: %s", f.s.text())
	}
	f.s.get(html.UnescapeString(ways[len(ways)-1][1]))
}

// reads holds the page of a sheet against what it holds, in words.
func (f finger) reads(rec hub.Record, want map[string]any) {
	at := "/forms/" + string(f.def.Kind) + "/sheet/" + rec.ID.String()
	all := f.s.get(at).text()
	for page := 2; strings.Contains(f.s.page, fmt.Sprintf("page=%d", page)); page++ {
		all += f.s.get(fmt.Sprintf("%s?page=%d", at, page)).text()
	}
	for name, value := range want {
		field, _ := f.def.Field(name)
		text := field.Label + " " + strings.Join(strings.Fields(f.words(field, value)), " ")
		if field.Kind == "person" { // after her kinship
			text = f.words(field, value)
		}
		if !strings.Contains(all, text) {
			f.t.Fatalf("the page does not say %q: %s\n%s", text, all, f.form.text.String())
		}
	}
}

// words is a value as a page has it; pictures are pictures.
func (f finger) words(field *form.Field, value any) string {
	switch id, isID := value.(hub.ID); {
	case field.Type == form.Photo, field.Type == form.Drawing:
		return ""
	case isID && field.Kind == "child":
		return f.s.b.file(id).Child.Name
	case isID && field.Kind == "staff":
		return "张桂兰"
	case isID:
		for _, p := range f.s.b.file(f.child).People {
			if p.ID == id {
				return p.Name
			}
		}
	}
	return field.Show(value)
}

// cell is a value as a spreadsheet has it.
func (f finger) cell(field *form.Field, value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case int64:
		if field.Type == form.Time {
			return fmt.Sprintf("%02d:%02d", v/60, v%60)
		}
		return strconv.FormatFloat(float64(v)/float64(max(field.Scale, 1)), 'f', -1, 64)
	case string:
		if field.Type == form.Day {
			return v
		}
	case hub.ID:
		return strings.TrimPrefix(f.words(field, v), "?")
	}
	return field.Show(value)
}

// again opens a sheet to mend it, presses nothing but 下一步 on every page, and notes it.
func (f finger) again(rec hub.Record) {
	f.s.get("/forms/" + string(f.def.Kind) + "/sheet/" + rec.ID.String() + "/mend")
	fill := f.s.path
	for i := range f.def.Fields {
		step := fmt.Sprintf("%s/%d?mend=1", fill, i+1)
		if f.s.get(step); f.s.code != 200 {
			break
		}
		if f.s.path == fill {
			continue // it asks nothing any more
		}
		asks := f.asks()
		for _, a := range asks {
			at := fmt.Sprintf("%s/%d/%s?mend=1", fill, i+1, a.name)
			if len(asks) > 1 && strings.Contains(f.s.page, html.EscapeString(at)) {
				f.s.get(at)
				f.onwards(at, a)
				f.s.get(step)
			}
		}
		f.onwards(step, asks...)
	}
	f.s.get(fill)
	f.press("go", "next")
}

// onwards presses the main action of a page until it leads away.
func (f finger) onwards(at string, asks ...*randomAsk) {
	for range 3 {
		switch {
		case f.here() != at || len(asks) == 1 && asks[0].typ == "group":
			return
		case f.offers("go", "take"):
			f.press("go", "take")
		case strings.Contains(f.s.page, `name="signature"`) && f.s.field("signature") != "":
			f.press("way", "screen")
		case !strings.Contains(f.s.page, `name="go" value="next" disabled`) && f.offers("go", "next"):
			f.press("go", "next")
		default:
			f.press("go", "skip")
		}
	}
}

// table answers for another child in the table of many; false where the form has none, or
// nothing is answered.
func (f finger) table(child hub.ID, want map[string]any) bool {
	if len(f.form.batch) == 0 || len(want) == 0 {
		return false
	}
	f.child = child
	at := "/forms/" + string(f.def.Kind) + "/many"
	for _, a := range f.form.asks {
		field, _ := f.def.Field(a.name)
		if value := f.answer(a); value != nil && a.worked == nil && strings.Contains(" "+strings.Join(f.form.batch, " ")+" ", " "+a.name+" ") {
			f.s.get(at + "/" + child.String() + "/" + a.name + "?of=")
			f.answers(field, value)
		}
	}
	f.s.get(at + "?of=")
	f.press("go", "next")
	return true
}

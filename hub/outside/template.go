package outside

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"yizhan/hub"
	"yizhan/hub/form"
)

// About is whom or what a system keeps one line of.
type About string

const (
	Care     About = "care"     // children in care today
	Children About = "children" // all registered children
	Sites    About = "sites"
	Staff    About = "staff"
)

// Abouts are all of them with their words.
var Abouts = []Pair{{string(Care), "在托的孩子"}, {string(Children), "登记的孩子，散居的也算"}, {string(Sites), "站点"}, {string(Staff), "工作人员"}}

// Named is the word of what a template is about.
func (a About) Named() string {
	for _, p := range Abouts {
		if p.Ours == string(a) {
			return p.Theirs
		}
	}
	return ""
}

// Children says whether each line is a child.
func (a About) OfChildren() bool { return a == Care || a == Children }

// Reported is the code of what outside-report calls it.
func (a About) Reported() string {
	switch a {
	case Sites:
		return "facts"
	case Staff:
		return "staff"
	}
	return "children"
}

// Most of what a template holds: a system asks some dozens of things, and a list of codes
// may be that of a county's villages.
const (
	MaxColumns = 120
	MaxCodes   = 1500
	MaxText    = 60_000 // bytes of a template as it is stored
	maxTitle   = 120    // characters
	maxAbove   = 10     // rows over the headings
)

// Template is one outside system as the county describes it.
type Template struct {
	Name    string   `json:"name"`
	System  string   `json:"system"` // code of outside-report's field system
	About   About    `json:"about"`
	Made    bool     `json:"made,omitempty"` // 样例: made up, of no real system
	File    File     `json:"file"`
	Columns []Column `json:"columns"` // in the system's own order
}

// File is how the system takes a file.
type File struct {
	Format   string     `json:"format"`             // xlsx, csv
	Encoding string     `json:"encoding,omitempty"` // of a csv: utf-8 with a mark, gb18030
	Comma    string     `json:"comma,omitempty"`    // of a csv: "," ";" or a tab
	Sheet    string     `json:"sheet,omitempty"`    // name of the sheet
	Above    [][]string `json:"above,omitempty"`    // rows that stand over the headings, as they are
}

// Sources of a column that are no field of ours.
const (
	FromNothing = ""      // left empty: nobody here knows it
	FromFixed   = "fixed" // the same for all
	FromRow     = "row"   // the number of the line in the file, from 1
	FromToday   = "today" // the day on which it is copied
	FromAge     = "age"   // whole months of the child today
)

// Column is one thing that the system asks.
type Column struct {
	Title string `json:"title"`           // as the system writes it
	From  string `json:"from,omitempty"`  // relation.field of ours, or one of the sources above
	Fixed string `json:"fixed,omitempty"` // of FromFixed
	Day   string `json:"day,omitempty"`   // code of a Layout; "" the first
	Must  bool   `json:"must,omitempty"`  // the system takes no line without it
	Codes []Pair `json:"codes,omitempty"` // ours and theirs
	List  []Item `json:"list,omitempty"`  // the system's own list
}

// Pair is a value of ours (a code, or a text) and what stands for it there.
type Pair struct {
	Ours   string `json:"ours"`
	Theirs string `json:"theirs"`
}

// Item is one line of the system's list: what is written, and what it is called.
type Item struct {
	Code string `json:"code"`
	Name string `json:"name,omitempty"`
}

// Layout is a way to write a day.
type Layout struct {
	Code string
	Go   string // layout of package time
	Text string // as people say it
}

// Layouts are those that forms in China ask for.
var Layouts = []Layout{
	{"", "2006-01-02", "年-月-日，短横隔开"}, {"slash", "2006/01/02", "年/月/日，斜线隔开"}, {"plain", "20060102", "八个数字连着写"},
	{"han", "2006年1月2日", "几年几月几日"}, {"dot", "2006.01.02", "年.月.日，点隔开"}, {"loose", "2006/1/2", "年/月/日，不补零"}, {"month", "200601", "只写年月，六个数字"},
}

// Volatile says whether a column changes by itself: it is written, and never a reason to
// write a line again.
func (c Column) Volatile() bool {
	return slices.Contains([]string{FromRow, FromToday, FromAge}, c.From)
}

// Keys name the columns: their titles, numbered where a system has two of one name.
func (t Template) Keys() []string {
	seen := map[string]int{}
	out := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		seen[c.Title]++
		out[i] = c.Title
		if n := seen[c.Title]; n > 1 {
			out[i] = c.Title + "（" + string(rune('0'+min(n, 9))) + "）"
		}
	}
	return out
}

// Parse reads a template as it is stored or carried from another county.
// Errors: those of Check; CodeInvalid outside.unreadable.
func Parse(text []byte, forms *form.Registry) (t Template, err error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err = d.Decode(&t); err == nil {
		_, err = d.Token()
		if err == io.EOF {
			return t, t.Check(forms)
		}
	}
	return Template{}, hub.E(hub.CodeInvalid, "outside.unreadable").Because(err)
}

// Text is a template as it is stored.
func (t Template) Text() []byte {
	text, err := json.Marshal(t)
	if err != nil {
		panic(err) // strings and numbers only
	}
	return text
}

// Check says what is wrong with a template: nothing that is used may be one that no record
// here can answer. Errors: CodeInvalid outside.*.
func (t Template) Check(forms *form.Registry) error {
	switch {
	case strings.TrimSpace(t.Name) == "" || long(t.Name, 60):
		return hub.E(hub.CodeInvalid, "outside.name").In("name")
	case t.About.Named() == "":
		return hub.E(hub.CodeInvalid, "outside.about").In("about")
	case !systemKnown(forms, t.System):
		return hub.E(hub.CodeInvalid, "outside.system").In("system")
	case len(t.Columns) > MaxColumns:
		return hub.E(hub.CodeInvalid, "outside.columns", MaxColumns)
	case !t.File.valid():
		return hub.E(hub.CodeInvalid, "outside.file").In("format")
	case len(t.Text()) > MaxText:
		return hub.E(hub.CodeTooLarge, "outside.large")
	}
	sources := SourcesOf(forms, t.About)
	for i, c := range t.Columns {
		if err := c.check(i+1, sources); err != nil {
			return err
		}
	}
	return nil
}

func (c Column) check(n int, sources []Source) error {
	if strings.TrimSpace(c.Title) == "" || long(c.Title, maxTitle) || long(c.Fixed, 200) {
		return hub.E(hub.CodeInvalid, "outside.title", n)
	}
	if len(c.Codes) > MaxCodes || len(c.List) > MaxCodes {
		return hub.E(hub.CodeInvalid, "outside.codes", c.Title, MaxCodes)
	}
	if !slices.ContainsFunc(Layouts, func(l Layout) bool { return l.Code == c.Day }) {
		return hub.E(hub.CodeInvalid, "outside.day", c.Title)
	}
	if c.From != FromNothing && !slices.ContainsFunc(sources, func(s Source) bool { return s.Key == c.From }) {
		return hub.E(hub.CodeInvalid, "outside.source", c.Title)
	}
	return nil
}

func (f File) valid() bool {
	csv := f.Format == "csv" && slices.Contains([]string{"utf-8", "gb18030"}, f.Encoding) && slices.Contains([]string{",", ";", "\t"}, f.Comma)
	return (f.Format == "xlsx" || csv) && len(f.Above) <= maxAbove
}

func systemKnown(forms *form.Registry, code string) bool {
	def, _ := forms.Get("outside-report")
	f, ok := def.Field("system")
	return ok && slices.ContainsFunc(f.Offered(), func(o form.Option) bool { return o.Code == code })
}

func long(s string, most int) bool { return utf8.RuneCountInString(s) > most || !utf8.ValidString(s) }

// Outline is a system that policy names: its name, and what is kept there. Its format is
// nowhere published and changes, so that there are no columns: the county makes them.
type Outline struct {
	System string
	Name   string
	About  About
	Source string // which paper names it
}

// Outlines are those that the papers name.
var Outlines = []Outline{
	{"nation", "国家托育机构备案信息系统", Sites, "《托育机构登记和备案办法（试行）》；《托育机构管理规范（试行）》收托信息定期报送"},
	{"city", "市级托育服务平台", Care, "各市的实施方案；没有的市不用做"},
}

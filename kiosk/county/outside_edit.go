package county

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/outside"
	"yizhan/hub/sheet"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// maxOutside are the bytes of a system's own file: a template, a list of codes, an answer.
const maxOutside = 4 << 20

// outsideFile reads a table that was sent. Errors: CodeInvalid file.none, outside.no-table,
// those of sheet.Read; CodeTooLarge.
func (v *visit) outsideFile() (sheet.Table, error) {
	v.Body = http.MaxBytesReader(v.w, v.Body, maxOutside+64<<10)
	parts, err := v.MultipartReader()
	for err == nil {
		part, perr := parts.NextPart()
		if perr != nil {
			break
		}
		_, params, perr := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
		if perr != nil || params["name"] != "upload" || part.FileName() == "" {
			continue
		}
		file, rerr := io.ReadAll(io.LimitReader(part, maxOutside+1))
		if rerr != nil || len(file) > maxOutside {
			return sheet.Table{}, hub.E(hub.CodeTooLarge, "web.too-large").Because(rerr)
		}
		tables, rerr := sheet.Read(bytes.NewReader(file), int64(len(file)))
		if rerr != nil {
			return sheet.Table{}, rerr
		}
		for _, t := range tables {
			if len(t.Rows) > 0 {
				return t, nil
			}
		}
		return sheet.Table{}, hub.E(hub.CodeInvalid, "outside.no-table")
	}
	return sheet.Table{}, hub.E(hub.CodeInvalid, "file.none").Because(errors.Join(err))
}

// outsideSystem is the system of the path.
func (v *visit) outsideSystem() (desk.OutsideSystem, error) {
	ask, err := v.pathAsk()
	if err != nil {
		return desk.OutsideSystem{}, err
	}
	return v.c.Desk.Outside(v.ctx(), ask.System)
}

// outsideEdit is what a system asks, and what of ours answers it.
func outsideEdit(v *visit) error {
	s, err := v.outsideSystem()
	if err != nil {
		return err
	}
	return v.render(v.outsideForm(s, ""))
}

func (v *visit) outsideForm(s desk.OutsideSystem, fault string) page.CountyOutsideEdit {
	t, at := s.Template, outsideAt(s.ID)
	p := page.CountyOutsideEdit{CountyFrame: v.frame(t.Name, "outside"), Name: t.Name, Made: t.Made, State: usedWord(s), Ready: s.Ready(),
		Action: at + "/edit", Upload: at + "/heads", Prev: "/outside", Fault: fault}
	for _, f := range fileFormats {
		p.Formats = append(p.Formats, page.Choice{Value: f.code, Text: f.text, On: f.of == [3]string{t.File.Format, t.File.Encoding, t.File.Comma}})
	}
	for _, source := range outside.SourcesOf(v.c.Desk.Forms(), t.About) {
		name := source.Who
		if name == "" {
			name = "别的"
		}
		if n := len(p.Groups); n == 0 || p.Groups[n-1].Name != name {
			p.Groups = append(p.Groups, page.SourceGroup{Name: name})
		}
		g := &p.Groups[len(p.Groups)-1]
		g.Sources = append(g.Sources, page.Choice{Value: source.Key, Text: source.Called()})
	}
	empty := 0
	for i, c := range t.Columns {
		col := v.outsideColumn(t, c, i, at)
		if c.From == outside.FromNothing {
			empty++
		}
		p.Columns = append(p.Columns, col)
	}
	if len(t.Columns) > 0 {
		p.Lead = fmt.Sprintf("%d 栏，%d 栏空着。机器只认了名字一样的几栏，一栏一栏看过再给站里用。", len(t.Columns), empty)
	}
	return p
}

func (v *visit) outsideColumn(t outside.Template, c outside.Column, i int, at string) page.OutsideColumn {
	col := page.OutsideColumn{N: i, No: strconv.Itoa(i + 1), Title: c.Title, From: c.From, Fixed: c.Fixed, IsFixed: c.From == outside.FromFixed, Must: c.Must}
	col.Look = c.Must && c.From == outside.FromNothing
	f := v.fieldOf(t, c)
	switch {
	case f != nil && f.Type == form.Day || c.From == outside.FromToday:
		for _, l := range outside.Layouts {
			col.Days = append(col.Days, page.Choice{Value: l.Code, Text: l.Text, On: l.Code == c.Day})
		}
	case f != nil && f.Type != form.Int && f.Type != form.Time:
		col.Codes = fmt.Sprintf("%s/codes/%d", at, i)
		if n := len(ours(f)); n > 0 && (len(c.Codes) > 0 || len(c.List) > 0) {
			if left := n - len(c.Codes); left > 0 {
				col.CodeWord, col.Look = fmt.Sprintf("还有 %d 个没对上", left), true
			} else {
				col.CodeWord = "都对上了"
			}
		}
	}
	return col
}

// ours are the values that a field can have; none: any text.
func ours(f *form.Field) []form.Option {
	if f.Type == form.Bool {
		return []form.Option{{Code: "true", Label: "是"}, {Code: "false", Label: "否"}}
	}
	return f.Offered()
}

// fileFormats are how systems take files.
var fileFormats = []struct {
	code, text string
	of         [3]string // format, encoding, separator
}{
	{"xlsx", "表格（xlsx）", [3]string{"xlsx"}},
	{"csv", "csv，逗号隔开", [3]string{"csv", "utf-8", ","}},
	{"csv-gb", "csv，逗号隔开，老平台的编码（GB18030）", [3]string{"csv", "gb18030", ","}},
	{"csv-tab", "csv，制表符隔开", [3]string{"csv", "utf-8", "\t"}},
	{"csv-semi", "csv，分号隔开", [3]string{"csv", "utf-8", ";"}},
}

// outsideKeep stores what was chosen for each column.
func outsideKeep(v *visit) error {
	s, err := v.outsideSystem()
	if err != nil {
		return err
	}
	t := &s.Template
	t.Name = v.form.Text("name")
	for _, f := range fileFormats {
		if f.code == v.form.Text("format") {
			t.File.Format, t.File.Encoding, t.File.Comma = f.of[0], f.of[1], f.of[2]
		}
	}
	for i := range t.Columns {
		c, n := &t.Columns[i], strconv.Itoa(i)
		if from := v.form.Text("from-" + n); from != c.From {
			c.From, c.Codes, c.List = from, nil, nil // they were another field's
		}
		c.Fixed, c.Day, c.Must = v.form.Text("fixed-"+n), v.form.Text("day-"+n), v.form.Has("must-"+n)
	}
	do := v.form.Text("do")
	if do == "ready" || do == "draft" || do == "gone" {
		s.State = do
	}
	next := outsideAt(s.ID) + "/edit"
	switch do {
	case "gone":
		next = "/outside"
	case "ready":
		next = outsideAt(s.ID)
	}
	return v.keepOutside(s, v.form.Request(), next)
}

// keepOutside stores a system and goes on; what is wrong with it is said on its page.
func (v *visit) keepOutside(s desk.OutsideSystem, request hub.ID, next string) error {
	_, err := v.c.Desk.SetOutside(v.ctx(), v.who.Actor, request, s)
	switch hub.CodeOf(err) {
	case hub.CodeInvalid, hub.CodeTooLarge:
		web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, v.outsideForm(s, sentence(err)))
		return nil
	}
	if err != nil {
		return err
	}
	return v.see(next)
}

// outsideHeads takes the columns from the system's own import file. What was said of a
// column that is there again, by its title, holds.
func outsideHeads(v *visit) error {
	s, err := v.outsideSystem()
	if err != nil {
		return err
	}
	table, err := v.outsideFile()
	if err != nil {
		web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, v.outsideFaulted(s, err))
		return nil
	}
	was := s.Template
	s.Template = outside.FromSheet(was, table, v.c.Desk.Forms())
	for i, c := range s.Template.Columns {
		if at := slices.IndexFunc(was.Columns, func(o outside.Column) bool { return o.Title == c.Title }); at >= 0 {
			s.Template.Columns[i] = was.Columns[at]
		}
	}
	return v.keepOutside(s, hub.NewID(), outsideAt(s.ID)+"/edit")
}

// outsideFaulted is the page of a system with what is wrong with a file.
func (v *visit) outsideFaulted(s desk.OutsideSystem, err error) page.CountyOutsideEdit {
	p := v.outsideForm(s, "")
	p.Note = &page.Note{Kind: "bad", Icon: "i-warn", Bold: sentence(err)}
	return p
}

package outside

import (
	"slices"
	"strings"
	"unicode"

	"yizhan/hub/form"
	"yizhan/hub/sheet"
)

// HeadRow guesses in which row the headings stand: the first of those with the most cells,
// near the top. It is an index into t.Rows; a person can say another one.
func HeadRow(t sheet.Table) int {
	best, most := 0, 0
	for i, row := range t.Rows[:min(len(t.Rows), maxAbove+1)] {
		n := 0
		for _, c := range row.Cells {
			if c.Text != "" && !c.Merged {
				n++
			}
		}
		if n > most {
			best, most = i, n
		}
	}
	return best
}

// FromSheet begins a template with the headings of the system's own import file, in its
// order, with what stands above them. What a column asks is proposed where its title says
// it plainly; the county looks at each.
func FromSheet(t Template, table sheet.Table, forms *form.Registry) Template {
	t.File.Format, t.File.Sheet = string(sheet.XLSX), table.Name
	if table.Format != sheet.XLSX {
		t.File = File{Format: string(sheet.CSV), Encoding: "utf-8", Comma: ","}
	}
	head := HeadRow(table)
	t.File.Above, t.Columns = nil, nil
	for _, row := range table.Rows[:min(head, len(table.Rows))] {
		above := make([]string, 0, len(row.Cells))
		for _, c := range row.Cells[:min(len(row.Cells), MaxColumns)] {
			if c.Merged {
				c.Text = ""
			}
			above = append(above, clip(c.Text, 500))
		}
		t.File.Above = append(t.File.Above, above)
	}
	if head >= len(table.Rows) {
		return t
	}
	sources := SourcesOf(forms, t.About)
	for _, c := range table.Rows[head].Cells[:min(len(table.Rows[head].Cells), MaxColumns)] {
		title := clip(oneLine(c.Text), maxTitle)
		if title == "" {
			title = "（没有名字的一栏）"
		}
		t.Columns = append(t.Columns, propose(title, t.About, sources))
	}
	return t
}

func clip(s string, most int) string {
	r := []rune(strings.ToValidUTF8(s, ""))
	return string(r[:min(len(r), most)])
}

// words of a title that name one of ours without doubt. Titles that are not here are left
// to the county.
var plainWords = map[About]map[string]string{
	Care: childWords, Children: childWords,
	Sites: {"机构名称": "site.name", "托育机构名称": "site.name", "机构地址": "site.address", "联系电话": "site.phone", "统一社会信用代码": "filing.code",
		"备案编号": "filing.number", "负责人": "head.name", "负责人姓名": "head.name", "托位数": "institution.places", "建筑面积": "institution.area"},
	Staff: {"姓名": "staff.name", "岗位": "staff-file.post", "联系电话": "staff.phone", "手机号": "staff.phone", "身份证号": "staff-file.id_no",
		"身份证号码": "staff-file.id_no", "学历": "staff-file.school", "入职日期": "staff-file.from", "机构名称": "site.name"},
}

var childWords = map[string]string{
	"姓名": "child.name", "幼儿姓名": "child.name", "婴幼儿姓名": "child.name", "儿童姓名": "child.name", "性别": "child.sex",
	"出生日期": "child.birth", "出生年月日": "child.birth", "身份证号": "child.id_no", "身份证号码": "child.id_no", "公民身份号码": "child.id_no",
	"出生医学证明号": "child.birth_cert", "出生医学证明编号": "child.birth_cert", "家庭住址": "child.address",
	"监护人姓名": "guardian.name", "监护人电话": "guardian.phone", "监护人联系电话": "guardian.phone", "监护人身份证号": "guardian.id_no", "与幼儿关系": "guardian.kinship",
	"母亲姓名": "mother.name", "母亲电话": "mother.phone", "父亲姓名": "father.name", "父亲电话": "father.phone",
	"入托日期": "enrolment.from", "入托时间": "enrolment.from", "托育方式": "enrolment.mode", "班级": "group.name", "班级名称": "group.name",
	"机构名称": "site.name", "托育机构名称": "site.name", "月龄": FromAge,
}

// propose reads a title: a star says that the system wants it.
func propose(title string, about About, sources []Source) Column {
	c := Column{Title: title, Must: strings.ContainsAny(title, "*＊") || strings.Contains(title, "必填")}
	word := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, strings.TrimSuffix(strings.Trim(title, " *＊"), "（必填）"))
	word = strings.TrimSuffix(word, "必填")
	if word == "序号" {
		c.From = FromRow
		return c
	}
	if key, ok := plainWords[about][word]; ok && slices.ContainsFunc(sources, func(s Source) bool { return s.Key == key }) {
		c.From = key
	}
	return c
}

// ListOf reads a system's list of codes: what is written in one column of its file, what
// that is called in another (-1: it is written as it is called). Titles and doubles are
// left out.
func ListOf(t sheet.Table, code, name int) (out []Item) {
	seen := map[string]bool{}
	for i, row := range t.Rows {
		item := Item{Code: clip(strings.TrimSpace(row.At(code).Text), maxTitle)}
		if name >= 0 {
			item.Name = clip(strings.TrimSpace(row.At(name).Text), maxTitle)
		}
		if i == 0 && strings.ContainsAny(item.Code+item.Name, "码称") || item.Code == "" || seen[item.Code] {
			continue
		}
		if seen[item.Code] = true; len(out) < MaxCodes {
			out = append(out, item)
		}
	}
	return out
}

// Match pairs what is ours with the system's list where both are called the same.
func Match(options []form.Option, list []Item, pairs []Pair) []Pair {
	for _, o := range options {
		if slices.ContainsFunc(pairs, func(p Pair) bool { return p.Ours == o.Code }) {
			continue
		}
		for _, item := range list {
			if item.Name == o.Label || item.Code == o.Label {
				pairs = append(pairs, Pair{o.Code, item.Code})
				break
			}
		}
	}
	return pairs
}

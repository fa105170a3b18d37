package report

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/sheet"
)

// guesses are words of heads and what they mostly mean; the first that fits holds, all of its
// words have to be there. A guess is shown as one until a person has looked at it.
var guesses = []struct {
	words []string
	from  string
}{
	{[]string{"序号"}, FromRow}, {[]string{"编号"}, ""}, {[]string{"备注"}, ""},
	{[]string{"电话"}, FromPhone}, {[]string{"负责人"}, FromHead}, {[]string{"站长"}, FromHead}, {[]string{"联系人"}, FromHead},
	{[]string{"乡镇"}, FromTownship}, {[]string{"镇", "街道"}, FromTownship}, {[]string{"所在村"}, FromVillage},
	{[]string{"做得好"}, FromGood}, {[]string{"成效"}, FromGood}, {[]string{"难"}, FromHard}, {[]string{"问题和困难"}, FromHard}, {[]string{"打算"}, FromNext},
	{[]string{"普惠", "占"}, "i.D2.A"}, {[]string{"普惠", "托位"}, "m.places.inclusive"}, {[]string{"两岁以下", "托位"}, "m.places.under2"}, {[]string{"2岁以下", "托位"}, "m.places.under2"},
	{[]string{"新增", "托位"}, "m.places.added"}, {[]string{"新建", "托位"}, "m.places.added"},
	{[]string{"使用率"}, "i.D3.A"}, {[]string{"入托率"}, "i.D3.A"}, {[]string{"托位"}, "m.places"},
	{[]string{"新入托"}, "m.enrolment.begun"}, {[]string{"新登记"}, "m.child.registered"},
	{[]string{"全日"}, "m.enrolled.full"}, {[]string{"半日"}, "m.enrolled.half"}, {[]string{"计时"}, "m.enrolled.hourly"}, {[]string{"临时"}, "m.enrolled.hourly"},
	{[]string{"困境"}, "m.enrolled.difficulty"},
	{[]string{"在托"}, "m.enrolled"}, {[]string{"入托"}, "m.enrolled"}, {[]string{"收托"}, "m.enrolled"}, {[]string{"在园"}, "m.enrolled"},
	{[]string{"出勤"}, "m.day.present"}, {[]string{"人日"}, "m.day.present"}, {[]string{"缺勤"}, "m.day.absent"},
	{[]string{"登记"}, "m.child.known.36m"}, {[]string{"三岁以下"}, "m.child.known.36m"}, {[]string{"3岁以下"}, "m.child.known.36m"},
	{[]string{"健康档案"}, "m.child.archive.36m"}, {[]string{"入户"}, "m.home-visit"}, {[]string{"发育"}, "m.development-check"}, {[]string{"体检"}, "m.health-check"},
	{[]string{"妈妈课堂"}, "m.class.mothers"}, {[]string{"孕妇学校"}, "m.class.pregnancy"}, {[]string{"听课"}, "m.class.people"},
	{[]string{"持证"}, "m.staff.certified"}, {[]string{"保育"}, "m.staff.carer"}, {[]string{"从业人员"}, "m.staff"}, {[]string{"工作人员"}, "m.staff"}, {[]string{"员工"}, "m.staff"},
	{[]string{"培训"}, "m.training"},
	{[]string{"按期", "整改"}, "m.rectify.in-time"}, {[]string{"按时", "整改"}, "m.rectify.in-time"}, {[]string{"改好"}, "m.rectify.closed"}, {[]string{"完成", "整改"}, "m.rectify.closed"}, {[]string{"整改"}, "m.rectify"},
	{[]string{"发现", "问题"}, "m.inspection.found"}, {[]string{"督导"}, "m.inspection.supervise"}, {[]string{"检查"}, "m.inspection"}, {[]string{"满意"}, "m.survey.pleased"},
	{[]string{"价格"}, "m.price.month"}, {[]string{"收费"}, "m.price.month"},
	{[]string{"站名"}, FromStation}, {[]string{"驿站"}, FromStation}, {[]string{"机构"}, FromStation}, {[]string{"单位名称"}, FromStation}, {[]string{"名称"}, FromStation},
}

// spotWords are words before a colon, and what stands behind it.
var spotWords = []struct{ word, from string }{
	{"填表人", SpotFiller}, {"制表人", SpotFiller}, {"经办人", SpotFiller}, {"审核人", SpotChecker}, {"复核人", SpotChecker}, {"负责人", SpotLocker}, {"批准人", SpotLocker},
	{"盖章", SpotSeal}, {"填报日期", SpotDay}, {"填报时间", SpotDay}, {"填表时间", SpotDay}, {"报出日期", SpotDay}, {"上报日期", SpotDay}, {"日期", SpotDay},
	{"填报单位", SpotCounty}, {"县（区）", SpotCounty}, {"期别", SpotPeriod}, {"填报期", SpotPeriod}, {"月份", SpotPeriod}, {"年度：", SpotPeriod},
}

func guessed(head string) string {
	head = strings.ReplaceAll(head, " ", "")
	for _, g := range guesses {
		if !slices.ContainsFunc(g.words, func(w string) bool { return !strings.Contains(head, w) }) {
			return g.from
		}
	}
	return ""
}

// GuessTable looks at an office's sheet: which lines are heads, where the stations begin, what
// the columns and the cells around most likely say. What it takes for nothing stays as it is.
// Errors: CodeInvalid table.heads where no line looks like heads.
func GuessTable(in sheet.Table) (Table, error) {
	t := Table{Title: titleOf(in), Every: everyOf(in), Days: 5, Sheet: in.Name}
	best, last := 0, -1
	for i, row := range in.Rows {
		if n := meant(row); n >= 2 && n >= best {
			best, last = n, i
		}
	}
	if last < 0 {
		return t, hub.E(hub.CodeInvalid, "table.heads")
	}
	heads, bottom := headRows(in, last)
	last = heads[len(heads)-1]
	t.Line = bottom + 1
	for at := range width(in.Rows[last]) {
		var head []string
		for _, i := range heads {
			if text := tidied(in.Rows[i].At(at).Text); text != "" && !slices.Contains(head, text) {
				head = append(head, text)
			}
		}
		if len(head) > 0 && len(t.Columns) < mostColumns {
			t.Columns = append(t.Columns, Column{At: at, Head: strings.Join(head, " ")})
		}
	}
	for i := range t.Columns {
		t.Columns[i].From = guessed(t.Columns[i].Head)
	}
	t.once()
	t.below(in, last)
	t.around(in)
	return t, nil
}

// meant is how many cells of a line, each once, look like heads.
func meant(row sheet.Row) (n int) {
	for at := range row.Cells {
		c := row.At(at)
		if !c.IsNumber && !c.Merged && len([]rune(c.Text)) <= 30 && !strings.ContainsAny(c.Text, "：:") && guessed(c.Text) != "" {
			n++
		}
	}
	return n
}

// headRows are the line of heads and those that merged cells join to it, and which line of the
// sheet is the lowest of them: it may have no text of its own.
func headRows(in sheet.Table, at int) (out []int, bottom int) {
	line := in.Rows[at].Line
	top := line
	bottom = line
	for _, s := range in.Spans {
		if end := s.Line + s.Lines - 1; s.Columns <= 2 && s.Lines > 1 && s.Line <= line && end >= line {
			top, bottom = min(top, s.Line), max(bottom, end)
		}
	}
	for i, row := range in.Rows {
		if row.Line >= top && row.Line <= bottom {
			out = append(out, i)
		}
	}
	return out, bottom
}

func width(row sheet.Row) int { return min(len(row.Cells), sheet.MaxColumns) }

// once leaves a guess where it stands first: two columns of one figure are mostly one that
// nobody has a word for.
func (t *Table) once() {
	seen := map[string]bool{}
	for i := range t.Columns {
		if from := t.Columns[i].From; from != "" && seen[from] {
			t.Columns[i].From = ""
		} else {
			seen[from] = true
		}
	}
}

// below finds how many lines stand ready for stations, and the one that sums up: behind them,
// or before the first.
func (t *Table) below(in sheet.Table, last int) {
	t.Room = 1
	for _, row := range in.Rows[last+1:] {
		text := tidied(row.At(0).Text + row.At(1).Text)
		numbered := row.At(0).IsNumber || strings.Trim(text, "0123456789.…") == ""
		sum := strings.Contains(text, "合计") || strings.Contains(text, "总计")
		switch {
		case row.Line < t.Line: // heads
			continue
		case row.Line == t.Line && sum && t.Total == 0:
			t.Total = row.Line
			t.Line++
			continue
		case row.Line == t.Line+t.Room-1 && numbered: // 1, 2, 3 stand there already
			t.Room++
			continue
		case sum && t.Total == 0:
			t.Total = row.Line
		}
		t.Room = max(1, row.Line-t.Line)
		return
	}
	t.Room = max(1, t.Room-1)
}

// around finds what is to be said in single cells: 填表人：, 单位（盖章）：.
func (t *Table) around(in sheet.Table) {
	for _, row := range in.Rows {
		if row.Line >= t.Line-1 && row.Line < t.Line+t.Room {
			continue
		}
		for at, c := range row.Cells {
			if !c.Merged {
				t.Spots = append(t.Spots, spotsOf(c.Text, at, row.Line)...)
			}
		}
	}
}

// emptyDate is what stands where a date is to be written by hand: 年　月　日.
var emptyDate = regexp.MustCompile(`[\s\p{Zs}_]*年[\s\p{Zs}_]*月([\s\p{Zs}_]*日)?$`)

// spotsOf are the words before a colon in a cell with nothing behind them.
func spotsOf(text string, column, line int) (out []Spot) {
	text = strings.TrimSpace(strings.ReplaceAll(text, ":", "："))
	if emptyDate.MatchString(text) {
		text = emptyDate.ReplaceAllString(text, "")
	}
	labels := strings.SplitAfter(text, "：")
	if rest := labels[len(labels)-1]; rest != "" || len(labels) == 1 {
		return nil // words behind the last colon: a sentence, not a place to write
	}
	labels = labels[:len(labels)-1]
	for _, l := range labels {
		l = strings.TrimSpace(l)
		if len([]rune(tidied(l))) > 20 {
			return nil
		}
		for _, w := range spotWords {
			if strings.Contains(tidied(l), w.word) {
				s := Spot{Column: column, Line: line, Before: l, From: w.from}
				if len(labels) > 1 {
					s.Cell = text
				}
				out = append(out, s)
				break
			}
		}
	}
	return out
}

// titleOf is the first line that says one thing only.
func titleOf(in sheet.Table) string {
	for _, row := range in.Rows[:min(len(in.Rows), 3)] {
		var texts []string
		for _, c := range row.Cells {
			if text := tidied(c.Text); text != "" && !slices.Contains(texts, text) {
				texts = append(texts, text)
			}
		}
		if len(texts) == 1 {
			return texts[0]
		}
	}
	return in.Name
}

func everyOf(in sheet.Table) Every {
	title := titleOf(in) + in.Name
	for _, w := range []struct {
		word  string
		every Every
	}{{"季", Quarterly}, {"半年", HalfYear}, {"年度", Yearly}, {"年报", Yearly}} {
		if strings.Contains(title, w.word) {
			return w.every
		}
	}
	return Monthly
}

func tidied(text string) string { return strings.Join(strings.Fields(text), "") }

// Place is a cell as a spreadsheet names it: C7.
func Place(column, line int) string {
	name := string(rune('A' + column%26))
	for column = column/26 - 1; column >= 0; column = column/26 - 1 {
		name = string(rune('A'+column%26)) + name
	}
	return name + strconv.Itoa(line)
}

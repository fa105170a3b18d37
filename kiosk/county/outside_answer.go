package county

import (
	"fmt"
	"net/http"
	"strconv"
	"sync"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/outside"
	"yizhan/hub/sheet"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// answersKept are how many answers wait to be looked at, of all officers together: they are
// in memory, with names in them, and go with the next ones.
const answersKept = 4

// answers remembers the files that systems gave back between being sent and being noted.
type answers struct {
	mu   sync.Mutex
	kept []answerFile
}

type answerFile struct {
	id, by hub.ID // nobody reads another's
	table  sheet.Table
}

func (a *answers) keep(by hub.ID, t sheet.Table) hub.ID {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.kept) == answersKept {
		a.kept = append(a.kept[:0:0], a.kept[1:]...)
	}
	id := hub.NewID()
	a.kept = append(a.kept, answerFile{id, by, t})
	return id
}

func (a *answers) table(by hub.ID, id string) (sheet.Table, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, f := range a.kept {
		if f.by == by && f.id.String() == id {
			return f.table, nil
		}
	}
	return sheet.Table{}, hub.E(hub.CodeNotFound, "outside.lost-file")
}

// outsideUpload takes what a system gave back.
func outsideUpload(v *visit) error {
	_, _, at, err := v.outsideBatchOf()
	if err != nil {
		return err
	}
	table, err := v.outsideFile()
	if err != nil {
		return err
	}
	return v.see(at + "/answer/" + v.c.answers.keep(v.who.Actor.Staff, table).String())
}

// outsideAnswer is what is read of it, before it is noted.
func outsideAnswer(v *visit) error {
	_, b, at, err := v.outsideBatchOf()
	if err != nil {
		return err
	}
	table, err := v.c.answers.table(v.who.Actor.Staff, v.PathValue("kept"))
	if err != nil {
		return err
	}
	sys, err := v.outsideSystem()
	if err != nil {
		return err
	}
	return v.render(v.answerPage(b, at, table, sys.Template, outside.Guess(table, sys.Template)))
}

// outsideAnswerDo reads it by other columns, or notes what it says.
func outsideAnswerDo(v *visit) error {
	sys, b, at, err := v.outsideBatchOf()
	if err != nil {
		return err
	}
	table, err := v.c.answers.table(v.who.Actor.Staff, v.PathValue("kept"))
	if err != nil {
		return err
	}
	r := v.reading(table, sys.Template)
	p := v.answerPage(b, at, table, sys.Template, r)
	switch {
	case v.form.Text("do") != "keep":
		return v.render(p)
	case !p.May:
		p.Fault = sentence(hub.E(hub.CodeInvalid, "outside.no-key"))
		web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, p)
		return nil
	}
	said, _ := r.Read(table, sentOf(b))
	_, _, err = v.c.Desk.AnswerOutside(v.ctx(), v.who.Actor, desk.Answering{Request: v.form.Request(), Ask: v.outsideAsk(sys.ID), Batch: b.ID, Answers: said})
	if err != nil {
		return err
	}
	return v.see(outsideAt(sys.ID))
}

func sentOf(b desk.OutsideBatch) (out []outside.Sent) {
	for _, row := range b.Rows {
		out = append(out, row.Sent)
	}
	return out
}

// reading is by which columns she wants it read. A column that repeats one of ours has our
// title; the number of the line is said apart.
func (v *visit) reading(t sheet.Table, sent outside.Template) outside.Reading {
	number := func(name string) int {
		n, err := strconv.Atoi(v.form.Text(name))
		if err != nil || n < -1 || n >= sheet.MaxColumns {
			return -1
		}
		return n
	}
	r := outside.Reading{Head: max(-1, number("head")-1), By: outside.ByTheir, Key: number("key"), Second: number("second"), Number: number("number"), Why: number("why")}
	r.Ours, r.Other = v.form.Text("ours"), v.form.Text("other")
	if r.Ours == "" {
		r.By = outside.ByRow
	}
	if r.Other == "" {
		r.Second = -1
	}
	return r
}

// answerLines are the lines that the page shows of what was refused, or fits nobody.
const answerLines, answerSample, answerColumns = 50, 5, 12

func (v *visit) answerPage(b desk.OutsideBatch, at string, t sheet.Table, sent outside.Template, r outside.Reading) page.CountyOutsideAnswer {
	p := page.CountyOutsideAnswer{CountyFrame: v.frame("那边的结果", "outside"), Head: "那边的结果", Action: at + "/answer/" + v.PathValue("kept"), Prev: at}
	names := map[hub.ID]string{}
	for _, row := range b.Rows {
		names[row.OutsideOne.Subject] = row.Name
	}
	p.Asks = answerAsks(t, sent, r)
	said, lost := r.Read(t, sentOf(b))
	taken := 0
	for _, a := range said {
		if a.Why == "" {
			taken++
		} else if len(p.Refused) < answerLines {
			p.Refused = append(p.Refused, page.Fact{Word: names[a.Subject], Text: a.Why})
		}
	}
	for _, l := range lost[:min(len(lost), answerLines)] {
		p.Lost = append(p.Lost, page.Fact{Word: fmt.Sprintf("第 %d 行", l.Line), Text: lostWords[l.Why]})
	}
	p.May = len(said) > 0
	p.Taken = fmt.Sprintf("收下了 %d 个，退回 %d 个，对不上 %d 行；还有 %d 个没有结果，接着等", taken, len(said)-taken, len(lost), len(b.Rows)-len(said))
	p.Columns, p.Sample = answerSampleOf(t, r)
	if r.Key < 0 {
		p.Taken, p.Lost = "先选一下用它的哪一列找人，再点“照这样看”", nil
	}
	return p
}

var lostWords = map[outside.LostWhy]string{
	outside.LostNobody: "这个文件里没有这个人", outside.LostSeveral: "不止一个人对得上", outside.LostTwice: "同一个人有两种结果",
}

// answerSampleOf are the first lines of the file, as they stand.
func answerSampleOf(t sheet.Table, r outside.Reading) (columns []string, rows [][]string) {
	width := min(widest(t), answerColumns)
	for i := range width {
		columns = append(columns, columnName(t, r.Head, i))
	}
	for _, row := range t.Rows[min(len(t.Rows), r.Head+1):min(len(t.Rows), r.Head+1+answerSample)] {
		cells := make([]string, width)
		for i := range cells {
			cells[i] = row.At(i).Text
		}
		rows = append(rows, cells)
	}
	return columns, rows
}

func widest(t sheet.Table) (n int) {
	for _, row := range t.Rows[:min(len(t.Rows), 50)] {
		n = max(n, len(row.Cells))
	}
	return n
}

func columnName(t sheet.Table, head, i int) string {
	if head >= 0 && head < len(t.Rows) && t.Rows[head].At(i).Text != "" {
		return t.Rows[head].At(i).Text
	}
	return fmt.Sprintf("第 %d 列", i+1)
}

// answerAsks are the questions by which it is read.
func answerAsks(t sheet.Table, sent outside.Template, r outside.Reading) []page.AnswerAsk {
	heads := make([]page.Choice, 0, 12)
	for i := range min(len(t.Rows), 11) + 1 {
		text := "没有标题行"
		if i > 0 {
			text = fmt.Sprintf("第 %d 行", t.Rows[i-1].Line)
		}
		heads = append(heads, page.Choice{Value: strconv.Itoa(i), Text: text, On: i == r.Head+1})
	}
	columns := func(name, text, none string, on int) page.AnswerAsk {
		a := page.AnswerAsk{Name: name, Text: text, Choices: []page.Choice{{Value: "-1", Text: none, On: on < 0}}}
		for i := range widest(t) {
			a.Choices = append(a.Choices, page.Choice{Value: strconv.Itoa(i), Text: columnName(t, r.Head, i), On: i == on})
		}
		return a
	}
	keys := func(name, text, none, on string) page.AnswerAsk {
		a := page.AnswerAsk{Name: name, Text: text, Choices: []page.Choice{{Text: none, On: on == ""}}}
		for _, key := range sent.Keys() {
			a.Choices = append(a.Choices, page.Choice{Value: key, Text: key, On: key == on})
		}
		return a
	}
	return []page.AnswerAsk{
		{Name: "head", Text: "标题在", Choices: heads},
		columns("key", "用它的哪一列找人", "选一列", r.Key),
		keys("ours", "对我们的哪一栏", "文件里第几行", r.Ours),
		columns("second", "再用一列", "不用", r.Second),
		keys("other", "对我们的", "不用", r.Other),
		columns("number", "编号在", "没有编号", r.Number),
		columns("why", "退回的原因、结果在", "没有", r.Why),
	}
}

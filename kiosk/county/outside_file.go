package county

import (
	"fmt"
	"io"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/hub/outside"
	"yizhan/kiosk/page"
)

// outsideBatchOf is the file of the path.
func (v *visit) outsideBatchOf() (sys desk.OutsideSystem, b desk.OutsideBatch, at string, err error) {
	ask, err := v.pathAsk()
	if err != nil {
		return sys, b, at, err
	}
	id, err := hub.ParseID(v.PathValue("batch"))
	if err != nil {
		return sys, b, at, hub.E(hub.CodeNotFound, "outside.no-batch").Because(err)
	}
	sys, b, err = v.c.Desk.OutsideBatch(v.ctx(), v.who.Actor, ask, id)
	return sys, b, outsideAt(sys.ID) + "/file/" + id.String(), err
}

// outsideBatch is a file whose answer is awaited.
func outsideBatch(v *visit) error {
	sys, b, at, err := v.outsideBatchOf()
	if err != nil {
		return err
	}
	names, err := v.siteNames()
	if err != nil {
		return err
	}
	p := page.CountyOutsideBatch{CountyFrame: v.frame(sys.Template.Name, "outside"), Head: fmt.Sprintf("%s：%s做的文件，%d 行", sys.Template.Name, calendar.Date(b.Day, v.c.Desk.Today()), len(b.Rows)),
		File: at + "/table", Upload: at + "/answer", Action: at, Prev: outsideAt(sys.ID)}
	for _, row := range b.Rows {
		p.Rows = append(p.Rows, page.OutsidePerson{Name: row.Name, Station: names[row.Site], Number: strconv.Itoa(row.Row)})
	}
	return v.render(p)
}

// outsideBatchDo notes that all of it was taken, or that it was never given away.
func outsideBatchDo(v *visit) error {
	sys, b, _, err := v.outsideBatchOf()
	if err != nil {
		return err
	}
	do := v.form.Text("do")
	if _, _, err := v.c.Desk.AnswerOutside(v.ctx(), v.who.Actor, desk.Answering{
		Request: v.form.Request(), Ask: v.outsideAsk(sys.ID), Batch: b.ID, All: do == "all", Drop: do == "drop",
	}); err != nil {
		return err
	}
	return v.see(outsideAt(sys.ID))
}

// outsideTable is the file as the system takes it. It leaves as every table with names does.
func outsideTable(v *visit) error {
	sys, b, _, err := v.outsideBatchOf()
	if err != nil {
		return err
	}
	lines := make([][]outside.Cell, len(b.Rows))
	for i, row := range b.Rows {
		lines[i] = row.Cells
	}
	ending := "." + sys.Template.File.Format
	return v.take(taking{what: sys.Template.Name + "的文件", tab: "outside", people: len(b.Rows), plain: "outside-" + string(b.Day) + ending, name: sys.Template.Name + "-" + string(b.Day) + ending},
		func(w io.Writer) error { return sys.Template.Write(w, lines) })
}

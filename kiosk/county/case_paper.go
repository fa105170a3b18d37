package county

import (
	"fmt"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// casePaper is the whole of a case on A4: what an inspector or a court is handed.
func casePaper(v *visit) error {
	f, err := v.caseFile()
	if err != nil {
		return err
	}
	v.caseLooked(f, "print")
	p := page.CountyCasePaper{CountyFrame: v.frame(f.Def.Title, "cases"), Head: f.Def.Title, Number: f.Number, Whose: joined(f.Whose.Name, f.Whose.Age),
		Clause: f.Def.Case.Clause, Prev: caseAt(f.Def.Kind, f.Record.ID), Sign: []string{"经办人：", "审核人：", "单位（盖章）：", "日期："}}
	facts, papers := v.caseFacts(f)
	field, _ := f.Def.Field(f.Def.Workflow.Field)
	p.Facts = append(p.Facts, page.Fact{Word: "到哪一步", Text: f.Def.StateOf(f.Record.Fields[field.No]).Label})
	for _, one := range papers {
		text := "没有"
		if one.On {
			text = "有"
		}
		p.Facts = append(p.Facts, page.Fact{Word: "材料：" + one.Text, Text: text})
	}
	p.Facts = append(p.Facts, facts...)
	if p.History, err = v.caseHistory(f); err != nil {
		return err
	}
	return v.render(p)
}

// caseReceipt is what the station, or whoever told, is handed.
func caseReceipt(v *visit) error {
	f, err := v.caseFile()
	if err != nil {
		return err
	}
	if f.Number == "" {
		return hub.E(hub.CodeNotFound, "county.no-page")
	}
	v.caseLooked(f, "print")
	field, _ := f.Def.Field(f.Def.Workflow.Field)
	state := f.Def.StateOf(f.Record.Fields[field.No])
	numbered, _ := f.Def.Field(form.FieldNumbered)
	day, _ := f.Record.Fields[numbered.No].(string)
	code := desk.CaseCode(f.Record.ID)
	p := page.CountyCasePaper{CountyFrame: v.frame("回执", "cases"), Head: f.Def.Title + "回执", Number: f.Number, Code: code,
		Clause: f.Def.Case.Clause, Prev: caseAt(f.Def.Kind, f.Record.ID), Sign: []string{"经办人：" + v.who.Name, v.c.Name() + "（盖章）", calendar.LongDate(v.c.Desk.Today())}}
	if !f.Def.Case.Hidden && f.Def.Subject == "site" {
		p.Whose = f.Whose.Name
	}
	p.Lines = []string{fmt.Sprintf("编号：%s　　查询码：%s", f.Number, code)}
	if day != "" {
		p.Lines = append(p.Lines, fmt.Sprintf("%s给的编号。", calendar.LongDate(hub.Day(day))))
	}
	if !f.Def.Case.Hidden {
		p.Lines = append(p.Lines, fmt.Sprintf("到%s，这件事是：%s。", calendar.LongDate(v.c.Desk.Today()), state.Label))
	}
	if f.Due != "" && !state.Done {
		p.Lines = append(p.Lines, fmt.Sprintf("最晚%s办好这一步。", calendar.LongDate(f.Due)))
	}
	p.Lines = append(p.Lines, "以后要问办到哪里，报编号和查询码就行，不用报名字。")
	return v.render(p)
}

// caseEmpty is a sheet to write on by hand: where no machine is at hand on a visit.
func caseEmpty(v *visit) error {
	def, at, err := v.caseStart()
	if err != nil {
		return err
	}
	p := page.CountyCasePaper{CountyFrame: v.frame(def.Title, "cases"), Head: def.Title, Whose: at.Name, Clause: def.Case.Clause,
		Prev: "/cases/new/" + string(def.Kind) + "?station=" + orEmpty(at.Site), Sign: []string{"检查人（两人）：", "站里的人：", "日期：　　　年　　月　　日"}}
	for _, f := range inSteps(def) {
		if !f.Asked() || f.Name == def.Workflow.Field || f.Type == form.Photo || f.Type == form.Drawing || !f.Required && f.Type != form.Day && neededLater(def, f.Name) {
			continue
		}
		line := page.BlankLine{Label: f.Label, Help: f.Help, Lines: 1}
		for _, o := range f.Offered() {
			line.Options = append(line.Options, o.Label)
		}
		switch {
		case f.Type == form.Group:
			line.Lines = 3
		case f.Type == form.Text && f.Max != nil && *f.Max > longText:
			line.Lines = 2
		}
		p.Blank = append(p.Blank, line)
	}
	return v.render(p)
}

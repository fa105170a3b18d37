package report

import (
	"fmt"
	"io"

	"yizhan/hub"
	"yizhan/hub/claim"
	"yizhan/hub/sheet"
)

// ClaimSheet is a run of a subsidy as an office keeps and signs it: a line a station, and on
// a second sheet, where the people's names may leave, one a child and month.
type ClaimSheet struct {
	Head     string   // 上党区 按实际入托补助 第 1 期 发放汇总表
	Notes    []string // below: how it was worked out, the digest
	Places   bool     // what is counted are places, not children
	Stations []ClaimStation
	Lines    []ClaimLine // nil: without
}

// ClaimStation is one station's row. Money is 分.
type ClaimStation struct {
	Town, Name, Standard string
	Children, Months     int
	Own, Corrected       int64
}

// ClaimLine is one line of a station.
type ClaimLine struct {
	Town, Station, Name, Month, What, Standard, Note string
	Amount                                           int64
}

// XLSX writes it. Its form is the one of the county's other sheets: the head over all of it,
// two rows of titles, and who made, checked and sealed it below.
func (c ClaimSheet) XLSX(w io.Writer) error {
	b := sheet.NewBook(w)
	counted := "人数"
	if c.Places {
		counted = "户数"
	}
	if err := b.Form("汇总", []string{c.Head}, []sheet.Column{
		{Title: "序号", Width: 6}, {Title: "镇", Width: 14}, {Title: "站点", Width: 26}, {Title: "本期", Under: counted}, {Title: "本期", Under: "月数"},
		{Title: "本期", Under: "标准", Width: 20}, {Title: "本期", Under: "金额（元）", Width: 14}, {Title: "更正（元）", Width: 14}, {Title: "合计（元）", Width: 14},
	}); err != nil {
		return err
	}
	var all ClaimStation
	for i, s := range c.Stations {
		people := s.Children
		if c.Places {
			people = 1
		}
		all.Children, all.Months, all.Own, all.Corrected = all.Children+people, all.Months+s.Months, all.Own+s.Own, all.Corrected+s.Corrected
		if err := b.Write([]sheet.Cell{number(i + 1), sheet.Text(s.Town), sheet.Text(s.Name), number(people), number(s.Months), sheet.Text(s.Standard),
			money(s.Own), money(s.Corrected), money(s.Own + s.Corrected)}); err != nil {
			return err
		}
	}
	if err := b.Write([]sheet.Cell{{}, {}, sheet.Text("合计"), number(all.Children), number(all.Months), {}, money(all.Own), money(all.Corrected), money(all.Own + all.Corrected)}); err != nil {
		return err
	}
	for _, text := range append(c.Notes, "制表：　　　　　　　　审核：　　　　　　　　单位（盖章）：　　　　　　　　日期：") {
		if err := b.Across(text); err != nil {
			return err
		}
	}
	if c.Lines != nil {
		if err := c.detail(b); err != nil {
			return err
		}
	}
	return b.Close()
}

func (c ClaimSheet) detail(b *sheet.Book) error {
	if err := b.Form("明细", []string{c.Head + "　明细"}, []sheet.Column{
		{Title: "镇", Width: 14}, {Title: "站点", Width: 26}, {Title: "孩子", Width: 14}, {Title: "月份"}, {Title: "凭什么", Width: 24}, {Title: "标准", Width: 18}, {Title: "金额（元）", Width: 14}, {Title: "说明", Width: 30},
	}); err != nil {
		return err
	}
	for _, l := range c.Lines {
		if err := b.Write([]sheet.Cell{sheet.Text(l.Town), sheet.Text(l.Station), sheet.Text(l.Name), sheet.Text(l.Month), sheet.Text(l.What), sheet.Text(l.Standard), money(l.Amount), sheet.Text(l.Note)}); err != nil {
			return err
		}
	}
	return nil
}

// FundSheet is the book of a fund for whoever assesses it.
type FundSheet struct {
	Head  string
	Rows  []FundRow
	Notes []string
}

// FundRow is a line of it; Balance is what is left after it. Money is 分.
type FundRow struct {
	Day, Arrived                     hub.Day
	What, Paper, Station, Used, Note string
	In, Out, Balance                 int64
}

// XLSX writes it.
func (f FundSheet) XLSX(w io.Writer) error {
	b := sheet.NewBook(w)
	if err := b.Form("专款台账", []string{f.Head}, []sheet.Column{
		{Title: "日期"}, {Title: "摘要", Width: 30}, {Title: "文号、凭证号", Width: 24}, {Title: "拨入（元）", Width: 14}, {Title: "发出（元）", Width: 14}, {Title: "结余（元）", Width: 14},
		{Title: "站里", Under: "给哪个站", Width: 24}, {Title: "站里", Under: "哪天到账"}, {Title: "站里", Under: "用在哪里", Width: 24}, {Title: "说明", Width: 24},
	}); err != nil {
		return err
	}
	var came, went int64
	for _, r := range f.Rows {
		in, out := money(r.In), money(r.Out)
		came, went = came+r.In, went+r.Out
		if r.In == 0 {
			in = sheet.Cell{}
		}
		if r.Out == 0 {
			out = sheet.Cell{}
		}
		if err := b.Write([]sheet.Cell{sheet.Date(r.Day), sheet.Text(r.What), sheet.Text(r.Paper), in, out, money(r.Balance), sheet.Text(r.Station), sheet.Date(r.Arrived), sheet.Text(r.Used), sheet.Text(r.Note)}); err != nil {
			return err
		}
	}
	if err := b.Write([]sheet.Cell{{}, sheet.Text("合计"), {}, money(came), money(went), money(came - went)}); err != nil {
		return err
	}
	for _, text := range append(f.Notes, "记账：　　　　　　　　复核：　　　　　　　　单位（盖章）：　　　　　　　　日期：") {
		if err := b.Across(text); err != nil {
			return err
		}
	}
	return b.Close()
}

func number(n int) sheet.Cell {
	return sheet.Cell{Text: fmt.Sprint(n), Number: float64(n), IsNumber: true}
}

// money is 分 as a number of 元: a sum of up to ten thousand billion 元 is exact to the 分.
func money(fen int64) sheet.Cell {
	return sheet.Cell{Text: claim.Yuan(fen), Number: float64(fen) / 100, IsNumber: true}
}

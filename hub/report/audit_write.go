package report

import (
	"fmt"
	"io"
	"strings"

	"yizhan/hub/sheet"
)

// XLSX writes the report as a table: people, then what left, then erasures.
func (a Audit) XLSX(w io.Writer) error {
	titles := []sheet.Column{{Title: "哪一类", Width: 10}, {Title: "谁", Width: 16}, {Title: "哪个站", Width: 22}, {Title: "要留意", Width: 18}}
	for _, t := range []string{"看过几个孩子", "一天最多", "翻看几次", "夜里", "别站的孩子", "看全号", "给家里抄", "存名册", "没让看"} {
		titles = append(titles, sheet.Column{Title: t, Width: 12})
	}
	for _, t := range []string{"哪天", "几点", "做了什么", "做什么用"} {
		titles = append(titles, sheet.Column{Title: t, Width: 16})
	}
	table, err := sheet.NewXLSX(w, "翻看和导出", titles)
	if err != nil {
		return err
	}
	for _, row := range a.rows() {
		if err := table.Write(row); err != nil {
			return err
		}
	}
	return table.Close()
}

func (a Audit) rows() (rows [][]sheet.Cell) {
	for _, p := range a.People {
		row := []sheet.Cell{sheet.Text("谁看了多少"), sheet.Text(p.Name), sheet.Text(p.Place), sheet.Text(strings.Join(p.Marks, "、"))}
		for _, n := range []int{p.Children, p.MostADay, p.Looks, p.Night, p.Elsewhere, p.Phones, p.Copies, p.Exports, p.Refused} {
			row = append(row, sheet.Number(float64(n)))
		}
		rows = append(rows, row)
	}
	for _, act := range a.Acts {
		row := make([]sheet.Cell, 13, 17)
		row[0], row[1], row[2] = sheet.Text("带走的、没让看的"), sheet.Text(act.Who), sheet.Text(act.Place)
		rows = append(rows, append(row, sheet.Date(act.Day), sheet.Text(fmt.Sprintf("%d:%02d", act.Minute/60, act.Minute%60)),
			sheet.Text(act.What), sheet.Text(act.Purpose)))
	}
	for _, e := range a.Erasures {
		row := make([]sheet.Cell, 15, 16)
		row[0], row[4] = sheet.Text("删除"), sheet.Number(float64(e.N))
		rows = append(rows, append(row, sheet.Text(e.What)))
	}
	if a.Families > 0 {
		row := make([]sheet.Cell, 6, 7)
		row[0] = sheet.Text("家里拿家庭卡看")
		rows = append(rows, append(row, sheet.Number(float64(a.Families))))
	}
	return rows
}

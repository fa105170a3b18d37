package report_test

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"yizhan/hub"
	"yizhan/hub/report"
)

// tables compares the tables that come with the program with the plan: every figure of every
// station in the month that was over last on a night, as that night's closing knows it; and in
// the sheet that is handed in every township's sum, and the county's.
func (o *office) tables(night int, known int64) (compared int) {
	o.t.Helper()
	month := report.Monthly.Last(o.plan.Day(night))
	from, to := o.at(month.From), o.at(month.To)
	if from < 0 {
		return 0
	}
	truth := o.plan.As(night)
	levels, flows := truth.Levels(to), truth.Flows(from, to)
	of := func(measure string, township, station int) int64 {
		if o.level[measure] {
			return levels.Of(measure, township, station)
		}
		return flows.Of(measure, township, station)
	}
	want := func(column string, township, station int) report.Amount {
		if column == "i.D3.A" {
			return report.Amount{Known: true, Ratio: true, Scale: 100, Num: 100 * of("enrolled", township, station), Den: 100 * of("places", township, station)}
		}
		if column == "m.price.month" && station < 0 {
			return report.Amount{} // prices of several are no price
		}
		if column == "m.price.month" && of("price.listed", township, station) == 0 {
			return report.Amount{Why: "没有公示价钱"}
		}
		return report.Amount{Known: true, Scale: 1, Num: 100 * of(strings.TrimPrefix(column, "m."), township, station)}
	}
	for _, ready := range report.ReadyTables() {
		t := *ready.Plan
		t.Sums = true
		counted, err := t.Count(o.t.Context(), o, month, known)
		if err != nil {
			o.t.Fatal(err)
		}
		var rows []report.TableRow
		for town, township := range o.plan.Townships {
			for i, s := range o.plan.Stations {
				if s.Township != town {
					continue
				}
				row := report.TableRow{Township: township.Name, Says: map[string]string{report.FromStation: fmt.Sprint("站", i)}, Amounts: counted[o.plan.SiteID(i)]}
				for _, c := range t.Columns {
					if !c.Figure() {
						continue
					}
					compared++
					if got, w := row.Amounts[c.From], want(c.From, -1, i); got != w {
						o.t.Errorf("%s in %s at station %d (closing %d): %+v, the plan says %+v", c.From, month.Name, i, known, got, w)
					}
				}
				rows = append(rows, row)
			}
		}
		compared += o.sheet(ready, t, rows, want)
	}
	if compared == 0 {
		o.t.Errorf("no figure of %s was compared", month.Name)
	}
	return compared
}

// sheet fills a table in, and reads its sums with another hand's reader.
func (o *office) sheet(ready report.Ready, t report.Table, rows []report.TableRow, want func(string, int, int) report.Amount) (compared int) {
	var b bytes.Buffer
	if err := t.Fill(&b, bytes.NewReader(ready.File), int64(len(ready.File)), rows, map[string]string{report.SpotFiller: "赵敏"}); err != nil {
		o.t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		o.t.Fatal(err)
	}
	defer f.Close()
	says := map[string]int{} // what a line is called → its number
	lines, err := f.GetRows(t.Sheet)
	if err != nil {
		o.t.Fatal(err)
	}
	for i, line := range lines {
		for _, text := range line[:min(3, len(line))] {
			says[text] = i + 1
		}
	}
	if grown := max(0, len(rows)+len(o.plan.Townships)-t.Room); says["填表人：赵敏"] != 17+grown || says["合计"] != 15+grown {
		o.t.Errorf("%s: the end of the sheet is at %v, %d lines were added", ready.Name, says, grown)
	}
	names := map[string]int{"合计": -1}
	for i, township := range o.plan.Townships {
		names[township.Name+"小计"] = i
	}
	for name, township := range names {
		for _, c := range t.Columns {
			if !c.Figure() {
				continue
			}
			compared++
			w := strings.ReplaceAll(want(c.From, township, -1).Text(), ",", "") // a cell is a number
			if got, _ := f.GetCellValue(t.Sheet, report.Place(c.At, says[name])); got != w {
				o.t.Errorf("%s: %s of %s is %q, the plan says %q", ready.Name, c.From, name, got, w)
			}
		}
	}
	return compared
}

// at is the day of the plan, below zero before it begins.
func (o *office) at(day hub.Day) int {
	t, _ := day.Time()
	first, _ := o.plan.First.Time()
	return int(t.Sub(first).Hours() / 24)
}

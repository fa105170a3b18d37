package tasks

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"yizhan/kiosk/touch"
)

// officeSheet is an empty table as an office has it: heads on three lines, the sum before the
// stations, two names in one cell, a footnote.
func officeSheet(w *town) []byte {
	w.t.Helper()
	f := excelize.NewFile()
	for at, text := range map[string]string{
		"A1": "上党区照护服务月报表", "A2": "填报单位（盖章）：", "E2": "填报时间：    年  月  日",
		"A3": "序号", "B3": "机构名称", "C3": "托位情况（个）", "C4": "总数", "D4": "本月新增", "E3": "在托人数",
		"A5": "合计", "A9": "填表人：        审核人：        联系电话：", "A10": "说明：1.每月5日前报；2.托位数按备案的。",
	} {
		w.must(f.SetCellValue("Sheet1", at, text))
	}
	for _, s := range [][2]string{{"A1", "E1"}, {"A2", "D2"}, {"A3", "A4"}, {"B3", "B4"}, {"C3", "D3"}, {"E3", "E4"}, {"A5", "B5"}, {"A9", "E9"}, {"A10", "E10"}} {
		w.must(f.MergeCell("Sheet1", s[0], s[1]))
	}
	for i := range 3 {
		w.must(f.SetCellValue("Sheet1", fmt.Sprint("A", 6+i), i+1))
	}
	var b bytes.Buffer
	w.must(f.Write(&b))
	return b.Bytes()
}

// monthlyReport is the office's own table: uploaded at the county's desk, its columns looked
// at, sent to the stations; one counts what no record says and says that it is so; checked,
// locked, and taken away as the table that it was.
func monthlyReport(w *town) *touch.Screen {
	desk := w.officer().Tap("更多", "报表").See("上传自己的空表")
	desk.Run(fmt.Sprintf(`const d = new DataTransfer(), i = document.querySelector("[name=upload]");
		d.items.add(new File([Uint8Array.from(atob(%q), c => c.charCodeAt(0))], "月报.xlsx")); i.files = d.files; i.dispatchEvent(new Event("change", { bubbles: true }))`,
		base64.StdEncoding.EncodeToString(officeSheet(w))))
	desk.See("每一栏填什么", "猜的").Until(`document.querySelector("[name=line]").value + document.querySelector("[name=total]").value === "65"`)
	desk.Run(`[...document.querySelectorAll("tr")].find(r => r.innerText.includes("本月新增") && r.querySelector("select")).querySelector("select").value = "typed"`)
	desk.Shot("县里的空表").Tap("定下来").See("还没发到站里").Tap("上党区照护服务月报表").See("还没发").Tap("发到各站").See("没看 2", "先不用催").Shot("县里发报表")
	period := touch.Ask[string](desk, "location.pathname")
	w.carry(w.county, w.home)

	f := w.touch(w.home).Tap("待办").Until(`["/todo", "/pin"].includes(location.pathname)`)
	if f.Is(`location.pathname === "/pin"`) { // she was away for a while
		f.Press(pin)
	}
	f.TapIn("上党区照护服务月报表", "去办").See("2026年10月", "站里数一数").Shot("站里看报表")
	f.Tap("对，交给镇里").See("还没填").Touch("[name=more]").Touch("[name=more]").Touch("[name=more]").Tap("对，交给镇里").See("站里说对，等审核").Shot("站里说对")
	w.carry(w.home, w.county)

	desk.Open(period).See("等审核 1", "没看 1").Tap("韩店村照护驿站").See("张桂兰").Tap("审核过了").See("等县里锁定")
	desk.Open(period).Tap("锁定审核过的 1 个站").See("锁定 1").Shot("县里锁定报表")
	var said []string
	for _, row := range table(w, desk, period+"/table.xlsx") {
		if row.At(1).Text == "韩店村照护驿站" {
			said = append(said, fmt.Sprint("line ", row.Line, ", new ", row.At(3).Text))
		}
		if strings.HasPrefix(row.At(0).Text, "填表人") {
			said = append(said, strings.Join(strings.Fields(row.At(0).Text), " "))
		}
	}
	if got, want := strings.Join(said, "; "), "line 7, new 3; 填表人：李科长 审核人：李科长 联系电话："; got != want {
		w.t.Errorf("the table says %q, want %q", got, want)
	}
	return f
}

package box

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// A study from the station's scales to the research institute: who agreed is in it, behind
// nine others; who did not, who stopped, and who has no name to hide behind is not; that it
// left, to whom and what for, is kept.
func TestAStudyLeavesTheCounty(t *testing.T) {
	r := newRegion(t)
	b := r.stations[0]
	who := r.head(b)
	for i := range 14 {
		child := r.register(b, fmt.Sprint("王小", string(rune('一'+i))), fmt.Sprintf("138123404%02d", i))
		refused := []hub.Purpose{}
		if i < 2 {
			refused = append(refused, "research")
		}
		_, err := b.desk.Consent(r.ctx, who, desk.ConsentSheet{Request: hub.NewID(), Child: child, Refused: refused, Way: "paper", ByName: "王桂英", Day: "2026-11-01"})
		r.must(err)
		_, err = b.store.Append(r.ctx, hub.Draft{Request: hub.NewID(), Lane: b.Lane(), Edits: []hub.Edit{
			b.forms.Edit("child", child, child, form.Values{"sex": "1", "birth": hub.Day("2025-03-02").Add(i)}),
			b.forms.EditOnce("growth", child, "2026-02-10", form.Values{"weight": int64(9000 + i)}),
		}})
		r.must(err)
	}
	r.meet(r.stations...)
	zhao := r.officer("赵敏", hub.RoleCounty, "")
	zhao.get("/study").says("12 个孩子", "每组至少", "10 个孩子一样", "2 个孩子，家里没有同意").saysNot("以前给过")
	asked := url.Values{"request": {hub.NewID().String()}, "set": {"growth"}, "from": {"2024-07-01"}, "to": {"2026-06-30"}, "institution": {"山西医科大学"}}
	zhao.post("/study", asked).answers(http.StatusUnprocessableEntity).says("还没有写研究什么")
	asked.Set("why", "生长迟缓")
	zhao.post("/study", asked).answers(http.StatusOK)
	f, err := excelize.OpenReader(strings.NewReader(zhao.body))
	r.must(err)
	defer f.Close()
	rows, err := f.GetRows("身高体重")
	r.must(err)
	if len(rows) != 13 {
		t.Errorf("%d rows of twelve children: %q", len(rows)-1, rows)
	}
	for _, row := range rows[1:] {
		if row[1] != "苏店镇" || row[2] != "男" || row[3] != "2025年上半年" || row[4] != "11" && row[4] != "10" {
			t.Errorf("a row says %q", row)
		}
	}
	zhao.get("/study").says("山西医科大学", "生长迟缓", "这些半年的，以前给过")

	// A second one has no day more or less: what is in one of them only would be one child's.
	for _, days := range [][2]string{{"2024-07-01", "2026-06-29"}, {"2024-07-02", "2026-06-30"}, {"2024-07-01", "2026-12-31"}, {"2026-02-10", "2026-02-10"}} {
		asked.Set("from", days[0])
		asked.Set("to", days[1])
		zhao.post("/study", asked).answers(http.StatusUnprocessableEntity).says("要半年半年地给").saysNot("12 个孩子")
	}
	asked.Set("from", "2024-07-01")
	asked.Set("to", "2026-06-30")
	zhao.get("/study?set=development-check").says("0 个孩子")
	zhao.get("/study?from=2026-13-40&to=2026-01-01").answers(http.StatusOK).says("日子不对")
	qian := r.officer("钱敏", hub.RoleTownship, sudian)
	qian.get("/study").answers(http.StatusForbidden)
	qian.post("/study", asked).answers(http.StatusForbidden)
}

package box

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"yizhan/hub"
)

// table reads what an officer was given: the rows of the first sheet, cells apart by "|".
func (o *officer) table(path string) (rows []string) {
	o.r.t.Helper()
	o.get(path).answers(http.StatusOK)
	f, err := excelize.OpenReader(strings.NewReader(o.body))
	o.r.must(err)
	defer f.Close()
	all, err := f.GetRows(f.GetSheetList()[0])
	o.r.must(err)
	for _, row := range all {
		rows = append(rows, strings.Join(row, "|"))
	}
	return rows
}

// A list leaves with the filter on the screen, of her township, in the county's columns.
func TestListsLeaveAsTheyAreOnTheScreen(t *testing.T) {
	r := newRegion(t)
	r.meet(r.stations...)
	zhao := r.officer("赵敏", hub.RoleCounty, "")
	rows := zhao.table("/list/stations")
	if len(rows) != 4 || !strings.HasPrefix(rows[0], "通不通|镇|站|孩子") {
		t.Errorf("stations: %q", rows)
	}
	if rows := zhao.table("/list/stations?town=" + yincheng); len(rows) != 2 || !strings.Contains(rows[1], "横河驿站") {
		t.Errorf("of one township: %q", rows)
	}
	zhao.get("/stations?town="+yincheng).says("存成表格", "选列")
	if !strings.Contains(zhao.body, `href="/list/stations?town=`+yincheng+`"`) {
		t.Error("the page's filter is not in the address of its table")
	}
	if rows := zhao.table("/list/figures?town=" + sudian); len(rows) < 47 {
		t.Errorf("%d figures", len(rows))
	}
	zhao.table("/list/ranks?id=D6")
	for _, key := range []string{"cases", "late", "devices", "alarms", "ledger", "numbers", "conflicts", "erasures", "illness", "draws"} {
		if rows := zhao.table("/list/" + key); len(rows) == 0 {
			t.Errorf("%s has no titles", key)
		}
	}

	// The county moves the station to the front and leaves the mark out, for everybody.
	order := []string{"station", "mark", "town"}
	zhao.post("/list/stations/columns", url.Values{"order": order, "on": {"station", "town"}, "down": {"station"}}).says("通不通")
	if rows := zhao.table("/list/stations"); !strings.HasPrefix(rows[0], "通不通|") {
		t.Error("moving a column on the page kept it")
	}
	zhao.post("/list/stations/columns", url.Values{"request": {hub.NewID().String()}, "order": order, "on": {"station", "town"}, "do": {"save"}}).answers(http.StatusOK)
	qian := r.officer("钱敏", hub.RoleTownship, yincheng)
	rows = qian.table("/list/stations?town=" + sudian)
	if len(rows) != 1 {
		t.Errorf("another township's officer: %q", rows)
	}
	if rows = qian.table("/list/stations"); len(rows) != 2 || !strings.HasPrefix(rows[1], "横河驿站|荫城镇|") || !strings.HasPrefix(rows[0], "站|镇|孩子|") {
		t.Errorf("in the county's columns: %q", rows)
	}
	qian.get("/list/stations/columns").answers(http.StatusForbidden)
	qian.get("/list/numbers").answers(http.StatusForbidden)
	qian.get("/list/devices").answers(http.StatusForbidden)
	qian.get("/list/nothing").answers(http.StatusNotFound)
	// Whatever is posted, a table without columns is none.
	all := url.Values{"request": {hub.NewID().String()}, "do": {"save"}, "order": {"mark", "town", "station", "children", "last", "way", "unsent", "copies"}}
	zhao.post("/list/stations/columns", all).answers(http.StatusUnprocessableEntity).says("一列也没有留")
}

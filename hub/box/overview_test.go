package box

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// From 托育全景 to a child in three taps: the township, its figure, whom it is made of. An
// officer of a township sees hers and nothing else; what is public stays what it was when
// the day was closed.
func TestOverviewLeadsToTheChild(t *testing.T) {
	r := newRegion(t)
	nandong, henghe := r.stations[0], r.stations[2]
	child := r.register(nandong, "王梓涵", "13812340421")
	r.register(henghe, "秦朗", "13812340422")
	r.meet(r.stations...)
	zhao := r.officer("赵敏", hub.RoleCounty, "")
	zhao.on("/overview")
	zhao.says("托育全景", "共 3 站", "缺：常住人口（县里填）", "0 / 2")
	if !strings.Contains(zhao.body, "苏店镇 0 / 22") {
		t.Error("two stations owe eleven classes each by November")
	}
	if dots := strings.Count(zhao.body, "<circle class=\"today\"") + strings.Count(zhao.body, `class="gone"`); dots < 3 {
		t.Errorf("the 示意图 shows %d of 3 stations", dots)
	}
	_, err := r.county.store.CloseDay(r.ctx, "2026-11-22")
	r.must(err)

	visit := desk.Sheet{Request: hub.NewID(), Kind: "home-visit", Subject: child, Sure: true,
		Values: form.Values{"day": "2026-11-20", "found": "home", "topics": []string{"feeding"}, "next": "2026-12-20"}}
	_, err = nandong.desk.Fill(r.ctx, r.head(nandong), visit) // three days ago, and heard of today
	r.must(err)
	r.meet(nandong)
	figure := zhao.get("/figures/d6").says("50 %", "1 / 2", "目标 90%（到2025年12月31日，已过），差 1", "一年里有人指导过的孩子 ÷ 登记的孩子（不满三岁）（第 1 版）", "大足", "王梓涵", "南董驿站")
	if row := figure.row("南董驿站"); !strings.Contains(row, "100") {
		t.Errorf("the station's own: %s", row)
	}
	zhao.get("/figures/d6?known=1").says("0 %", "0 / 2", "第 1 次结账时知道的").saysNot("王梓涵")
	if got := r.trail(r.county, child); got != 0 {
		t.Errorf("%d looks before she is opened", got)
	}

	zhao.get("/overview?town="+sudian).says("南董驿站", "看寺驿站").saysNot("横河驿站", "荫城镇")
	zhao.follow(`/figures/d6\?town=[0-9]+`).says("1 / 1", "王梓涵").saysNot("秦朗")
	zhao.tap("王梓涵").on("/child/" + child.String())
	if got := r.trail(r.county, child); got != 1 {
		t.Errorf("%d looks on the trail", got)
	}

	qian := r.officer("钱敏", hub.RoleTownship, yincheng)
	for _, path := range []string{"/overview", "/overview?town=" + sudian, "/figures?town=" + sudian, "/figures/d6?town=" + sudian} {
		qian.get(path).answers(http.StatusOK).saysNot("南董", "苏店", "王梓涵")
	}
	qian.get("/figures/d6").says("0 / 1")
	qian.get("/overview?station="+r.head(henghe).Site.String()).says("0 / 1").saysNot("1 / 2", "南董", "苏店")
	qian.get("/figures/d6?station=" + r.head(nandong).Site.String()).answers(http.StatusNotFound)
	for path, code := range map[string]int{
		"/figures/nothing": http.StatusNotFound, "/figures?known=7": http.StatusNotFound, "/figures?day=2026-13-40": http.StatusUnprocessableEntity,
		"/figures?day=2030-01-01": http.StatusUnprocessableEntity,
	} {
		zhao.get(path).answers(code)
	}
}

// follow taps the first link whose address looks so.
func (o *officer) follow(address string) *officer {
	o.r.t.Helper()
	m := regexp.MustCompile(`href="(` + address + `)"`).FindStringSubmatch(o.body)
	if m == nil {
		o.r.t.Fatalf("%s leads to no %s", o.at, address)
	}
	return o.get(m[1])
}

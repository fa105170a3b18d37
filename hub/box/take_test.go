package box

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// A roster with many children leaves with the word of two: who asked cannot answer, what
// was agreed to is that table and no other, it goes once, within a day, and the trail has
// every step.
func TestManyPeopleLeaveWithTheWordOfTwo(t *testing.T) {
	r := newRegion(t)
	station := r.stations[0]
	head := r.head(station)
	var rows []desk.Registration
	for n := range 25 {
		rows = append(rows, desk.Registration{Request: hub.NewID(), Name: madeUp(n), Birth: hub.Day("2025-01-01").Add(n), Category: []string{"home", "care"}[n/20],
			Site: head.Site, People: []desk.Person{{Name: "李秀英", Kinship: "mother", Guardian: true}}})
	}
	_, err := station.desk.Import(r.ctx, head, desk.Import{Request: hub.NewID(), Rows: rows, Day: "2026-11-23"})
	r.must(err)
	r.meet(station)
	qian, zhao := r.officer("钱会计", hub.RoleCounty, ""), r.officer("赵敏", hub.RoleCounty, "")

	// 20 are hers to take; 25 are not.
	qian.get("/roster.xlsx?for=check&kind=home").answers(http.StatusOK)
	if !strings.HasPrefix(qian.body, "PK") {
		t.Fatalf("a table of 20 did not come: %s", qian.text())
	}
	qian.get("/roster.xlsx").says("拿去做什么用").get("/roster.xlsx?for=check").answers(http.StatusOK, "要另一个人同意", "25 个人")
	pending := hidden(t, qian, "pending")
	zhao.post("/takes", url.Values{"pending": {pending}, "why": {"偷看"}}).answers(http.StatusConflict) // another's
	qian.post("/takes", url.Values{"pending": {pending}, "why": {" "}, "request": {hub.NewID().String()}}).answers(http.StatusUnprocessableEntity, "写一句给谁")
	qian.post("/takes", url.Values{"pending": {pending}, "why": {"给疾控王主任"}, "people": {"1"}, "request": {hub.NewID().String()}}).says("等别人答复", "25 个人")
	at := qian.at.Path
	id := strings.TrimPrefix(at, "/take/")

	qian.post(at, url.Values{"do": {"agree"}}).answers(http.StatusForbidden, "自己提的")
	qian.get("/roster.xlsx?for=check&take=" + id).answers(http.StatusForbidden).saysNot("PK")
	sun := r.officer("孙乡长", hub.RoleTownship, sudian)
	sun.get(at).answers(http.StatusForbidden)
	sun.post(at, url.Values{"do": {"agree"}}).answers(http.StatusForbidden)
	zhao.get("/overview").says("1 件人多的表等您答复")
	zhao.get("/takes").says("1 件等您答复", "钱会计").tap("孩子名册").says("给疾控王主任", "25 个人", "上面来检查")
	zhao.post(at, url.Values{"do": {"refuse"}}).answers(http.StatusUnprocessableEntity, "也写一句为什么")
	zhao.post(at, url.Values{"do": {"agree"}, "request": {hub.NewID().String()}}).says("赵敏同意").saysNot("取走表格")
	zhao.post(at, url.Values{"do": {"refuse"}, "why": {"不行"}}).answers(http.StatusConflict)

	// The other's word is for this table, this purpose, this officer.
	zhao.get("/roster.xlsx?for=check&take=" + id).answers(http.StatusForbidden)
	qian.get("/roster.xlsx?for=other&take=" + id).answers(http.StatusForbidden)
	qian.get("/roster.xlsx?for=check&town=" + sudian + "&take=" + id).answers(http.StatusForbidden)
	got := 0
	both := make(chan int, 2)
	for range 2 { // pressed twice
		go func() {
			res, err := qian.http.Get(r.url + "/roster.xlsx?for=check&take=" + id)
			if err != nil {
				both <- 0
				return
			}
			res.Body.Close()
			both <- res.StatusCode
		}()
	}
	for range 2 {
		if <-both == http.StatusOK {
			got++
		}
	}
	if got != 1 {
		t.Errorf("it was taken %d times", got)
	}
	qian.get("/roster.xlsx?for=check&take="+id).answers(http.StatusConflict, "已经取走过一次")
	qian.get("/takes").says("取走了")

	// A day later what was agreed to is worth nothing.
	qian.get("/roster.xlsx?for=report")
	qian.post("/takes", url.Values{"pending": {hidden(t, qian, "pending")}, "why": {"报名单"}, "request": {hub.NewID().String()}})
	at = qian.at.Path
	zhao.post(at, url.Values{"do": {"agree"}, "request": {hub.NewID().String()}}).says("赵敏同意")
	r.clock.at = r.clock.at.Add(24 * time.Hour)
	qian.get("/roster.xlsx?for=report&take="+strings.TrimPrefix(at, "/take/")).answers(http.StatusForbidden, "已经过了一天")
	qian.get("/takes").says("过期了")
}

// hidden is a value that a form carries along.
func hidden(t *testing.T, o *officer, name string) string {
	t.Helper()
	m := regexp.MustCompile(`name="` + name + `" value="([^"]+)"`).FindStringSubmatch(o.body)
	if m == nil {
		t.Fatalf("%s carries no %s", o.at, name)
	}
	return m[1]
}

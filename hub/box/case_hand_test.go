package box

import (
	"net/http"
	"net/url"
	"regexp"
	"testing"

	"yizhan/hub"
)

// An officer begins a case, once although the page is sent twice, hands it to another, who
// has it on her list; nobody is given what she may not see. Begun by mistake it goes off the
// list with its reason and comes back; another township's officer reaches none of it.
func TestCaseIsHandedAndTakenBack(t *testing.T) {
	r := newRegion(t)
	site := r.head(r.stations[0]).Site
	r.meet(r.stations...)
	qian := r.officer("钱会计", hub.RoleCounty, "")
	other := r.officer("李镇", hub.RoleTownship, yincheng)
	zhao := r.officer("赵敏", hub.RoleCounty, "")
	request := hub.NewID().String()
	begin := url.Values{"station": {site.String()}, "f-what": {"灭火器过期"}, "f-until": {string(hub.DayOf(r.clock.at).Add(9))}, "asked": {"f-danger"}, "day": {string(hub.DayOf(r.clock.at))}, "request": {request}}
	at := zhao.post("/cases/new/rectify", begin).says("整改2026-00001").at.Path
	zhao.post("/cases/new/rectify", begin).on(at)
	zhao.get("/cases").says("在办 1 件", "灭火器过期")

	option := regexp.MustCompile(`<option value="([0-9a-f]{32})"[^>]*>钱会计`).FindStringSubmatch(zhao.get(at).saysNot("李镇").body)
	if option == nil {
		t.Fatal("it is handed to nobody")
	}
	post := func(path string, v url.Values) *officer {
		v.Set("request", hub.NewID().String())
		return zhao.post(path, v)
	}
	post(at+"/hand", url.Values{"to": {hub.NewID().String()}}).answers(http.StatusForbidden).says("没有交给她")
	post(at+"/hand", url.Values{"to": {option[1]}}).on(at).says("经办：钱会计", "交给 钱会计")
	zhao.get("/cases?show=mine").saysNot("整改2026-00001")
	qian.get("/cases?show=mine").says("整改2026-00001")

	for _, page := range []string{at, at + "/receipt", at + "/paper", at + "/edit"} {
		other.get(page).answers(http.StatusForbidden)
	}
	other.post(at+"/away", url.Values{"why": {"mistake"}, "request": {hub.NewID().String()}}).answers(http.StatusForbidden).says("这件事是别的镇的")
	other.post(at+"/hand", url.Values{"to": {""}, "request": {hub.NewID().String()}}).answers(http.StatusForbidden)

	post(at+"/away", url.Values{"why": {""}}).answers(http.StatusUnprocessableEntity).says("为什么")
	post(at+"/away", url.Values{"why": {"twice"}, "words": {"和上一件是一件"}}).on(at).says("作废了：记了两遍", "和上一件是一件", "弄错了，还要办")
	zhao.get("/cases").says("在办 0 件")
	zhao.get("/cases?show=gone&kind=rectify").says("整改2026-00001", "作废了")
	post(at+"/away", url.Values{"back": {"yes"}}).on(at).says("又算数了", "通知站里改")
	zhao.get("/cases").says("在办 1 件")
}

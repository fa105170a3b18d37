package box

import (
	"net/http"
	"net/url"
	"regexp"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// A filing goes from the station to the county's desk, back as a 限期整改 that stands in the
// station's 待办, and out with a receipt, on the pages of both; whoever holds the receipt
// learns how far it is. A township's officer sees her own stations' cases and takes no step
// that is the county's.
func TestCasesBetweenStationAndCounty(t *testing.T) {
	r := newRegion(t)
	station := r.stations[0]
	who := r.head(station)
	fill := func(kind hub.Kind, values form.Values) hub.ID {
		t.Helper()
		out, err := station.desk.Fill(r.ctx, who, desk.Sheet{Request: hub.NewID(), Kind: kind, Values: values, Sure: true})
		r.must(err)
		return out.Records[0]
	}
	move := func(kind hub.Kind, id hub.ID, from, to string, v form.Values) {
		t.Helper()
		_, err := station.desk.MoveOn(r.ctx, who, desk.Moving{Request: hub.NewID(), Kind: kind, Record: id, From: from, To: to, Values: v})
		r.must(err)
		r.meet(r.stations...)
	}
	filing := fill("filing", form.Values{"what": "file", "where": "civil", "papers": []string{"licence", "place", "staff", "hygiene", "fire"}, "meals": false, "sent": hub.DayOf(r.clock.at)})
	abuse := fill("abuse-report", form.Values{"signs": []string{"injury"}, "how": "身上有伤", "told": []string{"police"}})
	move("filing", filing, "draft", "sent", form.Values{})

	zhao := r.officer("赵敏", hub.RoleCounty, "")
	at := "/case/filing/" + filing.String()
	zhao.get("/cases").says("登记和备案", "交了，等回执", "还有 5 个工作日", "南董驿站", "轮到您 2 件")
	zhao.get(at).says("营业执照或法人证书", "食品经营许可证", "没有", "核对过了，给回执", "不齐，限期整改", "等县里").saysNot("回执</a>")
	post := func(path string, values url.Values) *officer {
		values.Set("request", hub.NewID().String())
		return zhao.post(path, values)
	}
	post(at, url.Values{"from": {"sent"}, "do": {"mend"}, "f-lacks": {"消防"}, "f-until": {""}}).answers(http.StatusUnprocessableEntity).says("最晚哪天补完")
	until := hub.DayOf(r.clock.at).Add(20)
	post(at, url.Values{"from": {"sent"}, "do": {"mend"}, "f-lacks": {"消防"}, "f-until": {string(until)}}).says("要补正、限期整改", "整改2026-00001", "等限期整改办完", "那边办了")
	// Who had the page open as it was before is told so, and what she wrote stands on it.
	post(at, url.Values{"from": {"sent"}, "do": {"mend"}, "f-lacks": {"电线外露"}, "f-until": {string(until)}}).answers(http.StatusUnprocessableEntity).says("别人刚才先办了", "您写的，没有存", "电线外露")
	post(at, url.Values{"from": {"sent"}, "do": {"done"}, "f-checked": {"都齐全"}}).answers(http.StatusUnprocessableEntity).says("已经到「要补正、限期整改」", "都齐全")
	zhao.get(at).says("消防").saysNot("电线外露", "都齐全")
	r.meet(r.stations...)

	turns, err := station.desk.Turns(r.ctx, who, who.Site)
	r.must(err)
	if len(turns) != 1 || turns[0].Def.Kind != "rectify" || turns[0].Due != until {
		t.Fatalf("the station's 待办: %+v", turns)
	}
	order := turns[0].Record.ID
	sun := r.officer("孙乡长", hub.RoleTownship, sudian)
	sun.get("/cases").says("限期整改", "登记和备案").saysNot("伤害")
	sun.get("/case/abuse-report/" + abuse.String()).answers(http.StatusForbidden)
	sun.post(at, url.Values{"from": {"mend"}, "do": {"refused"}, "f-lacks": {"x"}, "request": {hub.NewID().String()}}).answers(http.StatusForbidden)
	r.officer("李镇", hub.RoleTownship, yincheng).get("/case/rectify/" + order.String()).answers(http.StatusForbidden)

	move("rectify", order, "told", "mended", form.Values{"did": "换了灭火器"})
	zhao.login("赵敏", password).get("/case/rectify/"+order.String()).says("换了灭火器", "复查过了，结案", "从这里来：登记和备案")
	post("/case/rectify/"+order.String(), url.Values{"from": {"mended"}, "do": {"closed"}, "f-again": {"改好了"}}).says("办完了")
	post(at, url.Values{"from": {"sent"}, "do": {"done"}, "f-checked": {"材料齐全"}}).says("备案2026-00001", "拿到回执了")
	code := regexp.MustCompile(`查询码：(\d{6})`).FindStringSubmatch(zhao.get(at+"/receipt").says("备案2026-00001", "依据：").text())
	if code == nil {
		t.Fatal("the receipt has no code")
	}
	told, err := r.county.desk.Progress(r.ctx, "备案2026-00001", code[1])
	r.must(err)
	if told.State != "拿到回执了" || !told.Done {
		t.Errorf("the receipt tells %+v", told)
	}
	for _, wrong := range [][2]string{{"备案2026-00001", "00" + code[1][2:]}, {"备案2026-00002", code[1]}, {"整改2026-00001", code[1]}} {
		if told, err := r.county.desk.Progress(r.ctx, wrong[0], wrong[1]); hub.CodeOf(err) != hub.CodeNotFound && code[1][:2] != "00" {
			t.Errorf("%v tells %+v, %v", wrong, told, err)
		}
	}
	r.meet(r.stations...)
	rec, err := station.store.Record(r.ctx, "filing", filing)
	r.must(err)
	def, _ := station.forms.Get("filing")
	if f, _ := def.Field("number"); rec.Fields[f.No] != "备案2026-00001" {
		t.Errorf("the station has number %v", rec.Fields[f.No])
	}
	zhao.post("/cases/find", url.Values{"number": {"备案2026-00001"}, "request": {hub.NewID().String()}}).on(at)
	if before := r.trail(r.county, who.Site); before == 0 {
		t.Error("nobody noted who looked at the filing's people")
	}
}

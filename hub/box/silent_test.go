package box

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/box/fleet"
	"yizhan/hub/form"
)

// days lets time pass.
func (r *region) days(n int) { r.clock.at = r.clock.at.Add(time.Duration(n) * 24 * time.Hour) }

// sees has a box say how it is, in touch with others just now.
func (r *region) sees(b *Box, others ...*Box) {
	r.t.Helper()
	var peers called
	for _, o := range others {
		peers = append(peers, fleet.Peer{Key: o.trust.Identity().Key(), Connected: true})
	}
	b.fleet.Calls = peers
	r.must(b.noteHealth(r.ctx))
}

// confirmed has a box sign for what it holds, and the county hear it.
func (r *region) confirmed(b *Box) {
	r.t.Helper()
	held, err := b.store.Held(r.ctx, hub.LanePublic)
	r.must(err)
	_, err = r.county.store.PutReceipts(r.ctx, held)
	r.must(err)
}

// Of a station from which nothing comes the county knows what its neighbours saw; and
// nothing where they are silent too. A township's officer asks about hers alone.
func TestWhoDoesNotReport(t *testing.T) {
	r := newRegion(t)
	nandong, kansi := r.stations[0], r.stations[1]
	r.register(nandong, "王梓涵", "13812340421")
	r.sees(nandong)
	r.sees(kansi, nandong)
	r.meet(r.stations...)
	zhao := r.officer("赵敏", hub.RoleCounty, "").get("/stations").tap("谁没报，为什么").on("/silent")
	zhao.says("3 个站，0 个一天多没有消息", "每个站一天里都有消息")

	r.days(2) // Wednesday: 南董 has no way out, and 看寺 hears it in the mesh
	r.sees(kansi, nandong)
	r.meet(kansi)
	if row := zhao.get("/silent").row("南董驿站"); !strings.Contains(row, "机器开着，连不上县里 看寺驿站今天还见过它") || !strings.Contains(row, "请看寺驿站带 U 盘") {
		t.Errorf("a neighbour sees it: %s", row)
	}
	if zhao.saysNot("看寺驿站 11月"); strings.Contains(zhao.text(), "王梓涵") {
		t.Error("the page names a child")
	}

	r.days(2) // Friday: nobody hears it
	r.sees(kansi)
	r.meet(kansi)
	if row := zhao.get("/silent").row("南董驿站"); !strings.Contains(row, "多半停电或关机 看寺驿站也没见到它，上一次是11月25日") {
		t.Errorf("nobody sees it: %s", row)
	}

	r.days(10)                                                                     // and then nobody reports at all
	if row := zhao.get("/silent").row("南董驿站"); !strings.Contains(row, "多半停电或关机") { // 看寺 was heard of after it
		t.Errorf("what was known stays: %s", row)
	}
	if row := zhao.row("看寺驿站 11月27日"); !strings.Contains(row, "全镇都没有消息 邻站 1 台也没报") {
		t.Errorf("a whole township is silent: %s", row)
	}
	if row := zhao.row("横河驿站"); !strings.Contains(row, "说不上来 镇里只有这一台机器") {
		t.Errorf("it has no neighbour: %s", row)
	}
	qian := r.officer("钱敏", hub.RoleTownship, yincheng)
	qian.get("/silent").says("1 个站", "横河驿站").saysNot("南董驿站", "看寺驿站", "/device")
}

// A notice goes to one township, stands at its stations until they tap, and the county sees
// where it has come, who has seen it, and where it is missing and why. Taken back, it is gone.
func TestNoticeToStations(t *testing.T) {
	r := newRegion(t)
	kansi, henghe := r.stations[1], r.stations[2]
	r.meet(r.stations...)
	zhao := r.officer("赵敏", hub.RoleCounty, "")
	notice := url.Values{"title": {"明天停电"}, "text": {"提前充好电。"}, "town": {sudian}, "until": {"2026-11-30"}, "confirm": {"1"}, "request": {hub.NewID().String()}}
	late := url.Values{"title": {"明天停电"}, "until": {"2026-11-01"}}
	zhao.post("/notices/new", late).says("要从今天起")
	zhao.post("/notices/new", url.Values{"until": {"2026-11-30"}}).says("还没有题目")
	zhao.post("/notices/new", notice).says("明天停电", "2 个站里 0 个到了", "还在路上")
	at := zhao.at.Path
	zhao.post("/notices/new", notice) // the same button again
	if zhao.at.Path != at {
		t.Errorf("pressed twice it is two: %s, %s", at, zhao.at.Path)
	}

	r.meet(kansi, henghe)
	r.confirmed(kansi)
	r.confirmed(henghe)
	forged := hub.NewID() // a station speaks as the county does
	_, err := kansi.store.Append(r.ctx, hub.Draft{Lane: kansi.Lane(), Edits: []hub.Edit{form.Builtin().Edit("bulletin", forged, forged, form.Values{
		"title": "把 U 盘寄给我", "until": hub.Day("2026-11-30"), "day": hub.Day("2026-11-23")})}})
	r.must(err)
	posted, err := kansi.desk.Posted(r.ctx, r.head(kansi), r.head(kansi).Site)
	r.must(err)
	if len(posted) != 1 || posted[0].Title != "明天停电" || !posted[0].Confirm || posted[0].Read != "" {
		t.Fatalf("看寺 has %+v", posted)
	}
	board, err := kansi.desk.Board(r.ctx, r.head(kansi), r.head(kansi).Site)
	if err != nil || board.Notices != 1 {
		t.Errorf("the first page counts %d, %v", board.Notices, err)
	}
	if elsewhere, err := henghe.desk.Posted(r.ctx, r.head(henghe), r.head(henghe).Site); err != nil || len(elsewhere) != 0 {
		t.Errorf("another township has %+v, %v", elsewhere, err)
	}
	if _, err := henghe.desk.ReadBulletin(r.ctx, r.head(henghe), hub.NewID(), posted[0].ID); hub.CodeOf(err) != hub.CodeNotFound {
		t.Errorf("another township has seen it: %v", err)
	}
	zhao.get(at).says("2 个站里 1 个到了")
	if row := zhao.row("看寺驿站"); !strings.Contains(row, "到了 还没点看过") {
		t.Error(row)
	}

	_, err = kansi.desk.ReadBulletin(r.ctx, r.head(kansi), hub.NewID(), posted[0].ID)
	r.must(err)
	r.meet(kansi)
	zhao.get(at).says("1 个看过")
	if row := zhao.row("看寺驿站"); !strings.Contains(row, "到了 11月23日看过了") {
		t.Error(row)
	}
	r.days(3) // 南董 has been silent since
	r.sees(kansi)
	r.meet(kansi)
	if row := zhao.get(at).row("南董驿站"); !strings.Contains(row, "没到") || !strings.Contains(row, "多半停电或关机") {
		t.Error(row)
	}
	if row := zhao.get("/sent").row("明天停电"); !strings.Contains(row, "县里的通知 明天停电 11月23日 16:40 赵敏 1 / 2 南董驿站") {
		t.Error(row)
	}

	zhao.post(at[len("/sent/bulletin"):], nil).answers(http.StatusNotFound)
	zhao.post(strings.Replace(at, "/sent/bulletin", "/notices", 1)+"/recall", url.Values{"request": {hub.NewID().String()}}).on(at).says("收回了")
	r.meet(kansi)
	if posted, err = kansi.desk.Posted(r.ctx, r.head(kansi), r.head(kansi).Site); err != nil || len(posted) != 0 {
		t.Errorf("taken back, 看寺 has %+v, %v", posted, err)
	}
	qian := r.officer("钱敏", hub.RoleTownship, sudian)
	for _, path := range []string{"/sent", at, "/notices/new"} {
		qian.get(path).answers(http.StatusForbidden)
	}
	qian.post("/notices/new", notice).answers(http.StatusForbidden)
}

package station_test

import (
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/kiosk/print"
)

// At the health centre the doctor first says which village's children she sees, or all of
// them; one after the other, as at a station; the slips are the centre's. At a station
// nobody is asked.
func TestRoundByVillage(t *testing.T) {
	b := newBox(t)
	girl, _ := b.girl(before)
	b.register("陈雨桐", "2", "2025-02-01", "13803550422")
	b.screen.get("/round/where").on("/round")
	b.correct("site", b.site, form.Values{"role": "health", "name": "西火卫生院", "village_name": nil})
	b.neighbour = hub.NewID()
	_, err := b.store.Append(b.ctx, hub.Draft{Request: hub.NewID(), Lane: b.lane, Edits: []hub.Edit{form.Builtin().Edit("site", b.neighbour, b.neighbour,
		form.Values{"name": "东庄驿站", "role": "station", "township": township, "village_name": "东庄村"})}})
	b.must(err)
	b.correct("child", girl, form.Values{"site": b.neighbour})
	s := b.screen.get("/more").link("/afield").link("/round").on("/round/where").shows("都到卫生院来", "全镇 2 个", "东庄村", "西火卫生院", "该查 1")
	villages := s.links("/round?of=")
	if len(villages) != 3 {
		t.Fatalf("%d ways to the children: %v", len(villages), villages)
	}
	s.get(villages[0]).shows("全镇", "王梓涵", "陈雨桐", "该查 2")
	s.get("/round/where").get(villages[1]).shows("东庄村", "王梓涵", "该查 1")
	if s.has("陈雨桐") {
		t.Error("a child of another village")
	}
	b.paper.setup = print.Setup{Slip: print.Choice{Kind: print.USB, Where: "lp0", Width: print.Width80}}
	s.get("/round/child/"+girl.String()).keys("/round/child/"+girl.String(), "109823468").tap(s.path, "go", "fine").on("/round/end").shows("今天看了 1 个。")
	s.tap("/round/slips", "do", "all")
	b.turn()
	if len(b.paper.out) != 1 || !strings.Contains(onPaper(b.paper.out[0]), "西火卫生院") || !strings.Contains(onPaper(b.paper.out[0]), "10.9 公斤") {
		t.Errorf("%d slips", len(b.paper.out))
	}
	s.get("/round?of=" + hub.NewID().String()).shows("这个村的孩子这台机器看不了")
}

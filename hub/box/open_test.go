package box

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// The county's page of what is open: it hands a child over, takes that back, sees who
// was registered twice and what nobody has chosen for a week.
func TestWhatIsOpenBetweenStations(t *testing.T) {
	r := newRegion(t)
	nandong, kansi, henghe := r.stations[0], r.stations[1], r.stations[2]
	for _, b := range r.stations {
		r.setUp(b)
	}
	child := r.register(nandong, "王梓涵", "13812340421")
	r.register(kansi, "王梓涵", "13812340421")
	slow := r.register(kansi, "马浩然", "13812340422")
	r.meet(r.stations...)
	_, err := nandong.desk.AskTransfer(r.ctx, r.head(nandong), desk.Leaving{Request: hub.NewID(), Child: child, Township: yincheng, ToName: "荫城镇", AgreedBy: hub.NewID()})
	r.must(err)
	for b, day := range map[*Box]string{kansi: "2025-03-13", r.county: "2025-03-21"} {
		_, err := b.store.Append(r.ctx, hub.Draft{Request: hub.NewID(), Lane: kansi.Lane(), Edits: []hub.Edit{form.Builtin().Edit("child", slow, slow, form.Values{"birth": day})}})
		r.must(err)
	}
	r.meet(r.stations...)
	r.must(r.county.findSame(r.ctx))
	r.meet(r.stations...)

	zhao := r.officer("赵敏", hub.RoleCounty, "").get("/open").says("荫城镇", "等县里转", "转过去", "还没说", "两个孩子", "没有拖着的")
	doctor := r.officer("卫生院", hub.RoleHealth, sudian).get("/open").says("等县里转")
	if got := doctor.row("荫城镇"); got == "" {
		t.Error("the sending township does not see it")
	}
	doctor.saysNot("转过去</button>")
	r.officer("荫城镇", hub.RoleTownship, yincheng).get("/open").says("等县里转").saysNot("马浩然")
	pending, err := r.county.desk.PendingTransfers(r.ctx, r.countyActor())
	r.must(err)
	form := url.Values{"transfer": {pending[0].Transfer.ID.String()}, "site": {r.head(henghe).Site.String()}, "request": {hub.NewID().String()}}
	doctor.post("/open/hand", form).answers(http.StatusForbidden)
	zhao.post("/open/hand", form).answers(http.StatusOK, "转过去了")
	zhao.get("/open").says("等那边接收", "撤回")
	zhao.post("/open/back", form).says("撤回来了")
	zhao.get("/open").says("没有要转镇的孩子")
	zhao.post("/open/back", form).answers(http.StatusOK)

	r.clock.at = r.clock.at.Add(8 * 24 * time.Hour)
	r.officer("钱进", hub.RoleCounty, "").get("/open").says("马浩然", "生日", "2025年3月13日", "2025年3月21日", "8 天前")
}

// countyActor is an officer as the desk sees her.
func (r *region) countyActor() hub.Actor {
	return hub.Actor{Role: hub.RoleCounty, Lane: hub.LaneCounty}
}

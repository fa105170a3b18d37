package box

import (
	"net/http"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// What a station calls for stands on top of the county's first page until it is ended;
// an officer of another township does not read it, a drill is not there, and who has not
// tried the button this month is on the page behind.
func TestCountyReadsAlarms(t *testing.T) {
	r := newRegion(t)
	a, b := r.stations[0], r.stations[1] // of one township
	for _, s := range r.stations {
		r.setUp(s)
	}
	own := func(s *Box) hub.Actor { who := r.head(s); who.Open = true; return who }
	drill, err := b.desk.Ring(r.ctx, own(b), hub.NewID(), "page", true)
	r.must(err)
	r.meet(r.stations...)
	zhao, yin := r.officer("赵敏", hub.RoleCounty, ""), r.officer("荫城镇", hub.RoleTownship, yincheng)
	zhao.get("/stations").answers(http.StatusOK).saysNot("有站在报警")
	zhao.get("/alarms").says("演练，还没有人应", "3 个站里，0 个这个月试过了")

	id, err := a.desk.Ring(r.ctx, own(a), hub.NewID(), "hold", false)
	r.must(err)
	_, err = a.desk.SayToAlarm(r.ctx, own(b), desk.AlarmSaid{Request: hub.NewID(), Alarm: drill, Of: own(b).Site, What: "going"})
	if err == nil {
		t.Error("a station answers its own drill")
	}
	_, err = a.desk.SayToAlarm(r.ctx, own(a), desk.AlarmSaid{Request: hub.NewID(), Alarm: drill, Of: own(b).Site, What: "going", Seconds: 9})
	r.must(err)
	r.meet(r.stations...)
	zhao.get("/stations").says("有站在报警", "南董驿站 16:40，还没有人应")
	yin.get("/stations").saysNot("有站在报警")
	yin.get("/alarms").says("还没有站报过警").saysNot("南董驿站")

	_, err = b.desk.SayToAlarm(r.ctx, own(b), desk.AlarmSaid{Request: hub.NewID(), Alarm: id, Of: own(a).Site, What: "going", Seconds: 7})
	r.must(err)
	_, err = b.desk.EndAlarm(r.ctx, own(b), hub.NewID(), drill, "over", "")
	r.must(err)
	r.meet(r.stations...)
	zhao.get("/stations").says("南董驿站 16:40，有人应了")
	zhao.get("/alarms").says("16:40 看寺驿站这就过去", "演练完了", "3 个站里，1 个这个月试过了")
	_, err = a.desk.EndAlarm(r.ctx, r.head(a), hub.NewID(), id, "over", "")
	r.must(err)
	r.meet(r.stations...)
	zhao.get("/stations").saysNot("有站在报警")
	zhao.get("/alarms").says("办完了")
}

package box

import (
	"net/http"
	"net/url"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// The county says for how many days an illness keeps a child at home; from the next
// meeting on its stations go by that, also for a child that is at home already. Who serves
// one township changes nothing.
func TestTheCountysDaysReachTheDoor(t *testing.T) {
	r := newRegion(t)
	station := r.stations[0]
	r.setUp(station)
	who, today := r.head(station), hub.DayOf(r.clock.at)
	group, err := station.desk.AddGroup(r.ctx, who, hub.NewID(), who.Site, desk.Group{Name: "托小班", Type: "xiao", Places: 10})
	r.must(err)
	sick := func(name, phone string) hub.ID {
		t.Helper()
		child := r.register(station, name, phone)
		_, err := station.desk.Enrol(r.ctx, who, desk.Enrolling{Request: hub.NewID(), Child: child, Group: group, Mode: "full", From: today, Anyway: true})
		r.must(err)
		_, err = station.desk.SayIll(r.ctx, who, desk.IllSaid{Request: hub.NewID(), Child: child, Suspect: "hfmd", By: "doctor"})
		r.must(err)
		return child
	}
	comes := func(child hub.ID, want hub.Day) {
		t.Helper()
		ill, err := station.desk.IllnessOf(r.ctx, who, child)
		r.must(err)
		if ill.Until != want {
			t.Errorf("it may come on %s, want %s", ill.Until, want)
		}
		w, err := station.desk.Wall(r.ctx, who, who.Site, today)
		r.must(err)
		for _, c := range w.Children {
			if c.Child.ID == child && c.Ill.Until != want {
				t.Errorf("the wall says %s, want %s", c.Ill.Until, want)
			}
		}
	}
	first := sick("王梓涵", "13812340421")
	comes(first, today.Add(14))
	r.meet(station)

	set := url.Values{"illness": {"hfmd"}, "days": {"10"}, "request": {hub.NewID().String()}}
	r.officer("孙乡长", hub.RoleTownship, sudian).post("/illness", set).answers(http.StatusForbidden)
	zhao := r.officer("赵敏", hub.RoleCounty, "")
	zhao.get("/illness").says("手足口病", "各地说法不一，待县里确认")
	zhao.post("/illness", url.Values{"illness": {"hfmd"}, "days": {"1000"}, "request": {hub.NewID().String()}}).saysNot("今天定的")
	comes(first, today.Add(14))
	zhao.post("/illness", set).on("/illness").says("定的")
	comes(first, today.Add(14)) // the station has not heard of it yet
	r.meet(station)
	comes(first, today.Add(10))
	comes(sick("秦朗", "13900001111"), today.Add(10))

	// Two of one class are alike: the county hears of it as a number, and whom the station
	// told; a township's officer of her own stations alone.
	r.meet(station)
	zhao.get("/stations").says("1 个站有几个孩子一样不舒服").get("/illness").says("南董驿站", "手足口").saysNot("王梓涵", "秦朗", "疾控")
	_, err = station.desk.TellCluster(r.ctx, who, hub.NewID(), "hfmd", []string{"cdc"})
	r.must(err)
	r.meet(station)
	zhao.get("/illness").says("南董驿站", "疾控")
	r.officer("钱乡长", hub.RoleTownship, "140404102").get("/illness").saysNot("南董驿站")
}

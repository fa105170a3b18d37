package box

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/report"
)

// children is how many the county says there were on a day, as a closing knew it, and how
// many of them can still be named.
func (r *region) children(day hub.Day, known int64) (total, named int64) {
	r.t.Helper()
	all, err := r.county.Figures(r.ctx, report.Ask{Day: day, Known: known, IDs: []string{"P11-1"}})
	r.must(err)
	total = int64(*all[0].Denominator)
	for _, p := range report.Proofs(all[0].Definition, report.Ask{Day: day, Known: known}) {
		if !p.Below {
			continue
		}
		rows, err := r.county.store.Evidence(r.ctx, p.Measure, p.Query)
		r.must(err)
		for _, row := range rows {
			if !row.Subject.IsZero() {
				named += row.Value
			}
		}
	}
	return total, named
}

// A figure that a closing knows stays what it was, whatever comes late, is put right or is
// erased; the figure of today is what is so.
func TestFiguresStay(t *testing.T) {
	r := newRegion(t)
	for _, b := range r.stations {
		r.setUp(b)
	}
	nandong, kansi := r.stations[0], r.stations[1]
	child := r.register(nandong, "王梓涵", "13812340421")
	other := r.register(nandong, "马浩然", "13812340422")
	r.around()
	r.register(kansi, "崔小果", "13812340423") // whose station is cut off that day
	first := hub.Day("2026-11-23")
	expect := func(what string, day hub.Day, known, total, named int64) {
		t.Helper()
		if gotTotal, gotNamed := r.children(day, known); gotTotal != total || gotNamed != named {
			t.Errorf("%s: %d children, %d of them with a name; want %d, %d", what, gotTotal, gotNamed, total, named)
		}
	}
	night := func(at time.Time, closings int) {
		t.Helper()
		r.clock.at = at
		for range 2 { // the second time there is nothing to close
			r.must(r.county.closeDay(r.ctx))
		}
		if all, err := r.county.store.Closings(r.ctx); err != nil || len(all) != closings {
			t.Fatalf("%d closings, %v; want %d", len(all), err, closings)
		}
	}
	expect("at first", first, 0, 2, 2)
	night(time.Date(2026, 11, 24, 1, 59, 0, 0, hub.China), 1) // that of the 22nd: the 23rd may still be written
	night(time.Date(2026, 11, 24, 2, 0, 0, 0, hub.China), 2)
	expect("of the 23rd, closed", first, 2, 2, 2)

	r.around()
	expect("what came late", first, 0, 3, 3)
	expect("what the closing knew", first, 2, 2, 2)

	_, err := nandong.desk.Correct(r.ctx, r.head(nandong), hub.NewID(), "child", other, hub.ID{}, form.Values{"withdrawn": "mistake"})
	r.must(err)
	r.around()
	expect("what was never so", first, 0, 2, 2)
	expect("what the closing knew", first, 2, 2, 2)

	night(time.Date(2026, 11, 27, 9, 0, 0, 0, hub.China), 3) // one for all days on which the county's machine was off
	ask := r.asks(nandong, child, desk.EraseAll)
	r.around()
	_, err = r.county.desk.ApproveErase(r.ctx, r.countyActor(), desk.Verdict{Request: hub.NewID(), Ask: ask.ID, Checked: "phone"})
	r.must(err)
	r.around()
	expect("before the family asked", first, 0, 2, 1)
	expect("what the first closing knew", first, 2, 2, 1)
	expect("today", "2026-11-27", 0, 1, 1)
	expect("a day to come", "2027-01-01", 0, 1, 1)

	if _, err := nandong.Figures(r.ctx, report.Ask{Day: first}); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("a station answers: %v", err)
	}
}

// What an officer types goes to every hub, and later figures are made of it.
func TestTypedNumbers(t *testing.T) {
	r := newRegion(t)
	r.setUp(r.stations[0])
	r.meet(r.stations[0])
	county := r.countyActor()
	number := func(value float64) error {
		_, err := r.county.desk.TypeNumber(r.ctx, county, desk.Typed{Request: hub.NewID(), Key: "employers-listed", Day: "2026-01-01", Value: value, Source: "名单"})
		return err
	}
	r.must(number(8))
	r.clock.at = r.clock.at.Add(time.Minute)
	r.must(number(10))
	for _, wrong := range []float64{-1, 0.123, 1e16} {
		if err := number(wrong); hub.CodeOf(err) != hub.CodeInvalid {
			t.Errorf("%v was taken: %v", wrong, err)
		}
	}
	_, err := r.county.desk.SetGoal(r.ctx, county, desk.Typed{Request: hub.NewID(), Key: "C9", Day: "2027-12-31", Value: 12.5})
	r.must(err)
	if _, err := r.county.desk.TypeNumber(r.ctx, hub.Actor{Role: hub.RoleTownship, Lane: r.stations[0].Lane()}, desk.Typed{Key: "income"}); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("a township types numbers: %v", err)
	}
	all, err := r.county.Figures(r.ctx, report.Ask{Day: "2026-11-23", IDs: []string{"C9"}})
	r.must(err)
	if f := all[0]; f.Denominator == nil || *f.Denominator != 10 || f.Target == nil || f.Target.Value != 12.5 || !f.Target.Own {
		t.Errorf("figure %+v, target %+v", f.Point, f.Target)
	}
	r.meet(r.stations[0])
	if got, err := r.stations[0].desk.Numbers(r.ctx); err != nil || len(got) != 2 {
		t.Errorf("the station has %d numbers: %v", len(got), err)
	}

	zhao := r.officer("赵敏", hub.RoleCounty, "")
	zhao.get("/figures/d1").says("缺：常住人口（县里填）", "填：常住人口")
	zhao.post("/numbers", url.Values{"key": {"population"}, "value": {"一万"}, "day": {"2025-12-31"}, "source": {"公报"}}).answers(http.StatusUnprocessableEntity, "小数点后面最多两位")
	zhao.post("/numbers", url.Values{"key": {"population"}, "value": {"351,900"}, "day": {"2025-12-31"}}).answers(http.StatusUnprocessableEntity, "哪里来的")
	zhao.post("/numbers", url.Values{"key": {"nothing"}, "value": {"1"}, "day": {"2025-12-31"}, "source": {"公报"}}).answers(http.StatusNotFound)
	zhao.post("/numbers", url.Values{"key": {"population"}, "value": {"351,900"}, "day": {"2025-12-31"}, "source": {"公报"}})
	zhao.get("/numbers?key=population").says("351,900 人", "公报", "填过的")
	zhao.get("/figures/d1").says("0 / 351,900")
	zhao.get("/numbers?goal=C9").says("12.5 %", "不要这个目标了")
	r.clock.at = r.clock.at.Add(time.Second)
	zhao.post("/numbers", url.Values{"goal": {"C9"}, "value": {"12.5"}, "day": {"2027-12-31"}, "do": {"drop"}})
	zhao.get("/numbers").says("用的是方案里的")
	town := r.officer("李乡", hub.RoleCounty, sudian)
	town.get("/numbers").answers(http.StatusForbidden)
	town.post("/numbers", url.Values{"key": {"population"}, "value": {"1"}, "day": {"2025-12-31"}, "source": {"公报"}}).answers(http.StatusForbidden)
	town.get("/figures").answers(http.StatusOK).saysNot("县里填的数")
}

// Two records that people said are one child count once, whoever of them goes on.
func TestTwiceCountsOnce(t *testing.T) {
	r := newRegion(t)
	nandong := r.stations[0]
	r.setUp(nandong)
	one, two := r.register(nandong, "王梓涵", "13812340421"), r.register(nandong, "王子涵", "13812340421")
	r.meet(nandong)
	expect := func(want int64) {
		t.Helper()
		if total, _ := r.children("2026-11-23", 0); total != want {
			t.Errorf("%d children, want %d", total, want)
		}
	}
	expect(2)
	_, err := nandong.desk.Unite(r.ctx, r.head(nandong), hub.NewID(), one, two, hub.ID{})
	r.must(err)
	r.meet(nandong)
	expect(1)
	_, err = nandong.desk.Divide(r.ctx, r.head(nandong), hub.NewID(), two, one, "twins")
	r.must(err)
	r.meet(nandong)
	expect(2)
}

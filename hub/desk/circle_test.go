package desk_test

import (
	"math"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// Distances of places that everybody can look up, to half a per cent: the ball is no
// ellipsoid.
func TestMetres(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b desk.Point
		want float64
	}{
		{"a degree of latitude", desk.Point{Lat: 36, Lon: 113}, desk.Point{Lat: 37, Lon: 113}, 111_195},
		{"a degree of longitude at 60 north is half of it", desk.Point{Lat: 60, Lon: 113}, desk.Point{Lat: 60, Lon: 114}, 55_597},
		{"Beijing to Shanghai", desk.Point{Lat: 39.9042, Lon: 116.4074}, desk.Point{Lat: 31.2304, Lon: 121.4737}, 1_067_000},
		{"nowhere", desk.Point{Lat: 36.05, Lon: 113.05}, desk.Point{Lat: 36.05, Lon: 113.05}, 0},
	} {
		if got, back := desk.Metres(c.a, c.b), desk.Metres(c.b, c.a); math.Abs(got-c.want) > 0.005*c.want+0.01 || got != back {
			t.Errorf("%s: %.0f and %.0f metres, want %.0f", c.name, got, back, c.want)
		}
	}
	if got := desk.Minutes(865, desk.WalkMinute); got != desk.CircleTime {
		t.Errorf("865 metres are %d minutes of walking", got)
	}
}

// Each village has its nearest station, the farthest first; a point that was typed again
// is the same one, and one that is gone counts no more.
func TestCircle(t *testing.T) {
	c := newCases(t)
	set := func(p desk.Point, gone bool) error {
		_, err := c.county.SetPoint(t.Context(), c.county.actor, hub.NewID(), p, gone)
		return err
	}
	for _, bad := range []desk.Point{{Name: "东京", Lat: 35.7, Lon: 139.7}, {Name: "写反了", Lat: 113.05, Lon: 36.05}, {Lat: 36, Lon: 113}} {
		if err := set(bad, false); hub.CodeOf(err) != hub.CodeInvalid {
			t.Errorf("%+v is taken: %v", bad, err)
		}
	}
	near := desk.Point{Name: "上柳沟", Lat: 36.059, Lon: 113.055, Children: 12}
	for _, p := range []desk.Point{{Site: c.station.actor.Site, Name: "柳沟村驿站", Lat: 36.0531, Lon: 113.0512}, near, near, {Name: "石门", Lat: 36.0831, Lon: 113.0912, Children: 7}, {Name: "旧村", Lat: 36.07, Lon: 113.07}} {
		if err := set(p, false); err != nil {
			t.Fatal(err)
		}
	}
	if err := set(desk.Point{Name: "旧村", Lat: 36.07, Lon: 113.07}, true); err != nil {
		t.Fatal(err)
	}
	got := must[desk.Circle](t)(c.county.Circle(t.Context(), c.county.actor))
	if len(got.Stations) != 1 || len(got.Places) != 2 || got.Places[0].Name != "石门" || got.Places[1].Nearest.Name != "柳沟村驿站" || math.Round(got.Places[1].Metres) != 740 {
		t.Errorf("%+v", got)
	}
	if _, err := c.station.SetPoint(t.Context(), c.station.actor, hub.NewID(), near, false); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("the station types where places are: %v", err)
	}
}

// A project counts the very cases that are worked on, from its day on; what nobody counts
// was typed.
func TestProjectsCountCases(t *testing.T) {
	c := newCases(t)
	close := func() {
		id := c.fills(c.county, "rectify", form.Values{"what": "灭火器", "until": c.county.Today().Add(30)})
		c.moves(c.county, "rectify", id, "closed", form.Values{"again": "好"})
	}
	close()
	c.town.clock.set(monday.Add(7), 9, 0)
	from := c.county.Today()
	c.fills(c.county, "project", form.Values{"title": "整改清零", "unit": "县卫健局", "until": from.Add(30), "counts": "rectify.closed", "from": from, "goal": 4})
	c.fills(c.county, "project", form.Values{"title": "拍宣传片", "unit": "县妇联", "until": from.Add(5), "counts": "none", "goal": 2, "now": 1})
	close()
	close()
	c.fills(c.county, "rectify", form.Values{"what": "插座", "until": from.Add(9)}) // still open
	all := must[[]desk.Project](t)(c.county.Ledger(t.Context(), c.county.actor))
	if len(all) != 2 || all[0].Name != "拍宣传片" || all[0].Now != 1 || all[1].Now != 2 || all[1].Goal != 4 {
		t.Errorf("%+v", all)
	}
	if _, err := c.station.Ledger(t.Context(), c.station.actor); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("the station reads the ledger: %v", err)
	}
}

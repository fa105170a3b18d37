package hub

import "testing"

func TestLanes(t *testing.T) {
	for lane, want := range map[Lane]bool{
		LaneLocal: true, LanePublic: true, LaneCounty: true,
		TownshipLane("140427103"): true, CountyLane("140427"): true,
		"": false, "township/": false, "township/14042710": false, "township/1404271030": false,
		"township/14042710x": false, "township/１４０": false, TrailLane("140427103"): true, "county/14042710": false, "county/": false, "Local": false,
	} {
		if lane.Valid() != want {
			t.Errorf("%q valid: %v", lane, !want)
		}
	}
	if code, ok := TownshipLane("140427103").Township(); !ok || code != "140427103" {
		t.Errorf("township %q, %v", code, ok)
	}
	if code, ok := CountyLane("140427").Township(); ok {
		t.Errorf("a county lane is township %q", code)
	}
	if code, ok := TrailLane("140427103").Trail(); !ok || code != "140427103" {
		t.Errorf("trail of %q, %v", code, ok)
	}
	for _, lane := range []Lane{CountyLane("140427"), TownshipLane("140427103"), LaneCounty, "county/1404271x3"} {
		if code, ok := lane.Trail(); ok {
			t.Errorf("%s is the trail of %q", lane, code)
		}
	}
}

package hub

import "testing"

func TestLanes(t *testing.T) {
	for lane, want := range map[Lane]bool{
		LaneLocal: true, LanePublic: true, LaneCounty: true,
		TownshipLane("140427103"): true, CountyLane("140427"): true,
		"": false, "township/": false, "township/14042710": false, "township/1404271030": false,
		"township/14042710x": false, "township/１４０": false, "county/140427103": false, "county/": false, "Local": false,
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
}

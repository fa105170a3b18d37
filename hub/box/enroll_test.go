package box_test

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/box"
	"yizhan/hub/care"
)

// The power goes after the county's file was taken and before what stood in the local
// lane was written again: the next start does the rest, and nothing stays behind.
func TestPowerCutInTheMiddleOfAnEnrolment(t *testing.T) {
	s := serve(t, t.TempDir())
	s.setUp()
	s.stop()
	invitation := newCounty(t).invite("韩店村照护驿站")
	b, err := box.Open(t.Context(), box.Config{Data: s.dir})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Trust().Accept(invitation); err != nil { // the first step of Enroll
		t.Fatal(err)
	}
	b.Close()
	for _, kind := range []hub.Kind{"site", "staff", "group"} {
		recs := s.records(kind)
		if len(recs) != 1 || recs[0].Lane != hub.TownshipLane(town) {
			t.Errorf("%s after the cut: %d, in lane %q", kind, len(recs), recs[0].Lane)
		}
	}
	if w := care.As[care.Staff](forms, s.records("staff")[0]); w.Role != hub.RoleHead {
		t.Errorf("worker is %+v", w)
	}
}

// The same for a box that nobody had set up: it has its place at the next start.
func TestPowerCutBeforeThePlaceWasMade(t *testing.T) {
	s := &served{t: t, dir: t.TempDir()}
	b, err := box.Open(t.Context(), box.Config{Data: s.dir})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Trust().Accept(newCounty(t).invite("柳沟村照护驿站")); err != nil {
		t.Fatal(err)
	}
	b.Close()
	if sites := s.records("site"); len(sites) != 1 || care.As[care.Site](forms, sites[0]).Name != "柳沟村照护驿站" {
		t.Errorf("%d sites", len(sites))
	}
}

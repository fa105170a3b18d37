package world_test

import (
	"maps"
	"reflect"
	"testing"

	"yizhan/hub/demo/world"
)

// The same seed draws the same county.
func TestDraw(t *testing.T) {
	a, b := world.Draw(3, world.Small), world.Draw(3, world.Small)
	if !reflect.DeepEqual(a, b) {
		t.Error("one seed, two counties")
	}
	if reflect.DeepEqual(a.Children, world.Draw(4, world.Small).Children) {
		t.Error("two seeds, one county")
	}
}

// However it comes, the county ends with the same records, and with all of them that the
// plan says have come.
func TestWrite(t *testing.T) {
	p := world.Draw(9, world.Small)
	smooth, rough := newCounty(t, p), newCounty(t, p)
	for _, c := range []*county{smooth, rough} {
		if err := p.Write(t.Context(), world.Delivery{Accept: c.take, Rough: c == rough}); err != nil {
			t.Fatal(err)
		}
	}
	want := p.Records(p.Days - 1)
	got := smooth.records()
	delete(got, "wrap")
	if !maps.Equal(got, want) {
		t.Errorf("records by kind are %v, the plan says %v", got, want)
	}
	if rough.taken.Known == 0 || rough.taken.New != smooth.taken.New {
		t.Errorf("smoothly %+v, roughly %+v", smooth.taken, rough.taken)
	}
	t.Log(smooth.taken.New, got)
}

// A claim by child and month, and one by place, agree with the measures of the same truth.
func TestClaimsAgreeWithMeasures(t *testing.T) {
	p := world.Draw(2, world.Small)
	for _, night := range []int{70, p.Days - 1} {
		truth := p.As(night)
		flows := truth.Flows(0, night)
		months, ten, days := 0, 0, 0
		for _, m := range truth.Months(0, night) {
			days += m.Days
			if m.Small > 0 {
				months++
			}
			if m.Small >= 10 {
				ten++
			}
		}
		if got := flows.Of("month.attended.1d", -1, -1); months == 0 || int(got) != months {
			t.Errorf("night %d: %d months of children, measured %d", night, months, got)
		}
		if got := flows.Of("month.attended.10d", -1, -1); ten == 0 || int(got) != ten {
			t.Errorf("night %d: %d months of ten days, measured %d", night, ten, got)
		}
		if got := flows.Of("day.present", -1, -1); int(got) < days {
			t.Errorf("night %d: %d days claimed, %d there", night, days, got)
		}
		levels, places, inclusive := truth.Levels(night), 0, 0
		for _, b := range truth.Beds(night) {
			places += b.Places
			if b.Inclusive {
				inclusive += b.Places
			}
		}
		if a, b := levels.Of("places", -1, -1), levels.Of("places.inclusive", -1, -1); int(a) != places || int(b) != inclusive {
			t.Errorf("night %d: places %d and %d, of which inclusive %d and %d", night, places, a, inclusive, b)
		}
	}
}

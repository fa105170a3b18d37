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
	p := world.Draw(1, world.Small)
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

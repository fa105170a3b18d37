package box

import (
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// Of a class the names of guests, who are nobody's family, go a year after it on every box;
// a family's mother stays for as long as her child's records do, and so does how many came.
func TestGuestsNamesRunOut(t *testing.T) {
	r := newRegion(t)
	for _, b := range r.stations {
		r.setUp(b)
	}
	nandong := r.stations[0]
	head := r.head(nandong)
	out, err := nandong.desk.PlanClass(r.ctx, head, desk.ClassPlan{Request: hub.NewID(), Kind: "mothers", Lesson: "feed-6", Lecturer: "张桂兰", Place: "活动室", Day: nandong.desk.Today(), Start: 900, Way: "room"})
	r.must(err)
	of := out.Records[0]
	comes := func(c desk.Came) hub.ID {
		c.Request, c.Class = hub.NewID(), of
		out, err := nandong.desk.ComeToClass(r.ctx, head, c)
		r.must(err)
		return out.Records[0]
	}
	guest, family := comes(desk.Came{Name: "村口王婶", Role: "other", Sign: []byte("M1 1L2 2")}), comes(desk.Came{Child: r.register(nandong, "王梓涵", "13812340421"), Role: "mother"})
	r.around()
	knows := func(b *Box, id hub.ID) bool {
		_, err := b.store.Record(r.ctx, "class-here", id)
		return err == nil
	}
	file, err := nandong.desk.ClassFile(r.ctx, head, of)
	r.must(err)
	if file.Called[guest] != "村口王婶" || !knows(r.county, guest) {
		t.Fatalf("the control: called %q", file.Called[guest])
	}
	day, _ := nandong.desk.Today().Time()
	r.clock.at = day.AddDate(1, 0, -1).Add(3 * time.Hour)
	r.must(r.county.retain(r.ctx))
	if !knows(r.county, guest) {
		t.Error("erased before its day")
	}
	r.clock.at = day.AddDate(1, 0, 0).Add(3 * time.Hour)
	r.must(r.county.retain(r.ctx))
	r.around()
	for name, b := range map[string]*Box{"county": r.county, "station": nandong} {
		if knows(b, guest) || !knows(b, family) {
			t.Errorf("%s knows the guest: %v, the family: %v", name, knows(b, guest), knows(b, family))
		}
	}
	if n, err := r.county.desk.SweepGuests(r.ctx, r.countyActor(), 10); n != 0 || err != nil {
		t.Errorf("ordered again: %d, %v", n, err)
	}
}

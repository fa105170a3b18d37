package box

import (
	"net/http"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// A station without a line asks for its recording by stick: the sound comes along, the county
// gives it out, everybody hears what the station's tape has, and the next stick brings the
// county's word back. Taken back at the station, the stick takes it from everybody.
func TestARecordingTravelsByStick(t *testing.T) {
	o := newOpened(t)
	b, stick := o.stations[0], t.TempDir()
	var err error
	o.who.Staff, err = b.desk.AddStaff(o.ctx, o.who, hub.NewID(), desk.Worker{Name: "张桂兰", Role: hub.RoleHead})
	o.must(err)
	of := o.spoken(b, o.who, "张桂兰", 300)
	_, err = airs{b}.Ask(o.ctx, o.who, desk.Airing{Request: hub.NewID(), Class: of, Own: true, Clean: true})
	o.must(err)
	round := func() {
		t.Helper()
		o.carries(b, o.head(b), stick)
		o.carries(o.county, o.fleetOfficer(), stick)
		o.carries(b, o.head(b), stick)
	}
	round()
	a, err := o.county.desk.AiringOf(o.ctx, of)
	o.must(err)
	if here, all := (airs{o.county}).Come(a); all == 0 || here != all {
		t.Fatalf("the stick brought %d of %d pieces", here, all)
	}
	_, err = o.county.desk.AnswerAiring(o.ctx, hub.Actor{Role: hub.RoleCounty}, desk.AirAnswer{Request: hub.NewID(), Airing: a.ID, Print: a.Print(), Answer: "yes"})
	o.must(err)
	at := "/heard/" + a.ID.String()
	o.see("/heard").shows(http.StatusOK, "满六个月，加辅食", at)
	want, _, err := airs{b}.Hear(a)
	o.must(err)
	head := make([]byte, 400)
	_, err = want.Read(head)
	o.must(err)
	if got := o.part(at, 0, len(head)); string(got) != string(head) {
		t.Errorf("everybody hears %d other bytes", len(got))
	}
	round()
	if now, err := b.desk.AirsAnswered(o.ctx, o.who.Site, 7); err != nil || len(now) != 1 || now[0].Answer != "yes" {
		t.Errorf("the station was told %+v, %v", now, err)
	}
	file, err := b.desk.ClassFile(o.ctx, o.who, of)
	o.must(err)
	_, err = b.desk.Trim(o.ctx, o.who, hub.NewID(), file.Recording.ID, 1000, 0)
	o.must(err)
	round()
	o.see(at).shows(http.StatusNotFound)
}

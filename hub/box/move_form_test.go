package box

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// A complaint that a station lets lie comes into the county's hands: its officer says what
// was done and ends it, and the station learns that it is ended. An officer of another
// township takes no step.
func TestTheCountyTakesAStep(t *testing.T) {
	r := newRegion(t)
	station := r.stations[0]
	out, err := station.desk.Fill(r.ctx, r.head(station), desk.Sheet{Request: hub.NewID(), Kind: "complaint",
		Values: form.Values{"receipt": 7, "about": "food", "said": "饭凉了"}, Sure: true})
	r.must(err)
	r.clock.at = r.clock.at.Add(30 * 24 * time.Hour)
	r.meet(station)
	at := "/late/complaint/" + out.Records[0].String()
	step := func(o *officer, from, to, did string) *officer {
		return o.post(at, url.Values{"from": {from}, "do": {to}, "need-did": {did}, "request": {hub.NewID().String()}})
	}
	state := func(b *Box) any {
		t.Helper()
		rec, err := b.store.Record(r.ctx, "complaint", out.Records[0])
		r.must(err)
		def, _ := b.desk.Forms().Get("complaint")
		f, _ := def.Field("state")
		return rec.Fields[f.No]
	}
	elsewhere := r.officer("孙乡长", hub.RoleTownship, yincheng)
	step(elsewhere, "new", "work", "").answers(http.StatusForbidden)
	zhao := r.officer("赵敏", hub.RoleCounty, "").get(at).says("饭凉了", "接了，去办")
	step(zhao, "new", "work", "").on("/late")
	zhao.get(at).says("怎么办的", "回话了")
	step(zhao, "work", "answered", "").answers(http.StatusUnprocessableEntity, "请先填好「怎么办的」")
	step(zhao, "work", "answered", "去看了，换了保温桶").on("/late")
	r.meet(station)
	if there, here := state(station), state(r.county); there != "answered" || here != "answered" {
		t.Errorf("the station has %v, the county %v", there, here)
	}
}

package box

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/box/county"
	"yizhan/hub/trust"
)

// Two boxes with one invitation: the first that the county meets stands, the
// second is kept out, and the county's people are told.
func TestTheCountyIsToldOfASecondUse(t *testing.T) {
	r := newRegion(t)
	zhao := r.officer("赵敏", hub.RoleCounty, "")
	zhao.get("/stations").saysNot("邀请被用了第二次")
	file, err := r.county.office.Issue(r.ctx, county.Issue{Grant: trust.Grant{Name: "下庄驿站", Township: "140404101"}, TownshipName: "下庄镇"})
	r.must(err)
	for i, wants := range []hub.Code{"", hub.CodeUntrusted} {
		f, err := trust.Open(t.TempDir())
		r.must(err)
		cert, err := f.Accept(file)
		r.must(err)
		err = r.county.trust.Members().Meet(f.Identity().Key(), cert.Raw)
		if (wants == "") != (err == nil) || err != nil && hub.CodeOf(err) != wants {
			t.Errorf("box %d: %v", i+1, err)
		}
	}
	zhao.get("/stations").says("邀请被用了第二次：下庄驿站")
}

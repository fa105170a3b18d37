package box_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/trust"
)

// A station without invitation asks by its screen, and scans the county's pictures:
// one wrong, one twice, a power cut between two.
func TestJoinPages(t *testing.T) {
	c := newCounty(t)
	c.invite("柳沟驿站") // the first issue founds the county
	s := serve(t, t.TempDir())
	f := s.setUp()
	f.open("/settings/county").says("没有邀请，申请入网")
	f.open(f.link("没有邀请，申请入网")).on("/join").says("县里会打电话，对这十二个数", "网上还没送到")
	check := regexp.MustCompile(`\d{4} \d{4} \d{4}`).FindString(f.text())

	f.press("", "").says("U 盘", "给县里看图") // none is plugged in, or one of another test that cannot be written
	f.open("/join/figures").says(check)
	figures := strings.Join(regexp.MustCompile(`<span>(\d{5})</span>`).FindAllString(f.page, -1), " ")
	r, err := trust.ReadDigits(markup.ReplaceAllString(figures, ""))
	if err != nil || r.Fingerprint() != check {
		t.Fatalf("the figures are those of %s, not of %s: %v", r.Fingerprint(), check, err)
	}
	f.open("/join/code").on("/join") // nothing has come that could be confirmed

	if err := c.box.Trust().Authority().SetURLs([]string{"https://zhaoyu.shangdang.example:8090"}); err != nil {
		t.Fatal(err)
	}
	out, err := c.box.Trust().Certify(r, trust.Grant{Name: "王家沟驿站", Township: town}, "韩店街道")
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Parts) != 3 {
		t.Fatalf("%d pictures", len(out.Parts))
	}
	scan := func(text string) *finger {
		return f.open("/join/pictures").send("/join/pictures", url.Values{"picture": {text}})
	}
	f.open("/join/pictures").says("一张都还没扫")
	scan("6901234567892").says("这张图不是县里的回执")
	if f.code != http.StatusUnprocessableEntity {
		t.Errorf("a barcode of something else answers %d", f.code)
	}
	scan(out.Parts[2]).says("还差第 1、2 张")
	s = s.again()
	f.at(s).open("/join").keys("pin", "2469").open("/join/pictures").says("还差第 1、2 张")
	scan(out.Parts[2]).says("还差第 1、2 张")
	scan("12").says("这张图不是县里的回执", "还差第 1、2 张")
	scan(out.Parts[0]).says("还差第 2 张")
	scan(out.Parts[1]).on("/settings/county").says("已经接上")
	s.stop()
	for _, kind := range []hub.Kind{"site", "staff"} {
		if recs := s.records(kind); len(recs) != 1 || recs[0].Lane != hub.TownshipLane(town) {
			t.Errorf("%s: %d records did not go on in the township", kind, len(recs))
		}
	}
}

// Who does not run the site does not join it to a county.
func TestJoinNeedsAPIN(t *testing.T) {
	s := serve(t, t.TempDir())
	s.setUp()
	for _, path := range []string{"/join", "/join/figures", "/join/pictures", "/join/code"} {
		s.finger().open(path).on("/pin?next=/join")
	}
}

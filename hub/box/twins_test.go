package box

import (
	"os"
	"path/filepath"
	"testing"

	"yizhan/hub"
)

// A box's card is copied, and both go on: the county's pages say it and what to do,
// and say it again when the box writes under a new number. Nothing is lost.
func TestCardUsedTwice(t *testing.T) {
	r := newRegion(t)
	cfg := r.stations[0].cfg
	r.register(r.stations[0], "王梓涵", "13812340421")
	r.meet(r.stations[0])
	r.must(r.stations[0].Close())
	copied := filepath.Join(t.TempDir(), "copied")
	r.must(os.CopyFS(copied, os.DirFS(cfg.Data)))
	one := r.open(cfg)
	cfg.Data = copied
	other := r.open(cfg)

	zhao := r.officer("赵敏", hub.RoleCounty, "")
	zhao.get("/stations").saysNot("同一张卡")
	first, second := r.register(one, "马浩然", "13812340422"), r.register(other, "陈雨桐", "13812340423")
	r.meet(one)
	r.must(give(r.ctx, other, r.county))
	zhao.get("/stations").says("先打个电话：", "南董驿站：两台设备用了同一张卡")
	zhao.tap("南董驿站：两台设备用了同一张卡").says("两台设备用了同一张卡。", "两边写的都留着", "把另一台关掉")
	if !r.knows(r.county, first) || !r.knows(r.county, second) {
		t.Error("one of the two branches is lost")
	}

	r.must(give(r.ctx, r.county, one)) // it learns of the other, and closes its number
	if st, err := one.Status(r.ctx); err != nil || st.Card != "forked" {
		t.Errorf("the box says %q, %v", st.Card, err)
	}
	third := r.register(one, "秦朗", "13900001111")
	r.meet(one)
	if st, err := one.Status(r.ctx); err != nil || st.Card != "healed" {
		t.Errorf("after a new number the box says %q, %v", st.Card, err)
	}
	zhao.get("/device/" + keyText(one)).says("两台设备用过同一张卡，现在好了。").saysNot("把另一台关掉，它下次写")
	zhao.get("/stations").saysNot("同一张卡")

	// The copy was a thief's: what came before the two parted stands, and the rest is
	// for people to let stand.
	r.must(r.county.office.Revoke(r.ctx, hub.Actor{Role: hub.RoleCounty}, one.trust.Identity().Key(), ""))
	held, err := r.county.office.Held(r.ctx, one.trust.Identity().Key())
	r.must(err)
	if len(held) != 2 || r.knows(r.county, first) || r.knows(r.county, second) || !r.knows(r.county, third) {
		t.Errorf("%d acts are held; branches stand: %v %v, what came under the new number: %v",
			len(held), r.knows(r.county, first), r.knows(r.county, second), r.knows(r.county, third))
	}
}

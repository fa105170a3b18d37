package box

import (
	"encoding/hex"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/box/county"
	"yizhan/hub/care"
	"yizhan/hub/codec"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/trust"
)

func keyText(b *Box) string {
	key := b.trust.Identity().Key()
	return hex.EncodeToString(key[:])
}

// tell passes the county's lists on, as exchange and stick do, and lets them take effect.
func (r *region) tell(from, to *Box) {
	r.t.Helper()
	for name, number := range from.trust.Lists() {
		if number <= to.trust.Lists()[name] {
			continue
		}
		raw, err := from.trust.List(name)
		r.must(err)
		r.must(to.trust.TakeList(name, raw))
	}
	r.must(to.relist(r.ctx))
}

// knows says whether a box can name a child.
func (r *region) knows(b *Box, child hub.ID) bool {
	r.t.Helper()
	recs, err := b.store.Of(r.ctx, child, "child")
	r.must(err)
	return len(recs) > 0
}

func (r *region) digestOf(b *Box, lane hub.Lane) hub.Digest {
	r.t.Helper()
	lanes, err := b.store.Lanes(r.ctx)
	r.must(err)
	for _, l := range lanes {
		if l.Lane == lane {
			return l.Digest
		}
	}
	r.t.Fatalf("no lane %s", lane)
	return hub.Digest{}
}

// 设备丢失: an officer puts a box out by her password. What the county held stands on
// every hub; what comes later by way of a neighbour is kept and does not count, until
// somebody lets it stand.
func TestLostDevice(t *testing.T) {
	r := newRegion(t)
	lost, near := r.stations[0], r.stations[1]
	kept := r.register(lost, "王梓涵", "13812340421")
	r.meet(lost, near)
	late := r.register(lost, "马浩然", "13812340422")
	r.must(give(r.ctx, lost, near)) // the neighbour has it, the county has not

	zhao := r.officer("赵敏", hub.RoleCounty, "")
	zhao.get("/devices").says("3 台在用", "县里", "南董驿站", "看寺驿站")
	zhao.tap("南董驿站").says("1 个孩子的名字、电话，这台机器打得开").tap("设备丢失").says("停用以后", "到现在县里收到的，都算")
	at := "/device/" + keyText(lost) + "/lost"
	zhao.post(at, url.Values{"password": {"不是这个"}}).answers(http.StatusUnprocessableEntity, "名字或者密码不对")
	if r.county.trust.Members().Allowed(lost.trust.Identity().Key()) != nil {
		t.Fatal("a wrong password put the box out")
	}
	zhao.post(at, url.Values{"password": {password}}).on("/device/"+keyText(lost)).says("停用 11月23日", "它停用前的都照样算数")
	zhao.get("/devices").says("2 台在用，1 台停用")
	if !r.knows(r.county, kept) {
		t.Error("what the county held is gone")
	}

	// The neighbour brings the rest, and hears of the list.
	r.meet(near)
	if r.knows(r.county, late) {
		t.Error("the county counts what came after the box was put out")
	}
	r.tell(r.county, near)
	if got, want := r.digestOf(near, lost.Lane()), r.digestOf(r.county, lost.Lane()); got != want {
		t.Error("county and neighbour differ on what stands")
	}
	if near.trust.Members().Allowed(lost.trust.Identity().Key()) == nil {
		t.Error("the neighbour still lets the box in")
	}

	// The families are told by name; the list is on the trail as every export.
	zhao.get("/device/"+keyText(lost)+"/opened.xlsx").answers(http.StatusOK, "拿去做什么用")
	if zhao.get("/device/" + keyText(lost) + "/opened.xlsx?for=other").answers(http.StatusOK); !strings.HasPrefix(zhao.body, "PK") {
		t.Error("no table of those whose data was on the box")
	}

	// It was her, after all: the act counts everywhere.
	held, err := r.county.office.Held(r.ctx, lost.trust.Identity().Key())
	r.must(err)
	if len(held) != 1 {
		t.Fatalf("%d acts are held", len(held))
	}
	zhao.get("/device/"+keyText(lost)).says("停用以后又来的", "孩子", "采纳")
	zhao.post("/device/"+keyText(lost)+"/held", url.Values{"release": {held[0].ID.String()}}).says("采纳了")
	r.tell(r.county, near)
	if !r.knows(r.county, late) || r.digestOf(near, lost.Lane()) != r.digestOf(r.county, lost.Lane()) {
		t.Error("what was let stand does not count on both hubs")
	}
	acts, err := r.county.desk.DeviceActs(r.ctx)
	r.must(err)
	if len(acts) != 2 || acts[0].Act == acts[1].Act {
		t.Errorf("the trail holds %+v", acts)
	}
}

// A chosen day is where what stands ends.
func TestLostSinceADay(t *testing.T) {
	r := newRegion(t)
	lost := r.stations[0]
	before := r.register(lost, "王梓涵", "13812340421")
	r.clock.at = r.clock.at.Add(48 * time.Hour)
	after := r.register(lost, "马浩然", "13812340422")
	r.meet(lost)
	r.must(r.county.office.Revoke(r.ctx, hub.Actor{Role: hub.RoleCounty}, lost.trust.Identity().Key(), "2026-11-24"))
	if !r.knows(r.county, before) || r.knows(r.county, after) {
		t.Errorf("before the day %v, after it %v", r.knows(r.county, before), r.knows(r.county, after))
	}
}

// The box itself: it is told, reads on, and writes nothing that others would take.
func TestBoxThatWasPutOut(t *testing.T) {
	r := newRegion(t)
	lost := r.stations[0]
	child := r.register(lost, "王梓涵", "13812340421")
	r.meet(lost)
	r.must(r.county.office.Revoke(r.ctx, hub.Actor{Role: hub.RoleCounty}, lost.trust.Identity().Key(), ""))
	// It is let in nowhere, so that it fetches the list, which anybody may have.
	r.must(lost.fetchList(r.ctx, r.url))
	r.must(lost.relist(r.ctx))
	st, err := lost.Status(r.ctx)
	r.must(err)
	if !lost.Out() || !st.Revoked {
		t.Error("the box does not know that it was put out")
	}
	recs, err := lost.store.Of(r.ctx, child, "child")
	r.must(err)
	if len(recs) != 1 || care.As[care.Child](lost.forms, recs[0]).Name != "王梓涵" {
		t.Error("the box cannot read what it had")
	}
	head := r.head(lost)
	_, err = lost.desk.Register(r.ctx, head, desk.Registration{Request: hub.NewID(), Name: "秦朗", Sex: "1", Birth: "2025-01-02",
		Category: "home", VillageName: "南董村", Site: head.Site, Surely: true})
	e, ok := err.(*hub.Error)
	if !ok || e.Code != hub.CodeForbidden || e.Key != "trust.revoked" {
		t.Errorf("it writes: %v", err)
	}
	r.must(lost.Close())
	r.open(lost.cfg) // and it opens all the same
}

// A subject that the lost box could open gets a new key with the next write; its wraps
// leave that box out.
func TestNewKeysAfterALoss(t *testing.T) {
	r := newRegion(t)
	home, lost := r.stations[0], r.stations[1]
	r.share(sudian, true, home)
	learn := func(b, other *Box) {
		cert, _ := other.trust.Certificate()
		_, err := b.trust.Members().Learn(cert.Raw)
		r.must(err)
	}
	learn(home, lost)
	learn(r.county, lost)
	child := r.register(home, "王梓涵", "13812340421")
	recipient := codec.RecipientOf(lost.trust.Identity().Recipient())
	if got, err := home.store.OpenedBy(r.ctx, recipient); err != nil || len(got) != 1 {
		t.Fatalf("the neighbour opens %d subjects, %v", len(got), err)
	}
	r.meet(home)
	r.must(r.county.office.Revoke(r.ctx, hub.Actor{Role: hub.RoleCounty}, lost.trust.Identity().Key(), ""))
	r.tell(r.county, home)
	keys := func() int {
		recs, err := home.store.Of(r.ctx, child, "wrap")
		r.must(err)
		return len(recs)
	}
	before := keys()
	_, err := home.store.Append(r.ctx, hub.Draft{Request: hub.NewID(), Lane: home.Lane(), Edits: []hub.Edit{
		home.forms.Edit("child", child, child, form.Values{"nick": "妞妞"}),
	}})
	r.must(err)
	if keys() != before+1 {
		t.Errorf("%d keys after the next write, there were %d", keys(), before)
	}
	r.meet(home)
	r.must(give(r.ctx, home, lost)) // whoever gets at the bytes
	recs, err := lost.store.Of(r.ctx, child, "child")
	r.must(err)
	for _, rec := range recs {
		if care.As[care.Child](lost.forms, rec).Nick == "妞妞" {
			t.Error("the lost box reads what was written after its loss")
		}
	}
}

// Only who serves the whole county lets boxes in and puts them out.
func TestDevicesAreTheCountys(t *testing.T) {
	r := newRegion(t)
	sun := r.officer("孙乡长", hub.RoleTownship, sudian)
	for _, path := range []string{"/devices", "/device/" + keyText(r.stations[0]), "/device/" + keyText(r.stations[0]) + "/lost"} {
		sun.get(path).answers(http.StatusForbidden, "要县里的人来做")
	}
	sun.post("/device/"+keyText(r.stations[0])+"/lost", url.Values{"password": {password}}).answers(http.StatusForbidden)
	if err := r.county.office.Revoke(r.ctx, hub.Actor{Role: hub.RoleHead}, r.stations[0].trust.Identity().Key(), ""); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("a 站长 puts boxes out: %v", err)
	}
	if err := r.county.office.Revoke(r.ctx, hub.Actor{Role: hub.RoleCounty}, r.county.trust.Identity().Key(), ""); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("the county puts itself out: %v", err)
	}
	if l, _ := r.county.trust.Members().Revocations(); l.Number != 0 {
		t.Errorf("list %d after refusals", l.Number)
	}
	if _, err := r.county.office.Certify(r.ctx, hub.Actor{Role: hub.RoleTownship}, trust.Request{}, county.Issue{}); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("a township certifies: %v", err)
	}
}

package station_test

import (
	"testing"

	"yizhan/hub"
)

// An adult is added by one tap on what she is to the child; the rest is written on
// her page.
func TestPersonIsAdded(t *testing.T) {
	b := newBox(t)
	child := b.register("王梓涵", "2", "2025-03-12", "13803550421")
	at := "/child/" + child.String()
	s := b.screen.get(at + "/person/new")
	form := s.form("kin", "uncle")
	s.post(at+"/person/new", form).shows("叔叔舅舅", "还没写")
	s.post(at+"/person/new", form) // the same press twice
	if n := len(b.file(child).People); n != 3 {
		t.Fatalf("%d adults, want 3", n)
	}
	one := at + "/person/" + b.kin(child, "uncle").ID.String()
	s.get(one).link(one + "/name")
	s.tap(one+"/name", "put", "王").tap(one+"/name", "text", "王大勇").on(one).shows("王大勇")
	s.link(one+"/phone").tap(one+"/phone", "phone", "1380355").shows("少了 4 位")
	s.tap(one+"/phone", "phone", "13803550777").on(one).shows("138****0777")
	s.link(one+"/kinship").tap(one+"/kinship", "kinship", "other").on(one).shows("别的亲人")
	s.tap(one, "do", "add-away").on(one).shows("在外务工")
	s.tap(one, "do", "add-guardian").on(one).shows("是监护人")
	if p := b.kin(child, "other"); p.Name != "王大勇" || p.Phone != "13803550777" || !p.Away || !p.Guardian {
		t.Errorf("kept: %+v", p)
	}
	s.tap(one, "do", "gone").on(at)
	if n := len(b.file(child).People); n != 2 {
		t.Errorf("%d adults after she was taken off", n)
	}
	s.get(at+"/history").shows("撤下 是", "王大勇")
}

// Nobody fetches a child who is not known to be 18: the page asks, and somebody
// says so.
func TestFetchingNeedsAnAdult(t *testing.T) {
	b := newBox(t)
	child := b.register("王梓涵", "2", "2025-03-12", "13803550421")
	at := "/child/" + child.String()
	b.screen.get(at+"/person/new").tap(at+"/person/new", "kin", "uncle")
	uncle := b.kin(child, "uncle")
	one := at + "/person/" + uncle.ID.String()
	s := b.screen.get(one).tap(one, "do", "add-pickup").shows("要满 18 岁")
	if s.code != 422 || b.kin(child, "uncle").Pickup {
		t.Errorf("%d, on the list: %v", s.code, b.kin(child, "uncle").Pickup)
	}
	s.tap(one, "do", "grown").on(one).shows("可以接")
	if p := b.kin(child, "uncle"); !p.Pickup || !p.Adult {
		t.Errorf("kept: %+v", p)
	}
	s.get(at+"/pickups").shows("叔叔舅舅", "能接", "监护人，能接")
	s.tap(at+"/pickups", "do", "stop-"+uncle.ID.String()).on(at + "/pickups").shows("不在名单上")
	s.tap(at+"/pickups", "do", "let-"+uncle.ID.String()).on(at + "/pickups")
	if !b.kin(child, "uncle").Pickup {
		t.Error("she was not put back on the list")
	}
}

// A sixteen-year-old brother is no pick-up person, whatever anybody taps.
func TestYoungBrotherFetchesNobody(t *testing.T) {
	b := newBox(t)
	child := b.register("王梓涵", "2", "2025-03-12", "13803550421")
	at := "/child/" + child.String()
	s := b.screen.get(at + "/pickup")
	s.tap(at+"/pickup", "kin", "sibling").tap(at+"/pickup", "go", "name")
	s.tap(at+"/pickup/name", "text", "王小龙").on(at + "/pickup").shows("王小龙")
	s.tap(at+"/pickup", "go", "phone").tap(at+"/pickup/phone", "phone", "13803550778").on(at + "/pickup").shows("138 0355 0778")
	s.tap(at+"/pickup", "adult", "no").tap(at+"/pickup", "go", "next").shows("满 18 岁", "王小龙")
	if n := len(b.file(child).People); n != 2 || s.code != 422 {
		t.Errorf("%d adults, %d", n, s.code)
	}
	s.tap(at+"/pickup", "adult", "yes").tap(at+"/pickup", "go", "next").on(at+"/pickups").shows("王小龙", "能接")
	if p := b.kin(child, "sibling"); p.Name != "王小龙" || p.Phone != "13803550778" || !p.Pickup || !p.Adult {
		t.Errorf("kept: %+v", p)
	}
	s.get(at + "/pickup")
	if s.field("called") != "" {
		t.Error("the draft is left")
	}
	_, err := b.desk.Correct(b.ctx, b.actor(), hub.NewID(), "person", b.kin(child, "sibling").ID, hub.ID{}, map[string]any{"id_no": idNumber("14040420100312001")})
	b.must(err)
	s.get(at + "/pickups").shows("没满 18 岁，不能接")
	s.post(at+"/pickups", map[string][]string{"do": {"let-" + b.kin(child, "sibling").ID.String()}}).shows("要满 18 岁")
}

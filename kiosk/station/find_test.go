package station_test

import (
	"maps"
	"slices"
	"testing"

	"yizhan/hub"
)

func TestFindByFirstLetters(t *testing.T) {
	b := newBox(t)
	want := b.register("王梓涵", "2", "2025-03-12", "13803550421")
	b.register("吴佳怡", "2", "2025-05-01", "13803550422")
	b.register("李沐阳", "1", "2025-06-01", "13803550423")
	s := b.screen.get("/find").on("/find").shows("先按首字母")
	s.tap("/find", "letter", "w").shows("找到 2 个", "王梓涵", "吴佳怡")
	s.tap("/find", "letter", "z").shows("找到 1 个", "20 月龄")
	s.link("/child/"+want.String()).shows("王梓涵", "女", "西火村")
	if s.taps > 4 {
		t.Errorf("%d taps to a child's page, at most 4", s.taps)
	}
	if n := len(b.doors.looks); n != 1 || b.doors.looks[0] != want {
		t.Errorf("looks noted: %d, want the one page that was opened", n)
	}
}

// Letters after which there is nobody cannot be pressed.
func TestFindLettersThatLeadNowhereAreDead(t *testing.T) {
	b := newBox(t)
	b.register("王梓涵", "2", "2025-03-12", "13803550421")
	s := b.screen.get("/find")
	if !s.dead("letter", "q") || s.dead("letter", "w") {
		t.Error("w leads to 王梓涵, q to nobody")
	}
	s.tap("/find", "letter", "w")
	if !s.dead("letter", "x") || s.dead("letter", "z") || s.dead("letter", "a") {
		t.Error("after w go z (wz) and a (wang), not x")
	}
}

func TestFindOtherWays(t *testing.T) {
	b := newBox(t)
	child := b.register("王梓涵", "2", "2025-03-12", "13803550421")
	b.register("李沐阳", "1", "2025-06-01", "13803550999")
	for name, press := range map[string]func(*screen){
		"village": func(s *screen) { s.tap("/find", "mode", "village").tap("/find", "village", "140404103209") },
		"phone":   func(s *screen) { s.tap("/find", "mode", "phone").tap("/find", "digits", "0421") },
		"text": func(s *screen) {
			s.tap("/find", "mode", "text").tap("/find", "write", "pinyin").tap("/find", "letter", "h").tap("/find", "letter", "a").tap("/find", "letter", "n").tap("/find", "put", "涵").tap("/find", "go", "show")
		},
		"carer": func(s *screen) {
			s.tap("/find", "mode", "text").tap("/find", "text", "李秀英家的").shows("李秀英家的")
		},
		"full pinyin": func(s *screen) {
			for _, l := range "wangzi" {
				s.tap("/find", "letter", string(l))
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := b.newScreen().get("/find")
			press(s)
			s.shows("王梓涵").link("/child/" + child.String())
		})
	}
}

// What is looked for stands in no address: no name, no number.
func TestFindKeepsNamesOutOfAddresses(t *testing.T) {
	b := newBox(t)
	b.register("王梓涵", "2", "2025-03-12", "13803550421")
	s := b.screen.get("/find").tap("/find", "mode", "phone").tap("/find", "digits", "0421")
	if s.path != "/find" || s.query != "" {
		t.Errorf("the address is %s?%s", s.path, s.query)
	}
	s.get("/find").tap("/find", "letter", "w").tap("/find", "del", "1").shows("先按首字母")
	s.post("/find", map[string][]string{"mode": {"letters"}, "typed": {"<script>"}}).on("/find")
}

func TestFindNobody(t *testing.T) {
	b := newBox(t)
	s := b.screen.get("/find").tap("/find", "mode", "phone").tap("/find", "digits", "9999")
	s.shows("没有电话是这样的", "登记一个")
	s.tap("/find", "mode", "village").shows("点一个村")
}

func TestFindMoreThanFit(t *testing.T) {
	b := newBox(t)
	for i := range 11 {
		b.register("王"+string([]rune("涵轩怡宇泽琪晨辰豪萱妍")[i]), "2", hub.Day("2025-03-01").Add(9*i), "1380355"+string(rune('0'+i%10))+"42"+string(rune('0'+i%7)))
	}
	s := b.screen.get("/find").tap("/find", "letter", "w").shows("找到 11 个", "后面还有")
	seen := map[string]bool{}
	for _, id := range s.links("/child/") {
		seen[id] = true
	}
	s.tap("/find", "go", "more")
	for _, id := range s.links("/child/") {
		seen[id] = true
	}
	if got := slices.Sorted(maps.Keys(seen)); len(got) != 11 {
		t.Errorf("two pages show %d children, want 11", len(got))
	}
}

package station_test

import (
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/print"
)

const births = "姓名,性别,出生日期,家长,关系,电话,村\n王一,男,2026-09-02,李梅,妈妈,13800138000,柳沟\n陈二,女,2026-08-02,赵兰,妈妈,13800138001,柳沟\n王梓涵,女,2025-03-12,李秀英,奶奶,13803550421,石坡\n"

// A list of births comes in like a roster; who is registered for certain is known; the
// others are looked after by tiles, and who is at home is registered with what the list
// says.
func TestBirths(t *testing.T) {
	b := newBox(t)
	b.register("王梓涵", "2", "2025-03-12", "13803550421")
	b.learn()
	b.screen.get("/import").upload("/import", "底册.csv", []byte(births))
	s := b.screen
	s.get("/import/" + strings.Split(strings.TrimPrefix(s.path, "/import/"), "/")[0])
	job := s.path
	s.tap(job, "go", "births").on("/afield/births").shows("核实 1/3", "王一", "陈二", "男", "138 0013 8000", "已登记")
	if n := len(b.children()); n != 1 {
		t.Fatalf("%d children: a list of births registers nobody", n)
	}
	one := s.choice("do", "外出")
	s.tap("/afield/births", "do", one).on("/afield/births").shows("核实 2/3", "外出", "撤回")
	s.tap("/afield/births/undo", "undo", s.button("undo")).shows("核实 1/3")
	s.tap("/afield/births", "do", one)
	s.tap("/afield/births", "do", s.choice("do", "在家")).shows("核实 3/3，1 个在家还没登记", "去登记")
	s.link(s.links("/afield/births/")[0]).on("/register/name")
	if !strings.Contains(s.page, `value="王一"`) {
		t.Error("what the list says has to be written again")
	}
	b.screen.get("/import").upload("/import", "底册.csv", []byte(births))
	s.get("/import/"+strings.Split(strings.TrimPrefix(s.path, "/import/"), "/")[0]).tap(s.path, "go", "births")
	s.get("/afield/births").shows("核实 3/3")
}

// Who is looked after at home is gone to with a list on paper, and entered by a tap a
// family, also for the day before.
func TestHomeVisits(t *testing.T) {
	b := newBox(t)
	child := b.register("王梓涵", "2", "2025-03-12", "13803550421")
	b.register("陈雨桐", "1", "2026-11-16", "13803550422")
	b.paper.setup = print.Setup{Sheet: print.Choice{Kind: print.CUPS, Where: "A4"}}
	s := b.screen.get("/afield/homes").shows("这一个月去了 0/2 家", "王梓涵", "今天去的，换一天")
	s.get("/afield/homes?ago=1").shows("昨天去的，换一天")
	s.tap("/afield/homes?ago=1", "do", "home."+child.String()).shows("这一个月去了 1/2 家", "在家")
	f, err := b.desk.Sheets(b.ctx, b.actor(), "home-visit", desk.SheetFilter{})
	b.must(err)
	if len(f.Rows) != 1 {
		t.Fatalf("%d visits", len(f.Rows))
	}
	s.get("/afield/newborns").shows("1 个要上门看", "陈雨桐")
	s.tap("/afield/newborns", "do", s.choice("do", "都好")).shows("这阵子没有要上门看的新生儿", "撤回")
	s.tap("/afield/newborns/undo", "undo", s.button("undo")).shows("1 个要上门看")
	s.get("/afield/homes").tap("/afield/homes/paper", "do", "paper")
	b.turn()
	if _, err := b.desk.Births(b.ctx, hub.Actor{Role: hub.RoleFamily}, b.site); err == nil {
		t.Error("a family reads the list of births")
	}
}

package station_test

import (
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// present registers children, gives them places and taps them in.
func (b *box) present(names ...string) (ids []hub.ID) {
	b.t.Helper()
	w, err := b.desk.Wall(b.ctx, b.actor(), b.site, b.desk.Today())
	b.must(err)
	for i, name := range names {
		id := b.register(name, "1", hub.Day("2025-03-1"+string(rune(48+i%10))), "1380355042"+string(rune('0'+i%10)))
		_, err := b.desk.Enrol(b.ctx, b.actor(), desk.Enrolling{Request: hub.NewID(), Child: id, Group: w.Groups[0].ID, Mode: "full", From: b.desk.Today().Add(-30), Anyway: true})
		b.must(err)
		ids = append(ids, id)
	}
	_, err = b.desk.Arrive(b.ctx, b.actor(), desk.Tap{Request: hub.NewID(), Day: b.desk.Today(), Minute: 450, Children: ids})
	b.must(err)
	return ids
}

func (b *box) careDay(child hub.ID) care.CareDay {
	b.t.Helper()
	rec, err := b.store.Record(b.ctx, "care-day", hub.DeriveID("care-day", child, string(b.desk.Today())))
	if hub.CodeOf(err) == hub.CodeNotFound {
		return care.CareDay{}
	}
	b.must(err)
	return care.AsCareDay(form.Builtin(), rec)
}

// Lunch of a group: the door, 午饭, one child who differs, 记下. Then it is taken back.
func TestLunch(t *testing.T) {
	b := newBox(t)
	ids := b.present("王小满", "陈雨桐", "马浩然")
	s := b.screen.get("/").link("/care").link("/care/note/lunch").shows("午饭吃了多少？", "王小满", "吃光了", "记下 3 个")
	s.taps = 0
	s.tap("/care/note/lunch", "pick", ids[1].String()).shows("没吃几口").tap("/care/note/lunch", "how", "half").shows("吃了一半")
	s.tap("/care/note/lunch", "go", "next").on("/care").shows("午饭", "记好了", "都记了", "撤回")
	if s.taps != 3 {
		t.Errorf("%d taps after the page was open, want 3", s.taps)
	}
	for i, want := range []string{"all", "half", "all"} {
		if got := b.careDay(ids[i]).Lunch; got != want {
			t.Errorf("child %d: %q, want %q", i, got, want)
		}
	}
	s.tap("/care/undo", "undo", s.button("undo")).on("/care").shows("还没记")
	if got := b.careDay(ids[0]).Lunch; got != "" {
		t.Errorf("taken back, and still %q", got)
	}
}

// Asleep and awake: two taps for everybody, and one for the child that slept badly.
func TestNap(t *testing.T) {
	b := newBox(t)
	ids := b.present("王小满", "陈雨桐")
	const at = "/care/note/sleep"
	b.at(12, 40)
	s := b.screen.get("/care").link(at).shows("睡着了没有？").tap(at, "ago", "15").tap(at, "go", "next").on("/care").shows("2 个在睡")
	b.at(14, 5)
	s.link(at).shows("醒了没有？", "睡得好").tap(at, "pick", ids[0].String()).tap(at, "how", "restless").tap(at, "go", "next").on("/care")
	for i, want := range []string{"restless", "well"} {
		if d := b.careDay(ids[i]); d.Slept != 12*60+25 || d.Woke != 14*60+5 || d.Sleep != want {
			t.Errorf("child %d: %+v", i, d)
		}
	}
	s.get("/child/"+ids[0].String()).link("/child/"+ids[0].String()+"/slip").shows("睡了 100 分钟，睡不踏实", "宝宝")
	if !strings.Contains(s.page, "only=day-slept-badly") || strings.Contains(s.page, "only=day-ate") {
		t.Error("念一遍 says something else than the slip")
	}
}

// at is another minute of the same day.
func (b *box) at(hour, minute int) {
	b.clock.at = time.Date(2026, 11, 23, hour, minute, 0, 0, hub.China)
}

// The yard: everybody out but the one who is ill, back in, and the bar says what lacks.
func TestYard(t *testing.T) {
	b := newBox(t)
	ids := b.present("王小满", "陈雨桐")
	const at = "/care/yard"
	b.at(9, 30)
	s := b.screen.get("/care").link(at).shows("还差 120 分钟").tap(at, "pick", ids[1].String()).tap(at, "how", "ill").shows("身体不舒服", "出门了，1 个")
	s.tap(at, "go", "next").on("/care").shows("撤回")
	b.at(10, 55)
	s.get(at).shows("9:30 出去的", "85 分钟，还差 35 分钟").tap(at, "go", "next").on("/care").shows("85 分钟，还差 35")
	s.get("/child/"+ids[0].String()+"/slip").shows("户外", "85 分钟").get("/child/" + ids[1].String() + "/slip").shows("没出去，身体不舒服")
}

// asks is a family's request for a day, signed by the mother.
func (b *box) asks(child hub.ID, at int) hub.ID {
	b.t.Helper()
	out, err := b.desk.Fill(b.ctx, b.actor(), desk.Sheet{Request: hub.NewID(), Kind: "medicine", Subject: child, Sure: true, Values: form.Values{
		"name": "止咳糖浆", "dose": "5 毫升", "meal": "after", "first": at, "from": b.desk.Today(), "until": b.desk.Today(),
		"seen": []string{"box", "date"}, "guardian": b.mother(child), "signed": []byte{1, 2, 3}}})
	b.must(err)
	return out.Records[0]
}

func (b *box) mother(child hub.ID) hub.ID {
	for _, p := range b.file(child).People {
		if p.Guardian {
			return p.ID
		}
	}
	return hub.ID{}
}

// What was brought up again is not given a second time, and the family hears of it; what
// the family has taken back, by telephone or because the mother's word holds no more, is
// not given at all.
func TestMedicineThatIsNotGiven(t *testing.T) {
	b := newBox(t)
	ids := b.present("王小满", "马浩然", "李轩")
	spat, stopped, other := b.asks(ids[0], 11*60+30), b.asks(ids[1], 11*60+30), b.asks(ids[2], 11*60+30)
	at := func(request hub.ID) string { return "/care/medicine/" + request.String() + "/690" }
	b.at(11, 20)
	s := b.screen.get("/care").shows("3 个到时候了").get(at(spat)).tap(at(spat), "second", "self").tap(at(spat), "went", "spat")
	s.on("/care/medicine").shows("11:20 吐了一些", "不再喂，给家里打电话", "撤回")
	s.get(at(spat)).shows("已经喂过了，不要再喂")
	if strings.Contains(s.page, `name="went"`) {
		t.Error("a dose that was brought up can be given again")
	}
	s.get("/child/" + ids[0].String() + "/slip").shows("11:20 喂了，吐了一些")
	if s.has("照单子喂了") {
		t.Error("the family is told that all is well")
	}

	sheet := "/forms/medicine/sheet/" + stopped.String()
	s.get(at(stopped)) // she has the page open when the family calls
	s.get(sheet).tap(sheet, "do", "stopped")
	s.get(at(stopped)).shows("家里说不喂了，这份药不喂")
	_, err := b.desk.WithdrawPerson(b.ctx, b.actor(), hub.NewID(), b.mother(ids[2]))
	b.must(err)
	s.get(at(other)).shows("签的人不是监护人")
	for _, request := range []hub.ID{stopped, other} {
		if _, err := b.desk.GiveDose(b.ctx, b.actor(), desk.Giving{Request: hub.NewID(), Medicine: request, Due: 690, Went: "given", Relooked: true}); hub.CodeOf(err) != hub.CodeForbidden {
			t.Errorf("it was given: %v", err)
		}
	}
	if s.get("/care").has("到时候了") {
		t.Error("what is not to be given is due")
	}
}

// Medicine: it is due on 待办, two look, it is noted; a second time nothing can be pressed.
func TestMedicine(t *testing.T) {
	b := newBox(t)
	ids := b.present("王小满")
	_, err := b.desk.Fill(b.ctx, b.actor(), desk.Sheet{Request: hub.NewID(), Kind: "cannot-eat", Subject: ids[0], Values: form.Values{"what": "青霉素", "harm": "breath"}})
	b.must(err)
	request := b.asks(ids[0], 11*60+30)
	at := "/care/medicine/" + request.String() + "/690"
	s := b.screen.get("/care/medicine").shows("11:30 王小满", "止咳糖浆", "5 毫升").get(at).shows("还早，到时候再喂")
	if strings.Contains(s.page, `name="went"`) {
		t.Error("before its time it can be given")
	}
	b.at(11, 20)
	s.get("/todo").shows("11:30 王小满", "到时候了").link(at).shows("不能用：青霉素", "谁和你一起核对的", "先核对", "妈妈")
	s.tap(at, "second", "self").shows("吃下去了").tap(at, "went", "given").on("/care/medicine").shows("11:20 喂过了", "撤回")
	b.at(11, 40)
	s.get(at).shows("已经喂过了")
	s.get("/care/medicine").shows("不喂了", "剩的药、药盒还给家里").tap("/care/medicine", "do", request.String()).shows("撤回").get("/care/medicine")
	if s.has("还给家里") {
		t.Error("what was given back is asked for again")
	}
	s.get("/child/" + ids[0].String() + "/slip").shows("11:20 照单子喂了").get("/child/" + ids[0].String()).shows("不能吃青霉素")
	s.get("/child/"+ids[0].String()+"/care").shows("止咳糖浆", "了结了", "喘不上气")
}

package desk_test

import (
	"context"
	"testing"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/names"
)

func TestArrival(t *testing.T) {
	h := newHouse(t)
	first := h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13812340421"), mother("王丽"))
	second := h.enrolled("王梓轩", first, granny("李秀英", "13812340421"), mother("王丽"))
	tap := h.tap(first, second)
	before := h.commits()
	out := must[hub.Outcome](t)(h.Arrive(t.Context(), h.wall, tap))
	again := must[hub.Outcome](t)(h.Arrive(t.Context(), h.wall, tap))
	if out.Commit != again.Commit || !again.Again || h.commits() != before+1 {
		t.Errorf("a double tap: %v then %v, %d commits", out.Commit, again.Commit, h.commits()-before)
	}
	for _, child := range []hub.ID{first, second} {
		c := h.tile(child)
		if c.Day.In != 7*60+30 || c.Day.InBy != h.person(child, "paternal-grandmother") || !c.Here() {
			t.Errorf("the usual bringer of %s: %+v", c.Child.Name, c.Day)
		}
	}

	// Another open wall is a few minutes behind: what is noted stays.
	h.clock.set(monday, 7, 41)
	late := must[hub.Outcome](t)(h.Arrive(t.Context(), h.wall, h.tap(first)))
	if !late.Commit.IsZero() || h.tile(first).Day.In != 7*60+30 {
		t.Errorf("a tap on another wall moved the time to %d", h.tile(first).Day.In)
	}

	// Mother brought them: said right after, for both, each with her own record of her.
	mothers := must[hub.Outcome](t)(h.Instead(t.Context(), h.wall, hub.NewID(), out.Commit, h.person(first, "mother")))
	if h.tile(first).Day.InBy != h.person(first, "mother") || h.tile(second).Day.InBy != h.person(second, "mother") {
		t.Error("another bringer is not noted for both")
	}
	must[hub.Outcome](t)(h.Undo(t.Context(), h.wall, hub.NewID(), mothers.Commit))
	must[hub.Outcome](t)(h.Undo(t.Context(), h.wall, hub.NewID(), out.Commit))
	if c := h.tile(second); c.Day.In >= 0 || !c.Day.InBy.IsZero() {
		t.Errorf("taken back: %+v", c.Day)
	}
}

// A tap travels by gossip, also for a family of four.
func TestTapsAreSmall(t *testing.T) {
	h := newHouse(t)
	family := []hub.ID{h.enrolled("王一", hub.ID{}, granny("李秀英", "13812340421"))}
	for _, name := range []string{"王二", "王三", "王四"} {
		family = append(family, h.enrolled(name, family[0], granny("李秀英", "13812340421")))
	}
	four := must[hub.Outcome](t)(h.Arrive(t.Context(), h.wall, h.tap(family...)))
	h.clock.set(monday, 17, 0)
	one := must[hub.Outcome](t)(h.Leave(t.Context(), h.wall, h.tap(family[0])))
	t.Logf("a tap for one child %d B, for four %d B", one.Bytes, four.Bytes)
	if one.Bytes > 400 || four.Bytes > hub.MaxCarried {
		t.Errorf("a tap for one child has %d B, for four %d B", one.Bytes, four.Bytes)
	}
}

func TestFetching(t *testing.T) {
	h := newHouse(t)
	young := desk.Person{Name: "王小龙", Kinship: "sibling", IDNo: "140427201003070017"}
	child := h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13812340421"), mother("王丽"), young)
	strange := h.enrolled("陈雨桐", hub.ID{}, desk.Person{Name: "陈大爷", Kinship: "paternal-grandfather", Carer: true})
	if _, err := h.Leave(t.Context(), h.wall, h.tap(child)); code(err) != "wall.not-here" {
		t.Errorf("a child that never came leaves: %v", err)
	}
	must[hub.Outcome](t)(h.Arrive(t.Context(), h.wall, h.tap(child, strange)))
	h.clock.set(monday, 17, 4)

	by := func(tap desk.Tap, person hub.ID) desk.Tap { tap.Person = person; return tap }
	for _, c := range []struct {
		name string
		tap  desk.Tap
		want string
	}{
		{"nobody may fetch", h.tap(strange), "wall.not-on-list"},
		{"a boy of 16", by(h.tap(child), h.person(child, "sibling")), "pickup.not-listed"},
		{"somebody of another child", by(h.tap(child), h.person(strange, "paternal-grandfather")), "wall.not-on-list"},
		{"nobody at all", h.tap(), "wall.nobody"},
		{"a child of nowhere", h.tap(hub.NewID()), "wall.not-enrolled"},
	} {
		if _, err := h.Leave(t.Context(), h.wall, c.tap); code(err) != c.want {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if !h.tile(child).Here() {
		t.Fatal("a refusal noted something")
	}
	out := must[hub.Outcome](t)(h.Leave(t.Context(), h.wall, h.tap(child)))
	if d := h.tile(child).Day; d.Out != 17*60+4 || d.OutBy != h.person(child, "paternal-grandmother") {
		t.Errorf("the usual one fetched: %+v", d)
	}
	must[hub.Outcome](t)(h.Instead(t.Context(), h.wall, hub.NewID(), out.Commit, h.person(child, "mother")))
	if d := h.tile(child).Day; d.OutBy != h.person(child, "mother") || d.Out != 17*60+4 {
		t.Errorf("mother fetched: %+v", d)
	}
	if _, err := h.Instead(t.Context(), h.wall, hub.NewID(), out.Commit, h.person(child, "sibling")); code(err) != "pickup.not-listed" {
		t.Errorf("the boy, by the back door: %v", err)
	}
}

// A grown sister or uncle who is on no list goes through the named exception only.
func TestStranger(t *testing.T) {
	h := newHouse(t)
	child := h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13812340421"))
	must[hub.Outcome](t)(h.Arrive(t.Context(), h.wall, h.tap(child)))
	h.clock.set(monday, 16, 50)
	good := desk.Handover{Tap: h.tap(child), Name: "王大勇", Relation: "舅舅", Adult: true, Asked: h.person(child, "paternal-grandmother")}
	for name, change := range map[string]func(*desk.Handover, *hub.Actor){
		"without PIN":         func(_ *desk.Handover, a *hub.Actor) { a.Open = true },
		"without a name":      func(h *desk.Handover, _ *hub.Actor) { h.Name = "" },
		"nobody says his age": func(h *desk.Handover, _ *hub.Actor) { h.Adult = false },
		"nobody made sure":    func(h *desk.Handover, _ *hub.Actor) { h.Asked = hub.ID{} },
		"a stranger asked":    func(h *desk.Handover, _ *hub.Actor) { h.Asked = hub.NewID() },
		"by nobody":           func(_ *desk.Handover, a *hub.Actor) { a.Staff = hub.ID{} },
	} {
		bad, actor := good, h.head
		change(&bad, &actor)
		if _, err := h.LeaveWithStranger(t.Context(), actor, bad); err == nil {
			t.Errorf("%s: let go", name)
		}
	}
	before := h.commits()
	out := must[hub.Outcome](t)(h.LeaveWithStranger(t.Context(), h.head, good))
	again := must[hub.Outcome](t)(h.LeaveWithStranger(t.Context(), h.head, good))
	if again.Commit != out.Commit || h.commits() != before+1 || h.tile(child).Here() {
		t.Errorf("sent twice: %v, %v", out, again)
	}
	got := must[care.Handover](t)(h.Handover(t.Context(), h.head, h.tile(child).Day.Stranger))
	if got.Name != "王大勇" || got.By != h.head.Staff || got.Asked != good.Asked || !got.Adult {
		t.Errorf("the exception: %+v", got)
	}
	if _, err := h.LeaveWithStranger(t.Context(), h.head, desk.Handover{Tap: h.tap(child), Name: "别人", Adult: true, IDSeen: true}); code(err) != "wall.gone-already" {
		t.Errorf("a second stranger for the same child: %v", err)
	}
	if _, err := h.Undo(t.Context(), h.wall, hub.NewID(), out.Commit); hub.CodeOf(err) != hub.CodeSignedOut {
		t.Errorf("the open wall takes a PIN's act back: %v", err)
	}
}

func TestAbsentAndYetThere(t *testing.T) {
	h := newHouse(t)
	child := h.enrolled("陈雨桐", hub.ID{}, granny("李秀英", "13812340421"))
	must[hub.Outcome](t)(h.Absent(t.Context(), h.wall, h.tap(child), "sick"))
	if d := h.tile(child).Day; d.Absent != "sick" || d.In >= 0 {
		t.Errorf("absent: %+v", d)
	}
	if _, err := h.Absent(t.Context(), h.wall, h.tap(child), "tired"); hub.CodeOf(err) != hub.CodeInvalid {
		t.Errorf("a reason from nowhere: %v", err)
	}
	must[hub.Outcome](t)(h.Arrive(t.Context(), h.wall, h.tap(child)))
	if c := h.tile(child); c.Day.Absent != "" || !c.Here() {
		t.Errorf("came after all: %+v", c.Day)
	}
	h.clock.set(monday, 17, 0)
	must[hub.Outcome](t)(h.Leave(t.Context(), h.wall, h.tap(child)))
	if _, err := h.Absent(t.Context(), h.wall, h.tap(child), "sick"); code(err) != "wall.gone-already" {
		t.Errorf("absent after leaving: %v", err)
	}
}

func TestCorrectionKeepsTheTrail(t *testing.T) {
	h := newHouse(t)
	child := h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13812340421"), mother("王丽"))
	must[hub.Outcome](t)(h.Arrive(t.Context(), h.wall, h.tap(child)))
	h.clock.set(monday, 12, 0)
	fix := desk.DayFix{Request: hub.NewID(), Child: child, Day: monday, In: 8 * 60, Out: -1, InBy: h.person(child, "mother"), Reason: "补记"}
	for name, bad := range map[string]struct {
		change func(*desk.DayFix)
		want   string
	}{
		"no reason":          {func(f *desk.DayFix) { f.Reason = "" }, "day.reason"},
		"left before coming": {func(f *desk.DayFix) { f.Out = 7 * 60 }, "day.order"},
		"left, never came":   {func(f *desk.DayFix) { f.In, f.Out = -1, 11*60 }, "wall.not-here"},
		"this afternoon":     {func(f *desk.DayFix) { f.Out = 16 * 60 }, "day.future"},
		"tomorrow":           {func(f *desk.DayFix) { f.Day = monday.Add(1) }, "day.future"},
		"no day":             {func(f *desk.DayFix) { f.Day = "2026-02-30" }, "wall.day"},
	} {
		f := fix
		bad.change(&f)
		if _, err := h.CorrectDay(t.Context(), h.head, f); code(err) != bad.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := h.CorrectDay(t.Context(), h.wall, fix); hub.CodeOf(err) != hub.CodeSignedOut {
		t.Errorf("without PIN: %v", err)
	}
	out := must[hub.Outcome](t)(h.CorrectDay(t.Context(), h.head, fix))
	if d := h.tile(child).Day; d.In != 8*60 || d.InBy != fix.InBy || d.Reason != "补记" {
		t.Errorf("corrected: %+v", d)
	}
	trail := must[[]hub.Entry](t)(h.DayHistory(t.Context(), h.head, child, monday))
	if len(trail) != 2 || trail[1].Author != h.head.Staff || trail[1].Changes[0].Was() == nil {
		t.Fatalf("trail %+v", trail)
	}
	if _, err := h.Undo(t.Context(), h.wall, hub.NewID(), out.Commit); hub.CodeOf(err) != hub.CodeSignedOut {
		t.Errorf("the open wall takes a correction back: %v", err)
	}
}

func TestYesterdayIsNotTheOpenWalls(t *testing.T) {
	h := newHouse(t)
	child := h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13812340421"))
	out := must[hub.Outcome](t)(h.Arrive(t.Context(), h.wall, h.tap(child)))
	h.clock.set(monday.Add(1), 8, 0)
	if _, err := h.Undo(t.Context(), h.wall, hub.NewID(), out.Commit); hub.CodeOf(err) != hub.CodeSignedOut {
		t.Errorf("the open wall takes yesterday back: %v", err)
	}
}

func TestUnnoted(t *testing.T) {
	h := newHouse(t)
	child := h.enrolled("马浩然", hub.ID{}, granny("李秀英", "13812340421"))
	gone := h.enrolled("秦朗", hub.ID{}, granny("赵玉梅", "13812340422"))
	must[hub.Outcome](t)(h.Arrive(t.Context(), h.wall, h.tap(child, gone)))
	h.clock.set(monday, 17, 30)
	must[hub.Outcome](t)(h.Leave(t.Context(), h.wall, h.tap(gone)))
	count := func() (today, earlier int) {
		b := must[desk.Board](t)(h.Board(t.Context(), h.wall, h.site))
		return b.Unnoted, b.Earlier
	}
	if today, _ := count(); today != 0 {
		t.Error("half an hour before closing nobody is missing")
	}
	h.clock.set(monday, 18, 0)
	if today, _ := count(); today != 1 {
		t.Errorf("at closing time %d are not noted", today)
	}
	h.clock.set(monday.Add(2), 8, 0)
	today, earlier := count()
	w := must[desk.Wall](t)(h.Unnoted(t.Context(), h.wall, h.site))
	if today != 0 || earlier != 1 || w.Day != monday || len(w.Children) != 1 || w.Children[0].Child.ID != child {
		t.Errorf("two days later: %d today, %d earlier, %s", today, earlier, w.Day)
	}
	must[hub.Outcome](t)(h.CorrectDay(t.Context(), h.head, desk.DayFix{Request: hub.NewID(), Child: child, Day: monday,
		In: 7*60 + 30, Out: 17 * 60, OutBy: h.person(child, "paternal-grandmother"), Reason: "补记"}))
	if _, earlier := count(); earlier != 0 {
		t.Error("noted afterwards, and still asked for")
	}
}

func TestDutyAndRatio(t *testing.T) {
	h := newHouse(t)
	liu := must[hub.ID](t)(h.AddStaff(t.Context(), h.head, hub.NewID(), desk.Worker{Name: "刘建平", Role: hub.RoleCarer}))
	doctor := must[hub.ID](t)(h.AddStaff(t.Context(), h.head, hub.NewID(), desk.Worker{Name: "王医生", Role: hub.RoleHealth}))
	var all []hub.ID
	for i := range 17 { // 15 in 托小班, 2 in 托大班
		all = append(all, h.enrolled(string([]rune("赵钱孙李周吴郑冯陈卫蒋沈韩杨朱秦尤")[i])+"小宝", hub.ID{}, granny("奶奶", "")))
	}
	must[hub.Outcome](t)(h.Arrive(t.Context(), h.wall, h.tap(all...)))
	house, _ := h.Ratio(h.board())
	if house != (care.Ratio{Children: 17, Carers: 0, Needed: 4}) {
		t.Errorf("nobody on duty: %+v", house)
	}
	come := func(id hub.ID) {
		must[hub.Outcome](t)(h.Come(t.Context(), h.wall, hub.NewID(), id, monday, h.Minute()))
	}
	come(h.head.Staff)
	come(liu)
	come(doctor)
	house, classes := h.Ratio(h.board())
	if house.Carers != 2 || house.Short() != 2 || len(classes) != 2 || classes[0].Children+classes[1].Children != 17 {
		t.Errorf("two carers and a doctor: %+v, %+v", house, classes)
	}
	h.clock.set(monday, 12, 0)
	must[hub.Outcome](t)(h.Go(t.Context(), h.wall, hub.NewID(), liu, monday, h.Minute()))
	h.clock.set(monday, 13, 30)
	come(liu)
	for _, s := range h.board().Staff {
		if s.Staff.ID == liu && (!s.Duty.Here() || s.Duty.In != 7*60+30) {
			t.Errorf("back from lunch: %+v", s.Duty)
		}
	}
	if _, err := h.Come(t.Context(), h.wall, hub.NewID(), hub.NewID(), monday, 480); hub.CodeOf(err) != hub.CodeNotFound {
		t.Errorf("a worker of nowhere: %v", err)
	}
}

func BenchmarkWall30(b *testing.B) {
	h := newHouse(b)
	for i := range 30 {
		h.enrolled(string([]rune("赵钱孙李周吴郑冯陈卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜")[i])+"小宝", hub.ID{}, granny("奶奶", ""), mother("妈妈"))
	}
	for b.Loop() {
		h.board()
	}
}

// code is the key of the sentence that an error says.
func code(err error) string {
	if err == nil {
		return ""
	}
	var key string
	switch e := err.(type) {
	case *hub.Error:
		key = e.Key
	case hub.Errors:
		key = e[0].Key
	}
	return key
}

// counted is a log that counts what is asked of it.
type counted struct {
	desk.Log
	n int
}

func (c *counted) Record(ctx context.Context, kind hub.Kind, id hub.ID) (hub.Record, error) {
	c.n++
	return c.Log.Record(ctx, kind, id)
}

func (c *counted) Of(ctx context.Context, subject hub.ID, kinds ...hub.Kind) ([]hub.Record, error) {
	c.n++
	return c.Log.Of(ctx, subject, kinds...)
}

func (c *counted) OfAll(ctx context.Context, subjects []hub.ID, kinds ...hub.Kind) ([]hub.Record, error) {
	c.n++
	return c.Log.OfAll(ctx, subjects, kinds...)
}

func (c *counted) Find(ctx context.Context, kind hub.Kind, field string, value any) ([]hub.Record, error) {
	c.n++
	return c.Log.Find(ctx, kind, field, value)
}

func (c *counted) FindPeriod(ctx context.Context, kind hub.Kind, period string) ([]hub.Record, error) {
	c.n++
	return c.Log.FindPeriod(ctx, kind, period)
}

// However many are enrolled, the wall asks as often; asking each child for its people,
// as their pages do, is the control.
func TestWallAsksAsOften(t *testing.T) {
	h := newHouse(t)
	log := &counted{Log: h.log}
	d := desk.New(log, h.Forms(), h.clock, names.New())
	count := func(children int) (wall, each int) {
		for range children {
			h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13812340421"), mother("王丽"))
		}
		log.n = 0
		board := must[desk.Wall](t)(d.Wall(t.Context(), h.wall, h.site, h.Today()))
		wall, log.n = log.n, 0
		for _, c := range board.Children {
			if len(c.People) != 2 || len(must[[]care.Person](t)(d.MayFetch(t.Context(), c.Child.ID))) != len(c.Fetchers) {
				t.Errorf("%+v", c)
			}
		}
		return wall, log.n
	}
	few, eachOfFew := count(2)
	many, eachOfMany := count(8)
	if few != many || few > 12 {
		t.Errorf("2 children: asked %d times; 10 children: %d times", few, many)
	}
	if eachOfMany != 5*eachOfFew {
		t.Errorf("the control: %d and %d", eachOfFew, eachOfMany)
	}
}

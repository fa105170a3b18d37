package station_test

import (
	"net/http"
	"net/http/cookiejar"
	"regexp"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// given are first characters of thirty children's names.
const given = "涵轩桐然阳诺墨欣满怡宇源果豆嫣朗苗佑曦乐虎安宁静文博睿晨雅琪佳悦"

// enrolled registers a child with grandmother and mother and gives it a place.
func (b *box) enrolled(name string, twin hub.ID, group hub.ID) hub.ID {
	b.t.Helper()
	r := desk.Registration{Request: hub.NewID(), Name: name, Sex: "2", Birth: "2025-03-12", Category: "home", Site: b.site,
		TwinOf: twin, People: []desk.Person{
			{Name: "李秀英", Kinship: "paternal-grandmother", Carer: true, Pickup: true, Adult: true},
			{Name: "王丽", Kinship: "mother", Guardian: true},
			{Name: "王小龙", Kinship: "sibling"},
		}}
	made, err := b.desk.Register(b.ctx, b.actor(), r)
	b.must(err)
	_, err = b.desk.Enrol(b.ctx, b.actor(), desk.Enrolling{Request: hub.NewID(), Child: made.Child, Group: group,
		Mode: "full", From: "2026-11-02", Anyway: true})
	b.must(err)
	return made.Child
}

// nursery is thirty enrolled children, four pairs of twins among them.
func (b *box) nursery() []hub.ID {
	b.t.Helper()
	var all []hub.ID
	for i, r := range []rune(given)[:30] {
		twin := hub.ID{}
		if i < 8 && i%2 == 1 {
			twin = all[i-1]
		}
		all = append(all, b.enrolled("王"+string(r)+string(r), twin, hub.ID{}))
	}
	return all
}

// wallScreen is another browser, at the open 登记台: nobody has given a PIN.
func (b *box) wallScreen() *screen {
	jar, _ := cookiejar.New(nil)
	return &screen{b: b, http: &http.Client{Jar: jar}}
}

// at goes to the wall and says who acts, if it asks.
func (s *screen) at(path string) *screen {
	s.b.t.Helper()
	s.get(path)
	if strings.Contains(s.page, `name="actor"`) {
		s.tap(s.action("actor"), "actor", s.b.worker.String())
	}
	return s.on(path)
}

// action is the address that the form with this id posts to.
func (s *screen) action(id string) string {
	s.b.t.Helper()
	m := regexp.MustCompile(`<form[^>]*id="` + id + `"[^>]*>`).FindString(s.page)
	if m == "" {
		s.b.t.Fatalf("%s has no form %s:\n%s", s.path, id, s.text())
	}
	return attribute(m, "action")
}

// touch taps a child's tile on the wall.
func (s *screen) touch(child hub.ID) *screen {
	s.b.t.Helper()
	for _, m := range regexp.MustCompile(`<button class="tile kid[^>]*>`).FindAllString(s.page, -1) {
		if attribute(m, "data-same") == child.String() {
			return s.tap(s.action("wall"), "tap", attribute(m, "value"))
		}
	}
	s.b.t.Fatalf("%s has no tile to touch for %v", s.path, child)
	return s
}

// touchAll taps whatever still waits to be tapped, tile by tile.
func (s *screen) touchAll(state string) {
	s.b.t.Helper()
	tile := regexp.MustCompile(`<button class="tile kid ` + state + `[^>]*>`)
	for m := tile.FindString(s.page); m != ""; m = tile.FindString(s.page) {
		s.tap(s.action("wall"), "tap", attribute(m, "value"))
		if s.code != 200 {
			s.b.t.Fatalf("a touch is answered with %d:\n%s", s.code, s.text())
		}
	}
}

// days is what the log says of today, by child.
func (b *box) days() map[hub.ID]care.Day {
	b.t.Helper()
	recs, err := b.store.FindPeriod(b.ctx, "day", string(b.desk.Today()))
	b.must(err)
	out := map[hub.ID]care.Day{}
	for _, rec := range recs {
		out[rec.Subject] = care.AsDay(form.Builtin(), rec)
	}
	return out
}

func (b *box) noted() (n uint64) {
	b.t.Helper()
	v, err := b.store.Vector(b.ctx, hub.LaneLocal)
	b.must(err)
	for _, r := range v {
		n += r.Head.Seq
	}
	return n
}

// A morning and an evening of thirty children, who acts included, and one child
// that mother fetches instead.
func TestThirtyChildrenInFewTaps(t *testing.T) {
	b := newBox(t)
	all := b.nursery()
	s := b.wallScreen().at("/wall/morning")
	s.touchAll("")
	if here := len(b.days()); s.taps > 45 || s.taps != 27 || here != 30 {
		t.Errorf("morning: %d taps, %d children are here", s.taps, here)
	}
	s.shows("30 到了", "0 还没到")

	b.clock.at = b.clock.at.Add(8 * time.Hour)
	s.taps = 0
	s.at("/wall/evening").shows("0 已走", "30 还在", "等奶奶接")
	s.touch(all[9])
	s.shows("奶奶接走，记好了")
	mother := regexp.MustCompile(`name="instead" value="([0-9a-f]{32})">妈妈接的`).FindStringSubmatch(s.page)
	if mother == nil {
		t.Fatalf("nobody else may have fetched the child:\n%s", s.text())
	}
	s.tap(s.action("undo"), "instead", mother[1]).shows("妈妈接走，记好了")
	s.touchAll("here")
	gone := 0
	for _, d := range b.days() {
		if d.Out == 17*60 && !d.OutBy.IsZero() {
			gone++
		}
	}
	if s.taps > 45 || s.taps != 27 || gone != 30 {
		t.Errorf("evening: %d taps, %d children are gone", s.taps, gone)
	}
	s.shows("30 已走", "0 还在")
}

func TestSlipsOnTheWall(t *testing.T) {
	b := newBox(t)
	child, other := b.enrolled("王涵", hub.ID{}, hub.ID{}), b.enrolled("李轩", hub.ID{}, hub.ID{})
	s := b.wallScreen().at("/wall/morning")
	stale := b.wallScreen().at("/wall/morning")

	// The same form twice: a double tap, or a post whose answer was lost.
	form := s.form("tap", child.String())
	before := b.noted()
	s.post("/wall/morning", form).on("/wall/morning").shows("9:00 到了，好着呢，奶奶送来", "妈妈送的")
	s.post("/wall/morning", form).on("/wall/morning")
	if got := b.noted() - before; got != 1 {
		t.Errorf("a double tap wrote %d commits", got)
	}
	// Another open wall has not seen it yet.
	b.clock.at = b.clock.at.Add(5 * time.Minute)
	stale.touch(child).on("/wall/morning").shows("1 到了")
	if d := b.days()[child]; b.noted()-before != 1 || d.In != 9*60 {
		t.Errorf("a second wall moved the arrival to %d", d.In)
	}
	// Taken back, twice as well.
	form = s.form("undo", s.actToken())
	s.post("/wall/morning", form).on("/wall/morning")
	s.post("/wall/morning", form)
	if d := b.days()[child]; d.In >= 0 || b.noted()-before != 2 {
		t.Errorf("taken back: %+v, %d commits", d, b.noted()-before)
	}
	if strings.Contains(s.page, `name="undo"`) {
		t.Error("the bar still offers what was taken back")
	}
	// What is posted by hand.
	for name, values := range map[string][]string{
		"no child":            {"tap", ""},
		"rubbish":             {"tap", "xyz"},
		"a child of nowhere":  {"tap", hub.NewID().String()},
		"an act of nowhere":   {"undo", hub.NewID().String()},
		"a person of nowhere": {"instead", hub.NewID().String(), "token", hub.NewID().String()},
	} {
		s.at("/wall/morning")
		if s.post("/wall/morning", s.form(values...)); s.code >= 500 {
			t.Errorf("%s: %d\n%s", name, s.code, s.text())
		}
	}
	if len(b.days()) != 1 {
		t.Errorf("posted by hand: %d days", len(b.days()))
	}
	_ = other
}

func (s *screen) actToken() string {
	s.b.t.Helper()
	m := regexp.MustCompile(`name="undo" value="([0-9a-f]{32})"`).FindStringSubmatch(s.page)
	if m == nil {
		s.b.t.Fatalf("%s offers nothing to take back:\n%s", s.path, s.text())
	}
	return m[1]
}

func TestAskedToSayWhoActs(t *testing.T) {
	b := newBox(t)
	child := b.enrolled("王涵", hub.ID{}, hub.ID{})
	_, err := b.desk.AddStaff(b.ctx, b.actor(), hub.NewID(), desk.Worker{Name: "王医生", Role: hub.RoleHealth})
	b.must(err)
	s := b.wallScreen().get("/wall/morning").shows("今天是 11月23日 星期一", "谁在登记", "张桂兰")
	if strings.Contains(s.text(), "王医生") || strings.Contains(s.text(), "王涵") {
		t.Errorf("before somebody says who she is, the wall shows %s", s.text())
	}
	s.post("/wall/morning", s.form("tap", child.String()))
	if len(b.days()) != 0 {
		t.Error("nobody acted, and something was noted")
	}
	s.at("/wall/morning").touch(child)
	entry, err := b.store.Entry(b.ctx, b.days()[child].Commit)
	b.must(err)
	if entry.Author != b.worker {
		t.Error("the log does not say who acted")
	}
	// A new day asks again, and the tap confirms it.
	b.clock.at = b.clock.at.Add(24 * time.Hour)
	s.get("/wall/morning").shows("今天是 11月24日 星期二")
}

func TestAbsence(t *testing.T) {
	b := newBox(t)
	first := b.enrolled("王涵", hub.ID{}, hub.ID{})
	b.enrolled("王轩", first, hub.ID{})
	s := b.wallScreen().at("/wall/morning")
	s.get("/wall/morning?leave=1").touch(first).on("/wall/absent").shows("王涵", "病假", "没说原因")
	s.tap("/wall/absent", "reason", "sick").on("/wall/morning").shows("病假，记好了", "1 请假", "1 还没到")
	if d := b.days(); len(d) != 1 || d[first].Absent != "sick" {
		t.Errorf("one of two is ill: %+v", d)
	}
	s.touch(first).shows("1 到了") // came after all
}

func TestSomebodyWhoIsNotOnTheList(t *testing.T) {
	b := newBox(t)
	child := b.enrolled("王涵", hub.ID{}, hub.ID{})
	s := b.wallScreen().at("/wall/morning").touch(child)
	b.clock.at = b.clock.at.Add(8 * time.Hour)
	s.at("/wall/evening").touch(child)
	s.tap("/wall/evening", "instead", "other").on("/wall/pickup").shows("李秀英", "奶奶 · 平时接", "王小龙", "不在接送名单上")
	if b.days()[child].Out >= 0 {
		t.Error("asked who fetched, and gone already")
	}
	boy := regexp.MustCompile(`value="([0-9a-f]{32})" disabled`).FindStringSubmatch(s.page)
	if boy == nil {
		t.Fatalf("the boy can be pressed:\n%s", s.page)
	}
	s.post("/wall/evening", s.form("by", boy[1]))
	if s.code != http.StatusForbidden || b.days()[child].Out >= 0 {
		t.Errorf("by hand the boy is let in: %d %s", s.code, s.text())
	}
	s.shows("先别让孩子走")

	// Without a PIN there is no exception.
	s.get("/wall/stranger?child=" + child.String())
	if s.path != "/pin" {
		t.Errorf("without PIN the exception stands at %s", s.path)
	}
	signed := b.newScreen().at("/wall/evening")
	signed.get("/wall/stranger?child="+child.String()).on("/wall/stranger").shows("王涵 · 平时奶奶接", "还没问")
	if signed.tap("/wall/stranger", "go", "next"); signed.code != http.StatusUnprocessableEntity {
		t.Errorf("nothing is said, and it answers %d", signed.code)
	}
	signed.shows("来接的人叫什么，还没写", "满 18 岁", "打个电话")
	signed.tap("/wall/stranger", "kin", "舅舅").on("/wall/stranger")
	signed.tap("/wall/stranger", "adult", "yes").on("/wall/stranger")
	signed.tap("/wall/stranger", "seen", "yes").on("/wall/stranger")
	signed.tap("/wall/stranger", "go", "name").on("/wall/stranger/name").shows("舅舅叫什么")
	values := signed.form("go", "next")
	values.Set("text", "王大勇")
	signed.post("/wall/stranger/name", values).on("/wall/stranger").shows("王大勇")
	signed.tap("/wall/stranger", "go", "next").on("/wall/evening").shows("名单外的人接")
	h, err := b.desk.Handover(b.ctx, b.actor(), b.days()[child].Stranger)
	b.must(err)
	if h.Name != "王大勇" || h.Relation != "舅舅" || !h.Adult || !h.IDSeen || h.By != b.worker {
		t.Errorf("the exception: %+v", h)
	}
	if strings.Contains(s.at("/wall/evening").text(), "王大勇") {
		t.Error("the open wall names him")
	}
}

func TestCorrectionsKeepTheirTrail(t *testing.T) {
	b := newBox(t)
	child := b.enrolled("王涵", hub.ID{}, hub.ID{})
	s := b.wallScreen().at("/wall/morning").touch(child)
	b.clock.at = b.clock.at.Add(3 * time.Hour)
	path := "/wall/child/" + child.String()
	s.get(path).on(path).shows("9:00，奶奶送来", "没来，点错了", "要按密码")
	post := s.action("step")
	s.tap(post, "fix", "in").on(post).shows("应该是几点")
	if !strings.Contains(s.page, `name="hour" value="13" disabled`) {
		t.Error("a time that lies ahead can be tapped")
	}
	s.tap(post, "hour", "8").tap(post, "minute", "40").shows("8:40", "为什么改")
	s.tap(post, "go", "time").tap(post, "minute", "45").tap(post, "reason", "钟不准").on(post).shows("按密码，改过来")
	s.tap(post, "go", "next")
	if s.path != "/pin" || b.days()[child].In != 9*60 {
		t.Fatalf("without PIN it stands at %s", s.path)
	}
	signed := b.newScreen().at("/wall/morning")
	query := regexp.MustCompile(`next" value="([^"]*)"`).FindStringSubmatch(s.page)
	next := post + "?fix=in&hour=8&minute=45&reason=" + "钟不准"
	if query != nil {
		next = strings.ReplaceAll(query[1], "&amp;", "&")
	}
	signed.get(next).on(post).shows("改过来", "张桂兰：到 9:00")
	signed.tap(post, "go", "next").on("/wall/morning").shows("8:45 到", "改好了")
	if d := b.days()[child]; d.In != 8*60+45 || d.Reason != "钟不准" {
		t.Errorf("corrected: %+v", d)
	}
	signed.get(path).shows("张桂兰：到 9:00 改成 8:45，为什么改 钟不准")
	if strings.Contains(s.get(path).text(), "改成") {
		t.Error("the open wall shows the trail")
	}
	signed.at("/wall/morning").tap("/wall/morning", "undo", signed.actToken()).shows("9:00 到")
}

func TestForgottenLeavings(t *testing.T) {
	b := newBox(t)
	all := []hub.ID{b.enrolled("王涵", hub.ID{}, hub.ID{}), b.enrolled("李轩", hub.ID{}, hub.ID{}), b.enrolled("陈桐", hub.ID{}, hub.ID{})}
	s := b.wallScreen().at("/wall/morning")
	s.touchAll("")
	b.clock.at = b.clock.at.Add(9*time.Hour + 30*time.Minute) // 18:30
	s.get("/").shows("3 个孩子未登记离开")
	s.at("/wall/evening").shows("3 未登记离开", "补记 3 个孩子")
	s.get("/wall/missing").touch(all[0]).on("/wall/gone").shows("几点走的？", "18:30 刚走", "18:00 放学")
	s.tap("/wall/evening", "hour", "16").on("/wall/gone").shows("再点几分")
	s.tap("/wall/evening", "minute", "15").on("/wall/missing").shows("2 未登记离开")
	if d := b.days()[all[0]]; d.Out != 16*60+15 || d.OutBy.IsZero() {
		t.Errorf("she left at a quarter past four, as was said; noted %+v", d)
	}
	// The others are found next morning.
	b.clock.at = b.clock.at.Add(14 * time.Hour)
	s.get("/").shows("2 个孩子那天没记离开", "11月23日")
	s.at("/wall/missing").shows("11月23日补记", "2 未登记离开")
	day := "/wall/child/" + all[1].String() + ".2026-11-23"
	if !strings.Contains(s.page, `href="`+day+`"`) {
		t.Fatalf("no way to %s", day)
	}
	signed := b.newScreen().at("/wall/missing")
	signed.get(day).tap(day, "fix", "out").tap(day, "hour", "17").tap(day, "minute", "30").tap(day, "reason", "家里人说的").tap(day, "go", "next")
	signed.on("/wall/missing").shows("1 未登记离开")
	b.clock.at = b.clock.at.Add(-14 * time.Hour)
	if d := b.days()[all[1]]; d.Out != 17*60+30 || d.OutBy.IsZero() {
		t.Errorf("noted afterwards: %+v", d)
	}
}

func TestLateAndSheetsOfAWall(t *testing.T) {
	b := newBox(t)
	site := form.Builtin().Edit("site", b.site, b.site, form.Values{"late_after": 8*60 + 30})
	_, err := b.store.Append(b.ctx, hub.Draft{Request: hub.NewID(), Lane: hub.LaneLocal, Edits: []hub.Edit{site}})
	b.must(err)
	group, err := b.desk.AddGroup(b.ctx, b.actor(), hub.NewID(), b.site, desk.Group{Name: "乙班", Type: "da", Places: 20})
	b.must(err)
	var all []hub.ID
	for i, r := range []rune(given) {
		g := hub.ID{}
		if i < 12 {
			g = group
		}
		all = append(all, b.enrolled("王"+string(r)+string(r), hub.ID{}, g))
	}
	all = append(all, b.enrolled("李小小", hub.ID{}, hub.ID{}))
	s := b.wallScreen().at("/wall/morning").shows("33 还没到", "乙班", "没分班")
	if n := strings.Count(s.page, `class="tile kid`); n != 12 {
		t.Errorf("the first sheet has %d tiles", n)
	}
	s.touch(all[0]).shows("9:00 晚到", "32 还没到")
	second := regexp.MustCompile(`href="(/wall/morning\?sheet=[^"]*)">没分班`).FindStringSubmatch(s.page)
	if second == nil {
		t.Fatalf("no second sheet:\n%s", s.page)
	}
	s.get(second[1])
	if n := strings.Count(s.page, `class="tile kid`); n != 21 {
		t.Errorf("the second sheet has %d tiles", n)
	}
	s.touch(all[20])
	if n := strings.Count(s.page, `class="tile kid`); n != 21 {
		t.Errorf("after a tap the wall stands on a sheet of %d tiles", n)
	}
}

func TestWhoIsOnDuty(t *testing.T) {
	b := newBox(t)
	liu, err := b.desk.AddStaff(b.ctx, b.actor(), hub.NewID(), desk.Worker{Name: "刘建平", Role: hub.RoleCarer})
	b.must(err)
	b.nursery()
	b.wallScreen().at("/wall/morning").touchAll("")
	s := b.wallScreen().get("/staff").shows("30 个孩子", "0 位老师", "差 10 位", "要 10 位")
	form := s.form("tap", liu.String())
	s.post("/staff", form).on("/staff").shows("差 9 位", "9:00 来的")
	s.post("/staff", form).on("/staff").shows("差 9 位") // the same form again
	s.tap("/staff", "tap", liu.String()).shows("差 10 位", "9:00 走的")
	s.get("/").shows("家同意书还没签", "0 位老师记了在岗")
	if text := s.text(); strings.Index(text, "家同意书还没签") > strings.Index(text, "0 位老师记了在岗") {
		t.Error("a note that nobody made yet stands before a family")
	}
	s.get("/staff").tap("/staff", "tap", b.worker.String())
	s.get("/").shows("9 位老师还缺", "在岗 1 位，要 10 位")
}

func TestHomeCountsAndNamesNobody(t *testing.T) {
	b := newBox(t)
	s := b.wallScreen().get("/").on("/").shows("早上好。今天的事都办好了。", "登记宝宝", "11月23日 星期一")
	b.enrolled("王涵", hub.ID{}, hub.ID{})
	s.get("/").shows("今天有三件事", "1 个孩子还没到", "今天在托 1 人，到了 0 人", "家同意书还没签")
	if strings.Contains(s.text(), "王涵") || strings.Contains(s.text(), "李秀英") {
		t.Error("the open home page names somebody")
	}
	b.clock.at = b.clock.at.Add(5 * time.Hour)
	if strings.Contains(s.get("/").text(), "还没到") {
		t.Error("in the afternoon nobody is waited for")
	}
}

func tapOf(b *box, children ...hub.ID) desk.Tap {
	return desk.Tap{Request: hub.NewID(), Day: b.desk.Today(), Minute: b.desk.Minute(), Children: children}
}

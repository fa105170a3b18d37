package station_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/web"
)

// tiles are the ids that can be tapped on a page, in order.
func (s *screen) tiles() (out []string) {
	for _, m := range regexp.MustCompile(`name="pick" value="([0-9a-f]{32})"`).FindAllStringSubmatch(s.page, -1) {
		out = append(out, m[1])
	}
	return out
}

// expects registers a family that expects a child.
func (b *box) expects(name string) hub.ID {
	b.t.Helper()
	made, err := b.desk.Register(b.ctx, b.actor(), desk.Registration{Request: hub.NewID(), Name: name, Unnamed: true, Category: "expecting", Site: b.site,
		People: []desk.Person{{Name: "周敏", Kinship: "mother", Guardian: true, Carer: true}}})
	b.must(err)
	b.learn()
	return made.Child
}

// A pregnancy is asked about of those who expect a child: first, and where there is none
// the way is said; of every other sheet they come last.
func TestAPregnancyIsOfTheUnborn(t *testing.T) {
	b := newBox(t)
	child := b.enrolled("王涵", hub.ID{}, hub.ID{})
	s := b.screen.get("/forms/pregnancy/whose").shows("还没有登记怀着的家庭", "登记宝宝", "还没取名")
	if !strings.Contains(s.page, `href="/register"`) {
		t.Error("no way leads to where she is registered")
	}
	unborn := b.expects("周某")
	s.get("/forms/pregnancy/whose").shows("还没生", "没有她家，先登记")
	if got := s.tiles(); got[0] != unborn.String() {
		t.Errorf("first stands %s, want who is expected: %s", got[0], unborn)
	}
	s.tap("/forms/pregnancy/whose", "go", "write").on("/register/name")
	s.get("/forms/cannot-eat/whose")
	if got := s.tiles(); got[0] != child.String() || got[len(got)-1] != unborn.String() {
		t.Errorf("of what a child cannot eat are asked %v", got)
	}
	if n := strings.Count(s.page, `class="peg`); n < 2 {
		t.Errorf("%d of two children have their peg", n)
	}
}

// Whoever may fill in one sheet of a form may fill in many, and nobody else may: of every
// form and every role.
func TestOneAndManyAgree(t *testing.T) {
	b := newBox(t)
	b.enrolled("王涵", hub.ID{}, hub.ID{})
	tables, refused := 0, 0
	for _, role := range []hub.Role{hub.RoleHead, hub.RoleCarer, hub.RoleHealth, hub.RoleTownship} {
		browser := b.stranger(&web.Session{Actor: hub.Actor{Staff: b.worker, Role: role}, Signed: true})
		browser.CheckRedirect = nil
		s := &screen{b: b, http: browser}
		for _, def := range b.desk.Forms().Sheets() {
			at := "/forms/" + string(def.Kind)
			one, many := s.get(at+"/new").code, s.get(at+"/many").code
			if one != many || (many == 403) == def.MayBegin(role) || (many == 200) != def.MayBegin(role) {
				t.Errorf("%s to a %s: one answers %d, many %d", def.Kind, role, one, many)
			}
			if many == 403 {
				refused++
			} else if len(def.Batch) > 0 {
				tables++
			}
		}
	}
	if tables < 4 || refused < 4 {
		t.Errorf("%d tables were seen and %d refused", tables, refused)
	}
}

// A sheet that was begun is gone on with where she was, or put aside and begun anew.
func TestAHalfFilledSheetAsks(t *testing.T) {
	b := newBox(t)
	child := b.enrolled("王涵", hub.ID{}, hub.ID{})
	begin := "/forms/cannot-eat/new?for=" + child.String()
	s := b.screen.get(begin).shows("第 1 步")
	s.tap(s.path, "text", "鸡蛋", "go", "next").shows("第 2 步")
	second := s.path
	s.get(begin).shows("上次没写完", "鸡蛋", "写到“会怎样”", "从头填一张")
	if !strings.Contains(s.page, `href="`+second+`"`) {
		t.Errorf("接着写 does not lead to %s", second)
	}
	anew := s.form("sheet", strings.Split(second, "/")[4])
	s.post(begin, anew).shows("第 1 步")
	if strings.Contains(s.page, "鸡蛋") && s.field("text") == "鸡蛋" {
		t.Error("a sheet that is begun anew knows the old answer")
	}
	s.post(begin, anew) // the finger that taps twice must not lay the new one over the old
	s.get("/unfinished").shows("拿回来").tap("/unfinished", "do", "aside/sheet/"+strings.Split(second, "/")[4])
	s.get(begin).shows("鸡蛋")
}

// What was typed into a table stays to be read when a newer version of the form has no
// table, asks less in it, or when the form is out of use; and it can be noted one by one.
func TestATableThatIsGone(t *testing.T) {
	b := newBox(t)
	const head = "kind: x-140427-window\ntitle: 量体温\ngroup: 照护\nsubject: child\nretention: work\nwrite: [head]\n"
	const fields = `fields:
  - {no: 1, name: temp, label: 体温, type: int, unit: 度, scale: 10, min: 340, max: 430, required: true, privacy: internal}
  - {no: 2, name: at, label: 几点量的, type: time, privacy: internal}
`
	version := func(no, rest string) *form.Definition {
		return b.learns([]byte(head + "version: " + no + "\n" + fields + rest))
	}
	def := version("1", "batch: [temp, at]\n")
	kids := []hub.ID{b.enrolled("王涵", hub.ID{}, hub.ID{}), b.enrolled("李轩", hub.ID{}, hub.ID{})}
	many := "/forms/" + string(def.Kind) + "/many"
	s := b.screen
	for _, kid := range kids {
		cell := many + "/" + kid.String() + "/at"
		s.get(cell).tap(cell, "hour", "8").tap(cell, "minute", "10").tap(cell, "go", "next")
		cell = many + "/" + kid.String() + "/temp"
		s.get(cell).tap(cell, "count-n", "36.6", "go", "next")
	}
	version("2", "batch: [temp]\n")
	s.get(many).shows("表换了样子", "看写过的").get(many+"?typed=1").shows("王涵", "李轩", "几点量的 8:10", "体温 36.6 度")
	version("3", "")
	s.get(many).shows("不能一起填了", "一个也没少", "王涵", "几点量的 8:10", "体温 36.6 度")
	s.get(many+"/"+kids[0].String()).get("/unfinished").shows("量体温：一起填", "王涵")
	s.get(many).shows("李轩")
	if s.has("王涵") {
		t.Error("who has a sheet of her own stands there still")
	}
	s.get(many+"/"+kids[0].String()).shows("上次没写完", "8:10") // an old page: her sheet is not begun over
	version("4", "retired: true\n")
	s.get(many).shows("县里不用了", "李轩", "体温 36.6 度")
	if s.post(many, url.Values{"go": {"next"}}); len(b.sheets(def.Kind)) != 0 {
		t.Error("a form out of use was noted")
	}
}

// A table of yesterday is noted as yesterday's, and says so.
func TestATableOfYesterday(t *testing.T) {
	b := newBox(t)
	def := b.wholeForm()
	kid := b.enrolled("王涵", hub.ID{}, hub.ID{})
	many := "/forms/" + string(def.Kind) + "/many"
	cell := many + "/" + kid.String() + "/temp"
	yesterday := b.desk.Today()
	s := b.screen.get(cell).tap(cell, "count-n", "36.6", "go", "next")
	b.clock.at = b.clock.at.AddDate(0, 0, 1)
	s.get(many).shows("这些是昨天写的", "36.6 度").tap(many, "go", "next")
	rows := b.sheets(def.Kind)
	if len(rows) != 1 || rows[0].Day != yesterday {
		t.Fatalf("noted: %v, want one of %s", rows, yesterday)
	}
	if s.get(many).has("昨天写的") {
		t.Error("a new table is of another day")
	}
}

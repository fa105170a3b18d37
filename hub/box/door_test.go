package box_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/access"
	"yizhan/hub/care"
	"yizhan/hub/trust"
)

// Five wrong PINs lock her out, and a restart does not let her in sooner.
func TestLockOut(t *testing.T) {
	s := serve(t, t.TempDir())
	f := s.setUp().open("/out")
	f.open("/settings").on("/pin?next=%2Fsettings")
	for left := 4; left > 0; left-- {
		f.keys("pin", "9753")
		if f.code != http.StatusUnprocessableEntity {
			t.Fatalf("a wrong PIN: %d", f.code)
		}
		f.says("还能试 " + string(rune('0'+left)) + " 次")
	}
	f.keys("pin", "9753").says("先等 1 分钟再试", "打电话重设")
	if strings.Contains(f.page, `name="key"`) {
		t.Error("the keys are to be gone while she waits")
	}
	staff := attrOf(f.page, "who")
	right := url.Values{"who": {staff}, "pin": {"2469"}, "next": {"/"}}
	if f.send("/pin", right); f.code != http.StatusUnprocessableEntity {
		t.Errorf("the right PIN while locked: %d", f.code)
	}
	s = s.again()
	if f.at(s).send("/pin", right); f.code != http.StatusUnprocessableEntity {
		t.Errorf("the right PIN after a restart: %d", f.code)
	}
	f.open("/pin").says("先等 1 分钟再试")
	f.open("/wall/morning").saysNot("先等") // the 登记台 stays open
	f.open("/setup").on("/")              // and the set-up closed
}

// attrOf is the value of the first element of that name.
func attrOf(page, name string) string {
	for _, tag := range append(buttonOf.FindAllString(page, -1), inputOf.FindAllString(page, -1)...) {
		if attr(tag, "name") == name {
			return attr(tag, "value")
		}
	}
	return ""
}

// A lone worker who forgot her PIN telephones; no network is needed.
func TestResetByTelephone(t *testing.T) {
	s := serve(t, t.TempDir())
	f := s.setUp()
	county := newCounty(t)
	f.upload("/settings/county", county.invite("韩店村照护驿站"))
	f.open("/out")
	f.open("/pin?next=/settings").open(f.link("打电话重设")).says("念这六个数", "上党区")
	shown := strings.ReplaceAll(between(f.page, `num out">`, "<"), " ", "")
	f.keys("code", "000000")
	if f.code != http.StatusUnprocessableEntity {
		t.Errorf("wrong figures: %d", f.code)
	}
	f.says("那六个数对不上，还可以按 4 次")
	f.keys("code", county.answer(s, shown)).says("定四个数当密码")
	// a power cut here opens nothing to anybody, and she can telephone once more
	other := s.finger()
	other.open("/setup").on("/").open("/settings").on("/pin?next=%2Fsettings")
	other.keys("pin", "2469")
	if other.code != http.StatusUnprocessableEntity {
		t.Errorf("the old PIN after the reset: %d", other.code)
	}
	f.keys("pin", "8642").says("再按一遍").keys("pin", "8642").on("/settings")
	s.stop()
	if n := len(s.records("reset")); n != 1 {
		t.Errorf("%d resets on the trail", n)
	}
}

func between(text, after, before string) string {
	_, text, _ = strings.Cut(text, after)
	text, _, _ = strings.Cut(text, before)
	return text
}

// answer is what the county tells back.
func (c county) answer(s *served, shown string) string {
	c.t.Helper()
	station, err := trust.Open(s.dir)
	if err != nil {
		c.t.Fatal(err)
	}
	key, err := c.box.Trust().Identity().Shared(station.Identity().Recipient(), "pin-reset")
	if err != nil {
		c.t.Fatal(err)
	}
	answer, _, err := access.AnswerReset(key, shown)
	if err != nil {
		c.t.Fatal(err)
	}
	return answer
}

// Without a county nobody can help by telephone, and the page says what to do.
func TestResetBeforeEnrolment(t *testing.T) {
	f := serve(t, t.TempDir()).setUp().open("/out").open("/pin")
	f.open(f.link("打电话重设"))
	if f.code != http.StatusForbidden {
		t.Errorf("status %d", f.code)
	}
	f.says("还没有入网", "请站长在设置里")
}

// Where to go after the PIN is an address of this box, or the home page.
func TestNoOpenRedirect(t *testing.T) {
	s := serve(t, t.TempDir())
	f := s.setUp()
	f.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	who := strings.TrimPrefix(between(f.open("/me").page, `action="/settings/staff/`, `"`), "/")
	for next, want := range map[string]string{
		"/settings":                    "/settings",
		"/child/1?x=1":                 "/child/1?x=1",
		"//evil.example":               "/",
		"///evil.example":              "/",
		"/\\evil.example":              "/",
		"\\\\evil.example":             "/",
		"/\t/evil.example":             "/",
		"/\n/evil.example":             "/",
		" //evil.example":              "/",
		"https://evil.example/":        "/",
		"https:evil.example":           "/",
		"evil.example":                 "/",
		"javascript:alert(1)":          "/",
		"/pin?next=/pin":               "/", // no circles
		"/out":                         "/",
		"":                             "/",
		"/" + strings.Repeat("a", 300): "/",
	} {
		res, err := f.http.PostForm(f.url+"/pin", url.Values{"who": {who}, "pin": {"2469"}, "next": {next}})
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if got := res.Header.Get("Location"); res.StatusCode != http.StatusSeeOther || got != want {
			t.Errorf("%q leads to %q (%d), want %q", next, got, res.StatusCode, want)
		}
		f.open("/pin?next=" + url.QueryEscape(next))
		if got := attrOf(f.page, "next"); got != want {
			t.Errorf("the form of %q carries %q", next, got)
		}
		f.open("/help/pin?from=" + url.QueryEscape(next))
		if strings.Contains(f.page, "evil.example") || strings.Contains(f.page, "javascript:") {
			t.Errorf("the help page of %q leads elsewhere", next)
		}
	}
}

// The cover asks for the PIN again, names nobody, and leads back.
func TestCover(t *testing.T) {
	s := serve(t, t.TempDir())
	f := s.setUp()
	f.open("/cover?next=/settings/display").says("韩店村照护驿站", "碰一下屏幕", "没写完的都存好了").saysNot("张桂兰")
	other := s.finger().open("/cover").saysNot("没写完")
	other.open("/settings").on("/pin?next=%2Fsettings")
	f.open("/settings").on("/pin?next=%2Fsettings") // covered
	token := f.http.Jar.Cookies(mustURL(f.url))[0].Value
	f.open("/pin?next=/settings/display").says("请按密码").keys("pin", "2469").on("/settings/display")
	if again := f.http.Jar.Cookies(mustURL(f.url))[0].Value; again != token {
		t.Error("the same session is to go on")
	}
	f.open("/out").on("/cover?next=/").open("/settings").on("/pin?next=%2Fsettings")
	if len(f.http.Jar.Cookies(mustURL(f.url))) != 0 {
		t.Error("who has left keeps no token")
	}
}

func mustURL(s string) *url.URL {
	u, err := url.Parse(s)
	if err != nil {
		panic(err)
	}
	return u
}

// The 站长 adds a colleague, who chooses her PIN, and may do what a 保育师 may.
func TestASecondWorker(t *testing.T) {
	s := serve(t, t.TempDir())
	head := s.setUp()
	head.open("/settings/staff").on("/settings/staff").open("/settings/staff/new")
	head.press("put", "刘").press("write", "pinyin").press("letter", "p").press("put", head.next("put")).press("go", "next").on("/settings/staff/new/peg")
	if !strings.Contains(head.page, `value="shi1" aria-label="柿子" disabled`) {
		t.Error("the picture of 张桂兰 is taken")
	}
	head.press("go", "more").press("go", "more").press("peg", head.free()).keys("pin", "7531").keys("pin", "7531").says("保育师", "有")
	path := head.path

	f := s.finger().open("/pin?next=/settings").says("张桂兰", "保育师").saysNot("请按密码")
	for _, b := range buttonOf.FindAllString(f.page, -1) {
		if who := attr(b, "value"); attr(b, "name") == "who" && strings.HasSuffix(path, who) {
			f.press("who", who)
			break
		}
	}
	f.keys("pin", "7531").on("/settings").saysNot("谁在这里做", "接县里").says("字大小", "安全状态")
	for _, closed := range []string{"/settings/staff", "/settings/county", "/settings/groups", "/settings/staff/new"} {
		if f.open(closed); f.code != http.StatusForbidden {
			t.Errorf("%s: %d for a 保育师", closed, f.code)
		}
		f.says("请站长来做")
	}
	mine := strings.TrimPrefix(path, "/settings/staff/")
	theirs := headOf(t, head)
	if f.send("/settings/staff/"+theirs, url.Values{"do": {"pin"}}); f.code != http.StatusForbidden {
		t.Errorf("somebody else's PIN: %d", f.code)
	}
	if f.send("/settings/staff/"+mine, url.Values{"role": {"head"}}); f.code != http.StatusUnprocessableEntity {
		t.Errorf("her own role: %d", f.code)
	}
	f.open("/settings/staff/"+mine+"/peg").press("peg", f.free()).on("/me")

	// the last 站长 stays; who leaves is out at once
	head.open("/me").saysNot("不在这里做了")
	if head.send("/settings/staff/"+theirs, url.Values{"do": {"gone"}}); head.code != http.StatusForbidden {
		t.Errorf("the last 站长 left: %d", head.code)
	}
	head.says("唯一的站长")
	head.open(path).press("role", "head").on(path).says("站长")
	f.open("/settings").on("/pin?next=%2Fsettings") // another role: she comes in anew
	head.open(path).press("do", "gone").on("/settings/staff").says("张桂兰")
	if f.send("/pin", url.Values{"who": {mine}, "pin": {"7531"}}); f.code == http.StatusOK {
		t.Error("who left came in")
	}
	s.stop()
	if n := len(s.records("staff")); n != 2 {
		t.Errorf("%d workers on record; nobody is removed", n)
	}
}

func headOf(t *testing.T, head *finger) string {
	t.Helper()
	return between(head.open("/me").page, `action="/settings/staff/`, `"`)
}

// free is the first picture that nobody has.
func (f *finger) free() string {
	f.t.Helper()
	for _, b := range buttonOf.FindAllString(f.page, -1) {
		if attr(b, "name") == "peg" && !strings.Contains(b, " disabled") {
			return attr(b, "value")
		}
	}
	f.t.Fatal("every picture is taken")
	return ""
}

// One box may serve two sites; a worker acts for the one she has chosen.
func TestASecondSite(t *testing.T) {
	s := serve(t, t.TempDir())
	f := s.setUp().open("/settings/sites").says("韩店村照护驿站", "现在替它做")
	f.press("do", "new").on("/setup/place").says("在哪个村", "再加一个站点").saysNot("密码")
	f.press("pick", f.next("pick")).press("kind", "family").press("kind", "village").press("go", "next").on("/setup/groups").says("家庭托育点").saysNot("托大班")
	f.press("more", "family").press("go", "next").on("/settings/sites").says("换到这个站")
	f.open("/setup").on("/")
	f.open("/settings/groups").says("混合班")
	f.open("/settings/sites").press("do", f.next("do")).on("/settings/sites")
	f.open("/settings/groups").says("家庭托育点", "一共 5 个托位").saysNot("混合班")
	s = s.again()
	f.at(s).open("/settings/groups").keys("pin", "2469").says("家庭托育点") // it stays chosen
	if f.send("/settings/sites", url.Values{"do": {hub.NewID().String()}}); f.code != http.StatusNotFound {
		t.Errorf("a site of nobody: %d", f.code)
	}
	s.stop()
	sites := s.records("site")
	if len(sites) != 2 {
		t.Fatalf("%d sites", len(sites))
	}
	groups := 0
	for _, rec := range s.records("group") {
		if care.As[care.Group](forms, rec).Type == "family" {
			groups++
		}
	}
	if groups != 1 {
		t.Errorf("%d family groups", groups)
	}
}

// Classes are counted, opened and closed; not below what the rules allow.
func TestPlacesOfClasses(t *testing.T) {
	s := serve(t, t.TempDir())
	f := s.setUp().open("/settings/groups").says("混合班", "一共 18 个托位", "到顶了")
	id := f.next("less")
	f.press("less", id).press("less", id).says("一共 16 个托位").press("more", "xiao").press("go", "next").on("/settings")
	f.says("31 个托位")
	f.open("/settings/groups").press("go", "skip").says("再开一个班").press("more", "hun").press("go", "next").on("/settings/groups").says("一共 49 个托位")
	f.send("/settings/groups", url.Values{"go": {"next"}, "count-" + id: {"999"}}).open("/settings/groups")
	f.says("18") // what is no button of the page is cut to the rule
	s.stop()
	if n := len(s.records("group")); n != 3 {
		t.Errorf("%d groups", n)
	}
}

// Size and contrast are hers alone.
func TestDisplay(t *testing.T) {
	s := serve(t, t.TempDir())
	f := s.setUp().open("/settings/display").press("text", "xl").on("/settings/display")
	f.press("look", "contrast")
	if !strings.Contains(f.page, `data-text="xl" data-theme="contrast"`) {
		t.Error("the page does not show her choice")
	}
	if other := s.finger().open("/pin"); strings.Contains(other.page, "data-text") {
		t.Error("nobody is signed in, and the letters are hers")
	}
	if f.send("/settings/display", url.Values{"text": {`"><script>`}}); f.code != http.StatusUnprocessableEntity {
		t.Errorf("a size that is none: %d", f.code)
	}
}

// The state page answers without PIN, and says no more than is true.
func TestStateAndSafety(t *testing.T) {
	s := serve(t, t.TempDir())
	f := s.setUp()
	s.finger().open("/state").on("/state").says("只有本机 1 条", "邻站也有 0 条", "还没上报过", "还没接，记录先存在本机", "还能存").saysNot("张桂兰", "来路不明")
	f.open("/safety").on("/safety").says("没有防整台偷走", "就看得到", "记录只在这台机器上", "谁打得开孩子的记录", "1 个人都有")
	s.finger().open("/safety").on("/pin?next=%2Fsafety")
	if f.open("/nowhere"); f.code != http.StatusNotFound {
		t.Errorf("a page that is none: %d", f.code)
	}
	f.says("没有这一页", "回首页")
	if f.send("/nowhere/at/all", url.Values{}); f.code != http.StatusNotFound {
		t.Errorf("a post to nowhere: %d", f.code)
	}
	f.open("/help/nothing?from=/state").says("首页怎么看")
	f.open("/more").says("设置", "先离开")
}

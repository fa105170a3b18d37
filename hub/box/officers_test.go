package box

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/box/county"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// The first start: the login page says what to do, and no page lets anybody in.
func TestNobodyCanLogInYet(t *testing.T) {
	r := newRegion(t)
	o := r.browser().get("/child/00000000000000000000000000000000")
	o.on("/login").says("上党区", "还没有人能登录。", "请管机器的人先加一个人")
	o.login("赵敏", password).answers(http.StatusUnprocessableEntity, "名字或者密码不对")
	o.get("/stations").on("/login")
}

func TestLogin(t *testing.T) {
	r := newRegion(t)
	zhao := r.officer("赵敏", hub.RoleCounty, "").says("赵敏 · 退出")
	if saysFirst := strings.Contains(zhao.get("/login").text(), "还没有人能登录"); saysFirst || zhao.at.Path != "/overview" {
		t.Errorf("logged in already, /login leads to %s", zhao.at)
	}
	zhao.post("/logout", nil).on("/login").saysNot("已经退出来了")
	zhao.get("/children").on("/login")

	// A wrong password costs nothing but a sentence; what she wanted to see is kept.
	zhao.get("/children?kind=home").post("/login", url.Values{"name": {"赵敏"}, "password": {"不是这个"}, "next": {"/children?kind=home"}})
	zhao.answers(http.StatusUnprocessableEntity, "名字或者密码不对").on422("赵敏", "/children?kind=home")
	zhao.post("/login", url.Values{"name": {"赵敏"}, "password": {password}, "next": {"/children?kind=home"}}).on("/children")
	if zhao.at.RawQuery != "kind=home" {
		t.Errorf("after the login she stands at %s", zhao.at)
	}
	// A new password, or being taken off, ends what is open.
	r.officer("钱会计", hub.RoleCounty, "")
	r.must(r.county.office.DropOfficer(r.ctx, "赵敏"))
	zhao.get("/children").on("/login").says("隔了一阵没动")
	if err := r.county.office.DropOfficer(r.ctx, "赵敏"); hub.CodeOf(err) != hub.CodeNotFound {
		t.Errorf("taken off twice: %v", err)
	}
}

func (o *officer) on422(name, next string) {
	o.r.t.Helper()
	for _, field := range []string{`value="` + name + `"`, `value="` + next + `"`} {
		if !strings.Contains(o.body, field) {
			o.r.t.Errorf("what was typed is lost: no %s", field)
		}
	}
}

// Guessing is stopped, for that name alone.
func TestLoginLocks(t *testing.T) {
	r := newRegion(t)
	r.officer("钱会计", hub.RoleCounty, "")
	r.officer("赵敏", hub.RoleCounty, "")
	o := r.browser()
	for i := range 6 {
		o.login("赵敏", fmt.Sprintf("猜猜猜猜猜猜猜猜猜猜%d", i))
	}
	o.answers(http.StatusUnprocessableEntity, "先等", "请县里管理的人重设密码")
	o.login("赵敏", password).answers(http.StatusUnprocessableEntity, "先等")
	o.login("钱会计", password).on("/overview")
}

// A browser keeps a token for this host alone, out of scripts' reach, and never
// follows a link to another site after a login.
func TestCookieAndWayBack(t *testing.T) {
	r := newRegion(t)
	r.officer("赵敏", hub.RoleCounty, "")
	stay := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	post := func(next, proto string) *http.Response {
		t.Helper()
		form := url.Values{"name": {"赵敏"}, "password": {password}, "next": {next}}
		req, err := http.NewRequest("POST", r.url+"/login", strings.NewReader(form.Encode()))
		r.must(err)
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("X-Forwarded-Proto", proto)
		res, err := stay.Do(req)
		r.must(err)
		res.Body.Close()
		return res
	}
	for _, c := range []struct{ next, to string }{
		{"/children?kind=home", "/children?kind=home"},
		{"", "/overview"},
		{"//evil.example/", "/overview"},
		{`/\evil.example`, "/overview"},
		{"/\t/evil.example", "/overview"},
		{"https://evil.example", "/overview"},
		{"/login?next=/login", "/overview"},
	} {
		if got := post(c.next, "").Header.Get("Location"); got != c.to {
			t.Errorf("next %q leads to %q, want %q", c.next, got, c.to)
		}
	}
	for proto, secure := range map[string]bool{"": false, "https": true} {
		cookies := post("", proto).Cookies()
		if len(cookies) != 1 {
			t.Fatalf("%d cookies", len(cookies))
		}
		c := cookies[0]
		if c.Name == "yizhan" || !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Secure != secure || c.Domain != "" || c.MaxAge != 0 {
			t.Errorf("behind %q the cookie is %+v", proto, c)
		}
	}
	req, _ := http.NewRequest("GET", r.url+"/login", nil)
	for host, want := range map[string]int{"zhaoyu.example:8090": http.StatusOK, "evil.example": http.StatusMisdirectedRequest} {
		req.Host = host
		res, err := stay.Do(req)
		r.must(err)
		res.Body.Close()
		if res.StatusCode != want {
			t.Errorf("called %s it answers %d, want %d", host, res.StatusCode, want)
		}
	}
}

// 乡镇干部 sees her township and nothing of another, on every page; a whole number
// and the roster are not hers.
func TestTownshipOfficer(t *testing.T) {
	r := newRegion(t)
	own := r.register(r.stations[0], "王梓涵", "13812340421")
	other := r.register(r.stations[2], "秦朗", "13900001111")
	r.meet(r.stations...)
	if err := r.county.office.AddOfficer(r.ctx, "孙乡长", password, hub.RoleTownship, ""); hub.CodeOf(err) != hub.CodeInvalid {
		t.Errorf("a township's officer without a township: %v", err)
	}
	if err := r.county.office.AddOfficer(r.ctx, "孙乡长", password, hub.RoleHealth, "12345"); hub.CodeOf(err) != hub.CodeInvalid {
		t.Errorf("a township of five digits: %v", err)
	}
	sun := r.officer("孙乡长", hub.RoleTownship, sudian)
	sun.says("共 2 站", "苏店镇").saysNot("横河", "荫城", "roster.xlsx")
	sun.get("/stations").says("2 个站，1 个孩子").saysNot("横河", "荫城")
	sun.get("/stations?town=" + yincheng).says("0 个站，0 个孩子").saysNot("横河")
	for _, list := range []string{"/children", "/children?town=" + yincheng, "/children?kind=home"} {
		sun.get(list).on("/children").saysNot("秦朗", "横河", "荫城")
	}
	sun.get("/children").says("王梓涵", "1 个孩子")
	sun.post("/children", url.Values{"q": {"ql"}}).on("/children").says("没有找到").saysNot("秦朗")
	sun.get("/child/"+own.String()).says("138****0421").saysNot("看全号", "13812340421")
	sun.get("/child/"+other.String()).answers(http.StatusForbidden, "这个孩子在别的镇").saysNot("秦朗")
	person := r.person(own)
	sun.post("/child/"+own.String()+"/phone", url.Values{"whose": {person.ID.String()}}).answers(http.StatusForbidden).saysNot("13812340421")
	sun.post("/child/"+other.String()+"/phone", url.Values{"whose": {r.person(other).ID.String()}}).answers(http.StatusForbidden).saysNot("13900001111")
	sun.get("/roster.xlsx").answers(http.StatusForbidden, "名册要县里的人来存")

	// The township's doctor may telephone; of another township she sees as little.
	wu := r.officer("吴医生", hub.RoleHealth, sudian)
	wu.post("/child/"+own.String()+"/phone", url.Values{"whose": {person.ID.String()}}).answers(http.StatusOK, "13812340421")
	wu.get("/child/" + other.String()).answers(http.StatusForbidden)
	wu.get("/roster.xlsx").answers(http.StatusForbidden)
}

// person is the only adult of a child, as the county knows her.
func (r *region) person(child hub.ID) care.Person {
	r.t.Helper()
	recs, err := r.county.store.Of(r.ctx, child, "person")
	r.must(err)
	if len(recs) != 1 {
		r.t.Fatalf("%d adults", len(recs))
	}
	return care.As[care.Person](form.Builtin(), recs[0])
}

// Whatever somebody remembers finds the child; no address holds it, and going on or
// back keeps all that was chosen.
func TestSearch(t *testing.T) {
	r := newRegion(t)
	r.register(r.stations[0], "王梓涵", "13812340421")
	r.register(r.stations[0], "单雨桐", "13812340422")
	r.register(r.stations[2], "王浩然", "13900001111")
	r.meet(r.stations...)
	zhao := r.officer("赵敏", hub.RoleCounty, "")
	for _, c := range []struct {
		typed string
		found []string
	}{
		{"wzh", []string{"王梓涵"}}, {"wangzihan", []string{"王梓涵"}}, {"梓", []string{"王梓涵"}}, {"syt", []string{"单雨桐"}},
		{"0422", []string{"单雨桐"}}, {"13812340422", []string{"单雨桐"}}, {"138 1234 0422", []string{"单雨桐"}},
		{"w", []string{"王梓涵", "王浩然"}}, {"李秀英家的", []string{"单雨桐", "王梓涵", "王浩然"}}, {"赵", nil}, {"<b>&'", nil},
		{"140404202503120025", []string{"单雨桐", "王梓涵", "王浩然"}},
	} {
		zhao.post("/children", url.Values{"q": {c.typed}}).on("/children")
		if got := zhao.listed(); !slices.Equal(got, c.found) {
			t.Errorf("%q finds %q, want %q", c.typed, got, c.found)
		}
		if len(c.typed) > 1 && strings.Contains(zhao.at.String(), url.QueryEscape(c.typed)) {
			t.Errorf("%q stands in the address %s", c.typed, zhao.at)
		}
	}
	zhao.post("/children", url.Values{"q": {"w"}, "town": {sudian}, "kind": {"home"}}).on("/children")
	if got := zhao.listed(); !slices.Equal(got, []string{"王梓涵"}) {
		t.Errorf("in 苏店镇 w finds %q", got)
	}
	address := zhao.at.RequestURI()
	zhao.tap("王梓涵").tap("回名单")
	if zhao.at.RequestURI() != address || !strings.Contains(zhao.body, `value="w"`) {
		t.Errorf("back from the child stands at %s", zhao.at)
	}
	qian := r.officer("钱会计", hub.RoleCounty, "")
	if qian.get(address); strings.Contains(qian.body, `value="w"`) {
		t.Error("another officer reads what was typed")
	}
}

// listed is the names on the list, sorted.
func (o *officer) listed() []string {
	var names []string
	for _, a := range anchors.FindAllStringSubmatch(o.body, -1) {
		if strings.HasPrefix(a[1], "/child/") {
			names = append(names, plainText(a[2]))
		}
	}
	slices.Sort(names)
	return names
}

// 120 children on three pages: each once, whatever was chosen.
func TestPages(t *testing.T) {
	r := newRegion(t)
	for i, station := range []*Box{r.stations[0], r.stations[2]} {
		head := r.head(station)
		var rows []desk.Registration
		for n := range 120 {
			rows = append(rows, desk.Registration{
				Request: hub.NewID(), Name: madeUp(i + n*10), Birth: hub.Day("2025-01-01").Add(n), Category: []string{"home", "care"}[n%2],
				Site: head.Site, People: []desk.Person{{Name: "李秀英", Kinship: "mother", Guardian: true}},
			})
		}
		_, err := station.desk.Import(r.ctx, head, desk.Import{Request: hub.NewID(), Rows: rows, Day: "2026-11-23"})
		r.must(err)
	}
	r.meet(r.stations...)
	zhao := r.officer("赵敏", hub.RoleCounty, "")
	for _, typed := range []string{"", "w"} { // 120 of them are called 王, the others 李
		zhao.post("/children", url.Values{"q": {typed}, "town": {sudian}})
		zhao.says("120 个孩子，这里是 1–50")
		seen := zhao.listed()
		seen = append(seen, zhao.tap("下一页").says("51–100").listed()...)
		seen = append(seen, zhao.tap("下一页").says("101–120").listed()...)
		if slices.Sort(seen); len(seen) != 120 || slices.ContainsFunc(seen, func(name string) bool { return !strings.HasPrefix(name, "王") }) {
			t.Errorf("after %q three pages show %d children", typed, len(seen))
		}
		zhao.saysNot("下一页").tap("上一页").says("51–100")
	}
	zhao.get("/children?page=99").says("240 个孩子，这里是 201–240")
	zhao.get("/children?kind=care&town=" + yincheng).says("60 个孩子，这里是 1–50")
	zhao.get("/children?page=-3&station=x&town=&kind=%00").answers(http.StatusOK, "没有找到")
}

// Who walks away from her desk is out after half an hour, not after the three minutes
// of a station's screen; and no stranger can lock everybody out by guessing.
func TestIdleOfficer(t *testing.T) {
	r := newRegion(t)
	if r.county.gate.Idle != county.Idle || county.Idle != 30*time.Minute {
		t.Errorf("an officer's screen may lie untouched for %v", r.county.gate.Idle)
	}
	if r.county.gate.BoxFails != 0 {
		t.Error("a stranger on the network can lock all officers out")
	}
}

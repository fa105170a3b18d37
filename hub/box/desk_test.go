package box

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
)

// telephone shows what an officer's does at a time.
func telephone(t *testing.T, spelled string, at time.Time) string {
	t.Helper()
	secret, err := base32.StdEncoding.DecodeString(spelled)
	if err != nil || len(secret) != 20 {
		t.Fatalf("secret %q: %v", spelled, err)
	}
	mac := hmac.New(sha1.New, secret)
	binary.Write(mac, binary.BigEndian, uint64(at.Unix())/30)
	h := mac.Sum(nil)
	return fmt.Sprintf("%06d", binary.BigEndian.Uint32(h[h[19]&15:])&0x7fffffff%1_000_000)
}

// anew is a form's values with a request of its own.
func anew(values url.Values) url.Values {
	values.Set("request", hub.NewID().String())
	return values
}

// An administrator adds an officer; she chooses her password, binds her telephone because
// her role has to, and logs in with both. Whatever she posts besides, she stays what she
// was made; what is changed of her is gone from her open page at once, and all of it is in
// the list of who came in.
func TestOfficersOwnLogin(t *testing.T) {
	r := newRegion(t)
	root := r.officerAt("系统管理", hub.RoleAdmin, "", "/officers")
	zhao := r.officer("赵敏", hub.RoleCounty, "")
	zhao.get("/officers").answers(http.StatusForbidden)
	zhao.post("/officers", anew(url.Values{"name": {"自己人"}, "role": {"admin"}})).answers(http.StatusForbidden)

	root.post("/officers", anew(url.Values{"name": {"孙乡长"}, "role": {"township"}})).answers(http.StatusUnprocessableEntity, "要说明是哪个镇")
	root.post("/officers", anew(url.Values{"name": {"孙乡长"}, "role": {""}})).answers(http.StatusUnprocessableEntity, "还没有选身份")
	root.post("/officers", anew(url.Values{"name": {"孙乡长"}, "role": {"township"}, "township": {sudian}, "admin": {"1"}})).answers(http.StatusUnprocessableEntity, "兼管")
	root.post("/officers", anew(url.Values{"name": {"孙乡长"}, "role": {"township"}, "township": {sudian}})).answers(http.StatusOK, "只显示这一次")
	first := regexp.MustCompile(`<code>([a-z0-9-]{19})</code>`).FindStringSubmatch(root.body)[1]
	root.post("/officers", anew(url.Values{"name": {"孙乡长"}, "role": {"county"}})).answers(http.StatusUnprocessableEntity, "已经有叫")
	root.post("/officers/rules", anew(url.Values{"codes": {"township"}, "alone": {"0"}})).answers(http.StatusUnprocessableEntity)
	root.post("/officers/rules", anew(url.Values{"codes": {"township"}, "alone": {"30"}})).on("/officers")
	if !strings.Contains(root.body, `value="30"`) {
		t.Error("the rule is not what was set")
	}

	sun := r.browser().login("孙乡长", first).on("/me").says("先换一个自己的密码")
	sun.get("/children").on("/me")
	own := "苏店的山上没有狼,有羊"
	sun.post("/me/password", url.Values{"password": {first}, "fresh": {own}, "again": {own}, "role": {"county"}, "admin": {"1"}}).on("/me/code")
	sun.get("/children").on("/me/code")
	spelled := ""
	for _, m := range regexp.MustCompile(`<code>([A-Z2-7]{4})</code>`).FindAllStringSubmatch(sun.body, -1) {
		spelled += m[1]
	}
	code := telephone(t, spelled, r.clock.at)
	sun.post("/me/code", url.Values{"password": {"不是这个"}, "code": {code}}).answers(http.StatusUnprocessableEntity, "名字或者密码不对")
	sun.post("/me/code", url.Values{"password": {own}, "code": {code}}).answers(http.StatusOK, "恢复码")
	sun.get("/children").on("/children")
	sun.get("/officers").answers(http.StatusForbidden)

	r.clock.at = r.clock.at.Add(time.Minute)
	late := r.browser().login("孙乡长", own).answers(http.StatusOK, "六位数")
	half, code := hidden(t, late, "half"), telephone(t, spelled, r.clock.at)
	late.get("/children").on("/login") // the password alone opens nothing
	late.post("/login/code", url.Values{"half": {half}, "code": {"000000"}}).answers(http.StatusUnprocessableEntity, "六位数不对")
	late.post("/login/code", url.Values{"half": {half}, "code": {code}}).on("/overview")
	replay := r.browser().login("孙乡长", own)
	replay.post("/login/code", url.Values{"half": {hidden(t, replay, "half")}, "code": {code}}).answers(http.StatusUnprocessableEntity, "刚用过")

	// Her role is changed while her page is open, and while another one knows her session.
	who := regexp.MustCompile(`/officers/([0-9a-f]{32})">孙乡长`).FindStringSubmatch(root.get("/officers").body)[1]
	root.post("/officers/"+who, anew(url.Values{"do": {"change"}, "role": {"viewer"}, "township": {yincheng}})).on("/officers/"+who).says("只看", "荫城镇")
	late.get("/children").on("/login")
	sun.get("/children").on("/login")
	me := regexp.MustCompile(`/officers/([0-9a-f]{32})">系统管理`).FindStringSubmatch(root.get("/officers").body)[1]
	root.post("/officers/"+me, anew(url.Values{"do": {"change"}, "role": {"county"}})).answers(http.StatusForbidden, "自己的身份自己改不了")

	root.get("/access").says("加了人：乡镇干部 苏店镇", "改了身份：只看", "开了动态码", "没登上", "127.0.0.1", "改了规矩")
	if got := root.get("/access?failed=1").body; strings.Contains(got, "加了人") {
		t.Error("who failed is not told from who came in")
	}
	if root.get("/access.xlsx").answers(http.StatusOK); !strings.HasPrefix(root.body, "PK") {
		t.Error("no table of who logged in")
	}
	root.get("/me").says("登录着的地方", "就是这里").get("/me/looks").says("登录")
	root.post("/officers/"+who, anew(url.Values{"do": {"drop"}})).on("/officers")
	if strings.Contains(root.body, `">孙乡长`) {
		t.Error("she is there after she was put out")
	}
}

// officerAt is somebody who has logged in, and whose work begins elsewhere than most's.
func (r *region) officerAt(name string, role hub.Role, township, home string) *officer {
	r.t.Helper()
	r.must(r.county.office.AddOfficer(r.ctx, name, password, role, township))
	return r.browser().login(name, password).on(home)
}

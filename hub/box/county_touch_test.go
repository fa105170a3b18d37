package box

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/touch"
)

// loggedIn is an officer at the county's computer; who sat there before has left.
func loggedIn(s *touch.Screen, name string) {
	s.Open("/login").Type(`input[name="name"]`, name).Type(`input[name="password"]`, password)
	s.Touch(`main form button.main`).At("/overview")
}

// A subsidy of a month, with a mouse and a keyboard: adopted, worked out by one officer, who
// is told to fetch another; locked by her, and paid only out of money that has come.
func TestASecondOfficerLocksARun(t *testing.T) {
	r := newRegion(t)
	b := r.stations[0]
	child := r.register(b, "王梓涵", "13812340421")
	_, err := b.desk.Enrol(r.ctx, r.head(b), desk.Enrolling{Request: hub.NewID(), Child: child, Mode: "full", From: "2026-11-01", Anyway: true})
	r.must(err)
	r.comes(b, child, "2026-11-18", "2026-11-19", "2026-11-20")
	r.meet(b)
	_, err = r.county.store.CloseDay(r.ctx, "2026-11-30")
	r.must(err)
	for _, name := range []string{"赵敏", "钱敏"} {
		r.must(r.county.office.AddOfficer(r.ctx, name, password, hub.RoleCounty, ""))
	}

	s := touch.Chromium(t).Screen(t, r.url, 1366, 768)
	loggedIn(s, "赵敏")
	s.Open("/money").Touch(`a[href="/money/rate?example=month"]`).See("没有写一个月多少元")
	s.Type(`input[name="amount"]`, "600").Type(`input[name="days"]`, "3").Shot("the rate")
	s.Touch(`form[action="/money/rate"] button.main`).See("一个孩子一个月 600 元，来满 3 天算一个月")
	s.Run(`for (const box of document.querySelectorAll("input[type=month]")) box.value = "2026-11"`)
	s.Touch(`.money-new button.main`).See("试算，在核对", "请另一位登录进来核对、锁定").SeeNot("核过了，锁定")
	run := touch.Ask[string](s, `location.pathname`)
	s.Tap("南董驿站", "王梓涵").See("11月18日", "11月19日", "11月20日").Shot("her line")
	s.Touch(`form[action="/logout"] button`).At("/login")

	loggedIn(s, "钱敏")
	s.Open(run).Tap("核过了，锁定").See("锁定了，等发放", "存着的就是锁定时的", "台账上还没有钱").Shot("locked")
	s.Tap("专款台账").Type(`input[name="fund"]`, "示范资金").Type(`input[name="amount"]`, "500").Type(`input[name="paper"]`, "财社〔2026〕7号").Tap("记下").See("财社〔2026〕7号")
	s.Open(run).Type(`input[name="voucher"]`, "记-12").Tap("记下：发放了").See("还剩 500 元，这一期要发 600 元，不够").Shot("too little")
	s.Open("/fund").Type(`input[name="fund"]`, "示范资金").Type(`input[name="amount"]`, "100").Type(`input[name="paper"]`, "财社〔2026〕8号").Tap("记下").See("财社〔2026〕8号")
	s.Open(run).Type(`input[name="voucher"]`, "记-12").Tap("记下：发放了").See("凭证 记-12").SeeNot("记下：发放了").Shot("paid")
}

// An officer's badge under the scanner of a station, her six figures, her four of the day,
// and her tile among those who work there.
func TestABadgeUnderTheScanner(t *testing.T) {
	r := newRegion(t)
	st := r.visited(r.stations[0])
	r.must(r.county.office.AddOfficer(r.ctx, "赵敏", password, hub.RoleCounty, ""))
	figures := r.badge("赵敏")
	r.meet(r.stations...)

	s := touch.Chromium(t).Screen(t, st.r.url, 1024, 600)
	s.Open("/pin").Tap("来人").At("/badge").Scan(figures).See("赵敏，按工作证的六个数", "县里来的").Shot("scanned")
	s.Press("604818").Tap("下一步").See("还能试 4 次").Press(badgePIN).Tap("下一步").See("今天点自己的图").Shot("a PIN of the day")
	s.Press("7294").See("再按一遍").Press("7294").At("/").See("写检查的事点“填表”").Shot("home")
	if s.Is(`!!document.querySelector("a[href='/register']")`) {
		t.Error("a county's officer is shown the way to register a child")
	}
	s.Open("/settings/staff").See("站长").SeeNot("张桂兰").Shot("what is not hers")
	s.Open("/pin").See("张桂兰", "今天 · 县里").Shot("tiles").Tap("赵敏").Press("7294").At("/")
}

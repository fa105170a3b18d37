package box

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/access"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/county"
)

const badgePIN = "604817"

// visited is a station with somebody who works there, and its screen.
type visited struct {
	*officer
	box  *Box
	head hub.Actor
}

func (r *region) visited(b *Box) *visited {
	r.t.Helper()
	v := &visited{box: b, head: r.head(b)}
	staff, err := b.desk.AddStaff(r.ctx, v.head, hub.NewID(), desk.Worker{Name: "张桂兰", Role: hub.RoleHead})
	r.must(err)
	r.must(doors{b}.SetPIN(r.ctx, staff, "2468"))
	v.head.Staff = staff
	server := httptest.NewServer(b.pages())
	r.t.Cleanup(server.Close)
	there := *r
	there.url = server.URL
	v.officer = there.browser()
	return v
}

// badge is a badge of an officer who can log in, as figures.
func (r *region) badge(name string) string {
	r.t.Helper()
	logins, err := r.county.gate.Logins(r.ctx)
	r.must(err)
	for _, l := range logins {
		if l.Name == name {
			figures, err := r.county.office.Screens(nil).Badges.New(r.ctx, county.Officer{
				Actor: l.Person.Actor(r.county.TrailLane(), false), Name: l.Shown, Township: l.Person.Township,
			}, hub.NewID(), badgePIN, hub.DayOf(r.clock.at).Add(90))
			r.must(err)
			return figures
		}
	}
	r.t.Fatalf("%s cannot log in", name)
	return ""
}

var draftField = regexp.MustCompile(`name="draft" value="([0-9a-f]+)"`)

// send posts with the draft that the page holds.
func (v *visited) send(path string, values url.Values) *visited {
	v.r.t.Helper()
	if m := draftField.FindStringSubmatch(v.body); m != nil {
		values.Set("draft", m[1])
	}
	values.Set("request", hub.NewID().String())
	v.post(path, values)
	return v
}

func (v *visited) scans(figures string) *visited {
	v.r.t.Helper()
	return v.send("/badge", url.Values{"badge": {figures}})
}

// comesIn scans, proves, and chooses her PIN for the day.
func (v *visited) comesIn(figures string) *visited {
	v.r.t.Helper()
	v.scans(figures).send("/badge/pin", url.Values{"pin": {badgePIN}}).says("今天点自己的图")
	v.send("/pin/new", url.Values{"pin": {"7294"}}).says("再按一遍")
	v.send("/pin/new", url.Values{"pin": {"7294"}}).on("/")
	return v
}

// actor is who stands at the screen now.
func (v *visited) actor() hub.Actor {
	v.r.t.Helper()
	at, _ := url.Parse(v.r.url)
	for _, c := range v.http.Jar.Cookies(at) {
		if strings.HasPrefix(c.Name, "yizhan") {
			s, err := doors{v.box}.Session(v.r.ctx, c.Value)
			v.r.must(err)
			return s.Actor
		}
	}
	return hub.Actor{}
}

// An officer makes her badge at the county, comes in with it at a station, writes there
// under her own name, takes nothing away, and is gone at midnight.
func TestAnOfficerVisitsAStation(t *testing.T) {
	r := newRegion(t)
	st := r.visited(r.stations[0])
	zhao := r.officer("赵敏", hub.RoleCounty, "")
	made := func(pin, again string) *officer {
		return zhao.post("/badge", url.Values{"pin": {pin}, "again": {again}, "until": {"2027-02-21"}, "request": {hub.NewID().String()}})
	}
	zhao.get("/badge").says("手里没有能用的证")
	made(badgePIN, "604818").answers(http.StatusUnprocessableEntity, "两遍写得不一样")
	made("123456", "123456").answers(http.StatusUnprocessableEntity, "太好猜")
	made(badgePIN, badgePIN).on("/badge").says("只显示这一次", "用到 2027年2月21日", "上党区 · 县里")
	if zhao.head.Get("Cache-Control") != "no-store" {
		t.Error("a browser may keep the page with the badge")
	}
	figures := r.badge("赵敏") // the one before is taken back by this one
	r.meet(r.stations...)

	st.get("/pin").says("来人").tap("来人").on("/badge")
	st.scans(figures).says("赵敏，按工作证的六个数", "县里来的")
	if st.at.RawQuery != "" || strings.Contains(st.body, figures) {
		t.Error("the badge's figures stand in the page or its address")
	}
	st.send("/badge/pin", url.Values{"pin": {"604818"}}).answers(http.StatusUnprocessableEntity, "这六个数对不上", "还能试 4 次")
	st.comesIn(figures).get("/pin").says("赵敏", "今天 · 县里", "张桂兰")
	st.get("/me").says("今天来的，用到半夜")
	st.get("/settings/staff").answers(http.StatusForbidden)
	for _, path := range []string{"/export", "/import", "/settings/guests"} {
		if st.get(path); st.code != http.StatusForbidden {
			t.Errorf("a visitor at %s: %d", path, st.code)
		}
	}

	she := st.actor()
	out, err := st.box.desk.Fill(r.ctx, she, desk.Sheet{Request: hub.NewID(), Kind: "inspection", Sure: true,
		Values: form.Values{"who": "county", "how": "patrol", "names": "赵敏"}})
	r.must(err)
	r.meet(r.stations...)
	r.must(r.county.office.DropOfficer(r.ctx, "赵敏")) // and still everybody knows whose it is
	for name, b := range map[string]*Box{"the station": st.box, "the county": r.county} {
		trail, err := b.store.Trail(r.ctx, "inspection", out.Records[0])
		r.must(err)
		if len(trail) == 0 {
			t.Fatalf("%s has no inspection", name)
		}
		if who, from, err := b.desk.Writer(r.ctx, trail[0]); err != nil || who != "赵敏" || from != "县里" {
			t.Errorf("%s says that %q of %q wrote it (%v)", name, who, from, err)
		}
	}
	visits, err := r.county.desk.LetInAt(r.ctx, hub.Actor{Role: hub.RoleCounty}, she.Site)
	r.must(err)
	if len(visits) != 1 || !visits[0].Badge || visits[0].Unsure || visits[0].Name != "赵敏" || visits[0].Minute != 16*60+40 || !visits[0].By.IsZero() {
		t.Errorf("the county reads of her visit %+v", visits)
	}
}

// After midnight a visitor's session, tile and PIN are gone.
func TestAVisitIsOverAtMidnight(t *testing.T) {
	r := newRegion(t)
	r.officer("赵敏", hub.RoleCounty, "")
	st := r.visited(r.stations[0]).comesIn(r.badge("赵敏"))
	r.clock.at = r.clock.at.Add(8 * time.Hour)
	st.get("/more").on("/pin").saysNot("赵敏")
	if got := st.actor(); !got.Open {
		t.Errorf("she is still %+v", got)
	}
}

// Whatever is wrong with a badge, nobody comes in, and is told what to do.
func TestBadgesThatDoNotCount(t *testing.T) {
	r := newRegion(t)
	st := r.visited(r.stations[0])
	r.officer("赵敏", hub.RoleCounty, "")
	r.officer("孙乡长", hub.RoleTownship, yincheng)
	r.officer("苏干部", hub.RoleTownship, sudian)
	other := newRegion(t)
	other.officer("赵敏", hub.RoleCounty, "")
	refused := func(t *testing.T, figures, want string) {
		t.Helper()
		if st.scans(figures); st.code == http.StatusOK || !strings.Contains(st.text(), want) {
			t.Errorf("answers %d, want %q:\n%s", st.code, want, st.text())
		}
	}
	t.Run("another county's", func(t *testing.T) { refused(t, other.badge("赵敏"), "不是本县发的") })
	t.Run("of another township", func(t *testing.T) { refused(t, r.badge("孙乡长"), "别的镇") })
	t.Run("misread", func(t *testing.T) { refused(t, r.badge("赵敏")[1:], "没读全") })
	t.Run("of this township", func(t *testing.T) {
		st.scans(r.badge("苏干部")).says("苏干部，按工作证的六个数", "镇里来的")
	})
	t.Run("taken back, once the station has heard of it", func(t *testing.T) {
		figures := r.badge("苏干部")
		st.comesIn(figures)
		r.must(r.county.office.DropOfficer(r.ctx, "苏干部"))
		r.meet(r.stations...)
		st.get("/more").on("/pin").saysNot("苏干部") // also who is in already
		refused(t, figures, "停用了")
	})
	t.Run("for which a newer one was made", func(t *testing.T) {
		old := r.badge("赵敏")
		newer := r.badge("赵敏")
		r.meet(r.stations...)
		refused(t, old, "停用了")
		st.scans(newer).says("赵敏，按工作证的六个数")
	})
	t.Run("too old", func(t *testing.T) {
		figures := r.badge("赵敏")
		r.clock.at = r.clock.at.AddDate(0, 0, 91)
		refused(t, figures, "过期了")
		st.box.cfg.Clock = doubtful{r.clock}
		st.scans(figures).says("赵敏，按工作证的六个数", "这台机器不知道今天几号")
	})
}

// doubtful is a clock that nobody has confirmed.
type doubtful struct{ *stillClock }

func (c doubtful) Now() hub.Reading { return hub.Reading{Wall: c.at, Quality: hub.ClockPersisted} }

// Figures are tried five times; a right PIN waits, too, then.
func TestTriesAtABadgeOnTheScreen(t *testing.T) {
	r := newRegion(t)
	r.officer("赵敏", hub.RoleCounty, "")
	st := r.visited(r.stations[0]).scans(r.badge("赵敏"))
	for range 5 {
		st.send("/badge/pin", url.Values{"pin": {"135790"}})
	}
	st.answers(http.StatusUnprocessableEntity, "先等 1 分钟再试")
	st.send("/badge/pin", url.Values{"pin": {badgePIN}}).answers(http.StatusUnprocessableEntity, "先等 1 分钟再试")
}

// The figures of a badge are a key: they stand in no line of the log.
func TestNoBadgeInTheLog(t *testing.T) {
	var log strings.Builder
	r := newRegion(t)
	r.officer("赵敏", hub.RoleCounty, "")
	b := r.stations[0]
	b.cfg.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	figures := r.badge("赵敏")
	r.visited(b).comesIn(figures)
	if !strings.Contains(log.String(), "access") || strings.Contains(log.String(), figures[20:60]) || strings.Contains(log.String(), badgePIN) || strings.Contains(log.String(), "赵敏") {
		t.Errorf("the log says %s", log.String())
	}
}

// Without a badge the 站长 lets somebody in, who stands in for a worker: she takes nothing
// away, lets nobody in, and leaves when the 站长 says so.
func TestTheHeadLetsSomebodyIn(t *testing.T) {
	r := newRegion(t)
	st := r.visited(r.stations[0])
	st.post("/pin", url.Values{"who": {st.head.Staff.String()}, "pin": {"2468"}, "next": {"/settings/guests"}}).on("/settings/guests").says("今天没有外面的人")
	st.send("/settings/guests/new", url.Values{"text": {"李秀芳"}, "go": {"next"}}).on("/settings/guests/new/from")
	st.send("/settings/guests/new/from", url.Values{"role": {"head"}}).answers(http.StatusForbidden)
	st.get("/settings/guests/new/from").says("李秀芳从哪里来")
	st.send("/settings/guests/new/from", url.Values{"role": {"carer"}}).says("李秀芳，定四个数")
	st.send("/pin/new", url.Values{"pin": {"7294"}})
	st.send("/pin/new", url.Values{"pin": {"7294"}}).on("/")
	she := st.actor()
	if she.Role != hub.RoleCarer || !she.Visitor || she.Staff == st.head.Staff || she.May(hub.ActExport) || !she.May(hub.ActWall) {
		t.Errorf("in came %+v", she)
	}
	if err := access.CheckVisit(she, "王医生", hub.RoleHealth); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("a visitor lets somebody in: %v", err)
	}
	visits, err := st.box.desk.LetInAt(r.ctx, st.head, st.head.Site)
	r.must(err)
	if len(visits) != 1 || visits[0].Badge || visits[0].By != st.head.Staff || visits[0].Name != "李秀芳" {
		t.Errorf("noted is %+v", visits)
	}
	st.post("/pin", url.Values{"who": {st.head.Staff.String()}, "pin": {"2468"}, "next": {"/settings/guests"}}).says("李秀芳", "代班", "站长让进来的")
	st.send("/settings/guests", url.Values{"do": {she.Staff.String()}}).on("/settings/guests").saysNot("李秀芳")
}

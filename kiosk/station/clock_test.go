package station_test

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/station"
)

// self is what a box keeps to itself, in memory.
type self struct {
	told   time.Time
	phone  bool
	asked  bool
	nights []station.Night
}

func (s *self) TellTime(_ context.Context, at time.Time, phone bool) error {
	if at.Year() > 2046 {
		return hub.E(hub.CodeInvalid, "clock.impossible").In("time")
	}
	s.told, s.phone = at, phone
	return nil
}
func (s *self) MayAskTime(context.Context) (bool, error)        { return !s.asked, nil }
func (s *self) AskedTime(context.Context) error                 { s.asked = true; return nil }
func (s *self) Nights(context.Context) ([]station.Night, error) { return s.nights, nil }

// A box that does not know the day asks before the first arrival: once, with one tap
// where it guessed right.
func TestTheWallAsksForTheDayOnce(t *testing.T) {
	b := newBox(t)
	if b.screen.get("/wall/morning"); b.screen.path != "/wall/morning" {
		t.Errorf("a clock that is believed leads to %s", b.screen.path)
	}
	b.status.Clock.Doubt = true
	if b.screen.get("/wall/morning"); b.screen.path != "/clock" {
		t.Fatalf("it shows %s", b.screen.path)
	}
	b.screen.shows("2026年11月23日", "星期一", "农历十月十五")
	taps := b.screen.taps
	b.screen.tap("/clock", "go", "right")
	if b.screen.path != "/wall/morning" || b.screen.taps != taps+1 || !b.self.told.Equal(b.clock.at) {
		t.Errorf("after %d taps at %s, told %v", b.screen.taps-taps, b.screen.path, b.self.told)
	}
	if b.screen.get("/wall/evening"); b.screen.path != "/wall/evening" {
		t.Errorf("asked a second time: %s", b.screen.path)
	}
}

// Whoever is first at the wall confirms the day by saying who she is, and can say that
// it is another.
func TestTheWallOffersToMendTheDay(t *testing.T) {
	b := newBox(t)
	nobody := b.wallScreen()
	if nobody.get("/wall/morning?who=1"); nobody.has("日子不对") {
		t.Error("a day that was confirmed is asked about")
	}
	b.clock.quality = hub.ClockPersisted
	nobody.get("/wall/morning?who=1").shows("今天是 11月23日 星期一", "日子不对？").link("/clock?next=%2fwall%2fmorning")
	nobody.shows("2026年11月23日")
}

func TestTheDayNeedNotBeKnown(t *testing.T) {
	b := newBox(t)
	b.status.Clock.Doubt = true
	b.screen.get("/").shows("今天是几号").get("/wall/morning").tap("/clock", "go", "skip")
	if b.screen.path != "/wall/morning" || !b.self.told.IsZero() || !b.self.asked {
		t.Errorf("at %s, told %v", b.screen.path, b.self.told)
	}
	if b.screen.get("/").has("今天是几号") {
		t.Error("asked twice a day")
	}
}

// A record that lies here alone for a day asks for a stick: at home and in the strip,
// and one tap leads there.
func TestADayAloneAsksForAStick(t *testing.T) {
	b := newBox(t)
	b.status.AloneHours = 23
	if b.screen.get("/").has("请插") {
		t.Error("after 23 hours")
	}
	b.status.AloneHours = 25
	b.screen.get("/").shows("个 U 盘，请插上", "请插 U 盘留一份")
	if got := b.screen.links("/stick"); len(got) < 2 {
		t.Errorf("%d ways to the stick's page", len(got))
	}
	b.screen.get("/state").shows("有记录 25 个小时了还只有本机")
}

func TestSettingTheTimeByHand(t *testing.T) {
	b := newBox(t)
	s := b.screen.get("/clock").tap("/clock", "go", "wrong")
	day := "/clock/day?next=%2F"
	s.tap(day, "month", "10").tap(day, "day", "24").shows("2026年10月24日", "星期六").tap(day, "go", "next")
	hour := s.path + "?" + s.query
	s.tap(hour, "hour", "10").tap(hour, "minute", "10").shows("10:10")
	want := time.Date(2026, 10, 24, 10, 10, 0, 0, hub.China)
	if s.tap(hour, "go", "next"); !b.self.told.Equal(want) || b.self.phone {
		t.Errorf("told %v, want %v", b.self.told, want)
	}
	s.get(day).tap(day, "day", "31").shows("没有这一天") // of November
	s.post("/clock/time?day=2047-01-01&next=%2F", url.Values{"hour": {"8"}, "minute": {"0"}, "go": {"next"}})
	if s.code != 422 {
		t.Errorf("a year that cannot be: %d", s.code)
	}
	s.shows("这个时间不可能")
	nobody := b.stranger(nil)
	res, err := nobody.PostForm(b.server.URL+"/clock/time?day=2027-01-01", url.Values{"hour": {"8"}, "minute": {"0"}, "go": {"next"}})
	b.must(err)
	res.Body.Close()
	if at := res.Header.Get("Location"); !strings.HasPrefix(at, "/pin?") {
		t.Errorf("another time without a PIN leads to %q", at)
	}
}

// What the phone says counts from another device alone; this one only knows what it
// knows.
func TestThePhoneOnThisMachineTellsNothing(t *testing.T) {
	b := newBox(t)
	b.screen.post("/clock/phone", url.Values{"ms": {"1795312800000"}})
	if !b.self.told.IsZero() {
		t.Errorf("told %v", b.self.told)
	}
}

// 11月20日 was really the 23rd: the card says so, and a tap moves what was noted.
func TestDoubtfulDaysOnTheScreen(t *testing.T) {
	b := newBox(t)
	child := b.register("王小满", "1", "2024-05-06", "13812345678")
	b.enrol(child, "2026-11-01")
	right := b.clock.at
	b.clock.at, b.clock.quality = right.AddDate(0, 0, -3), hub.ClockPersisted
	wall := b.actor()
	wall.Open = true
	_, err := b.desk.Arrive(b.ctx, wall, desk.Tap{Request: hub.NewID(), Day: b.desk.Today(), Minute: 8 * 60, Children: []hub.ID{child}})
	b.must(err)
	b.must(b.desk.NoteClock(b.ctx, b.lane, desk.BetterTime{Site: b.site, Was: b.clock.Now(), Off: 72 * time.Hour, Quality: hub.ClockCounty}))
	b.clock.at, b.clock.quality = right, 0
	b.screen.get("/todo").shows("日期可能不对", "11月20日，共 1 条到站、离站")
	b.screen.get("/").shows("日期可能不对")
	doubts, err := b.desk.Doubts(b.ctx, b.site)
	b.must(err)
	b.screen.get("/child/"+child.String()).shows("20?", "带问号的日子可能不对")
	b.screen.get("/wall/child/" + child.String() + ".2026-11-20").shows("这一天的日期可能不对")
	s := b.screen.get("/clock/days").shows("11月20日 星期五 记了 1 条", "多半是 11月23日 星期一 的")
	at := "/clock/days/" + doubts[0].ID.String()
	s.get(at).tap(at, "go", "write").shows("这些应该是哪天").tap(at, "day", "21").shows("2026年11月21日", "2 天前")
	s.get(at).tap(at, "day", "2026-11-23")
	s.on("/clock/days").shows("都看过了")
	if b.screen.get("/child/" + child.String()).has("带问号") {
		t.Error("settled, and still doubtful")
	}
	if got := b.dayOf(child, "2026-11-23"); got.In < 0 {
		t.Errorf("the 23rd: %+v", got)
	}
	if got := b.dayOf(child, "2026-11-20"); got.In >= 0 {
		t.Errorf("the 20th: %+v", got)
	}
}

func (b *box) dayOf(child hub.ID, day hub.Day) care.Day {
	b.t.Helper()
	rec, err := b.store.Record(b.ctx, "day", hub.DeriveID("day", child, string(day)))
	b.must(err)
	return care.AsDay(b.desk.Forms(), rec)
}

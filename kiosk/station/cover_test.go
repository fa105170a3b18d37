package station_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"yizhan/kiosk/station"
	"yizhan/kiosk/web"
)

// How long a screen may lie untouched is the box's to say, within reason; the 登记台
// and the stick are never covered.
func TestCoverWaitsAsTheBoxSays(t *testing.T) {
	b := newBox(t)
	idle := func(path string) string {
		s := b.screen.get(path)
		_, after, found := strings.Cut(s.page, `data-idle="`)
		if !found {
			return ""
		}
		seconds, _, _ := strings.Cut(after, `"`)
		return seconds
	}
	if got := idle("/todo"); got != "180" {
		t.Errorf("a new box covers after %q", got)
	}
	b.screen.get("/settings/cover").shows("3 分钟", "15 分钟").tap("/settings/cover", "idle", "600").on("/settings/cover")
	if b.doors.idle != 600 {
		t.Errorf("kept %d", b.doors.idle)
	}
	b.screen.post("/settings/cover", url.Values{"idle": {"86400"}})
	if b.screen.code != http.StatusUnprocessableEntity || b.doors.idle != 600 {
		t.Errorf("a day without a cover: %d, kept %d", b.screen.code, b.doors.idle)
	}
	for _, path := range []string{"/wall/morning", "/wall/evening", "/stick", "/cover"} {
		if got := idle(path); got != "" {
			t.Errorf("%s goes under its cover after %s", path, got)
		}
	}
}

// The cover says the time and the day, and nobody's name, whatever was open before.
func TestCoverNamesNobody(t *testing.T) {
	b := newBox(t)
	b.register("王小满", "1", "2024-05-06", "13812345678")
	b.screen.get("/register").tap("/register/name", "put", "王")
	s := b.screen.get("/cover?next=/register/name").shows("9:00", "11月23日", "农历")
	for _, word := range []string{"王小满", "张桂兰", "登记宝宝"} {
		if s.has(word) {
			t.Errorf("the cover says %s", word)
		}
	}
	if !strings.Contains(s.page, "next=%2Fregister%2Fname") {
		t.Error("the cover does not lead back to where she was")
	}
}

// trial begins no practice but says whose turn it is.
type trial struct{ err error }

func (t trial) Begin(context.Context, string, bool) (string, error) { return "key", t.err }

var _ station.Trial = trial{}

// Who leaves a practice does not come out under the name of who began it: the browser
// gets the key, and the session its cover.
func TestPracticeBegins(t *testing.T) {
	b := newBox(t)
	b.station.Trial = trial{}
	mux := http.NewServeMux()
	b.station.Routes(mux)
	b.server.Config.Handler = web.Guard(web.OwnHosts(), b.station.Log, mux)
	s := b.screen.get("/more").shows("练一练").get("/practice").shows("五分钟，随便点")
	s.tap("/practice", "go", "begin")
	at, _ := url.Parse(b.server.URL)
	found := false
	for _, c := range s.http.Jar.Cookies(at) {
		found = found || strings.HasPrefix(c.Name, "yizhan-practice") && c.Value == "key"
	}
	if !found {
		t.Error("the browser has no key")
	}
	s.get("/practice/over?did=4-6").shows("6 件事，练了 4 件", "再练一回")
	if s.get("/practice/over?did=9-6"); s.path != "/" {
		t.Errorf("made-up figures lead to %s", s.path)
	}
}

package station_test

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/kiosk/web"
)

// openDoors are the routes that answer whoever stands at the screen: the 登记台, and
// what leads in. Every other one asks for a PIN first.
var openDoors = []string{
	"GET /{$}", "GET /live", "GET /state", "GET /state/files", "GET /help/{key}", "GET /clock", "POST /clock", "GET /recovered", "POST /recovered",
	"GET /wall", "GET /wall/morning", "GET /wall/evening", "GET /wall/missing", "GET /wall/absent", "GET /wall/pickup", "GET /wall/gone",
	"GET /wall/child/{id}", "GET /staff", "GET /pin", "GET /pin/reset", "GET /cover", "GET /out",
	"POST /wall/morning", "POST /wall/evening", "POST /wall/absent", "POST /wall/child/{id}", "POST /staff",
	"GET /check", "POST /check", "GET /check/child/{id}", "POST /check/child/{id}", "GET /check/back/{id}", "POST /check/back/{id}", // the child is before her; nothing is shown but its name
	"GET /photo/{child}",                                  // the small picture, on the tiles of the 登记台
	"GET /say/phone/{ticket}", "POST /say/phone/{ticket}", // a worker's telephone, by a picture that her screen shows
	"POST /pin", "POST /pin/reset", "POST /pin/new", "POST /out",
	"GET /badge", "POST /badge", "POST /badge/pin", // an officer's badge, and the PIN of it
	"POST /ime",                                                                                                   // how characters are written; of a child it says something to the signed worker alone
	"GET /guide", "POST /guide", "GET /guide/ask", "POST /guide/ask", "GET /guide/{key}", "GET /guide/asked/{of}", // who holds a child that chokes has no time for a PIN
	"GET /alarm", "POST /alarm", "GET /alarm/now", "GET /alarm/{id}", "POST /alarm/{id}", "GET /alarm/{id}/who", // who is in need has no time for a PIN
	"GET /sound", "POST /sound", // three notes
	"GET /class/show", "GET /class-slide/{photo}", "GET /near/picture/{slide}", // what everybody in the room looks at, while a class is held
	"GET /lesson", "GET /lesson/{key}", "GET /lesson/{key}/sources", "GET /lesson/{key}/sound", "GET /lesson/{key}/photo", // nobody is named in a lesson
	"GET /practice", "POST /practice", "GET /practice/over", // on made-up children
}

var routeOf = regexp.MustCompile(`mux\.Handle(?:Func)?\("((?:GET|POST) [^"]+)"`)

// routes are those of the package's own source, so that a new one is not forgotten.
func routes(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") || name == "unlock_show.go" { // a shut box serves that alone
			continue
		}
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range routeOf.FindAllSubmatch(source, -1) {
			all = append(all, string(m[1]))
		}
	}
	if len(all) < 100 {
		t.Fatalf("only %d routes found", len(all))
	}
	return all
}

// everything is a post that holds something for every handler.
func (b *box) everything(child hub.ID) url.Values {
	return url.Values{
		"request": {hub.NewID().String()}, "do": {"new"}, "go": {"next"}, "tap": {child.String()}, "who": {b.worker.String()},
		"child": {child.String()}, "kids": {child.String()}, "text": {"王小满"}, "put": {"王"}, "pin": {"2469"}, "code": {"123456"},
		"sex": {"1"}, "day": {"2026-11-23"}, "pick": {"140404103209"}, "peg": {"shi1"}, "what": {"personal"}, "by": {"paper"},
		"answer": {"yes"}, "role": {"head"}, "value": {"1"}, "undo": {"1"}, "reason": {"other"}, "why": {"other"},
		"phone": {"13800000000"}, "name": {"王小满"}, "more": {"hun"}, "text-size": {"xl"},
	}
}

func (b *box) fill(pattern string, child hub.ID) (method, path string) {
	method, path, _ = strings.Cut(pattern, " ")
	for of, value := range map[string]string{
		"{$}": "", "{child}": child.String(), "{person}": b.worker.String(), "{field}": "name", "{record}": child.String(),
		"{what}": "height", "{id}": b.worker.String(), "{job}": hub.NewID().String(), "{no}": "1", "{step}": "name", "{key}": "pin",
	} {
		path = strings.ReplaceAll(path, of, value)
	}
	return method, path
}

// stranger is a browser without a session that follows nothing.
func (b *box) stranger(s *web.Session) *http.Client {
	jar, _ := cookiejar.New(nil)
	if s != nil {
		token := hub.NewID().String()
		b.doors.sessions[token] = *s
		at, _ := url.Parse(b.server.URL)
		jar.SetCookies(at, []*http.Cookie{{Name: "yizhan-" + at.Port(), Value: token, Path: "/"}})
	}
	return &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func (b *box) send(c *http.Client, pattern string, child hub.ID) *http.Response {
	b.t.Helper()
	method, path := b.fill(pattern, child)
	body := ""
	if method == http.MethodPost {
		body = b.everything(child).Encode()
	}
	r, err := http.NewRequest(method, b.server.URL+path, strings.NewReader(body))
	b.must(err)
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := c.Do(r)
	b.must(err)
	res.Body.Close()
	return res
}

// Without a PIN there is the 登记台, and nothing else; not even a well-formed post acts.
func TestEveryOtherDoorAsksForAPIN(t *testing.T) {
	b := newBox(t)
	child := b.register("王小满", "1", "2024-05-06", "13812345678")
	nobody, before := b.stranger(nil), b.written()
	asked := 0
	for _, route := range routes(t) {
		if slices.Contains(openDoors, route) {
			continue
		}
		res := b.send(nobody, route, child)
		leads := res.Header.Get("Location")
		if strings.Contains(route, " /setup") && route != "GET /setup/done" { // closed for good once it is over
			if res.StatusCode != http.StatusSeeOther || leads != "/" {
				t.Errorf("%s without a PIN: %d, leads to %q", route, res.StatusCode, leads)
			}
			continue
		}
		if res.StatusCode != http.StatusSeeOther || !strings.HasPrefix(leads, "/pin?next=") {
			t.Errorf("%s without a PIN: %d, leads to %q", route, res.StatusCode, leads)
		}
		asked++
	}
	if asked < 80 {
		t.Errorf("only %d routes asked for a PIN", asked)
	}
	if after := b.written(); after != before {
		t.Errorf("%d commits without a PIN", after-before)
	}
	for _, route := range openDoors {
		if !slices.Contains(routes(t), route) {
			t.Errorf("%s is no route any more", route)
		}
	}
}

// Open posts with the ids of others, made up by hand, write nothing about whom they
// do not concern, and set nobody's PIN.
func TestOpenPostsSetNoPIN(t *testing.T) {
	b := newBox(t)
	child := b.register("王小满", "1", "2024-05-06", "13812345678")
	nobody := b.stranger(nil)
	for _, route := range openDoors {
		if strings.HasPrefix(route, "POST /pin") || route == "POST /out" {
			b.send(nobody, route, child)
		}
	}
	if b.doors.pins[b.worker] != "1234" {
		t.Error("a PIN was set by a post that nobody had leave for")
	}
}

// What is the 站长's decision is refused to a 保育师, also by a hand-made post.
func TestTheHeadsDecisionsAreHers(t *testing.T) {
	b := newBox(t)
	child := b.register("王小满", "1", "2024-05-06", "13812345678")
	c := b.stranger(&web.Session{Actor: hub.Actor{Staff: hub.NewID(), Site: b.site, Role: hub.RoleCarer}, Signed: true})
	before := b.written()
	hers := 0
	for _, route := range routes(t) {
		_, path, _ := strings.Cut(route, " ")
		mine := path == "/settings/display" || path == "/settings" || path == "/settings/sites" && strings.HasPrefix(route, "GET") || strings.HasPrefix(path, "/settings/unlock") // everybody's own way of opening
		job := strings.Contains(path, "{job}")                                                                                                                                    // of whoever brought the roster: not found for others
		if mine || job || !strings.HasPrefix(path, "/settings/") && !strings.HasPrefix(path, "/import") && path != "/export" {
			continue
		}
		hers++
		if res := b.send(c, route, child); res.StatusCode != http.StatusForbidden {
			t.Errorf("%s by a carer: %d, leads to %q", route, res.StatusCode, res.Header.Get("Location"))
		}
	}
	if hers < 15 {
		t.Errorf("only %d routes are the head's", hers)
	}
	if after := b.written(); after != before {
		t.Errorf("%d commits", after-before)
	}
}

// A 乡镇干部 looks; no post of hers writes anything but a call for help, which anybody
// may give.
func TestWhoMayOnlyLookWritesNothing(t *testing.T) {
	b := newBox(t)
	child := b.register("王小满", "1", "2024-05-06", "13812345678")
	c := b.stranger(&web.Session{Actor: hub.Actor{Staff: hub.NewID(), Site: b.site, Role: hub.RoleTownship}, Signed: true})
	before := b.written()
	for _, route := range routes(t) {
		if strings.HasPrefix(route, "POST ") && route != "POST /out" && route != "POST /alarm" {
			b.send(c, route, child)
		}
	}
	if after := b.written(); after != before {
		t.Errorf("%d commits", after-before)
	}
}

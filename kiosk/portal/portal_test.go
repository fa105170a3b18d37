package portal

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/lesson"
	"yizhan/hub/paper"
	"yizhan/kiosk/web"
)

// office is a county that remembers what it was sent.
type office struct {
	letters []desk.Letter
	tried   int
	fails   error
	did     []string // with letters that were sent
	onAir   int      // recordings of classes that may be heard
}

var nandong = desk.OpenSite{ID: hub.ID{1}, Town: "苏店镇", Name: "南董驿站"}

func (o *office) Shown(context.Context) (desk.Portal, error) {
	return desk.Portal{Pages: []string{stations, papers, booking, complaint, rating, lessons}}, nil
}
func (o *office) Stations(context.Context) ([]desk.OpenSite, error) {
	return []desk.OpenSite{nandong}, nil
}
func (o *office) Papers(context.Context) (*paper.Library, error) {
	return paper.NewLibrary(paper.Shipped()), nil
}
func (o *office) Map(context.Context) (m desk.BaseMap, at map[hub.ID][2]float64, ok bool, err error) {
	m = desk.BaseMap{Number: "晋S(2024)012号", Source: "省标准地图服务网站", Wide: 1600, High: 1200}
	return m, map[hub.ID][2]float64{nandong.ID: {0.5, 0.5}}, true, nil
}
func (o *office) MapPicture(context.Context) ([]byte, error) { return []byte("jpeg"), nil }
func (o *office) OnAir(context.Context) (out []desk.Heard, err error) {
	for n := range o.onAir {
		h := desk.Heard{Title: fmt.Sprintf("第 %d 节", n+1), Town: "苏店镇", Station: "南董驿站", Held: "2026-11-20"}
		h.ID, h.MS = hub.ID{2, byte(n)}, 38*60_000
		out = append(out, h)
	}
	return out, nil
}
func (o *office) Play(_ context.Context, id hub.ID) (io.ReadSeeker, string, error) {
	if id[0] != 2 || int(id[1]) >= o.onAir {
		return nil, "", hub.E(hub.CodeNotFound, "airing.gone")
	}
	return strings.NewReader("0123456789"), "audio/wav", nil
}
func (o *office) Take(_ context.Context, l desk.Letter) (desk.Receipt, error) {
	if o.fails != nil {
		return desk.Receipt{}, o.fails
	}
	o.letters = append(o.letters, l)
	return desk.Receipt{Number: fmt.Sprintf("网约2026-%05d", len(o.letters)), Code: "123456"}, nil
}
func (o *office) Progress(context.Context, string, string) (desk.Progress, error) {
	o.tried++
	return desk.Progress{}, hub.E(hub.CodeNotFound, "case.no-receipt")
}
func (o *office) TakeBack(_ context.Context, _ hub.ID, number, _ string) error {
	o.did = append(o.did, "off "+number)
	return nil
}
func (o *office) Judge(_ context.Context, _ hub.ID, number, _, says string) error {
	o.did = append(o.did, says+" "+number)
	return nil
}
func (o *office) Slip(context.Context, string) (desk.Slip, error) {
	o.tried++
	return desk.Slip{}, hub.E(hub.CodeNotFound, "portal.slip")
}
func (o *office) Rate(context.Context, hub.ID, string, form.Values) (desk.Slip, error) {
	o.tried++
	return desk.Slip{}, hub.E(hub.CodeNotFound, "portal.slip")
}
func (o *office) Lessons(context.Context) ([]*lesson.Lesson, error) {
	return lesson.Shipped().All(), nil
}
func (o *office) Heard(*lesson.Lesson, int) bool { return true }
func (o *office) Hear(string, int) (io.ReadSeekCloser, string, error) {
	return sound{strings.NewReader("0123456789")}, "audio/mpeg", nil
}

type sound struct{ *strings.Reader }

func (sound) Close() error { return nil }

// street is the pages with a clock that is turned by hand.
type street struct {
	t      testing.TB
	office *office
	portal *Portal
	mux    *http.ServeMux
	now    time.Time
	from   string // RemoteAddr
	head   http.Header
	code   int
	body   string
	answer *httptest.ResponseRecorder
}

func newStreet(t testing.TB) *street {
	s := &street{t: t, office: &office{}, mux: http.NewServeMux(), now: time.Date(2026, 11, 23, 9, 0, 0, 0, hub.China), from: "203.0.113.7:1000", head: http.Header{}}
	s.portal = &Portal{County: s.office, Forms: form.Builtin(), Name: func() string { return "上党区" }, Today: func() hub.Day { return "2026-11-23" },
		Now: func() time.Time { return s.now }, Log: slog.New(slog.DiscardHandler)}
	s.portal.Routes(s.mux)
	return s
}

func (s *street) ask(method, path string, body string) *street {
	s.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.RemoteAddr = s.from
	maps.Copy(r.Header, s.head)
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	s.answer = httptest.NewRecorder()
	s.mux.ServeHTTP(s.answer, r)
	s.code, s.body = s.answer.Code, s.answer.Body.String()
	return s
}

func (s *street) get(path string) *street { s.t.Helper(); return s.ask(http.MethodGet, path, "") }
func (s *street) post(path string, v url.Values) *street {
	s.t.Helper()
	return s.ask(http.MethodPost, path, v.Encode())
}

func (s *street) answers(code int) *street {
	s.t.Helper()
	if s.code != code {
		s.t.Fatalf("answers %d, want %d: %s", s.code, code, s.body)
	}
	return s
}

var hidden = regexp.MustCompile(`name="(request|began)" value="([^"]*)"`)

// booking is a wish for a place as the form was given out, filled in.
func (s *street) booking() url.Values {
	s.t.Helper()
	s.get("/book").answers(200)
	v := url.Values{"site": {nandong.ID.String()}, "want": {"2026-12-07"}, "age": {"xiao"}, "mode": {"full"}, "who": {"李奶奶"}, "phone": {"13803559999"}}
	for _, m := range hidden.FindAllStringSubmatch(s.body, -1) {
		v.Set(m[1], m[2])
	}
	return v
}

// A form that comes back at once, or with what no person sees filled in, or that was never
// given out, is no person's; nothing of it is kept, and what was written stands there still.
func TestAFormIsFilledInByAPerson(t *testing.T) {
	s := newStreet(t)
	v := s.booking()
	s.post("/book", v).answers(422)
	if !strings.Contains(s.body, "太快了") || !strings.Contains(s.body, "李奶奶") {
		t.Errorf("at once: %s", s.body)
	}
	s.now = s.now.Add(10 * time.Second)
	for name, change := range map[string]func(url.Values){
		"hidden field": func(v url.Values) { v.Set("homepage", "spam") },
		"made up":      func(v url.Values) { v.Set("began", "AAAAAAAAAAAAAAAAAAAAAAAAAAA") },
		"none":         func(v url.Values) { v.Del("began") },
	} {
		bad := maps.Clone(v)
		change(bad)
		if s.post("/book", bad).code != 422 {
			t.Errorf("%s: answers %d", name, s.code)
		}
	}
	s.now = s.now.Add(25 * time.Hour)
	s.post("/book", v).answers(422)
	v = s.booking()
	s.now = s.now.Add(soonest)
	s.post("/book", v).answers(200)
	if len(s.office.letters) != 1 {
		t.Errorf("%d letters were taken", len(s.office.letters))
	}
}

// What is wrong is said beside its field, all at once, and nothing is taken or counted.
func TestWhatIsWrongIsSaidInItsPlace(t *testing.T) {
	s := newStreet(t)
	good := s.booking()
	s.now = s.now.Add(time.Minute)
	for field, values := range map[string][]string{
		"site":  {"", "00", hub.ID{9}.String()},
		"want":  {"", "2026-11-23", "2020-01-01", "2029-01-01", "soon"},
		"age":   {"", "old"},
		"mode":  {"", "\x00"},
		"who":   {"", strings.Repeat("李", 21)},
		"phone": {"", "138", "1380355999a", strings.Repeat("1", 21)},
		"need":  {strings.Repeat("好", 201)},
	} {
		for _, value := range values {
			v := maps.Clone(good)
			v.Set(field, value)
			if s.post("/book", v).answers(422); !strings.Contains(s.body, `id="fault-`+field+`"`) {
				t.Errorf("%s %q: no word of it", field, value)
			}
		}
	}
	if n := len(s.office.letters); n != 0 {
		t.Errorf("%d letters were taken", n)
	}
	s.post("/book", good).answers(200) // none of the above was counted
}

// Sent twice a letter is one; with another word in it, another.
func TestALetterIsWhatIsInIt(t *testing.T) {
	s := newStreet(t)
	v := s.booking()
	s.now = s.now.Add(time.Minute)
	s.post("/book", v).answers(200)
	s.post("/book", v).answers(200)
	v.Set("need", "下午来")
	s.post("/book", v).answers(200)
	l := s.office.letters
	if l[0].Request != l[1].Request || l[1].Request == l[2].Request {
		t.Errorf("requests %v", []hub.ID{l[0].Request, l[1].Request, l[2].Request})
	}
	again := s.booking() // the form fetched anew, as by the way back
	s.now = s.now.Add(time.Minute)
	s.post("/book", again).answers(200)
	s.from = "203.0.113.8:1000"
	s.post("/book", again).answers(200)
	if l = s.office.letters; l[3].Request != l[0].Request || l[4].Request == l[0].Request {
		t.Errorf("from a new form and from elsewhere: %v", []hub.ID{l[0].Request, l[3].Request, l[4].Request})
	}
	if l[0].Site != nandong.ID || l[0].Values["want"] != hub.Day("2026-12-07") {
		t.Errorf("%+v", l[0])
	}
}

// What the county cannot keep just now is not said to be kept.
func TestNothingIsAcceptedThatIsNotKept(t *testing.T) {
	s := newStreet(t)
	v := s.booking()
	s.now = s.now.Add(time.Minute)
	s.office.fails = hub.E(hub.CodeFull, "store.full")
	if s.post("/book", v).answers(503); strings.Contains(s.body, "收到了") || !strings.Contains(s.body, "李奶奶") {
		t.Error(s.body)
	}
}

// One address sends a few letters, all addresses together a few more; after a while they may
// again.
func TestLettersAreBounded(t *testing.T) {
	s := newStreet(t)
	sent := func() int {
		v := s.booking()
		s.now = s.now.Add(soonest)
		return s.post("/book", v).code
	}
	n := 0
	for range 3 * sendsBurst {
		if sent() == 200 {
			n++
		}
	}
	if n < sendsBurst || n > sendsBurst+2 {
		t.Errorf("one address sent %d", n)
	}
	n = 0
	for i := range 2 * letterBurst {
		s.from = fmt.Sprintf("198.51.%d.%d:1", i/200, i%200)
		if sent() == 200 {
			n++
		}
	}
	if got := len(s.office.letters); got > letterBurst*3/2 { // with what an hour and a bit gives back
		t.Errorf("all addresses sent %d", got)
	}
	if n < letterBurst/2 {
		t.Errorf("others were stopped at %d", n)
	}
	s.now = s.now.Add(time.Hour)
	if code := sent(); code != 200 {
		t.Errorf("an hour later: %d", code)
	}
}

// Numbers and slips are not found by trying.
func TestGuessesAreBounded(t *testing.T) {
	s := newStreet(t)
	for i := range 100 {
		s.post("/progress", url.Values{"number": {"网约2026-00001"}, "code": {fmt.Sprintf("%06d", i)}})
	}
	if s.answers(429); s.office.tried != guessBurst {
		t.Errorf("one address tried %d", s.office.tried)
	}
	for i := range 1000 {
		s.from = fmt.Sprintf("198.51.%d.%d:1", i/200, i%200)
		s.post("/progress", url.Values{"number": {"ABCD2345"}})
	}
	if s.office.tried != guessesBurst {
		t.Errorf("all addresses tried %d", s.office.tried)
	}
}

// Every page has a policy without script, sets no cookie, and says no word that it was given
// in an address back as markup.
func TestPagesHaveNoScript(t *testing.T) {
	s := newStreet(t)
	for _, path := range []string{"/", "/stations", "/stations/" + nandong.ID.String(), "/stations?q=%3Cscript%3E", "/policy?q=%3Cscript%3E", "/policy/dazu-2024", "/book", "/complain", "/rate", "/progress", "/lessons", "/lessons/feed-6"} {
		s.get(path).answers(200)
		head := s.answer.Header()
		if head.Get("Content-Security-Policy") != web.PublicPolicy || head.Get("Set-Cookie") != "" || strings.Contains(s.body, "<script") {
			t.Errorf("%s: %v", path, head)
		}
	}
	for _, path := range []string{"/stations/x", "/policy/x", "/lessons/x", "/lessons/feed-6/99", "/child/1", "/cases"} {
		s.get(path).answers(404)
	}
}

// A player asks for parts of a sound.
func TestASoundComesInParts(t *testing.T) {
	s := newStreet(t)
	s.head.Set("Range", "bytes=2-4")
	if s.get("/lessons/feed-6/1").answers(206); s.body != "234" || s.answer.Header().Get("Content-Type") != "audio/mpeg" {
		t.Errorf("%q, %v", s.body, s.answer.Header())
	}
}

// Recordings of classes stand page by page, and a player that jumps about in one gets every
// part that it asks for: it counts as somebody who looks, and has room for that.
func TestRecordingsOfClasses(t *testing.T) {
	s := newStreet(t)
	if s.get("/lessons").answers(200); strings.Contains(s.body, "/heard") {
		t.Error("a door to nothing")
	}
	s.get("/heard").answers(200)
	s.office.onAir = heardShown + 3
	if s.get("/lessons").answers(200); !strings.Contains(s.body, fmt.Sprintf("%d 节，能听", s.office.onAir)) {
		t.Errorf("no door to the recordings: %s", s.body)
	}
	for no, want := range []int{heardShown, 3, 0} {
		if s.get(fmt.Sprintf("/heard?page=%d", no)).answers(200); strings.Count(s.body, "<audio") != want {
			t.Errorf("page %d has %d recordings, want %d", no, strings.Count(s.body, "<audio"), want)
		}
	}
	at := "/heard/" + hub.ID{2, 1}.String()
	for n := range 60 { // in a minute, from one address
		s.now = s.now.Add(time.Second)
		s.head.Set("Range", fmt.Sprintf("bytes=%d-%d", n%8, n%8+1))
		if s.get(at).answers(206); s.body != "0123456789"[n%8:n%8+2] || s.answer.Header().Get("Content-Type") != "audio/wav" {
			t.Fatalf("part %d is %q, %v", n, s.body, s.answer.Header())
		}
	}
	s.head.Del("Range")
	for _, path := range []string{"/heard/" + hub.ID{2, 99}.String(), "/heard/x"} {
		s.get(path).answers(404)
	}
}

// Whatever is posted is answered in words, and nothing but whole letters is taken.
func FuzzForms(f *testing.F) {
	f.Add("/book", "site=01&want=2026-12-07&who=%ff&phone=1")
	f.Add("/complain", "about=hurt&said=%00")
	f.Add("/rate", "slip=ABCD-2345&whole=3;")
	f.Add("/progress", "number=%E7&code=")
	f.Fuzz(func(t *testing.T, path, body string) {
		switch path {
		case "/book", "/complain", "/rate", "/progress":
		default:
			path = "/book"
		}
		s := newStreet(t)
		s.now = s.now.Add(time.Minute)
		if s.ask(http.MethodPost, path, body); s.code < 400 || s.code == 500 || s.code == 503 || len(s.office.letters) > 0 {
			t.Errorf("%s %q answers %d, %d letters", path, body, s.code, len(s.office.letters))
		}
	})
}

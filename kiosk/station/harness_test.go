package station_test

import (
	"cmp"
	"context"
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/rand"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/codec"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/names"
	"yizhan/hub/place"
	"yizhan/hub/store"
	"yizhan/hub/store/sqlite"
	"yizhan/kiosk/station"
	"yizhan/kiosk/web"
)

// box is a station's pages over a real desk and store in a folder of its own. What
// hub/box would plug in (doors, clock, status) is small and in memory.
type box struct {
	t       testing.TB
	ctx     context.Context
	desk    *desk.Desk
	store   *store.Store
	local   *store.Local
	names   *names.Directory
	station *station.Station
	clock   *clock
	doors   *doors
	server  *httptest.Server
	site    hub.ID
	worker  hub.ID // 站长 张桂兰, PIN 1234
	screen  *screen
	lane    hub.Lane
	keys    *keys

	self      self
	backups   backups
	paper     *paper
	photos    *photos
	packs     packs
	status    hub.Status
	neighbour hub.ID // the site of another box, if its records are here
}

// township is a real one, 西火镇, whose villages are bundled.
const township = "140404103"

func newBox(t testing.TB) *box {
	t.Helper()
	return newBoxIn(t, hub.LaneLocal, newKeys())
}

// newBoxIn is a box that writes a lane; whoever has a key may write it too.
func newBoxIn(t testing.TB, lane hub.Lane, keys *keys) *box {
	t.Helper()
	b := &box{t: t, ctx: context.Background(), names: names.New(), clock: newClock(), lane: lane, keys: keys}
	folder, err := store.OpenFolder(t.TempDir())
	b.must(err)
	forms := form.Builtin().Own()
	b.store, err = sqlite.Open(b.ctx, folder, store.Options{
		Keys: keys, Verifier: everybody{}, Forms: forms, Clock: b.clock, Card: func(kind hub.Kind) bool { return kind == "child" },
	})
	b.must(err)
	b.local, err = sqlite.OpenLocal(b.ctx, folder, b.clock, keys.box)
	b.must(err)
	b.desk = desk.New(b.store, forms, b.clock, b.names)
	b.doors = &doors{desk: b.desk, sessions: map[string]web.Session{}, pins: map[hub.ID]string{}}
	b.setUp()
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	b.paper, b.photos = newPaper(b), newPhotos()
	b.station = &station.Station{
		Paper: b.paper.queue,
		Desk:  b.desk, Names: b.names, Places: &place.Book{}, Doors: b.doors, Drafts: b.local,
		Box: &seams{b}, Self: &b.self, Backups: &b.backups, Keeper: keeper{}, Cards: familyCards{}, Guests: noGuests{}, Voices: &voices{b.desk, map[string][]byte{}}, Photos: b.photos, Shelf: &b.packs, Room: web.NewRoom(log, func() time.Time { return b.clock.Now().Wall }), Clock: b.clock, Log: log,
	}
	mux := http.NewServeMux()
	b.station.Routes(mux)
	b.server = httptest.NewServer(web.Guard(web.OwnHosts(), log, mux))
	t.Cleanup(func() {
		b.server.Close()
		b.store.Close()
		b.local.Close()
		folder.Close()
	})
	b.screen = b.newScreen()
	return b
}

func (b *box) setUp() {
	owner := hub.Actor{Role: hub.RoleBox, Lane: b.lane}
	made, err := b.desk.SetUp(b.ctx, owner, desk.Setup{
		Request: hub.NewID(),
		SiteFacts: desk.SiteFacts{Name: "西火驿站", Role: "station", Kinds: []string{"village"}, Township: township,
			TownshipName: "西火镇", Village: "140404103209", VillageName: "西火村"},
		Groups: []desk.Group{{Name: "混合班", Type: "hun", Places: 18}},
		Worker: desk.Worker{Name: "张桂兰", Role: hub.RoleHead},
	})
	b.must(err)
	b.site, b.worker = made.Site, made.Worker
	b.doors.pins[b.worker] = "1234"
}

// actor is 张桂兰, signed in.
func (b *box) actor() hub.Actor {
	return hub.Actor{Staff: b.worker, Site: b.site, Role: hub.RoleHead, Lane: b.lane}
}

func (b *box) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// learn brings the directory of names up to date, as hub/box does with every commit.
func (b *box) learn() {
	b.t.Helper()
	b.must(b.store.Each(b.ctx, "child", func(rec hub.Record) error {
		c := care.As[care.Child](form.Builtin(), rec)
		recs, err := b.store.Of(b.ctx, c.ID, "person")
		if err != nil || c.Withdrawn != "" {
			return err
		}
		e := names.Entry{Subject: c.ID, Name: c.Name, Nick: c.Nick, Village: c.VillageName, Birth: c.Birth, Site: c.Site}
		for _, p := range care.All[care.Person](form.Builtin(), "person", recs) {
			e.Carers = append(e.Carers, p.Name)
			e.PhoneTails = append(e.PhoneTails, p.Phone[max(0, len(p.Phone)-4):])
		}
		b.names.Put(e)
		return nil
	}))
}

// screen is one browser: it keeps its cookie, counts taps, and reads pages.
type screen struct {
	b    *box
	http *http.Client
	taps int // posts that somebody pressed
	page string
	path string
	code int

	query string // of the address
}

// newScreen is another browser at the same box, with 张桂兰 signed in.
func (b *box) newScreen() *screen {
	jar, _ := cookiejar.New(nil)
	s := &screen{b: b, http: &http.Client{Jar: jar}}
	s.sign(b.worker, "1234")
	return s
}

// sign makes the screen a worker's.
func (s *screen) sign(staff hub.ID, pin string) {
	s.b.t.Helper()
	s.b.doors.pins[staff] = pin
	token, err := s.b.doors.SignIn(s.b.ctx, staff, pin)
	s.b.must(err)
	at, _ := url.Parse(s.b.server.URL)
	s.http.Jar.SetCookies(at, []*http.Cookie{{Name: "yizhan-" + at.Port(), Value: token, Path: "/"}})
}

func (s *screen) get(path string) *screen {
	s.b.t.Helper()
	res, err := s.http.Get(s.b.server.URL + path)
	return s.took(res, err)
}

// tap posts a form of the page that is shown: its hidden fields, with the pressed
// fields in front, name and value in turn. What is pressed has to be on the page.
func (s *screen) tap(path string, fields ...string) *screen {
	s.b.t.Helper()
	s.taps++
	for i := 0; i+1 < len(fields); i += 2 {
		typed := regexp.MustCompile(`<input[^>]* name="` + fields[i] + `"`).MatchString(s.page)
		if !typed && !strings.Contains(s.page, `name="`+fields[i]+`" value="`+html.EscapeString(fields[i+1])+`"`) {
			s.b.t.Fatalf("%s (%d) has no %s=%s to press:\n%s", s.path, s.code, fields[i], fields[i+1], s.text())
		}
	}
	return s.post(path, s.form(fields...))
}

// form is what a press on the shown page posts.
func (s *screen) form(fields ...string) url.Values {
	values := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		values.Add(fields[i], fields[i+1])
	}
	pressed := map[string]bool{}
	for name := range values {
		pressed[name] = true
	}
	for _, input := range inputs.FindAllString(s.page, -1) {
		name, value := attribute(input, "name"), attribute(input, "value")
		radio := strings.Contains(input, `type="radio"`)
		if name == "" || radio && (!strings.Contains(input, " checked") || pressed[name]) {
			continue
		}
		if pressed[name] && !strings.Contains(input, `type="hidden"`) {
			continue // typed over
		}
		values.Add(name, value)
	}
	return values
}

func (s *screen) post(path string, values url.Values) *screen {
	s.b.t.Helper()
	res, err := s.http.PostForm(s.b.server.URL+path, values)
	return s.took(res, err)
}

func (s *screen) took(res *http.Response, err error) *screen {
	s.b.t.Helper()
	s.b.must(err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	s.b.must(err)
	s.page, s.path, s.code = string(body), res.Request.URL.Path, res.StatusCode
	s.query = res.Request.URL.RawQuery
	return s
}

// on fails unless the screen stands at a path.
func (s *screen) on(path string) *screen {
	s.b.t.Helper()
	if s.path != path || s.code != http.StatusOK {
		s.b.t.Fatalf("screen stands at %s (%d), want %s\n%s", s.path, s.code, path, s.text())
	}
	return s
}

// shows fails unless the page says each of these.
func (s *screen) shows(words ...string) *screen {
	s.b.t.Helper()
	for _, w := range words {
		if !strings.Contains(s.text(), w) {
			s.b.t.Fatalf("%s (%d) does not say %q:\n%s", s.path, s.code, w, s.text())
		}
	}
	return s
}

var (
	inputs = regexp.MustCompile(`<input[^>]*>`)
	tags   = regexp.MustCompile(`(?s)<svg.*?</svg>|<[^>]*>`)
	spaces = regexp.MustCompile(`\s+`)
)

// field is what an input of the page holds.
func (s *screen) field(name string) string {
	for _, input := range inputs.FindAllString(s.page, -1) {
		if attribute(input, "name") == name {
			return attribute(input, "value")
		}
	}
	return ""
}

func attribute(tag, name string) string {
	_, after, ok := strings.Cut(tag, " "+name+`="`)
	if !ok {
		return ""
	}
	value, _, _ := strings.Cut(after, `"`)
	return html.UnescapeString(value)
}

// text is what the page says.
func (s *screen) text() string {
	return spaces.ReplaceAllString(html.UnescapeString(tags.ReplaceAllString(s.page, " ")), " ")
}

// clock stands still until it is moved.
type clock struct {
	at      time.Time
	quality hub.ClockQuality // 0: as if staff had confirmed it
}

func newClock() *clock { return &clock{at: time.Date(2026, 11, 23, 9, 0, 0, 0, hub.China)} }

func (c *clock) Now() hub.Reading {
	return hub.Reading{Wall: c.at, Quality: cmp.Or(c.quality, hub.ClockConfirmed)}
}

// everybody may write: who may is hub/trust's to say, and tested there.
type everybody struct{}

func (everybody) Admit(hub.Origin, hub.OriginProof) (hub.Head, bool, error) {
	return hub.Head{}, false, nil
}
func (everybody) Released(hub.ID) bool { return false }

// keys is the keys of a box that closes for itself, the health centre and the county.
type keys struct {
	sign        ed25519.PrivateKey
	x25519, box [32]byte
	to          []codec.Recipient
}

func newKeys() *keys {
	k := &keys{}
	_, k.sign, _ = ed25519.GenerateKey(rand.Reader)
	rand.Read(k.x25519[:])
	rand.Read(k.box[:])
	for range 2 {
		other, _ := ecdh.X25519().GenerateKey(rand.Reader)
		k.to = append(k.to, codec.RecipientOf([32]byte(other.PublicKey().Bytes())))
	}
	return k
}

func (k *keys) Sign() ed25519.PrivateKey              { return k.sign }
func (k *keys) X25519() [32]byte                      { return k.x25519 }
func (k *keys) BoxKey() [32]byte                      { return k.box }
func (k *keys) Recipients(hub.Lane) []codec.Recipient { return k.to }
func (k *keys) Certificate(hub.Lane) []byte           { return nil }

// seams is the box as the pages ask it: offline, nothing confirmed elsewhere.
type seams struct{ b *box }

func (x *seams) Status(context.Context) (hub.Status, error) { return x.b.status, nil }
func (x *seams) Copies(context.Context, hub.ID) (hub.Copies, error) {
	return hub.Copies{OnlyHere: 1}, nil
}
func (x *seams) Sites(ctx context.Context) ([]care.Site, error) {
	var out []care.Site
	err := x.b.store.Each(ctx, "site", func(rec hub.Record) error {
		if rec.ID != x.b.neighbour {
			out = append(out, care.As[care.Site](form.Builtin(), rec))
		}
		return nil
	})
	return out, err
}
func (x *seams) Lane() hub.Lane                                 { return x.b.lane }
func (x *seams) Key() [32]byte                                  { return [32]byte{1} }
func (x *seams) Enroll(context.Context, []byte) (string, error) { return "", nil }
func (x *seams) Sound(context.Context) (microphones, loudspeakers []string, err error) {
	return nil, nil, nil
}

// doors lets people in by PIN, in memory: hub/access has tests of its own.
type doors struct {
	desk     *desk.Desk
	sessions map[string]web.Session
	pins     map[hub.ID]string
	looks    []hub.ID // children whose page was opened
	refused  int      // times that somebody wanted what is not hers
	idle     int      // seconds until the cover
}

func (d *doors) Session(_ context.Context, token string) (web.Session, error) {
	if s, ok := d.sessions[token]; ok {
		return s, nil
	}
	return web.Session{Actor: hub.Actor{Role: hub.RoleCarer, Open: true}}, nil
}

func (d *doors) SignIn(_ context.Context, staff hub.ID, pin string) (string, error) {
	if d.pins[staff] != pin {
		return "", hub.E(hub.CodeInvalid, "access.pin").In("pin")
	}
	token := hub.NewID().String()
	d.sessions[token] = web.Session{Actor: hub.Actor{Staff: staff, Role: hub.RoleHead}, Signed: true, Name: "张桂兰"}
	return token, nil
}

func (d *doors) SignOut(_ context.Context, token string) error { delete(d.sessions, token); return nil }
func (d *doors) HasPIN(_ context.Context, staff hub.ID) (bool, error) {
	return d.pins[staff] != "", nil
}
func (d *doors) SetPIN(_ context.Context, staff hub.ID, pin string) error {
	d.pins[staff] = pin
	return nil
}
func (d *doors) Choose(context.Context, hub.ID, string, bool) error { return nil }
func (d *doors) ResetOut(context.Context, hub.ID) (string, error)   { return "123456", nil }
func (d *doors) ResetIn(context.Context, hub.ID, string) error      { return nil }
func (d *doors) Looked(_ hub.Actor, child hub.ID, what string) {
	if what == "refused" {
		d.refused++
		return
	}
	d.looks = append(d.looks, child)
}

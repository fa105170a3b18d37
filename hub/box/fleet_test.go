package box

import (
	"context"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/box/county"
	"yizhan/hub/box/fleet"
	"yizhan/hub/desk"
	"yizhan/hub/trust"
)

// Two townships of one county. 苏店镇 has two stations, 荫城镇 one.
const (
	sudian   = "140404101"
	yincheng = "140404102"
)

// region is a county with its stations, all of it real; they meet without a network.
type region struct {
	t        testing.TB
	ctx      context.Context
	clock    *stillClock
	county   *Box
	stations []*Box
	url      string          // of the county's desk
	doors    map[*Box]string // where hubs answer other hubs, once they do
}

// stillClock stands still until it is moved.
type stillClock struct{ at time.Time }

func (c *stillClock) Now() hub.Reading { return hub.Reading{Wall: c.at, Quality: hub.ClockCounty} }

func newRegion(t testing.TB) *region { return newRegionOn(t, "") }

// newRegionOn has the county's log in a database; "": in its folder.
func newRegionOn(t testing.TB, database string) *region {
	t.Helper()
	r := &region{t: t, ctx: t.Context(), clock: &stillClock{time.Date(2026, 11, 23, 16, 40, 0, 0, hub.China)}}
	r.county = r.open(Config{Data: filepath.Join(t.TempDir(), "county"), AtCounty: true, Clock: r.clock, Database: database})
	for _, s := range []struct{ name, code, town string }{
		{"南董驿站", sudian, "苏店镇"}, {"看寺驿站", sudian, "苏店镇"}, {"横河驿站", yincheng, "荫城镇"},
	} {
		b := r.open(Config{Data: filepath.Join(t.TempDir(), s.name), Clock: r.clock})
		file, err := r.county.office.Issue(r.ctx, county.Issue{
			Grant: trust.Grant{Name: s.name, Township: s.code}, TownshipName: s.town, CountyName: "上党区",
			URL: "http://zhaoyu.example:8090",
		})
		r.must(err)
		_, err = b.Enroll(r.ctx, file)
		r.must(err)
		r.stations = append(r.stations, b)
	}
	server := httptest.NewServer(r.county.pages())
	t.Cleanup(server.Close)
	r.url = server.URL
	return r
}

func (r *region) open(cfg Config) *Box {
	r.t.Helper()
	b, err := Open(r.ctx, cfg)
	r.must(err)
	r.t.Cleanup(func() { b.Close() })
	return b
}

func (r *region) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

// meet gives the county what these stations hold, and them its receipts.
func (r *region) meet(stations ...*Box) {
	r.t.Helper()
	for _, s := range stations {
		r.must(give(r.ctx, s, r.county))
		r.must(give(r.ctx, r.county, s))
	}
	r.must(r.county.noticed(r.ctx, hub.News{}))
}

// head is the 站长 of a station.
func (r *region) head(b *Box) hub.Actor {
	r.t.Helper()
	sites, err := b.Sites(r.ctx)
	r.must(err)
	if len(sites) != 1 {
		r.t.Fatalf("the station has %d sites", len(sites))
	}
	return hub.Actor{Role: hub.RoleHead, Site: sites[0].ID, Lane: b.Lane()}
}

// register makes a child known at a station, its grandmother with it.
func (r *region) register(b *Box, name, phone string) hub.ID {
	r.t.Helper()
	head := r.head(b)
	made, err := b.desk.Register(r.ctx, head, desk.Registration{
		Request: hub.NewID(), Name: name, Sex: "2", Birth: "2025-03-12", Category: "home", VillageName: "南董村",
		IDNo: "140404202503120025", Site: head.Site, Surely: true,
		People: []desk.Person{{Name: "李秀英", Kinship: "paternal-grandmother", Phone: phone, Carer: true, Pickup: true, Adult: true}},
	})
	r.must(err)
	return made.Child
}

// officer is a browser at the county's desk.
type officer struct {
	r    *region
	http *http.Client
	at   *url.URL // of the page
	code int
	head http.Header
	body string
}

func (r *region) browser() *officer {
	jar, _ := cookiejar.New(nil)
	return &officer{r: r, http: &http.Client{Jar: jar}}
}

const password = "驿站的猫爱吃鱼,不吃菜"

// officer is somebody who has logged in.
func (r *region) officer(name string, role hub.Role, township string) *officer {
	r.t.Helper()
	r.must(r.county.office.AddOfficer(r.ctx, name, password, role, township))
	return r.browser().login(name, password).on("/overview")
}

func (o *officer) login(name, password string) *officer {
	return o.post("/login", url.Values{"name": {name}, "password": {password}})
}

func (o *officer) get(path string) *officer {
	o.r.t.Helper()
	return o.took(o.http.Get(o.r.url + path))
}

func (o *officer) post(path string, values url.Values) *officer {
	o.r.t.Helper()
	return o.took(o.http.PostForm(o.r.url+path, values))
}

func (o *officer) took(res *http.Response, err error) *officer {
	o.r.t.Helper()
	o.r.must(err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	o.r.must(err)
	o.at, o.code, o.head, o.body = res.Request.URL, res.StatusCode, res.Header, string(body)
	return o
}

func (o *officer) on(path string) *officer {
	o.r.t.Helper()
	if o.at.Path != path || o.code != http.StatusOK {
		o.r.t.Fatalf("stands at %s (%d), want %s\n%s", o.at, o.code, path, o.text())
	}
	return o
}

func (o *officer) answers(code int, words ...string) *officer {
	o.r.t.Helper()
	if o.code != code {
		o.r.t.Fatalf("%s answers %d, want %d\n%s", o.at, o.code, code, o.text())
	}
	return o.says(words...)
}

func (o *officer) says(words ...string) *officer {
	o.r.t.Helper()
	for _, w := range words {
		if !strings.Contains(o.text(), w) {
			o.r.t.Fatalf("%s does not say %q:\n%s", o.at, w, o.text())
		}
	}
	return o
}

func (o *officer) saysNot(words ...string) *officer {
	o.r.t.Helper()
	for _, w := range words {
		if strings.Contains(o.body, w) {
			o.r.t.Errorf("%s says %q:\n%s", o.at, w, o.text())
		}
	}
	return o
}

var (
	drawings = regexp.MustCompile(`(?s)<svg.*?</svg>|<[^>]*>`)
	gaps     = regexp.MustCompile(`\s+`)
	anchors  = regexp.MustCompile(`(?s)<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>`)
)

func plainText(page string) string {
	return strings.TrimSpace(gaps.ReplaceAllString(html.UnescapeString(drawings.ReplaceAllString(page, " ")), " "))
}

// text is what the page says; of a long one the beginning.
func (o *officer) text() string {
	said := []rune(plainText(o.body))
	return string(said[:min(len(said), 5000)])
}

// tap follows the link that says words.
func (o *officer) tap(words string) *officer {
	o.r.t.Helper()
	for _, a := range anchors.FindAllStringSubmatch(o.body, -1) {
		if plainText(a[2]) == words {
			return o.get(html.UnescapeString(a[1]))
		}
	}
	o.r.t.Fatalf("%s has no link %q:\n%s", o.at, words, o.text())
	return o
}

// row is the text of the table row that has a word in it.
func (o *officer) row(word string) string {
	o.r.t.Helper()
	for _, tr := range regexp.MustCompile(`(?s)<tr.*?</tr>`).FindAllString(o.body, -1) {
		if strings.Contains(plainText(tr), word) {
			return plainText(tr)
		}
	}
	o.r.t.Fatalf("%s has no row with %q:\n%s", o.at, word, o.text())
	return ""
}

// The stations page says of each what is true: what came, what neighbours know that
// is still to come, where it lies, and when the county last heard from it.
func TestStationsPage(t *testing.T) {
	r := newRegion(t)
	nandong, kansi, henghe := r.stations[0], r.stations[1], r.stations[2]
	r.register(nandong, "王梓涵", "13812340421")
	r.register(henghe, "秦朗", "13900001111")
	r.meet(nandong, kansi, henghe)
	zhao := r.officer("赵敏", hub.RoleCounty, "")
	zhao.get("/stations").says("3 个站，2 个孩子", "苏店镇", "荫城镇", "全部")
	if got := zhao.row("南董驿站"); got != "通 苏店镇 南董驿站 1 看 16:40 邻站或 U 盘 0 县里、邻站 1 份" {
		t.Errorf("never spoke itself, and 看寺 got its records from the county: %q", got)
	}

	// 看寺 holds what 南董 wrote since, and says so; the county has only its word.
	r.register(nandong, "马浩然", "13812340422")
	r.register(nandong, "陈雨桐", "13812340423")
	r.must(give(r.ctx, nandong, kansi))
	held, err := kansi.store.Held(r.ctx, nandong.Lane())
	r.must(err)
	_, err = r.county.store.PutReceipts(r.ctx, held)
	r.must(err)
	r.heard(nandong, 5*24*time.Hour)
	r.clock.at = r.clock.at.Add(4 * 24 * time.Hour)
	zhao.get("/stations").says("先打个电话：", "南董驿站 4 天没联系，邻站知道还有 2 条")
	if got := zhao.row("断 苏店镇 南董驿站"); got != "断 苏店镇 南董驿站 1 看 11月23日，4 天前 邻站或 U 盘 2 县里、邻站 1 份" {
		t.Errorf("after four days of silence: %q", got)
	}
	r.heard(henghe, 30*time.Hour)
	if got := zhao.get("/stations").row("横河驿站"); got != "缓 荫城镇 横河驿站 1 看 11月26日，1 天前 直连 0 县里" {
		t.Errorf("after thirty hours: %q", got)
	}
	r.meet(nandong)
	if got := zhao.get("/stations").row("南董驿站"); !strings.Contains(got, "南董驿站 3 看 11月23日") || !strings.Contains(got, " 0 ") {
		t.Errorf("everything came: %q", got)
	}
}

// Township, station, child: three taps, and back to the same list.
func TestDrillDown(t *testing.T) {
	r := newRegion(t)
	r.register(r.stations[0], "王梓涵", "13812340421")
	r.register(r.stations[2], "秦朗", "13900001111")
	r.meet(r.stations...)
	zhao := r.officer("赵敏", hub.RoleCounty, "")
	zhao.get("/stations").tap("苏店镇").says("2 个站，1 个孩子", "南董驿站", "看寺驿站").saysNot("横河驿站")
	zhao.tap("南董驿站").on("/children").says("1 个孩子", "王梓涵", "20 月龄", "奶奶 李秀英", "散居")
	list := zhao.at.String()
	zhao.tap("王梓涵").says("南董驿站", "女", "138****0421")
	if zhao.tap("回名单"); zhao.at.String() != list {
		t.Errorf("back leads to %s, not to %s", zhao.at, list)
	}
}

// heard has a station spoken with the county some time ago.
func (r *region) heard(b *Box, ago time.Duration) {
	r.county.fleet.Calls = called{{Key: b.trust.Identity().Key(), Seconds: int64(ago.Seconds())}}
	r.county.fleet.Meetings()
	r.county.fleet.Calls = called(nil)
}

// called are the hubs that were spoken with.
type called []fleet.Peer

func (c called) Peers() []fleet.Peer { return c }

// A county's pages with the children of sixty stations.
func BenchmarkCounty(b *testing.B) {
	const children = 30_000
	r := newRegion(b)
	head := r.head(r.stations[0])
	for from := 0; from < children; from += 2000 {
		var rows []desk.Registration
		for i := from; i < from+2000; i++ {
			rows = append(rows, desk.Registration{
				Request: hub.NewID(), Name: madeUp(i), Sex: "1", Birth: hub.Day("2025-01-01").Add(i % 365), Category: "home", Site: head.Site,
				VillageName: "南董村", People: []desk.Person{{Name: "李" + madeUp(i/7), Kinship: "maternal-grandmother", Phone: fmt.Sprintf("138%08d", i*37), Carer: true}},
			})
		}
		_, err := r.stations[0].desk.Import(r.ctx, head, desk.Import{Request: hub.NewID(), Rows: rows, Day: "2026-11-23"})
		r.must(err)
	}
	r.meet(r.stations...)
	zhao := r.officer("赵敏", hub.RoleCounty, "")
	r.county.roll.BySite()
	b.Run("stations", func(b *testing.B) {
		for b.Loop() {
			zhao.get("/stations").on("/stations")
		}
	})
	b.Run("children", func(b *testing.B) {
		for b.Loop() {
			zhao.get("/children?page=300").on("/children")
		}
	})
	b.Run("initials", func(b *testing.B) {
		for b.Loop() {
			zhao.post("/children", url.Values{"q": {"w"}}).on("/children")
		}
	})
	b.Run("name", func(b *testing.B) {
		for b.Loop() {
			zhao.post("/children", url.Values{"q": {madeUp(4711)}}).on("/children").says(madeUp(4711))
		}
	})
	b.Run("roster", func(b *testing.B) {
		for b.Loop() {
			zhao.get("/roster.xlsx").answers(http.StatusOK)
		}
		b.ReportMetric(float64(len(zhao.body)), "B/file")
	})
	b.Run("roll", func(b *testing.B) {
		for b.Loop() {
			r.county.roll.Page(desk.ChildFilter{Site: head.Site, Limit: 50})
		}
	})
}

func madeUp(i int) string {
	surnames, given := []rune("王李张刘陈杨赵黄周吴"), []rune("梓涵浩然雨桐欣怡子轩宇航诗琪俊杰佳宁")
	return string([]rune{surnames[i%10], given[i/10%len(given)], given[i/200%len(given)]})
}

package box

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/paper"
	"yizhan/kiosk/portal"
)

// opened is a region whose county shows everything, with one station that has filed, and
// somebody with a phone.
type opened struct {
	*region
	who     hub.Actor // the head of the first station
	now     time.Time // of the public pages
	url     string
	code    int
	body    string
	visitor *http.Client
}

func newOpened(t *testing.T) *opened { return openedOn(newRegion(t)) }

// openedOn has a region's county show everything.
func openedOn(r *region) *opened {
	t := r.t
	o := &opened{region: r, who: r.head(r.stations[0]), now: r.clock.at, visitor: &http.Client{}}
	fill := func(kind hub.Kind, v form.Values) {
		_, err := r.stations[0].desk.Fill(r.ctx, o.who, desk.Sheet{Request: hub.NewID(), Kind: kind, Values: v, Sure: true})
		r.must(err)
	}
	today := hub.DayOf(r.clock.at)
	fill("institution", form.Values{"type": "village", "owner": "collective", "inclusive": true, "area": 100, "house": "own", "ru": 0, "xiao": 8, "da": 12, "hun": 0})
	fill("price-list", form.Values{"from": today, "type": "market", "month": 600, "meals": 12, "posted": true})
	fill("contract", form.Values{"what": "filing", "from": today.Add(-10), "to": today.Add(300)})
	r.meet(r.stations...)
	_, err := r.county.desk.SetPortal(r.ctx, hub.Actor{Role: hub.RoleCounty}, hub.NewID(), desk.Portal{
		Pages: []string{"stations", "papers", "booking", "complaint", "rating", "lessons"}, Phone: "0355-808 1234", Rates: true,
	})
	r.must(err)
	pages := &portal.Portal{County: &publicDesk{b: r.county}, Forms: r.county.forms, Name: func() string { return "上党区" },
		Today: r.county.desk.Today, Now: func() time.Time { return o.now }, Log: slog.New(slog.NewTextHandler(t.Output(), nil))}
	server := httptest.NewServer(r.county.publicHandler(pages, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)}))
	t.Cleanup(server.Close)
	o.url = server.URL
	return o
}

func (o *opened) take(resp *http.Response, err error) *opened {
	o.t.Helper()
	o.must(err)
	raw, err := io.ReadAll(resp.Body)
	o.must(err)
	o.must(resp.Body.Close())
	o.code, o.body = resp.StatusCode, string(raw)
	if len(resp.Cookies()) > 0 {
		o.t.Error("a public page sets a cookie")
	}
	return o
}

func (o *opened) see(path string) *opened {
	o.t.Helper()
	return o.take(o.visitor.Get(o.url + path))
}

var fieldsOfForm = regexp.MustCompile(`name="(request|began)" value="([^"]*)"`)

// sends fills in the form of a page, as a person who takes a minute for it.
func (o *opened) sends(path string, v url.Values) *opened {
	o.t.Helper()
	o.see(path)
	for _, m := range fieldsOfForm.FindAllStringSubmatch(o.body, -1) {
		v.Set(m[1], m[2])
	}
	o.now = o.now.Add(time.Minute)
	return o.take(o.visitor.PostForm(o.url+path, v))
}

func (o *opened) shows(code int, texts ...string) *opened {
	o.t.Helper()
	if o.code != code {
		o.t.Fatalf("answers %d, want %d: %s", o.code, code, o.body)
	}
	for _, text := range texts {
		if !strings.Contains(o.body, text) {
			o.t.Errorf("does not say %q: %s", text, o.body)
		}
	}
	return o
}

// receipt is number and code of the page.
func (o *opened) receipt() (number, code string) {
	o.t.Helper()
	m := regexp.MustCompile(`<dd>([^<]*)</dd></div><div><dt>查询码</dt><dd>(\d{6})</dd>`).FindStringSubmatch(o.body)
	if m == nil {
		o.t.Fatal("no receipt: " + o.body)
	}
	return m[1], m[2]
}

// A family finds a station on its phone, asks it for a place, and reads the answer with its
// receipt; the station has it in its 待办 and opens what is sealed, the neighbour does not.
func TestABookingFromAPhone(t *testing.T) {
	o := newOpened(t)
	site := o.who.Site.String()
	o.see("/").shows(200, "找托育", "约托位", "投诉举报", "上党区", "tel:03558081234")
	o.see("/stations").shows(200, "南董驿站", "600 元", "普惠")
	if strings.Contains(o.body, "看寺驿站") {
		t.Error("a station that has not filed is shown")
	}
	o.see("/stations/"+site).shows(200, "备过案", "20 个：一岁多 8，两岁多 12", "/book?to="+site)
	want := string(hub.DayOf(o.clock.at).Add(14))
	letter := url.Values{"site": {site}, "want": {want}, "age": {"xiao"}, "mode": {"full"}, "who": {"李奶奶"}, "phone": {"138"}, "need": {"大人要上班"}}
	o.sends("/book", letter).shows(422, "电话要 7 到 12 个数字", "大人要上班")
	letter.Set("phone", "13803559999")
	number, code := o.sends("/book", letter).shows(200, "收到了", "网约2026-00001").receipt()
	if again, _ := o.take(o.visitor.PostForm(o.url+"/book", letter)).shows(200).receipt(); again != number {
		t.Errorf("the same letter twice has two numbers: %s, %s", number, again)
	}
	o.meet(o.stations...)

	turns, err := o.stations[0].desk.Turns(o.ctx, o.who, o.who.Site)
	o.must(err)
	if len(turns) != 1 || turns[0].Def.Kind != "web-booking" {
		t.Fatalf("the station's 待办: %+v", turns)
	}
	id := turns[0].Record.ID
	phone, _ := turns[0].Def.Field("phone")
	for i, b := range []*Box{o.stations[0], o.stations[1]} {
		rec, err := b.store.Record(o.ctx, "web-booking", id)
		o.must(err)
		if got := rec.Fields[phone.No]; (got == "13803559999") != (i == 0) {
			t.Errorf("station %d reads %v", i, got)
		}
	}
	o.officer("赵敏", hub.RoleCounty, "").get("/cases").says("网上预约", number)
	_, err = o.stations[0].desk.MoveOn(o.ctx, o.who, desk.Moving{Request: hub.NewID(), Kind: "web-booking", Record: id, From: "got", To: "offered", Values: form.Values{"said": "请带接种证来登记"}})
	o.must(err)
	o.meet(o.stations...)
	o.sends("/progress", url.Values{"number": {number}, "code": {code}}).shows(200, "有位子，等家里来登记", number)
	o.sends("/progress", url.Values{"number": {"网约２０２６－00001 "}, "code": {code[:3] + " " + code[3:]}}).shows(200, "有位子，等家里来登记")
	if strings.Contains(o.body, "13803559999") || strings.Contains(o.body, "李奶奶") {
		t.Error("a receipt tells who wrote")
	}
	o.sends("/progress", url.Values{"number": {number}, "code": {"000000"}}).shows(404, "没有找到这个编号")
}

// A complaint stays at the county: the station that it is about learns what the county asks
// it, and not who wrote. One that a child is hurt comes to a state of its own at once.
func TestAComplaintFromAPhone(t *testing.T) {
	o := newOpened(t)
	o.see("/complain").shows(200, "先打 110", "tel:110", "tel:12345")
	o.sends("/complain", url.Values{"about": {"food"}, "site": {o.who.Site.String()}, "said": {"张家奶奶说午饭是凉的"}, "phone": {"13803558888"}}).shows(200, "网诉2026-00001")
	number, code := o.receipt()
	o.sends("/complain", url.Values{"about": {"hurt"}, "said": {"看见有人打孩子"}}).shows(200, "请马上打 110")
	o.meet(o.stations...)

	zhao := o.officer("赵敏", hub.RoleCounty, "")
	zhao.get("/cases?kind=web-complaint").says("有孩子被伤害，今天就办", "收到了，等受理")
	zhao.get("/public").says("网上投诉 2 件", "备过案的 1 个站")
	_, rec, err := o.county.desk.CaseByNumber(o.ctx, number)
	o.must(err)
	at := "/case/web-complaint/" + rec.ID.String()
	zhao.get(at).says("张家奶奶说午饭是凉的", "乱填的，丢掉", "受理，去办")
	step := func(v url.Values) {
		v.Set("request", hub.NewID().String())
		zhao.post(at, v).answers(200)
	}
	step(url.Values{"from": {"got"}, "do": {"work"}})
	step(url.Values{"from": {"work"}, "do": {"station"}, "f-ask": {"请查这几天的伙食"}})
	o.must(o.county.noticed(o.ctx, hub.News{Own: true, Lane: o.stations[0].Lane(), Commit: hub.NewID(), Subjects: []hub.ID{o.who.Site}})) // as follow hears of it
	o.meet(o.stations...)
	turns, err := o.stations[0].desk.Turns(o.ctx, o.who, o.who.Site)
	o.must(err)
	if len(turns) != 1 || turns[0].Def.Kind != "complaint" {
		t.Fatalf("the station's 待办: %+v", turns)
	}
	if asked, _ := turns[0].Def.Field("said"); turns[0].Record.Fields[asked.No] != "请查这几天的伙食" {
		t.Errorf("the station is asked %v", turns[0].Record.Fields[asked.No])
	}
	if _, err := o.stations[0].store.Record(o.ctx, "web-complaint", rec.ID); hub.CodeOf(err) != hub.CodeNotFound {
		t.Errorf("the station holds what somebody wrote: %v", err)
	}
	o.officer("孙乡长", hub.RoleTownship, sudian).get(at).answers(http.StatusForbidden)
	o.sends("/progress", url.Values{"number": {number}, "code": {code}}).shows(200, "站里在查")
}

// One slip is one rating, whoever sends it how often; a slip that nobody printed is none.
func TestARatingNeedsASlip(t *testing.T) {
	o := newOpened(t)
	zhao := o.officer("赵敏", hub.RoleCounty, "")
	zhao.get("/public")
	print := func(n string) *officer {
		return zhao.post("/public/slips", url.Values{"site": {o.who.Site.String()}, "n": {n}, "request": {hub.NewID().String()}})
	}
	print("1").answers(422).says("有 0 个孩子在托")
	child := o.register(o.stations[0], "王梓涵", "13812340421")
	_, err := o.stations[0].desk.Enrol(o.ctx, o.who, desk.Enrolling{Request: hub.NewID(), Child: child, Mode: "full", From: hub.DayOf(o.clock.at), Anyway: true})
	o.must(err)
	o.meet(o.stations...)
	print("3").answers(422).says("有 1 个孩子在托", "最多还能印 2 张")
	print("2").answers(200).says("南董驿站", "剪开")
	slips := regexp.MustCompile(`slip-code">([A-Z2-9]{4}-[A-Z2-9]{4})<`).FindAllStringSubmatch(zhao.body, -1)
	if len(slips) != 2 {
		t.Fatalf("%d slips: %s", len(slips), zhao.body)
	}
	rating := url.Values{"slip": {"AAAA-BBBB"}, "care": {"3"}, "clean": {"3"}, "safe": {"2"}, "whole": {"3"}, "wish": {"想多出去玩"}}
	o.sends("/rate", rating).shows(422, "码对不上", "想多出去玩")
	rating.Set("slip", strings.ToLower(slips[0][1]))
	o.sends("/rate", rating).shows(200, "记下了")
	o.sends("/rate", rating).shows(409, "已经评过了")
	o.sends("/progress", url.Values{"number": {slips[0][1]}}).shows(200, "评过了，算数")
	o.sends("/progress", url.Values{"number": {slips[1][1]}}).shows(200, "还没有用过")
	print("1").answers(422).says("已经印了 2 张")
	o.meet(o.stations...)
	recs, err := o.stations[0].store.Of(o.ctx, o.who.Site, "survey")
	o.must(err)
	if len(recs) != 1 {
		t.Errorf("the station has %d ratings", len(recs))
	}
}

// What the county has shut answers nothing, and takes nothing.
func TestAShutPageTakesNothing(t *testing.T) {
	o := newOpened(t)
	_, err := o.county.desk.SetPortal(o.ctx, hub.Actor{Role: hub.RoleCounty}, hub.NewID(), desk.Portal{Pages: []string{"papers"}})
	o.must(err)
	o.see("/").shows(200, "查政策")
	if strings.Contains(o.body, "约托位") {
		t.Error("a shut page stands on the first")
	}
	for _, path := range []string{"/stations", "/stations/" + o.who.Site.String(), "/book", "/complain", "/rate", "/lessons"} {
		o.see(path).shows(404, "这一页没有开")
	}
	o.take(o.visitor.PostForm(o.url+"/book", url.Values{"site": {o.who.Site.String()}})).shows(404)
	if err := o.county.store.Each(o.ctx, "web-booking", func(hub.Record) error { t.Error("a shut page took a letter"); return nil }); err != nil {
		t.Fatal(err)
	}
	if req, err := http.NewRequestWithContext(context.Background(), "GET", o.url, nil); err == nil {
		req.Host = "evil.example"
		o.take(o.visitor.Do(req)).shows(http.StatusMisdirectedRequest)
	}
}

// No page says a word of any child or its people, whatever stands in the records: all pages
// of a county with children are read, as far as links and forms lead.
func TestPublicPagesNameNoChild(t *testing.T) {
	o := newOpened(t)
	o.register(o.stations[0], "王梓涵", "13803551111")
	o.meet(o.stations...)
	_, err := o.county.desk.PutPaper(o.ctx, hub.Actor{Role: hub.RoleCounty}, hub.NewID(), hub.ID{}, paper.Paper{Title: "上党区：普惠托育收多少钱", Issuer: "上党区卫健局", Day: "2026-03-01", Lines: []string{"一个月不超过 800 元。（第三条）"}, Source: "上党区政府网站"})
	o.must(err)
	link := regexp.MustCompile(`href="(/[^"#]*)"`)
	queue, seen := []string{"/", "/stations?q=王梓涵", "/policy?q=王梓涵"}, map[string]bool{}
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		if seen[path] || strings.HasPrefix(path, "/asset") {
			continue
		}
		seen[path] = true
		o.now = o.now.Add(time.Minute)
		o.see(path).shows(200)
		body := strings.ReplaceAll(o.body, `value="王梓涵"`, "") // what was asked for, given back
		for _, secret := range []string{"王梓涵", "梓涵", "李秀英", "13803551111", "140404202503120025", "2025-03-12"} {
			if strings.Contains(body, secret) {
				t.Errorf("%s says %q", path, secret)
			}
		}
		for _, m := range link.FindAllStringSubmatch(o.body, -1) {
			queue = append(queue, strings.ReplaceAll(m[1], "&amp;", "&"))
		}
	}
	if len(seen) < 35 || !slices.ContainsFunc([]string{"/policy/lianyungang-2020", "/rate"}, func(p string) bool { return seen[p] }) {
		t.Errorf("only %d pages were read", len(seen))
	}
}

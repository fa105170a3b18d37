package box

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/asset"
	"yizhan/kiosk/touch"
)

// jotter is a log that is read while it is written.
type jotter struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *jotter) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(p)
}

func (j *jotter) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

// phones opens a box's listener for families, with all that it logs, and gives its address.
func (r *region) phones(b *Box) (base string, log *jotter) {
	r.t.Helper()
	log = &jotter{}
	b.cfg.Phones, b.cfg.Log = "127.0.0.1:0", slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	ctx, cancel := context.WithCancel(r.ctx)
	ended := make(chan error, 1)
	go func() { ended <- b.runPhones(ctx) }()
	r.t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			r.t.Error(err)
		}
	})
	for range 500 {
		if at := b.phones.addresses(); len(at) > 0 {
			return "http://" + at[0], log
		}
		time.Sleep(10 * time.Millisecond)
	}
	r.t.Fatal("the phones' listener did not open")
	return "", nil
}

// card is the figures on a child's card.
func (r *region) card(b *Box, child hub.ID) string {
	r.t.Helper()
	_, figures, ok, err := cards{b}.Card(r.ctx, r.head(b), child)
	if err != nil || !ok {
		r.t.Fatal("no card", err)
	}
	return figures
}

// scan is what a phone does with a card's figures.
func (r *region) scan(base, figures string) (status int, page string) {
	r.t.Helper()
	return r.ask(http.MethodPost, base+"/k", "", url.Values{"card": {figures}})
}

func (r *region) ask(method, at, host string, form url.Values) (status int, body string) {
	r.t.Helper()
	req, err := http.NewRequestWithContext(r.ctx, method, at, strings.NewReader(form.Encode()))
	r.must(err)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if host != "" {
		req.Host = host
	}
	answer, err := (&http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}).Do(req)
	r.must(err)
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	r.must(err)
	if len(answer.Cookies()) > 0 {
		r.t.Errorf("%s %s leaves a cookie", method, at)
	}
	return answer.StatusCode, string(b)
}

// looks is how often a family is on the trail for having read a child's card, here.
func (r *region) looks(b *Box, child hub.ID) (n int64) {
	r.t.Helper()
	def, _ := b.forms.Get("look")
	value := func(rec hub.Record, name string) any { f, _ := def.Field(name); return rec.Fields[f.No] }
	recs, err := b.store.Of(r.ctx, child, "look")
	r.must(err)
	for _, rec := range recs {
		if value(rec, "what") == desk.LookCard && value(rec, "known") == "card" && value(rec, "purpose") == "family" && value(rec, "by") == nil {
			n += value(rec, "pages").(int64)
		}
	}
	return n
}

// A family reads its card at home and at the neighbour's. There nothing is opened for
// those who work there: the scanner at the desk, which does, is the control. A lost card
// is dead wherever the new one is known. The trail names who looked: the card.
func TestACardAtAPhone(t *testing.T) {
	r := newRegion(t)
	home, next := r.stations[0], r.stations[1]
	child, other := r.register(home, "王梓涵", "13812340421"), r.register(home, "陈浩然", "13812340422")
	head := r.head(home)
	_, err := home.desk.Consent(r.ctx, head, desk.ConsentSheet{Request: hub.NewID(), Child: child, Way: "paper", ByName: "李秀英", Day: home.desk.Today(), Refused: []hub.Purpose{"photo"}})
	r.must(err)
	r.meet(home, next)
	figures, lost := r.card(home, child), r.card(home, other)
	atHome, homeLog := r.phones(home)
	nextDoor, nextLog := r.phones(next)
	for name, base := range map[string]string{"at home": atHome, "next door": nextDoor} {
		status, page := r.scan(base, figures)
		for _, want := range []string{"王梓涵", "20 月龄", "奶奶", "南董驿站", "不同意", "这张卡好用"} {
			if status != http.StatusOK || !strings.Contains(page, want) {
				t.Errorf("%s, %d: no %s on the page", name, status, want)
			}
		}
		for _, never := range []string{"李秀英", "13812340421", "陈浩然", "140404202503120025", "南董村", figures} {
			if strings.Contains(page, never) {
				t.Errorf("%s: the page says %s", name, never)
			}
		}
	}
	if r.opens(next, child) {
		t.Error("reading by phone opened the child for the neighbour's staff")
	}
	if got, err := (cards{next}).Open(r.ctx, r.head(next), figures); err != nil || got != child || !r.opens(next, child) {
		t.Errorf("the scanner at the desk: %v, %v", got, err)
	}

	number := figures[:cardNumber]
	forged := number + lost[cardNumber:cardNumber+cardSecret]
	nobodys := besideNumber(number) + figures[cardNumber:cardNumber+cardSecret]
	for name, c := range map[string]struct {
		figures string
		status  int
		word    string
	}{
		"the number alone":      {number, http.StatusUnprocessableEntity, "没扫全"},
		"nothing":               {"", http.StatusUnprocessableEntity, "没扫全"},
		"another's secret":      {forged + checkOfCard(forged), http.StatusForbidden, "打不开"},
		"its own secret alone":  {nobodys + checkOfCard(nobodys), http.StatusForbidden, "打不开"},
		"a number of nobody":    {cardFigures("0000001", [16]byte{1}), http.StatusForbidden, "打不开"},
		"too much for any card": {strings.Repeat("1", 4000), http.StatusUnprocessableEntity, "没扫全"},
	} {
		if status, page := r.scan(atHome, c.figures); status != c.status || !strings.Contains(page, c.word) || strings.Contains(page, "梓涵") {
			t.Errorf("%s: %d\n%s", name, status, page)
		}
	}

	r.must(cards{home}.Renew(r.ctx, head, other))
	r.meet(home, next)
	for name, base := range map[string]string{"at home": atHome, "next door": nextDoor} {
		if status, page := r.scan(base, lost); status != http.StatusForbidden || !strings.Contains(page, "停用") || strings.Contains(page, "浩然") {
			t.Errorf("the lost card %s: %d\n%s", name, status, page)
		}
		if status, page := r.scan(base, r.card(home, other)); status != http.StatusOK || !strings.Contains(page, "陈浩然") {
			t.Errorf("the new card %s: %d", name, status)
		}
	}
	for b, want := range map[*Box]int64{home: 1, next: 1} {
		over, cancel := context.WithCancel(r.ctx)
		cancel()
		b.looks.Run(over) // what it has gathered
		if n := r.looks(b, child); n != want {
			t.Errorf("%d looks with the card are on the trail of %s, want %d", n, b.cfg.Data, want)
		}
	}
	for _, log := range []*jotter{homeLog, nextLog} {
		for _, secret := range []string{figures, lost, number, "梓涵"} {
			if strings.Contains(log.String(), secret) {
				t.Errorf("the log says %s:\n%s", secret, log)
			}
		}
	}
}

// besideNumber is a number so near to a child's that of all children it is the nearest.
func besideNumber(number string) string {
	last := byte('1')
	if number[len(number)-1] == last {
		last = '2'
	}
	return number[:len(number)-1] + string(last)
}

var routeOf = regexp.MustCompile(`"(GET|POST) (/[^"]*)"`)

// routes are the addresses that the files of a package register.
func routes(t *testing.T, dir string) (all [][2]string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		source, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range routeOf.FindAllStringSubmatch(string(source), -1) {
			all = append(all, [2]string{m[1], regexp.MustCompile(`\{[^}]*\}`).ReplaceAllString(m[2], "0123456789abcdef0123456789abcdef")})
		}
	}
	return all
}

// Nothing of the kiosk's or the county's is answered where families' phones are, and
// families' pages not at the kiosk.
func TestPhonesListenerIsApart(t *testing.T) {
	r := newRegion(t)
	b := r.stations[0]
	base, _ := r.phones(b)
	walked := 0
	for _, dir := range []string{"../../kiosk/station", "../../kiosk/county", "../../kiosk"} {
		for _, route := range routes(t, dir) {
			if route[1] == "/" || strings.HasPrefix(route[1], "/asset") {
				continue
			}
			walked++
			if status, page := r.ask(route[0], base+route[1], "", nil); status != http.StatusNotFound && status != http.StatusMethodNotAllowed || strings.Contains(page, "<form") {
				t.Errorf("%s %s: %d", route[0], route[1], status)
			}
		}
	}
	if walked < 150 {
		t.Errorf("only %d addresses walked: the search is broken", walked)
	}
	if status, page := r.ask(http.MethodGet, base+"/k", "", nil); status != http.StatusOK || !strings.Contains(page, "phone-scan") {
		t.Errorf("families' own page: %d", status)
	}
	w := httptest.NewRecorder()
	b.pages().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://127.0.0.1/k", nil))
	if w.Code == http.StatusOK || strings.Contains(w.Body.String(), "phone-scan") {
		t.Error("the kiosk answers families' phones")
	}
	if status, page := r.ask(http.MethodGet, base+"/", "", nil); status != http.StatusSeeOther || strings.Contains(page, "登记台") {
		t.Errorf("the first page: %d", status)
	}
	for script, want := range map[string]int{asset.ScriptPath(): http.StatusNotFound, asset.PhoneScriptPath(): http.StatusOK, asset.StylePath(): http.StatusOK} {
		if status, _ := r.ask(http.MethodGet, base+script, "", nil); status != want {
			t.Errorf("%s: %d, want %d", script, status, want)
		}
	}
}

// Who calls the box by a name that is not its own is not answered: a page from elsewhere
// whose name was turned to this address (DNS rebinding) reads nothing. Nor may one post
// from another page.
func TestPhonesHosts(t *testing.T) {
	r := newRegion(t)
	base, _ := r.phones(r.stations[0])
	own := strings.TrimPrefix(base, "http://")
	for host, want := range map[string]int{
		phonesName: 200, "YIZHAN.internal:80": 200, own: 200, "127.0.0.1": 200,
		"localhost": 421, "evil.example": 421, "yizhan.internal.evil.example": 421, "192.168.8.1": 421, "[::1]": 421, "x" + phonesName: 421,
	} {
		if status, _ := r.ask(http.MethodGet, base+"/k", host, nil); status != want {
			t.Errorf("%s: %d, want %d", host, status, want)
		}
	}
	req, err := http.NewRequestWithContext(r.ctx, http.MethodPost, base+"/k", strings.NewReader("card=1"))
	r.must(err)
	req.Header.Set("Origin", "http://evil.example")
	answer, err := http.DefaultClient.Do(req)
	r.must(err)
	answer.Body.Close()
	if answer.StatusCode != http.StatusForbidden {
		t.Errorf("a post from another page: %d", answer.StatusCode)
	}
	for _, name := range []string{"", "a b", "yizhan/evil", strings.Repeat("y", 27), ":80", "驿站"} {
		if (Config{Phones: "127.0.0.1:0", PhonesName: name}).checkPhones() == nil {
			t.Errorf("%q passes for a name", name)
		}
	}
	if err := (Config{Phones: "127.0.0.1:0", PhonesName: phonesName + ":8088"}).checkPhones(); err != nil {
		t.Error(err)
	}
	if err := (Config{Phones: own, PhonesName: phonesName}).checkPhones(); hub.CodeOf(err) != hub.CodePort {
		t.Errorf("a port that is taken: %v", err)
	}
}

// A secret is tried on somebody whether or not its number is anybody's.
func TestEveryCardIsTried(t *testing.T) {
	ids := []hub.ID{hub.NewID(), hub.NewID(), hub.NewID()}
	for _, id := range ids {
		if got := tried(ids, numberOf(id)); len(got) != 1 || got[0] != id {
			t.Errorf("the number of %v leads to %v", id, got)
		}
	}
	if got := tried(ids, "0000000"); len(got) != 1 {
		t.Errorf("the number of nobody: %v", got)
	}
	if got := tried(nil, "0000000"); len(got) != 0 {
		t.Errorf("on an empty box: %v", got)
	}
}

// A phone's camera opens the address on the card: the child is there, the figures are in
// no address, and what was seen goes when it is put away. Pictures of it are kept by
// `go test -artifacts`.
func TestACardByTouch(t *testing.T) {
	chromium := touch.Chromium(t)
	r := newRegion(t)
	b := r.stations[0]
	child := r.register(b, "王梓涵", "13812340421")
	head := r.head(b)
	_, err := b.desk.Enrol(r.ctx, head, desk.Enrolling{Request: hub.NewID(), Child: child, Mode: "full", From: b.desk.Today(), Anyway: true})
	r.must(err)
	base, _ := r.phones(b)
	figures := r.card(b, child)
	s := chromium.Screen(t, base, 360, 740)
	s.Open("/k").See("照相机").SeeNot("正在打开", "没有连上").Shot("scan")
	s.Open("/k#"+figures).See("王梓涵", "20 月龄", "还没到", "奶奶", "这张卡好用").Shot("child")
	if where := touch.Ask[string](s, "location.href"); strings.Contains(where, figures[cardNumber:]) || strings.Contains(where, "#") {
		t.Errorf("the address bar says %s", where)
	}
	if n := touch.Ask[int](s, `performance.getEntriesByType("resource").filter(e => e.name.includes("`+figures[:20]+`")).length`); n != 0 {
		t.Error("the figures were asked for in an address")
	}
	s.Run("scrollTo(0, 9999)").Shot("foot")
	s.TouchOnly("[data-over]").See("收起来了").SeeNot("王梓涵", "奶奶").Shot("over")
	s.Open("/k#" + strings.Repeat("1", cardAll)).See("没扫全").Shot("short")
	s.Open("/k#" + figures).See("王梓涵")
	s.Run(`dispatchEvent(new Event("pagehide"))`).SeeNot("王梓涵")
	r.must(cards{b}.Renew(r.ctx, head, child))
	s.Open("/k#" + figures).See("停用了").SeeNot("王梓涵").Shot("out")
}

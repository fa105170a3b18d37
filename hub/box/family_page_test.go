package box

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/family"
)

// athome is a region whose county has opened the page for families at home, with a program
// that keeps the text messages it is given.
type athome struct {
	*region
	head   hub.Actor
	child  hub.ID
	mother hub.ID
	outbox string
	url    string
	tls    http.RoundTripper
	log    *jotter
	family *family.Family
	code   int
	body   string
	phone  *http.Client
	at     string
}

const mothers = "13934567890"

func newAtHome(t *testing.T) *athome {
	r := newRegion(t)
	h := &athome{region: r, outbox: filepath.Join(t.TempDir(), "sent"), log: &jotter{}}
	home := r.stations[0]
	h.head = r.head(home)
	made, err := home.desk.Register(r.ctx, h.head, desk.Registration{
		Request: hub.NewID(), Name: "王梓涵", Sex: "2", Birth: "2025-03-12", Category: "home", VillageName: "南董村", Site: h.head.Site, Surely: true,
		People: []desk.Person{{Name: "李秀英", Kinship: "paternal-grandmother", Phone: "13812340421", Carer: true, Pickup: true, Adult: true},
			{Name: "王丽", Kinship: "mother", Phone: mothers, Guardian: true, Pickup: true, Adult: true}},
	})
	r.must(err)
	h.child = made.Child
	file, err := home.desk.File(r.ctx, h.head, h.child)
	r.must(err)
	for _, p := range desk.Guardians(file.People) {
		h.mother = p.ID
	}
	program := filepath.Join(t.TempDir(), "send")
	r.must(os.WriteFile(program, []byte("#!/bin/sh\ncat >> '"+h.outbox+"'\n[ ! -e '"+h.outbox+".broken' ]\n"), 0o755))
	r.county.messages = &messages{program: program, folder: t.TempDir(), most: messageMost}
	_, err = r.county.desk.SetPortal(r.ctx, hub.Actor{Role: hub.RoleCounty}, hub.NewID(), desk.Portal{Pages: []string{"lessons"}, URL: "https://tuoyu.example"})
	r.must(err)
	r.county.cfg.Log = slog.New(slog.NewTextHandler(h.log, nil))
	var pages http.Handler
	pages, h.family = r.county.publicPages(&net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	server := httptest.NewTLSServer(pages)
	t.Cleanup(func() { server.Close(); h.family.Close() })
	h.url, h.tls = server.URL, server.Client().Transport
	h.otherPhone()
	return h
}

// otherPhone is a telephone that holds nothing.
func (h *athome) otherPhone() {
	jar, _ := cookiejar.New(nil)
	h.phone = &http.Client{Jar: jar, Transport: h.tls}
}

func (h *athome) open(on bool) {
	h.t.Helper()
	_, err := h.county.desk.SetFamilyPage(h.ctx, hub.Actor{Role: hub.RoleAdmin}, hub.NewID(), on)
	h.must(err)
	h.meet(h.stations...)
}

// agrees is the mother's word at the station.
func (h *athome) agrees(yes bool) {
	h.t.Helper()
	_, err := h.stations[0].desk.AnswerOnline(h.ctx, h.head, desk.OnlineAnswer{Request: hub.NewID(), Child: h.child, By: h.mother, Yes: yes})
	h.must(err)
	h.meet(h.stations...)
}

// card is what stands on the child's card.
func (h *athome) card() string {
	h.t.Helper()
	last, url, err := h.stations[0].desk.WebCard(h.ctx, h.head, h.child)
	h.must(err)
	if last == "" || url != "https://tuoyu.example/family" {
		h.t.Fatalf("on the card stand %q and %q", last, url)
	}
	return numberOf(h.child) + last
}

func (h *athome) took(resp *http.Response, err error) *athome {
	h.t.Helper()
	h.must(err)
	raw, err := io.ReadAll(resp.Body)
	h.must(err)
	h.must(resp.Body.Close())
	h.code, h.body, h.at = resp.StatusCode, string(raw), resp.Request.URL.Path
	return h
}

func (h *athome) see(path string) *athome {
	h.t.Helper()
	return h.took(h.phone.Get(h.url + path))
}

func (h *athome) post(path string, v url.Values) *athome {
	h.t.Helper()
	return h.took(h.phone.PostForm(h.url+path, v))
}

func (h *athome) shows(code int, texts ...string) *athome {
	h.t.Helper()
	if h.code != code {
		h.t.Fatalf("%s answers %d, want %d: %s", h.at, h.code, code, h.body)
	}
	for _, text := range texts {
		if !strings.Contains(h.body, text) {
			h.t.Errorf("%s does not say %q: %s", h.at, text, h.body)
		}
	}
	return h
}

// asks types a card's number and a telephone's, and gives the message that went; "" none did.
func (h *athome) asks(card, phone string) (code string) {
	h.t.Helper()
	before := len(h.messages())
	h.post("/family", url.Values{"card": {card}, "phone": {phone}}).shows(200, "短信里的验证码")
	h.family.Close() // what was on its way has arrived
	all := h.messages()
	if len(all) == before {
		return ""
	}
	m := all[len(all)-1]
	if m.Phone != mothers || strings.Contains(m.Text, "梓涵") || len(all) != before+1 {
		h.t.Fatalf("went to %q: %q", m.Phone, m.Text)
	}
	_, rest, _ := strings.Cut(m.Text, "验证码 ")
	return rest[:6]
}

type message struct{ Phone, Text string }

func (h *athome) messages() (all []message) {
	h.t.Helper()
	raw, err := os.ReadFile(h.outbox)
	if os.IsNotExist(err) {
		return nil
	}
	h.must(err)
	for line := range strings.Lines(string(raw)) {
		var m message
		h.must(json.Unmarshal([]byte(line), &m))
		all = append(all, m)
	}
	return all
}

// A guardian looks at her child at home: with the number on its card and a code to her own
// telephone, once the county has opened the page and she has signed at the station. Of all
// others nobody learns even that there is such a child. A word taken back, a new card, a page
// that is shut end it with the next request; what was looked at is on the trail.
func TestAFamilyLooksFromHome(t *testing.T) {
	h := newAtHome(t)
	_, err := h.stations[0].desk.AnswerOnline(h.ctx, h.head, desk.OnlineAnswer{Request: hub.NewID(), Child: h.child, By: h.mother, Yes: true})
	if hub.CodeOf(err) != hub.CodeInvalid {
		t.Errorf("a family agrees to a page that is not there: %v", err)
	}
	h.see("/family").shows(404, "没有这一页")
	h.see("/").shows(200)
	if strings.Contains(h.body, "看自己孩子") {
		t.Error("a page that is shut has a door")
	}
	h.open(true)
	h.see("/").shows(200, "看自己孩子")
	h.see("/family/child").shows(200, "卡号") // nobody is logged in
	if h.asks(numberOf(h.child)+"000", mothers) != "" {
		t.Error("a code goes to a family that has not agreed")
	}
	h.agrees(true)
	card := h.card()
	other := card[:9] + string('0'+(card[9]-'0'+1)%10)
	for name, c := range map[string][2]string{
		"a stranger's telephone": {card, "13700001111"}, "a grandmother's, who is no guardian": {card, "13812340421"},
		"another card": {other, mothers}, "a number of nobody": {"0000001" + card[7:], mothers},
	} {
		if code := h.asks(c[0], c[1]); code != "" {
			t.Errorf("%s gets a code", name)
		}
		h.otherPhone()
	}
	code := h.asks(card[:3]+" "+card[3:7]+" "+card[7:], "+86 "+mothers)
	if code == "" {
		t.Fatal("no code went to the mother")
	}
	mine := h.phone
	h.otherPhone()
	h.post("/family/code", url.Values{"code": {code}}).shows(422, "对不上") // the code is the telephone's that asked
	h.phone = mine
	h.post("/family/code", url.Values{"code": {code}}).shows(200, "王梓涵", "20 月龄", "妈妈", "打", "家里在网上看", "/lessons/")
	for _, never := range []string{"王丽", "李秀英", mothers, "13812340421", card, "南董村", h.child.String()} {
		if strings.Contains(h.body, never) {
			t.Errorf("the page says %s", never)
		}
	}
	h.otherPhone()
	h.see("/family/child/" + h.child.String()).shows(404) // a child has no address
	h.see("/family/child?child="+h.child.String()).shows(200, "卡号")
	h.phone = mine
	if n := h.looked(); n != 1 {
		t.Errorf("%d looks of the family are on the trail, want 1", n)
	}

	// Her word alone shuts the door, also where the card has its figures still.
	_, err = h.stations[0].desk.Correct(h.ctx, h.head, hub.NewID(), "consent", hub.DeriveID("consent", h.child, string(desk.PurposeOnline)), hub.ID{}, form.Values{"answer": "no"})
	h.must(err)
	h.meet(h.stations...)
	h.see("/family/child").shows(403, "看不了")
	h.see("/family/child").shows(200, "卡号")
	h.agrees(false)
	h.agrees(true)
	h.must(cards{h.stations[0]}.Renew(h.ctx, h.head, h.child))
	h.meet(h.stations...)
	if now := h.card(); now == card {
		t.Error("a new card has the old number")
	}
	for _, secret := range []string{mothers, "梓涵", card, code, h.child.String()} {
		if strings.Contains(h.log.String(), secret) {
			t.Errorf("the log says %s:\n%s", secret, h.log)
		}
	}
}

// looked is how often the family is on the trail for having looked at home.
func (h *athome) looked() (n int64) {
	h.t.Helper()
	over, cancel := context.WithCancel(h.ctx)
	cancel()
	h.county.looks.Run(over) // what it has gathered
	def, _ := h.county.forms.Get("look")
	recs, err := h.county.store.Of(h.ctx, h.child, "look")
	h.must(err)
	for _, rec := range recs {
		value := func(name string) any { f, _ := def.Field(name); return rec.Fields[f.No] }
		if value("what") == desk.LookOnline && value("known") == "code" && value("by") == nil {
			n += value("pages").(int64)
		}
	}
	return n
}

// An old card, a page that was shut and a child that was erased end a session that is open.
func TestASessionAtHomeEnds(t *testing.T) {
	h := newAtHome(t)
	h.open(true)
	h.agrees(true)
	in := func() {
		h.t.Helper()
		h.otherPhone()
		h.post("/family/code", url.Values{"code": {h.asks(h.card(), mothers)}}).shows(200, "王梓涵")
	}
	in()
	h.must(cards{h.stations[0]}.Renew(h.ctx, h.head, h.child))
	h.meet(h.stations...)
	h.see("/family/child").shows(403, "看不了")
	in()
	h.open(false)
	h.see("/family/child").shows(404, "没有这一页")
	h.open(true)
	h.see("/family/child").shows(200, "王梓涵")
	_, err := h.stations[0].desk.Correct(h.ctx, h.head, hub.NewID(), "person", h.mother, hub.ID{}, form.Values{"guardian": false})
	h.must(err)
	h.meet(h.stations...)
	h.see("/family/child").shows(403, "看不了")

	if sent, failed := h.county.messages.Count(); sent != 2 || failed != 0 {
		t.Errorf("%d messages went, %d did not", sent, failed)
	}
}

package family

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/lesson"
	"yizhan/kiosk/web"
)

// town is a county that lets into a few doors, and keeps what it sends.
type town struct {
	shut  bool
	doors map[string]Door // by card and telephone
	gone  map[hub.ID]bool
	fails error // of looking for a card
	send  func(ctx context.Context) error
	sent  []string // codes
	read  []Door
}

func (o *town) Open(context.Context) (bool, error)         { return !o.shut, nil }
func (o *town) Shown(context.Context) (desk.Portal, error) { return desk.Portal{}, nil }
func (o *town) Lessons() *lesson.Shelf                     { return nil }

func (o *town) Find(_ context.Context, card, phone string) (Door, error) {
	if o.fails != nil {
		return Door{}, o.fails
	}
	d, ok := o.doors[card+phone]
	if !ok {
		return d, hub.E(hub.CodeNotFound, "online.nothing")
	}
	return d, nil
}

func (o *town) Read(_ context.Context, d Door) (out desk.OnlineFile, err error) {
	if o.gone[d.Child] {
		return out, hub.E(hub.CodeNotFound, "online.nothing")
	}
	o.read = append(o.read, d)
	out.Child.Name = "孩子" + string('0'+d.Child[0])
	return out, nil
}

func (o *town) Send(ctx context.Context, _, text string) error {
	_, rest, _ := strings.Cut(text, "验证码 ")
	o.sent = append(o.sent, rest[:6])
	if o.send != nil {
		return o.send(ctx)
	}
	return nil
}

// lane is the pages, and one telephone before them.
type lane struct {
	t      *testing.T
	town   *town
	family *Family
	mux    *http.ServeMux
	from   string
	token  string
	proto  string
	direct bool // past the proxy
	code   int
	body   string
	answer *httptest.ResponseRecorder
}

const (
	card  = "4829137205"
	phone = "13934567890"
)

// at runs a test of the pages in a time of its own.
func at(t *testing.T, f func(l *lane)) {
	synctest.Test(t, func(t *testing.T) {
		l := &lane{t: t, town: &town{doors: map[string]Door{card + phone: {Child: hub.ID{1}}}, gone: map[hub.ID]bool{}}, mux: http.NewServeMux(), proto: "https"}
		l.family = &Family{County: l.town, Forms: form.Builtin(), Name: func() string { return "上党区" }, Today: func() hub.Day { return "2026-11-23" },
			Behind: web.Behind{netip.MustParsePrefix("10.9.0.0/16")}, Log: slog.New(slog.DiscardHandler)}
		l.family.Routes(l.mux)
		l.otherPhone(1)
		f(l)
		l.family.Close()
	})
}

// otherPhone is a telephone that holds nothing, of another address.
func (l *lane) otherPhone(n int) {
	l.from, l.token = fmt.Sprintf("10.%d.%d.1", 20+n/250, n%250), ""
}

func (l *lane) ask(method, path string, form url.Values) *lane {
	l.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	r.RemoteAddr = "10.9.0.1:1000" // the county's proxy
	r.Header.Set("X-Forwarded-For", l.from)
	r.Header.Set("X-Forwarded-Proto", l.proto)
	if l.direct {
		r.RemoteAddr = l.from + ":1000"
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if l.token != "" {
		r.AddCookie(&http.Cookie{Name: cookie, Value: l.token})
	}
	l.answer = httptest.NewRecorder()
	l.mux.ServeHTTP(l.answer, r)
	for _, c := range l.answer.Result().Cookies() {
		l.token = c.Value
	}
	l.code, l.body = l.answer.Code, l.answer.Body.String()
	return l
}

func (l *lane) get(path string) *lane { l.t.Helper(); return l.ask(http.MethodGet, path, nil) }

// asks types a card and a telephone, and gives the code that went; "" none did.
func (l *lane) asks(card, phone string) string {
	l.t.Helper()
	before := len(l.town.sent)
	l.ask(http.MethodPost, "/family", url.Values{"card": {card}, "phone": {phone}}).leads("/family/code")
	synctest.Wait() // what is sent is sent after the answer
	if len(l.town.sent) == before {
		return ""
	}
	return l.town.sent[before]
}

// types types a code and says whether the door opened.
func (l *lane) types(code string) bool {
	l.t.Helper()
	l.ask(http.MethodPost, "/family/code", url.Values{"code": {code}})
	return l.code == http.StatusSeeOther
}

func (l *lane) leads(to string) *lane {
	l.t.Helper()
	if where := l.answer.Header().Get("Location"); l.code != http.StatusSeeOther || where != to {
		l.t.Fatalf("answers %d to %q, want %q: %s", l.code, where, to, l.body)
	}
	return l
}

// sees says whether the telephone is shown a child.
func (l *lane) sees() bool {
	l.t.Helper()
	return l.get("/family/child").code == http.StatusOK && strings.Contains(l.body, "孩子1")
}

// requests are drawn anew for each page.
var requests = regexp.MustCompile(`name="request" value="[^"]*"`)

func wrong(code string) string { return code[:5] + string('0'+(code[5]-'0'+1)%10) }

// A code is good five minutes, five tries, once, on the telephone that asked, and only the
// newest of a child.
func TestACodeIsGoodForALittle(t *testing.T) {
	at(t, func(l *lane) {
		code := l.asks(card, phone)
		time.Sleep(codeLasts - time.Second)
		if !l.types(code) || !l.sees() {
			t.Errorf("a code does not open within its time: %d", l.code)
		}
		l.otherPhone(2)
		code = l.asks(card, phone)
		time.Sleep(codeLasts)
		if l.types(code) {
			t.Error("a code opens after its time")
		}
		l.otherPhone(3)
		code = l.asks(card, phone)
		for range codeTries - 1 {
			if l.types(wrong(code)) {
				t.Fatal("a wrong code opens")
			}
		}
		ticket := l.token
		if !l.types(code) {
			t.Error("the last try does not count")
		}
		if l.token = ticket; l.types(code) {
			t.Error("a code opens twice")
		}
	})
	at(t, func(l *lane) {
		code := l.asks(card, phone)
		for range codeTries {
			l.types(wrong(code))
		}
		if l.types(code) {
			t.Error("a code opens after all its tries")
		}
		l.otherPhone(2)
		first, held := l.asks(card, phone), l.token
		l.otherPhone(3)
		second := l.asks(card, phone)
		if l.types(first) && first != second {
			t.Error("a code opens on another telephone")
		}
		mine := l.token
		if l.token = held; l.types(first) {
			t.Error("an earlier code opens still")
		}
		if l.token = mine; !l.types(second) {
			t.Error("the newest code does not open")
		}
		if l.token = ""; l.types(second) || l.types("") {
			t.Error("a code opens without a ticket")
		}
	})
}

// What is answered to a card and a telephone does not tell whether there is such a child, nor
// whether a message went, nor what the matter was.
func TestEverybodyIsAnsweredAlike(t *testing.T) {
	at(t, func(l *lane) {
		answer := func(card, phone string) string {
			l.asks(card, phone)
			head := l.answer.Header().Clone()
			held := head.Get("Set-Cookie")
			head.Del("Set-Cookie")
			said := fmt.Sprint(l.code, head, len(held))
			l.get("/family/code")
			l.types("000000")
			return said + strings.ReplaceAll(fmt.Sprint(l.code, l.answer.Header(), l.body), l.token, "")
		}
		want := answer(card, phone)
		if len(l.town.sent) != 1 {
			t.Fatalf("%d messages", len(l.town.sent))
		}
		n := 1
		same := func(name, card, phone string) {
			t.Helper()
			n++
			l.otherPhone(n)
			if got := requests.ReplaceAllString(answer(card, phone), ""); got != requests.ReplaceAllString(want, "") {
				t.Errorf("%s is answered otherwise:\n%s\n%s", name, got, want)
			}
		}
		same("nobody's card", "4829137206", phone)
		same("a stranger's telephone", card, "13700001111")
		l.town.fails = errors.New("disk")
		same("a card that could not be looked for", card, phone)
		l.town.fails, l.town.send = nil, func(context.Context) error { return errors.New("exit status 1") }
		same("a message that did not go", card, phone)
		l.town.send = nil
		for range cardBurst {
			same("one message more than a child gets", card, phone)
		}
		if len(l.town.sent) != cardBurst {
			t.Errorf("%d messages about a child", len(l.town.sent))
		}
	})
}

// An address asks so often, a child and a telephone get so many messages, a county sends so
// many, whoever asks.
func TestMessagesAreBounded(t *testing.T) {
	at(t, func(l *lane) {
		for range asksBurst {
			l.asks("0000000000", phone)
		}
		if l.ask(http.MethodPost, "/family", url.Values{"card": {"0000000000"}, "phone": {phone}}).code != http.StatusTooManyRequests {
			t.Errorf("an address asks more than %d times: %d", asksBurst, l.code)
		}
		time.Sleep(asksEvery)
		l.asks("0000000000", phone)
	})
	at(t, func(l *lane) {
		for n := range cardBurst + 2 {
			l.otherPhone(n)
			l.asks(card, phone)
		}
		if len(l.town.sent) != cardBurst {
			t.Errorf("%d messages about a child", len(l.town.sent))
		}
		time.Sleep(cardEvery)
		if l.otherPhone(100); l.asks(card, phone) == "" || l.asks(card, phone) != "" {
			t.Error("after a while one message more goes")
		}
	})
	at(t, func(l *lane) {
		for n := range phoneBurst + 2 {
			other := fmt.Sprintf("%010d", n)
			l.town.doors[other+phone] = Door{Child: hub.ID{2, byte(n)}}
			l.otherPhone(n)
			l.asks(other, phone)
		}
		if len(l.town.sent) != phoneBurst {
			t.Errorf("%d messages to a telephone of many children", len(l.town.sent))
		}
	})
	at(t, func(l *lane) {
		for n := range 2 * sentBurst {
			other, mobile := fmt.Sprintf("%010d", n), fmt.Sprintf("139%08d", n)
			l.town.doors[other+mobile] = Door{Child: hub.ID{2, byte(n)}}
			l.otherPhone(n)
			l.asks(other, mobile)
		}
		if len(l.town.sent) != sentBurst {
			t.Errorf("the county sends %d messages", len(l.town.sent))
		}
	})
}

// Who guesses codes, of one address or of many, is stopped; a child about which was guessed
// too much is shut for hours, and the right code sounds like a wrong one.
func TestCodesAreNotGuessed(t *testing.T) {
	at(t, func(l *lane) {
		code, ticket := l.asks(card, phone), l.token
		for range 2 * triesBurst {
			l.types("12345")
		}
		if l.token = ticket; l.types(code) || l.code != http.StatusTooManyRequests {
			t.Errorf("an address guesses on: %d", l.code)
		}
	})
	at(t, func(l *lane) {
		n := 0
		guesses := func(times int) string {
			t.Helper()
			n++
			l.otherPhone(n)
			code := l.asks(card, phone)
			if code == "" {
				t.Fatalf("no code at ask %d", n)
			}
			for range times {
				l.types(wrong(code))
			}
			return code
		}
		guesses(codeTries)
		guesses(codeTries)
		time.Sleep(wrongEvery)
		guesses(codeTries)
		if code := guesses(1); l.types(code) || l.code != http.StatusUnprocessableEntity {
			t.Errorf("a child opens after %d wrong codes: %d", wrongBurst, l.code)
		}
		time.Sleep(wrongEvery - time.Minute)
		if l.asks(card, phone) != "" {
			t.Error("a child that is shut gets a code")
		}
		time.Sleep(2 * time.Minute)
		if code := l.asks(card, phone); code == "" || !l.types(code) {
			t.Error("a child is shut for good")
		}
	})
}

package family

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"yizhan/hub"
)

// A session ends after half an hour of silence, after half a day, with 离开 and with a door
// that is open no more; its cookie is no script's and no other site's.
func TestASessionEnds(t *testing.T) {
	at(t, func(l *lane) {
		in := func() string {
			t.Helper()
			time.Sleep(time.Hour) // for the messages
			l.token = ""
			if !l.types(l.asks(card, phone)) {
				t.Fatalf("not let in: %d", l.code)
			}
			return l.token
		}
		in()
		time.Sleep(sessionIdle - time.Second)
		if !l.sees() {
			t.Error("a session ends before its time")
		}
		time.Sleep(sessionIdle)
		if l.sees(); l.code != http.StatusSeeOther {
			t.Errorf("after half an hour: %d", l.code)
		}
		in()
		for range sessionMost/sessionIdle*2 - 1 {
			if time.Sleep(sessionIdle / 2); !l.sees() {
				t.Fatalf("a session that is used ends: %d", l.code)
			}
		}
		if time.Sleep(sessionIdle / 2); l.sees() {
			t.Error("a session lasts longer than half a day")
		}
		old := in()
		if l.ask(http.MethodPost, "/family/leave", nil); l.code != http.StatusOK || l.token != "" {
			t.Errorf("leaving: %d, holds %q", l.code, l.token)
		}
		if l.token = old; l.sees() {
			t.Error("a session goes on after 离开")
		}
		old = in()
		l.town.gone[hub.ID{1}] = true
		if l.get("/family/child"); l.code != http.StatusForbidden || l.token != "" {
			t.Errorf("a door that is open no more: %d, holds %q", l.code, l.token)
		}
		delete(l.town.gone, hub.ID{1})
		if l.token = old; l.sees() {
			t.Error("a session is open again")
		}
		in()
		if c := l.answer.Result().Cookies()[0]; !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteStrictMode || c.Path != "/family" || c.MaxAge != 0 {
			t.Errorf("the cookie: %v", c)
		}
	})
}

// What did not come by TLS is neither asked for a number nor shown a child, whoever says
// that it did.
func TestNothingGoesInTheClear(t *testing.T) {
	at(t, func(l *lane) {
		l.types(l.asks(card, phone))
		v := url.Values{"card": {card}, "phone": {phone}}
		for _, one := range []struct {
			proto  string
			direct bool
		}{{"http", false}, {"", false}, {"https", true}, {"https, http", false}} {
			l.proto, l.direct = one.proto, one.direct
			l.get("/family/child")
			if l.code != http.StatusForbidden || strings.Contains(l.body, "孩子1") {
				t.Errorf("%v: %d", one, l.code)
			}
			if l.ask(http.MethodPost, "/family", v).code != http.StatusForbidden || l.get("/family").code != http.StatusForbidden {
				t.Errorf("%v: %d", one, l.code)
			}
		}
		if synctest.Wait(); len(l.town.sent) != 1 || len(l.town.read) != 0 {
			t.Errorf("%d messages, %d readings", len(l.town.sent), len(l.town.read))
		}
	})
}

// A session reads its own door, whatever stands in the address; one that holds a ticket only
// reads nothing.
func TestAnotherChildIsNotRead(t *testing.T) {
	at(t, func(l *lane) {
		code := l.asks(card, phone)
		if l.sees(); l.code != http.StatusSeeOther {
			t.Errorf("a ticket reads: %d", l.code)
		}
		l.types(code)
		other := hub.ID{2}
		for _, path := range []string{"/family/child?child=" + other.String(), "/family/child?id=" + other.String()} {
			if l.get(path).code != http.StatusOK {
				t.Errorf("%s: %d", path, l.code)
			}
		}
		if l.get("/family/child/"+other.String()).code != http.StatusNotFound {
			t.Errorf("a child has an address: %d", l.code)
		}
		for _, d := range l.town.read {
			if d.Child != (hub.ID{1}) {
				t.Errorf("%v was read", d.Child)
			}
		}
		if len(l.town.read) != 2 {
			t.Errorf("read %d times", len(l.town.read))
		}
	})
}

// A page that is shut is not there, at any of its addresses, and sends nothing.
func TestAShutPageIsNotThere(t *testing.T) {
	at(t, func(l *lane) {
		l.types(l.asks(card, phone))
		l.town.shut = true
		v := url.Values{"card": {card}, "phone": {phone}, "code": {"123456"}}
		for _, one := range []string{"GET /family", "POST /family", "GET /family/code", "POST /family/code", "GET /family/child", "POST /family/leave"} {
			method, path, _ := strings.Cut(one, " ")
			if l.ask(method, path, v).code != http.StatusNotFound {
				t.Errorf("%s answers %d", one, l.code)
			}
		}
		if synctest.Wait(); len(l.town.sent) != 1 || len(l.town.read) != 0 {
			t.Errorf("%d messages, %d readings", len(l.town.sent), len(l.town.read))
		}
	})
}

// A program that hangs keeps nobody waiting for the answer, makes those behind it give up
// after a minute, and what it may have sent opens nothing.
func TestMessagesThatHang(t *testing.T) {
	at(t, func(l *lane) {
		l.town.send = func(context.Context) error { time.Sleep(2 * sendMost); return nil }
		for n := range atOnce + 1 {
			other := fmt.Sprintf("%010d", n)
			l.town.doors[other+phone] = Door{Child: hub.ID{2, byte(n)}}
			l.otherPhone(n)
			l.asks(other, phone)
		}
		if len(l.town.sent) != atOnce {
			t.Errorf("%d programs at once", len(l.town.sent))
		}
		time.Sleep(sendMost)
		if synctest.Wait(); len(l.family.room) != atOnce {
			t.Errorf("after a minute %d wait, want the %d that hang", len(l.family.room), atOnce)
		}
		time.Sleep(sendMost)
		if synctest.Wait(); len(l.town.sent) != atOnce || len(l.family.room) != 0 || len(l.family.turns) != 0 {
			t.Errorf("in the end %d were begun, %d wait, %d hang", len(l.town.sent), len(l.family.room), len(l.family.turns))
		}
	})
	at(t, func(l *lane) {
		l.town.send = func(context.Context) error { return errors.New("exit status 1") }
		if code := l.asks(card, phone); code == "" || l.types(code) {
			t.Error("a code that was not sent opens")
		}
		l.town.send = nil
		if code := l.asks(card, phone); !l.types(code) {
			t.Error("after a message that failed none opens")
		}
	})
	at(t, func(l *lane) {
		l.town.send = func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }
		for n := range mostWaiting {
			l.otherPhone(n)
			l.town.doors[fmt.Sprintf("%010d", n)+phone] = Door{Child: hub.ID{2, byte(n)}}
			l.family.limits.phone.Clear()
			l.family.limits.sent.Clear()
			l.asks(fmt.Sprintf("%010d", n), phone)
		}
		l.otherPhone(200)
		if l.ask(http.MethodPost, "/family", url.Values{"card": {card}, "phone": {phone}}).code != http.StatusTooManyRequests {
			t.Errorf("more wait than %d: %d", mostWaiting, l.code)
		}
	})
}

// More sessions than there is room for end the one that was silent the longest.
func TestSessionsAreBounded(t *testing.T) {
	var s sessions
	first := s.begin(Door{Child: hub.ID{1}}, 0)
	second := s.begin(Door{Child: hub.ID{2}}, 1)
	s.of(first, 2)
	for range mostSessions - 1 {
		s.begin(Door{}, 3)
	}
	_, kept := s.of(first, 4)
	_, ended := s.of(second, 4)
	if !kept || ended || len(s.open) != mostSessions {
		t.Errorf("the first is kept: %t, the silent one: %t; %d are open", kept, ended, len(s.open))
	}
}

// A number is read as people write it.
func TestFiguresOf(t *testing.T) {
	for text, want := range map[string]string{
		"482 9137 205": card, "４８２-9137－205": card, " +86 139 3456 7890": phone, "8613934567890": phone, "86139": "86139", "没有": "",
	} {
		if got := figuresOf(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

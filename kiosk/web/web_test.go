package web_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"yizhan/hub"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

var quiet = slog.New(slog.DiscardHandler)

func TestGuard(t *testing.T) {
	ok := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "ok") })
	h := web.Guard(web.OwnHosts("yizhan.local"), quiet, ok)
	tests := []struct {
		name, method, host string
		header             map[string]string
		want               int
	}{
		{"our name", "GET", "yizhan.local:8080", nil, 200},
		{"an address", "GET", "192.0.2.7:8080", nil, 200},
		{"a name that was pointed at us", "GET", "evil.example", nil, 421},
		{"a post from our page", "POST", "localhost:8080", map[string]string{"Origin": "http://localhost:8080"}, 200},
		{"a post from another site", "POST", "localhost:8080", map[string]string{"Origin": "http://evil.example"}, 403},
		{"a post from a sandboxed frame", "POST", "localhost:8080", map[string]string{"Origin": "null"}, 403},
		{"a post that the browser calls cross-site", "POST", "localhost:8080", map[string]string{"Sec-Fetch-Site": "cross-site"}, 403},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := httptest.NewRequest(tt.method, "http://"+tt.host+"/", nil)
			for k, v := range tt.header {
				r.Header.Set(k, v)
			}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != tt.want {
				t.Errorf("status %d, want %d", w.Code, tt.want)
			}
			if policy := w.Header().Get("Referrer-Policy"); tt.want == 200 && policy != "same-origin" {
				t.Errorf("Referrer-Policy %q: a browser on plain http then posts its forms with the Origin null, or tells others where it was", policy)
			}
			if tt.want == 200 && !strings.Contains(w.Header().Get("Content-Security-Policy"), "script-src 'self'") {
				t.Error("no policy against foreign scripts")
			}
		})
	}
}

func TestAPanicBecomesAPage(t *testing.T) {
	h := web.Guard(web.OwnHosts(), quiet, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("lost") }))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "http://localhost/", nil))
	if w.Code != 500 || !strings.Contains(w.Body.String(), "已经存好的都在") || strings.Contains(w.Body.String(), "lost") {
		t.Errorf("status %d, body %s", w.Code, w.Body)
	}
}

func TestAnErrorSaysWhatToDo(t *testing.T) {
	for _, tt := range []struct {
		err  error
		want int
		text string
	}{
		{hub.E(hub.CodeForbidden, "desk.may-not"), 403, "请站长来做"},
		{hub.Errors{hub.E(hub.CodeInvalid, "register.nameless").In("name")}, 422, "还没取名"},
		{fmt.Errorf("wrapped: %w", hub.E(hub.CodeNotFound, "desk.no-child")), 404, "没找到这个孩子"},
		{&http.MaxBytesError{Limit: 1}, 413, "太大"},
		{errors.New("disk on fire"), 500, "请再试一次"},
	} {
		w := httptest.NewRecorder()
		web.Fail(w, httptest.NewRequest("GET", "http://localhost/", nil), quiet, tt.err)
		if w.Code != tt.want || !strings.Contains(w.Body.String(), tt.text) {
			t.Errorf("%v: status %d, want %d with %q", tt.err, w.Code, tt.want, tt.text)
		}
		if strings.Contains(w.Body.String(), "fire") {
			t.Error("a cause is for the log, not for the screen")
		}
	}
}

func TestFormsRefuseWhatCannotBeText(t *testing.T) {
	post := func(body string) (web.Form, error) {
		r := httptest.NewRequest("POST", "http://localhost/", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		return web.ParseForm(r)
	}
	if _, err := post("name=%ff%fe"); hub.CodeOf(err) != hub.CodeInvalid {
		t.Errorf("broken UTF-8: %v", err)
	}
	id := hub.NewID()
	f, err := post(url.Values{"who": {id.String()}, "n": {"7"}, "name": {"  王梓涵 "}, "kids": {id.String() + "," + id.String()}}.Encode())
	if err != nil || f.ID("who") != id || f.Int("n") != 7 || f.Text("name") != "王梓涵" || len(f.IDs("kids")) != 2 {
		t.Errorf("%v %v", f, err)
	}
	var none web.Form // of a page that was only asked for
	if none.Text("name") != "" || none.All("who") != nil || none.Has("go") || !none.ID("who").IsZero() {
		t.Error("what nobody posted is not empty")
	}
	if !f.ID("missing").IsZero() || f.Request().IsZero() {
		t.Error("a missing id is zero, a missing request is fresh")
	}
}

// A page that is open sees what others write, once for each change, with one ticket.
func TestLiveRoom(t *testing.T) {
	room := web.NewRoom(quiet, time.Now)
	server := httptest.NewServer(room)
	defer server.Close()
	things := "8"
	view := func(context.Context) (page.Lively, error) {
		return page.Home{Things: []page.Thing{{Count: things}}}, nil
	}
	ticket := room.Ticket(view)
	dial := func(origin string) (*websocket.Conn, error) {
		c, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(server.URL, "http"), http.Header{"Origin": {origin}})
		return c, err
	}
	if _, err := dial("http://evil.example"); err == nil {
		t.Error("another site opened the channel")
	}
	c, err := dial(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.WriteJSON(map[string]string{"ticket": ticket}); err != nil {
		t.Fatal(err)
	}
	read := func() string {
		t.Helper()
		c.SetReadDeadline(time.Now().Add(time.Minute))
		_, b, err := c.ReadMessage()
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	if got := read(); !strings.Contains(got, ">8<") {
		t.Errorf("first: %s", got)
	}
	things = "7"
	room.Changed()
	if got := read(); !strings.Contains(got, ">7<") {
		t.Errorf("after a change: %s", got)
	}
	again, err := dial(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if err := again.WriteJSON(map[string]string{"ticket": ticket}); err != nil {
		t.Fatal(err)
	}
	again.SetReadDeadline(time.Now().Add(time.Minute))
	if _, _, err := again.ReadMessage(); err == nil {
		t.Error("a ticket opened the channel twice")
	}
}

package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// sit opens the channel of a page that shows a view.
func sit(t *testing.T, room *web.Room, url string, view web.View) *websocket.Conn {
	t.Helper()
	c, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(url, "http"), http.Header{"Origin": {url}})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.WriteJSON(map[string]string{"ticket": room.Ticket(view)}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := c.ReadMessage(); err != nil {
		t.Fatal(err)
	}
	return c
}

func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("never: %s", what)
		}
	}
}

// Pages that come and go, in order or without a word, leave nothing behind.
func TestPagesThatAreGoneLeaveNothing(t *testing.T) {
	room := web.NewRoom(quiet, time.Now)
	server := httptest.NewServer(room)
	defer server.Close()
	view := func(context.Context) (page.Lively, error) { return page.Home{}, nil }
	sit(t, room, server.URL, view).Close()
	until(t, "the first page is gone", func() bool { return room.Open() == 0 })
	before := runtime.NumGoroutine()
	for range 10 {
		var open []*websocket.Conn
		for range 20 {
			open = append(open, sit(t, room, server.URL, view))
		}
		if room.Open() != 20 {
			t.Fatalf("%d pages open, want 20", room.Open())
		}
		for i, c := range open {
			if i%2 == 0 {
				_ = c.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""))
			}
			c.Close()
		}
		until(t, "they are gone", func() bool { return room.Open() == 0 })
	}
	until(t, "what served them is gone", func() bool { return runtime.NumGoroutine() <= before+4 })
}

// A burst of records is drawn a few times, not once for each; the last state is
// always drawn.
func TestABurstIsDrawnAFewTimes(t *testing.T) {
	room := web.NewRoom(quiet, time.Now)
	server := httptest.NewServer(room)
	defer server.Close()
	var drawn, things atomic.Int64
	c := sit(t, room, server.URL, func(context.Context) (page.Lively, error) {
		drawn.Add(1)
		return page.Home{Things: []page.Thing{{Count: strconv.FormatInt(things.Load(), 10)}}}, nil
	})
	defer c.Close()
	const changes = 300
	for range changes {
		things.Add(1)
		room.Changed()
		time.Sleep(time.Millisecond)
	}
	for shown := ""; !strings.Contains(shown, ">300<"); {
		_ = c.SetReadDeadline(time.Now().Add(20 * time.Second))
		_, b, err := c.ReadMessage()
		if err != nil {
			t.Fatal(err)
		}
		shown = string(b)
	}
	if n := drawn.Load(); n > changes/4 {
		t.Errorf("%d changes were drawn %d times", changes, n)
	}
}

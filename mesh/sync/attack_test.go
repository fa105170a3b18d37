package sync

import (
	"net/http"
	"strings"
	"testing"

	"github.com/gorilla/websocket"
)

// A hub answers where another was called, by its old address, or because it means ill:
// it is trusted, and not the one that was called.
func TestAnotherHubAnswers(t *testing.T) {
	w := newWorld(t, 3)
	a, b, m := w.hubs[0], w.hubs[1], w.hubs[2]
	a.log.append(township, 3, arrivals)
	if err := a.Connect(t.Context(), m.url, b.key); err == nil {
		t.Error("another hub was taken for the one that was called")
	}
	w.until("gone", func() bool { return !a.Connected(m.key) && !m.Connected(a.key) })
	if m.log.batches != 0 {
		t.Error("commits went over")
	}
	if err := a.Connect(t.Context(), m.url, m.key); err != nil {
		t.Errorf("the control: %v", err)
	}
}

// Browsers say where a page comes from; the exchange answers none, so that no page
// reaches it through the browser of somebody in the house.
func TestBrowsersAreRefused(t *testing.T) {
	a := newWorld(t, 1).hubs[0]
	dial := func(origin http.Header) error {
		c, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(a.url, "http")+Path, origin)
		if err == nil {
			c.Close()
		}
		return err
	}
	for _, origin := range []string{"http://evil.example", a.url, "null"} {
		if dial(http.Header{"Origin": {origin}}) == nil {
			t.Errorf("answered a page of %s", origin)
		}
	}
	if err := dial(nil); err != nil {
		t.Errorf("the control: %v", err)
	}
}

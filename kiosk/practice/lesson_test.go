package practice

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// A task is ticked by what was really done, and by nothing else.
func TestTicks(t *testing.T) {
	for name, c := range map[string]struct {
		method, path, body, to string
		status, done           int
	}{
		"a page of the registration": {"POST", "/register/name", "put=x", "/register/name", 303, 0},
		"the receipt":                {"POST", "/register/consent", "way=paper", "/child/0011/receipt", 303, 1},
		"an arrival":                 {"POST", "/wall/morning", "tap=00", "", 200, 1},
		"an arrival that went wrong": {"POST", "/wall/morning", "tap=00", "", 422, 0},
		"somebody says who she is":   {"POST", "/wall/morning", "actor=00", "", 303, 0},
		"an undo":                    {"POST", "/wall/evening", "undo=00", "", 303, 1},
		"a child":                    {"GET", "/child/0011", "", "", 200, 1},
		"help":                       {"GET", "/help/wall", "", "", 200, 1},
		"home":                       {"GET", "/", "", "", 200, 0},
	} {
		l := New(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_ = r.ParseForm() // the forms of the test are sound
			if c.to != "" {
				w.Header().Set("Location", c.to)
			}
			w.WriteHeader(c.status)
		}), Look{}, time.Now, slog.New(slog.DiscardHandler))
		r := httptest.NewRequest(c.method, c.path, strings.NewReader(c.body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		l.ServeHTTP(httptest.NewRecorder(), r)
		if done, _ := l.Done(); done != c.done {
			t.Errorf("%s: %d done, want %d", name, done, c.done)
		}
	}
}

// Cookies of the real box go in as little as those of the practice come out under
// their own names.
func TestCookiesStayApart(t *testing.T) {
	l := New(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, c := range r.Cookies() {
			_, _ = io.WriteString(w, c.Name+"="+c.Value)
		}
		http.SetCookie(w, &http.Cookie{Name: "yizhan-8080", Value: "made-up"})
		w.WriteHeader(http.StatusOK)
	}), Look{}, time.Now, slog.New(slog.DiscardHandler))
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.AddCookie(&http.Cookie{Name: "yizhan-8080", Value: "real"})
	r.AddCookie(&http.Cookie{Name: "practice-yizhan-wall", Value: "mine"})
	w := httptest.NewRecorder()
	l.ServeHTTP(w, r)
	if got := w.Body.String(); got != "yizhan-wall=mine" {
		t.Errorf("the made-up box was sent %q", got)
	}
}

// Five minutes are a word on the ribbon; nobody is thrown out.
func TestSoftLimit(t *testing.T) {
	now := time.Unix(0, 0)
	l := New(http.NotFoundHandler(), Look{}, func() time.Time { return now }, slog.New(slog.DiscardHandler))
	look := func() string {
		w := httptest.NewRecorder()
		l.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/practice", nil))
		return w.Body.String()
	}
	if strings.Contains(look(), "到点了") {
		t.Error("it is over at the start")
	}
	now = now.Add(Length + time.Second)
	if got := look(); !strings.Contains(got, "到点了") || !strings.Contains(got, "去试") {
		t.Error("after five minutes it is not said, or nothing can be tried any more")
	}
}

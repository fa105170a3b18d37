package web

import (
	"errors"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"yizhan/hub"
)

// Whatever goes wrong, the page says what is safe and has a way on; no code and no
// cause stands on it.
func TestEveryTroubleHasAWayOn(t *testing.T) {
	codes := []hub.Code{hub.CodeInvalid, hub.CodeQuestion, hub.CodeConflict, hub.CodeForbidden, hub.CodeSignedOut, hub.CodeNotFound,
		hub.CodeTooLarge, hub.CodeFull, hub.CodeFolder, hub.CodePort, hub.CodeUntrusted, hub.CodeUnknown, hub.CodeInternal}
	for _, method := range []string{"GET", "POST"} {
		for _, key := range []string{"web.broken", "form.required", "no.such.sentence"} {
			errs := []error{errors.New("database is locked (5) (SQLITE_BUSY)")}
			for _, code := range codes {
				errs = append(errs, hub.E(code, key, "名字").Because(errors.New("SQLITE_READONLY")))
			}
			for _, err := range errs {
				m := trouble(httptest.NewRequest(method, "http://localhost/child/x", nil), err)
				said := m.Head + strings.Join(m.Lines, "")
				if !slices.ContainsFunc(saysSafe, func(s string) bool { return strings.Contains(said, s) }) && !strings.Contains(said, "还能看") {
					t.Errorf("%v: nothing is said to be safe: %q", err, said)
				}
				if len(m.Ways) == 0 || m.Icon == "" || m.Head == "" || strings.Contains(said, "SQLITE") || strings.Contains(said, string(hub.CodeOf(err))) {
					t.Errorf("%v: %+v", err, m)
				}
			}
		}
	}
	m := trouble(httptest.NewRequest("GET", "http://localhost/todo?page=2", nil), hub.E(hub.CodeInternal, "web.broken"))
	if last := m.Ways[len(m.Ways)-1]; last.Href != "/todo?page=2" {
		t.Errorf("a page that was only looked at cannot be tried again: %+v", m.Ways)
	}
}

// A card that can only be read has a page of its own: what is safe, what to do, and the
// way to today's children, which are still shown. It says so whatever was wrapped around.
func TestACardThatCanOnlyBeRead(t *testing.T) {
	r := httptest.NewRequest("POST", "http://localhost/wall/morning", nil)
	for _, err := range []error{
		hub.E(hub.CodeFolder, "store.readonly").Because(errors.New("SQLITE_READONLY")),
		errors.Join(errors.New("a tap"), hub.E(hub.CodeFolder, "store.readonly")),
	} {
		m := trouble(r, err)
		said := m.Head + strings.Join(m.Lines, "")
		if !strings.Contains(said, "只能看") || !strings.Contains(said, "没有存上") || !strings.Contains(said, "写在纸上") || m.Ways[0].Href != "/wall/morning" {
			t.Errorf("%+v", m)
		}
	}
	if m := trouble(r, hub.E(hub.CodeFolder, "store.damaged")); strings.Contains(m.Head, "只能看") {
		t.Error("another trouble shows the page of a read-only card")
	}
}

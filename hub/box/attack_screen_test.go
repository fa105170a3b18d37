package box_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// Somebody plants a token in the browser before she comes: one of his own making, and
// the one of a session of his. Her PIN begins another session, and neither of the two
// is hers.
func TestPlantedToken(t *testing.T) {
	s := serve(t, t.TempDir())
	f := s.setUp()
	here := mustURL(f.url)
	name := f.http.Jar.Cookies(here)[0].Name
	who := headOf(t, f)
	f.open("/out")
	for _, planted := range []string{strings.Repeat("A", 43), "planted"} {
		f.http.Jar.SetCookies(here, []*http.Cookie{{Name: name, Value: planted, Path: "/"}})
		f.open("/settings").on("/pin?next=%2Fsettings")
		f.send("/pin", url.Values{"who": {who}, "pin": {"2469"}, "next": {"/settings"}}).on("/settings")
		if hers := f.http.Jar.Cookies(here)[0].Value; hers == planted {
			t.Fatalf("her session goes on under %q", planted)
		}
		thief := s.finger()
		thief.http.Jar.SetCookies(here, []*http.Cookie{{Name: name, Value: planted, Path: "/"}})
		thief.open("/settings").on("/pin?next=%2Fsettings")
		f.open("/out")
	}
}

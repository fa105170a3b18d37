package station_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"testing"

	"yizhan/hub"
	"yizhan/hub/names"
	"yizhan/kiosk/ime"
)

// Whom the site knows is offered by first letters, to whoever has given her PIN and to
// nobody else; villages are offered to everybody.
func TestWritingKnowsTheSite(t *testing.T) {
	b := newBox(t)
	b.register("王梓涵", "2", "2025-03-12", "13803550421")
	b.names.Put(names.Entry{Subject: hub.NewID(), Name: "吴佐海", Site: hub.NewID()}) // of another station
	offered := func(s *screen, fields url.Values) []string {
		s.post("/ime", fields)
		var a ime.Answer
		if err := json.Unmarshal([]byte(s.page), &a); err != nil || s.code != http.StatusOK {
			t.Fatalf("%d %s: %v", s.code, s.page, err)
		}
		return a.Candidates
	}
	nobody := &screen{b: b, http: &http.Client{}}
	for _, ask := range []url.Values{
		{"mode": {"name"}, "q": {"wzh"}},
		{"mode": {"phrase"}, "q": {"wzh"}},
	} {
		if got := offered(b.screen, ask); got[0] != "王梓涵" || slices.Contains(got, "吴佐海") {
			t.Errorf("%v: %v", ask, got)
		}
		if got := offered(nobody, ask); slices.Contains(got, "王梓涵") {
			t.Errorf("%v: somebody without a PIN is told of 王梓涵", ask)
		}
	}
	next := url.Values{"mode": {"next"}, "before": {"王"}}
	if got := offered(b.screen, next); got[0] != "梓涵" {
		t.Errorf("after 王: %v", got)
	}
	if got := offered(nobody, next); slices.Contains(got, "梓涵") {
		t.Errorf("somebody without a PIN is told of 王梓涵: %v", got)
	}
	for _, s := range []*screen{b.screen, nobody} {
		if got := offered(s, url.Values{"mode": {"phrase"}, "q": {"xih"}}); got[0] != "西火村" {
			t.Errorf("xih: %v", got)
		}
	}
}

package api

import (
	"encoding/json"
	"net/http/httptest"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// Page after page is the whole list in its order, each item once, however large the pages are.
func TestPagesAreTheWhole(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		want := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-z一-龥]{1,6}`), 0, 40, rapid.ID[string]).Draw(rt, "items")
		most := rapid.IntRange(1, 12).Draw(rt, "most")
		var got []string
		for after, pages := "", 0; ; pages++ {
			q := url.Values{"most": {strconv.Itoa(most)}, "after": {after}}
			answer, err := paged(&call{Request: httptest.NewRequest("GET", "/?"+q.Encode(), nil)}, slices.Clone(want), func(s string) string { return s })
			if err != nil || pages > len(want) {
				rt.Fatalf("page %d: %v", pages, err)
			}
			p := answer.(pageOf[string])
			if len(p.Items) > most {
				rt.Fatalf("%d on a page of %d", len(p.Items), most)
			}
			got = append(got, p.Items...)
			if p.Next == nil {
				break
			}
			after = *p.Next
		}
		slices.Sort(want)
		if !slices.Equal(got, want) {
			rt.Fatalf("%q, want %q", got, want)
		}
	})
}

// A query that is not as the file says is told so, and never answered with something else.
func TestBadParameters(t *testing.T) {
	for _, query := range []string{"most=0", "most=501", "most=-1", "most=ten", "most=1.5", "after=%25%25", "after===="} {
		if _, err := paged(&call{Request: httptest.NewRequest("GET", "/?"+query, nil)}, []string{"a"}, func(s string) string { return s }); hub.CodeOf(err) != hub.CodeInvalid {
			t.Errorf("%s: %v", query, err)
		}
	}
	today := hub.Day("2026-11-23")
	for _, query := range []url.Values{{"day": {"tomorrow"}}, {"day": {"2026-02-30"}}, {"day": {"2026-11-24"}}, {"known": {"0"}}, {"known": {"-3"}}, {"known": {"first"}}} {
		if _, err := asked(query, today); hub.CodeOf(err) != hub.CodeInvalid {
			t.Errorf("%v: %v", query, err)
		}
	}
	ask, err := asked(url.Values{"day": {"2026-10-31"}, "id": {"d6"}, "township": {"140404100"}, "known": {"2"}}, today)
	if err != nil || ask.Day != "2026-10-31" || !slices.Equal(ask.IDs, []string{"D6"}) || ask.Area != "township/140404100" || ask.Known != 2 {
		t.Errorf("a whole query: %+v %v", ask, err)
	}
	if ask, err := asked(nil, today); err != nil || ask.Day != today || ask.Area != "" || ask.Known != 0 {
		t.Errorf("nothing asked: %+v %v", ask, err)
	}
}

// Every address asks for a scope that a key can have, and every scope opens something; the file
// names the parameters that are read, and of each answer the fields that are sent.
func TestTheFileSaysWhatIsSent(t *testing.T) {
	answers := map[string]any{"stations": station{}, "figures": figure{}, "closings": closing{}, "cases": caseCount{}, "children": childCount{}}
	file, err := json.Marshal(OpenAPI("上党区"))
	if err != nil {
		t.Fatal(err)
	}
	scopes, opens := map[string]bool{}, map[string]bool{}
	for _, s := range desk.APIScopes {
		scopes[s.Code] = true
	}
	for _, e := range endpoints {
		if !scopes[e.scope] {
			t.Errorf("%s asks for a scope that no key has: %s", e.path, e.scope)
		}
		opens[e.scope] = true
		if !strings.Contains(string(file), `"`+root+e.path+`"`) {
			t.Errorf("the file has no %s", e.path)
		}
		sent, ok := answers[e.path]
		if !ok {
			t.Fatalf("%s: say here what it sends", e.path)
		}
		one, err := json.Marshal(e.schema)
		if err != nil {
			t.Fatal(err)
		}
		for field := range reflect.TypeOf(sent).Fields() {
			if name := field.Tag.Get("json"); name != "" && !strings.Contains(string(one), `"`+name+`":`) {
				t.Errorf("%s sends %s, of which the file says nothing", e.path, name)
			}
		}
	}
	for scope := range scopes {
		if !opens[scope] {
			t.Errorf("a key for %s opens nothing", scope)
		}
	}
}

// Who asks too often waits a minute, and nobody else does.
func TestTheMeter(t *testing.T) {
	var m meter
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	m.known("one")
	m.known("other")
	took := map[string]int{}
	for range 1000 {
		for _, key := range []string{"one", "guessed", "guessed too"} {
			if m.take(key, now) {
				took[key]++
			}
		}
	}
	if took["one"] != perKey || took["guessed"]+took["guessed too"] != strange {
		t.Errorf("of 1000 each in one minute: %v", took)
	}
	if !m.take("other", now) {
		t.Error("another key waits for the first")
	}
	if !m.take("one", now.Add(time.Minute+time.Second)) {
		t.Error("a minute later it still waits")
	}
}

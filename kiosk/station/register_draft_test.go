package station_test

import (
	"net/http"
	"strings"
	"testing"
)

// A power cut, another browser, an idle cover: whoever comes back goes on where
// she was, and a fresh start is one tap.
func TestRegisterGoesOnAfterAPowerCut(t *testing.T) {
	b := newBox(t)
	s := b.screen.get("/register")
	s.tap("/register/name", "put", "王")
	s.tap("/register/name", "write", "pinyin").tap("/register/name", "letter", "h")
	s = b.newScreen().get("/register/name")
	if s.field("text") != "王" || s.field("letters") != "h" {
		t.Fatalf("the keys hold %q %q", s.field("text"), s.field("letters"))
	}
	s.tap("/register/name", "put", "涵")
	s.tap("/register/name", "go", "next")
	s.tap("/register/sex", "sex", "2").on("/register/birth")

	s = b.newScreen().get("/register").on("/register")
	s.shows("王涵还没登记完", "女", "上次写到“生日”", "接着写")
	s.get("/register/birth").shows("王涵哪天生的")

	s.get("/register").tap("/register/new", "like", "").on("/register/name")
	if s.field("text") != "" {
		t.Errorf("a fresh start holds %q", s.field("text"))
	}
	s.get("/register").on("/register/name") // nothing was said: nothing to ask
}

func TestTypedWordsAreKept(t *testing.T) {
	b := newBox(t)
	s := b.screen.get("/register")
	s.post("/register/name", s.form("text", "王子", "keep", "1"))
	if s.code != http.StatusNoContent {
		t.Fatalf("keeping answers %d", s.code)
	}
	s = b.newScreen().get("/register").shows("王子还没登记完")
	s.get("/register/name")
	if s.field("text") != "王子" {
		t.Errorf("kept %q", s.field("text"))
	}
}

func TestRegisterTwiceIsOnce(t *testing.T) {
	b := newBox(t)
	s := b.screen.usual()
	last := s.form("way", "paper")
	s.post("/register/consent", last)
	receipt := s.path
	s.post("/register/consent", last) // the answer was lost: the same form comes again
	if s.path != receipt {
		t.Errorf("the second time leads to %s, the first to %s", s.path, receipt)
	}
	b.only()
	s.get("/register").on("/register/name")
	s.post("/register/consent", last) // an old page, while the next one has begun
	if s.path != receipt {
		t.Errorf("an old page leads to %s", s.path)
	}
	b.only()
}

func TestPressedTwiceCountsOnce(t *testing.T) {
	b := newBox(t)
	s := b.screen.get("/register")
	press := s.form("put", "王")
	s.post("/register/name", press)
	s.post("/register/name", press)
	if s.field("text") != "王" {
		t.Errorf("the box holds %q", s.field("text"))
	}
}

// Another page of the same worker must not mix two children.
func TestOldPageDoesNotMixChildren(t *testing.T) {
	b := newBox(t)
	s := b.screen.get("/register")
	old := s.form("text", "李明", "go", "next")
	s.tap("/register/name", "text", "王涵", "go", "next").on("/register/sex")
	s.get("/register").tap("/register/new", "like", "")
	s.tap("/register/name", "text", "赵小雨", "go", "next").on("/register/sex")
	s.post("/register/name", old).on("/register").shows("赵小雨还没登记完")
}

func TestRegisterAsksForThePIN(t *testing.T) {
	b := newBox(t)
	s := b.screen
	s.http.Jar = nil
	s.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	for _, path := range []string{"/register", "/register/name", "/consents", "/child/" + b.worker.String() + "/receipt"} {
		res, err := s.http.Get(b.server.URL + path)
		b.must(err)
		res.Body.Close()
		if to := res.Header.Get("Location"); !strings.HasPrefix(to, "/pin?next=") {
			t.Errorf("%s leads to %q", path, to)
		}
	}
}

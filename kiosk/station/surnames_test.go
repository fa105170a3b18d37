package station_test

import (
	"regexp"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// firstTiles are the surnames that stand first on the page.
func (s *screen) firstTiles(n int) string {
	s.b.t.Helper()
	tiles := regexp.MustCompile(`name="put" value="([^"]*)"`).FindAllStringSubmatch(s.page, n)
	var out []string
	for _, t := range tiles {
		out = append(out, t[1])
	}
	return strings.Join(out, " ")
}

// A child's surname is most likely that of her family, then one of her village, then one
// of the site; the rest follow by how many bear them in the country.
func TestSurnameTilesBeginWithTheFamily(t *testing.T) {
	b := newBox(t)
	add := func(name, village string) hub.ID {
		got, err := b.desk.Register(b.ctx, b.actor(), desk.Registration{Request: hub.NewID(), Name: name, Sex: "2", Birth: "2025-03-12",
			Category: "home", Village: village, VillageName: "村", Site: b.site, People: []desk.Person{
				{Name: "逯秀英", Kinship: "paternal-grandmother", Carer: true, Adult: true}, {Name: "苗建国", Kinship: "father", Guardian: true}}})
		b.must(err)
		return got.Child
	}
	for _, name := range []string{"靳一一", "靳二二", "靳三三"} { // another village
		add(name, "140404103201")
	}
	add("牛一一", "140404103209")
	add("牛二二", "140404103209")
	child := add("申一一", "140404103209")
	if got, want := b.screen.get("/register/name").firstTiles(5), "牛 申 靳 王 李"; got != want {
		t.Errorf("for nobody's child %s, want %s", got, want)
	}
	s := b.screen.get("/register?like=" + child.String()).on("/register/name")
	s.tap("/register/name", "del", "1").tap("/register/name", "write", "tiles")
	if got, want := s.firstTiles(6), "申 苗 逯 牛 靳 王"; got != want {
		t.Errorf("for her sister %s, want %s", got, want)
	}
	at := "/child/" + child.String() + "/edit/name"
	s.get(at).tap(at, "del", "1").tap(at, "del", "1").tap(at, "del", "1").tap(at, "write", "tiles")
	if got, want := s.firstTiles(5), "苗 逯 牛 申 靳"; got != want {
		t.Errorf("for a wrong name %s, want %s", got, want)
	}
}

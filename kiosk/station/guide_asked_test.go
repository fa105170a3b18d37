package station_test

import (
	"net/http"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/report"
)

// Every row of what policy asks stands on a page that is reached from the handbook, and
// every page that a row names is there.
func TestWhatPolicyAsks(t *testing.T) {
	b := newBox(t)
	s := b.screen.get("/guide?of=policy").shows("政策要求对照")
	said := ""
	for _, of := range []string{"there", "part", "later"} {
		at := "/guide/asked/" + of
		for at != "" {
			said += s.get(at).shows("政策要求").page
			_, rest, more := strings.Cut(s.page, "后面还有")
			if at = ""; more {
				before := s.page[:len(s.page)-len(rest)]
				at = before[strings.LastIndex(before, `href="`)+len(`href="`):]
				at, _, _ = strings.Cut(at, `"`)
			}
		}
	}
	seen := map[string]bool{}
	for _, a := range report.Coverage() {
		if !strings.Contains(said, ">"+a.ID+"<") || !strings.Contains(said, a.Title) {
			t.Errorf("%s %s is not shown", a.ID, a.Title)
		}
		if a.Path == "" || seen[a.Path] {
			continue
		}
		if seen[a.Path] = true; s.get(a.Path).code != http.StatusOK {
			t.Errorf("%s leads to %s, which answers %d", a.ID, a.Path, s.code)
		}
		if kind, sheet := strings.CutPrefix(a.Path, "/forms/"); sheet { // and the sheet is one that she can begin
			if def, _ := b.desk.Forms().Get(hub.Kind(kind)); def.MayWrite(hub.RoleHead) && s.get(a.Path+"/new").code != http.StatusOK {
				t.Errorf("%s: to begin a sheet at %s answers %d", a.ID, a.Path, s.code)
			}
		}
	}
	if s.get("/guide/asked/nothing").code != http.StatusNotFound {
		t.Errorf("a list that is none answers %d", s.code)
	}
}

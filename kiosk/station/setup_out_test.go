package station_test

import (
	"net/http"
	"strings"
	"testing"

	"yizhan/hub"
)

// A box that was lost before it was set up says so to whoever found it, on every page
// that it has: nothing that is set up on it would count.
func TestALostBoxIsNotSetUp(t *testing.T) {
	for _, lost := range []bool{false, true} {
		b := newBox(t)
		b.must(b.local.PutDraft(b.ctx, hub.ID{}, "setup", []byte(`{"Body":{"Step":"worker","Role":"station"}}`)))
		b.status.Revoked = lost
		s := b.newScreen()
		for _, path := range []string{"/setup", "/setup/worker", "/setup/backup"} {
			if s.get(path); s.code != http.StatusOK || s.has("报过丢失，停用了") != lost {
				t.Errorf("lost %v: %s answers %d:\n%s", lost, path, s.code, s.text())
			}
		}
		if s.get("/setup/worker"); strings.Contains(s.page, "<form") == lost {
			t.Errorf("lost %v: the page asks for an answer:\n%s", lost, s.text())
		}
	}
}

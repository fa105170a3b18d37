package box_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Somebody copies a box's card into a second box, and both write. Both branches are
// kept, all hubs agree on them, and nobody else's work is held up.
func TestTwoBoxesOneCard(t *testing.T) {
	w := newTownship(t)
	w.county.start()
	w.a.start()
	w.a.run(0, "import", "--yes", w.roster(nthChild(0)))
	w.agree(w.a, w.county)
	w.a.end()
	copied := filepath.Join(w.dir, "copied")
	if err := os.CopyFS(copied, os.DirFS(w.a.dir)); err != nil {
		t.Fatal(err)
	}
	twin := newProcess(t, "the box with the copied card", copied, "serve")

	w.a.run(0, "import", "--yes", w.roster(nthChild(1)))
	twin.run(0, "import", "--yes", w.roster(nthChild(2), nthChild(3)))
	w.a.start()
	w.agree(w.a, w.county)
	twin.start()
	w.agree(w.a, twin, w.county)

	for _, p := range []*process{w.a, twin, w.county} {
		if p.status().Refused["fork"] == 0 {
			t.Errorf("%s does not say that two boxes use one card", p.name)
		}
	}
	if out := w.county.run(0, "doctor"); !strings.Contains(out, "两台设备用了同一张卡") {
		t.Errorf("the county's doctor says %s", out)
	}

	w.b.start()
	w.b.run(0, "import", "--yes", w.roster(nthChild(4)))
	w.agree(w.a, w.b, twin, w.county)
	if got, want := w.county.status().Lanes["township/"+town].Records, w.b.status().Lanes["township/"+town].Records; got != want {
		t.Errorf("the county has %d records, B %d", got, want)
	}
}

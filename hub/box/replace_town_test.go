package box_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A station's box burns with everything in it. Another is let in under its name, and
// from then on needs nobody: it has the township's records from its neighbour, opens
// the children's with what the county closes for it, and it is the old station, people
// and all. YIZHAN_LONG makes it a village of a thousand.
func TestBoxBurns(t *testing.T) {
	n := 4
	if os.Getenv("YIZHAN_LONG") != "" {
		n = 1000
	}
	w := newTownship(t)
	w.county.start()
	w.a.start()
	w.b.start()
	hand := w.a.clerk()
	hand.setUp("张桂兰", "7294")
	var all []child
	var names []string
	for i := range n {
		all = append(all, nthChild(i))
		names = append(names, nthChild(i).name)
	}
	slices.Sort(names)
	w.a.run(0, "import", "--yes", w.roster(all...))
	w.agree(w.a, w.b, w.county)
	w.a.kill()
	if err := os.RemoveAll(w.a.dir); err != nil {
		t.Fatal(err)
	}

	w.county.run(0, "county", "revoke", "柳沟驿站")
	c := newProcess(t, "the new box", filepath.Join(w.dir, "c"), "serve", "--mesh", freeAddress(t), "--join", w.b.args[2])
	w.enrol(c, "柳沟驿站")
	c.start()
	eventually(t, "the new box opens every child", func() bool { return slices.Equal(c.children(), names) })
	w.agree(c, w.b, w.county)
	if got := c.status().Station; got != "柳沟驿站" {
		t.Errorf("it is called %q", got)
	}
	eventually(t, "it is set up as the old one was", func() bool { return c.clerk().open("/").path == "/" })
	c.clerk().open("/pin").says("张桂兰")
	if got := w.b.children(); len(got) != 0 {
		t.Errorf("the neighbour, which passed everything on, opens %q", got)
	}
}

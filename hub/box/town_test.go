package box_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"yizhan/hub"
)

// The story of the product's spine, with real processes and real Serf: what one
// station registers is next door, and at the county as soon as it can be reached.
func TestTown(t *testing.T) {
	w := newTownship(t)
	password := strings.TrimSpace(w.county.run(0, "county", "officer", "李科长"))
	w.a.start()
	w.b.start()

	// The county cannot be reached yet. A child registered at A by hand, and two from
	// a roster, are confirmed on both stations and nowhere else.
	hand := w.a.clerk()
	hand.setUp("张桂兰", "7294")
	if err := hand.register(nthChild(0)); err != nil {
		t.Fatal(err)
	}
	w.a.run(0, "import", "--yes", w.roster(nthChild(1), nthChild(2)))
	w.agree(w.a, w.b)
	eventually(t, "A knows that its neighbour has everything", func() bool {
		return w.a.status().Copies.OnlyHere == 0
	})
	st := w.a.status()
	if st.Copies.Neighbours == 0 || st.Copies.County != 0 || st.Unsent != st.Copies.Neighbours || st.CountyUpto != "" {
		t.Errorf("with neighbours and no county A says %+v, unsent %d, up to %q", st.Copies, st.Unsent, st.CountyUpto)
	}
	if got, want := w.a.children(), sortedNames(0, 1, 2); !slices.Equal(got, want) {
		t.Errorf("A has %q, want %q", got, want)
	}
	if got := w.b.children(); len(got) != 0 {
		t.Errorf("B, which does not serve these children, names %q", got)
	}

	// The county comes up.
	w.county.start()
	w.agree(w.a, w.b, w.county)
	eventually(t, "A knows that the county has everything", func() bool { return w.a.status().Unsent == 0 })
	if st := w.a.status(); st.CountyUpto == "" || st.Copies.County == 0 || st.Copies.Neighbours != 0 {
		t.Errorf("with the county A says %+v, up to %q", st.Copies, st.CountyUpto)
	}
	for _, p := range []*process{w.a, w.b} {
		if got := peers(p.status(), true); len(got) != 2 {
			t.Errorf("%s sees %q, want the other station and the county", p.name, got)
		}
	}
	officer := w.county.login("李科长", password)
	officer.open("/children").says(sortedNames(0, 1, 2)...).says("3 个孩子")
	officer.open("/stations").says("柳沟驿站", "石坡驿站")

	// The county is gone, and B is alone in the middle of nowhere; both stations write.
	w.county.end()
	w.b.end()
	alone := newProcess(t, "station B, alone", w.b.dir, "serve")
	alone.start()
	far := alone.clerk()
	far.setUp("李秀英", "5816")
	if err := far.register(nthChild(3)); err != nil {
		t.Fatal(err)
	}
	if err := hand.register(nthChild(4)); err != nil {
		t.Fatal(err)
	}
	eventually(t, "A notices that B is gone", func() bool { return len(peers(w.a.status(), true)) == 0 })
	if w.a.digest() == alone.digest() {
		t.Error("the two hold the same while nothing connects them: the partition is none")
	}
	if got := peers(alone.status(), true); len(got) != 0 {
		t.Errorf("B alone sees %q", got)
	}
	alone.end()
	w.b.start()
	w.agree(w.a, w.b)
	w.county.start()
	w.agree(w.a, w.b, w.county)
	officer = w.county.login("李科长", password)
	officer.open("/children").says(sortedNames(0, 1, 2, 3, 4)...).says("5 个孩子")

	// Every hub's tables are what its log says.
	for _, p := range []*process{w.a, w.b, w.county} {
		before := p.digest()
		if out := p.run(0, "doctor", "--rebuild"); !strings.Contains(out, "和原来一样") || p.digest() != before {
			t.Errorf("%s rebuilt is not what it was: %s", p.name, out)
		}
		if st := p.status(); len(st.Refused) != 0 {
			t.Errorf("%s has refused %v", p.name, st.Refused)
		}
	}
}

func sortedNames(ns ...int) []string {
	var all []string
	for _, n := range ns {
		all = append(all, nthChild(n).name)
	}
	slices.Sort(all)
	return all
}

// peers is the names of those who are alive, or are not.
func peers(st hub.Status, alive bool) []string {
	var all []string
	for _, p := range st.Peers {
		if p.Alive == alive {
			all = append(all, p.Name)
		}
	}
	return all
}

// login opens the county's desk.
func (p *process) login(name, password string) *clerk {
	p.t.Helper()
	f := p.clerk()
	f.open("/login")
	if err := f.enter("/login", url.Values{"name": {name}, "password": {password}}); err != nil {
		p.t.Fatal(err)
	}
	f.on("/overview")
	return f
}

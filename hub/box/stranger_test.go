package box_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"yizhan/hub"
)

// Who has no certificate of this county's gets nowhere: not into the mesh, not to the
// county, and none of its records is taken. It is counted, and shown in the status.
func TestStrangers(t *testing.T) {
	w := newTownship(t)
	w.county.start()
	w.a.start()
	w.agree(w.a, w.county)

	// The false one has a certificate of a county that it has made up; the second one
	// came by the invitation that A has used.
	other := newProcess(t, "another county", filepath.Join(w.dir, "other"), "county")
	mesh := []string{"--mesh", freeAddress(t), "--join", w.a.args[2]}
	false1 := newProcess(t, "the false station", filepath.Join(w.dir, "false"), append([]string{"serve"}, mesh...)...)
	letter := filepath.Join(w.dir, "false.invitation")
	other.run(0, "enroll", "issue", "--township", town, "--station", "假站", "--county", "长治市上党区",
		"--url", "http://"+w.county.listen, "--out", letter)
	false1.run(0, "enroll", "accept", letter)
	mesh[1] = freeAddress(t)
	second := newProcess(t, "the second box", filepath.Join(w.dir, "second"), append([]string{"serve"}, mesh...)...)
	second.run(0, "enroll", "accept", w.a.dir+".invitation")

	false1.run(0, "import", "--yes", w.roster(nthChild(1)))
	second.run(0, "import", "--yes", w.roster(nthChild(2)))
	false1.start()
	second.start()
	for _, p := range []*process{false1, second} {
		eventually(t, p.name+" has been turned away by the county", func() bool {
			log, err := os.ReadFile(p.log)
			return err == nil && strings.Contains(string(log), `msg="sync: upstream" err=`)
		})
	}
	eventually(t, "the county counts who it has turned away", func() bool {
		return w.county.status().Refused["stranger"] >= 2
	})

	if out := w.county.run(0, "doctor"); !strings.Contains(out, "没有本县证书的机器来连过") {
		t.Errorf("the county's doctor does not say it: %s", out)
	}

	// A child that is registered now goes its way, and theirs have not moved.
	w.a.run(0, "import", "--yes", w.roster(nthChild(0)))
	w.agree(w.a, w.county)
	mine := w.county.status()
	for _, p := range []*process{false1, second} {
		st := p.status()
		for origin := range st.Vector {
			if _, taken := mine.Vector[origin]; taken {
				t.Errorf("the county has records of %s", p.name)
			}
		}
		if len(peers(st, true)) != 0 || st.Copies.OnlyHere == 0 || st.Unsent != st.Copies.OnlyHere {
			t.Errorf("%s thinks that it is among us: %+v", p.name, st)
		}
		if slices.ContainsFunc(w.a.status().Peers, func(q hub.PeerStand) bool { return q.Name == "假站" }) {
			t.Errorf("A counts %s among its neighbours", p.name)
		}
	}
	if got := w.county.status().Lanes[hub.TownshipLane(town)]; got.Records != w.a.status().Lanes[hub.TownshipLane(town)].Records {
		t.Errorf("the county has %d records", got.Records)
	}
}

package box

import (
	"database/sql"
	"path/filepath"
	"testing"

	"yizhan/hub"
)

// bend flips a bit in the stored header of a commit.
func bend(t *testing.T, data string, id hub.ID) {
	t.Helper()
	db, err := sql.Open("sqlite3", filepath.Join(data, "log.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var header []byte
	if err := db.QueryRow(`SELECT header FROM commits WHERE id = $1`, id[:]).Scan(&header); err != nil {
		t.Fatal(err)
	}
	header[len(header)-1] ^= 1
	if _, err := db.Exec(`UPDATE commits SET header = $1 WHERE id = $2`, header, id[:]); err != nil {
		t.Fatal(err)
	}
}

// A header that the disk has changed comes back from the box's own backup the same
// night, or from the hub that it talks with next; where neither has it, that is told
// every night.
func TestDamagedHeaderIsMended(t *testing.T) {
	for _, tt := range []struct {
		name         string
		backup, peer bool
		told         string
	}{
		{"from the backup", true, false, ""},
		{"from a neighbour", false, true, "store.damaged"},
		{"from nowhere", false, false, "store.damaged"},
	} {
		k := newKin(t)
		a := k.station(Config{Data: filepath.Join(k.dir, "a"), Backup: filepath.Join(k.dir, "second")}, "柳沟驿站")
		a.note(t, 3)
		if tt.backup {
			a.night(t)
		}
		if tt.peer {
			k.trade(a, k.county)
		}
		vector, err := a.store.Vector(t.Context(), a.Lane())
		if err != nil {
			t.Fatal(err)
		}
		for _, reach := range vector {
			bend(t, a.cfg.Data, reach.Head.ID)
		}
		if went := a.night(t); went["scrub"] != tt.told {
			t.Errorf("%s: the night says %q, want %q", tt.name, went["scrub"], tt.told)
		}
		if tt.peer {
			a.askFor(t, k.county)
			if went := a.night(t); went["scrub"] != "" {
				t.Errorf("%s: the next night says %q", tt.name, went["scrub"])
			}
		}
		_, left, err := a.store.Scrub(t.Context())
		if whole := tt.backup || tt.peer; err != nil || (len(left) == 0) != whole {
			t.Errorf("%s: %d are left, %v", tt.name, len(left), err)
		}
	}
}

// askFor asks another hub for what is lacking here, as an exchange does.
func (b *Box) askFor(t *testing.T, other *Box) {
	t.Helper()
	mine := syncLog{b.store, func() {}}
	ids, err := mine.Lacking(t.Context(), b.Lane(), 100)
	if err != nil || len(ids) != 1 {
		t.Fatalf("lacking %d, %v", len(ids), err)
	}
	c, err := other.store.Commit(t.Context(), ids[0])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := mine.Accept(t.Context(), []hub.Commit{c}, nil); err != nil {
		t.Fatal(err)
	}
}

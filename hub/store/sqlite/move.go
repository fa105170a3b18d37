package sqlite

import (
	"database/sql"
	"fmt"
	"strings"

	"yizhan/hub/store"
)

// laneOf is in which lane a row is, of the tables whose rows do not say so here.
var laneOf = map[string]string{
	"commits": `SELECT o.lane FROM origins o WHERE o.n = commits.origin`,
	"batches": `SELECT o.lane FROM commits c JOIN origins o ON o.n = c.origin WHERE c.n = batches.commit_n`,
	"parts":   `SELECT o.lane FROM commits c JOIN origins o ON o.n = c.origin WHERE c.n = parts.commit_n`,
	"finds":   `SELECT r.lane FROM records r WHERE r.n = finds.record`,
}

// Tables stand in the order in which they were made: what others refer to comes first.
func (dialect) Tables(tx *sql.Tx) (out []store.MoveTable, err error) {
	rows, err := tx.Query(`SELECT m.name, c.name, c.pk FROM sqlite_master m, pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT IN ('schema_version', 'moving') AND m.name NOT LIKE 'sqlite_%'
		ORDER BY m.rowid, c.pk, c.cid`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var table, column string
		var key int
		if err := rows.Scan(&table, &column, &key); err != nil {
			return nil, err
		}
		if n := len(out); n == 0 || out[n-1].Name != table {
			out = append(out, store.MoveTable{Name: table, Lane: laneOf[table]})
		}
		t := &out[len(out)-1]
		t.Columns = append(t.Columns, column)
		if key > 0 {
			t.Key = append(t.Key, column)
		}
	}
	return out, rows.Err()
}

// changes are what a row may go through, and which of its sides have a key then.
var changes = []struct{ event, side string }{
	{"INSERT", "NEW"}, {"UPDATE", "NEW"}, {"UPDATE", "OLD"}, {"DELETE", "OLD"},
}

func trigger(t store.MoveTable, i int) string { return fmt.Sprintf("moving_%s_%d", t.Name, i) }

func (dialect) Following(t store.MoveTable) string {
	var b strings.Builder
	for i, c := range changes {
		values := fmt.Sprintf("'%s'", t.Name)
		for k := range store.MoveKeys {
			if k < len(t.Key) {
				values += ", " + c.side + "." + t.Key[k]
			} else {
				values += ", ''"
			}
		}
		fmt.Fprintf(&b, `CREATE TRIGGER IF NOT EXISTS %s AFTER %s ON %s BEGIN
			INSERT INTO moving VALUES (%s, 1) ON CONFLICT (name, k1, k2, k3, k4, k5) DO UPDATE SET times = times + 1;
		END;`, trigger(t, i), c.event, t.Name, values)
	}
	return b.String()
}

func (dialect) Followed(tx *sql.Tx, t store.MoveTable) (bool, error) {
	var n int
	err := tx.QueryRow(`SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = $1 AND name LIKE 'moving_%'`, t.Name).Scan(&n)
	return n == len(changes), err
}

func (dialect) Unfollowing(t store.MoveTable) string {
	var b strings.Builder
	for i := range changes {
		fmt.Fprintf(&b, "DROP TRIGGER IF EXISTS %s;", trigger(t, i))
	}
	return b.String()
}

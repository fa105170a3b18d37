package postgres

import (
	"context"
	"database/sql"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/store"
	"yizhan/hub/store/postgres/pgtest"
)

// A question asked while the rows of others are open is answered, and theirs go on where
// they were: all at once, or a few at a time.
func TestQuestionsWithinQuestions(t *testing.T) {
	ctx := context.Background()
	db, err := open(ctx, pgtest.Database(t))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tx, err := db.Read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	for _, begin := range []string{"", store.Few} {
		sum, inner := 0, 0
		rows, err := tx.Query(begin+`SELECT n, decode('00ff', 'hex') FROM generate_series(1, $1::bigint) n`, 600)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var n int
			var b []byte
			if err := rows.Scan(&n, &b); err != nil || string(b) != "\x00\xff" {
				t.Fatal(b, err)
			}
			if sum += n; n%200 == 0 {
				again, err := tx.Query(begin+`SELECT n, decode('00ff', 'hex') FROM generate_series(1, $1::bigint) n`, 300)
				if err != nil {
					t.Fatal(err)
				}
				for again.Next() && inner%50 != 49 { // some are given up early
					inner++
				}
				inner++
				if err := again.Close(); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := rows.Err(); err != nil || sum != 600*601/2 || inner == 0 {
			t.Errorf("%q: sum %d, %d within, %v", begin, sum, inner, err)
		}
	}
}

// Text that this database cannot hold comes back as it was, or at least as text.
func TestTextThatTheDatabaseCannotHold(t *testing.T) {
	ctx := context.Background()
	db, err := open(ctx, pgtest.Database(t))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for said, want := range map[string]string{"a\x00b": "a\x00b", "\xff": "\uFFFD", "驿站": "驿站"} {
		var got string
		if err := db.Read.QueryRowContext(ctx, `SELECT $1::text`, said).Scan(&got); err != nil || got != want {
			t.Errorf("%q is %q, %v", said, got, err)
		}
	}
}

func TestPasswordIsInNoSentence(t *testing.T) {
	for _, database := range []string{
		"postgres://u:geheim@127.0.0.1:1/x", "postgres://u:geheim@127.0.0.1:x/x", "host=127.0.0.1 port=1 password=geheim", "password=geheim zzz=",
		"postgres://u:geheim@127.0.0.1:1/x?sslmode=nonsense",
	} {
		_, err := open(context.Background(), database)
		if err == nil || hub.CodeOf(err) == hub.CodeInternal || strings.Contains(err.Error(), "geheim") || strings.Contains(Shown(database), "geheim") {
			t.Errorf("%s: %v; %s", database, err, Shown(database))
		}
	}
	if got := Shown("postgres://u:geheim@db.example:5433/county"); got != "postgres://u@db.example:5433/county" {
		t.Error(got)
	}
}

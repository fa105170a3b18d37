package store_test

import (
	"context"
	"database/sql"
	"testing"

	"yizhan/hub"
	"yizhan/hub/form"
)

func TestScrubFindsFlippedBitsAndPeersMendThem(t *testing.T) {
	ctx, m := context.Background(), members{}
	a, b := newStation(t, m), newStation(t, m)
	a.keys.to = append(a.keys.to, b.keys.recipient())
	id := a.child("王小满")
	a.fill(1200, func(i int) hub.Edit { return child(id, form.Values{"village_name": string(rune('一' + i))}) })
	b.pull(a)
	sum := b.sum()
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", b.folder.Path("log.db"))
	if err != nil {
		t.Fatal(err)
	}
	const flip = `UPDATE parts SET bytes = CAST(substr(bytes, 1, 20) || x'ff' || substr(bytes, 22) AS BLOB)
		WHERE commit_n IN (1, 700) AND place = (SELECT max(place) FROM parts p WHERE p.commit_n = parts.commit_n)`
	if _, err := db.Exec(flip); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	b.open()

	parts, headers, err := b.Scrub(ctx)
	if err != nil || parts != 2 || len(headers) != 0 {
		t.Fatalf("%d parts, headers %v, %v", parts, headers, err)
	}
	lacking, err := b.Lacking(ctx, lane, 10)
	if err != nil || len(lacking) != 2 {
		t.Fatalf("lacking %v, %v", lacking, err)
	}
	b.pull(a)
	if err := b.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	if got := b.sum(); got != sum {
		t.Errorf("mended to %+v, was %+v", got, sum)
	}
	if parts, headers, err := b.Scrub(ctx); err != nil || parts != 0 || len(headers) != 0 {
		t.Errorf("again: %d parts, headers %v, %v", parts, headers, err)
	}
	if v := value(b.record("child", id), "name"); v != "王小满" {
		t.Errorf("name = %v", v)
	}
}

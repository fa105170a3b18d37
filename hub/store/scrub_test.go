package store_test

import (
	"context"
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
	flip := `UPDATE parts SET bytes = CAST(substr(bytes, 1, 20) || x'ff' || substr(bytes, 22) AS BLOB)`
	if onPostgres {
		flip = `UPDATE parts SET bytes = set_byte(bytes, 20, get_byte(bytes, 20) # 255)`
	}
	b.damage(t, flip+` WHERE commit_n IN (1, 700) AND place = (SELECT max(place) FROM parts p WHERE p.commit_n = parts.commit_n)`)
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

// What is noted of a part beside its bytes is damaged: it is put right from the header,
// and the bytes, which nobody else may have, are kept.
func TestScrubPutsRowsRight(t *testing.T) {
	ctx := context.Background()
	for name, tt := range map[string]struct {
		damage  string
		bad     int
		lacking int
	}{
		"nothing (control)":      {`SELECT 1`, 0, 0},
		"a part that is away":    {`UPDATE parts SET state = 1 WHERE commit_n = 1`, 2, 0},
		"a part that waits":      {`UPDATE parts SET state = 2 WHERE commit_n = 1`, 2, 0},
		"a part that is erased":  {`UPDATE parts SET state = 6 WHERE commit_n = 1`, 2, 0},
		"a state of its own":     {`UPDATE parts SET state = 64 WHERE commit_n = 1`, 2, 0},
		"another's part":         {`UPDATE parts SET subject = zeroblob(16) WHERE commit_n = 1 AND place = 1`, 1, 0},
		"a part of nobody":       {`UPDATE parts SET subject = x'' WHERE commit_n = 1 AND place = 1`, 1, 0},
		"a consent nobody wants": {`UPDATE parts SET gate = 'photo' WHERE commit_n = 1 AND place = 0`, 1, 0},
		"a row that is gone":     {`DELETE FROM parts WHERE commit_n = 1 AND place = 1`, 1, 1},
		"a row at another place": {`UPDATE parts SET place = 65 WHERE commit_n = 1 AND place = 1`, 2, 1},
		"bytes that are gone":    {`UPDATE parts SET bytes = NULL WHERE commit_n = 1 AND place = 1`, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			m := members{}
			s, peer := newStation(t, m), newStation(t, m)
			s.keys.to = append(s.keys.to, peer.keys.recipient())
			id := s.child("王小满")
			s.append(child(id, form.Values{"village_name": "南董村"}))
			peer.pull(s)
			want := s.sum()
			s.damage(t, tt.damage)
			if _, err := s.Subject(ctx, id); err != nil {
				t.Errorf("before the scrub: %v", err)
			}
			bad, headers, err := s.Scrub(ctx)
			if err != nil || bad != tt.bad || len(headers) != 0 {
				t.Errorf("%d rows put right, headers %v, %v; want %d", bad, headers, err, tt.bad)
			}
			if lacking, err := s.Lacking(ctx, lane, 10); err != nil || len(lacking) != tt.lacking {
				t.Errorf("lacking %v, %v; want %d", lacking, err, tt.lacking)
			}
			s.pull(peer)
			if err := s.Rebuild(ctx); err != nil {
				t.Fatal(err)
			}
			if got := s.sum(); got != want {
				t.Errorf("put right to %+v, was %+v", got, want)
			}
			if v := value(s.record("child", id), "name"); v != "王小满" {
				t.Errorf("name = %v", v)
			}
			if bad, _, err := s.Scrub(ctx); err != nil || bad != 0 {
				t.Errorf("again: %d rows, %v", bad, err)
			}
		})
	}
}

// What is noted of a commit is damaged: nobody can say what else is, and it is said once
// everything else has been looked at.
func TestScrubSaysWhichRowsItCannotTrust(t *testing.T) {
	ctx := context.Background()
	for name, damage := range map[string]string{
		"of another hub":  `UPDATE commits SET origin = 0 WHERE n = 1`,
		"another number":  `UPDATE commits SET seq = 9 WHERE n = 1`,
		"another time":    `UPDATE commits SET wall = wall + 1 WHERE n = 1`,
		"an id too short": `UPDATE commits SET id = x'01' WHERE n = 1`,
	} {
		t.Run(name, func(t *testing.T) {
			s := newStation(t, members{})
			id := s.child("王小满")
			s.append(child(id, form.Values{"village_name": "南董村"}))
			if parts, headers, err := s.Scrub(ctx); err != nil || parts != 0 || len(headers) != 0 {
				t.Fatalf("control: %d, %v, %v", parts, headers, err)
			}
			s.damage(t, damage+`; UPDATE parts SET bytes = x'00' WHERE commit_n = 2 AND place = 0`)
			parts, _, err := s.Scrub(ctx)
			if hub.CodeOf(err) != hub.CodeFolder {
				t.Errorf("said %v", err)
			}
			if whole := name != "an id too short"; whole && parts != 1 {
				t.Errorf("%d parts after it put right", parts)
			}
		})
	}
}

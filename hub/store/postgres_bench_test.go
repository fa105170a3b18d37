package store_test

import (
	"context"
	"testing"

	"yizhan/hub"
	"yizhan/hub/store/postgres/pgtest"
)

// BenchmarkOnBoth does the same on SQLite and on PostgreSQL, one after the other: an act by
// itself, a batch as it travels, a page. Commits are flushed on both.
func BenchmarkOnBoth(b *testing.B) {
	const n, kids = 5000, 200
	m := members{}
	author := newStation(b, m)
	ids := author.children(kids)
	author.fill(n, class(ids))
	batches, proofs := author.batches(), author.proofs()
	for _, on := range []string{"sqlite", "postgres"} {
		open := func(b *testing.B) *station {
			b.Helper()
			s := newStation(b, m)
			s.Close()
			if s.database = ""; on == "postgres" {
				s.database = pgtest.Database(b)
			}
			s.open()
			return s
		}
		b.Run("Append/"+on, func(b *testing.B) {
			s := open(b)
			edit, i := tap(s.children(kids)), 0
			for b.Loop() {
				s.append(edit(i))
				i++
			}
		})
		b.Run("Accept/"+on, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				s := open(b)
				b.StartTimer()
				for _, batch := range batches {
					if got, err := s.Accept(context.Background(), batch, proofs); err != nil || len(got.Refused) > 0 {
						b.Fatal(got, err)
					}
				}
				b.StopTimer()
				if s.sum() != author.sum() {
					b.Fatal("digests differ")
				}
				s.Close()
				b.StartTimer()
			}
			b.ReportMetric(float64((n+kids)*b.N)/b.Elapsed().Seconds(), "commits/s")
		})
		s := open(b)
		ids := s.children(kids)
		s.fill(20*kids, tap(ids))
		if on == "postgres" {
			s.damage(b, `ANALYZE`) // as the server does by itself within a minute
		}
		b.Run("Wall/"+on, func(b *testing.B) { // everybody's day
			day, found := tap(ids)(0).Period, 0
			for b.Loop() {
				recs, err := s.FindPeriod(context.Background(), "day", day)
				if err != nil {
					b.Fatal(err)
				}
				found = len(recs)
			}
			b.ReportMetric(float64(found), "records")
		})
		b.Run("Child/"+on, func(b *testing.B) { // all of one child
			for b.Loop() {
				if _, err := s.Subject(context.Background(), ids[0]); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("Since/"+on, func(b *testing.B) { // what a new neighbour is sent first
			for b.Loop() {
				if got, _, err := s.Since(context.Background(), lane, hub.Vector{}, 500, 384<<10); err != nil || len(got) == 0 {
					b.Fatal(err)
				}
			}
		})
		s.Close()
	}
}

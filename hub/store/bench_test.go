package store_test

import (
	"context"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/hub/form"
	"yizhan/hub/store/postgres/pgtest"
)

// fill writes n acts of one kind in transactions of 1000.
func (s *station) fill(n int, edit func(i int) hub.Edit) {
	s.t.Helper()
	for at := 0; at < n; at += 1000 {
		var drafts []hub.Draft
		for i := at; i < min(at+1000, n); i++ {
			drafts = append(drafts, hub.Draft{Lane: lane, Edits: []hub.Edit{edit(i)}})
		}
		if _, err := s.AppendAll(context.Background(), drafts); err != nil {
			s.t.Fatal(err)
		}
	}
}

// children registers n subjects first, so that what is measured has no wraps.
func (s *station) children(n int) []hub.ID {
	ids := make([]hub.ID, n)
	s.fill(n, func(i int) hub.Edit {
		ids[i] = hub.NewID()
		return child(ids[i], form.Values{"name": fmt.Sprint("孩子", i), "category": "home", "village": "140427103201"})
	})
	return ids
}

// tap is an attendance tap: open values only.
func tap(ids []hub.ID) func(i int) hub.Edit {
	return func(i int) hub.Edit {
		day := string(hub.Day("2026-01-01").Add(i / len(ids)))
		return form.Builtin().EditOnce("day", ids[i%len(ids)], day, form.Values{"in": int64(480)})
	}
}

// person is a carer of a child: sealed values.
func person(ids []hub.ID) func(i int) hub.Edit {
	return func(i int) hub.Edit {
		return form.Builtin().Edit("person", hub.NewID(), ids[i%len(ids)], form.Values{
			"name": fmt.Sprint("奶奶", i), "phone": fmt.Sprintf("138%08d", i), "kinship": "grandmother",
		})
	}
}

// class is a record of 400 B that every hub reads, as bulk replication is measured with.
func class([]hub.ID) func(i int) hub.Edit {
	text := strings.Repeat("大运动精细动作", 19)[:399-399%3]
	return func(i int) hub.Edit {
		return form.Builtin().Edit("class", hub.NewID(), hub.NewID(), form.Values{"title": text, "minutes": int64(1 + i%480)})
	}
}

// registration is a child that nobody knew: sealed values, and the key they need.
func registration([]hub.ID) func(i int) hub.Edit {
	return func(i int) hub.Edit {
		return child(hub.NewID(), form.Values{"name": fmt.Sprint("孩子", i), "birth": "2025-03-12", "category": "home", "village": "140427103201"})
	}
}

// batches is everything of a station in batches as they travel.
func (s *station) batches() (out [][]hub.Commit) {
	theirs := hub.Vector{}
	for {
		commits, more, err := s.Since(context.Background(), lane, theirs, 500, 384<<10)
		if err != nil {
			s.t.Fatal(err)
		}
		out = append(out, commits)
		if !more {
			return out
		}
		last := commits[len(commits)-1]
		theirs[last.Header.Origin] = hub.Reach{Head: hub.Head{Seq: last.Header.Seq, ID: last.ID}}
	}
}

func BenchmarkAppendOne(b *testing.B) {
	s := newStation(b, members{})
	ids := s.children(200)
	edit := tap(ids)
	i := 0
	for b.Loop() {
		s.append(edit(i))
		i++
	}
}

func BenchmarkAccept(b *testing.B) {
	const n, kids = 10_000, 200
	for _, bb := range []struct {
		name string
		edit func(ids []hub.ID) func(i int) hub.Edit
		open bool // the accepting box is one of those that may open
	}{
		{"records", class, false},
		{"taps", tap, false},
		{"sealed/kept", person, false},
		{"sealed/opened", person, true},
		{"registrations/kept", registration, false},
		{"registrations/opened", registration, true},
	} {
		b.Run(bb.name, func(b *testing.B) {
			m := members{}
			author := newStation(b, m)
			reader := newKeys()
			if bb.open {
				author.keys.to = []codec.Recipient{reader.recipient()}
			}
			ids := author.children(kids)
			author.fill(n, bb.edit(ids))
			batches, proofs := author.batches(), author.proofs()
			bytes := 0
			for _, batch := range batches {
				for _, c := range batch {
					bytes += len(codec.EncodeCommit(c))
				}
			}
			var cpu float64
			for b.Loop() {
				b.StopTimer()
				s := newStation(b, m)
				s.Close()
				if s.keys, s.opts.Keys = reader, reader; s.database != "" {
					s.database = pgtest.Database(b)
				}
				s.open()
				cpu -= cpuSeconds()
				b.StartTimer()
				for _, batch := range batches {
					if got, err := s.Accept(context.Background(), batch, proofs); err != nil || len(got.Refused) > 0 {
						b.Fatal(got, err)
					}
				}
				b.StopTimer()
				cpu += cpuSeconds()
				if got := s.sum(); got != author.sum() {
					b.Fatal("digests differ")
				}
				s.Close()
				b.StartTimer()
			}
			b.ReportMetric(float64((n+kids)*b.N)/b.Elapsed().Seconds(), "commits/s")
			b.ReportMetric(float64((n+kids)*b.N)/cpu, "commits/cpu-s")
			b.ReportMetric(float64(bytes)/(n+kids), "B/commit")
		})
	}
}

func Benchmark100k(b *testing.B) {
	const n, kids = 100_000, 1000
	s := newStation(b, members{})
	ids := s.children(kids)
	s.fill(n/2, tap(ids))
	s.fill(n/2-kids, person(ids))
	b.Run("Rebuild", func(b *testing.B) {
		before := s.sum()
		for b.Loop() {
			if err := s.Rebuild(context.Background()); err != nil {
				b.Fatal(err)
			}
		}
		if s.sum() != before {
			b.Fatal("rebuilt to another digest")
		}
		b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "commits/s")
	})
	b.Run("Find", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Find(context.Background(), "child", "family", []byte("none")); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Wall", func(b *testing.B) { // everybody's day: 1000 children
		day, n := tap(ids)(0).Period, 0
		for b.Loop() {
			recs, err := s.FindPeriod(context.Background(), "day", day)
			if err != nil {
				b.Fatal(err)
			}
			n = len(recs)
		}
		b.ReportMetric(float64(n), "records")
	})
	b.Run("Reported", func(b *testing.B) {
		for b.Loop() {
			if got, err := s.Reported(context.Background(), lane, time.Time{}); err != nil || got.Own != n {
				b.Fatal(got, err)
			}
		}
	})
	b.Run("History", func(b *testing.B) {
		for b.Loop() {
			if got, err := s.History(context.Background(), ids[0]); err != nil || len(got) == 0 {
				b.Fatal(got, err)
			}
		}
	})
	b.Run("Subject", func(b *testing.B) {
		n := 0
		for b.Loop() {
			recs, err := s.Subject(context.Background(), ids[0])
			if err != nil {
				b.Fatal(err)
			}
			n = len(recs)
		}
		b.ReportMetric(float64(n), "records")
	})
	b.Run("Each", func(b *testing.B) {
		for b.Loop() {
			n := 0
			if err := s.Each(context.Background(), "child", func(hub.Record) error { n++; return nil }); err != nil || n != kids {
				b.Fatal(n, err)
			}
		}
	})
	b.Run("Memory", func(b *testing.B) {
		for b.Loop() {
			debug.FreeOSMemory()
		}
		b.ReportMetric(residentMiB(b), "MiB-resident")
	})
}

// residentMiB is what the whole process takes of the machine's memory.
func residentMiB(b *testing.B) float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		b.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		var kb float64
		if n, _ := fmt.Sscanf(line, "VmRSS: %f kB", &kb); n == 1 {
			return kb / 1024
		}
	}
	b.Fatal("no VmRSS")
	return 0
}

// cpuSeconds is what this process has used of the processors: what others do on the
// machine meanwhile is not in it.
func cpuSeconds() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()).Seconds()
}

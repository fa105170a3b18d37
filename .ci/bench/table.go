package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// printPeers prints the medians as a table, and how we stand to the quicker PouchDB.
func printPeers(w io.Writer, systems []system, results [][]result) error {
	fmt.Fprintf(w, "\n%d records of 400 B, median of %d rounds\n\n", records, len(results[0]))
	fmt.Fprintln(w, "| system | records/s | CPU µs/record | bytes/record there + back | nothing new | after a cut, nothing new | peak MiB, from + to |")
	fmt.Fprintln(w, "|---|---|---|---|---|---|---|")
	best := result{took: time.Hour}
	for i, s := range systems {
		m := median(results[i])
		if strings.HasPrefix(s.String(), "PouchDB") && m.took < best.took {
			best = m
		}
		fmt.Fprintln(w, line(s, m))
	}
	fmt.Fprintln(w)
	for i, s := range systems {
		if _, ok := s.(*ours); !ok {
			continue
		}
		m := median(results[i])
		fmt.Fprintf(w, "%s: %.1f × the records a second of the quicker PouchDB, %.2f × its CPU, %.2f × its bytes, %.2f × its memory\n",
			s, rate(m)/rate(best), m.cpu.Seconds()/best.cpu.Seconds(),
			float64(m.forward+m.backward)/float64(best.forward+best.backward), (m.peak[0]+m.peak[1])/(best.peak[0]+best.peak[1]))
	}
	return nil
}

func line(s system, m result) string {
	noop, again := fmt.Sprintf("%d B a second", m.idle), "–"
	if m.noop.took > 0 {
		noop, again = fmt.Sprintf("%.1f ms, %d B", 1000*m.noop.took.Seconds(), m.noop.bytes), fmt.Sprintf("%d B", m.again)
	}
	return fmt.Sprintf("| %s | %.0f | %.0f | %.0f + %.0f | %s | %s | %.0f + %.0f |", s, rate(m), 1e6*m.cpu.Seconds()/records,
		float64(m.forward)/records, float64(m.backward)/records, noop, again, m.peak[0], m.peak[1])
}

func rate(r result) float64 { return records / r.took.Seconds() }

// median takes the median of each figure by itself.
func median(all []result) (m result) {
	m.took = middle(all, func(r result) time.Duration { return r.took })
	m.cpu = middle(all, func(r result) time.Duration { return r.cpu })
	m.forward = middle(all, func(r result) int64 { return r.forward })
	m.backward = middle(all, func(r result) int64 { return r.backward })
	m.again = middle(all, func(r result) int64 { return r.again })
	m.idle = middle(all, func(r result) int64 { return r.idle })
	m.noop.took = middle(all, func(r result) time.Duration { return r.noop.took })
	m.noop.bytes = middle(all, func(r result) int64 { return r.noop.bytes })
	for i := range m.peak {
		m.peak[i] = middle(all, func(r result) float64 { return r.peak[i] })
	}
	return m
}

func middle[T int64 | float64 | time.Duration](all []result, of func(result) T) T {
	var each []T
	for _, r := range all {
		each = append(each, of(r))
	}
	slices.Sort(each)
	return each[len(each)/2]
}

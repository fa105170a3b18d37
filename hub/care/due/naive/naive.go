// Package naive says once more what is due, for tests only: slowly, from tables of its own,
// with another calendar, so that it shares no mistake with the package that it is held
// against. It has to stay simple enough to be read beside the papers.
package naive

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/care/due"
)

//go:embed schedule.txt
var schedule string

func rows() (out [][]string) {
	for line := range strings.Lines(schedule) {
		if f := strings.Fields(line); len(f) > 0 && f[0] != "#" {
			out = append(out, f)
		}
	}
	return out
}

// Oracle says what is open the slow way: day by day, from a table of its own, with the
// calendar of the standard library.
type Oracle struct {
	table  [][]string // schedule.txt
	visits []string   // ages in months, in order; the first two are 0 and 28 days
	signs  []int
}

// New is an oracle with the schedule of 2026.
func New() Oracle {
	return Oracle{rows(), strings.Fields("newborn m1 3 6 8 12 18 24 30 36 48 60 72"), []int{3, 6, 8, 12, 18, 24, 30, 36, 48, 60, 72}}
}

func at(d hub.Day) time.Time {
	t, _ := d.Time()
	return t
}

// later counts months one by one; a month without the day ends on its last.
func later(from time.Time, months int) time.Time {
	y, m := from.Year(), int(from.Month())
	for range months {
		if m++; m > 12 {
			y, m = y+1, 1
		}
	}
	for day := from.Day(); ; day-- {
		if t := time.Date(y, time.Month(m), day, 0, 0, 0, 0, hub.China); int(t.Month()) == m {
			return t
		}
	}
}

func spanOf(from time.Time, text string) time.Time {
	n, _ := strconv.Atoi(text[:len(text)-1])
	if strings.HasSuffix(text, "m") {
		return later(from, n)
	}
	return from.AddDate(0, 0, n)
}

// given are the days of a kind's records, by code.
func given(f *due.Facts, kind hub.Kind) map[string]time.Time {
	out := map[string]time.Time{}
	for _, d := range f.Done {
		if d.Kind == kind {
			out[d.Code] = at(d.Day)
		}
	}
	return out
}

// wanted says whether a dose is asked for at all: of two vaccines, the one begun first.
func (o Oracle) wanted(row []string, had map[string]time.Time) bool {
	of, way, two := strings.Cut(row[6], "-")
	if row[6] == "-" || !two {
		return true
	}
	begun := ""
	var first time.Time
	for _, r := range o.table {
		if day, ok := had[r[0]]; ok && strings.HasPrefix(r[6], of+"-") && (begun == "" || day.Before(first)) {
			begun, first = strings.TrimPrefix(r[6], of+"-"), day
		}
	}
	return begun == way || begun == "" && way == "usual"
}

// blocked says whether a dose may not be given on a day, as far as is known today.
func (o Oracle) blocked(row []string, born, day, today time.Time, had map[string]time.Time) bool {
	months, _ := strconv.Atoi(row[1])
	if day.Before(later(born, months)) {
		return true
	}
	if row[3] != "-" {
		before, ok := had[row[3]]
		if !ok || day.Before(spanOf(before, row[4])) {
			return true
		}
	}
	if row[5] == "live" {
		for _, r := range o.table {
			if on, ok := had[r[0]]; ok && r[5] == "live" && on.Before(today) && day.Before(on.AddDate(0, 0, 28)) {
				return true
			}
		}
	}
	return false
}

// Growing is every dose, visit and sign of a child that is soon, due or late.
func (o Oracle) Growing(f *due.Facts, day hub.Day) map[string]due.State {
	out := map[string]due.State{}
	born, today := at(f.Born), at(day)
	if !today.Before(later(born, 42)) {
		return out
	}
	had := given(f, "dose")
	for _, row := range o.table {
		if _, done := had[row[0]]; done || !o.wanted(row, had) || row[0] == "bcg-1" && !today.Before(later(born, 48)) {
			continue
		}
		if row[3] != "-" && had[row[3]].IsZero() {
			continue
		}
		switch {
		case o.blocked(row, born, today.AddDate(0, 0, 14), today, had):
		case o.blocked(row, born, today, today, had):
			out[row[0]] = due.Soon
		case o.lateDose(row, born, today, had):
			out[row[0]] = due.Late
		default:
			out[row[0]] = due.Due
		}
	}
	for i, code := range o.visits {
		done := given(f, "visit")[code]
		if sheets := of(f, "newborn-visit"); code == "newborn" && len(sheets) > 0 { // the sheet says it too
			done = at(sheets[0].Day)
		}
		o.once(out, "visit-"+code, done, o.visitAt(born, i), o.visitAt(born, i+1), o.visitLate(born, i), today, 7)
	}
	for i, m := range o.signs {
		next := time.Time{}
		if i+1 < len(o.signs) {
			next = later(born, o.signs[i+1])
		}
		o.once(out, fmt.Sprint("signs-", m), given(f, "warning-signs")[fmt.Sprint(m)], later(born, m), next, later(later(born, m), 1), today, 3)
	}
	return out
}

// lateDose walks back to the first day on which the dose could have been given.
func (o Oracle) lateDose(row []string, born, today time.Time, had map[string]time.Time) bool {
	if row[2] != "-" {
		if before, _ := strconv.Atoi(row[2]); today.Before(later(born, before)) {
			return false
		}
	}
	first := today
	for range 45 {
		if o.blocked(row, born, first.AddDate(0, 0, -1), today, had) {
			break
		}
		first = first.AddDate(0, 0, -1)
	}
	last := later(first, 1)
	switch row[0] {
	case "hepb-1":
		last = born.AddDate(0, 0, 1)
	case "jei-2":
		last = first.AddDate(0, 0, 3)
	}
	return today.After(last)
}

func (o Oracle) visitAt(born time.Time, i int) time.Time {
	switch {
	case i == 0:
		return born
	case i == 1:
		return born.AddDate(0, 0, 28)
	case i >= len(o.visits):
		return time.Time{}
	}
	m, _ := strconv.Atoi(o.visits[i])
	return later(born, m)
}

func (o Oracle) visitLate(born time.Time, i int) time.Time {
	switch i {
	case 0:
		return born.AddDate(0, 0, 10)
	case 1:
		return born.AddDate(0, 0, 30)
	}
	return later(o.visitAt(born, i), 1)
}

func (o Oracle) once(out map[string]due.State, code string, done, from, over, last, today time.Time, remind int) {
	switch {
	case !done.IsZero() || !over.IsZero() && !today.Before(over):
	case today.After(last):
		out[code] = due.Late
	case !today.Before(from):
		out[code] = due.Due
	case !today.Before(from.AddDate(0, 0, -remind)):
		out[code] = due.Soon
	}
}

// Early says by what a dose that is given on a day would be too early; "" it is not.
func (o Oracle) Early(f *due.Facts, code string, day hub.Day) string {
	had := given(f, "dose")
	for _, row := range o.table {
		if row[0] != code {
			continue
		}
		if months, _ := strconv.Atoi(row[1]); at(day).Before(later(at(f.Born), months)) {
			return "too young"
		}
		if row[3] == "-" {
			return ""
		}
		before, ok := had[row[3]]
		off := false
		for _, d := range f.Done {
			off = off || d.Code == row[3] && d.Off
		}
		if !ok || !off && at(day).Before(spanOf(before, row[4])) {
			return "too soon after " + row[3]
		}
	}
	return ""
}

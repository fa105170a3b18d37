package day_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/care/day"
)

func TestSlots(t *testing.T) {
	r := day.Builtin()
	for _, c := range []struct {
		minute  int
		slot    day.Slot
		missing bool
	}{
		{7 * 60, day.Morning, false},
		{9*60 + 29, day.Morning, false},
		{9*60 + 30, day.Morning, true}, // 9:30: ours
		{11*60 + 59, day.Morning, true},
		{12 * 60, day.Noon, false},
		{15*60 + 29, day.Noon, false},
		{15*60 + 30, day.Noon, true},
	} {
		if slot := r.SlotAt(c.minute); slot != c.slot || r.Missing(c.minute) != c.missing {
			t.Errorf("%d:%02d: %s, missing %v", c.minute/60, c.minute%60, slot, r.Missing(c.minute))
		}
	}
	if p := day.Noon.Period("2026-11-23"); p != "2026-11-23 pm" {
		t.Error(p)
	}
}

// 37.3 is a fever (one page of a knowledge base, C); once more after ten minutes, and 39.0
// at once, are ours (M).
func TestFever(t *testing.T) {
	f := day.Builtin().Fever
	at := func(minute, tenths int) day.Reading { return day.Reading{Minute: minute, Tenths: tenths} }
	for _, c := range []struct {
		name     string
		readings []day.Reading
		now      int
		want     day.Next
	}{
		{"nothing yet", nil, 460, day.Next{Step: day.FeverMeasure}},
		{"37.2 is none", []day.Reading{at(460, 372)}, 460, day.Next{Step: day.FeverNone}},
		{"37.3 once: wait", []day.Reading{at(460, 373)}, 460, day.Next{Step: day.FeverWait, At: 470}},
		{"nine minutes on: still wait", []day.Reading{at(460, 373)}, 469, day.Next{Step: day.FeverWait, At: 470}},
		{"ten minutes on: again", []day.Reading{at(460, 373)}, 470, day.Next{Step: day.FeverAgain}},
		{"again after nine minutes does not count", []day.Reading{at(460, 373), at(469, 379)}, 469, day.Next{Step: day.FeverWait, At: 470}},
		{"again after ten: the room", []day.Reading{at(460, 373), at(470, 373)}, 470, day.Next{Step: day.FeverRoom}},
		{"again after ten, and it was the run", []day.Reading{at(460, 375), at(470, 370)}, 470, day.Next{Step: day.FeverNone}},
		{"warm, cool, warm: it begins anew", []day.Reading{at(460, 375), at(470, 370), at(500, 374)}, 500, day.Next{Step: day.FeverWait, At: 510}},
		{"38.9 once: wait", []day.Reading{at(460, 389)}, 460, day.Next{Step: day.FeverWait, At: 470}},
		{"39.0: at once", []day.Reading{at(460, 390)}, 460, day.Next{Step: day.FeverRoom}},
	} {
		if got := f.Fever(c.readings, c.now); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestFeverInAnyOrder(t *testing.T) {
	f := day.Builtin().Fever
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) day.Reading {
			return day.Reading{Minute: rapid.IntRange(420, 480).Draw(t, "minute"), Tenths: rapid.IntRange(360, 395).Draw(t, "tenths")}
		}), 0, 8).Draw(t, "readings")
		now := rapid.IntRange(480, 520).Draw(t, "now")
		want := f.Fever(all, now)
		mixed := shuffled(all, rapid.Uint64().Draw(t, "seed"))
		if got := f.Fever(mixed, now); got != want {
			t.Fatalf("%v: %+v; %v: %+v", all, want, mixed, got)
		}
	})
}

func shuffled[T any](all []T, seed uint64) []T {
	out := slices.Clone(all)
	rand.New(rand.NewPCG(seed, 1)).Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// A child that was silent for three days in a row is the 站长's (ours, M).
func TestSilent(t *testing.T) {
	silent := func(d hub.Day) day.Mark { return day.Mark{Day: d} }
	for _, c := range []struct {
		name  string
		marks []day.Mark
		want  int
		head  bool
	}{
		{"nobody was expected", nil, 0, false},
		{"today", []day.Mark{silent("2026-11-23")}, 1, false},
		{"since Friday", []day.Mark{silent("2026-11-20"), silent("2026-11-23")}, 2, false},
		{"three days", []day.Mark{silent("2026-11-19"), silent("2026-11-20"), silent("2026-11-23")}, 3, true},
		{"a word in between", []day.Mark{silent("2026-11-19"), {Day: "2026-11-20", Word: true}, silent("2026-11-23")}, 1, false},
		{"it came in between", []day.Mark{silent("2026-11-18"), silent("2026-11-19"), {Day: "2026-11-20", Came: true}, silent("2026-11-23")}, 1, false},
		{"a word today", []day.Mark{silent("2026-11-20"), silent("2026-11-23"), {Day: "2026-11-23", Word: true}}, 0, false},
	} {
		if n := day.Silent(c.marks); n != c.want || day.Builtin().Absence.ToHead(n) != c.head {
			t.Errorf("%s: %d", c.name, n)
		}
	}
}

func TestSilentInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) day.Mark {
			return day.Mark{Day: hub.Day("2026-11-23").Add(-rapid.IntRange(0, 9).Draw(t, "back")), Came: rapid.Bool().Draw(t, "came"), Word: rapid.Bool().Draw(t, "word")}
		}), 0, 12).Draw(t, "marks")
		want := day.Silent(all)
		if got := day.Silent(shuffled(all, rapid.Uint64().Draw(t, "seed"))); got != want {
			t.Fatalf("%v: %d, then %d", all, want, got)
		}
	})
}

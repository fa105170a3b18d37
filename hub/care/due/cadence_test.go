package due_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"yizhan/hub"
	"yizhan/hub/care/due"
	"yizhan/hub/form"
)

const bath = `
kind: bath
title: 洗澡
subject: child
retention: care
write: [carer]
group: 照护
fields:
  - {no: 1, name: day, label: 哪天, type: day, required: true, privacy: internal}
cadence:
  - {code: often, title: 给孩子洗澡, every: 7 days, remind: 1 day, within: 2 days}
  - {code: ages, title: 量洗澡水, at: [2 months, 4 months], within: 1 month}
`

// A form's cadence ends in the same list.
func TestAFormsCadence(t *testing.T) {
	forms, err := form.Load(fstest.MapFS{"bath.yaml": {Data: []byte(bath)}})
	if err != nil {
		t.Fatal(err)
	}
	rules, left := due.Builtin().With(forms)
	if len(left) > 0 {
		t.Fatal(left)
	}
	f := &due.Facts{Kind: "child", Born: "2026-01-10", Done: []due.Done{{Kind: "bath", Day: "2026-03-20"}}}
	on := func(day hub.Day, code string) due.State {
		for _, i := range rules.List(f, day) {
			if i.Code == code {
				return i.State
			}
		}
		return due.Later
	}
	for _, tt := range []struct {
		day  hub.Day
		code string
		want due.State
	}{
		{"2026-03-25", "bath.often", due.Later}, {"2026-03-26", "bath.often", due.Soon}, {"2026-03-27", "bath.often", due.Due}, {"2026-03-30", "bath.often", due.Late},
		{"2026-05-09", "bath.ages.1", due.Later}, {"2026-05-10", "bath.ages.2", due.Due}, {"2026-06-11", "bath.ages.2", due.Late},
	} {
		if got := on(tt.day, tt.code); got != tt.want {
			t.Errorf("%s on %s: %d, want %d", tt.code, tt.day, got, tt.want)
		}
	}
	if _, left := due.Builtin().With(form.Builtin()); len(left) > 0 {
		t.Errorf("a form of ours cannot be kept up: %v", left)
	}
}

const clean = `
kind: clean
title: 打扫
subject: child
retention: care
write: [carer]
group: 照护
fields:
  - {no: 1, name: day, label: 哪天, type: day, required: true, privacy: internal}
cadence:
  - {code: again, title: 再打扫, every: 3 workdays, remind: 2 workdays, within: 1 workday}
`

// Working days are counted by the holidays, and without them Saturdays and Sundays are
// off: 1 to 7 October are off, 10 October is worked for them (2026).
func TestACadenceInWorkingDays(t *testing.T) {
	forms, err := form.Load(fstest.MapFS{"clean.yaml": {Data: []byte(clean)}})
	if err != nil {
		t.Fatal(err)
	}
	rules, _ := due.Builtin().With(forms)
	holidays := func(day hub.Day) bool { // of the autumn of 2026, as the State Council's paper has them
		at, _ := day.Time()
		off := at.Weekday() == time.Saturday || at.Weekday() == time.Sunday || day == "2026-09-25" || day >= "2026-10-01" && day <= "2026-10-07"
		return !off || day == "2026-10-10"
	}
	for _, tt := range []struct {
		done, day, due, by hub.Day
		works              func(hub.Day) bool
		want               due.State
	}{
		{"2026-09-25", "2026-09-28", "2026-09-30", "2026-10-08", holidays, due.Soon}, // Friday of 中秋, which is off
		{"2026-09-29", "2026-09-29", "2026-10-09", "2026-10-10", holidays, due.Later},
		{"2026-09-29", "2026-10-07", "2026-10-09", "2026-10-10", holidays, due.Soon}, // two working days before, over the week that is off,
		{"2026-09-29", "2026-10-08", "2026-10-09", "2026-10-10", holidays, due.Soon},
		{"2026-09-29", "2026-10-10", "2026-10-09", "2026-10-10", holidays, due.Due},
		{"2026-09-29", "2026-10-11", "2026-10-09", "2026-10-10", holidays, due.Late},
		{"2026-09-29", "2026-10-02", "2026-10-02", "2026-10-05", nil, due.Due},
		{"2026-09-29", "2026-10-05", "2026-10-02", "2026-10-05", nil, due.Due}, // Monday, after a weekend
		{"2026-09-29", "2026-10-06", "2026-10-02", "2026-10-05", nil, due.Late},
	} {
		f := &due.Facts{Kind: "child", Born: "2026-01-10", Works: tt.works, Done: []due.Done{{Kind: "clean", Day: tt.done}}}
		got := due.Item{}
		for _, i := range rules.List(f, tt.day) {
			if i.Code == "clean.again" {
				got = i
			}
		}
		if got.State != tt.want || got.State != due.Later && (got.Day != tt.due || got.By != tt.by) {
			t.Errorf("done %s, on %s: %d, due %s to %s; want %d, %s to %s", tt.done, tt.day, got.State, got.Day, got.By, tt.want, tt.due, tt.by)
		}
	}
}

const after = `
kind: fall
title: 摔了
subject: child
retention: care
write: [carer]
group: 照护
fields:
  - {no: 1, name: day, label: 哪天, type: day, required: true, privacy: internal}
  - {no: 2, name: look, label: 哪天再看, type: day, privacy: internal}
  - {no: 3, name: bump, label: 起包没有, type: bool, privacy: internal}
cadence:
  - {code: again, title: 再看看包, after: 2 days, of: look, within: 1 day}
  - {code: bumps, title: 起过包的问问, every: 5 days, if: bump, who: [health]}
---
kind: call
title: 打电话
subject: child
retention: care
write: [carer]
group: 照护
fields:
  - {no: 1, name: day, label: 哪天, type: day, required: true, privacy: internal}
cadence:
  - {code: told, title: 告诉家里, after: 1 day, of: fall.day, within: 1 day}
---
kind: paper
title: 证
subject: site
retention: work
write: [head]
group: 机构
fields:
  - {no: 1, name: day, label: 哪天, type: day, required: true, privacy: internal}
---
kind: lost
title: 没有的
subject: child
retention: care
write: [carer]
group: 照护
fields:
  - {no: 1, name: day, label: 哪天, type: day, required: true, privacy: internal}
cadence:
  - {code: moon, title: 看月亮, after: 1 day, of: paper.day}
  - {code: sun, title: 看太阳, every: 1 day}
`

// A cadence counts from a day that a record names, of its own form or of another one;
// may not apply after a record; and is left out alone where it cannot be kept up.
func TestACadenceAfterARecord(t *testing.T) {
	files := fstest.MapFS{}
	for i, text := range strings.Split(after, "\n---\n") {
		files[string(rune('a'+i))+".yaml"] = &fstest.MapFile{Data: []byte(text)}
	}
	forms, err := form.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	rules, left := due.Builtin().With(forms)
	if len(left) != 1 || left["lost"] == nil {
		t.Errorf("left out: %v", left)
	}
	if bumps, ok := rules.Rule("fall.bumps"); !ok || bumps.Who != due.ByHealth {
		t.Errorf("whose it is: %+v", bumps)
	}
	if _, ok := rules.Rule("lost.sun"); !ok {
		t.Error("one rule of a form takes the others with it")
	}
	fall := due.Done{Kind: "fall", Day: "2026-03-01", Until: "2026-03-04"}
	healed := due.Done{Kind: "fall", Day: "2026-03-10", Not: []string{"bumps"}}
	told := due.Done{Kind: "call", Day: "2026-03-02"}
	for _, tt := range []struct {
		code string
		day  hub.Day
		done []due.Done
		want due.State
	}{
		{"fall.again", "2026-03-05", []due.Done{fall}, due.Later},
		{"fall.again", "2026-03-06", []due.Done{fall}, due.Due},
		{"fall.again", "2026-03-07", []due.Done{fall}, due.Due},
		{"fall.again", "2026-03-08", []due.Done{fall}, due.Late},
		{"fall.again", "2026-03-11", []due.Done{healed, fall}, due.Later},
		{"fall.again", "2026-03-11", nil, due.Later},
		{"fall.bumps", "2026-03-05", []due.Done{fall}, due.Later},
		{"fall.bumps", "2026-03-06", []due.Done{fall}, due.Due},
		{"fall.bumps", "2026-03-16", []due.Done{fall, healed}, due.Later},
		{"fall.bumps", "2026-03-16", nil, due.Later},
		{"call.told", "2026-03-01", []due.Done{fall}, due.Later},
		{"call.told", "2026-03-02", []due.Done{fall}, due.Due},
		{"call.told", "2026-03-04", []due.Done{fall}, due.Late},
		{"call.told", "2026-03-04", []due.Done{fall, told}, due.Later},
		{"call.told", "2026-03-11", []due.Done{told, fall, healed}, due.Due},
		{"call.told", "2026-03-11", nil, due.Later},
	} {
		got := due.Later
		for _, i := range rules.List(&due.Facts{Kind: "child", Born: "2025-10-10", Done: tt.done}, tt.day) {
			if i.Code == tt.code {
				got = i.State
			}
		}
		if got != tt.want {
			t.Errorf("%s on %s after %v: %d, want %d", tt.code, tt.day, tt.done, got, tt.want)
		}
	}
}

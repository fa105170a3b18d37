package due_test

import (
	"testing"
	"testing/fstest"

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
	rules, err := due.Builtin().With(forms)
	if err != nil {
		t.Fatal(err)
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
	if _, err := due.Builtin().With(form.Builtin()); err != nil {
		t.Errorf("a form of ours cannot be kept up: %v", err)
	}
}

package care_test

import (
	"maps"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// What a tap on a child's day writes: only what changes, and nothing that is not offered.
func TestCareNote(t *testing.T) {
	day := func(change func(*care.CareDay)) care.CareDay {
		c := care.CareDay{Slept: -1, Woke: -1}
		if change != nil {
			change(&c)
		}
		return c
	}
	empty := day(nil)
	asleep := day(func(c *care.CareDay) { c.Slept = 750 })
	awake := day(func(c *care.CareDay) { c.Slept, c.Woke, c.Sleep = 750, 840, "well" })
	for name, tt := range map[string]struct {
		day    care.CareDay
		thing  care.Thing
		answer string
		minute int
		want   form.Values
		err    string
	}{
		"lunch":                     {empty, care.Lunch, "half", 0, form.Values{"lunch": "half"}, ""},
		"the same lunch":            {day(func(c *care.CareDay) { c.Lunch = "half" }), care.Lunch, "half", 0, nil, ""},
		"a lunch of nowhere":        {empty, care.Lunch, "much", 0, nil, "care.answer"},
		"lies down":                 {empty, care.Sleep, care.AnswerAsleep, 750, form.Values{"slept": 750, "sleep": nil, "woke": nil}, ""},
		"lies down again":           {asleep, care.Sleep, care.AnswerAsleep, 760, nil, ""},
		"wakes":                     {asleep, care.Sleep, "well", 840, form.Values{"sleep": "well", "woke": 840}, ""},
		"wakes before it lay down":  {asleep, care.Sleep, "well", 700, nil, "care.not-asleep"},
		"wakes without having lain": {empty, care.Sleep, "well", 840, nil, "care.not-asleep"},
		"slept badly after all":     {awake, care.Sleep, "restless", 900, form.Values{"sleep": "restless"}, ""},
		"did not sleep":             {empty, care.Sleep, "none", 840, form.Values{"sleep": "none", "slept": nil, "woke": nil}, ""},
		"drinks":                    {empty, care.Water, care.AnswerDrank, 545, form.Values{"drank": []string{"09:05"}}, ""},
		"drinks in the same minute": {day(func(c *care.CareDay) { c.Drank = []string{"09:05"} }), care.Water, care.AnswerDrank, 545, nil, ""},
		"wet":                       {empty, care.Toilet, care.AnswerWet, 545, form.Values{"wet": []string{"09:05"}}, ""},
		"a stool":                   {empty, care.Toilet, "normal", 545, form.Values{"dirty": []string{"09:05"}, "stool": "normal"}, ""},
		"a worse one":               {day(func(c *care.CareDay) { c.Stool = "normal" }), care.Toilet, "watery", 545, form.Values{"dirty": []string{"09:05"}, "stool": "watery"}, ""},
		"a better one":              {day(func(c *care.CareDay) { c.Stool = "watery" }), care.Toilet, "normal", 545, form.Values{"dirty": []string{"09:05"}}, ""},
		"stays inside":              {empty, care.Inside, "ill", 0, form.Values{"inside": "ill"}, ""},
		"goes out after all":        {day(func(c *care.CareDay) { c.Inside = "ill" }), care.Inside, care.AnswerOut, 0, form.Values{"inside": nil}, ""},
		"goes out":                  {empty, care.Inside, care.AnswerOut, 0, nil, ""},
		"no such thing":             {empty, "bath", "yes", 0, nil, "care.answer"},
	} {
		got, err := tt.day.Note(form.Builtin(), tt.thing, tt.answer, tt.minute)
		key := ""
		if e, ok := err.(*hub.Error); ok {
			key = e.Key
		}
		if key != tt.err || len(got)+len(tt.want) > 0 && !maps.EqualFunc(got, tt.want, func(a, b any) bool { return reflect.DeepEqual(a, b) }) {
			t.Errorf("%s: %v %q, want %v %q", name, got, key, tt.want, tt.err)
		}
	}
}

// Minutes in the yard: those of the child's group, while it was in the house, each once.
func TestOutdoorMinutes(t *testing.T) {
	small, large := hub.ID{1}, hub.ID{2}
	out := func(group hub.ID, from, to int) care.Outing { return care.Outing{Group: group, From: from, To: to} }
	came := care.Day{In: 480, Out: -1}
	for name, tt := range map[string]struct {
		day  care.Day
		own  care.CareDay
		all  []care.Outing
		want int
	}{
		"nobody went":             {came, care.CareDay{}, nil, 0},
		"its group":               {came, care.CareDay{}, []care.Outing{out(small, 570, 655)}, 85},
		"everybody":               {came, care.CareDay{}, []care.Outing{out(hub.ID{}, 570, 655)}, 85},
		"another group":           {came, care.CareDay{}, []care.Outing{out(large, 570, 655)}, 0},
		"noted at two screens":    {came, care.CareDay{}, []care.Outing{out(small, 570, 655), out(hub.ID{}, 572, 660)}, 90},
		"twice":                   {came, care.CareDay{}, []care.Outing{out(small, 900, 950), out(small, 570, 655)}, 135},
		"came late":               {care.Day{In: 600, Out: -1}, care.CareDay{}, []care.Outing{out(small, 570, 655)}, 55},
		"was fetched":             {care.Day{In: 480, Out: 600}, care.CareDay{}, []care.Outing{out(small, 570, 655)}, 30},
		"still out":               {came, care.CareDay{}, []care.Outing{out(small, 970, -1)}, 30},
		"stays inside":            {came, care.CareDay{Inside: "ill"}, []care.Outing{out(small, 570, 655)}, 0},
		"never came":              {care.Day{In: -1, Out: -1}, care.CareDay{}, []care.Outing{out(small, 570, 655)}, 0},
		"rain":                    {came, care.CareDay{}, []care.Outing{{From: -1, To: -1, Why: "rain"}}, 0},
		"fetched before they did": {care.Day{In: 480, Out: 500}, care.CareDay{}, []care.Outing{out(small, 570, 655)}, 0},
	} {
		if got := care.OutdoorMinutes(tt.day, tt.own, small, tt.all, 1000); got != tt.want {
			t.Errorf("%s: %d, want %d", name, got, tt.want)
		}
	}
}

// However outings overlap and in whatever order they come, a minute is counted once.
func TestOutdoorMinutesCountOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []care.Outing
		seen := map[int]bool{}
		for range rapid.IntRange(0, 5).Draw(t, "outings") {
			from := rapid.IntRange(400, 1100).Draw(t, "from")
			to := from + rapid.IntRange(0, 200).Draw(t, "long")
			all = append(all, care.Outing{From: from, To: to})
			for m := max(from, 480); m < min(to, 1000); m++ {
				seen[m] = true
			}
		}
		if got := care.OutdoorMinutes(care.Day{In: 480, Out: 1000}, care.CareDay{}, hub.ID{}, rapid.Permutation(all).Draw(t, "order"), 1200); got != len(seen) {
			t.Fatalf("%d minutes of %v, want %d", got, all, len(seen))
		}
	})
}

// A dose is given once, at its time, on a request that a guardian signed for that day.
func TestCheckDose(t *testing.T) {
	const day = hub.Day("2026-11-23")
	rules := care.Builtin().Medicine
	mother := care.Person{Ref: care.Ref{ID: hub.ID{7}}, Guardian: true}
	request := func(change func(*care.Medicine)) care.Medicine {
		m := care.Medicine{Ref: care.Ref{ID: hub.ID{9}}, First: 480, Second: 690, Third: -1, From: day, Until: day, Guardian: mother.ID, Signed: []byte{1}, State: "open"}
		if change != nil {
			change(&m)
		}
		return m
	}
	good := request(nil)
	dose := func(due, at int, went string) care.Dosing {
		return care.Dosing{Request: good.ID, Day: day, Due: due, At: at, Went: went}
	}
	granny, gone := mother, mother
	granny.Guardian, gone.Withdrawn = false, true
	for name, tt := range map[string]struct {
		m        care.Medicine
		signer   care.Person
		doses    []care.Dosing
		due, now int
		want     string
	}{
		"at its time":                    {good, mother, nil, 690, 690, ""},
		"half an hour before":            {good, mother, nil, 690, 660, ""},
		"a minute earlier":               {good, mother, nil, 690, 659, "medicine.early"},
		"two hours after":                {good, mother, nil, 690, 810, ""},
		"a minute later":                 {good, mother, nil, 690, 811, "medicine.late"},
		"the first, when the second is":  {good, mother, nil, 480, 600, ""},
		"a time that is not on it":       {good, mother, nil, 600, 600, "medicine.no-time"},
		"nobody signed":                  {request(func(m *care.Medicine) { m.Signed = nil }), mother, nil, 690, 690, "medicine.unsigned"},
		"the grandmother signed":         {good, granny, nil, 690, 690, "medicine.not-guardian"},
		"somebody unknown":               {good, care.Person{}, nil, 690, 690, "medicine.not-guardian"},
		"a guardian who is not any more": {good, gone, nil, 690, 690, "medicine.not-guardian"},
		"yesterday's":                    {request(func(m *care.Medicine) { m.From, m.Until = day.Add(-1), day.Add(-1) }), mother, nil, 690, 690, "medicine.not-today"},
		"tomorrow's":                     {request(func(m *care.Medicine) { m.From, m.Until = day.Add(1), day.Add(2) }), mother, nil, 690, 690, "medicine.not-today"},
		"taken back":                     {request(func(m *care.Medicine) { m.State = "stopped" }), mother, nil, 690, 690, "medicine.stopped"},
		"withdrawn":                      {request(func(m *care.Medicine) { m.Withdrawn = "mistake" }), mother, nil, 690, 690, "medicine.stopped"},
		"given":                          {good, mother, []care.Dosing{dose(690, 688, "given")}, 690, 695, "medicine.given"},
		"spat out in part":               {good, mother, []care.Dosing{dose(690, 688, "spat")}, 690, 695, "medicine.given"},
		"was not taken":                  {good, mother, []care.Dosing{dose(690, 688, "refused")}, 690, 695, ""},
		"taken back in the log":          {good, mother, []care.Dosing{dose(690, 688, "")}, 690, 695, ""},
		"the first was late":             {good, mother, []care.Dosing{dose(480, 600, "given")}, 690, 690, "medicine.too-soon"},
		"the first was at its time":      {good, mother, []care.Dosing{dose(480, 485, "given")}, 690, 690, ""},
		"another request's":              {good, mother, []care.Dosing{{Request: hub.ID{8}, Day: day, Due: 690, At: 690, Went: "given"}}, 690, 690, ""},
		"of another day":                 {good, mother, []care.Dosing{{Request: good.ID, Day: day.Add(-1), Due: 690, At: 690, Went: "given"}}, 690, 690, ""},
	} {
		got := ""
		if err := rules.CheckDose(tt.m, tt.signer, tt.doses, day, tt.due, tt.now); err != nil {
			got = err.Key
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// Of what a child must not eat the most dangerous stands first; what is over is not shown,
// and of two answers the careful one holds.
func TestCannotEat(t *testing.T) {
	reg := form.Builtin()
	rec := func(what, harm, state string) hub.Record {
		r := hub.Record{Kind: "cannot-eat", ID: hub.DeriveID("cannot-eat", hub.ID{1}, what), Fields: map[uint32]any{}}
		for name, v := range map[string]any{"what": what, "harm": harm, "state": state} {
			def, _ := reg.Get("cannot-eat")
			f, _ := def.Field(name)
			r.Fields[f.No] = v
		}
		return r
	}
	got := care.AsCannotEat(reg, []hub.Record{rec("羊肉", "custom", "holds"), rec("花生", "breath", ""), rec("花生", "rash", "holds"), rec("牛奶", "belly", "over"), {Kind: "person"}})
	if len(got) != 2 || got[0].What != "花生" || got[1].What != "羊肉" {
		t.Errorf("shown: %+v", got)
	}
	def, _ := reg.Get("cannot-eat")
	state, _ := def.Field("state")
	for _, order := range [][]any{{"over", "holds"}, {"holds", "over"}} {
		live := hub.State{state.No: {Live: []hub.Version{
			{Commit: hub.ID{1}, Lam: 1, Opened: true, Value: order[0]}, {Commit: hub.ID{2}, Lam: 2, Opened: true, Value: order[1]}}}}
		if v := reg.Read(hub.Record{Kind: "cannot-eat"}, live).Fields[state.No]; v != "holds" {
			t.Errorf("one says it may eat it again, one that it may not: %v", v)
		}
	}
}

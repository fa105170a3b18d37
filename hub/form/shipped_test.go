package form_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/form"
)

const (
	sheetDay = hub.Day("2026-11-23")
	aYearAgo = "2025-11-23"
)

// numbered are answers under their numbers.
func numbered(t *testing.T, def *form.Definition, v map[string]any) map[uint32]any {
	t.Helper()
	out := map[uint32]any{}
	for name, value := range v {
		f, ok := def.Field(name)
		if !ok {
			t.Fatalf("%s has no %s", def.Kind, name)
		}
		if n, isInt := value.(int); isInt {
			value = int64(n)
		}
		out[f.No] = value
	}
	return out
}

type answers = map[string]any

// What a shipped form refuses (no !) or asks about (!), by the fields beside which it
// says so; and what it takes.
func TestRulesOfShippedForms(t *testing.T) {
	for _, c := range []struct {
		kind hub.Kind
		name string
		now  answers
		last answers // the record before
		want string
	}{
		{"fee", "three months", answers{"from": "2026-12-01", "to": "2027-02-28", "amount": 900, "receipt": "1"}, nil, ""},
		{"fee", "the longest three months", answers{"from": "2026-12-01", "to": "2027-03-02", "amount": 900, "receipt": "1"}, nil, ""},
		{"fee", "a day more", answers{"from": "2026-12-01", "to": "2027-03-03", "amount": 900, "receipt": "1"}, nil, "to"},
		{"fee", "half a year", answers{"from": "2026-12-01", "to": "2027-05-31", "amount": 1800, "receipt": "1"}, nil, "to"},
		{"fee", "twice three at once", answers{"from": "2027-03-01", "to": "2027-05-31", "amount": 900, "receipt": "2"}, answers{"to": "2027-02-28"}, "from"},
		{"fee", "the last month ahead", answers{"from": "2026-12-24", "to": "2027-01-23", "amount": 300, "receipt": "2"}, answers{"to": "2026-12-23"}, ""},
		{"fee", "days paid before", answers{"from": "2026-12-01", "to": "2026-12-31", "amount": 300, "receipt": "2"}, answers{"to": "2026-12-31", "state": "paid"}, "from"},
		{"fee", "days that were given back", answers{"from": "2026-12-01", "to": "2026-12-31", "amount": 300, "receipt": "2"}, answers{"to": "2026-12-31", "state": "back"}, ""},
		{"fee", "more back than was paid", answers{"from": "2026-12-01", "to": "2026-12-31", "amount": 300, "receipt": "2", "back": 301, "why_back": "left"}, nil, "back"},
		{"fee", "a cut without a reason", answers{"from": "2026-12-01", "to": "2026-12-31", "amount": 300, "receipt": "2", "cut": 10}, nil, "why_cut"},
		{"price-list", "above the cap", answers{"from": "2026-12-01", "type": "inclusive", "cap": 800, "month": 801, "posted": true}, nil, "month"},
		{"price-list", "at the cap", answers{"from": "2026-12-01", "type": "inclusive", "cap": 800, "month": 800, "posted": true}, nil, ""},
		{"price-list", "inclusive without a cap", answers{"from": "2026-12-01", "type": "inclusive", "month": 800, "posted": true}, nil, "cap"},
		{"booking", "under three by a day", answers{"want": "2028-11-22", "mode": "full"}, nil, ""},
		{"booking", "three that day", answers{"want": "2028-11-23", "mode": "full"}, nil, "want"},
		{"menu", "nobody looked at allergies", answers{"from": "2026-11-23", "meals": []any{}, "allergy": false}, nil, "meals allergy"},
		{"menu", "that week has one", answers{"from": "2026-11-23", "meals": []any{[]any{}}, "allergy": true}, answers{"from": "2026-11-23"}, "!from"},
		{"food-sample", "125 grams", answers{"meal": "noon", "dishes": "全部饭菜", "grams": 125, "at": 720}, nil, ""},
		{"food-sample", "124 grams", answers{"meal": "noon", "dishes": "全部饭菜", "grams": 124, "at": 720}, nil, "grams"},
		{"food-sample", "a warm fridge", answers{"meal": "noon", "dishes": "全部饭菜", "grams": 130, "at": 720, "cold": 12}, nil, "!cold"},
		{"disinfection", "people under the lamp", answers{"done": []any{"lamp"}, "empty": false}, nil, "empty"},
		{"disinfection", "aired once", answers{"done": []any{"air"}, "airings": 1}, nil, "!airings"},
		{"day-plan", "an hour out of doors", answers{"from": "2026-11-23", "times": []any{[]any{}}, "outdoor": 60}, nil, "!outdoor"},
		{"referral", "the family has not agreed", answers{"way": "clinic", "why": []any{"talk"}, "agreed": false}, nil, "agreed"},
		{"disability-check", "the family was not told", answers{"looked": true, "doubt": []any{"hearing"}}, nil, "told"},
		{"development-check", "slow, and passed", answers{"tool": "ddst", "slow": []any{"speech"}, "result": "fine"}, nil, "!result"},
		{"tcm", "a patch without a look at the skin", answers{"what": []any{"patch"}, "agreed": true, "by": "李医生"}, nil, "skin"},
		{"tcm", "advice needs none", answers{"what": []any{"food"}, "agreed": true, "by": "李医生"}, nil, ""},
		{"newborn-visit", "does not drink, and nobody went", answers{"fed": "breast", "warn": []any{"milk"}, "sent": false}, nil, "sent"},
		{"newborn-visit", "all well", answers{"fed": "breast", "warn": []any{"none"}}, nil, ""},
		{"pregnancy", "no day at all", answers{"number": 1}, nil, "period"},
		{"pregnancy-visit", "blood, and nobody went", answers{"when": "late", "warn": []any{"blood"}}, nil, "sent"},
		{"insurance", "ends before it begins", answers{"from": "2026-11-23", "to": "2026-11-22"}, nil, "to"},
		{"insurance", "three years", answers{"from": "2026-11-23", "to": "2029-11-22"}, nil, "!to"},
		{"contract", "with nobody", answers{"what": "service", "to": "2027-11-22", "visits": 2}, nil, "with"},
		{"contract", "one visit a year", answers{"what": "service", "to": "2027-11-22", "with": "镇卫生院", "visits": 1}, nil, "!visits"},
		{"contract", "liability runs backwards", answers{"what": "liability", "from": "2026-11-23", "to": "2026-01-01"}, nil, "to"},
		{"certificate", "ends before it was given", answers{"what": "carer", "day": "2026-01-01", "to": "2025-01-01"}, nil, "to"},
		{"home-visit", "the next one before this", answers{"day": "2026-11-23", "next": "2026-11-23"}, nil, "next"},
		{"training", "that was not yet", answers{"what": "entry", "on": "2026-11-24", "hours": 2}, nil, "on"},
		{"background-check", "she does not agree", answers{"agreed": false, "asked": "2026-11-23", "where": "派出所"}, nil, "agreed"},
		{"guard", "no certificate", answers{"name": "赵", "licensed": false, "number": "1", "company": "平安", "permit": "2", "from": aYearAgo}, nil, "licensed"},
		{"guard", "nobody sent him", answers{"name": "赵", "licensed": true, "number": "1", "from": aYearAgo}, nil, "company permit"},
		{"health-room", "150 children and nobody full-time", answers{"type": "room", "apart": true, "worker": hub.ID{1}, "full": false, "children": 150}, nil, "full"},
		{"health-room", "149 are fewer", answers{"type": "room", "apart": true, "worker": hub.ID{1}, "full": false, "children": 149}, nil, ""},
		{"institution", "six in a family site", answers{"type": "family", "owner": "private", "inclusive": true, "area": 90, "house": "own", "ru": 0, "xiao": 3, "da": 3, "hun": 0}, nil, "da"},
		{"institution", "five in a family site", answers{"type": "family", "owner": "private", "inclusive": true, "area": 45, "house": "own", "ru": 0, "xiao": 2, "da": 3, "hun": 0}, nil, ""},
		{"institution", "five in a small room", answers{"type": "family", "owner": "private", "inclusive": true, "area": 40, "house": "own", "ru": 0, "xiao": 2, "da": 3, "hun": 0}, nil, "!area"},
		{"filing", "closing with children there", answers{"what": "end", "children": false}, nil, "children"},
		{"filing", "a change of what", answers{"what": "change"}, nil, "changed"},
		{"complaint", "a number twice", answers{"receipt": 3, "about": "food", "said": "凉"}, answers{"receipt": 3}, "receipt"},
		{"complaint", "the next number", answers{"receipt": 4, "about": "food", "said": "凉"}, answers{"receipt": 3}, ""},
		{"quality", "level A with a veto", answers{"who": "county", "place": 90, "team": 130, "care": 180, "health": 200, "family": 70, "safety": 190, "office": 60, "veto": 1, "level": "A"}, nil, "level"},
		{"committee", "unlawful, and not reported", answers{"what": "met", "people": 3, "said": "吃的", "unlawful": true}, nil, "reported"},
		{"camera-check", "89 days", answers{"day": "2026-11-23", "days": 89, "broken": 0}, nil, "!days"},
		{"camera-check", "90 days", answers{"day": "2026-11-23", "days": 90, "broken": 0}, nil, ""},
		{"equipment", "a recorder that forgets", answers{"what": "recorder", "where": "office", "number": 1, "keep": 60}, nil, "!keep"},
		{"fire-check", "bad, and nothing done", answers{"day": "2026-11-23", "bad": []any{"exit"}}, nil, "fixed"},
		{"inspection", "found, and no day", answers{"who": "fire", "how": "spot", "areas": []any{"safety"}}, nil, "until"},
		{"guidance-visit", "mended yesterday", answers{"what": []any{"skill"}, "who": "王医生", "said": "都好", "todo": "通风", "until": "2026-11-22"}, nil, "until"},
		{"difficulty", "looked at again before it began", answers{"why": []any{"poor"}, "from": "2026-11-23", "to": "2026-11-23"}, nil, "to"},
		{"expert-question", "asks nothing", answers{"about": "sleep"}, nil, "question"},
		{"parenting-check", "half answered", answers{"talk": true, "play": true, "shout": false}, nil, "help"},
		{"outside-report", "of tomorrow", answers{"what": "children", "system": "nation", "until": "2026-11-24"}, nil, "until"},
		{"year-report", "more grants than money", answers{"good": "没有出事", "income": 100, "grants": 101, "accidents": false}, nil, "grants"},
	} {
		def, ok := form.Builtin().Get(c.kind)
		if !ok {
			t.Fatalf("no form %s", c.kind)
		}
		x := def.Facts(form.Given{Values: numbered(t, def, c.now), Last: numbered(t, def, c.last), Birth: aYearAgo, Day: sheetDay, Today: sheetDay})
		var got []string
		errs, asks := x.Errors(nil)
		for _, e := range errs {
			got = append(got, e.Field)
		}
		for _, e := range asks {
			got = append(got, "!"+e.Field)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s, %s: %q, want %q", c.kind, c.name, strings.Join(got, " "), c.want)
		}
	}
}

// What is worked out for people who do not count.
func TestFiguresOfShippedForms(t *testing.T) {
	for _, c := range []struct {
		kind  hub.Kind
		field string
		now   answers
		want  any
	}{
		{"pregnancy", "due", answers{"period": "2026-01-01"}, "2026-10-08"},
		{"pregnancy", "due", answers{"period": "2026-01-01", "said": "2026-10-01"}, "2026-10-01"},
		{"fee", "days", answers{"from": "2026-12-01", "to": "2026-12-31"}, int64(31)},
		{"institution", "places", answers{"ru": 5, "xiao": 5, "da": 20, "hun": 0}, int64(30)},
		{"institution", "young", answers{"ru": 5, "xiao": 5, "da": 20, "hun": 0}, int64(33)},
		{"institution", "young", answers{"ru": 0, "xiao": 0, "da": 0, "hun": 0}, nil},
		{"quality", "total", answers{"place": 100, "team": 140, "care": 200, "health": 210, "family": 80, "safety": 200, "office": 70}, int64(1000)},
		{"booking", "months", answers{"want": "2026-11-23"}, int64(12)},
		{"food-sample", "until", answers{"meal": "noon"}, "2026-11-25"},
		{"complaint", "until", answers{"receipt": 1}, "2026-12-14"},
		{"parenting-check", "good", answers{"talk": true, "play": false, "meals": true, "sleep": true, "safe": true, "shout": false}, int64(5)},
	} {
		def, _ := form.Builtin().Get(c.kind)
		f, _ := def.Field(c.field)
		x := def.Facts(form.Given{Values: numbered(t, def, c.now), Birth: aYearAgo, Day: sheetDay, Today: sheetDay})
		if got := x.Get(f); got != c.want {
			t.Errorf("%s.%s of %v: %v, want %v", c.kind, c.field, c.now, got, c.want)
		}
	}
}

// What has to be there before a sheet may go on.
func TestGatesOfShippedForms(t *testing.T) {
	papers := []any{"licence", "place", "staff", "hygiene", "fire"}
	for _, c := range []struct {
		kind     hub.Kind
		from, to string
		now      answers
		role     hub.Role
		want     bool
		day      hub.Day // of the sheet; "": three days ago
	}{
		{"booking", "offered", "in", answers{"exam": true, "book": false}, hub.RoleHead, false, ""}, // N1
		{"booking", "offered", "in", answers{"exam": true}, hub.RoleHead, true, ""},                 // the step asks for the other
		{"booking", "offered", "in", answers{"exam": true, "book": false}, hub.RoleHead, false, ""},
		{"booking", "offered", "in", answers{"exam": true, "book": true}, hub.RoleCarer, true, ""},
		{"booking", "offered", "in", answers{"exam": true, "book": true}, hub.RoleHealth, false, ""},
		{"filing", "draft", "sent", answers{"what": "file", "where": "civil", "papers": papers, "meals": false}, hub.RoleHead, true, ""},
		{"filing", "draft", "sent", answers{"what": "file", "where": "civil", "papers": papers, "meals": true}, hub.RoleHead, false, ""},
		{"filing", "draft", "sent", answers{"what": "file", "where": "civil", "papers": append(papers, "food"), "meals": true}, hub.RoleHead, true, ""},
		{"filing", "draft", "sent", answers{"what": "file", "where": "civil", "papers": papers[1:], "meals": false}, hub.RoleHead, false, ""},
		{"filing", "draft", "sent", answers{"what": "file", "where": "family", "papers": []any{"promise"}}, hub.RoleHead, true, ""},
		{"filing", "draft", "sent", answers{"what": "change"}, hub.RoleHead, true, ""},
		{"filing", "sent", "done", answers{"what": "change"}, hub.RoleCarer, false, ""},
		{"filing", "sent", "done", answers{"what": "change"}, hub.RoleCounty, true, ""},
		{"food-sample", "kept", "gone", answers{"meal": "noon"}, hub.RoleCarer, true, ""},
		{"food-sample", "kept", "gone", answers{"meal": "noon"}, hub.RoleCarer, false, "2026-11-21"}, // 48 hours are full in the course of that day
		{"background-check", "asked", "clear", answers{"result": "sex"}, hub.RoleHead, false, ""},
		{"background-check", "asked", "clear", answers{"result": "clear"}, hub.RoleHead, true, ""},
		{"background-check", "asked", "barred", answers{"result": "listed"}, hub.RoleHead, true, ""},
		{"inspection", "open", "closed", answers{"areas": []any{"safety"}}, hub.RoleHead, false, ""},
		{"inspection", "open", "closed", answers{"areas": []any{}}, hub.RoleHead, true, ""},
		{"inspection", "mended", "closed", answers{"again": false}, hub.RoleCounty, false, ""},
		{"inspection", "mended", "closed", answers{"again": true}, hub.RoleCounty, true, ""},
		{"disability-check", "seen", "closed", answers{"doubt": []any{"mind"}}, hub.RoleHealth, false, ""},
		{"disability-check", "seen", "sent", answers{"doubt": []any{"mind"}, "told": true}, hub.RoleHealth, true, ""},
	} {
		def, _ := form.Builtin().Get(c.kind)
		x := def.Facts(form.Given{Values: numbered(t, def, c.now), Day: cmp.Or(c.day, "2026-11-20"), Today: sheetDay})
		got := slices.ContainsFunc(def.MovesOf(c.from, c.role, x), func(m form.Move) bool { return m.To == c.to })
		if got != c.want {
			t.Errorf("%s from %s to %s with %v by %s: %v", c.kind, c.from, c.to, c.now, c.role, got)
		}
	}
}

// Every state of a shipped workflow is reached from the first, leads on to an end where
// nothing more is to be done, and who is told that it is late may do something about it.
func TestShippedWorkflowsEnd(t *testing.T) {
	for _, def := range form.Builtin().Sheets() {
		w := def.Workflow
		if w == nil {
			continue
		}
		from := func(start string) []string {
			reached := []string{start}
			for i := 0; i < len(reached); i++ {
				for _, m := range w.Moves {
					if m.From == reached[i] && !slices.Contains(reached, m.To) {
						reached = append(reached, m.To)
					}
				}
			}
			return reached
		}
		all := from(w.States[0].Code)
		for _, s := range w.States {
			ends := slices.ContainsFunc(from(s.Code), func(code string) bool { end, _ := w.State(code); return end.Done })
			if !slices.Contains(all, s.Code) || !ends {
				t.Errorf("%s: %s is not reached, or has no end", def.Kind, s.Code)
			}
			if s.Escalate != "" && !def.MayRead(s.Escalate) {
				t.Errorf("%s: %s is told to %s, who may not read it", def.Kind, s.Code, s.Escalate)
			}
		}
	}
}

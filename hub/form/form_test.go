package form_test

import (
	"slices"
	"testing"

	"yizhan/hub"
	"yizhan/hub/form"
)

func TestBuiltinFormsLoad(t *testing.T) {
	reg := form.Builtin()
	for _, kind := range []hub.Kind{"site", "group", "staff", "child", "person", "consent", "enrolment", "day",
		"handover", "duty", "growth", "class", "pair", "batch", "wrap", "look", "reset", "erasure", "erased"} {
		if _, ok := reg.Get(kind); !ok {
			t.Errorf("no built-in form %q", kind)
		}
	}
	if n := len(reg.Purposes()); n != 8 {
		t.Errorf("%d purposes, want 8", n)
	}
}

// What names a child or its people is sealed: a hub without the key may learn
// kind, station, village and day, and nothing else about a person.
func TestWhatNamesPeopleIsSealed(t *testing.T) {
	reg := form.Builtin()
	for kind, names := range map[hub.Kind][]string{
		"child":    {"name", "nick", "sex", "birth", "birth_said", "id_no", "birth_cert", "address", "note", "photo"},
		"person":   {"name", "kinship", "phone", "id_no", "away"},
		"staff":    {"name", "phone"},
		"handover": {"name", "relation", "phone"},
		"consent":  {"by_name", "witness", "signature"},
		"growth":   {"weight", "length", "head"},
	} {
		def, _ := reg.Get(kind)
		for _, name := range names {
			if f, ok := def.Field(name); !ok || !f.Sealed() {
				t.Errorf("%s.%s has to be sealed", kind, name)
			}
		}
	}
}

func TestReadMerges(t *testing.T) {
	reg := form.Builtin()
	version := func(lam uint64, v any) hub.Version {
		return hub.Version{Commit: hub.ID{byte(lam)}, Lam: lam, Opened: true, Value: v}
	}
	tests := []struct {
		name     string
		kind     hub.Kind
		field    string
		versions []hub.Version
		want     any
		conflict bool
	}{
		{"one value", "growth", "weight", []hub.Version{version(1, int64(8200))}, int64(8200), false},
		{"twice the same", "growth", "weight", []hub.Version{version(1, int64(8200)), version(2, int64(8200))}, int64(8200), false},
		{"two weights are asked", "growth", "weight", []hub.Version{version(1, int64(8200)), version(2, int64(8500))}, int64(8500), true},
		{"refused beats agreed", "consent", "answer", []hub.Version{version(1, "no"), version(9, "yes")}, "no", false},
		{"not allowed beats allowed", "person", "pickup", []hub.Version{version(9, true), version(1, false)}, false, false},
		{"first arrival counts", "day", "in", []hub.Version{version(1, int64(490)), version(9, int64(480))}, int64(480), false},
		{"last leaving counts", "day", "out", []hub.Version{version(1, int64(1000)), version(9, int64(990))}, int64(1000), false},
		{"newest picture", "child", "peg", []hub.Version{version(3, "yu-1"), version(2, "shi-1")}, "yu-1", false},
		{"kinds of site are joined", "site", "kinds", []hub.Version{version(1, []any{"village"}), version(2, []any{"community", "village"})}, []any{"community", "village"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			def, _ := reg.Get(tt.kind)
			f, _ := def.Field(tt.field)
			rec := reg.Read(hub.Record{Kind: tt.kind}, hub.State{f.No: {Live: tt.versions}})
			if got := rec.Fields[f.No]; !form.Equal(got, tt.want) {
				t.Errorf("value %v, want %v", got, tt.want)
			}
			if got := len(rec.Conflict) > 0; got != tt.conflict {
				t.Errorf("conflict %v, want %v", got, tt.conflict)
			}
		})
	}
}

func TestASealedValueIsNoConflict(t *testing.T) {
	reg := form.Builtin()
	rec := reg.Read(hub.Record{Kind: "child"}, hub.State{
		1: {Live: []hub.Version{{Commit: hub.ID{1}, Sealed: true}}},
		7: {Live: []hub.Version{{Commit: hub.ID{2}, Opened: true, Value: "home"}}},
	})
	if !rec.Sealed || len(rec.Conflict) != 0 || rec.Fields[7] != "home" {
		t.Errorf("got %+v", rec)
	}
	if _, there := rec.Fields[1]; there {
		t.Error("a value that could not be opened has to be missing")
	}
}

func TestCheck(t *testing.T) {
	reg := form.Builtin()
	tests := []struct {
		name   string
		kind   hub.Kind
		values form.Values
		isNew  bool
		fields []string // that are named
	}{
		{"a good child", "child", form.Values{"name": "王梓涵", "sex": "2", "birth": hub.Day("2025-03-12"), "category": "home"}, true, nil},
		{"no category", "child", form.Values{"name": "王梓涵"}, true, []string{"category"}},
		{"30 February", "child", form.Values{"birth": "2024-02-30"}, false, []string{"birth"}},
		{"sex from nowhere", "child", form.Values{"sex": "x"}, false, []string{"sex"}},
		{"turned writing", "child", form.Values{"name": "王\u202e梓"}, false, []string{"name"}},
		{"51 characters", "child", form.Values{"name": string(slices.Repeat([]rune("王"), 51))}, false, []string{"name"}},
		{"an elephant", "growth", form.Values{"weight": 3000000}, false, []string{"weight"}},
		{"a required field cleared", "site", form.Values{"name": nil}, false, []string{"name"}},
		{"25 o'clock", "day", form.Values{"in": 1500}, false, []string{"in"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := reg.Check(reg.Edit(tt.kind, hub.NewID(), hub.NewID(), tt.values), tt.isNew)
			var got []string
			if errs, ok := err.(hub.Errors); ok {
				for _, e := range errs {
					got = append(got, e.Field)
				}
			}
			if !slices.Equal(got, tt.fields) {
				t.Errorf("named %v, want %v (%v)", got, tt.fields, err)
			}
		})
	}
}

func TestShow(t *testing.T) {
	reg := form.Builtin()
	for _, tt := range []struct {
		kind  hub.Kind
		field string
		value any
		want  string
	}{
		{"growth", "weight", int64(8200), "8.2 公斤"},
		{"growth", "length", int64(715), "71.5 厘米"},
		{"day", "in", int64(486), "8:06"},
		{"child", "sex", "2", "女"},
		{"child", "birth", "2025-03-12", "2025年3月12日"},
		{"site", "kinds", []any{"village", "community"}, "村级婴幼儿照护驿站、社区"},
		{"child", "name", nil, "（空）"},
	} {
		def, _ := reg.Get(tt.kind)
		f, _ := def.Field(tt.field)
		if got := f.Show(tt.value); got != tt.want {
			t.Errorf("%s.%s: %q, want %q", tt.kind, tt.field, got, tt.want)
		}
	}
}

package report

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/form"
)

// aside are the fields that a family's copy names and does not tell: other children,
// a stranger's telephone, keys. A new one has to be agreed to here.
var aside = []string{
	"child.family", "handover.phone", "pair.lead", "pair.other", "same-fact.from",
	"same-hint.other", "same-hint.site", "same-hint.station", "wrap.key", "wrap.wraps",
}

// aboutOthers are the kinds that are never a child's. A new kind is either a child's,
// and in the copy, or has to be agreed to here.
var aboutOthers = []hub.Kind{
	"abuse-report", "airing", "airing-word", "alarm", "alarm-numbers", "alarm-test", "alarm-word", "api-key", "background-check", "badge", "badge-out", "bar", "base-map", "batch", "birth-row", "box-health",
	"bulletin", "bulletin-read", "camera-check", "care-plan", "case-number", "certificate", "claim", "claim-site", "class", "class-photo", "clip", "clock-doubt", "clock-fix",
	"closure", "cluster", "committee", "complaint", "contract", "county-goal", "county-number", "course", "day-plan", "desk-rule", "device", "disinfection", "draw", "drill",
	"duty", "emergency-plan", "entry", "equipment", "erased", "exercise", "extinguisher", "family-page", "filing", "fire-check", "food-sample", "form", "fund-entry", "grading", "group",
	"guard", "guidance-visit", "health-room", "holidays", "illness-rule", "inclusive", "inspection", "institution", "join", "let-in", "list-columns", "meeting", "menu",
	"model", "notice", "outing", "outside-report", "outside-system", "pack", "packs", "paper", "period-report", "point", "portal", "price-list", "project", "quality", "rating-slip",
	"recording", "rectify", "repair", "report-lock", "report-table", "reset", "retention-rule", "sharing", "site", "staff", "staff-check", "staff-file", "study-out", "subsidy",
	"subsidy-rate", "survey", "take", "taken", "training", "visitor", "web-booking", "web-complaint", "year-report",
}

// filled is a record with every field of its form written, each with a value that
// nothing else has.
func filled(def *form.Definition, child hub.ID) (rec hub.Record, want map[string]string) {
	rec = hub.Record{Kind: def.Kind, ID: hub.DeriveID(def.Kind, child, "x"), Subject: child, Period: "2026-11-22", Fields: map[uint32]any{}}
	want = map[string]string{}
	for i := range def.Fields {
		f := &def.Fields[i]
		var v any
		switch f.Type {
		case form.Text:
			v = fmt.Sprintf("字%s%d", def.Kind, f.No)
		case form.Int:
			v = int64(1000 + 7*f.No)
		case form.Bool:
			v = true
		case form.Choice:
			v = f.Choices[len(f.Choices)-1].Code
		case form.Choices:
			v = []any{f.Choices[0].Code, f.Choices[len(f.Choices)-1].Code}
		case form.Day:
			v = "2026-10-0" + fmt.Sprint(f.No%9+1)
		case form.Time:
			v = int64(480 + f.No)
		case form.Ref:
			v = hub.DeriveID(f.Kind, child, f.Name)
			want[f.Name] = "叫" + f.Name
		case form.Drawing:
			v = []byte("字迹" + f.Name)
		case form.Bytes:
			v = []byte("字节" + f.Name)
			want[f.Name] = fmt.Sprintf("有，%d 字节", len(v.([]byte)))
		case form.List:
			v = []any{"一" + f.Name}
		case form.Photo:
			v = form.Picture{Thumb: []byte("图" + f.Name)}.Value()
		}
		if want[f.Name] == "" {
			want[f.Name] = f.Show(v)
		}
		rec.Fields[f.No] = v
	}
	return rec, want
}

// Every kind and every field that a form gives to a child is in the copy: on the page,
// in the table and in the file for programs. What is another's is named and not told.
func TestCopyHasEverything(t *testing.T) {
	forms, child := form.Builtin(), id(1)
	called := func(_ context.Context, kind hub.Kind, of hub.ID) (string, error) {
		for _, k := range forms.Kinds() {
			def, _ := forms.Get(k)
			for _, f := range def.Fields {
				if f.Type == form.Ref && of == hub.DeriveID(f.Kind, child, f.Name) {
					return "叫" + f.Name, nil
				}
			}
		}
		return "", nil
	}
	var left []string
	var others []hub.Kind
	for _, kind := range forms.Kinds() {
		def, _ := forms.Get(kind)
		names := slices.ContainsFunc(def.Fields, func(f form.Field) bool { return f.NamesChild() })
		if def.Subject != "child" && kind != "child" && kind != "wrap" && !names {
			others = append(others, kind)
			continue
		}
		rec, want := filled(def, child)
		c, err := CopyOf(t.Context(), forms, called, []hub.Record{rec}, nil, nil)
		if err != nil || len(c.Sections) != 2 || c.Sections[0].Kind != kind || c.Sections[0].Title != def.Title {
			t.Fatalf("%s: %v %+v", kind, err, c.Sections)
		}
		table, program := written(t, c)
		for i, f := range def.Fields {
			if def.NamesFile(&f) {
				continue
			}
			got := c.Sections[0].Records[0].Fields[i]
			if f.Aside {
				left = append(left, string(kind)+"."+f.Name)
				if got.Value != nil || strings.Contains(got.Text, want[f.Name]) || strings.Contains(table+program, want[f.Name]) {
					t.Errorf("%s.%s is another's and is told: %+v", kind, f.Name, got)
				}
				continue
			}
			if got.Name != f.Name || got.Label != f.Label || !strings.Contains(got.Text, want[f.Name]) || got.Value == nil {
				t.Errorf("%s.%s: %+v, want %q", kind, f.Name, got, want[f.Name])
			}
			if !strings.Contains(table, f.Label+"|"+got.Text) || !strings.Contains(program, got.Text) {
				t.Errorf("%s.%s is not in a file", kind, f.Name)
			}
		}
	}
	if slices.Sort(left); !slices.Equal(left, aside) {
		t.Errorf("left out are %q", left)
	}
	if !slices.Equal(others, aboutOthers) {
		t.Errorf("of nobody's copy are %q", others)
	}
}

func written(t *testing.T, c Copy) (table, program string) {
	t.Helper()
	var x, j bytes.Buffer
	if err := c.XLSX(&x); err != nil {
		t.Fatal(err)
	}
	if err := c.JSON(&j); err != nil || !json.Valid(j.Bytes()) {
		t.Fatal(err)
	}
	return show(t, x.Bytes()), j.String()
}

// What a newer release wrote, what was written before, and who wrote it are kept too.
func TestCopyTellsWhatItDoesNotKnow(t *testing.T) {
	rec := record("child", 1, 1, "", form.Values{"name": "王小雨"})
	rec.Fields[900], rec.Sealed = "新的一项", true
	strange := hub.Record{Kind: "allergy", ID: id(5), Subject: id(1), Fields: map[uint32]any{1: "鸡蛋"}}
	names := func(_ context.Context, kind hub.Kind, of hub.ID) (string, error) {
		return map[hub.ID]string{id(7): "张桂兰"}[of], nil
	}
	entry := hub.Entry{Commit: id(8), Author: id(7), Changes: []hub.Changed{
		{Kind: "child", Record: id(1), Subject: id(1), No: 1, From: []any{"王小玉"}, To: "王小雨"},
		{Kind: "child", Record: id(1), Subject: id(1), No: 12, Hidden: true},
	}}
	c, err := CopyOf(t.Context(), form.Builtin(), names, []hub.Record{rec, strange}, []hub.Entry{entry}, nil)
	if err != nil {
		t.Fatal(err)
	}
	table, program := written(t, c)
	for _, want := range []string{"新的一项", "鸡蛋", "王小玉 → 王小雨", "张桂兰", "打不开"} {
		if !strings.Contains(table, want) {
			t.Errorf("the table lacks %q:\n%s", want, table)
		}
		if want != "打不开" && !strings.Contains(program, want) {
			t.Errorf("the file lacks %q", want)
		}
	}
}

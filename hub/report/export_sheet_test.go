package report

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/hub/sheet"
)

// Of a county's form leaves what it lists, to people under its titles; pictures and
// signatures never do.
func TestSheetsLeave(t *testing.T) {
	text, err := os.ReadFile("../form/testdata/whole.yaml")
	if err != nil {
		t.Fatal(err)
	}
	def, err := form.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	forms := form.Builtin().Own()
	forms.Learn([]*form.Definition{def})
	picture := form.Picture{Hash: hub.Hash{7}, Thumb: []byte("a small picture")}
	edit := forms.EditOnce(def.Kind, id(1), "2026-11-23", form.Values{
		"temp": 385, "fever": true, "photo": picture, "sign": []byte("strokes"), "dishes": []form.Row{{"dish": "粥", "grams": 50}},
	})
	rec := hub.Record{Kind: def.Kind, ID: edit.Record, Subject: id(1), Period: edit.Period, Fields: edit.Set}
	for _, c := range []struct {
		format sheet.Format
		has    []string
		not    []string
	}{
		{sheet.JSONL, []string{`"temp":385`, `"dishes":[{"dish":"粥","grams":50}]`}, []string{"photo", "sign\""}},
		{sheet.CSV, []string{"体温（度）", "38.5"}, []string{"吃了什么", "照片"}},
	} {
		var b bytes.Buffer
		if _, err := WriteExport(t.Context(), &b, forms, shelf{rec}, Export{Kind: def.Kind, Format: c.format, Personal: true}); err != nil {
			t.Fatal(err)
		}
		for _, s := range c.has {
			if !strings.Contains(b.String(), s) {
				t.Errorf("%s lacks %s: %s", c.format, s, b.String())
			}
		}
		for _, s := range append(c.not, "picture", "strokes") {
			if strings.Contains(b.String(), s) {
				t.Errorf("%s has %s: %s", c.format, s, b.String())
			}
		}
	}
}

// A table says whom each line is about, worker or child, stands in the order of days, and
// shows no word that only programs know.
func TestTablesSayWhom(t *testing.T) {
	check := func(n byte, staff byte, day string) hub.Record {
		return record("staff-check", n, staff, "", form.Values{"day": hub.Day(day), "result": "fit", "site": id(9)})
	}
	s := append(township(),
		record("staff", 31, 31, "", form.Values{"name": "赵桂芳", "role": "carer"}),
		record("staff", 32, 32, "", form.Values{"name": "钱小妹", "role": "carer"}),
		check(41, 31, "2026-08-12"), check(42, 32, "2025-08-12"),
		record("staff-file", 43, 31, "once", form.Values{"site": id(9)}),
		record("disinfection", 44, 9, "2026-08-12", form.Values{"site": id(9), "day": hub.Day("2026-08-12")}))
	raw, _ := write(t, s, Export{Kind: "staff-check", Format: sheet.XLSX, Personal: true})
	lines := strings.Split(show(t, raw), "\n")
	if len(lines) < 3 || !strings.HasPrefix(lines[0], "同事|") || !strings.HasPrefix(lines[1], "钱小妹|2025-08-12|") || !strings.HasPrefix(lines[2], "赵桂芳|2026-08-12|") {
		t.Errorf("whose checks these are, oldest first: %q", lines)
	}
	raw, _ = write(t, s, Export{Kind: "staff-check", Format: sheet.XLSX})
	if text := show(t, raw); strings.Contains(text, "同事") || strings.Contains(text, "钱") {
		t.Errorf("a worker is named in a table without names: %s", text)
	}
	raw, _ = write(t, s, Export{Kind: "staff-file", Format: sheet.XLSX, Personal: true})
	if text := show(t, raw); !strings.HasPrefix(text, "同事|什么岗位|") || strings.Contains(text, "once") {
		t.Errorf("a sheet that there is one of: %s", text)
	}
	raw, _ = write(t, s, Export{Kind: "disinfection", Format: sheet.XLSX})
	if text := show(t, raw); strings.Count(text, "日期|") != 1 || strings.Count(text, "2026-08-12|") != 1 {
		t.Errorf("the day of a sheet stands in it once: %s", text)
	}
}

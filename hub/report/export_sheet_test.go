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

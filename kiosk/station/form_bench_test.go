package station_test

import (
	"fmt"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// fortyFields is a form of forty fields of every short type, five a step.
func fortyFields() []byte {
	var text, steps strings.Builder
	text.WriteString("kind: x-140404-forty\nversion: 1\ntitle: 四十项\ngroup: 健康\nsubject: site\nretention: work\nwrite: [head]\nfields:\n")
	for i := range 40 {
		kind := []string{"type: bool", "type: int, unit: 个, min: 0, max: 99", "type: choice, choices: [{code: a, label: 好}, {code: b, label: 不好}]", "type: text, max: 40, suggest: [没有, 有一点]", "type: day"}[i%5]
		fmt.Fprintf(&text, "  - {no: %d, name: f%d, label: 第%d项, %s, show: \"not has(f%d) or f%d == f%d\", privacy: internal}\n", i+1, i, i, kind, max(0, i-5), max(0, i-5), max(0, i-5))
		if i%5 == 0 {
			fmt.Fprintf(&steps, "]}\n  - {title: 第%d步, fields: [", i/5+1)
		} else {
			steps.WriteString(", ")
		}
		fmt.Fprintf(&steps, "f%d", i)
	}
	whole := text.String()
	whole = strings.Replace(whole, "name: f0, label: 第0项, type: bool, show: \"not has(f0) or f0 == f0\"", "name: f0, label: 第0项, type: bool", 1)
	for i := 1; i < 5; i++ { // nothing stands before them
		whole = strings.Replace(whole, fmt.Sprintf(", show: \"not has(f0) or f0 == f0\", privacy: internal}\n  - {no: %d,", i+2), fmt.Sprintf(", privacy: internal}\n  - {no: %d,", i+2), 1)
	}
	return []byte(whole + "steps:" + strings.TrimPrefix(steps.String(), "]}") + "]}\nlist: [f0, f1]\n")
}

// What a worker waits for on a step of a form with forty fields, and on the list of a
// form with four thousand sheets.
func BenchmarkForms(b *testing.B) {
	x := newBox(b)
	def := x.learns(fortyFields())
	s := x.screen.get("/forms/" + string(def.Kind) + "/new")
	step := s.path
	b.Run("step", func(b *testing.B) {
		for b.Loop() {
			s.get(step)
		}
	})
	var sheets []desk.Sheet
	for i := range 4_000 {
		sheets = append(sheets, desk.Sheet{Kind: "visitor", Subject: x.site, Day: x.desk.Today().Add(-i / 20),
			Values: form.Values{"who": fmt.Sprintf("来人%d", i), "from": "work", "came": 480, "papers": true, "well": true}})
	}
	for len(sheets) > 0 {
		n := min(len(sheets), 500)
		_, err := x.desk.FillAll(x.ctx, x.actor(), hub.NewID(), sheets[:n])
		x.must(err)
		sheets = sheets[n:]
	}
	for _, path := range []string{"/forms", "/forms/visitor", "/forms/visitor?page=300", "/forms?q=lf"} {
		b.Run(path, func(b *testing.B) {
			for b.Loop() {
				s.get(path)
			}
		})
	}
}

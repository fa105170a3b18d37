package form_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"yizhan/hub/form"
	"yizhan/hub/markdown"
)

// rare are keys that an officer does without; FORMS.md has them.
var rare = map[string]bool{
	"handbook": true, "merge": true, "index": true, "step": true, "file": true, "aside": true, "rules": true,
	"from": true, "to": true, "until": true, "within": true, "who": true, "for": true, "by": true, "needs": true, "if": true, "done": true,
}

// taught is a form with every example of the guide.
const taught = `kind: x-140404-taught
version: 2
title: 学着写
group: 照护
subject: child
retention: care
write: [head, carer]
read: [county]
fields:
  - {no: 1, name: temp, label: 体温, type: int, unit: 度, scale: 10, min: 340, max: 420, required: true, start: previous(temp)}
  - {no: 2, name: at, label: 几点量的, type: time, check: at >= 8:30, say: 这么早吗, ask: true}
  - {no: 3, name: open, label: 几扇开着, type: int, unit: 公斤, min: 0, max: 20}
  - {no: 4, name: note, label: 还有什么, type: text, max: 20, suggest: [都好, 要修], show: open > 0}
  - {no: 5, name: signs, label: 看到什么, type: choices, choices: [{code: good, label: 好}, {code: bad, label: 不好}]}
  - {no: 6, name: who, label: 谁量的, type: ref, kind: staff}
  - {no: 7, name: pic, label: 照片, type: photo, gate: photo}
  - {no: 8, name: dishes, label: 吃的, type: group, max: 5, fields: [{no: 1, name: grams, label: 多少, type: int, unit: 克}]}
  - {no: 9, name: all, label: 一共, type: int, unit: 克, compute: 'if(has(temp) and "good" in signs, sum(dishes.grams), age_months())'}
  - {no: 10, name: old, label: 以前的, type: day, retired: true}
  - {no: 11, name: state, label: 哪一步, type: choice, privacy: internal}
steps:
  - {title: 量体温, fields: [temp, at]}
  - {title: 别的, fields: [open, note, signs, who, pic, dishes]}
batch: [temp]
list: [open, temp]
order: -day
export:
  - {field: temp, title: 体温, element: DE04.10.186.00}
cadence:
  - {code: monthly, title: 查门窗, every: 1 month, remind: 3 days}
  - {code: ages, title: 大月龄, at: [3 months, 6 months], within: 2 workdays}
  - {code: born, title: 满月前, after: 14 days, of: birth}
workflow:
  field: state
  states:
    - {code: todo, label: 要办, deadline: 3, escalate: head}
    - {code: again, label: 再看, wait: [head]}
    - {code: fixed, label: 办好了, done: true}
  moves:
    - {from: todo, to: fixed, label: 办好了, by: [head]}
    - {from: again, to: fixed, label: 办好了, by: [head]}
case:
  series: 门窗
  number: [fixed]
  keep: true
  hidden: true
  blind: true
`

// Every example of the guide stands in a form that is taken.
func TestGuidesExamples(t *testing.T) {
	def := parsed(t, taught)
	if err := form.Builtin().Own().CheckNew(def); err != nil {
		t.Fatal(err)
	}
	sections, _ := markdown.Parse(form.Guide)
	n := 0
	for _, section := range sections {
		for span := range section.Spans() {
			if !span.Code || !strings.Contains(span.Text, ": ") {
				continue
			}
			if n++; !strings.Contains(taught, span.Text) {
				t.Errorf("no form has %s", span.Text)
			}
		}
	}
	if n < 20 {
		t.Errorf("only %d examples: the search is broken", n)
	}
}

// The officers' guide can be shown, and names every key and every type that they need.
func TestGuideNamesEveryKey(t *testing.T) {
	if sections, err := markdown.Parse(form.Guide); err != nil || len(sections) < 5 {
		t.Fatalf("%d sections, %v", len(sections), err)
	}
	body, err := os.ReadFile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema map[string]any
	if err := json.Unmarshal(body, &schema); err != nil {
		t.Fatal(err)
	}
	keys := map[string]bool{}
	var walk func(any)
	walk = func(node any) {
		in, _ := node.(map[string]any)
		for name, below := range in {
			if name == "properties" {
				for key := range below.(map[string]any) {
					keys[key] = true
				}
			}
			walk(below)
		}
	}
	walk(schema)
	if len(keys) < 45 {
		t.Fatalf("only %d keys: the schema is read wrongly", len(keys))
	}
	for _, typ := range []string{"text", "int", "bool", "choice", "choices", "day", "time", "datetime", "child", "person", "ref", "photo", "drawing", "group"} {
		keys[typ] = true
	}
	for key := range keys {
		if !rare[key] && !strings.Contains(form.Guide, key) {
			t.Errorf("the guide does not name %s", key)
		}
	}
}

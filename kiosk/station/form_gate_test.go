package station_test

import (
	"strings"
	"testing"

	"yizhan/hub"
)

// What waits for the family's consent says so where it is asked and where it stands, and
// leads to the family with one button; what was refused stays open, and is said.
func TestAQuestionWaitsForConsent(t *testing.T) {
	b := newBox(t)
	def := b.learns([]byte(`kind: x-140427-remind
version: 1
title: 提醒方式
group: 家庭
subject: child
retention: care
write: [head]
fields:
  - {no: 1, name: when, label: 几点打电话好, type: text, max: 20, gate: remind}
  - {no: 2, name: talks, label: 说普通话, type: bool, required: true}
`))
	child := b.enrolled("王涵", hub.ID{}, hub.ID{})
	at, family := "/forms/"+string(def.Kind), `href="/consents/`+child.String()+`"`
	fill := func(expect string) *screen {
		s := b.screen.get(at + "/new?for=" + child.String())
		if expect == "" && s.has("去问家里") {
			t.Errorf("a family that agreed is asked again: %s", s.text())
		} else if s.shows("几点打电话好？", expect); expect != "" && !strings.Contains(s.page, family) {
			t.Errorf("no way to the family: %s", s.text())
		}
		s.tap(s.path, "text", "傍晚", "go", "next")
		s.tap(s.path, "pick", "true").shows("看一遍")
		return s.tap(s.path, "go", "next")
	}
	known := map[hub.ID]bool{}
	filled := func() string { // the address of the sheet that is new
		for _, row := range b.sheets(def.Kind) {
			if id := row.Record.ID; !known[id] {
				known[id] = true
				return at + "/sheet/" + id.String()
			}
		}
		t.Fatal("there is no new sheet")
		return ""
	}
	fill("要家里先同意").on(at).shows("记好了")
	s := b.screen.get(filled()).shows("傍晚（等家里同意）")
	if !strings.Contains(s.page, family) {
		t.Errorf("the sheet says %s", s.text())
	}
	s.get(s.path + "/trail").shows("等家里同意")

	b.agree(child, "remind")
	fill("家里没有同意「几点打电话好」").shows("家里人没有同意「几点打电话好」，这一项请空着", "去改")
	s = b.screen
	s.get(s.path+"/1?mend=1").tap(s.path+"?mend=1", "go", "skip")
	s.tap(s.path, "go", "next").on(at).shows("记好了")
	filled()

	b.agree(child)
	fill("").on(at)
	if s.get(filled()).shows("傍晚"); s.has("等家里同意") {
		t.Errorf("what was agreed to waits: %s", s.text())
	}
}

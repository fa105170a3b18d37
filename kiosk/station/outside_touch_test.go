package station_test

import (
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/outside"
	"yizhan/kiosk/touch"
)

// A child is copied into a platform on a touchscreen without a keyboard: each value is taken
// with one tap, over plain http too, the number is written on keys, and the month's sheet of
// the station is there once nobody is left.
func TestFingerCopies(t *testing.T) {
	b := newBox(t)
	made, err := b.desk.Register(b.ctx, b.actor(), desk.Registration{Request: hub.NewID(), Name: "王梓涵", Sex: "2", Birth: "2025-03-12", Category: "care", Site: b.site, Surely: true})
	b.must(err)
	_, err = b.desk.Enrol(b.ctx, b.actor(), desk.Enrolling{Request: hub.NewID(), Child: made.Child, Mode: "full", From: b.desk.Today(), Anyway: true})
	b.must(err)
	t1 := outside.Template{Name: "市里的平台", System: "city", About: outside.Care, File: outside.File{Format: "xlsx"}, Columns: []outside.Column{
		{Title: "姓名", From: "child.name"}, {Title: "生日", From: "child.birth", Day: "plain"}, {Title: "备注"}}}
	_, err = b.desk.SetOutside(b.ctx, hub.Actor{Role: hub.RoleCounty}, hub.NewID(), desk.OutsideSystem{Template: t1, State: "ready"})
	b.must(err)

	at := b.live().URL
	tab := touch.Chromium(t).Screen(t, at, 1024, 600)
	b.enter(t, tab, at)
	tab.Open("/forms/outside-report/new").At("/outside").See("1 个要抄").Tap("去抄").Tap("开始抄").See("姓名", "20250312", "空着").Shot("outside-copy")
	tab.Run(`window.took = []; Object.defineProperty(navigator, "clipboard", {configurable: true, value: {writeText: async (s) => { window.took.push(s); }}})`)
	tab.TouchOnly(`[data-copy="v1"]`).Until(`window.took[0] === "20250312" && document.querySelectorAll(".is-on[data-copy]").length === 1`)
	tab.Run(`Object.defineProperty(navigator, "clipboard", {configurable: true, value: undefined}); document.addEventListener("copy", () => window.took.push(getSelection().toString()))`)
	tab.TouchOnly(`[data-copy="v0"]`).Until(`window.took[1] === "王梓涵" && document.querySelector(".is-on").dataset.copy === "v0"`)
	tab.Touch(`[name="go"][value="number"]`).See("那边的编号")
	for _, key := range strings.Split("TY70", "") {
		tab.Touch(`[name="key"][value="` + key + `"]`)
	}
	tab.Touch(`[name="del"]`).Until(`document.querySelector("[name=number]").value === "TY7"`)
	tab.Touch(`.foot [name="go"][value="next"]`).See("TY7", "抄好了", "都抄好了").Tap("记一笔，报完了").See("记好了")
	recs, err := b.store.Of(b.ctx, b.site, "outside-report")
	b.must(err)
	if len(recs) != 1 {
		t.Errorf("there are %d sheets of this month", len(recs))
	}
}

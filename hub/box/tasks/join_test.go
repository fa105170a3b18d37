package tasks

import (
	"strings"

	"yizhan/hub"
	"yizhan/hub/trust"
	"yizhan/kiosk/touch"
)

// letIn is a new station without an invitation: she reads nine lines of figures to the
// county, both compare twelve, and the county's pictures come to her telephone, which
// the scanner reads. What she wrote before goes on in the township.
func letIn(w *town) *touch.Screen {
	h := w.fresh("127.0.0.5", nil)
	f := setUp(w.touch(h))
	f.Taps, f.Screens = 0, 0
	f.Tap("没有邀请，申请入网").See("网上还没送到").Shot("申请入网").Tap("念数字").Shot("念数字")
	lines := touch.Ask[[]string](f, `[...document.querySelectorAll(".figures-list li")].map(l => l.innerText.replace(/\s+/g, " "))`)
	check := touch.Ask[string](f, `document.querySelector(".twelve").innerText`)

	desk := w.officer().Tap("更多", "设备")
	wrong := append([]string{}, lines...)
	wrong[3] = wrong[4] // she has slipped a line
	desk.Type(`[name="figures"]`, strings.Join(wrong, "\n")).Tap("看是哪一台").See("第 4 行").Shot("念错一行")
	desk.Run(`document.querySelector("[name=figures]").value = ""`)
	desk.Type(`[name="figures"]`, strings.Join(lines, "\n")).Tap("看是哪一台").See(check).Shot("对十二个数")
	desk.Run(`document.querySelector("[name=name]").value = ""; const town = document.querySelector("[name=town]"); town.value = [...town.options].find(o => o.text.includes("韩店")).value`)
	desk.Type(`input[name="name"]`, "东庄驿站").Tap("数对上了，接入").See("东庄驿站可以接入了").Shot("回执")
	answer := touch.Ask[string](desk, `(() => { const get = new XMLHttpRequest(); get.open("GET", document.querySelector("a[href$='/file']").href, false); get.send(); return get.responseText; })()`)
	pictures, err := trust.Parts([]byte(answer))
	w.must(err)

	f.Tap("念完了，等回信", "扫县里的回执").Shot("扫回执")
	for i, p := range pictures {
		if f.Scan(p); i == 0 {
			f.See("还差").Shot("扫了一张")
		}
	}
	f.See("已经接上：上党区").Shot("接上了").Tap("下一步").See("可以用了", "上党区").Shot("可以用了")
	if h.Lane() != hub.TownshipLane(township) {
		w.t.Errorf("it writes into lane %q", h.Lane())
	}
	desk.Tap("回设备").See("东庄驿站")
	return f
}

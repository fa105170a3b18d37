package tasks

import (
	"github.com/chromedp/cdproto/input"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/touch"
)

// medicineAskedAndGiven is medicine that a family has brought: the request, written and
// signed on the screen; at noon the child does not want it, and brings some of it up a
// little later, which its family is told; they say that it is enough, and nobody can give
// the second dose.
func medicineAskedAndGiven(w *town) *touch.Screen {
	_, err := w.home.Desk().AddStaff(w.t.Context(), w.home.head, hub.NewID(), desk.Worker{Name: "刘建平", Role: hub.RoleCarer})
	w.must(err)
	w.clock.set(10, 50)
	f := w.touch(w.home).Tap("照护", "喂药", "家里带药来了", "托小班", "张雨桐", "止咳糖浆", "下一步", "5 毫升", "下一步", "饭后")
	f.See("11:30").Tap("下一步", "15点", "30分", "下一步", "下一步", "今天", "今天", "药盒上是这个药", "没过期", "下一步").SeeNot("奶奶").Tap("妈妈")
	circle(f).Tap("看一遍").Shot("委托单").Tap("记下来")
	w.clock.set(11, 25)
	f.Open("/").Tap("照护").See("1 个到时候了").Tap("喂药", "去喂").See("先核对").Tap("刘建平").Shot("喂药").Tap("没吃")
	f.See("没吃").Tap("去喂", "刘建平", "吐了一些").See("11:25 吐了一些", "还早")
	f.Open("/").Tap("找宝宝", "z", "y", "t", "张雨桐", "今天").See("11:25 喂了，吐了一些").Tap("不能吃的、药", "看单子", "家里说不喂了")
	w.clock.set(15, 30)
	f.Open("/").Tap("照护").SeeNot("到时候了").Tap("喂药").See("家里说不喂了").SeeNot("去喂")
	return f.Shot("喂药的单子")
}

// circle signs with a finger: a circle will do.
func circle(f *touch.Screen) *touch.Screen {
	at := touch.Ask[[]float64](f, `(() => { const r = document.querySelector("[data-sign]").getBoundingClientRect(); return [r.left + r.width/2, r.top + r.height/2]; })()`)
	spot := func(x, y float64) *input.TouchPoint { return &input.TouchPoint{X: at[0] + x, Y: at[1] + y} }
	f.Down(spot(-60, 0))
	for _, p := range [][2]float64{{-40, -60}, {0, -80}, {50, -50}, {60, 0}, {40, 50}, {0, 70}, {-50, 40}, {-60, 0}} {
		f.Move(spot(p[0], p[1]))
	}
	f.Up()
	f.Taps++
	return f
}

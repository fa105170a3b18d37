package tasks

import (
	"net"
	"time"

	"yizhan/kiosk/touch"
)

// alarmToIncident is somebody who has no time: nobody is signed in, a finger rests on 报警
// for two seconds. It sounds here, next door over what is being typed there, and at the
// county; a neighbour answers, somebody reaches 120 and says so, it is over, and what
// happened is written down and closed. That the police know is never said by the box.
func alarmToIncident(w *town) *touch.Screen {
	w.join(w.home, w.next)
	near, desk := w.touch(w.next).Tap("登记宝宝"), w.officer()
	if near.Is(`location.pathname === "/pin"`) {
		near.Press(pin)
	}
	near.Tap("王")
	f := w.touch(w.home)
	heard(f, near)
	f.Hold(".alarm-key", 2200*time.Millisecond).See("正在叫邻站", "1 个邻站的屏幕在响", "110", "119", "我是韩店街道韩店村照护驿站").Shot("报警了")
	f.SeeNot("已报警").Until("sounds === 1")
	near.See("韩店村照护驿站 报警", "还没有人应").Until("sounds === 1").Shot("邻站响了")
	desk.See("有站在报警", "还没有人应").Shot("县里看到了")
	near.TouchOnly(`.alarm-over a[href$="what=going"]`).See("您是哪一位").TouchOnly(`.alarm-over [name=by]`).See("有人应了").Until("sounds === 0").Shot("邻站应了")
	near.TouchOnly(".alarm-over [data-alarm-away]")
	reads(near.SeeNot("报警了"), "王")

	f.See("邻站应了", "林移村照护驿站", "这就过去").Until("sounds === 0").Shot("有人应了")
	f.TouchOnly(`.alarm-over [value="120"]`).See("您是哪一位").TouchOnly(`.alarm-over [name=by]`).See("张桂兰 7:4").Shot("打通了")
	f.TouchOnly(`.alarm-over [value="over"]`).At("/pin").Press(pin).See("办完了").Tap("办完了").See("把事情写下来").Shot("办完了")
	desk.Open("/alarms").See("办完了", "120 打通了")
	f.Tap("把事情写下来").See("7:4").Tap("下一步", "摔伤").See("哪个孩子").Shot("哪个孩子").Tap("王梓涵").See("怎么回事").Tap("从高处摔下来", "下一步", "冷敷", "下一步").See("告诉了谁")
	f.Until(`document.querySelector("main .is-on").textContent.includes("120")`)
	f.Tap("下一步", "没事了", "看一遍").Shot("事故记录看一遍").Tap("记下来").See("记好了").Shot("记好了").Tap("摔伤、磕伤").See("从高处摔下来").Shot("了结").Tap("了结了").See("撤回").Shot("了结了")
	return f
}

// join connects stations and the county by a network.
func (w *town) join(stations ...*hall) {
	w.t.Helper()
	var at []string
	for _, h := range stations {
		host, _, err := net.SplitHostPort(h.cfg.Listen)
		w.must(err)
		l, err := net.Listen("tcp", host+":0")
		w.must(err)
		w.must(l.Close())
		at = append(at, l.Addr().String())
	}
	for i, h := range stations {
		h.stop()
		h.cfg.Mesh, h.cfg.Join, h.cfg.County = at[i], at[:1], w.county.url
		w.serve(h)
	}
}

// heard counts the tones that sound from each screen.
func heard(screens ...*touch.Screen) {
	for _, s := range screens {
		s.Run(`window.sounds = 0; const Was = AudioContext; window.AudioContext = class extends Was { constructor() { super(); window.sounds++; } close() { window.sounds--; return super.close(); } }`)
	}
}

//go:build !release

package page

import "yizhan/hub"

func stickStories() []Story {
	here := StickHere{Unsent: 318, Since: "11月20日"}
	f := frame("用 U 盘送", "没有网也能报上去", "/")
	f.Road = nil
	left := hub.StickSource{Name: "上党区", Role: hub.HubCounty, State: hub.StickWhole}
	next := hub.StickSource{Name: "石坡村照护驿站", Role: hub.HubStation, State: hub.StickWhole, New: 12}
	bad := func(s hub.StickState) hub.StickSource {
		n := next
		n.State = s
		return n
	}
	stick := hub.StickStand{ID: "0123456789abcdef", Name: "U 盘", Look: hub.StickReport{Sources: []hub.StickSource{left, next}, Written: 318, Held: 40}}
	state := func(change func(*hub.StickStand)) StickBody {
		s := stick
		change(&s)
		return StickOf(s, here)
	}
	done := hub.StickReport{Written: 318, Held: 358, Readers: []hub.StickReader{{Name: "上党区", Role: hub.HubCounty, Lacks: 318}, {Name: "韩店街道卫生院", Role: hub.HubHealth, Lacks: 318}}}
	came := hub.StickReport{Sources: []hub.StickSource{{Name: "上党区", State: hub.StickWhole, Words: 12}, next}}
	story := func(key, title string, b StickBody) Story {
		return Story{"stick-" + key, "U 盘：" + title, Stick{f, b}}
	}
	failed := func(key string, code hub.Code) func(*hub.StickStand) {
		return func(s *hub.StickStand) {
			s.Ended, s.OutErr, s.In, s.Out = true, hub.E(code, key), came, hub.StickReport{Written: 212, Left: 106}
		}
	}
	all := []Story{
		story("none", "没插", NoStick(here)),
		story("look", "正在看", state(func(s *hub.StickStand) { s.Looking = true })),
		story("ready", "插好了", StickOf(stick, here)),
		story("ready-torn", "插好了，有的没写完", state(func(s *hub.StickStand) { s.Look.Sources = []hub.StickSource{left, bad(hub.StickTorn)} })),
		story("ready-tampered", "插好了，有的变了", state(func(s *hub.StickStand) {
			s.Look.Sources = []hub.StickSource{bad(hub.StickTampered), bad(hub.StickForeign), bad(hub.StickNotOurs)}
		})),
		story("ready-not", "没入网", state(func(s *hub.StickStand) { s.LookErr = hub.E(hub.CodeInvalid, "bundle.not-enrolled") })),
		story("write", "正在写", state(func(s *hub.StickStand) { s.Running, s.Phase, s.Done, s.Total = true, hub.StickWriting, 212, 318 })),
		story("prove", "读回来", state(func(s *hub.StickStand) { s.Running, s.Phase, s.Done, s.Total = true, hub.StickProving, 318, 318 })),
		story("done", "可以拔出", state(func(s *hub.StickStand) { s.Ended, s.Look, s.In, s.Out = true, hub.StickReport{}, came, done })),
		story("done-more", "可以拔出，又写了新的", state(func(s *hub.StickStand) {
			s.Ended, s.Look, s.In, s.Out = true, hub.StickReport{Written: 3}, came, done
		})),
		story("done-torn", "可以拔出，别处的没写完", state(func(s *hub.StickStand) {
			s.Ended, s.Look, s.Out, s.In = true, hub.StickReport{}, done, hub.StickReport{Sources: []hub.StickSource{bad(hub.StickTorn)}}
			s.InErr = hub.E(hub.CodeQuestion, "bundle.torn")
		})),
		story("done-tampered", "可以拔出，别处的变了", state(func(s *hub.StickStand) {
			s.Ended, s.Look, s.Out, s.In = true, hub.StickReport{}, done, hub.StickReport{Sources: []hub.StickSource{bad(hub.StickTampered)}}
			s.InErr = hub.E(hub.CodeUntrusted, "bundle.tampered")
		})),
		story("full", "满了", state(failed("bundle.full", hub.CodeFull))),
		story("gone", "拔早了", state(failed("bundle.gone", hub.CodeUnknown))),
		story("stopped", "先停下", state(failed("bundle.stopped", hub.CodeUnknown))),
		story("broken", "盘坏了", state(failed("bundle.bad-stick", hub.CodeInternal))),
	}
	return append(all, countyStickStories(stick, came, done)...)
}

func countyStickStories(stick hub.StickStand, came, done hub.StickReport) []Story {
	county := CountyFrame{Title: "用 U 盘送", County: "上党区婴幼儿照护", Who: "赵敏", Tab: "stick", Hint: "11月22日 星期日", Export: true, Erase: true, Sticks: true, Fleet: true, Audit: true, Request: storyRequest}
	return []Story{
		{"county-stick-none", "县：没插 U 盘", CountyStick{county, NoStick(StickHere{County: true})}},
		{"county-stick", "县：U 盘插好了", CountyStick{county, StickOf(stick, StickHere{County: true})}},
		{"county-stick-done", "县：可以拔出", CountyStick{county, func() StickBody {
			s := stick
			s.Ended, s.Look, s.In, s.Out = true, hub.StickReport{}, came, done
			return StickOf(s, StickHere{County: true})
		}()}},
	}
}

//go:build !release

package page

import "yizhan/kiosk/asset"

func componentStories() []Story {
	of := func(title, part string) Components {
		return Components{Frame: frame(title, "每样东西的每个样子", "/").with(func(f *Frame) { f.Road = nil }), Part: part}
	}
	press, tell, show := of("能点的", "press"), of("告诉人的", "tell"), of("摆着的", "show")
	tell.Steps = RegisterSteps(2)
	tell.Undo = &Undo{Mark: "到", Who: "王梓涵", Text: "7:36 到了，奶奶送来", Action: "/wall/morning", Token: "9f"}
	states := []Kid{{State: Waiting, Word: "还没到", Value: "k0"}, {State: Here, Word: "7:36 到"}, {State: Here, Word: "7:36 到", Just: true}, {State: Gone, Word: "奶奶接走"},
		{State: Leave, Word: "病假"}, {State: Missing, Word: "没来"}, {State: Unnoted, Word: "未登记离开"}}
	names := []string{"王梓涵", "陈雨桐", "马浩然", "李沐阳", "赵一诺", "刘子墨", "孙可欣"}
	for i, k := range states {
		k.ID, k.Name, k.Peg = "k"+string(rune('a'+i)), names[i], PegNo(i)
		show.Kids = append(show.Kids, k)
	}
	for n := range asset.Pegs() {
		show.Pegs = append(show.Pegs, PegNo(n))
	}
	show.Scenes = []string{"e-rest", "e-pegs", "e-seek", "e-fork", "e-bridge", "e-gate"}
	return []Story{
		{"components-press", "零件：能点的", press},
		{"components-tell", "零件：告诉人的", tell},
		{"components-show", "零件：摆着的", show},
	}
}

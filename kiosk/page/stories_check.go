//go:build !release

package page

func checkStories() []Story {
	w := CheckWall{Wall: Wall{Frame: frame("晨检", "", ""), Actor: &zhang, Counts: []Count{{"11", "看过"}, {"3", "还没看"}}}}
	w.Ticket = "story"
	for i, name := range []string{"王梓涵", "陈雨桐", "马浩然", "李沐阳", "赵一诺", "刘子墨", "孙可欣", "秦朗", "尉迟安", "申小满", "郭晓东", "武思远", "常乐", "冯小雨"} {
		k := Kid{ID: "k" + string(rune('a'+i)), Name: name, Peg: PegNo(i), Word: "还没看", Value: "k"}
		if i > 2 {
			k.State, k.Word = Seen, "7:4"+string(rune('0'+i%10))+" 看过"
		}
		w.Tiles = append(w.Tiles, Family{Kids: []Kid{k}})
	}
	w.All = Choice{Value: "ka,kb,kc", Text: "这 3 个都好"}
	w.Undo = &Undo{Mark: "好", Who: "冯小雨", Text: "看过了，好着呢", Action: "/check", Token: "9f"}
	return []Story{{"check-wall", "晨午检", w}}
}

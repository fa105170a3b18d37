//go:build !release

package page

func careStories() []Story {
	menu := Menu{Frame: frame("今天的照护", storyToday, "/")}
	menu.Undo = &Undo{Mark: "好", Who: "午饭", Text: "记好了", Action: "/care/undo", Token: "9f"}
	menu.Doors = []Door{{"/care/note/breakfast", "早点", "都记了", "s-bowl", false}, {"/care/note/lunch", "午饭", "还差 3 个", "s-bowl", true},
		{"/care/note/snack", "午点", "还没记", "s-bowl", false}, {"/care/note/sleep", "睡觉", "17 个在睡", "i-moon", false},
		{"/care/note/water", "喝水", "今天 2 回", "s-cup", false}, {"/care/note/toilet", "大小便", "记了 9 个", "s-pot", false},
		{"/care/note/mood", "心情", "还没记", "f-good", false}}
	lunch := CareBatch{Frame: frame("午饭", "", "/care"), Action: "/care/note/lunch", Question: "午饭吃了多少？", Quiet: "不一样的，点一下", Prev: "/care", Next: "记下 21 个"}
	for i, f := range wallStory(false).Tiles {
		for _, k := range f.Kids {
			kid := CareKid{ID: k.ID, Name: k.Name, Peg: k.Peg, Word: "吃光了"}
			switch {
			case i == 2:
				kid.Word, kid.Differ = "吃了一半", true
			case i == 4 || i == 9:
				kid.Harm = "鸡蛋、花生"
			case i > 17:
				kid.Word, kid.Noted = "吃光了", true
			}
			lunch.Kids = append(lunch.Kids, kid)
			lunch.Said = append(lunch.Said, k.ID+".all")
		}
	}
	asked := lunch
	asked.Kids = append([]CareKid(nil), lunch.Kids...)
	asked.Kids[5].On = true
	asked.Picked = &Person{ID: asked.Kids[5].ID, Name: asked.Kids[5].Name, Peg: asked.Kids[5].Peg}
	asked.Answers = choices("吃光了", "吃光了", "吃了一半", "没吃几口", "没吃")
	asked.Ago = "0"
	return []Story{{"care", "今天的照护", menu}, {"care-lunch", "午饭：都吃光了，点不一样的", lunch}, {"care-lunch-asked", "午饭：这一个吃了多少", asked}}
}

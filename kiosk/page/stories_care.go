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
	asked.Kids[5].On, asked.Kids[5].Differ, asked.Kids[5].Word = true, true, "吃了一半"
	asked.Picked = &Person{ID: asked.Kids[5].ID, Name: asked.Kids[5].Name, Peg: asked.Kids[5].Peg}
	asked.Answers = choices("吃了一半", "吃光了", "吃了一半", "没吃几口", "没吃")
	asked.Ago = "0"
	slip := DaySlip{Frame: frame("今天的一天", "11月23日 星期一", "/child/1a"), Child: Person{Name: "豆豆", Peg: zihan.Peg}, Prev: "/child/1a", Print: "/child/1a/slip",
		Lines: []Fact{{Word: "来了", Text: "7:36 到，17:02 走"}, {Word: "早点", Text: "吃光了"}, {Word: "午饭", Text: "吃了一半"}, {Word: "睡觉", Text: "睡了 85 分钟，睡得好"}, {Word: "喝水", Text: "4 回"},
			{Word: "大小便", Text: "小便 4 回，大便 1 回，正常"}, {Word: "户外", Text: "2 小时 10 分"}, {Word: "心情", Text: "高兴"}, {Word: "喂药", Text: "11:32 照单子喂了"}},
		Ways: []Link{{Href: "/", Text: "不能吃的", Icon: "i-warn"}, {Href: "/", Text: "委托喂药", Icon: "s-pill"}}}
	give := GiveDose{Frame: frame("11:30 喂药", "", "/care/medicine"), Action: "/care/medicine/1/690", Child: zihan, Harm: "青霉素", Prev: "/care/medicine", Second: "0b",
		Facts:   []Fact{{Word: "药", Text: "止咳糖浆"}, {Word: "一回", Text: "5 毫升"}, {Word: "什么时候", Text: "11:30 · 饭后"}, {Word: "谁签的", Text: "妈妈"}},
		Seconds: []Choice{{Value: "0b", Text: "刘建平", On: true}, {Value: "0c", Text: "申巧玲"}, {Value: "self", Text: "只有我，我又看了一遍"}},
		Went:    []Choice{{Value: "given", Text: "吃下去了"}, {Value: "spat", Text: "吐了一些"}, {Value: "refused", Text: "没吃"}}}
	given := give
	given.Seconds, given.Went, given.Refused = nil, nil, "这一回已经喂过了，不要再喂。"
	early := give
	early.Second, early.Seconds, early.Went, early.Early, early.Refused = "", nil, nil, true, "单子上写的是 11:30，还早，到时候再喂。"
	brought := CareBatch{Frame: frame("家里带药来了", "", "/care/medicine"), Action: "/care/medicine/new", Question: "给哪个孩子带的？", Prev: "/care/medicine"}
	for _, k := range lunch.Kids[:9] {
		brought.Kids = append(brought.Kids, CareKid{ID: k.ID, Name: k.Name, Peg: k.Peg, Harm: k.Harm})
	}
	yard := lunch
	yard.Title, yard.Question, yard.Quiet, yard.Next, yard.Ago = "户外", "谁出去？", "", "出门了，23 个", "0"
	yard.Kids = append([]CareKid(nil), lunch.Kids...)
	for i := range yard.Kids {
		yard.Kids[i].Harm, yard.Kids[i].Differ, yard.Kids[i].Word = "", i == 2, "出去"
		if i == 2 {
			yard.Kids[i].Word = "在屋里"
		}
	}
	yard.Agos = []Choice{{Value: "0", Text: "刚刚", On: true}, {Value: "15", Text: "15 分钟前"}, {Value: "30", Text: "30 分钟前"}}
	yard.Lines, yard.Ways = []CareBar{{"今天", "85 分钟，还差 35 分钟", 71}}, []Link{{Href: "/care/yard/why", Text: "今天出不去"}}
	return []Story{{"care-yard", "户外", yard}, {"give-dose", "喂药：谁一起核对", give}, {"give-dose-again", "这一回喂过了", given}, {"give-dose-early", "喂药：还早", early}, {"medicine-new", "家里带药来了：给哪个孩子", brought}, {"day-slip", "一天的条子", slip}, {"care", "今天的照护", menu}, {"care-lunch", "午饭：都吃光了，点不一样的", lunch}, {"care-lunch-asked", "午饭：这一个吃了多少", asked}}
}

//go:build !release

package page

func wallStories() []Story {
	morning := wallStory(false)
	ask := morning
	ask.Actor, ask.Today = nil, "11月23日 星期一"
	ask.Staff = []Person{zhang, liu, shen}
	leave := morning
	leave.Picking = true
	leave.Title = "点不来的孩子"
	empty := morning
	empty.Tiles, empty.Undo = nil, nil
	empty.Counts = []Count{{"0", "到了"}, {"0", "还没到"}}
	big := morning
	big.Text = "l"
	late := wallStory(true)
	nobody := late
	nobody.Undo = nil
	child := WallChild{Frame: frame("王梓涵的今天", "11月23日 星期一", "/wall/morning"), Child: zihan, Prev: "/wall/morning",
		Lines: []Fact{{Word: "到", Text: "7:36，奶奶送来，张桂兰记"}, {Word: "接", Text: "还没接"}},
		Fixes: choices("", "没来，点错了", "时间不对", "不是奶奶送的"), Reasons: choices("", "点错了人", "补记", "家里人说的")}
	child.Slip = "/child/0a/slip"
	fixing := child
	fixing.Slip = ""
	fixing.Fixes, fixing.FixOn = choices("时间不对", "没来，点错了", "时间不对", "不是奶奶送的"), "时间不对"
	fixing.Timed, fixing.Time = true, Time{Hours: numbered(0, 23, 8, "点"), Minutes: fives(), Hour: "8", Minute: "5", Said: "8:05"}
	fixing.Reasons, fixing.WhyOn, fixing.Ready = choices("补记", "点错了人", "补记", "家里人说的"), "补记", true
	return []Story{
		{"wall-ask", "登记台：谁在登记", ask},
		{"wall-morning", "登记台：早上", morning},
		{"wall-leave", "登记台：请假", leave},
		{"wall-empty", "登记台：没有孩子", empty},
		{"wall-big", "登记台：大字", big},
		{"wall-evening", "登记台：下午", late},
		{"wall-evening-end", "登记台：下午，撤回过后", nobody},
		{"wall-absent", "为什么不来", WallAbsent{Frame: frame("请假", "11月23日 星期一", "/wall/morning"), Child: Person{ID: "1c", Name: "陈雨桐", Word: "女 · 25 月龄", Peg: Peg{"yu", 3}}, Prev: "/wall/morning",
			Reasons: []Choice{{Value: "sick", Text: "病了"}, {Value: "family", Text: "家里有事"}, {Value: "weather", Text: "天气不好"}, {Value: "away", Text: "出远门"}, {Value: "none", Text: "没说为什么", Small: "记作没来"}}}},
		{"wall-pickup", "谁来接", WallPickup{Frame: frame("下午接", "", "/wall/evening"), Child: zihan, Value: "1a,1b", Prev: "/wall/evening",
			People: []Person{{ID: "21", Name: "李秀英", Word: "奶奶 · 平时接", Peg: Peg{"hua", 4}}, {ID: "22", Name: "王建国", Word: "爷爷", Peg: Peg{"zheng", 2}}, {ID: "23", Name: "王丽", Word: "妈妈", Peg: Peg{"ye", 3}}, {ID: "24", Name: "王小龙", Word: "16 岁，不能接", Peg: Peg{"ri", 5}, Off: true}}}},
		{"stranger", "名单上没有的人来接", strangerStory(nil)},
		{"stranger-bad", "来接的人没写全", strangerStory(Errors{"asked": "还没问过家里人。打个电话，问过谁就点谁。"})},
		{"wall-child", "孩子的今天", child},
		{"wall-fix", "改记错的", fixing},
		{"staff", "谁在岗", Staff{Frame: frame("谁在岗", storyToday, "/"), People: []Person{with(choose(zhang), "7:20 来的"), with(choose(liu), "7:45 来的"), with(shen, "还没来"), with(wang, "今天来查看")},
			Groups: []Ratio{{Group: "托小班", Children: "8 个孩子", Staff: "2 位老师", Word: "够"}, {Group: "托大班", Children: "9 个孩子", Staff: "1 位老师", Word: "差 1 位", Short: true}}}},
	}
}

func with(p Person, word string) Person { p.Word = word; return p }

func strangerStory(bad Errors) Stranger {
	s := Stranger{Frame: frame("名单上没有的人来接", "王梓涵 · 平时奶奶接", "/wall/evening"), Child: zihan, Value: "1a", Called: "王大勇", Adult: true, KinOn: "舅舅", Prev: "/wall/evening",
		Kin: choices("舅舅", "舅舅", "叔叔", "姑父", "邻居", "别的人"), Asked: choices("", "妈妈", "爸爸", "奶奶", "还没问")}
	s.Errors = bad
	return s
}

func wallStory(evening bool) Wall {
	w := Wall{Frame: frame("登记台", "", "/"), Board: Morning, Actor: &zhang}
	if evening {
		w.Board = Evening
	}
	w.Frame.Ticket = "story"
	w.Counts = []Count{{"14", "到了"}, {"8", "还没到"}, {"2", "请假"}}
	w.Undo = &Undo{Mark: "到", Who: "尉迟安", Text: "8:06 到了，外婆送来", Action: "/wall/morning", Token: "9f", Choices: []Choice{{Value: "22", Text: "外公送的"}}}
	if evening {
		w.Counts = []Count{{"15", "已走"}, {"3", "还在"}, {"3", "未登记离开"}}
		w.Undo = &Undo{Mark: "走", Class: "went", Who: "王梓涵、王梓轩", Text: "18:04 奶奶接走，记好了", Action: "/wall/evening", Token: "9f"}
		w.Main = &Link{Href: "/wall/missing", Text: "补记 3 个孩子"}
	}
	names := []string{"王梓涵", "王梓轩", "陈雨桐", "马浩然", "李沐阳", "赵一诺", "刘子墨", "孙可欣", "周小满", "吴佳怡", "郑浩宇", "冯思源", "杨果果", "杨豆豆", "韩语嫣", "秦朗", "许诺", "何苗苗", "郭天佑", "申若曦", "张某之女", "崔乐乐", "牛小虎", "尉迟安"}
	pairs := map[int]string{0: "龙凤胎", 12: "姐弟"}
	for i := 0; i < len(names); i++ {
		f := Family{Word: pairs[i], Kids: []Kid{storyKid(i, names[i], evening)}}
		if f.Word != "" {
			i++
			f.Kids = append(f.Kids, storyKid(i, names[i], evening))
		}
		w.Tiles = append(w.Tiles, f)
	}
	return w
}

func storyKid(i int, name string, evening bool) Kid {
	k := Kid{ID: "k" + string(rune('a'+i)), Name: name, Peg: PegNo(i)}
	switch {
	case i == 6:
		k.State, k.Word = Leave, "病假"
	case i == 18:
		k.State, k.Word = Leave, "事假"
	case i == 17:
		k.State, k.Word = Missing, "没来"
	case !evening && i%3 == 2:
		k.Word, k.Value = "还没到", k.ID
	case !evening:
		k.State, k.Word, k.Just = Here, "7:4"+string(rune('0'+i%10))+" 到", i == 23
	case i == 3 || i == 12 || i == 13:
		k.State, k.Word, k.Value = Unnoted, "未登记离开", k.ID
	case i%8 == 1 && i > 1:
		k.State, k.Word, k.Value = Here, "7:40 到", k.ID
	default:
		k.State, k.Word, k.Just = Gone, "奶奶接走", i < 2
	}
	return k
}

//go:build !release

package page

func checkStories() []Story {
	w := Wall{Frame: frame("晨检", "", ""), Board: Checks, Actor: &zhang, Counts: []Count{{"11", "看过"}, {"3", "还没看"}}}
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
	step := CheckStep{Frame: frame("王梓涵", "", "/check"), Action: "/check/child/1a", Question: "看一看", Many: true, Next: "下一步", Said: "at=look",
		Steps: steps(2, "摸", "量", "看", "问", "查", "办"), Tiles: choices("没精神", "没精神", "脸色不好", "身上有疹子", "嗓子红", "眼睛红")}
	temp := step
	temp.Question, temp.Tiles, temp.Many, temp.Steps, temp.Quiet = "量一量体温", nil, false, steps(1, "摸", "量", "看", "问", "查", "办"), "量腋下，37.3 度起按发烧办。"
	temp.Stepper = &Stepper{Field: "tenths", Name: "体温", Value: 381, Start: 365, Min: 340, Max: 430, Units: []Unit{{"c", "度", 10, 1}}, Wide: true}
	then := step
	then.Question, then.Many, then.Few, then.Next, then.Steps = "怎么办？", false, true, "", steps(5, "摸", "量", "看", "问", "查", "办")
	then.Note = &Note{Icon: "i-warn", Bold: "39.2 度，烧着。", Text: "到观察室，给家里打电话。"}
	then.Tiles = []Choice{{Value: "room", Text: "到观察室", Small: "告诉家里，等家里来接", Icon: "i-hand"}, {Value: "watch", Text: "留下，多看几眼", Icon: "i-find"}}
	ill := Rows{Frame: frame("王梓涵病了", "11月23日起，来的时候要返园证明", "/ill"), Action: "/ill/1a", Prev: "/ill", Last: true,
		Ways: []Link{{Href: "/wall/pickup?child=1a", Text: "家里来接了", Icon: "i-door"}},
		Rows: []Row{{Icon: "i-check-up", Bold: "体温", Text: "7:40 37.8 度，7:52 38.1 度", Small: "7:52 到观察室", Href: "/ill/1a/temp", Way: "再量"},
			{Icon: "i-phone", Bold: "告诉家里", Text: "还没打电话", Href: "/call/1a?about=ill", Way: "打电话"},
			{Icon: "i-help", Bold: "像什么病", Text: "手足口病 · 站里看着像", Small: "至少 14 天，到疱疹都干了、结痂了为止；各地说法不一样，听医生的", Href: "/ill/1a/what", Way: "改"},
			{Icon: "i-thumb", Bold: "没事了", Text: "量过看过，不是病", Do: []Choice{{Value: "over", Text: "回去和大家玩"}}}}}
	ill.Note = &Note{Icon: "i-warn", Bold: "烧着。", Text: "给家里打电话，请家里来接，去看医生。"}
	absent := Rows{Frame: frame("没来的，问一声", storyToday, "/todo"), Lead: "10:00 以前问完。", Rows: []Row{
		{Peg: &Peg{"yu", 3}, Bold: "陈雨桐", Text: "没来，没说为什么", Small: "站长来问", Tag: "3 天没消息", Care: true, Href: "/call/1c", Way: "打电话"},
		{Peg: &Peg{"niao", 2}, Bold: "马浩然", Text: "没来，没说为什么", Small: "9:36 打给奶奶，没打通，再打", Href: "/call/1d", Way: "打电话"}}}
	cluster := Rows{Frame: frame("几个孩子一样不舒服", "", "/"), Action: "/cluster",
		Lead: "给卫生院、县疾控打电话，照着念：“这里是柳沟村驿站，7 天里有 2 个孩子像手足口病，请问怎么办？”孩子分开，开窗，洗手，擦玩具。",
		Rows: []Row{{Icon: "i-warn", Bold: "2 个孩子", Text: "手足口病，7 天里", Small: "只是数出来的，不是看病。这个班要不要先停十天，听疾控的",
			Do: []Choice{{Value: "hfmd:clinic", Text: "打给卫生院了"}, {Value: "hfmd:cdc", Text: "打给县疾控了"}, {Value: "hfmd:county", Text: "打给县卫健了"}}}}}
	county := CountyIllness{CountyFrame: CountyFrame{Title: "几个孩子一样不舒服", County: "上党区婴幼儿照护", Who: "赵敏", Tab: "stations", Hint: "11月22日 星期日", Forms: true, Request: storyRequest}, May: true,
		Rows:  []IllnessRow{{Day: "11月23日", Where: "柳沟村驿站", What: "手足口病", Cases: "3", Look: true}, {Day: "11月20日", Where: "石坡村驿站", What: "又吐又拉", Cases: "5", Told: "卫生院、县疾控"}},
		Terms: []IllnessTerm{{"hfmd", "手足口病", "疱疹都干了、结痂了", "14 天，或只看结痂", "县里 11月20日定的", 10}, {"flu", "流感", "退烧以后两天", "退烧两天，或七天", "各地说法不一，待县里确认", 2}}}
	return []Story{
		{"county-illness", "县：几个孩子一样不舒服", county}, {"county-holidays", "县：放假和调休", storyHolidays(county.CountyFrame)},
		{"check-wall", "晨午检", w}, {"check-step", "有点不对：看一看", step}, {"check-temp", "有点不对：量体温", temp}, {"check-then", "有点不对：怎么办", then},
		{"ill", "病了的孩子", ill}, {"absent", "没来的，问一声", absent}, {"cluster", "几个孩子一样不舒服", cluster},
	}
}

func storyHolidays(f CountyFrame) CountyHolidays {
	f.Title, f.Tab = "放假和调休", "forms"
	week := func(days ...string) (w [7]DayLook) {
		for i, d := range days {
			w[i].Day = d
			if i > 4 && d != "" {
				w[i].Kind = "rest"
			}
		}
		return w
	}
	off := week("5", "6", "7", "8", "9", "10", "11")
	for i := range 3 {
		off[i].Kind, off[i].Word = "off", "休"
	}
	off[5].Kind, off[5].Word = "work", "班"
	return CountyHolidays{CountyFrame: f, Years: []Choice{{Value: "/holidays?year=2026", Text: "2026", On: true}, {Value: "/holidays?year=2027", Text: "2027"}}, Year: "2026", State: "国务院的通知，随程序来的",
		Notice: "国庆节：10月1日至10月7日放假。9月20日、10月10日上班。\n",
		Rows:   []HolidayRow{{"国庆节", "10月1日至10月7日", "7 天", "9月20日、10月10日"}},
		Months: []MonthLook{{"2026年10月", [][7]DayLook{week("", "", "", "1", "2", "3", "4"), off, week("12", "13", "14", "15", "16", "17", "18")}}}}
}

//go:build !release

package page

import "yizhan/hub/care/growth"

func growthStories() []Story { return append(weighStories(), grownStories()...) }

func weighStories() []Story {
	weight := Stepper{Field: "weight", Name: "体重", Word: "上次 10.4，10月20日", Start: 10400, Min: 500, Max: 40000, Units: Weights, Unit: "kg", Wide: true}
	length := Stepper{Field: "length", Name: "身长", Word: "上次 80.4，10月20日", Start: 804, Min: 300, Max: 1300, Units: []Unit{{"cm", "厘米", 10, 1}}, Wide: true}
	head := length
	head.Field, head.Name, head.Word, head.Value = "head", "头围", "上次 46.5，10月20日", 468
	figures := func(on string, texts ...string) (all []WeighFigure) {
		for i, f := range [][2]string{{"weight", "体重"}, {"length", "身长"}, {"head", "头围"}} {
			all = append(all, WeighFigure{f[0], f[1], texts[i], f[0] == on})
		}
		return all
	}
	weigh := Weigh{Frame: frame("量身高体重", "王梓涵 · 女 · 20 月龄", "/child/1a"), Action: "/child/1a/growth/new", Child: zihan, Prev: "/child/1a/growth",
		Figures: figures("weight", "", "", ""), Stepper: weight, Question: "体重多少？", Next: "下一样：身长", Enough: true,
		Postures: []Choice{{Value: "lying", Text: "躺着量", On: true}, {Value: "standing", Text: "站着量"}},
		Clothes:  []Choice{{Value: "light", Text: "脱了外套", On: true}, {Value: "winter", Text: "穿着棉衣"}}}
	first := weigh
	first.Stepper.Word, first.Stepper.Start = "第一次量", 3200
	half := weigh
	half.Figures, half.Stepper, half.Question, half.Next = figures("length", "10.9 公斤", "", ""), length, "身长多少？", "下一样：头围"
	last := weigh
	last.Figures, last.Stepper, last.Question, last.Next, last.Done, last.Enough = figures("head", "10.9 公斤", "82.3 厘米", "46.8 厘米"), head, "头围多少？", "记下来", true, false
	odd := half
	odd.Stepper.Typed, odd.Errors = "8.2.3", Errors{"length": "这个数没看懂，别的都在。像 10.9 这样重按一遍。"}
	jin := weigh
	jin.Stepper.Value, jin.Next, jin.Done, jin.Enough = 21800, "改好了，记下来", true, false
	jin.Asked = &WeighAsk{Bold: "是 21.8 斤，还是 21.8 公斤？", Text: "上次是 10.4 公斤。", Answers: []Choice{{Value: "meant", Text: "是斤，记 10.9 公斤"}, {Value: "sure", Text: "是公斤，没错"}}}
	jump := jin
	jump.Stepper.Value = 7900
	jump.Asked = &WeighAsk{Bold: "比上次少了 2.5 公斤，对吗？", Text: "上次是 10.4 公斤。再量一次看看，量错了就在右边重按。", Answers: []Choice{{Value: "sure", Text: "没错，就记 7.9 公斤"}}}
	return []Story{
		{"weigh", "量身高体重", weigh},
		{"weigh-first", "量身高体重，第一次", first},
		{"weigh-half", "量身高体重，量了一样", half},
		{"weigh-last", "量身高体重，都量了", last},
		{"weigh-odd", "量身高体重，没看懂", odd},
		{"weigh-jin", "量身高体重，斤还是公斤", jin},
		{"weigh-jump", "量身高体重，差得多", jump},
	}
}

// grownStories are the curves.
func grownStories() []Story {
	grown := growthStory("weight", []float64{0, 3.2, 1, 4.1, 3, 6.1, 6, 7.5, 8, 8.2, 12, 9.2, 15, 9.8, 18, 10.4, 20, 10.9})
	fine, doctor, watch := &Aloud{Href: "/say/page/growth?only=growth-fine"}, &Aloud{Href: "/say/page/growth?only=growth-doctor"}, &Aloud{Href: "/say/page/growth?only=growth-watch"}
	grown.Aloud = fine
	low := growthStory("weight", []float64{0, 2.9, 1, 3.6, 3, 5.2, 6, 6.4, 8, 6.9, 12, 7.6, 15, 8.0, 18, 8.4, 20, 8.5})
	low.Aloud = doctor
	low.Word, low.Care, low.Next = "比同龄的轻一些、瘦一些", true, "下次 12月23日前后量"
	low.Said = []string{"体重 下，身长 中下", "请带到乡镇卫生院看看，一个月后再量。", "不是说有病，是请医生瞧一眼。"}
	low.Rows = []GrowthRow{{"11月23日", "20 月龄", "8.5", "79.1", "45.6"}, {"9月12日", "18 月龄", "8.4", "77.9", "45.4"}, {"6月13日", "15 月龄", "8.0", "75.6", ""}}
	high := growthStory("weight", []float64{0, 4.3, 6, 9.4, 12, 12.3, 18, 14.6, 20, 15.6})
	high.Aloud = doctor
	high.Word, high.Care, high.Said = "比同龄的胖得多", true, []string{"体重 上，身长 中上", "请带到乡镇卫生院看看，一个月后再量。", "不是说有病，是请医生瞧一眼。"}
	high.Rows = []GrowthRow{{"11月23日", "20 月龄", "15.6", "84.2", ""}, {"9月12日", "18 月龄", "14.6", "82.3", ""}}
	flat := growthStory("weight", []float64{0, 3.2, 3, 6.1, 6, 7.5, 12, 9.2, 18, 10.4, 20, 9.8})
	flat.Aloud = watch
	flat.Word, flat.Care, flat.Said = "这条线平了一点", true, []string{"体重 中下，身长 中", "下个月再来量一次，量了再看。"}
	flat.Rows = []GrowthRow{{"11月23日", "20 月龄", "9.8", "82.3", "46.8"}, {"9月12日", "18 月龄", "10.4", "80.4", "46.5"}}
	once := growthStory("weight", []float64{20, 10.9})
	once.Rows = once.Rows[:1]
	none := growthStory("weight", nil)
	none.Rows, none.Word, none.Said, none.Next, none.Print = nil, "", nil, "", ""
	none.Frame.Note = &Note{Kind: "calm", Icon: "i-scale", Bold: "还没量过。", Text: "量一次，线上就有第一个点。"}
	unborn := none
	unborn.Curve, unborn.Empty = nil, &Note{Icon: "i-pen", Bold: "还没有生日和男女。", Text: "补上了才好和同龄的比。", Link: &Link{Href: "/child/1a/edit/birth", Text: "去补"}}
	shape := growthStory("wfl", []float64{63.1, 6.9, 68.2, 8.0, 75.0, 9.2, 80.4, 10.4, 82.3, 10.9})
	saved := grown
	saved.Undo = &Undo{Mark: "好", Action: "/child/1a/growth/undo", Token: "9f"}
	return []Story{
		{"growth", "长势", grown},
		{"growth-saved", "长势，刚量完", saved},
		{"growth-low", "长势，轻一些", low},
		{"growth-high", "长势，胖得多", high},
		{"growth-flat", "长势，平了", flat},
		{"growth-once", "长势，量过一次", once},
		{"growth-none", "长势，没量过", none},
		{"growth-unborn", "长势，没有生日", unborn},
		{"growth-shape", "长势，胖瘦", shape},
	}
}

// growthStory is a girl's page with a line of figures: places across and up in turn.
func growthStory(of string, line []float64) Growth {
	c := &Curve{Label: "体重曲线，女孩", Across: "月龄", Up: "公斤", From: 0, To: 24, Step: 6}
	chart := growth.WeightChart
	if of == "wfl" {
		c.Label, c.Across, c.From, c.To, c.Step, chart = "胖瘦曲线，女孩", "厘米", 60, 100, 10, growth.WeightForLengthChart
	}
	c.Bands = growth.BandsOf(chart, growth.Girl, c.From, c.To, false)
	for i := 0; i+1 < len(line); i += 2 {
		tip := dots(line[i+1]) + " 公斤"
		c.Own = append(c.Own, CurvePoint{growth.Point{At: line[i], Value: line[i+1]}, tip, tip})
	}
	g := Growth{Frame: frame("王梓涵", "女 · 20 月龄", "/child/1a").with(func(f *Frame) { f.Road = nil }), ID: "1a", Peg: Peg{"shi", 1}, Curve: c,
		Word: "长得正好", Said: []string{"体重 中，身长 中，头围 中", "跟着自己的线走，放心。"}, Next: "下次 明年3月12日前后量",
		Rows:  []GrowthRow{{"11月23日", "20 月龄", "10.9", "82.3", "46.8"}, {"9月12日", "18 月龄", "10.4", "80.4", "46.5"}, {"6月13日", "15 月龄", "9.8", "77.9", ""}, {"3月12日", "12 月龄", "9.2", "75.0", "45.0"}},
		Weigh: "/child/1a/growth/new", Print: "/child/1a/growth/card", Prev: "/child/1a"}
	for _, tab := range [][2]string{{"weight", "体重"}, {"length", "身高"}, {"head", "头围"}, {"wfl", "胖瘦"}} {
		g.Tabs = append(g.Tabs, GrowthTab{"/child/1a/growth?of=" + tab[0], tab[1], tab[0] == of})
	}
	return g
}

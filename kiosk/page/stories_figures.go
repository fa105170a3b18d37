//go:build !release

package page

import "math"

// picture stands for one that somebody took: one green dot.
const picture = "data:image/gif;base64,R0lGODlhAQABAIAAAN3m3gAAACwAAAAAAQABAAACAkQBADs="

func figureStories() []Story {
	f := CountyFrame{Title: "托育全景", County: "上党区婴幼儿照护", Who: "赵敏", Tab: "overview", Hint: "11月23日 星期一", Export: true, Request: storyRequest}
	cards := []FigureCard{
		{Name: "托位使用率", Value: "39.3", Unit: "%", Fraction: "在托 412 / 托位 1,048", Share: 655, Goal: 667, Distance: "目标 40%，差 8 人", Href: "/figures/d3"},
		{Name: "普惠托位占比", Value: "67.0", Unit: "%", Fraction: "普惠 702 / 托位 1,048", Share: 670, Goal: 600, Distance: "目标 60%，达到", Href: "/figures/d2"},
		{Name: "电子健康档案", Value: "96.0", Unit: "%", Fraction: "在管 3,861 / 应建 4,020", Share: 960, Goal: 986, Distance: "目标 100%，差 159 份", Href: "/figures/d8"},
		{Name: "一年内指导到家", Value: "82.2", Unit: "%", Fraction: "指导 3,104 户 / 3,775 户", Share: 822, Goal: 900, Distance: "目标 90%，差 294 户", Href: "/figures/d6"},
		{Name: "持证上岗", Value: "90.7", Unit: "%", Fraction: "持证 88 / 在岗 97", Share: 907, Goal: 900, Distance: "目标 90%，达到", Href: "/figures/d9"},
		{Name: "每千人口托位", Missing: "缺：常住人口（县里填）", Href: "/figures/d1"},
	}
	stations := countyStories()[3].View.(CountyStations).Stations
	names := []string{"韩店镇", "苏店镇", "荫城镇", "西火镇", "八义镇", "南宋镇"}
	towns := make([]MapTown, len(names))
	for i, name := range names {
		towns[i] = MapTown{Name: name, Href: "/overview?town=14040410" + string(rune('0'+i))}
		for n := range 3 + i%3 {
			d := MapDot{Title: name + "，16:40 联系过"}
			if i == 2 && n == 0 {
				d.State = "gone"
			} else if (i+n)%5 == 4 {
				d.State = "slow"
			}
			towns[i].Dots = append(towns[i].Dots, d)
		}
	}
	trend := Trend{Label: "在托与出勤（人，近 12 个月）", Unit: " 人", Marks: []string{"12月", "1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月"}, Lines: []TrendLine{
		{Name: "在托", Values: []float64{388, 394, 391, 402, 405, 399, 411, 408, 416, 409, 404, 412}},
		{Name: "出勤", Values: []float64{361, 370, 359, 377, 382, 371, 388, 380, 392, 384, 377, 386}, Dashed: true}}}
	classes := Shares{Label: "今年妈妈课堂（办了 / 计划，场）", Rows: []Share{{"韩店镇", 42, 45}, {"苏店镇", 31, 36}, {"荫城镇", 38, 45}, {"西火镇", 27, 27}, {"八义镇", 22, 36}, {"南宋镇", 25, 27}}}
	over := CountyOverview{CountyFrame: f, Counted: "数到 11月22日 夜里对账，24 站中 23 站已收齐", Figures: cards, Lead: "共 24 站，先看要管的", Stations: stations, More: "/stations",
		Map: StationMap{Label: "站点示意图", Centre: "县中心", Towns: towns}, Heard: []HeardRow{{"", "今天联系过 20"}, {"slow", "三天内 3"}, {"gone", "超过三天 1"}},
		Trend: trend, Classes: classes, Todo: []Link{{Href: "/children?station=1", Text: "横河村 9 天没联系，邻站知道还有 131 条"}, {Href: "/late", Text: "有 2 张表过了期限没办"}}}
	based := over
	based.BaseAt, based.Base = "/map", &BaseMap{Src: picture, Wide: 1600, High: 1700, Number: "晋S(2024)012号", Source: "省标准地图服务网站",
		Dots: []BaseDot{{MapDot{Title: "柳沟驿站，16:40 联系过"}, 0.3, 0.4, 0}, {MapDot{Title: "横河驿站，9 天没联系", State: "gone"}, 0.7, 0.62, 0}}}
	under := CountyMap{CountyFrame: f, Number: based.Base.Number, Origin: based.Base.Source, There: true, Src: picture, High: 850, Look: based.Base.SVG(), Sites: choices("", "苏店镇 南董驿站"), Fault: "两个钉子太近，点偏一点整张图就歪了。请隔远一些再钉，最好一个在左上、一个在右下。",
		Steps: []Choice{{Value: "0", Text: "第一个", Small: "36.0512, 113.0233"}, {Value: "1", Text: "第二个", Small: "36.0211, 113.2531", On: true}}, Pins: [][2]float64{{0.2, 0.15}, {0.8, 0.9}}, Lines: []string{"省标准地图服务网站，11月23日放的。"}}
	pinned := under
	pinned.Look, pinned.Pins, pinned.Fault, pinned.Lines = "", pinned.Pins[:1], "", []string{"审图号：晋S(2024)012号", "省标准地图服务网站，11月23日放的。"}
	pinned.Steps = []Choice{under.Steps[0], {Value: "1", Text: "第二个", Small: "还没有钉", On: true}}
	called := over
	called.Calls = []Link{{Href: "/alarms", Text: "看寺村照护驿站 16:30，还没有人应"}}
	town := over
	town.Back, town.Counted = "/overview", "荫城镇，数到 11月22日 夜里"
	town.Map.Towns = town.Map.Towns[2:3]
	first := over
	first.Figures, first.Stations, first.Todo, first.Classes.Rows, first.Map.Towns = cards[5:], nil, nil, nil, nil
	none := math.NaN()
	first.Trend.Marks, first.Trend.Lines = []string{"10月", "11月"}, []TrendLine{{Name: "在托", Values: []float64{none, none}}}
	g := f
	g.Tab, g.Title = "figures", "指标"
	row := func(c FigureCard, def string) FigureRow {
		return FigureRow{Name: c.Name, Definition: def, Value: c.Value + c.Unit, Fraction: c.Fraction, Goal: "40%", Over: "到2025年12月31日，已过", Distance: "差 8 人", Missing: c.Missing, Look: c.Share < c.Goal, Href: c.Href}
	}
	list := CountyFigures{CountyFrame: g, MayType: true, Day: "2026-11-23", Towns: choices("", "全县", "韩店镇"), Known: choices("", "现在知道的", "11月22日结的账"),
		Groups: []FigureGroup{{"大足区 2023—2025", []FigureRow{row(cards[0], ""), row(cards[3], "A：一年内有过一次指导"), row(cards[3], "B：答题合格的家长"), row(cards[5], "")}}}}
	rank := []RankRow{{1, "西火镇", "/figures/d3?town=1", "62.1%", "在托 41 / 托位 66", "", false}, {2, "韩店镇", "/figures/d3?town=2", "44.0%", "在托 132 / 托位 300", "", false}, {3, "荫城镇", "/figures/d3?town=3", "21.7%", "在托 26 / 托位 120", "", true}, {0, "贾掌镇", "/figures/d3?town=4", "缺", "", "缺：不在这个系统里的普惠托位（县里填）；缺：完整居住社区数（5,000 到 12,000 人的）（县里填）", false}}
	one := CountyFigure{CountyFrame: g, Card: cards[0], Prev: "/figures", Trend: trend, Towns: rank, Stations: rank,
		Definition: []Fact{{Word: "分子", Text: "月末在托婴幼儿"}, {Word: "分母", Text: "托位总数"}, {Word: "目标", Text: "到 2025 年不低于全市平均"}, {Word: "出处", Text: "大足区实施方案，十项指标之三"}, {Word: "算法", Text: "第 1 版，2026年11月1日起"}},
		Others:     []FigureRow{{Name: "B：连别处的托位", Value: "35.1%", Fraction: "412 / 1,174", Href: "/figures/d3?way=B"}},
		BehindLead: "412 条，这里是第 1–50 条", Pages: []Link{{Href: "/figures/d3?page=2#behind", Text: "后面的"}}, Behind: []BehindRow{{"/child/1a", "王梓涵", "在托的孩子", "柳沟村照护驿站", "2025年9月1日", "1"}, {"", "已经删除的", "在托的孩子", "柳沟村照护驿站", "2025年9月1日", "1"}}}
	return []Story{
		{"county-overview-map", "县：托育全景，有底图", based},
		{"county-map", "县：底图", under},
		{"county-map-pin", "县：底图，还差一个钉子", pinned},
		{"county-map-none", "县：还没有底图", CountyMap{CountyFrame: f}},
		{"county-overview", "县：托育全景", over},
		{"county-overview-alarm", "县：全景，有站在报警", called},
		{"county-overview-town", "县：一个镇的全景", town},
		{"county-overview-first", "县：全景，还没有站", first},
		{"county-figures", "县：全部指标", list},
		{"county-figure", "县：一个指标", one},
		{"county-numbers", "县：县里填的数", storyNumbers(g)},
	}
}

func storyNumbers(f CountyFrame) CountyNumbers {
	row := func(name, value, from, source string) NumberRow {
		return NumberRow{Name: name, Value: value, From: from, Source: source, Said: "1月12日", Href: "/numbers?key=population"}
	}
	before := []NumberRow{{Value: "351,900 人", Place: "全县", From: "2025年12月31日", Source: "统计公报", Said: "1月12日"}, {Value: "351,000 人", Place: "全县", From: "2025年12月31日", Source: "统计局电话", Said: "1月5日"}}
	numbers := []NumberRow{row("常住人口", "351,900 人", "2025年12月31日", "统计公报"), row("三岁以下婴幼儿数", "", "", ""), row("街道办事处数", "3 个", "2026年1月1日", "民政局"), row("居民人均可支配收入", "24,316.5 元/年", "2025年12月31日", "统计公报")}
	numbers[0].On = true
	return CountyNumbers{CountyFrame: f, Prev: "/figures", Numbers: numbers,
		Goals: []NumberRow{{Name: "普惠性托育机构数", Value: "24 家", From: "2026年12月31日", Source: "县政府办〔2026〕3 号", Href: "/numbers?goal=P1-1"}},
		Entry: NumberEntry{Title: "常住人口", Key: "population", Unit: "人", Places: choices("", "全县", "韩店镇", "苏店镇"), DayWord: "从哪天起用", Value: "351900", Day: "2026-11-23", Source: "统计公报", Before: before}}
}

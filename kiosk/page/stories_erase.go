//go:build !release

package page

func eraseStories() []Story {
	f := Frame{Title: "给家里的告知单", Hint: "一张 A4", Back: "/erasing/1", Request: storyRequest}
	asked := EraseNotice{Frame: f, Site: "柳沟村照护驿站", Prev: "/erasing/1", Source: "《个人信息保护法》第四十七条、第五十条没有写天数；十五个工作日照国家网信办等四部门2019年《违法违规收集使用个人信息行为认定方法》第六条", Kept: "身高体重，和认得出孩子的名字、生日",
		Facts: []Fact{{Word: "孩子", Text: "王梓涵"}, {Word: "谁提的", Text: "奶奶 李秀英"}, {Word: "要求", Text: "全部删掉"}, {Word: "最晚哪天答复", Text: "2026年12月14日（15 个工作日）"}}}
	done := asked
	done.Kept, done.Source = "", ""
	done.Hubs = []Fact{{Word: "横河驿站", Text: "还没有。最后联系 11月14日。一联系上就删。"}, {Word: "柳沟驿站", Text: "删好了。今天删的，备份里也没有了。"}}
	done.Beyond = []Fact{{Word: "2026年11月2日", Text: "取走过表格：机器收不回来，要问拿的人"}}
	c := CountyFrame{Title: "删除和保存", County: "上党区婴幼儿照护", Who: "赵敏", Tab: "erase", Hint: "11月22日 星期日", Export: true, Erase: true, Sticks: true, Fleet: true, Audit: true, Request: storyRequest}
	list := CountyErasures{CountyFrame: c, Lead: "2 件，1 件等答复", Rows: []CountyErasureRow{
		{"/erasures/1", "王梓涵", "柳沟驿站", "全部删掉", "奶奶 李秀英", "今天", "12月14日，还有 22 天", false, "等答复", "", true},
		{"/erasures/2", "一个孩子", "石坡驿站", "全部删掉", "妈妈", "11月2日", "", false, "县里下了删除令", "11/12 处", false}}}
	none := list
	none.Rows, none.Lead = nil, ""
	one := CountyErasure{CountyFrame: c, ID: "1", Open: true, Child: "/child/1a", Goes: "登记、家里人、入托、来没来", Kept: "身高体重",
		Facts: asked.Facts, Checks: []Choice{{Value: "phone", Text: "打过电话"}}}
	one.Title = "王梓涵：全部删掉"
	far := CountyErasure{CountyFrame: c, ID: "2", Facts: asked.Facts, Lead: "已在 11/12 处删除", Beyond: done.Beyond,
		Hubs: []CountyReach{{"横河驿站", "还没有", "", "", "11月14日，8 天前", true}, {"柳沟驿站", "删好了", "今天", "也没有了", "正连着", false}}}
	keep := CountyRetention{CountyFrame: c, Lead: "1 个孩子", Source: asked.Source, Whys: []Choice{{Value: "dispute", Text: "有争议"}},
		Classes: []RetentionRow{{"care", "登记和照护", "孩子、家里人", "离开或满三岁以后", "同意书", 3, 1, "借用的，待县里确认"}, {"work", "站里的工作记录", "班", "不自动删", "没有规定", 0, 0, "借用的，待县里确认"}},
		Due:     []RetentionDue{{"1a", "/child/1a", "马浩然", "柳沟驿站", "全部", "12月3日", false, ""}, {"1b", "/child/1b", "马小雨", "柳沟驿站", "除了身高体重", "12月8日", false, "有争议，还没说清"}}}
	bare := keep
	bare.Due, bare.Lead = nil, ""
	return []Story{
		{"erase-notice", "告知单：刚提", asked},
		{"erase-notice-done", "告知单：删好了", done},
		{"county-erasures", "县：家里要求删除的", list},
		{"county-erasures-none", "县：没有要求删除的", none},
		{"county-erasure", "县：答复一件", one},
		{"county-erasure-far", "县：删到哪里", far},
		{"county-retention", "县：留多久", keep},
		{"county-retention-none", "县：没有到期的", bare},
	}
}

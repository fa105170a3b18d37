//go:build !release

package page

func shareStories() []Story {
	f := CountyFrame{Title: "去掉名字做研究", County: "上党区婴幼儿照护", Who: "赵敏", Tab: "share", Hint: "11月23日 星期一", Share: true, Request: storyRequest}
	study := CountyStudy{CountyFrame: f, Set: "growth", From: "2024-07-01", To: "2026-06-30", Froms: choices("2024-07-01", "2024年下半年"), Tos: choices("2026-06-30", "2026年上半年"), Keys: true, Children: 356,
		Sets: []Choice{{Value: "growth", Text: "身高体重", On: true}, {Value: "development-check", Text: "发育筛查"}},
		Facts: []Fact{{Word: "收", Text: "356 个孩子，1,904 行"}, {Word: "每组至少", Text: "10 个孩子一样；最小的一组 10 个，一共 21 组"},
			{Word: "不收", Text: "41 个孩子，家里没有同意做研究"}, {Word: "去掉", Text: "15 个孩子，一样的不够 10 个；207 行，会说出出生月份"}},
		Groups: []StudyGroup{{"韩店镇", "男", "2024年上半年", 14}, {"韩店镇", "女", "2024年", 19}, {"不说", "男", "2025年下半年", 11}},
		Done:   []StudyDone{{"6月2日", "身高体重", "2024年1月1日到2025年12月31日", "山西医科大学公共卫生学院", "农村婴幼儿生长迟缓的早期信号", "赵敏", 298, 10}}}
	wrong := study
	wrong.Institution, wrong.Errors = "山西医科大学", Errors{"why": "还没有写研究什么。请写一句，以后查得到。"}
	g := f
	g.Title = "给别的部门的钥匙"
	keys := CountyKeys{CountyFrame: g, Until: "2027-11-23", Study: true,
		Rows:   []KeyRow{{"0a", "区教育局", "站点、指标", "9月1日", "赵敏", "2027年8月31日", "11月23日", "能用", true}, {"0b", "区民政局", "案件数", "3月5日", "赵敏", "2027年3月4日", "还没用过", "8月1日收回了", false}},
		Scopes: []Choice{{Value: "stations", Text: "站点（名字、地址、托位、备案号）"}, {Value: "figures", Text: "指标（县、乡镇）"}, {Value: "cases", Text: "案件数（没有内容）"}, {Value: "children", Text: "孩子数（按乡镇、年龄、男女，少的不给）"}}}
	made := keys
	made.Secret = "yz_3q2-7wAAAAAAexampleAAAAAAAAAAAAAAAAAAAAAAAA"
	guide := APIGuide{CountyFrame: CountyFrame{Title: "别的部门怎么取数", County: f.County, Request: storyRequest}, File: "/api/v1/openapi.json",
		Rows: []APIRow{{"/api/v1/stations", "站点：名字、在哪里、托位、备案号", "站点", []Fact{{Word: "after", Text: "从哪里接着：上一页最后给的那一串"}}}, {"/api/v1/children", "三岁以下的孩子数：乡镇、几岁、男女", "孩子数", nil}}}
	return []Story{{"county-api", "别的部门怎么取数", guide}, {"county-study", "去掉名字做研究", study}, {"county-study-wrong", "没写研究什么", wrong}, {"county-keys", "给别的部门的钥匙", keys}, {"county-keys-made", "一把新钥匙", made}}
}

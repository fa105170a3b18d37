//go:build !release

package page

func takeStories() []Story {
	c := CountyFrame{Title: "要两个人同意的导出", County: "上党区婴幼儿照护", Who: "赵敏", Tab: "takes", Hint: "11月23日 星期一", Export: true, Erase: true, Sticks: true, Fleet: true, Audit: true, Takes: true, Waiting: 1, Request: storyRequest}
	ask := CountyTakeAsk{CountyFrame: c, What: "孩子名册", People: 412, Most: 20, Purpose: "打针、体检对名单", Pending: "1", Prev: "/children"}
	ask.Title = "存孩子名册"
	empty := ask
	empty.Errors = Errors{"why": "写一句给谁、用完怎么收好，另一个人才好答复。"}
	list := CountyTakes{CountyFrame: c, Lead: "1 件等您答复", Rows: []CountyTakeRow{
		{"/take/1", "孩子名册", 412, "钱会计", "打针、体检对名单", "今天 16:20", "等您答复", true},
		{"/take/2", "孩子名册", 96, "赵敏", "上面来检查", "11月22日 9:05", "同意了，11月23日 9:40 以前取", false},
		{"/take/3", "健康档案", 60, "赵敏", "别的用处", "11月20日 10:00", "吴主任不同意", false}}}
	alone := list
	alone.Rows, alone.Lead, alone.Only = nil, "", true
	facts := []Fact{{Word: "谁要", Text: "钱会计"}, {Word: "多少人", Text: "写着 412 个人是谁"}, {Word: "做什么用", Text: "打针、体检对名单"},
		{Word: "给谁、怎么收好", Text: "给县疾控王主任，核对完当面删掉"}, {Word: "什么时候提的", Text: "今天 16:20"}}
	one := CountyTake{CountyFrame: c, ID: "1", Facts: facts, Ask: true}
	one.Title = "孩子名册"
	mine := CountyTake{CountyFrame: c, ID: "2", Facts: append(facts[:len(facts):len(facts)], Fact{Word: "答复", Text: "吴主任同意，今天 16:32"}), Fetch: "/roster.xlsx", Until: "11月24日 16:32"}
	mine.Title = "孩子名册"
	return []Story{
		{"county-take-ask", "县：人多的表，要另一个人同意", ask},
		{"county-take-ask-why", "县：没写给谁", empty},
		{"county-takes", "县：等答复的导出", list},
		{"county-takes-alone", "县：只有一个人", alone},
		{"county-take", "县：另一个人来答复", one},
		{"county-take-fetch", "县：同意了，来取", mine},
	}
}

//go:build !release

package page

func officerStories() []Story {
	c := CountyFrame{Title: "人员", County: "上党区婴幼儿照护", Who: "赵敏", Tab: "officers", Hint: "11月23日 星期一", Export: true, Erase: true, Sticks: true, Fleet: true, Audit: true, Takes: true, Officers: true, Access: true, Request: storyRequest}
	roles := []Choice{{Value: "county", Text: "县级"}, {Value: "township", Text: "乡镇干部", On: true}, {Value: "viewer", Text: "只看"}, {Value: "auditor", Text: "审计"}, {Value: "admin", Text: "管理员"}}
	towns := []Choice{{Value: "140404101", Text: "苏店镇", On: true}, {Value: "140404102", Text: "荫城镇"}}
	list := CountyOfficers{CountyFrame: c, Lead: "4 个人", Roles: roles, Townships: towns, Codes: []Choice{{Value: "county", Text: "县级", On: true}, {Value: "township", Text: "乡镇干部"}, {Value: "admin", Text: "管理员", On: true}}, Alone: "20",
		Rows: []OfficerRow{
			{"/officers/1", "孙乡长", "乡镇干部", "苏店镇", "11月20日 9:12", "10.8.0.21", "没有", "锁着，还有 3 分钟", true},
			{"/officers/2", "赵敏", "县级，兼管理员", "全县", "今天 8:02", "10.8.0.5", "开着", "正登录着", false},
			{"/officers/3", "钱会计", "县级", "全县", "11月22日 17:40", "10.8.0.6", "要开，还没开", "", false},
			{"/officers/4", "审计局老李", "审计", "全县", "没有登录过", "", "没有", "还没换口令", false}}}
	wrong := list
	wrong.Name, wrong.Errors = "钱会计", Errors{"name": "已经有叫“钱会计”的人了，什么都没有变。换一个登录名，或者点进去改。"}
	one := CountyOfficer{CountyFrame: c, ID: "1", Locked: true, Coded: true, Roles: roles, Townships: towns,
		Facts: []Fact{{Word: "身份", Text: "乡镇干部"}, {Word: "管哪里", Text: "苏店镇"}, {Word: "上次登录", Text: "11月20日 9:12，从 10.8.0.21"}, {Word: "动态码", Text: "开着"}, {Word: "没登上", Text: "连着 5 次"}, {Word: "怎么样", Text: "锁着，还有 3 分钟"}}}
	one.Title = "孙乡长"
	self := one
	self.Title, self.Self = "赵敏", true
	password := CountyPaper{CountyFrame: c, Head: "审计局老李的口令", Big: []string{"m3kf-7xwq-p2ht-9rdn"}, Ways: []Link{{Href: "/officers", Text: "交给她了"}},
		Lines: []string{"只显示这一次。打印或者抄下来，当面交给本人；头一次登录就要换成自己的密码。"}}
	m := c
	m.Tab, m.Title = "me", "我的登录"
	rescue := CountyPaper{CountyFrame: m, Head: "动态码开好了，抄下恢复码", Ways: []Link{{Href: "/me", Text: "收好了"}},
		Lines: []string{"手机丢了、坏了，写一个恢复码也能登录，一个只能用一次。只显示这一次：打印或者抄下来，和手机分开放。"},
		Big:   []string{"k7d2m-q4xwa", "b3nfh-7ptre", "w2cqy-5ulzd", "h6mka-p3vfe", "x4tgb-y7nqs", "d5wru-a2kzh", "f7yqc-m6bpt", "j3vde-w5xna", "s2ahk-u4rfg", "z6ptm-c7qwb"}}
	me := CountyMe{CountyFrame: m, Coded: true, Other: true, Facts: []Fact{{Word: "名字", Text: "赵敏"}, {Word: "身份", Text: "县级，兼管理员"}, {Word: "管哪里", Text: "全县"}, {Word: "动态码", Text: "开着，另外有一张恢复码"}},
		Sessions: []OwnSession{{"1", "10.8.0.5", "今天 8:02", "正在用", true}, {"2", "10.8.0.77", "今天 7:15", "12 分钟没动", false}}}
	must := CountyMe{CountyFrame: m, Must: true, Facts: me.Facts[:3]}
	must.Note = &Note{Kind: "calm", Icon: "i-lock", Bold: "先换一个自己的密码。", Text: "口令是别人给的，用过一次就要换。换好了，接着用。"}
	must.Errors = Errors{"fresh": "两遍写的不一样。还没有换，再写一次就行。"}
	code := CountyMyCode{CountyFrame: m, Spelled: []string{"GEZD", "GNBV", "GY3T", "QOJQ", "GEZD", "GNBV", "GY3T", "QOJQ"}, Clock: "16:40"}
	code.QR, _ = QR("otpauth://totp/%E4%B8%8A%E5%85%9A%E5%8C%BA:%E8%B5%B5%E6%95%8F?issuer=%E4%B8%8A%E5%85%9A%E5%8C%BA&secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "给手机扫的图")
	off := code
	off.Must, off.Note, off.Errors = true, &Note{Kind: "calm", Icon: "i-lock", Bold: "您的身份登录要动态码。", Text: "开好了，接着用。"}, Errors{"code": "六位数不对，或者刚用过。记录都在。等手机上换了新的数，再写一次；手机不在身边，写一个恢复码。"}
	entries := []EntryRow{{"今天 8:02", "赵敏", "登录", "10.8.0.5", "", 1, false}, {"今天 7:50", "孙乡长", "没登上", "10.8.0.21", "", 6, true}, {"今天 3:11", "没有这个名字", "没登上", "203.0.113.9", "", 240, true}, {"11月22日 17:20", "钱会计", "改了身份：县级", "", "赵敏", 1, false}}
	looks := CountyMyLooks{CountyFrame: m, Rows: []OwnLookRow{{"今天 8:10", "翻看", "/child/1a", "王梓涵", 2}, {"今天 8:12", "存成表格", "", "", 1}}, Entries: entries[:1]}
	a := c
	a.Tab, a.Title = "access", "谁登录过"
	access := CountyAccess{CountyFrame: a, Lead: "这一页 4 行，246 次没登上", From: "2026-10-23", To: "2026-11-23", Whose: []Choice{{Value: "2", Text: "赵敏"}, {Value: "3", Text: "钱会计"}}, Rows: entries, File: "/access.xlsx", Report: "/audit.xlsx?year=2026", Next: "/access?page=1"}
	none := access
	none.Rows, none.Lead, none.Next, none.Report = nil, "这一页 0 行", "", ""
	ask := CountyLoginCode{CountyFrame: CountyFrame{Title: "登录", County: "上党区婴幼儿照护", Request: storyRequest}, Half: "half", Next: "/overview"}
	miss := ask
	miss.Errors = Errors{"code": "六位数不对，或者刚用过。记录都在。等手机上换了新的数，再写一次；手机不在身边，写一个恢复码。"}
	return []Story{
		{"county-login-code", "县：登录的第二步", ask}, {"county-login-code-wrong", "县：六位数不对", miss},
		{"county-officers", "县：谁能登录", list}, {"county-officers-known", "县：名字已经有了", wrong},
		{"county-officer", "县：一个人", one}, {"county-officer-self", "县：自己", self},
		{"county-paper", "县：口令只显示一次", password}, {"county-paper-rescue", "县：恢复码", rescue},
		{"county-me", "县：我的登录", me}, {"county-me-must", "县：先换密码", must},
		{"county-my-code", "县：开动态码", code}, {"county-my-code-must", "县：非开不可", off},
		{"county-my-looks", "县：我看过什么", looks},
		{"county-access", "县：谁登录过", access}, {"county-access-none", "县：没有人登录过", none},
	}
}

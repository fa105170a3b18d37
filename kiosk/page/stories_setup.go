//go:build !release

package page

import (
	"html/template"
	"strings"
)

func setupStories() []Story {
	f := frame("第一次用", "", "").with(func(f *Frame) { f.Help, f.Road = "setup", nil })
	town := Choose{Frame: f, Steps: SetupSteps(0), Action: "/setup/place", Question: "在哪个镇？", Field: "pick", Prev: "/setup/welcome", More: true, Write: "写别的镇",
		Way:   []Choice{{Value: "", Text: "山西"}, {Value: "14", Text: "长治"}, {Value: "1404", Text: "上党区"}},
		Tiles: choices("", "韩店街道", "苏店镇", "荫城镇", "西火镇", "八义镇", "南宋镇", "郝家庄镇", "北呈乡", "东和乡", "黎都街道", "贾掌镇", "振兴新区")}
	province := Choose{Frame: f, Steps: SetupSteps(0), Action: "/setup/place", Question: "在哪个省？", Field: "pick", Prev: "/setup/welcome", More: true,
		Tiles: choices("", "山西", "重庆", "河北", "河南", "山东", "陕西", "四川", "贵州", "云南", "甘肃", "湖北", "湖南", "安徽", "江西", "广西", "内蒙古")}
	site := SetupSite{Frame: f, Steps: SetupSteps(1), Name: "柳沟村照护驿站", Prev: "/setup/place",
		Kinds: choices("村级婴幼儿照护驿站", "村级婴幼儿照护驿站", "家庭托育点", "幼儿园托班", "社区", "用人单位", "公办", "民办公助", "公建民营", "妈咪宝屋"),
		Roles: choices("驿站", "驿站", "乡镇卫生院", "指导中心")}
	groups := SetupGroups{Frame: f, Steps: SetupSteps(2), Total: "一共 35 个托位", Skip: "没有托位，只登记", Next: "下一步：谁用", Prev: "/setup/site", Groups: []Stepper{
		{Field: "ru", Name: "乳儿班", Word: "6–12 月龄，最多 10 个", Value: 0, Max: 18},
		{Field: "xiao", Name: "托小班", Word: "12–24 月龄，最多 15 个", Value: 15, Max: 15, Why: "一个班最多 15 个，到顶了"},
		{Field: "da", Name: "托大班", Word: "24–36 月龄，最多 20 个", Value: 20, Max: 20, Why: "一个班最多 20 个，到顶了"},
		{Field: "hun", Name: "混合班", Word: "18–36 月龄，最多 18 个", Value: 0, Max: 18}}}
	var pegs []PegChoice
	for i := range 24 {
		p := PegNo(i)
		pegs = append(pegs, PegChoice{Peg: p, Value: p.Picture, Taken: i == 3})
	}
	out := Message{Frame: f, Icon: "i-warn", Kind: "bad", Head: "这台机器报过丢失，停用了", Lines: []string{"县里停用了它，不能接着设置。里面原来有的都没动。",
		"捡到的、找回来的，请告诉县里，或者交给最近的驿站。还要用它，请县里来清空，当新机器再接入。"}}
	county := SetupCounty{Frame: f, Steps: SetupSteps(5), Action: "/setup/county", Prev: "/setup/pin", Files: []Choice{{Value: "f1", Text: "柳沟村照护驿站的邀请", Small: "U 盘"}}}
	none := county
	none.Files = nil
	none.Errors = Errors{"file": "这个文件不是给本站的邀请，没有用它。本机的记录都在，请县里重发一份。"}
	joined := county
	joined.Now = "已经接上：长治市上党区。"
	return append(joinStories(), []Story{
		{"welcome", "第一次用", Welcome{Frame: f}},
		{"setup-province", "设置：省", province},
		{"setup-town", "设置：镇", town},
		{"setup-places", "设置：村名表", PlaceFile{Frame: f, Steps: SetupSteps(0), Action: "/setup/places", Prev: "/setup/place", Files: []Choice{{Value: "f1", Text: "上党区村名.csv", Small: "U 盘 · 12 KB"}}}},
		{"setup-places-bad", "设置：村名表不对", PlaceFile{Frame: f.with(func(f *Frame) {
			f.Errors = Errors{"file": "第 3 行的代码不对：村是 12 位数字，乡镇是 9 位。这次一行也没收，改好再读。"}
		}), Steps: SetupSteps(0), Action: "/setup/places", Prev: "/setup/place"}},
		{"setup-site", "设置：站点", site},
		{"setup-site-name", "设置：站名", WriteName{Frame: f, Steps: SetupSteps(1), Action: "/setup/site-name", Question: "站叫什么？", Writer: func() Writer {
			w := writerStory("柳沟村照护驿站", WayHand, "")
			w.Max = 20
			return w
		}(), Next: "就叫这个", Prev: "/setup/site"}},
		{"setup-groups", "设置：班", groups},
		{"setup-worker", "设置：谁用", WriteName{Frame: f, Steps: SetupSteps(3), Action: "/setup/worker", Question: "你叫什么？", Writer: writerStory("张", WayTiles, ""), Next: "下一步：挑个图", Prev: "/setup/groups"}},
		{"setup-worker-placed", "设置：站是县里建的", WriteName{Frame: f.with(func(f *Frame) { f.Hint = "站建好了，只差你" }), Steps: SetupSteps(3), Action: "/setup/worker", Question: "你叫什么？", Writer: writerStory("张", WayTiles, ""), Next: "下一步：挑个图", Prev: "/setup/groups"}},
		{"setup-peg", "设置：挑图", PickPeg{Frame: f, Steps: SetupSteps(3), Action: "/setup/peg", Name: "张桂兰", Pegs: pegs, Prev: "/setup/worker"}},
		{"setup-pin", "设置：密码", NewPIN{Frame: f, Steps: SetupSteps(4), Action: "/setup/pin", Name: "张桂兰", Pad: pinPad("")}},
		{"setup-county", "设置：接县里", county},
		{"setup-county-in", "设置：接上了", joined},
		{"setup-county-bad", "设置：邀请不对", none},
		{"setup-out", "设置：报过丢失的机器", out},
		{"setup-done", "设置好了", SetupDone{Frame: f, Lines: []Fact{{Word: "地方", Text: "山西 长治 上党区 韩店街道 柳沟村"}, {Word: "站", Text: "柳沟村照护驿站，35 个托位"}, {Word: "谁用", Text: "张桂兰，站长"}, {Word: "县里", Text: "还没接，记录先存在本机"},
			{Word: "话筒", Text: "没有插话筒"}, {Word: "喇叭", Text: "机内喇叭 等 3 个"}}}},
	}...)
}

// joinStories are the way into the county's network without an invitation.
func joinStories() []Story {
	join := Join{Frame: frame("申请入网", "", "/settings/county"), Picture: storyQR, Check: "0421 7735 9014", State: "网上还没送到，给县里看图就行。", Prev: "/settings/county"}
	came := join
	came.Came, came.State = true, "请县里在电话里念十二个数，对上了就接。"
	nostick := join
	nostick.Errors = Errors{"": "没有看到 U 盘，申请还没存。插好了再按一次，或者给县里看图。"}
	var rows [][]string
	for range 9 {
		rows = append(rows, []string{"12345", "67890", "12345", "67890"})
	}
	pictures := JoinPictures{Frame: frame("扫县里的回执", "", "/join"), Word: "一张都还没扫", Prev: "/join"}
	some := pictures
	some.Stops, some.Word = []Step{{Text: "第 1 张", Did: true}, {Text: "第 2 张"}, {Text: "第 3 张", Did: true}}, "还差第 2 张"
	wrong := some
	wrong.Errors = Errors{"picture": "这张图不是县里的回执，没有用它。扫过的都在。请对准县里的图再扫一次。"}
	return []Story{
		{"join", "申请入网", join},
		{"join-came", "申请入网：县里回信了", came},
		{"join-no-stick", "申请入网：没有 U 盘", nostick},
		{"join-figures", "申请入网：念数字", JoinFigures{Frame: frame("念数字", "", "/join"), Rows: rows, Check: "0421 7735 9014", Prev: "/join"}},
		{"join-pictures", "申请入网：扫回执", pictures},
		{"join-pictures-some", "申请入网：扫了两张", some},
		{"join-pictures-wrong", "申请入网：扫错了", wrong},
		{"join-code", "申请入网：十二个数", Figures{Frame: frame("和县里核对", "", "/join"), Action: "/join/code", Question: "县里在电话里念的十二个数？", Quiet: "电话要打给平时认得的县里的人。对不上，就是别人冒充，不要接。", Prev: "/join", Next: "对上了，接", Pad: Pad{Field: "code", Typed: "04217735", Shown: "0421 7735", Length: 12, Label: "十二个数"}}},
	}
}

// storyQR is a picture of the size of a request's.
var storyQR = func() template.HTML {
	picture, err := QR(strings.Repeat("12345678901234567890", 9), "入网申请")
	if err != nil {
		panic(err) // 180 figures always fit
	}
	return picture
}()

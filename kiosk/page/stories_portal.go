//go:build !release

package page

// portalStories are the county's public pages, and the desk's page about them.
func portalStories() []Story {
	at := func(title, back string) PortalFrame {
		return PortalFrame{Title: title, County: "上党区托育", Back: back, Tel: "03558081234", Call: "0355-808 1234", Request: storyRequest, Began: "AAAB"}
	}
	home := PortalHome{PortalFrame: at("公众页面", ""), Note: "国庆七天各站都休息，急的打电话。", Doors: []PortalDoor{
		{"/stations", "找托育", "备过案的站，收多少钱，电话", "i-home"}, {"/book", "约托位", "写下来，站里打电话给您", "i-day"},
		{"/policy", "查政策", "补贴、收费、体检，问一句就行", "i-list"}, {"/lessons", "听课", "妈妈课堂、孕妇学校", "i-ear"},
		{"/rate", "评一评", "凭站里发的条子，不写名字", "i-thumb"}, {"/complain", "投诉举报", "有编号，查得到办到哪里", "i-hand"}, {"/progress", "办到哪里了", "凭编号和查询码", "i-clock"}}}
	shut := home
	shut.Note, shut.Doors = "", nil
	list := PortalStations{PortalFrame: at("找托育", "/"), Lead: "备过案的 3 个站，52 个托位",
		Towns:   []Choice{{Value: "/stations", Text: "全部", On: true}, {Value: "/stations?town=1", Text: "苏店镇"}, {Value: "/stations?town=2", Text: "荫城镇"}},
		Drawing: StationMap{Label: "示意图：各镇备过案的站", Centre: "上党区", Towns: []MapTown{{Name: "苏店镇", Dots: []MapDot{{Title: "南董驿站"}, {Title: "看寺驿站"}}}, {Name: "荫城镇", Dots: []MapDot{{Title: "横河驿站"}}}}}.SVG(),
		Rows: []PortalStationRow{{"/stations/1a", "南董驿站", "苏店镇", "南董村委会院内", "全日托一个月 600 元", []string{"村级驿站", "普惠"}},
			{"/stations/1b", "看寺驿站", "苏店镇", "看寺村", "", []string{"村级驿站"}}, {"/stations/1c", "横河驿站", "荫城镇", "横河村小学旁", "不收钱", nil}}}
	list.Map = true
	drawn := PortalMap{PortalFrame: at("在地图上找", "/stations"), Note: "省标准地图服务网站", Lacks: "还有 1 个站不在图上。",
		Look: BaseMap{Src: picture, Wide: 1600, High: 1700, Number: "晋S(2024)012号", Dots: []BaseDot{{MapDot: MapDot{Title: "南董驿站"}, X: 0.4, Y: 0.3, No: 1}, {MapDot: MapDot{Title: "看寺驿站"}, X: 0.6, Y: 0.55, No: 2}}}.SVG(),
		Rows: []PortalDoor{{Href: "/stations/1a", Text: "1　南董驿站", Small: "苏店镇 南董村委会院内"}, {Href: "/stations/1b", Text: "2　看寺驿站", Small: "苏店镇 看寺村"}}}
	none := list
	none.Rows, none.Map, none.Drawing, none.Query, none.Lead = nil, false, "", "东坡", "没有找到。换个名字，或者看看全部。"
	one := PortalStation{PortalFrame: at("找托育", "/stations"), Name: "南董驿站", Tags: []string{"备过案", "村级驿站", "普惠"}, StTel: "03556001218", StCall: "0355-600 1218",
		Facts: []Fact{{Word: "在哪里", Text: "苏店镇 南董村委会院内"}, {Word: "什么时候开", Text: "星期一到星期五，17:30 以前接"}, {Word: "托位", Text: "20 个：一岁多 8，两岁多 12"}, {Word: "备案编号", Text: "备案2026-00001"},
			{Word: "走路 15 分钟", Text: "南董村（3 分钟）、北董村（12 分钟）"}, {Word: "家长评价", Text: "一年里 12 家评过，11 家满意"}},
		Prices: []Fact{{Word: "全日托一个月", Text: "600 元"}, {Word: "半日托一个月", Text: "350 元"}, {Word: "饭钱一天", Text: "12 元"}}, From: "9月1日", Refund: "没来的天数按天退",
		Book: "/book?to=1a", Complain: "/complain?about=1a"}
	book := PortalForm{PortalFrame: at("约托位", "/"), Action: "/book", Send: "送出去", Lead: "写好送出去，站里三个工作日里打电话给您。不用写孩子的名字，来登记的时候再说。",
		Small: "您写的只有这个站和县里看得到；办完满一年，称呼和电话删掉。",
		Fields: []PortalField{{Name: "site", Label: "约哪个站", Type: "select", Choices: []Choice{{Text: "选一个站"}, {Value: "1a", Text: "苏店镇 南董驿站", On: true}}},
			{Name: "want", Label: "想从哪天来", Type: "date", Min: "2026-11-24", Max: "2027-11-24"},
			{Name: "age", Label: "孩子多大", Type: "radio", Choices: []Choice{{Value: "ru", Text: "不满一岁"}, {Value: "xiao", Text: "一岁多"}, {Value: "da", Text: "两岁多"}}},
			{Name: "who", Label: "怎么称呼您", Help: "比如：李奶奶", Type: "text", Most: 20}, {Name: "phone", Label: "打哪个电话", Type: "tel", Most: 20},
			{Name: "need", Label: "还想说什么", Type: "area", Most: 200, Optional: true}}}
	wrong := book
	wrong.Errors = Errors{"": "这一下太快了，请看一遍再点“送出去”。写的还在。"}
	wrong.Fields = append([]PortalField{}, book.Fields...)
	wrong.Fields[4].Value, wrong.Fields[4].Fault = "138", "电话要 7 到 12 个数字，请再看一眼。"
	complain := PortalForm{PortalFrame: at("投诉举报", "/"), Action: "/complain", Send: "送出去", Lead: "可以不留名字。说的是谁，谁看不到您写的，只有县里看得到。",
		First:  &PortalFirst{Head: "有人正在打孩子、伤孩子？先打 110。", Lines: []string{"不用有证据，怀疑就可以打。这一页夜里没有人看。"}, Calls: []Link{{Href: "110", Text: "打 110 报警"}, {Href: "12345", Text: "别的急事打 12345"}}},
		Fields: []PortalField{{Name: "about", Label: "说的什么事", Type: "radio", Choices: []Choice{{Value: "hurt", Text: "有孩子被伤害"}, {Value: "fee", Text: "收费"}}}, {Name: "said", Label: "怎么回事", Help: "哪天、在哪里、看到什么", Type: "area", Most: 500}}}
	ask := PortalForm{PortalFrame: at("办到哪里了", "/"), Action: "/progress", Send: "查一查", Fields: []PortalField{{Name: "number", Label: "编号", Help: "比如 网约2026-00012；评价的条子写上面的八个字", Type: "code", Most: 20, Value: "网约2026-00001"}, {Name: "code", Label: "查询码", Help: "回执上的六个数；条子不用", Type: "figures", Most: 6, Optional: true}}}
	told := ask
	told.Found = &PortalProgress{Head: "有位子，等家里来登记", Facts: []Fact{{Word: "编号", Text: "网约2026-00001"}, {Word: "什么事", Text: "网上预约"}, {Word: "从哪天", Text: "11月24日"}},
		Number: "网约2026-00001", Code: "123456", Off: "不来了，不约了"}
	papers := PortalPapers{PortalFrame: at("查政策", "/"), Query: "预收费几个月", Rows: []PortalPaperRow{
		{Href: "/policy/1a", Title: "上党区：普惠托育收多少钱", Line: "普惠站全日托一个月不超过 800 元。（第三条）", Small: "上党区卫生健康局，3月1日，上卫发〔2026〕8号"},
		{Href: "/policy/1b", Title: "上党区：2024 年的补助", Small: "上党区卫生健康局，2024年5月6日", Ended: true},
		{Href: "/policy/lyg", Title: "连云港市：三岁以下照护服务怎么办、怎么管", Line: "预先收的钱，一次不超过 3 个月。（三（八）3）", Small: "连云港市政府办公室，2020年8月12日，连政办发〔2020〕53号", Afar: true}}}
	paper := PortalPaper{PortalFrame: at("查政策", "/policy"), Head: "上党区：普惠托育收多少钱", Tags: []Choice{{Value: "good", Text: "在用"}}, Lines: []string{"普惠站全日托一个月不超过 800 元。（第三条）"}, Facts: []Fact{{Word: "哪里发的", Text: "上党区卫生健康局"}, {Word: "哪天", Text: "3月1日"}, {Word: "原文", Text: "上党区政府网站"}}}
	lesson := PortalLesson{PortalFrame: at("听课", "/lessons"), Head: "满六个月，加辅食", Sources: []string{"国家卫生健康委《婴幼儿营养与喂养评估服务指南》（2021）"}, Pages: []PortalLessonPage{{Title: "什么时候开始", Lines: []string{"满 6 个月，能坐住，看见饭就张嘴。"}, Sound: "/lessons/feed-6/1"}, {Title: "先吃什么", Lines: []string{"含铁的泥：肉泥、肝泥、强化铁的米粉。"}}}}
	return append([]Story{
		{"portal-home", "公众：首页", home},
		{"portal-shut", "公众：还没有开", shut},
		{"portal-stations", "公众：找托育", list},
		{"portal-map", "公众：在地图上找", drawn},
		{"portal-stations-none", "公众：没找到", none},
		{"portal-station", "公众：一个站", one},
		{"portal-station-bare", "公众：没公示收费的站", PortalStation{PortalFrame: at("找托育", "/stations"), Name: "看寺驿站", Tags: []string{"备过案"}, Facts: []Fact{{Word: "在哪里", Text: "苏店镇 看寺村"}}}},
		{"portal-book", "公众：约托位", book},
		{"portal-book-wrong", "公众：约托位，写错了", wrong},
		{"portal-complain", "公众：投诉举报", complain},
		{"portal-receipt", "公众：回执", PortalReceipt{PortalFrame: at("约托位", "/"), Head: "收到了", Number: "网约2026-00001", Code: "471108", Lines: []string{"站里会打您留的电话。"}, Link: &Link{Href: "/progress", Text: "查办到哪里"}}},
		{"portal-rated", "公众：评过了", PortalReceipt{PortalFrame: at("评一评", "/"), Head: "记下了，谢谢", Lines: []string{"11月23日评的，算数。这张条子就是凭据。"}}},
		{"portal-progress", "公众：办到哪里了", told},
		{"portal-papers", "公众：查政策", papers},
		{"portal-papers-none", "公众：没查到", PortalPapers{PortalFrame: at("查政策", "/"), Query: "高铁票"}},
		{"portal-paper", "公众：一份文件", paper},
		{"portal-lessons", "公众：听课", PortalLessons{PortalFrame: at("听课", "/"), Heard: []PortalDoor{{"/heard", "站里讲的课", "上课时录的，3 节，能听", "i-mic"}}, Groups: []PortalLessonGroup{{"妈妈课堂", []PortalDoor{{"/lessons/feed-6", "满六个月，加辅食", "5–7 个月，能听", "i-ear"}}}}}},
		{"portal-lesson", "公众：一课", lesson},
		{"portal-heards", "公众：站里讲的课", PortalHeards{PortalFrame: at("站里讲的课", "/lessons"), Next: "/heard?page=1", Rows: []PortalHeard{{"满六个月，加辅食", "苏店镇 南董驿站，11月20日，38 分钟", "/heard/1a"}, {"夏天防痱子、防中暑", "荫城镇 横河驿站，7月3日，25 分钟", "/heard/1b"}}}},
		{"portal-family", "公众：看自己孩子", PortalForm{PortalFrame: at("看自己孩子", "/"), Action: "/family", Send: "发验证码", Lead: "家庭卡上有卡号。验证码发到监护人的手机上。", Small: "没有卡号的，先到站里：监护人说愿意在网上看，签个字，卡上就有了。",
			Fields: []PortalField{{Name: "card", Label: "网上的卡号", Help: "家庭卡上，十个数，比如 482 9137 205", Type: "figures", Most: 20}, {Name: "phone", Label: "监护人的手机号", Help: "登记的时候留的那个", Type: "tel", Most: 20}}}},
		{"portal-family-code", "公众：填验证码", PortalForm{PortalFrame: at("看自己孩子", "/family"), Action: "/family/code", Send: "打开", Lead: "要是卡号和手机号都对，验证码一会儿就到。收到了，填在下面。", Small: "等三分钟还没有收到：看看卡号、手机号写对没有，回去再发一次；还不行，到站里问。",
			Fields: []PortalField{{Name: "code", Label: "短信里的验证码", Help: "六个数，五分钟里有用", Type: "figures", Most: 10, Fault: "验证码对不上，或者过了五分钟。看清短信再填；不行就回去再发一次。"}}}},
		{"portal-family-child", "公众：自己孩子", FamilyChild{PortalFrame: at("看自己孩子", ""), Child: "涵涵", Age: "20 月龄", Today: &PhoneToday{Text: "8:12 到了，奶奶送来的"}, Month: "11月来了 14 天，没来 2 天", Fetch: "奶奶、妈妈、爸爸",
			Growth: "长得正好", Lines: []string{"体重 中，身长 中上", "跟着自己的线走，放心。"}, Next: "下次 12月20日前后量", Grown: []Fact{{Word: "11月20日", Text: "体重 11.2 公斤，身长 84.5 厘米"}, {Word: "8月21日", Text: "体重 10.4 公斤，身长 81.0 厘米"}},
			Due: []FamilyDue{{Text: "打麻腮风疫苗第二针", When: "9月12日起，站里还没记过", Late: true}, {Text: "带去体检", When: "12月12日起"}}, More: "还有 1 件，问站里",
			Lessons: []PortalDoor{{"/lessons/talk-18", "一岁半，多说话", "满 18 到 24 个月", "i-list"}}, Asked: []PhoneAnswer{{Title: "给孩子拍照片", Answer: "不同意", Class: "care"}, {Title: "家里在网上看", Answer: "同意", Class: "good"}}, Site: "南董驿站", StTel: "03556001218", StCall: "0355-600 1218"}},
		{"portal-family-bare", "公众：刚登记的孩子", FamilyChild{PortalFrame: at("看自己孩子", ""), Child: "王梓涵", Age: "3 月龄", Fetch: "还没写，问站里", Asked: []PhoneAnswer{{Title: "家里在网上看", Answer: "同意", Class: "good"}}, Site: "登记的站"}},
		{"portal-word", "公众：没有开", PortalWord{PortalFrame: at("公众页面", "/"), Head: "这一页没有开", Lines: []string{"县里现在没有放这一页。回首页看看别的，或者打电话问。"}}},
	}, publicDeskStories()...)
}

// publicDeskStories are the desk's.
func publicDeskStories() []Story {
	f := CountyFrame{Title: "公众页面", County: "上党区婴幼儿照护", Who: "赵敏", Tab: "public", Hint: "11月22日 星期日", Forms: true, Request: storyRequest}
	qr, err := QR("https://tuoyu.example", "公众页面的网址")
	if err != nil {
		panic(err) // a short text
	}
	full := CountyPublic{CountyFrame: f, State: "开着 2 页，11月20日改的", Phone: "0355-808 1234", Host: "tuoyu.example", Rates: true, Family: "关着，没有开过", Filed: "备过案的 12 个站，看得到；没备案的不放", QR: qr, Slips: "20",
		Pages:    []Choice{{Value: "stations", Text: "找托育", Small: "备过案的站：收费、托位、电话，示意图", On: true}, {Value: "papers", Text: "查政策", Small: "右边这些文件，问一句就查得到", On: true}, {Value: "booking", Text: "约托位", Small: "写给一个站，站里三个工作日里回电话"}},
		Letters:  []Link{{Href: "/cases?kind=web-booking", Text: "网上预约 3 件"}},
		Stations: choices("", "苏店镇 南董驿站"), Papers: []CountyPaperRow{{"/public/paper/1a", "上党区：普惠托育收多少钱", "上党区卫生健康局", "3月1日", "在用"}, {"", "连云港市：三岁以下照护服务怎么办、怎么管", "连云港市政府办公室", "2020年8月12日", "程序带的，做参考"}}}
	off := CountyPublic{CountyFrame: f, State: "还没有开，家里打开是空的", Pages: []Choice{{Value: "stations", Text: "找托育", Small: "备过案的站：收费、托位、电话，示意图"}}, Slips: "20", SlipsBad: "一次印 1 到 200 张。还没有印。"}
	bad := f
	bad.Errors = Errors{"source": "“原文在哪里”还没有填。"}
	return []Story{
		{"county-public", "县：公众页面", full},
		{"county-family", "县：家里在网上看，开着", CountyFamily{CountyFrame: f, Open: true, State: "开着，11月20日开的", URL: "tuoyu.example/family", Lines: []string{"监护人在自己的手机上打开公众页面，填家庭卡上的卡号和登记过的手机号，收到验证码就看得到自己的孩子。", "只有在站里签过“家里在网上看”的才看得到；收回了，马上看不到。"}, Sent: "程序开着以来，短信发出 31 条，没发出 1 条。", Back: "/public"}},
		{"county-family-off", "县：家里在网上看，关着", CountyFamily{CountyFrame: f, State: "关着，没有开过", Lines: []string{"监护人在自己的手机上打开公众页面，填家庭卡上的卡号和登记过的手机号。"}, Lacks: "先在“公众页面”里写好加密的网址，存好再来开。现在没有开。", Back: "/public"}},
		{"county-family-none", "县：家里在网上看，没有短信", CountyFamily{CountyFrame: f, State: "关着，没有开过", Lacks: "没有发短信的程序，家里收不到验证码，这一页开不了。"}},
		{"county-public-off", "县：公众页面还没有开", off},
		{"county-paper-edit", "县：一份政策文件", CountyPaperEdit{CountyFrame: bad, Action: "/public/paper/1a", Head: "上党区：普惠托育收多少钱", Issuer: "上党区卫生健康局", Day: "2026-03-01", Tags: "收费 普惠", Body: "普惠站全日托一个月不超过 800 元。（第三条）"}},
		{"county-slips", "县：评一评的条子", CountySlips{CountyFrame: f, Station: "南董驿站", Until: "2027年3月22日", Where: "tuoyu.example/rate", Codes: []string{"K7PM-2XQD", "AB3H-WQ9F", "MT4R-8GZK", "P2NN-XE5C"}}},
	}
}

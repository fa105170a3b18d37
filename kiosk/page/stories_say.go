//go:build !release

package page

// sayStories are 念一遍: spoken, read out, asked; and where a worker's voice comes in.
func sayStories() []Story {
	said := []Said{
		{Picture: "i-hand", Text: "下面有几件事要问你。同意、不同意都行，孩子照样来。", Sound: "/say/sound/0c", By: "张桂兰念的，本地话", Played: "consent-start 00"},
		{Picture: "s-photo", Text: "第二件：给孩子拍小照片，放在登记台上；办活动也会拍。不同意，就用小图代替。", Sound: "/say/sound/0d", By: "张桂兰念的，本地话", Played: "consent-photo 00"},
		{Picture: "s-houses", Text: "第三件：去别的村上课、看病，那里的站也能看孩子的记录。不同意，就只有本站、卫生院和县里能看。"},
	}
	page := Say{Frame: frame("念一遍", "王梓涵 · 同意书", "/register/consent"), Action: "/say/page/consent", Said: said,
		Asks: Understood("face"), At: "?n=", Prev: "/register/consent"}
	at := func(n int) Say { p := page; p.Now = n; return p }
	end := page
	end.Asks, end.Now, end.Hint = nil, 2, "登记好了"
	rate := page
	rate.Now = len(said)
	rate.Asks = Rates("face", "今天在站里，照看得怎么样？")
	prompt := SayPrompt{
		Frame: frame("拍照片", "同意书 · 第 3 句", "/say").with(func(f *Frame) { f.Here = "/say/clip/consent-photo" }), Action: "/say/clip/consent-photo",
		Hush: "/say/hush", Said: said[1], May: true, Speech: []Choice{{Value: "local", Text: "本地话", On: true}, {Value: "common", Text: "普通话"}}, Prev: "/say",
	}
	both := prompt
	both.Replace = true
	both.Only = "录音只在这台机器上，邻站还听不到。"
	both.Files = []Choice{{Value: "1", Text: "拍照片.m4a", Small: "U 盘 · 182 KB"}, {Value: "2", Text: "提醒.m4a", Small: "U 盘 · 140 KB"}}
	both.Clips = []SayClip{
		{ID: "0c", By: zhang, Word: "6 秒 · 本地话 · 11月23日", Sound: "/say/sound/0c", First: true, Mine: true},
		{ID: "0d", By: shen, Word: "7 秒 · 普通话 · 录音不在这台机器上"},
	}
	wrong := prompt
	wrong.Errors = Errors{"file": "这个文件放不出声音。原来的都在。用手机自带的录音机录，再拿来。"}
	down := both
	down.Undo = &Undo{Mark: "好", Who: "张桂兰的录音", Text: "取下了", Action: "/say/undo", Token: "00"}
	picture, err := QR("http://192.168.8.1/say/phone/00112233445566778899aabbccddeeff", "手机扫这张图")
	if err != nil {
		panic(err) // the address is a constant
	}
	scan := SayPicture{Frame: frame("用手机收", "拍照片", prompt.Action), Picture: picture, Prev: prompt.Action}
	phone := SayPhone{Frame: frame("拍照片", "", ""), Action: "/say/phone/00", Sentence: said[1].Text, Speech: prompt.Speech}
	both.Phone = prompt.Action + "/phone"
	others := both
	others.May = false
	list := Rows{Frame: frame("念一遍", "同意书 · 用自己的声音，放给家里听", "/settings"), Action: "/say", Prev: "/settings"}
	for i, name := range []string{"同意书", "签名", "登记", "课", "条子", "量身高"} {
		list.Pages = append(list.Pages, Choice{Value: "/say?page=sign", Text: name, On: i == 0})
	}
	for i, name := range []string{"先说一声", "打电话提醒", "拍照片", "别的站也能看", "做研究", "什么时候都能改"} {
		row := Row{Icon: "i-speak", Bold: name, Tag: "还没录", Care: true, Href: prompt.Action, Way: "录音"}
		if i == 2 {
			row = Row{Icon: "s-photo", Bold: name, Text: "6 秒 · 本地话 · 今天", Tag: zhang.Name, Href: prompt.Action, Way: "看看"}
		}
		list.Rows = append(list.Rows, row)
	}
	return []Story{
		{"say-list", "念一遍：哪几句录了", list}, {"say-spoken", "念一遍：放录音", at(0)}, {"say-middle", "念一遍：第二句", at(1)}, {"say-read", "念一遍：照着念", at(2)},
		{"say-asks", "念一遍：听明白了吗", at(3)}, {"say-end", "念一遍：不问的最后一句", end},
		{"say-rate", "三张脸：好", rate},
		{"say-prompt", "收录音：还没有", prompt}, {"say-prompt-both", "收录音：两个人录过", both},
		{"say-prompt-wrong", "收录音：放不出来", wrong}, {"say-prompt-down", "收录音：取下了", down}, {"say-prompt-others", "收录音：不是自己收", others},
		{"say-picture", "收录音：手机扫的图", scan}, {"say-phone", "收录音：手机上", phone},
	}
}

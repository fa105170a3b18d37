//go:build !release

package page

import "html/template"

// classStories are a class before, while and after it is held.
func classStories() []Story {
	drawing := template.HTML(`<svg viewBox="0 0 160 120" role="img"><title>一碗泥</title><g fill="none" stroke="#142c4a" stroke-width="4"><path fill="#f3993f" d="M26 58h108c0 36-22 49-54 49s-54-12-54-49z"/><path d="M58 44q-8-12 0-22M82 44q-8-12 0-22M106 44q-8-12 0-22"/></g></svg>`)
	check := ClassCheck{Frame: frame("上课之前看一看", "11月23日 星期一 15:00 · 满六个月，加辅食", "/class/1a"), Action: "/class/1a/start", Open: "开始上课", Trying: true,
		Level: Level{Now: 62, Word: "声音正好"}, Lines: []Fact{{Word: "喇叭", Text: "响了三声，听见了就好", Way: "响三声"}, {Word: "录音的地方", Text: "够用"}, {Word: "讲的几页", Text: "6 页", Href: "/class/1a/slides", Way: "看"}, {Word: "手机听课", Text: "扫码就能进", Href: "/class/1a/code", Way: "上课号"}}}
	mute := check
	mute.Trying, mute.Open, mute.Level = false, "没有话筒，也上课", Level{Word: "没有插话筒。插上话筒，过一会儿自己就好。课可以照常上，只是手机上听不见，也录不下声音。", Care: true, Off: true}
	notice := ClassNotice{Frame: frame("录一遍通知", "11月25日 星期三 15:00 · 满六个月，加辅食", "/class/1a/aloud"), Action: "/class/1a/notice", Level: Level{Word: "存好了，32 秒。上完课一个月自己删掉。", Off: true},
		Words: []string{"各位乡亲：", "11月25日，星期三，15:00，在站里上妈妈课堂，讲“满六个月，加辅食”。", "孩子六到八个月的，爸爸妈妈、爷爷奶奶、外公外婆都可以来听，不收钱。", "来不了的，到时候用手机也能听。", "河湾村驿站等着大家。"},
		Post:  []Post{{Value: "drop", Text: "不要了"}, {Value: "record", Text: "重录", Icon: "i-mic"}, {Value: "play", Text: "用喇叭放", Icon: "i-speak"}, {Value: "stick", Text: "存到 U 盘", Icon: "i-stick", Main: true}}}
	live := ClassLive{Frame: frame("满六个月，加辅食", "", "/class"), Action: "/class/live", State: "open", Head: "话筒开着", Word: "已录 12 分 36 秒", Level: Level{Now: 62, Word: "声音正好"}, Code: "3729", Guests: "在听：手机 6、邻站 1",
		Came: "来了 6 家 11 人", Visits: "/class/1a/here", Sheet: "/class/1a/code", Hands: choices("", "王梓涵的奶奶"), Thumbs: 4, Quiz: "发三道题",
		Slide: Slide{Head: "头一口给什么", Drawing: drawing, Count: "第 3 页，共 8 页", Turning: Turning{Action: "/class/live", Before: 2, After: 4},
			Pieces: []GuidePiece{{Kind: "list", Lines: quoted("先给含铁多的：肉泥、肝泥、强化铁的米粉。", "要稠：勺子斜过来，不会马上流下来。", "不用先吃一个月米汤，也不用等长牙。")}}}}
	live.QR, _ = QR("http://192.168.8.1/c#3729", "上课网页的二维码") // it is short enough for a picture
	live.Idle, live.Hint = 0, ""
	paused := live
	paused.State, paused.Head, paused.Level, paused.Trouble = "paused", "先停一停，话筒关着", Level{Word: "话筒关着", Off: true}, "存录音的地方满了，录音先停下，已经录的都在。课照常上，手机照常听。"
	asking := live
	asking.Asking, asking.Quiz = true, "收起题目"
	asking.Nearly, asking.Head, asking.Word = true, "还有 9 分钟，话筒自己关", "到两个小时了。说完就点“下课”，已录 111 分 8 秒"
	for _, asks := range []string{"头一口给什么？", "七个月，米汤里加一点盐，行不行？", "拉肚子，半天没尿，哭没眼泪，马上去医院，行不行？"} {
		asking.Slide.Asked = append(asking.Slide.Asked, Tally{Question: asks, Answers: []TallyAnswer{{Icon: "f-good", Text: "行", Count: 12}, {Icon: "f-so", Text: "说不准", Count: 3}, {Icon: "f-bad", Text: "不行"}}})
	}
	show := ClassShow{Frame: frame("正在上课", "", "/class/live"), Slide: live.Slide, Code: "3729", Way: "手机打开 192.168.8.1/c"}
	show.Idle, show.Slide.Action = 0, "/class/turn"
	here := ClassHere{Frame: frame("谁来了", "", "/class/live"), Action: "/class/1a/here", Counts: []Count{{"2", "家"}, {"3", "人"}}, Heads: "/class/1a/heads", Guest: "/class/1a/guest",
		Pages: []Choice{{Value: "/class/1a/here", Text: "请了的", On: true}, {Value: "/class/1a/here?sheet=other", Text: "别的孩子"}, {Value: "/class/1a/here?sheet=here", Text: "来了的"}}}
	for i, name := range []string{"王梓涵", "陈雨桐", "马浩然", "李沐阳", "赵一诺", "刘子墨"} {
		k := Kid{ID: "k" + string(rune('0'+i)), Value: "k" + string(rune('0'+i)), Name: name, Peg: PegNo(i), Word: "还没来"}
		if i < 2 {
			k.State, k.Word, k.Value, k.Href = Here, []string{"奶奶", "妈妈、外婆"}[i], "", "/class/1a/here/"+k.ID
		}
		here.Tiles = append(here.Tiles, k)
	}
	here.Undo = &Undo{Mark: "到", Who: "王梓涵的奶奶", Text: "15:04 来了", Action: "/class/1a/here", Token: "9f", Choices: choices("", "妈妈")}
	here.Frame.Main = &Link{Href: "/class/live", Text: "回去上课"}
	here.OnAir = func() *OnAir { return &OnAir{Word: "正在录音", Href: "/class/live"} }
	sound := ClassSound{Frame: frame("录音", "11月23日 星期一 15:00 · 满六个月，加辅食", "/class/1a"), Action: "/class/1a/sound", From: "0:30", To: "41:00", Prev: "/class/1a",
		Chapters: []Chapter{{0, "什么时候开始", "0:00"}, {312, "头一口给什么", "5:12"}, {840, "一样一样加", "14:00"}},
		Lines:    []string{"家里还听不到。自己先听一听，没有不该说的，再放出来。"}, Post: []Post{{Value: "stick", Text: "存到 U 盘", Icon: "i-stick"}, {Value: "publish", Text: "放给家里听", Icon: "i-check", Main: true}}}
	aired := sound
	aired.Lines = []string{"放出来了：11月24日起，家里在站上、用手机都能听。", "11月25日县里没有放：3 分 20 秒有孩子的名字。改好了可以再请。"}
	aired.Post = []Post{{Value: "stick", Text: "存到 U 盘", Icon: "i-stick"}, {Value: "play", Text: "用喇叭放", Icon: "i-speak"}, {Value: "withdraw", Text: "收回来", Icon: "i-undo"}}
	aired.Ways = []Link{{Href: "/class/1a/sound/air", Text: "请县里放给大家听", Icon: "i-ear"}}
	code := ClassCode{Frame: frame("上课号", "11月23日 星期一 15:00 · 满六个月，加辅食", "/class/1a"), Code: "3729", WiFi: "/class/1a/wifi", Names: "/settings/sites", Prev: "/class/1a", Print: "/class/1a/code",
		Steps: []ClassStep{{QR: live.QR, Bold: "手机扫一扫", Text: "先连上站里的无线网，再扫这张图，或者打开 192.168.8.1/c"}}}
	return []Story{{"class-check", "上课之前", check}, {"class-mute", "上课之前：没有话筒", mute}, {"class-notice", "录一遍通知", notice}, {"class-live", "正在上课", live}, {"class-asking", "三道题在手机上，快到两个小时", asking}, {"class-paused", "停一停，录音满了", paused},
		{"class-show", "只看这一页", show}, {"class-here", "谁来了，话筒开着", here}, {"class-sound", "录音", sound}, {"class-sound-aired", "录音，县里没有放", aired}, {"class-code", "上课号", code}}
}

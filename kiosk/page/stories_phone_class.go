//go:build !release

package page

import "strconv"

// phoneClassStories are a class on the phones of those who listen.
func phoneClassStories() []Story {
	f := Frame{Title: "妈妈课堂"}
	told, title := Lesson{}, "满六个月，加辅食"
	for _, s := range lessonStories() {
		if l, ok := s.View.(Lesson); ok && told.Head == "" {
			told = l
		}
	}
	live := PhoneClass{Frame: f, Class: title, Code: "4207", Ear: storyRequest, Plays: "mp3"}
	code, who, now, asks, last := live, live, live, live, live
	code.Step, code.Fault, code.Code, code.Ear = PhoneCode, "这四个数字对不上现在这堂课。看一眼站里的屏幕，再写一次。", "", ""
	who.Step = PhoneWho
	who.Tiles = []PhoneTile{{"1", "乐乐", PegNo(1)}, {"2", "王*轩", PegNo(7)}, {"3", "诺诺", PegNo(12)}}
	who.Kins = []Choice{{Value: "paternal-grandmother", Text: "奶奶"}, {Value: "mother", Text: "妈妈"}, {Value: "expecting", Text: "准妈妈"}, {Value: "paternal-grandfather", Text: "爷爷"}, {Value: "aunt", Text: "姑姑姨姨"}}
	now.Step, now.Count, now.Hand, now.Paused, now.Mine = PhoneNow, "第 2 页，共 6 页", true, true, &who.Tiles[1]
	now.Slide = Slide{Head: told.Head, Drawing: told.Drawing, Pieces: told.Pieces}
	asks.Step, asks.Count, asks.Asks = PhoneAsk, "第 2 题，共 3 题", Pictured("answer", "满六个月，头一口给哪样最好？")
	for i, text := range []string{"骨头汤", "肉泥", "白米汤"} {
		asks.Asks.Add(strconv.Itoa(i+1), text, told.Drawing)
	}
	last.Step, last.Code, last.Ear = PhoneLast, "", ""
	return []Story{
		{"phone-class-code", "手机上课：四个数字", code},
		{"phone-class-who", "手机上课：是谁在听", who},
		{"phone-class-now", "手机上课：看图，举着手", now},
		{"phone-class-ask", "手机上课：答一答", asks},
		{"phone-class-last", "手机上课：下课了", last},
		{"wifi", "站里的无线网", WiFi{Frame: frame("站里的无线网", "只留在这台机器上，做成图给家里的手机扫", "/class/1a/code"), Action: "/class/1a/wifi", Name: "liugou-yizhan", Password: "Hao_2026", Field: "password", Size: "small", Known: true, Prev: "/class/1a/code"}},
		{"phone-class-replay", "手机：听以前的课", PhoneReplay{Frame: f, Recordings: []PhoneRecording{{Title: title, Small: "11月23日，38 分钟", Source: "/c/recording/1", Key: "1", Chapters: []Chapter{{0, "今天讲什么", "0:00"}, {75, "满六个月，头一口吃什么", "1:15"}, {640, "一样一样来", "10:40"}}}}}},
	}
}

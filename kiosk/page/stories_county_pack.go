//go:build !release

package page

// countyLessonStories are the lessons that the county gives out.
func countyLessonStories() []Story {
	f := CountyFrame{Title: "课", County: "上党区婴幼儿照护", Who: "赵敏", Hint: "11月22日 星期日", Export: true, Forms: true, Lessons: true, Sticks: true, Fleet: true, Erase: true, Audit: true, Request: storyRequest}.tab("lessons")
	all := CountyLessons{CountyFrame: f, Lead: "2 课，24 个站",
		Own: []CountyLessonRow{
			{Href: "/lessons/of/sun", Title: "夏天防痱子", For: "满 0 到 36 个月", Version: "第 2 版", Size: "12 兆", Sound: "有声音", By: "县里", Licence: "CC BY 4.0", Day: "11月3日", Who: "21 个站有，2 个站还是旧的，1 个站还没说有"},
			{Href: "/lessons/of/tea", Title: "凉茶", Version: "第 1 版", Day: "10月8日", State: "11月20日收回了", Who: "3 个站还没说收到"}},
		Lying: []CountyLyingRow{
			{Title: "洗手", Where: "U 盘", Word: "柳沟驿站做的，第 1 版，3 兆", Take: "a1"},
			{Title: "我写的课", Where: "上传的文件", Word: "还没做成课", Href: "/lessons/folder/b2"},
			{Title: "刷牙", Where: "U 盘", Why: "这台机器上有第 3 版，比带来的第 1 版新，不用装。"}},
		Work: &CountyLessonWork{Title: "洗手", Word: "正在装 40%"}}
	one := CountyLesson{CountyFrame: f, Key: "sun", State: "第 2 版", Prev: "/lessons", Recall: true, Stick: true,
		Lines:    []string{"满 0 到 36 个月。课文和图、4 段声音，12 兆。", "县里做的，用的时候照做课人写的：CC BY 4.0。"},
		Stations: []CountyLessonHas{{Town: "韩店街道", Station: "柳沟村照护驿站", Word: "第 2 版"}, {Town: "苏店镇", Station: "看寺村照护驿站", Word: "第 1 版", Look: true}, {Town: "荫城镇", Station: "横河村照护驿站", Word: "还没说有", Look: true}}}
	one.Title = "夏天防痱子"
	bad := CountyLessonFolder{CountyFrame: f, Name: "我写的课", Action: "/lessons/folder/b2", Prev: "/lessons", Faults: []FormFault{
		{Line: 3, Text: "lesson.md", Why: "上面这一页的 要写一个有的页数。"}, {Text: "page-9.mp3", Why: "课文里没有这一页，这个文件用不上。"}}}
	heard := func(id, head, station, held string) CountyHeard {
		return CountyHeard{ID: id, Print: "0f", Head: head, Station: station, Facts: []Fact{{Word: "哪个站", Text: station}, {Word: "哪天上的", Text: held}, {Word: "多长", Text: "38 分钟"}, {Word: "谁讲的", Text: "张桂兰，本人在站里点的同意"}, {Word: "站里说", Text: "听过了，没有哪家的名字、孩子的声音（11月21日）"}}}
	}
	waits, coming, out, gone := heard("1a", "满六个月，加辅食", "苏店镇 南董驿站", "11月20日"), heard("1b", "洗手", "荫城镇 横河驿站", "11月19日"), heard("1c", "夏天防痱子", "苏店镇 看寺驿站", "7月3日"), heard("1d", "断奶", "荫城镇 横河驿站", "6月5日")
	waits.Sound, waits.Ask, waits.May, waits.Fault = "/lessons/heard/1a", true, true, "写一句为什么，站里看得到。还没有办。"
	coming.Ask, coming.Coming = true, "声音还在路上：到了 12 段，一共 35 段。到齐了再听。"
	out.Sound, out.Back, out.State, out.Good = "/lessons/heard/1c", true, "7月6日放出去了", true
	gone.State = "站里8月1日收回了"
	all.Heard = &Link{Href: "/lessons/heard", Text: "站里请放的录音 2 段，等着听"}
	return []Story{
		{"county-heards", "县：站里请放的录音", CountyHeards{CountyFrame: f, Lead: "等着听的 2 段，放出去的 1 段", Rows: []CountyHeard{waits, coming, out, gone}}},
		{"county-heards-none", "县：还没有请放的录音", CountyHeards{CountyFrame: f, Lead: "等着听的 0 段，放出去的 0 段", Off: "公众页面的“听课”还没有开：放出去的先存着，在“公众页面”里打开了，大家才听得到。"}},
		{"county-lessons", "县：发的课", all},
		{"county-lesson", "县：一课，哪些站有", one},
		{"county-lesson-folder", "县：课文还要改", bad},
	}
}

package page

// clockStories are the questions about the time.
func clockStories() []Story {
	ask := Clock{Frame: frame("今天是几号", "", "/"), Day: "2026年11月22日", Week: "星期日", Lunar: "农历十月十四", Time: "8:06", At: "2026-11-22T08:06", Next: "/wall/morning"}
	set := ask
	set.Setting = true
	set.Wheels = []Wheel{{"year", "2026", "年"}, {"month", "11", "月"}, {"day", "22", "日"}, {"hour", "8", "点"}, {"ten", "0", "十分"}, {"minute", "6", "分"}}
	known := ask
	known.Known = "县里对过时间，不用改。"
	return []Story{
		{"clock", "今天是几号", ask},
		{"clock-set", "改时间", set},
		{"clock-known", "时间是准的", known},
	}
}

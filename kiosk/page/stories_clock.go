package page

// clockStories are the questions about the time.
func clockStories() []Story {
	ask := Clock{Frame: frame("今天是几号", "", "/"), Day: "2026年11月22日", Week: "星期日", Lunar: "农历十月十四", Time: "8:06", At: "2026-11-22T08:06", Next: "/wall/morning"}
	set := ask
	set.Setting = true
	set.Wheels = []Wheel{{"year", "2026", "年"}, {"month", "11", "月"}, {"day", "22", "日"}, {"hour", "8", "点"}, {"minute", "05", "分"}}
	known := ask
	known.Known = "县里对过时间，不用改。"
	return []Story{
		{"clock", "今天是几号", ask},
		{"clock-set", "改时间", set},
		{"wall-gone", "几点走的", WallGone{Frame: frame("补记", "", "/wall/evening"), Child: zihan, Value: "1a", Prev: "/wall/evening", Times: []Choice{
			{Value: "1102", Text: "18:22", Small: "刚走"}, {Value: "from-960", Text: "早些"}, {Value: "1035", Text: "17:15"}, {Value: "1050", Text: "17:30"},
			{Value: "1065", Text: "17:45"}, {Value: "1080", Text: "18:00", Small: "放学", On: true}, {Value: "1095", Text: "18:15"}}}},
		{"clock-known", "时间是准的", known},
	}
}

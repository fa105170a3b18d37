//go:build !release

package page

import (
	"fmt"
	"strconv"
)

// clockStories are the questions about the time.
func clockStories() []Story {
	ask := Clock{Frame: frame("今天是几号", "", "/"), Day: "2026年11月22日", Week: "星期日", Lunar: "农历十月十四", Time: "8:06", Next: "/wall/morning"}
	day := AskDay{Frame: frame("今天是几号", "", "/"), Question: "今天是哪天？", Action: "/clock/day?next=/", Prev: "/clock", Skip: "不知道", Next: "下一步：几点", Open: "先点日子",
		Date: Date{Years: numbered(2025, 2027, 2026, ""), After: &Choice{Value: "2028", Text: "更晚"}, From: "2025", Months: numbered(1, 12, 11, "月"), Days: numbered(1, 30, 22, ""),
			Year: "2026", Month: "11", Day: "22", Said: "2026年11月22日", Also: "农历 十月十四", Far: "星期日"}}
	middle := day
	middle.Date.Before, middle.Date.Years = &Choice{Value: "2026", Text: "更早"}, numbered(2028, 2029, 0, "")
	middle.Date.After, middle.Date.Year, middle.Date.Said = &Choice{Value: "2030", Text: "更晚"}, "", ""
	hours := AskTime{Frame: frame("现在几点", "2026年11月22日 星期日", "/"), Question: "现在几点几分？差几分钟不要紧", Action: "/clock/time?day=2026-11-22&next=/", Prev: "/clock/day", Skip: "不知道", Next: "就是这个时间",
		Time: Time{Hours: numbered(0, 23, 8, "点"), Minutes: fives(), Hour: "8", Minute: "5", Said: "8:05"}}
	bad := hours
	bad.Errors = Errors{"time": "这个时间不可能。再看一眼年和月，记录都没动。"}
	known := ask
	known.Known = "县里对过时间，不用改。"
	return []Story{
		{"clock", "今天是几号", ask},
		{"clock-day", "改时间：哪天", day},
		{"clock-years", "改时间：别的年", middle},
		{"clock-time", "改时间：几点", hours},
		{"clock-time-bad", "改时间：不可能", bad},
		{"wall-gone", "几点走的", WallGone{Frame: frame("补记", "", "/wall/evening"), Child: zihan, Value: "1a", Prev: "/wall/evening", Times: []Choice{
			{Value: "1102", Text: "18:22", Small: "刚走"}, {Value: "1080", Text: "18:00", Small: "放学"}},
			Time: Time{Hours: numbered(0, 23, 17, "点"), Minutes: fives(), Hour: "17"}}},
		{"clock-known", "时间是准的", known},
	}
}

func fives() []Choice {
	var all []Choice
	for n := 0; n < 60; n += 5 {
		all = append(all, Choice{Value: strconv.Itoa(n), Text: fmt.Sprintf("%02d分", n), On: n == 5})
	}
	return all
}

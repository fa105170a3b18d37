package calendar

import (
	"strconv"
	"strings"
)

var (
	monthNames = []string{"", "正月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "冬月", "腊月"}
	dayTens    = []string{"初", "十", "廿", "三"}
	digitNames = []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}
)

// MonthName is 正月 … 腊月, 闰六月; "" for a number that is no month.
func MonthName(month int, leap bool) string {
	if month < 1 || month > 12 {
		return ""
	}
	if leap {
		return "闰" + monthNames[month]
	}
	return monthNames[month]
}

// DayName is 初一 … 三十; "" for a number that is no day.
func DayName(day int) string {
	switch {
	case day < 1 || day > 30:
		return ""
	case day == 20:
		return "二十"
	case day == 30:
		return "三十"
	case day%10 == 0:
		return dayTens[day/10-1] + "十"
	}
	return dayTens[day/10] + digitNames[day%10]
}

// Text is the date as people say it: 二月十三, 闰六月初一.
func (l Lunar) Text() string { return MonthName(l.Month, l.Leap) + DayName(l.Day) }

// LongText adds the year: 2025年二月十三.
func (l Lunar) LongText() string {
	if l.Year == 0 {
		return l.Text()
	}
	return strconv.Itoa(l.Year) + "年" + l.Text()
}

// ParseLunar reads a lunar date as people write it: 二月十三, 农历2025年闰六月初一,
// 阴历腊月廿三, 十一月二十八, 2月13. The year is 0 where it was not said; ok is false
// for anything else, also for a date that the said year does not have.
func ParseLunar(text string) (l Lunar, ok bool) {
	text = halfDigits.Replace(strings.Join(strings.Fields(text), ""))
	for _, word := range []string{"农历", "阴历", "旧历", "老历"} {
		text = strings.TrimPrefix(text, word)
	}
	if year, rest, found := strings.Cut(text, "年"); found {
		l.Year, ok = parseYear(year)
		if !ok {
			return Lunar{}, false
		}
		text = rest
	}
	text, l.Leap = strings.CutPrefix(text, "闰")
	month, day, found := strings.Cut(text, "月")
	if !found {
		return Lunar{}, false
	}
	l.Month, l.Day = parseMonth(month), parseDay(day)
	if l.Month == 0 || l.Day == 0 {
		return Lunar{}, false
	}
	if l.Year != 0 {
		if _, ok = l.Solar(); !ok {
			return Lunar{}, false
		}
	}
	return l, true
}

var halfDigits = strings.NewReplacer("０", "0", "１", "1", "２", "2", "３", "3", "４", "4",
	"５", "5", "６", "6", "７", "7", "８", "8", "９", "9")

var chineseDigits = strings.NewReplacer("〇", "0", "零", "0", "○", "0", "一", "1", "二", "2", "三", "3",
	"四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9")

// parseYear reads 2025 and 二〇二五.
func parseYear(s string) (int, bool) {
	s = chineseDigits.Replace(s)
	year, err := strconv.Atoi(s)
	return year, err == nil && len(s) == 4 && year >= FirstYear && year <= LastYear
}

// parseMonth reads 正, 二 … 十二, 冬, 腊, 1 … 12; 0 for anything else.
func parseMonth(s string) int {
	switch s {
	case "冬":
		return 11
	case "腊":
		return 12
	case "正", "元":
		return 1
	}
	return parseNumber(s, 12)
}

// parseDay reads 初一 … 三十, 廿三, 二十三, 13日, 13号; 0 for anything else.
func parseDay(s string) int {
	s = strings.TrimSuffix(strings.TrimSuffix(s, "日"), "号")
	if rest, ok := strings.CutPrefix(s, "初"); ok {
		return parseNumber(rest, 10)
	}
	if rest, ok := strings.CutPrefix(s, "廿"); ok {
		return parseNumber("二十"+rest, 29)
	}
	return parseNumber(s, 30)
}

// parseNumber reads 1 … limit in Arabic or Chinese digits (十三, 二十三); 0 for
// anything else.
func parseNumber(s string, limit int) int {
	if len(s) == 0 || len(s) > 9 {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		tens, ones, hasTen := strings.Cut(s, "十")
		if !hasTen {
			tens, ones = "", s
		}
		t, o := digitValue(tens), digitValue(ones)
		switch {
		case t < 0 || o < 0 || o > 9 || t > 3:
			return 0
		case hasTen:
			n = max(t, 1)*10 + o
		default:
			n = o
		}
	}
	if n < 1 || n > limit || s[0] == '+' {
		return 0
	}
	return n
}

// digitValue is the value of one Chinese digit, 0 for none, -1 for no digit.
func digitValue(s string) int {
	for i, name := range digitNames[:10] {
		if s == name {
			return i
		}
	}
	return -1
}

package station

import (
	"slices"
	"unicode/utf8"

	"yizhan/hub/care"
)

// What is offered before a letter is pressed, most frequent first: characters of
// children's and of grandmothers' names, by place in the name (certainty M: the
// order is a judgement, it only saves taps), and of 小名.
var (
	childFirst = runes("梓子宇浩雨欣思一佳沐奕诗语嘉若俊明天")
	childLast  = runes("涵轩怡宇泽琪晨辰豪萱妍然桐瑶航睿诺欣")
	adultFirst = runes("秀桂玉淑春爱改凤金建丽海志晓国文红小")
	adultLast  = runes("英兰珍芳梅莲花香华军平强明燕霞萍伟娟")
	nickFirst  = runes("豆乐果宝妞牛妮小甜糖圆朵毛壮丫蛋安欢")
)

// guessName offers the next character of a child's name.
func guessName(as, text string) []string {
	if as == asNick {
		if text == "" {
			return nickFirst
		}
		last, _ := utf8.DecodeLastRuneInString(text) // 豆豆, 乐乐
		return append([]string{string(last)}, without(nickFirst, string(last))...)
	}
	return guessGiven(text, childFirst, childLast)
}

// guessAdult offers the next character of an adult's name.
func guessAdult(text string) []string { return guessGiven(text, adultFirst, adultLast) }

func guessGiven(text string, first, last []string) []string {
	n := utf8.RuneCountInString(text)
	switch surname := utf8.RuneCountInString(care.Surname(text)); n - surname {
	case 0:
		if n == 0 {
			return nil
		}
		return first
	case 1:
		return last
	}
	return nil
}

func without(list []string, text string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == text })
}

func runes(text string) []string {
	var out []string
	for _, r := range text {
		out = append(out, string(r))
	}
	return out
}

package brought

import (
	"errors"
	"fmt"
	"strings"

	"yizhan/hub"
	"yizhan/hub/words"
)

// Why is the sentence of an error.
func Why(err error) string {
	if e, ok := errors.AsType[*hub.Error](err); ok {
		return words.Of(e)
	}
	return words.Say("pack.broken")
}

// Share is a part of a whole, in hundreds.
func Share(part, whole int64) string {
	return fmt.Sprintf("%d%%", 100*part/max(1, whole))
}

// Bytes is a size in MiB, as people of the trade call them.
func Bytes(n int64) string {
	if n < 1<<20 {
		return "不到 1 兆"
	}
	return fmt.Sprintf("%d 兆", (n+1<<19)>>20)
}

// Inside says what a pack has besides text and drawings.
func Inside(p Pack) string {
	parts := []string{"课文和图"}
	if p.Sounds > 0 {
		word := fmt.Sprintf("%d 段声音", p.Sounds)
		if p.Machine {
			word += "（机器音）"
		}
		parts = append(parts, word)
	}
	if p.Photos > 0 {
		parts = append(parts, fmt.Sprintf("%d 张照片", p.Photos))
	}
	return strings.Join(parts, "、") + "，" + Bytes(p.Bytes) + "。"
}

// Words says what is done with a stick just now, and that it is done.
func (w Work) Words() (doing, done string) {
	switch w.What {
	case Made:
		return "正在做成课", "做好了，邻站也看得到"
	case Given:
		return "正在往 U 盘上存", "存好了，读回来对过，U 盘可以拔出"
	}
	return "正在装", "装好了"
}

package form

import (
	"fmt"
	"strconv"
	"strings"

	"yizhan/hub"
)

// Show is a value in the words of a screen: a choice's label, 8.2 公斤, 8:06,
// 零下 3 度, 是. A reference is the caller's to name; it shows as nothing.
func (f *Field) Show(v any) string {
	switch v := v.(type) {
	case nil:
		return "（空）"
	case string:
		return f.showText(v)
	case int64:
		if f.Type == Time {
			return fmt.Sprintf("%d:%02d", v/60, v%60)
		}
		if v < 0 && f.Unit == "度" {
			return "零下 " + f.number(-v) + " 度"
		}
		return strings.TrimSpace(f.number(v) + " " + f.Unit)
	case bool:
		code := noCode
		if v {
			code = yesCode
		}
		for _, o := range f.Offered() {
			if o.Code == code {
				return o.Label
			}
		}
	case []byte:
		if f.Type == Drawing {
			return "有"
		}
	case []any:
		if f.Type == Photo {
			return "有照片"
		}
		if f.Type == Group {
			return f.showRows(v)
		}
		words := make([]string, 0, len(v))
		for _, e := range v {
			if s, ok := e.(string); ok {
				words = append(words, f.showText(s))
			}
		}
		return strings.Join(words, "、")
	}
	return ""
}

func (f *Field) showText(s string) string {
	for _, o := range f.Choices {
		if o.Code == s {
			return o.Label
		}
	}
	if t, ok := hub.Day(s).Time(); ok && f.Type == Day {
		return fmt.Sprintf("%d年%d月%d日", t.Year(), t.Month(), t.Day())
	}
	if f.Type == DateTime {
		return showMoment(s)
	}
	return s
}

// number is an int in the unit that is shown, with one decimal where it is scaled, and
// more where there are more: nothing that was measured is hidden.
func (f *Field) number(n int64) string {
	if f.Scale <= 1 {
		return strconv.FormatInt(n, 10)
	}
	v := float64(n) / float64(f.Scale)
	s := strconv.FormatFloat(v, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

// Label of a choice's code; the code itself if it is unknown here.
func (f *Field) LabelOf(code string) string {
	for _, o := range f.Choices {
		if o.Code == code {
			return o.Label
		}
	}
	return code
}

package claim

import (
	"fmt"
	"strconv"
	"strings"

	"yizhan/hub"
)

// Yuan writes 分 as people read 元: 12,345.50, and 300 where there are no 分.
func Yuan(fen int64) string {
	sign := ""
	if fen < 0 {
		sign, fen = "−", -fen
	}
	whole := hub.Thousands(strconv.FormatInt(fen/100, 10))
	if fen%100 == 0 {
		return sign + whole
	}
	return fmt.Sprintf("%s%s.%02d", sign, whole, fen%100)
}

// mostYuan is more than any county has.
const mostYuan = 1_000_000_000

// Fen reads what somebody typed as 元: at most two figures behind the point, commas between.
func Fen(text string) (fen int64, ok bool) {
	text = strings.NewReplacer(",", "", "，", "", "−", "-").Replace(strings.TrimSpace(text))
	text, below := strings.CutPrefix(text, "-")
	whole, part, _ := strings.Cut(text, ".")
	if len(part) > 2 || whole == "" || strings.Trim(whole+part, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || n > mostYuan {
		return 0, false
	}
	cents, _ := strconv.ParseInt((part + "00")[:2], 10, 64)
	if fen = n*100 + cents; below {
		fen = -fen
	}
	return fen, true
}

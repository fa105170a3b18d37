package station

import (
	"strings"

	"yizhan/hub/care/growth"
)

// At 体检日 figures are pressed without their point, as a till takes money: 109 is 10.9.
// Who presses the point gets it where she presses it.

const tenthsPoint = "."

// keyed is what was pressed of a figure after one more key.
func keyed(raw, key string) string {
	switch key {
	case "clear":
		return ""
	case "del":
		return raw[:max(0, len(raw)-1)]
	case tenthsPoint:
		if raw == "" || strings.Contains(raw, tenthsPoint) {
			return raw
		}
		return raw + key
	}
	if len(key) != 1 || key[0] < '0' || key[0] > '9' || len(raw) >= mostRead || raw == "" && key == "0" {
		return raw
	}
	return raw + key
}

// tenths is the figure that was pressed: the last digit is behind the point, unless the
// point itself was pressed.
func tenths(raw string) string {
	switch {
	case raw == "":
		return ""
	case strings.Contains(raw, tenthsPoint):
		return strings.TrimSuffix(raw, tenthsPoint)
	case len(raw) == 1:
		return "0." + raw
	}
	return raw[:len(raw)-1] + "." + raw[len(raw)-1:]
}

// heavy is from which usual weight on, in grams, a weight that begins with 2 is of twenty
// kilograms; light is up to which one it is of two.
const (
	heavy = 12_000
	light = 7_000
)

// whole says whether a figure that is pressed without its point can only be complete:
// the next key belongs to the next figure. usual is a child of that age in the middle;
// 0 where nobody knows. Of what could go on nobody is sure, and it waits.
func whole(of growth.Figure, raw string, usual int) bool {
	if raw == "" || strings.Contains(raw, tenthsPoint) {
		return false
	}
	first, digits := raw[0], 3 // 10.9 公斤, 82.3 厘米, 46.8 厘米
	switch {
	case of == growth.LengthFigure && first == '1': // 102.5
		digits = 4
	case of == growth.WeightFigure && first == '2':
		if usual == 0 || usual > light && usual < heavy {
			return false
		}
		if usual <= light { // 2.8
			digits = 2
		}
	case of == growth.WeightFigure && first > '2': // 9.8; nobody of ours weighs thirty
		digits = 2
	}
	return len(raw) >= digits
}

package hub

import (
	"math"
	"strconv"
	"strings"
)

// Decimals is a number as people read it everywhere: commas between thousands, rounded to most
// figures behind the point, of which zeros at the end are not written: 90,000, 74.3, −0.5.
func Decimals(v float64, most int) string {
	text := strconv.FormatFloat(math.Abs(v), 'f', most, 64)
	whole, part, _ := strings.Cut(text, ".")
	whole = Thousands(whole)
	if part = strings.TrimRight(part, "0"); part != "" {
		whole += "." + part
	}
	if v < 0 && strings.Trim(whole, "0.") != "" {
		whole = "−" + whole
	}
	return whole
}

// Thousands puts commas between the thousands of a whole number without a sign.
func Thousands(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

package formula

import (
	"math"
	"math/bits"
	"strconv"
	"strings"
)

// One is the number 1: numbers are millionths.
const (
	One    = 1_000_000
	digits = 6
)

// times is a*b/by, rounded half away from zero; ok is false where that is no int64.
func times(a, b, by int64) (int64, bool) {
	if by == 0 {
		return 0, false
	}
	hi, lo := bits.Mul64(size(a), size(b))
	d := size(by)
	half := d / 2
	lo, carry := bits.Add64(lo, half, 0)
	hi += carry
	if hi >= d {
		return 0, false
	}
	q, _ := bits.Div64(hi, lo, d)
	if q > 1<<63-1 {
		return 0, false
	}
	if (a < 0) != (b < 0) != (by < 0) {
		return -int64(q), true
	}
	return int64(q), true
}

func size(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

func plus(a, b int64) (int64, bool) {
	sum := a + b
	return sum, sum != math.MinInt64 && ((a < 0) != (b < 0) || (sum < 0) == (a < 0))
}

// Shown is a stored number as formulas see it: 8200 at 1000 a unit is 8.2.
func Shown(stored int64, scale int) Value {
	n, ok := times(stored, One, int64(max(scale, 1)))
	if !ok {
		return Value{}
	}
	return Num(n)
}

// Stored is a number in as many parts of a unit: 8.2 at 1000 a unit is 8200.
func (v Value) Stored(scale int) (int64, bool) {
	if v.Type != Number {
		return 0, false
	}
	return times(v.Num, int64(max(scale, 1)), One)
}

// readNumber reads 12, 0.5, 12.345678.
func readNumber(s string) (int64, bool) {
	whole, part, _ := strings.Cut(s, ".")
	if len(part) > digits {
		return 0, false
	}
	n, err := strconv.ParseInt(whole+part+strings.Repeat("0", digits-len(part)), 10, 64)
	return n, err == nil
}

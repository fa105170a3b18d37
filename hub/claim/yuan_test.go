package claim

import (
	"strings"
	"testing"
)

func TestYuan(t *testing.T) {
	for fen, want := range map[int64]string{0: "0", 5: "0.05", 100: "1", 123_456_789: "1,234,567.89", -30_050: "−300.50", 100_000_00: "100,000"} {
		if got := Yuan(fen); got != want {
			t.Errorf("%d is %q, want %q", fen, got, want)
		}
		if back, ok := Fen(want); !ok || back != fen {
			t.Errorf("%q is read as %d", want, back)
		}
	}
	for _, bad := range []string{"", "-", ".", "1.234", "1e3", "12a", "１２", "9999999999999"} {
		if fen, ok := Fen(bad); ok {
			t.Errorf("%q is read as %d", bad, fen)
		}
	}
}

// A digest in figures is the same number: none is cut off at either end.
func TestFigures(t *testing.T) {
	for digest, want := range map[string]string{
		strings.Repeat("0", 64):       strings.TrimSpace(strings.Repeat("000000 ", 13)),
		strings.Repeat("0", 63) + "f": strings.Repeat("000000 ", 12) + "000015",
		strings.Repeat("f", 64):       "115792 089237 316195 423570 985008 687907 853269 984665 640564 039457 584007 913129 639935",
		"":                            "", "xyz": "", "00": "",
	} {
		if got := Figures(digest); got != want {
			t.Errorf("%q is %q, want %q", digest, got, want)
		}
	}
}

package hub_test

import (
	"testing"

	"yizhan/hub"
)

func TestDecimals(t *testing.T) {
	for _, c := range []struct {
		v    float64
		most int
		text string
	}{
		{0, 1, "0"}, {-0.04, 1, "0"}, {70, 1, "70"}, {74.2857, 1, "74.3"}, {99.96, 1, "100"}, {4.5, 2, "4.5"}, {4.567, 2, "4.57"},
		{999, 0, "999"}, {1000, 0, "1,000"}, {1234567, 2, "1,234,567"}, {-1234.5, 1, "−1,234.5"}, {999.96, 1, "1,000"},
	} {
		if got := hub.Decimals(c.v, c.most); got != c.text {
			t.Errorf("%v with %d at most is %q, want %q", c.v, c.most, got, c.text)
		}
	}
}

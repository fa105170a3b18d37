package county

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/claim"
	"yizhan/hub/report"
)

// A target is said with how far it is, and with that its day is over where it is.
func TestDistance(t *testing.T) {
	share := func(num, den float64) report.Point {
		v := num / den * 100
		return report.Point{Numerator: &num, Denominator: &den, Value: &v}
	}
	for name, tt := range map[string]struct {
		by    hub.Day
		point report.Point
		want  string
	}{
		"on its way":    {"2026-12-31", share(30, 100), "目标 40%，差 10"},
		"today":         {"2026-11-24", share(30, 100), "目标 40%，差 10"},
		"over":          {"2025-12-31", share(30, 100), "目标 40%（到2025年12月31日，已过），差 10"},
		"over, reached": {"2026-11-23", share(40, 100), "目标 40%（到11月23日，已过），达到"},
		"at any time":   {"", share(50, 100), "目标 40%，达到"},
		"unknown, over": {"2025-12-31", report.Point{}, "目标 40%（到2025年12月31日，已过）"},
	} {
		f := report.Figure{Indicator: report.Indicator{Unit: "%", Direction: ">="}, Definition: report.Definition{Scale: 100}, Day: "2026-11-24", Point: tt.point, Target: &report.Target{By: tt.by, Value: 40}}
		f.Reached = f.Value != nil && f.Reaches(*f.Value)
		if got := distance(&f); got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
	city := report.Figure{Indicator: report.Indicator{Targets: []report.Target{{Number: "city-use-rate", Note: "不低于全市平均"}}}}
	if got := distance(&city); got != "目标 不低于全市平均（县里还没填）" {
		t.Errorf("a target that is still to be typed: %s", got)
	}
	if got := distance(&report.Figure{}); got != "没有定目标" {
		t.Errorf("without a target: %s", got)
	}
}

// The first run of a subsidy is of the last month that is known whole, not before its rate holds.
func TestFirstMonth(t *testing.T) {
	for name, tt := range map[string]struct {
		closed, from hub.Day
		want         string
	}{
		"within a month":       {"2026-11-23", "2026-01-01", "2026-10"},
		"a month's last night": {"2026-11-30", "2026-01-01", "2026-11"},
		"a rate that comes":    {"2026-11-23", "2026-12-01", "2026-12"},
		"nothing is closed":    {"", "2026-01-01", "2026-10"},
		"a year before":        {"2026-01-02", "2025-01-01", "2025-12"},
	} {
		var closings []hub.Closing
		if tt.closed != "" {
			closings = []hub.Closing{{Number: 2, Day: tt.closed}, {Number: 1, Day: "2025-06-30"}}
		}
		if got := firstMonth(closings, tt.from, "2026-11-24"); got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
}

// A share is rounded as everywhere else, but never up to a mark that it has not reached.
func TestStandingText(t *testing.T) {
	for _, tt := range []struct {
		above, below int64
		want         string
	}{{16, 18, "在托 16 / 托位 18，88.9%"}, {26, 35, "在托 26 / 托位 35，74.3%"}, {5997, 10000, "在托 5997 / 托位 10000，59.9%"}, {3, 5, "在托 3 / 托位 5，60%"}, {0, 7, "在托 0 / 托位 7，0%"}} {
		if got := standingText(claim.Rate{Threshold: 60}, tt.above, tt.below); got != tt.want {
			t.Errorf("%s, want %s", got, tt.want)
		}
	}
}

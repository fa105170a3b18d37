package station

import (
	"testing"

	"yizhan/kiosk/page"
)

// Every figure of a table stands on one page of it and no page is longer than the screen.
func TestReportPartsAreTheWhole(t *testing.T) {
	for counted := range 30 {
		for typed := range 15 {
			for _, note := range []*page.Note{nil, {}} {
				whole := page.StationReport{Frame: page.Frame{Note: note}, Figures: make([]page.StationFigure, counted), Steppers: make([]page.Stepper, typed)}
				lines := reportLines
				if note != nil {
					lines = reportLinesUnder
				}
				figures, steppers := 0, 0
				for n := 1; ; n++ {
					p := reportPart(whole, "/report/1", n)
					figures, steppers = figures+len(p.Figures), steppers+len(p.Steppers)
					if used := (len(p.Figures)+1)/2 + len(p.Steppers); used > lines {
						t.Fatalf("%d figures, %d typed: page %d has %d lines", counted, typed, n, used)
					}
					if p.Next == "" {
						break
					}
				}
				if figures != counted || steppers != typed {
					t.Fatalf("of %d figures and %d typed, the pages have %d and %d", counted, typed, figures, steppers)
				}
			}
		}
	}
}

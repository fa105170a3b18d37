package page

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// wellFormed reads a drawing as a browser does that forgives nothing.
func wellFormed(t interface{ Fatalf(string, ...any) }, svg string) {
	for d := xml.NewDecoder(strings.NewReader(svg)); ; {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("%v in %s", err, svg)
		}
	}
}

// A trend draws what it is given and nothing else: each known point once, inside, higher
// where the value is higher; its table says the same.
func TestTrend(t *testing.T) {
	spot := regexp.MustCompile(`class="spot" cx="([0-9.]+)" cy="([0-9.]+)"`)
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 24).Draw(rt, "marks")
		trend := Trend{Label: "在托 <人>", Unit: "人"}
		for i := range n {
			trend.Marks = append(trend.Marks, fmt.Sprint(i%12+1, "月"))
		}
		values := rapid.SliceOfN(rapid.Float64Range(0, 1e6), n, n).Draw(rt, "values")
		known := 0
		for i := range values {
			if rapid.IntRange(0, 3).Draw(rt, "known") == 0 {
				values[i] = math.NaN()
			} else {
				known++
			}
		}
		trend.Lines = []TrendLine{{Name: "在托", Values: values}}
		svg := string(trend.SVG())
		wellFormed(rt, svg)
		spots := spot.FindAllStringSubmatch(svg, -1)
		if len(spots) != known {
			rt.Fatalf("%d of %d points are drawn", len(spots), known)
		}
		type at struct{ v, y float64 }
		var all []at
		i := 0
		for _, v := range values {
			if math.IsNaN(v) {
				continue
			}
			var x, y float64
			fmt.Sscan(spots[i][1], &x)
			fmt.Sscan(spots[i][2], &y)
			if x < trendLeft || x > trendRight || y < trendHead-0.1 || y > trendFoot+0.1 {
				rt.Fatalf("%v lies outside, at %v, %v", v, x, y)
			}
			all = append(all, at{v, y})
			i++
		}
		for _, a := range all {
			for _, b := range all {
				if a.v > b.v && a.y > b.y {
					rt.Fatalf("%v is drawn below %v", a.v, b.v)
				}
			}
		}
		if rows := trend.Rows(); len(rows) != n || len(rows[0]) != 2 {
			rt.Fatalf("the table has %d rows", len(rows))
		}
	})
}

// On the 示意图 every station is to be seen: none stands on another, none outside.
func TestStationMap(t *testing.T) {
	circle := regexp.MustCompile(`class="today" cx="([0-9.-]+)" cy="([0-9.-]+)"`)
	for _, size := range [][2]int{{1, 1}, {6, 4}, {10, 12}, {20, 15}, {29, 11}} {
		var m StationMap
		for range size[0] {
			m.Towns = append(m.Towns, MapTown{Name: "镇&村", Dots: make([]MapDot, size[1])})
		}
		svg := string(m.SVG())
		wellFormed(t, svg)
		var at [][2]float64
		for _, c := range circle.FindAllStringSubmatch(svg, -1) {
			var p [2]float64
			fmt.Sscan(c[1], &p[0])
			fmt.Sscan(c[2], &p[1])
			at = append(at, p)
		}
		if len(at) != size[0]*size[1] {
			t.Errorf("%v: %d dots", size, len(at))
		}
		near := 1000.0
		for i, p := range at {
			if p[0] < 0 || p[0] > mapWide || p[1] < 0 || p[1] > mapHigh {
				t.Errorf("%v: a station at %v", size, p)
			}
			for _, q := range at[:i] {
				near = min(near, math.Hypot(p[0]-q[0], p[1]-q[1]))
			}
		}
		if near < 6 && size[0] <= 20 || near < 4 {
			t.Errorf("%v: two stations %.1f apart", size, near)
		}
	}
}

func TestSharesAreWellFormed(t *testing.T) {
	svg := string(Shares{Label: "课", Rows: []Share{{"荫城镇", 3, 0}, {"<x>", 0, 0}, {"西火镇", 27, 45}}}.SVG())
	wellFormed(t, svg)
	if n := strings.Count(svg, `class="have"`); n != 3 || !strings.Contains(svg, "27 / 45") {
		t.Errorf("%d bars: %s", n, svg)
	}
}

package page

import (
	"fmt"
	"html/template"
	"math"
	"strconv"
	"strings"
)

// Trend is a few lines over the same marks, oldest first. The table under it says the same.
type Trend struct {
	Label string // for those who do not see it: 在托与出勤（人，近 12 个月）
	Unit  string
	Marks []string // 1月
	Lines []TrendLine
}

// TrendLine is one line; a point that nobody knows is NaN.
type TrendLine struct {
	Name   string
	Values []float64
	Dashed bool
}

// Room of a trend, in dots: left for the figures of the scale, right for the lines' names.
const (
	trendWide, trendHigh  = 366, 196
	trendLeft, trendRight = 52, 306
	trendHead, trendFoot  = 12, 160
	trendMarksApart       = 4 // marks that are written under the line, at the most
	trendScaleLines       = 4
)

// Known says whether it has a point at all: without one there is nothing to draw.
func (t Trend) Known() bool {
	for _, line := range t.Lines {
		for _, v := range line.Values {
			if !math.IsNaN(v) {
				return true
			}
		}
	}
	return false
}

// Rows are the trend's table: of each mark, every line's value.
func (t Trend) Rows() (rows [][]string) {
	for i, mark := range t.Marks {
		row := []string{mark}
		for _, line := range t.Lines {
			row = append(row, amount(line.Values[i]))
		}
		rows = append(rows, row)
	}
	return rows
}

// SVG draws it. Each point says itself when it is touched.
func (t Trend) SVG() template.HTML {
	low, high := t.scale()
	x := func(i int) float64 {
		return trendLeft + float64(i)/math.Max(1, float64(len(t.Marks)-1))*(trendRight-trendLeft)
	}
	y := func(v float64) float64 { return trendFoot - (v-low)/(high-low)*(trendFoot-trendHead) }
	b := plot(trendWide, trendHigh, t.Label)
	for i := range trendScaleLines {
		v := low + (high-low)*float64(i)/(trendScaleLines-1)
		fmt.Fprintf(b, `<path class="grid" d="M%d %sH%d"/><text text-anchor="end" x="%d" y="%s">%s</text>`,
			trendLeft, dots(y(v)), trendRight, trendLeft-6, dots(y(v)+6), amount(v))
	}
	for i, mark := range t.Marks {
		if every := max(1, (len(t.Marks)+trendMarksApart-2)/(trendMarksApart-1)); i%every == 0 && len(t.Marks)-1-i >= every/2 || i == len(t.Marks)-1 {
			fmt.Fprintf(b, `<text text-anchor="middle" x="%s" y="%d">%s</text>`, dots(x(i)), trendFoot+26, template.HTMLEscapeString(mark))
		}
	}
	for n, line := range t.Lines {
		t.draw(b, n, line, x, y)
	}
	return plotted(b)
}

func (t Trend) draw(b *strings.Builder, n int, line TrendLine, x func(int) float64, y func(float64) float64) {
	class, last := "line", -1
	if line.Dashed {
		class = "line dashed"
	}
	var path strings.Builder
	pen := "M"
	for i, v := range line.Values {
		if math.IsNaN(v) {
			pen = "M" // the line is broken where nobody knows
			continue
		}
		fmt.Fprintf(&path, "%s%s %s", pen, dots(x(i)), dots(y(v)))
		pen, last = "L", i
	}
	fmt.Fprintf(b, `<path class="%s" d="%s"/>`, class, path.String())
	for i, v := range line.Values {
		if !math.IsNaN(v) {
			fmt.Fprintf(b, `<circle class="spot" cx="%s" cy="%s" r="8"><title>%s %s %s%s</title></circle>`,
				dots(x(i)), dots(y(v)), template.HTMLEscapeString(t.Marks[i]), template.HTMLEscapeString(line.Name), amount(v), template.HTMLEscapeString(t.Unit))
		}
	}
	if last >= 0 {
		fmt.Fprintf(b, `<text class="v" x="%d" y="%s">%s</text>`, trendRight+6, dots(t.beside(n, last, y)), template.HTMLEscapeString(line.Name))
	}
}

// beside is where a line's name stands: at its end, out of the way of the one before.
func (t Trend) beside(n, last int, y func(float64) float64) float64 {
	at := y(t.Lines[n].Values[last]) + 6
	for _, other := range t.Lines[:n] {
		if v := other.Values[len(other.Values)-1]; !math.IsNaN(v) && math.Abs(y(v)+6-at) < 18 {
			if at = y(v) + 24; at > trendFoot+6 {
				at = y(v) - 12 // above: below stand the months
			}
		}
	}
	return at
}

// scale begins and ends on figures that people say.
func (t Trend) scale() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, line := range t.Lines {
		for _, v := range line.Values {
			if !math.IsNaN(v) {
				low, high = min(low, v), max(high, v)
			}
		}
	}
	if low > high {
		return 0, 1
	}
	step := round((high - low) / (trendScaleLines - 1))
	low = math.Max(0, math.Floor(low/step)*step)
	for low+step*(trendScaleLines-1) < high {
		step = round(step * 1.01)
		low = math.Floor(low/step) * step
	}
	return low, low + step*(trendScaleLines-1)
}

// round is the next of 1, 2, 5, 10, 20 …; of nothing, 1.
func round(v float64) float64 {
	if v <= 0 {
		return 1
	}
	ten := math.Pow(10, math.Floor(math.Log10(v)))
	for _, f := range []float64{1, 2, 5, 10} {
		if f*ten >= v*0.999999 {
			return f * ten
		}
	}
	return ten * 10
}

// Shares are what is done of what was to be done, one line each.
type Shares struct {
	Label string
	Rows  []Share
}

// Share is one line.
type Share struct {
	Name     string
	Have, Of int64
}

// Text is 42 / 45.
func (s Share) Text() string { return fmt.Sprint(s.Have, " / ", s.Of) }

const sharesWide, sharesLeft, sharesRight, shareHigh, shareApart = 366, 70, 290, 20, 31

// SVG draws them.
func (s Shares) SVG() template.HTML {
	most := int64(1)
	for _, r := range s.Rows {
		most = max(most, r.Have, r.Of)
	}
	b := plot(sharesWide, len(s.Rows)*shareApart+6, s.Label)
	for i, r := range s.Rows {
		y := 4 + i*shareApart
		wide := func(n int64) string { return dots(float64(n) / float64(most) * (sharesRight - sharesLeft)) }
		fmt.Fprintf(b, `<g><title>%s %s</title><text x="0" y="%d">%s</text>`,
			template.HTMLEscapeString(r.Name), r.Text(), y+16, template.HTMLEscapeString(r.Name))
		fmt.Fprintf(b, `<rect class="of" x="%d" y="%d" width="%s" height="%d"/><rect class="have" x="%d" y="%d" width="%s" height="%d"/>`,
			sharesLeft, y, wide(max(r.Of, r.Have)), shareHigh, sharesLeft, y, wide(r.Have), shareHigh)
		fmt.Fprintf(b, `<text class="v" x="%s" y="%d">%s</text></g>`, dots(sharesLeft+8+float64(max(r.Of, r.Have))/float64(most)*(sharesRight-sharesLeft)), y+16, r.Text())
	}
	return plotted(b)
}

// StationMap shows where stations lie towards each other, and how they are heard. It is a
// 示意图: dots without any boundary, which no law on maps asks to be approved.
type StationMap struct {
	Label  string
	Centre string // 县中心
	Towns  []MapTown
}

// MapTown is a township's dots. Its link stands under the drawing, in which a county's
// three hundred dots and twenty names are too small to hit.
type MapTown struct {
	Name string
	Href string // "": it is the only one
	Dots []MapDot
}

// MapDot is one station, which says its name when it is pointed at.
type MapDot struct {
	Title string // 横河村，9 天没联系
	State string // "" today, slow, gone
}

const (
	mapWide, mapHigh = 390, 450
	mapX, mapY       = 195, 216 // the county's centre
	mapReach         = 145      // of the outermost ring, where it is narrow
	oneRing          = 10       // townships that stand on one ring
)

// golden turns each dot away from the one before so that none stands behind another.
const golden = 2.399963229728653

// SVG draws it.
func (m StationMap) SVG() template.HTML {
	b := plot(mapWide, mapHigh, m.Label)
	rings := 1 + max(0, len(m.Towns)-1)/oneRing
	// Neighbours on the innermost ring are nearest to each other, and rings must not touch.
	inner, beside := mapReach/float64(rings), math.Max(3, math.Ceil(float64(len(m.Towns))/float64(rings)))
	space := math.Min(46, 0.95*inner*math.Min(math.Sin(math.Pi/beside), 0.5*float64(min(rings, 2))))
	type spot struct{ x, y float64 }
	at := make([]spot, len(m.Towns))
	for i := range m.Towns {
		far := 1 - float64(i%rings)/float64(rings) // the next further in than this one
		turn := 2*math.Pi*float64(i)/float64(len(m.Towns)) - 0.7*math.Pi
		at[i] = spot{mapX + far*(mapX-space-6)*math.Cos(turn), mapY + far*(mapY-space-6)*math.Sin(turn)}
		fmt.Fprintf(b, `<path class="spoke" d="M%d %dL%s %s"/>`, mapX, mapY, dots(at[i].x), dots(at[i].y))
	}
	for i, town := range m.Towns {
		for n, dot := range town.Dots {
			out := space * math.Sqrt((float64(n)+0.5)/math.Max(4, float64(len(town.Dots))))
			x, y := at[i].x+out*math.Cos(golden*float64(n)), at[i].y+out*math.Sin(golden*float64(n))
			m.dot(b, dot, x, y, math.Min(7, 0.45*space/math.Sqrt(float64(len(town.Dots)))*1.6))
		}
		down := at[i].y + space*math.Sqrt(math.Min(1, float64(len(town.Dots))/4)) + 20
		fmt.Fprintf(b, `<text class="v" text-anchor="middle" x="%s" y="%s">%s</text>`, dots(at[i].x), dots(down), template.HTMLEscapeString(town.Name))
	}
	fmt.Fprintf(b, `<rect class="centre" x="%d" y="%d" width="24" height="24"/><text class="v" text-anchor="middle" x="%d" y="%d">%s</text>`,
		mapX-12, mapY-12, mapX, mapY+32, template.HTMLEscapeString(m.Centre))
	return plotted(b)
}

// dot is a station in its state: the shape says it as well as the colour.
func (m StationMap) dot(b *strings.Builder, d MapDot, x, y, half float64) {
	shape := `<circle class="today" cx="` + dots(x) + `" cy="` + dots(y) + `" r="` + dots(half) + `"/>`
	switch out, wide := dots(half*1.3), dots(half*2.2); d.State {
	case "slow":
		shape = fmt.Sprintf(`<path class="slow" d="M%s %sl%s %sl-%s %sl-%s -%sz"/>`, dots(x), dots(y-half*1.3), out, out, out, out, out, out)
	case "gone":
		shape = fmt.Sprintf(`<path class="gone" d="M%s %sh%sv%sh-%szl%s %sm0 -%sl-%s %s"/>`,
			dots(x-half*1.1), dots(y-half*1.1), wide, wide, wide, wide, wide, wide, wide, wide)
	}
	fmt.Fprintf(b, `<g><title>%s</title>%s</g>`, template.HTMLEscapeString(d.Title), shape)
}

func plot(wide, high int, label string) *strings.Builder {
	var b strings.Builder
	label = template.HTMLEscapeString(label)
	fmt.Fprintf(&b, `<svg class="plot" viewBox="0 0 %d %d" role="img" aria-label="%s"><title>%s</title>`, wide, high, label, label)
	return &b
}

func plotted(b *strings.Builder) template.HTML {
	b.WriteString(`</svg>`)
	return template.HTML(b.String()) // figures of ours, and texts that are escaped
}

// amount is a figure as people write it: one decimal at the most; nothing where nobody knows.
func amount(v float64) string {
	if math.IsNaN(v) {
		return ""
	}
	return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64)
}

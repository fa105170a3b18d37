package page

import (
	"fmt"
	"html/template"
	"math"
	"strconv"
	"strings"

	"yizhan/hub/care/growth"
)

// Curve is a child's line among those of both standards.
type Curve struct {
	Label    string // for those who do not see it: 体重曲线，女孩
	Across   string // 月龄, 厘米
	Up       string // 公斤
	From, To int    // across
	Step     int    // between the marks across
	Bands    growth.Bands
	Own      []CurvePoint // the last is the newest
}

// CurvePoint is one measuring.
type CurvePoint struct {
	growth.Point
	Title string // 20 月龄 10.9 公斤
	Tip   string // 10.9: beside the newest
}

// The drawing, in dots: room for the marks left and below, for the words right.
const (
	curveWide, curveHigh             = 580, 316
	curveLeft, curveRight, curveFoot = 44, 540, 282
	curveHead                        = 8
)

// frame maps places to dots.
type curveFrame struct{ x0, x1, y0, y1, step float64 }

func (f curveFrame) x(v float64) float64 {
	return curveLeft + (v-f.x0)/(f.x1-f.x0)*(curveRight-curveLeft)
}

func (f curveFrame) y(v float64) float64 {
	return curveFoot - (v-f.y0)/(f.y1-f.y0)*(curveFoot-curveHead)
}

// SVG draws it. Each measuring says itself when it is touched; the table beside the
// curve says the same.
func (c Curve) SVG() template.HTML {
	f := c.frame()
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="growth" viewBox="0 0 %d %d" role="img" aria-label="%s"><title>%s</title>`,
		curveWide, curveHigh, template.HTMLEscapeString(c.Label), template.HTMLEscapeString(c.Label))
	c.drawBand(&b, f)
	c.drawMarks(&b, f)
	for i, line := range c.Bands.WHO {
		if len(line) > 1 {
			fmt.Fprintf(&b, `<polyline class="sd" points="%s"><title>世卫组织 %+d</title></polyline>`, f.points(line), i-3)
		}
	}
	if middle := c.Bands.WST[1]; len(middle) > 1 {
		fmt.Fprintf(&b, `<polyline class="p50" points="%s"><title>国家标准，正中</title></polyline>`, f.points(middle))
		for i, word := range []string{"下", "中", "上"} {
			end := c.Bands.WST[i][len(c.Bands.WST[i])-1]
			fmt.Fprintf(&b, `<text class="lev" x="%d" y="%s">%s</text>`, curveRight+8, dots(f.y(end.Value)+float64(18-i*10)), word)
		}
	}
	c.drawOwn(&b, f)
	b.WriteString(`</svg>`)
	return template.HTML(b.String()) // figures of ours, and titles that are escaped
}

// frame takes in what is drawn, and begins and ends on a mark.
func (c Curve) frame() curveFrame {
	low, high := math.Inf(1), math.Inf(-1)
	see := func(p growth.Point) { low, high = min(low, p.Value), max(high, p.Value) }
	for _, line := range [][]growth.Point{c.Bands.WST[0], c.Bands.WST[2], c.Bands.WHO[0], c.Bands.WHO[6]} {
		for _, p := range line {
			see(p)
		}
	}
	for _, p := range c.Own {
		see(p.Point)
	}
	if low > high {
		low, high = 0, 1
	}
	step := markStep(high - low)
	return curveFrame{float64(c.From), float64(c.To), math.Floor(low/step) * step, math.Ceil(high/step+0.01) * step, step}
}

// Span is from where to where it goes upwards, and how far its marks stand apart.
func (c *Curve) Span() (low, high, step float64) {
	f := c.frame()
	return f.y0, f.y1, f.step
}

// markStep is between two marks: 1, 2, 5, 10 or 20, up to ten of them.
func markStep(room float64) float64 {
	for _, step := range []float64{0.5, 1, 2, 5, 10} {
		if room/step <= 9 {
			return step
		}
	}
	return 20
}

func (c Curve) drawMarks(b *strings.Builder, f curveFrame) {
	for v := f.y0; v <= f.y1+f.step/100; v += f.step {
		fmt.Fprintf(b, `<path class="ax" d="M%d %sH%d"/>`, curveLeft, dots(f.y(v)), curveRight)
		if v < f.y1 {
			fmt.Fprintf(b, `<text x="%d" y="%s" text-anchor="end">%s</text>`, curveLeft-6, dots(f.y(v)+8), strconv.FormatFloat(v, 'f', -1, 64))
		}
	}
	for v := c.From; v <= c.To; v += c.Step {
		x := f.x(float64(v))
		fmt.Fprintf(b, `<path class="ax" d="M%s %dV%d"/>`, dots(x), curveHead, curveFoot)
		if v > c.From && v+c.Step <= c.To {
			fmt.Fprintf(b, `<text x="%s" y="%d" text-anchor="middle">%d</text>`, dots(x), curveFoot+26, v)
		}
	}
	fmt.Fprintf(b, `<text x="%d" y="%d">%s</text><text x="%d" y="%d" text-anchor="end">%s</text>`,
		curveLeft+6, curveHead+22, c.Up, curveWide, curveFoot+26, c.Across)
}

// drawBand fills what lies between the third and the ninety-seventh of a hundred.
func (c Curve) drawBand(b *strings.Builder, f curveFrame) {
	low, high := c.Bands.WST[0], c.Bands.WST[2]
	if len(low) < 2 {
		return
	}
	back := make([]growth.Point, len(high))
	for i, p := range high {
		back[len(high)-1-i] = p
	}
	fmt.Fprintf(b, `<polygon class="b-mid" points="%s %s"><title>国家标准：一百个孩子里的九十四个</title></polygon>`, f.points(low), f.points(back))
}

func (c Curve) drawOwn(b *strings.Builder, f curveFrame) {
	var line []growth.Point
	for _, p := range c.Own {
		line = append(line, p.Point)
	}
	if len(line) > 1 {
		fmt.Fprintf(b, `<polyline class="own" points="%s"/>`, f.points(line))
	}
	for i, p := range c.Own {
		class, r := "pt", 6
		if i == len(c.Own)-1 {
			class, r = "pt last", 10
		}
		fmt.Fprintf(b, `<circle class="%s" cx="%s" cy="%s" r="%d"><title>%s</title></circle>`,
			class, dots(f.x(p.At)), dots(f.y(p.Value)), r, template.HTMLEscapeString(p.Title))
	}
	if n := len(c.Own); n > 0 && c.Own[n-1].Tip != "" {
		p := c.Own[n-1]
		y := f.y(p.Value) + 38
		if y > curveFoot-6 {
			y = f.y(p.Value) - 20
		}
		fmt.Fprintf(b, `<text class="tip" x="%s" y="%s" text-anchor="middle">%s</text>`,
			dots(min(max(f.x(p.At), curveLeft+50), curveRight-50)), dots(y), template.HTMLEscapeString(p.Tip))
	}
}

func (f curveFrame) points(line []growth.Point) string {
	var b strings.Builder
	for i, p := range line {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(dots(f.x(p.At)) + "," + dots(f.y(p.Value)))
	}
	return b.String()
}

// dots is a place to a tenth of a dot.
func dots(v float64) string { return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64) }

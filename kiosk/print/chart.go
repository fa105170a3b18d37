package print

import (
	"image"
	"math"
	"strconv"
)

// Chart is a line among those that it is compared with. Points are in its own units.
type Chart struct {
	From, To, Step  float64 // across, and how far the marks stand apart
	Low, High, Rise float64 // the same upwards
	Across, Up      string  // units: 月龄, 公斤
	Band            [2][]Point
	Thin            [][]Point
	Dashed          []Point
	Own             []Point // the last is the newest
	Tip             string  // beside the newest
}

// Point is a place on a chart.
type Point struct{ At, Value float64 }

// chartLetters is the height of its letters in tenths of a millimetre, on slips and sheets: as small as any there.
var chartLetters = map[bool]int{false: 25, true: 33}

// plot is where a chart is drawn.
type plot struct {
	*canvas
	*Chart
	in      image.Rectangle
	letters int
}

// chart draws one as wide as the column, MM high.
func (c *canvas) chart(b Block) error {
	if err := c.room(b.MM * c.mm); err != nil {
		return err
	}
	p := &plot{canvas: c, Chart: b.Chart, letters: chartLetters[c.sheet()] * c.mm / 10}
	p.in = image.Rect(c.left+7*p.letters/3, c.y+p.letters, c.right-p.letters, c.y+b.MM*c.mm-2*p.letters)
	hair := max(1, c.mm/12)
	p.band()
	p.marks(hair)
	for _, line := range p.Thin {
		p.line(line, hair, 0)
	}
	p.line(p.Dashed, 2*hair, p.letters/3)
	p.own(c.mm / 3)
	c.y += b.MM * c.mm
	return nil
}

func (p *plot) dot(at Point) image.Point {
	x := (at.At - p.From) / (p.To - p.From) * float64(p.in.Dx())
	y := (at.Value - p.Low) / (p.High - p.Low) * float64(p.in.Dy())
	return image.Pt(p.in.Min.X+int(math.Round(x)), p.in.Max.Y-int(math.Round(y)))
}

// marks are the lines behind, each with its figure.
func (p *plot) marks(hair int) {
	say := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	for i := range int((p.High-p.Low)/p.Rise+0.5) + 1 {
		v := p.Low + float64(i)*p.Rise
		y := p.dot(Point{p.From, v}).Y
		p.dotted(image.Pt(p.in.Min.X, y), image.Pt(p.in.Max.X, y), hair)
		if v < p.High {
			p.font.draw(p.page, say(v), p.in.Min.X-p.letters/3-p.font.width(say(v), p.letters), y, p.letters, false)
		}
	}
	foot := p.in.Max.Y + p.letters
	for v := p.From; v <= p.To; v += p.Step {
		x := p.dot(Point{v, p.Low}).X
		p.dotted(image.Pt(x, p.in.Min.Y), image.Pt(x, p.in.Max.Y), hair)
		if v > p.From && v < p.To {
			p.font.draw(p.page, say(v), x-p.font.width(say(v), p.letters)/2, foot, p.letters, false)
		}
	}
	p.font.draw(p.page, p.Up, p.left, p.in.Min.Y-p.letters/2, p.letters, false)
	p.font.draw(p.page, p.Across, p.right-p.font.width(p.Across, p.letters), foot, p.letters, false)
}

// dotted is a line that lies behind others.
func (p *plot) dotted(from, to image.Point, hair int) {
	steps := max(1, to.X-from.X, to.Y-from.Y)
	for i := 0; i <= steps; i += 4 * hair {
		x, y := from.X+(to.X-from.X)*i/steps, from.Y+(to.Y-from.Y)*i/steps
		p.page.fill(image.Rect(x, y, x+hair, y+hair))
	}
}

// line joins points; with a dash it is broken into such pieces.
func (p *plot) line(points []Point, pen, dash int) {
	gone := 0
	for i := 1; i < len(points); i++ {
		from, to := p.dot(points[i-1]), p.dot(points[i])
		steps := max(1, abs(to.X-from.X), abs(to.Y-from.Y))
		for n := range steps {
			if gone++; dash == 0 || gone/dash%2 == 0 {
				x, y := from.X+(to.X-from.X)*n/steps, from.Y+(to.Y-from.Y)*n/steps
				p.page.fill(image.Rect(x-pen/2, y-pen/2, x-pen/2+pen, y-pen/2+pen))
			}
		}
	}
}

// band fills what lies between its two lines with every fourth dot.
func (p *plot) band() {
	low, high := p.Band[0], p.Band[1]
	for i := 1; i < min(len(low), len(high)); i++ {
		b0, b1, t0, t1 := p.dot(low[i-1]), p.dot(low[i]), p.dot(high[i-1]), p.dot(high[i])
		for x := b0.X; x < b1.X; x++ {
			part := func(from, to int) int { return from + (to-from)*(x-b0.X)/(b1.X-b0.X) }
			for y := part(t0.Y, t1.Y); y < part(b0.Y, b1.Y); y++ {
				if x%2 == 0 && y%2 == 0 {
					p.page.blacken(x, y)
				}
			}
		}
	}
}

// own is the child's line, with a spot for each measuring and words beside the newest.
func (p *plot) own(pen int) {
	if len(p.Own) == 0 {
		return
	}
	p.line(p.Own, pen, 0)
	for _, one := range p.Own {
		p.spot(p.dot(one), pen*3/2)
	}
	last := p.dot(p.Own[len(p.Own)-1])
	p.spot(last, pen*5/2)
	dots := p.letters * 4 / 3
	wide := p.font.width(p.Tip, dots)
	y := last.Y + dots*3/2
	if y > p.in.Max.Y-dots {
		y = last.Y - dots*3/2
	}
	x := min(max(last.X-wide/2, p.in.Min.X+dots/4), p.right-wide)
	p.page.clear(image.Rect(x-dots/4, y-dots/2, x+wide+dots/4, y+dots/2))
	p.font.draw(p.page, p.Tip, x, y, dots, true)
}

func (p *plot) spot(at image.Point, r int) {
	for y := -r; y <= r; y++ {
		half := int(math.Sqrt(float64(r*r - y*y)))
		p.page.fill(image.Rect(at.X-half, at.Y+y, at.X+half+1, at.Y+y+1))
	}
}

package box

import (
	"sync"

	"yizhan/hub/care/growth"
	"yizhan/kiosk/page"
	"yizhan/kiosk/print"
	"yizhan/kiosk/public"
)

// curveMM is the height of a curve on a picture for a telephone: a child's line rises
// there as steeply as on the screen.
const curveMM = 34

// drawn makes pictures for families with the system's font, which is looked for when the
// first is asked for.
func drawn() func(public.Picture) ([]byte, error) {
	font := sync.OnceValues(print.FindFont)
	return func(p public.Picture) ([]byte, error) {
		f, err := font()
		if err != nil {
			return nil, err
		}
		return print.Picture(f, blocksOf(p))
	}
}

func blocksOf(p public.Picture) (out []print.Block) {
	add := func(kind print.Kind, text, side string) *print.Block {
		out = append(out, print.Block{Kind: kind, Text: text, Side: side})
		return &out[len(out)-1]
	}
	add(print.Title, p.Name, "")
	add(print.Lead, p.Head, "")
	add(print.Rule, "", "")
	if p.Word != "" {
		add(print.Lead, p.Word, "")
	}
	for _, text := range p.Said {
		add(print.Text, text, "")
	}
	for _, c := range p.Curves {
		add(print.Gap, "", "").MM = 1
		add(print.Lead, c.Word, "")
		b := add(print.Curve, "", "")
		b.MM, b.Chart = curveMM, chartOf(c.Line)
	}
	if p.Key != "" {
		add(print.Small, p.Key, "")
		add(print.Rule, "", "")
	}
	for _, l := range p.Lines {
		add(print.Text, l.Word, l.Text)
	}
	add(print.Rule, "", "")
	add(print.Small, p.Last, "")
	return out
}

// chartOf is a curve as a printer draws it.
func chartOf(c *page.Curve) *print.Chart {
	out := &print.Chart{From: float64(c.From), To: float64(c.To), Step: float64(c.Step), Across: c.Across, Up: c.Up,
		Band: [2][]print.Point{points(c.Bands.WST[0]), points(c.Bands.WST[2])}, Dashed: points(c.Bands.WST[1])}
	out.Low, out.High, out.Rise = c.Span()
	for _, line := range c.Bands.WHO {
		out.Thin = append(out.Thin, points(line))
	}
	for _, p := range c.Own {
		out.Own, out.Tip = append(out.Own, print.Point(p.Point)), p.Tip
	}
	return out
}

func points(line []growth.Point) (out []print.Point) {
	for _, p := range line {
		out = append(out, print.Point(p))
	}
	return out
}

package print

import "testing"

// A chart keeps to its place on paper: the own line is the darkest thing where it runs, the
// band lies between its lines, and nothing is drawn beside the sheet, wherever points lie.
func TestChart(t *testing.T) {
	t.Parallel()
	f, err := FindFont()
	if err != nil {
		t.Skip("no font for Chinese here: ", err)
	}
	chart := Chart{To: 24, Step: 6, High: 10, Rise: 2, Band: [2][]Point{{{0, 4}, {24, 4}}, {{0, 6}, {24, 6}}}, Own: []Point{{0, 2}, {24, 2}}}
	m := medium{width: 1200, mm: 24, margin: 24}
	drawn := func(c Chart) (page *Bitmap) {
		t.Helper()
		err := draw(Doc{Blocks: []Block{{Kind: Curve, MM: 30, Chart: &c}}}, m, f, func(b *Bitmap) error { page = b; return nil })
		if err != nil {
			t.Fatal(err)
		}
		return page
	}
	page := drawn(chart)
	// dark is how many of a hundred dots are black around a place in the chart.
	dark := func(value float64) (n int) {
		letters := chartLetters[false] * m.mm / 10
		top, foot := m.margin+letters, m.margin+30*m.mm-2*letters
		y := foot - int(value/10*float64(foot-top))
		for i := range 100 {
			if page.Black(560+i%10, y-2+i/20) {
				n++
			}
		}
		return n
	}
	own, band, bare := dark(2), dark(5), dark(7.3)
	if own < 90 || band < 15 || band > 40 || bare != 0 {
		t.Errorf("own %d, band %d, bare %d of a hundred", own, band, bare)
	}
	for _, c := range []Chart{{To: 1, Step: 1, High: 1, Rise: 1}, {To: 12, Step: 3, High: 1, Rise: 1, Tip: "82.3 厘米", Own: []Point{{-300, 5000}, {900, -70}}}} {
		if page := drawn(c); page.Width != 1200 {
			t.Errorf("%d dots wide", page.Width)
		}
	}
}

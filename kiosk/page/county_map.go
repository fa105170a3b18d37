package page

import (
	"fmt"
	"html/template"
)

// CountyMap is where the picture under the overview's map is put, and pinned to its place.
//
// Posted to /map: upload (multipart), number, source; to /map/pin: pin.x, pin.y of the
// picture as it is shown (MapShown wide), no=0|1, site or at=北纬, 东经; to /map/drop.
type CountyMap struct {
	CountyFrame
	Number, Origin string // 审图号, as typed
	Fault          string
	There          bool
	Src            template.URL
	High           int // as it is shown, MapShown wide
	Steps          []Choice
	Pin            string // which one is asked for: 0, 1; "" both stand
	At             string // as typed
	Sites          []Choice
	Lines          []string
	Look           template.HTML // the picture with its stations, once it is pinned
}

func (CountyMap) Page() string { return "county-map" }

// MapShown is how wide a picture is shown that is pinned, in dots: a click is told in them.
const MapShown = 800

// BaseMap is an approved picture with the stations in their places. Its 审图号 is part of the
// drawing: where the one is, the other is, on paper too.
type BaseMap struct {
	Src        string
	Wide, High int // of the picture, in dots
	Number     string
	Source     string
	Dots       []BaseDot
}

// BaseDot is a station at its place: shares of width and height.
type BaseDot struct {
	MapDot
	X, Y float64
}

// baseWide is how wide the drawing is, in its own units; baseFoot is the line under it.
const baseWide, baseFoot = 390, 34

// SVG draws it.
func (m BaseMap) SVG() template.HTML {
	high := baseWide * m.High / max(1, m.Wide)
	b := plot(baseWide, high+baseFoot, "站点位置图，审图号："+m.Number)
	fmt.Fprintf(b, `<image href="%s" width="%d" height="%d" preserveAspectRatio="none"/>`, template.HTMLEscapeString(m.Src), baseWide, high)
	for _, d := range m.Dots {
		StationMap{}.dot(b, d.MapDot, d.X*baseWide, d.Y*float64(high), 7)
	}
	fmt.Fprintf(b, `<text class="v approved" x="2" y="%d">审图号：%s</text>`, high+24, template.HTMLEscapeString(m.Number))
	return plotted(b)
}

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
	Pins           [][2]float64 // where they are: shares of width and height
	At             string       // as typed
	Sites          []Choice
	Lines          []string
	Look           template.HTML // the picture with its stations, once it is pinned
}

func (CountyMap) Page() string { return "county-map" }

// Degrees says in which system the places of pins and stations are: nobody wrote that down.
func (CountyMap) Degrees() string {
	return "经纬度有两种：手机地图上抄的多半是加过密的“火星坐标”，卫星定位仪的是国际通用的，差几百米。程序不换算，也不知道站点的地点是从哪里抄的：全县都用一种，照站点钉最稳。"
}

// Pinned draws the pins over the picture that is clicked.
func (p CountyMap) Pinned() template.HTML {
	b := plot(MapShown, p.High, "钉子")
	for i, at := range p.Pins {
		x, y := at[0]*MapShown, at[1]*float64(p.High)
		fmt.Fprintf(b, `<path class="pin" d="M%.0f %.0fl-11-22a13 13 0 1 1 22 0z"/><text class="pin-no" x="%.0f" y="%.0f" text-anchor="middle">%d</text>`, x, y, x, y-23, i+1)
	}
	return plotted(b)
}

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

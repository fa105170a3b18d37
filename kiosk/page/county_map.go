package page

import (
	"fmt"
	"html/template"
)

// CountyMap is where the picture under the overview's map is put, and pinned to its place.
//
// Posted to /map: upload (multipart), number, source; to /map/pin: pin.x, pin.y of the
// picture as it is shown (MapShown wide), no=0|1, site or at=北纬, 东经; to /map/public:
// public=1 or nothing; to /map/drop.
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
	Public         bool          // everybody sees it too
}

func (CountyMap) Page() string { return "county-map" }

// degrees says in which system points are typed, and which others are not to be.
const degrees = "经纬度照手机上高德、腾讯地图的抄（火星坐标）。百度地图、卫星定位仪、天地图的差几百米，不要混着写；程序不换算。"

// Degrees is said where a pin is put.
func (CountyMap) Degrees() string { return degrees + "照站点钉最稳。" }

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
	No   int // that a list beside the picture gives it; 0 none
}

// baseWide is how wide the drawing is, in its own units; baseFoot is the line under it.
const baseWide, baseFoot = 390, 34

// SVG draws it.
func (m BaseMap) SVG() template.HTML {
	high := baseWide * m.High / max(1, m.Wide)
	b := plot(baseWide, high+baseFoot, "站点位置图，审图号："+m.Number)
	fmt.Fprintf(b, `<image href="%s" width="%d" height="%d" preserveAspectRatio="none"/>`, template.HTMLEscapeString(m.Src), baseWide, high)
	for _, d := range m.Dots {
		x, y := d.X*baseWide, d.Y*float64(high)
		if d.No == 0 {
			StationMap{}.dot(b, d.MapDot, x, y, 7)
			continue
		}
		StationMap{}.dot(b, d.MapDot, x, y, 13)
		fmt.Fprintf(b, `<text class="no" x="%.0f" y="%.0f" text-anchor="middle">%d</text>`, x, y+6, d.No)
	}
	fmt.Fprintf(b, `<text class="v approved" x="2" y="%d">审图号：%s</text>`, high+24, template.HTMLEscapeString(m.Number))
	return plotted(b)
}

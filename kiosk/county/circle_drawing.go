package county

import (
	"fmt"
	"html"
	"html/template"
	"math"
	"strings"

	"yizhan/hub/desk"
)

// The drawing's size, in its own units, and how much stands free around the points.
const (
	drawingWide = 600
	drawingEdge = 40
)

// circleDrawing is the points as they lie to each other, with what is in reach of each
// station: a 示意图 without borders and roads. Empty where there is nothing to draw.
func circleDrawing(c desk.Circle, minute float64) template.HTML {
	var all []desk.Point
	all = append(all, c.Stations...)
	for _, p := range c.Places {
		all = append(all, p.Point)
	}
	if len(all) == 0 {
		return ""
	}
	at, high, metre := project(all, desk.CircleTime*minute/desk.RoadOver)
	var b strings.Builder
	fmt.Fprintf(&b, `<svg viewBox="0 0 %d %.0f" role="img" aria-label="示意图：站和村的远近，没有边界">`, drawingWide, high)
	reach := desk.CircleTime * minute / desk.RoadOver * metre
	for _, s := range c.Stations {
		x, y := at(s)
		fmt.Fprintf(&b, `<circle cx="%.1f" cy="%.1f" r="%.1f" fill="#dbe5ee" stroke="#20426b" stroke-dasharray="4 4"><title>%s：15 分钟以内</title></circle>`, x, y, reach, html.EscapeString(s.Name))
	}
	for _, p := range c.Places {
		x, y := at(p.Point)
		colour, word := "#20426b", fmt.Sprintf("%s，%.0f 米", p.Nearest.Name, p.Metres)
		if math.IsInf(p.Metres, 1) {
			word = "还没有站"
		}
		if math.IsInf(p.Metres, 1) || desk.Minutes(p.Metres, minute) > desk.CircleTime {
			colour = "#ae2318"
		}
		fmt.Fprintf(&b, `<circle cx="%.1f" cy="%.1f" r="6" fill="%s"><title>%s：%s</title></circle>`, x, y, colour, html.EscapeString(p.Name), html.EscapeString(word))
		fmt.Fprintf(&b, `<text x="%.1f" y="%.1f" font-size="21">%s</text>`, x+9, y+5, html.EscapeString(p.Name))
	}
	for _, s := range c.Stations {
		x, y := at(s)
		fmt.Fprintf(&b, `<rect x="%.1f" y="%.1f" width="14" height="14" fill="#20426b"><title>%s</title></rect>`, x-7, y-7, html.EscapeString(s.Name))
		fmt.Fprintf(&b, `<text x="%.1f" y="%.1f" font-size="21" font-weight="700">%s</text>`, x+11, y+5, html.EscapeString(s.Name))
	}
	b.WriteString(`</svg>`)
	return template.HTML(b.String())
}

// project lays points flat, north above: where each stands, how high the drawing is, and
// how many of its units a metre has. Around them is room for what is in reach, in metres.
func project(all []desk.Point, reach float64) (at func(desk.Point) (x, y float64), high, metre float64) {
	south, north, west, east := all[0].Lat, all[0].Lat, all[0].Lon, all[0].Lon
	for _, p := range all {
		south, north = min(south, p.Lat), max(north, p.Lat)
		west, east = min(west, p.Lon), max(east, p.Lon)
	}
	const degree = 111_195 // metres of latitude
	across := math.Cos((south + north) / 2 * math.Pi / 180)
	south, north, west, east = south-reach/degree, north+reach/degree, west-reach/degree/across, east+reach/degree/across
	wide, tall := max((east-west)*degree*across, 1500), max((north-south)*degree, 1000)
	metre = min((drawingWide-2*drawingEdge)/wide, 2*drawingWide/tall)
	high = tall*metre + 2*drawingEdge
	return func(p desk.Point) (x, y float64) {
		return drawingEdge + (p.Lon-west)*degree*across*metre, drawingEdge + (north-p.Lat)*degree*metre
	}, high, metre
}

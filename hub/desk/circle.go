package desk

import (
	"context"
	"math"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
)

// degree is what coordinates are kept in: millionths of one.
const degree = 1_000_000

// Point is a station, or a place whose families look for one.
type Point struct {
	ID       hub.ID
	Site     hub.ID // of a station; zero: a village or an estate
	Name     string
	Lat, Lon float64 // degrees of GCJ-02
	Children int     // under three; of a village
	Source   string
}

// SetPoint keeps where a place is: a station's by its site, another's by its name. Gone
// takes it off.
func (d *Desk) SetPoint(ctx context.Context, actor hub.Actor, request hub.ID, p Point, gone bool) (hub.Outcome, error) {
	if !officer(actor) || actor.Role != hub.RoleCounty {
		return hub.Outcome{}, hub.E(hub.CodeForbidden, "desk.may-not")
	}
	p.Name = strings.TrimSpace(p.Name)
	if p.Name == "" {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "case.point-name").In("name")
	}
	if p.Lat < 3 || p.Lat > 54 || p.Lon < 73 || p.Lon > 136 {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "case.point").In("lat")
	}
	id := hub.DeriveID("point", p.Site, "")
	if p.Site.IsZero() {
		id = hub.DeriveID("point", hub.ID{}, p.Name)
	}
	actor.Lane = hub.LaneCounty
	return d.append(ctx, actor, request, d.forms.Edit("point", id, id, form.Values{
		"name": p.Name, "site": orNil(p.Site), "lat": int64(math.Round(p.Lat * degree)), "lon": int64(math.Round(p.Lon * degree)),
		"children": p.Children, "source": orNil(p.Source), "gone": orNil(gone),
	}))
}

// Points are those that count.
func (d *Desk) Points(ctx context.Context, actor hub.Actor) (out []Point, err error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return nil, err
	}
	return d.points(ctx)
}

func (d *Desk) points(ctx context.Context) (out []Point, err error) {
	err = d.log.Each(ctx, "point", func(rec hub.Record) error {
		var r struct {
			Name     string `form:"name"`
			Site     hub.ID `form:"site"`
			Lat      int    `form:"lat"`
			Lon      int    `form:"lon"`
			Children int    `form:"children"`
			Source   string `form:"source"`
			Gone     bool   `form:"gone"`
		}
		if d.forms.Decode(rec, &r); !r.Gone {
			out = append(out, Point{rec.ID, r.Site, r.Name, float64(r.Lat) / degree, float64(r.Lon) / degree, r.Children, r.Source})
		}
		return nil
	})
	return out, err
}

// Metres is how far two points are from each other over the ground as the crow flies, by
// the haversine formula on a ball of 6 371 km.
func Metres(a, b Point) float64 {
	const earth, rad = 6_371_000, math.Pi / 180
	half := func(x float64) float64 { s := math.Sin(x * rad / 2); return s * s }
	h := half(b.Lat-a.Lat) + math.Cos(a.Lat*rad)*math.Cos(b.Lat*rad)*half(b.Lon-a.Lon)
	return 2 * earth * math.Asin(math.Min(1, math.Sqrt(h)))
}

// How long a way is: roads are longer than the crow's way, and a grandmother walks 75
// metres a minute, rides 200. Ours (M): policy gives the quarter of an hour alone.
const (
	RoadOver   = 1.3
	WalkMinute = 75.0
	RideMinute = 200.0
	CircleTime = 15 // minutes
)

// Minutes is how long the way between two points takes.
func Minutes(metres, minute float64) int { return int(math.Ceil(metres * RoadOver / minute)) }

// Around is a village with the station that is nearest.
type Around struct {
	Point
	Nearest Point // zero: there is no station with a place
	Metres  float64
}

// Circle is who has a station in reach.
type Circle struct {
	Stations []Point
	Places   []Around // the farthest first
}

// Circle finds the nearest station of each village.
func (d *Desk) Circle(ctx context.Context, actor hub.Actor) (c Circle, err error) {
	all, err := d.Points(ctx, actor)
	for _, p := range all {
		if !p.Site.IsZero() {
			c.Stations = append(c.Stations, p)
		}
	}
	for _, p := range all {
		if !p.Site.IsZero() {
			continue
		}
		r := Around{Point: p, Metres: math.Inf(1)}
		for _, s := range c.Stations {
			if m := Metres(p, s); m < r.Metres {
				r.Nearest, r.Metres = s, m
			}
		}
		c.Places = append(c.Places, r)
	}
	hub.SortStable(c.Places, func(a, b Around) int {
		switch {
		case a.Metres > b.Metres:
			return -1
		case a.Metres < b.Metres:
			return 1
		}
		return 0
	})
	return c, err
}

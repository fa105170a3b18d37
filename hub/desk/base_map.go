package desk

import (
	"context"
	"math"
	"math/cmplx"
	"regexp"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
)

// BaseMap is the approved picture under the county's overview.
type BaseMap struct {
	Picture    form.Picture
	Number     string // 审图号
	Source     string
	Day        hub.Day
	Wide, High int
	Pins       []Pin // two, once it is in its place
	Public     bool  // everybody sees it, not the county's officers alone
}

// Pin is a place of the picture of which it is known where it is.
type Pin struct {
	X, Y     float64 // shares of the picture's width and height, from the upper left
	Lat, Lon float64 // degrees of GCJ-02, as those of points
}

// baseMapID is the one record of a county's base picture.
var baseMapID = hub.DeriveID("base-map", hub.ID{}, "")

// approval is how a number of approval looks: GS(2024)1234号 of the ministry, 晋S(2024)012号
// of a province (地图审核管理规定 21). It is looked at loosely: brackets of either kind, words
// before it and letters that newer ones have, for what it says is whoever typed it to answer.
var approval = regexp.MustCompile(`^(GS|\p{Han}{1,4}S)\p{Han}{0,2}[(（〔\[](19|20)\d\d[)）〕\]]\d{1,6}号$`)

// PutBaseMap keeps a picture with its 审图号; the former one goes with its pins.
// Errors: CodeForbidden, CodeInvalid (map.number, map.source).
func (d *Desk) PutBaseMap(ctx context.Context, actor hub.Actor, request hub.ID, m BaseMap) (hub.Outcome, error) {
	if err := d.MayBaseMap(actor); err != nil {
		return hub.Outcome{}, err
	}
	m.Number, m.Source = strings.ReplaceAll(strings.TrimSpace(m.Number), " ", ""), strings.TrimSpace(m.Source)
	if err := m.Check(); err != nil {
		return hub.Outcome{}, err
	}
	return d.baseMapSet(ctx, actor, request, form.Values{"photo": m.Picture.Value(), "number": m.Number, "source": m.Source, "day": d.Today(),
		"wide": m.Wide, "high": m.High, "pins": nil, "gone": nil, "public": nil})
}

// MayBaseMap says who puts a picture there: it is shown to the whole county.
func (d *Desk) MayBaseMap(actor hub.Actor) error { return d.allow(actor, hub.ActForms) }

// Check says what is wrong with what is typed of a picture, before it is read.
func (m BaseMap) Check() error {
	switch {
	case !approval.MatchString(strings.ReplaceAll(strings.TrimSpace(m.Number), " ", "")):
		return hub.E(hub.CodeInvalid, "map.number").In("number")
	case strings.TrimSpace(m.Source) == "":
		return hub.E(hub.CodeInvalid, "map.source").In("source")
	}
	return nil
}

// PinBaseMap puts the first (0) or the second pin into the picture. Where both stand they
// have to fit. Errors: CodeForbidden, CodeNotFound map.none, CodeInvalid (case.point, map.near,
// map.turned).
func (d *Desk) PinBaseMap(ctx context.Context, actor hub.Actor, request hub.ID, no int, p Pin) (hub.Outcome, error) {
	if err := d.MayBaseMap(actor); err != nil {
		return hub.Outcome{}, err
	}
	m, ok, err := d.BaseMap(ctx)
	if err == nil && !ok {
		err = hub.E(hub.CodeNotFound, "map.none")
	}
	if err != nil {
		return hub.Outcome{}, err
	}
	if !(p.Lat >= 3 && p.Lat <= 54 && p.Lon >= 73 && p.Lon <= 136) || !(p.X >= 0 && p.X <= 1 && p.Y >= 0 && p.Y <= 1) {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "case.point").In("at")
	}
	if no == 0 || len(m.Pins) == 0 {
		m.Pins = []Pin{p} // what the second was set against is another one now
	} else {
		m.Pins = []Pin{m.Pins[0], p}
		if _, err := m.Fit(); err != nil {
			return hub.Outcome{}, err
		}
	}
	var rows []form.Row
	for _, p := range m.Pins {
		rows = append(rows, form.Row{"x": int64(math.Round(p.X * 1e4)), "y": int64(math.Round(p.Y * 1e4)), "lat": int64(math.Round(p.Lat * degree)), "lon": int64(math.Round(p.Lon * degree))})
	}
	return d.baseMapSet(ctx, actor, request, form.Values{"pins": rows})
}

// ShowBaseMap puts the picture on the public pages too, or takes it off them. Errors:
// CodeForbidden, CodeNotFound map.none, CodeInvalid map.pins before it has its place.
func (d *Desk) ShowBaseMap(ctx context.Context, actor hub.Actor, request hub.ID, public bool) (hub.Outcome, error) {
	if err := d.MayBaseMap(actor); err != nil {
		return hub.Outcome{}, err
	}
	m, ok, err := d.BaseMap(ctx)
	if err == nil && !ok {
		err = hub.E(hub.CodeNotFound, "map.none")
	}
	if err == nil && public {
		_, err = m.Fit()
	}
	if err != nil {
		return hub.Outcome{}, err
	}
	return d.baseMapSet(ctx, actor, request, form.Values{"public": orNil(public)})
}

// OpenMap is the picture that everybody sees, and where in it stations are, as shares of its
// width and height; ok is false where there is none.
func (d *Desk) OpenMap(ctx context.Context) (m BaseMap, at map[hub.ID][2]float64, ok bool, err error) {
	m, ok, err = d.BaseMap(ctx)
	if err != nil || !ok || !m.Public {
		return BaseMap{}, nil, false, err
	}
	fit, err := m.Fit()
	if err != nil { // a pin was put anew, and the other is not there yet
		return BaseMap{}, nil, false, nil
	}
	points, err := d.points(ctx)
	at = map[hub.ID][2]float64{}
	for _, p := range points {
		if x, y, in := fit.At(p.Lat, p.Lon); in && !p.Site.IsZero() {
			at[p.Site] = [2]float64{x, y}
		}
	}
	return m, at, err == nil, err
}

// DropBaseMap takes the picture off: the 示意图 stands there again.
func (d *Desk) DropBaseMap(ctx context.Context, actor hub.Actor, request hub.ID) (hub.Outcome, error) {
	if err := d.MayBaseMap(actor); err != nil {
		return hub.Outcome{}, err
	}
	return d.baseMapSet(ctx, actor, request, form.Values{"gone": true, "photo": nil, "pins": nil})
}

func (d *Desk) baseMapSet(ctx context.Context, actor hub.Actor, request hub.ID, values form.Values) (hub.Outcome, error) {
	actor.Lane = hub.LaneCounty
	return d.append(ctx, actor, request, d.forms.Edit("base-map", baseMapID, baseMapID, values))
}

// BaseMap is the picture that is there; ok is false where there is none.
func (d *Desk) BaseMap(ctx context.Context) (m BaseMap, ok bool, err error) {
	rec, err := d.log.Record(ctx, "base-map", baseMapID)
	if err != nil {
		return m, false, unlessMissing(err)
	}
	var r struct {
		Photo  []any   `form:"photo"`
		Number string  `form:"number"`
		Source string  `form:"source"`
		Day    hub.Day `form:"day"`
		Wide   int     `form:"wide"`
		High   int     `form:"high"`
		Pins   []any   `form:"pins"`
		Gone   bool    `form:"gone"`
		Public bool    `form:"public"`
	}
	d.forms.Decode(rec, &r)
	m = BaseMap{Number: r.Number, Source: r.Source, Day: r.Day, Wide: r.Wide, High: r.High, Public: r.Public}
	if m.Picture, ok = form.PictureOf(r.Photo); !ok || r.Gone || rec.Lane != hub.LaneCounty {
		return BaseMap{}, false, nil
	}
	def, _ := d.forms.Get("base-map")
	pins, _ := def.Field("pins")
	for _, row := range pins.Rows(r.Pins) {
		of := func(name string, one float64) float64 { n, _ := row[name].(int64); return float64(n) / one }
		m.Pins = append(m.Pins, Pin{of("x", 1e4), of("y", 1e4), of("lat", degree), of("lon", degree)})
	}
	return m, true, nil
}

// MapFit is where the world lies in a picture: turned, stretched alike in both directions,
// and moved.
type MapFit struct {
	turn, move complex128
	across     float64 // a degree of longitude in degrees of latitude
	high       float64 // of the picture, its width being 1
}

// Bounds of a fit. Over a county the earth is flat enough: the error of this is below a
// thousandth of the distance between the pins.
const (
	pinsApart  = 0.2   // shares of the picture's width, at least
	pinsMetres = 1_000 // on the ground, at least
	mostTurned = 15    // degrees that north may lie beside the upper edge
)

// Fit lays the world under a picture by its two pins. Errors: CodeInvalid map.near where they
// are so near to each other that a finger's breadth moves everything, map.turned where north
// is not above: the pins are swapped, or one of them is wrong.
func (m BaseMap) Fit() (MapFit, error) {
	if len(m.Pins) != 2 || m.Wide <= 0 || m.High <= 0 {
		return MapFit{}, hub.E(hub.CodeInvalid, "map.pins")
	}
	a, b := m.Pins[0], m.Pins[1]
	f := MapFit{across: math.Cos((a.Lat + b.Lat) / 2 * math.Pi / 180), high: float64(m.High) / float64(m.Wide)}
	inPicture := complex(b.X-a.X, (b.Y-a.Y)*f.high)
	if cmplx.Abs(inPicture) < pinsApart || Metres(Point{Lat: a.Lat, Lon: a.Lon}, Point{Lat: b.Lat, Lon: b.Lon}) < pinsMetres {
		return MapFit{}, hub.E(hub.CodeInvalid, "map.near").In("at")
	}
	f.turn = inPicture / (f.flat(b.Lat, b.Lon) - f.flat(a.Lat, a.Lon))
	if math.Abs(cmplx.Phase(f.turn)) > mostTurned*math.Pi/180 {
		return MapFit{}, hub.E(hub.CodeInvalid, "map.turned").In("at")
	}
	f.move = complex(a.X, a.Y*f.high) - f.turn*f.flat(a.Lat, a.Lon)
	return f, nil
}

// flat is a place on a sheet with north above and y downwards, in degrees of latitude.
func (f MapFit) flat(lat, lon float64) complex128 { return complex(lon*f.across, -lat) }

// At is where a place lies in the picture, as shares of its width and height; in says
// whether it is on it at all.
func (f MapFit) At(lat, lon float64) (x, y float64, in bool) {
	at := f.turn*f.flat(lat, lon) + f.move
	x, y = real(at), imag(at)/f.high
	return x, y, x >= 0 && x <= 1 && y >= 0 && y <= 1
}

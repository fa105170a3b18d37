package county

import (
	"bytes"
	"fmt"
	"image/jpeg"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// mapRoutes are the approved picture under the overview's map.
func (c *County) mapRoutes(mux *http.ServeMux) {
	if c.Photos == nil {
		return
	}
	mux.HandleFunc("GET /map", c.signed(mapShow))
	mux.HandleFunc("POST /map", c.signed(mapPut))
	mux.HandleFunc("POST /map/pin", c.signed(mapPin))
	mux.HandleFunc("POST /map/drop", c.signed(mapDrop))
	mux.HandleFunc("POST /map/public", c.signed(mapPublic))
	mux.HandleFunc("GET /map/picture", c.signed(mapPicture))
}

func mapShow(v *visit) error {
	p, err := v.baseMapPage()
	if err != nil {
		return err
	}
	return v.render(p)
}

func (v *visit) baseMapPage() (page.CountyMap, error) {
	p := page.CountyMap{CountyFrame: v.frame("托育全景", "overview")}
	m, ok, err := v.c.Desk.BaseMap(v.ctx())
	if err != nil || !ok {
		return p, err
	}
	p.There, p.Src, p.Number, p.Origin = true, "/map/picture", m.Number, m.Source
	p.High = page.MapShown * m.High / max(1, m.Wide)
	p.Lines = []string{"审图号：" + m.Number, m.Source + "，" + calendar.Date(m.Day, v.c.Desk.Today()) + "放的。"}
	p.Steps = []page.Choice{{Value: "0", Text: "第一个", Small: "还没有钉", On: len(m.Pins) == 0}, {Value: "1", Text: "第二个", Small: "还没有钉", On: len(m.Pins) > 0}}
	for i, pin := range m.Pins {
		p.Steps[i].Small = fmt.Sprintf("%.4f, %.4f", pin.Lat, pin.Lon)
		p.Pins = append(p.Pins, [2]float64{pin.X, pin.Y})
	}
	stations, _, err := v.callers(v.ctx())
	if err != nil {
		return p, err
	}
	points, err := v.c.Desk.Points(v.ctx(), v.who.Actor)
	if err != nil {
		return p, err
	}
	placed := map[hub.ID]bool{}
	for _, at := range points {
		placed[at.Site] = true
	}
	for _, one := range stationChoices(stations, hub.ID{}, "") {
		if id, err := hub.ParseID(one.Value); err == nil && placed[id] {
			p.Sites = append(p.Sites, one)
		}
	}
	dots := map[hub.ID]page.MapDot{}
	for id, s := range stations {
		dots[id] = page.MapDot{Title: s.Name}
	}
	base, ok, err := v.baseMap(dots)
	if err != nil || !ok {
		return p, err
	}
	p.Look, p.Lines, p.Public = base.SVG(), p.Lines[1:], m.Public // the number is in the drawing
	if off := len(dots) - len(base.Dots); off > 0 {
		p.Lines = append(p.Lines, fmt.Sprintf("%d 个站不在图上：还没有写地点，或者在图的外面。地点在“案件”的“15 分钟圈”里写。", off))
	}
	return p, nil
}

// baseMap is the picture with the stations that are given, as far as they have a place on it;
// ok is false where none is pinned.
func (v *visit) baseMap(dots map[hub.ID]page.MapDot) (out page.BaseMap, ok bool, err error) {
	if v.c.Photos == nil {
		return out, false, nil
	}
	m, ok, err := v.c.Desk.BaseMap(v.ctx())
	if err != nil || !ok {
		return out, false, err
	}
	fit, err := m.Fit()
	if err != nil { // it is not pinned yet
		return out, false, nil
	}
	out = page.BaseMap{Src: "/map/picture", Wide: m.Wide, High: m.High, Number: m.Number, Source: m.Source}
	points, err := v.c.Desk.Points(v.ctx(), v.who.Actor)
	for _, at := range points {
		dot, shown := dots[at.Site]
		if x, y, in := fit.At(at.Lat, at.Lon); in && shown {
			out.Dots = append(out.Dots, page.BaseDot{MapDot: dot, X: x, Y: y})
		}
	}
	return out, err == nil, err
}

// mapPut takes a picture in. What is typed of it is looked at first.
func mapPut(v *visit) error {
	v.Body = http.MaxBytesReader(v.w, v.Body, mostPhoto)
	if !web.IsUpload(v.Request) || v.ParseMultipartForm(mostPhoto) != nil {
		return hub.E(hub.CodeInvalid, "photo.torn")
	}
	var err error
	if v.form, err = web.ParseForm(v.Request); err != nil {
		return err
	}
	m := desk.BaseMap{Number: v.form.Text("number"), Source: v.form.Text("source")}
	if err = m.Check(); err == nil {
		err = v.mapTake(&m)
	}
	if err == nil {
		_, err = v.c.Desk.PutBaseMap(v.ctx(), v.who.Actor, v.form.Request(), m)
	}
	return v.mapDone(err, func(p *page.CountyMap) { p.Number, p.Origin = m.Number, m.Source })
}

// mapTake keeps the bytes: decoded and encoded anew, without whatever stood beside them.
func (v *visit) mapTake(m *desk.BaseMap) error {
	file, _, err := v.FormFile("upload")
	if err != nil {
		return hub.E(hub.CodeInvalid, "photo.none").Because(err)
	}
	defer file.Close()
	body, err := io.ReadAll(file)
	if err != nil {
		return hub.E(hub.CodeInvalid, "photo.torn").Because(err)
	}
	if err := v.c.Desk.MayBaseMap(v.who.Actor); err != nil {
		return err
	}
	if m.Picture, err = v.c.Photos.Keep(v.ctx(), body); err != nil {
		return err
	}
	made, err := v.c.Photos.Whole(m.Picture)
	if err != nil {
		return err
	}
	size, err := jpeg.DecodeConfig(bytes.NewReader(made))
	m.Wide, m.High = size.Width, size.Height
	return err
}

// mapDone goes back to the page, which says what was wrong.
func (v *visit) mapDone(err error, typed func(*page.CountyMap)) error {
	if err == nil {
		return v.see("/map")
	}
	if code := hub.CodeOf(err); code != hub.CodeInvalid && code != hub.CodeTooLarge {
		return err
	}
	p, perr := v.baseMapPage()
	if perr != nil {
		return perr
	}
	for _, say := range page.Faults(err) {
		p.Fault = say
	}
	typed(&p)
	web.Render(v.w, v.Request, v.c.Log, web.Status(err), p)
	return nil
}

// mapPin puts a pin where the picture was clicked.
func mapPin(v *visit) error {
	m, ok, err := v.c.Desk.BaseMap(v.ctx())
	if err != nil {
		return err
	}
	if !ok || m.Wide == 0 || m.High == 0 {
		return hub.E(hub.CodeNotFound, "map.none")
	}
	pin := desk.Pin{X: float64(v.form.Int("pin.x")) / page.MapShown, Y: float64(v.form.Int("pin.y")) / (page.MapShown * float64(m.High) / float64(m.Wide))}
	pin.X, pin.Y = min(1, max(0, pin.X)), min(1, max(0, pin.Y))
	if site := v.form.ID("site"); !site.IsZero() {
		points, err := v.c.Desk.Points(v.ctx(), v.who.Actor)
		if err != nil {
			return err
		}
		for _, at := range points {
			if at.Site == site {
				pin.Lat, pin.Lon = at.Lat, at.Lon
			}
		}
	} else {
		pin.Lat, pin.Lon = degreesOf(v.form.Text("at"))
	}
	_, err = v.c.Desk.PinBaseMap(v.ctx(), v.who.Actor, v.form.Request(), v.form.Int("no"), pin)
	return v.mapDone(err, func(p *page.CountyMap) {
		p.At = v.form.Text("at")
		for i := range p.Sites {
			p.Sites[i].On = p.Sites[i].Value == v.form.Text("site")
		}
		for i := range p.Steps {
			p.Steps[i].On = p.Steps[i].Value == v.form.Text("no")
		}
	})
}

// degreesOf reads 36.0512, 113.0233; zero for what is no such thing.
func degreesOf(text string) (lat, lon float64) {
	a, b, _ := strings.Cut(strings.NewReplacer("，", ",", "、", ",", "；", ",").Replace(text), ",")
	lat, _ = strconv.ParseFloat(strings.TrimSpace(a), 64)
	lon, _ = strconv.ParseFloat(strings.TrimSpace(b), 64)
	return lat, lon
}

func mapDrop(v *visit) error {
	_, err := v.c.Desk.DropBaseMap(v.ctx(), v.who.Actor, v.form.Request())
	return v.mapDone(err, func(*page.CountyMap) {})
}

// mapPublic puts the picture on the public pages too, or takes it off them.
func mapPublic(v *visit) error {
	_, err := v.c.Desk.ShowBaseMap(v.ctx(), v.who.Actor, v.form.Request(), v.form.Text("public") != "")
	return v.mapDone(err, func(*page.CountyMap) {})
}

// mapPicture is the picture; nobody is on it.
func mapPicture(v *visit) error {
	m, ok, err := v.c.Desk.BaseMap(v.ctx())
	if err == nil && !ok {
		err = hub.E(hub.CodeNotFound, "map.none")
	}
	if err != nil {
		return err
	}
	body, err := v.c.Photos.Whole(m.Picture)
	if err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "image/jpeg")
	http.ServeContent(v.w, v.Request, "", time.Time{}, bytes.NewReader(body))
	return nil
}

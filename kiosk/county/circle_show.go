package county

import (
	"fmt"
	"math"
	"net/http"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// circleShow is who has a station within a quarter of an hour: by distance of points.
func circleShow(v *visit) error {
	if err := v.mayWall(); err != nil {
		return err
	}
	p, err := v.circle(v.URL.Query().Get("way") == "ride")
	if err != nil {
		return err
	}
	return v.render(p)
}

func (v *visit) circle(ride bool) (page.CountyCircle, error) {
	minute, word := desk.WalkMinute, "走路"
	if ride {
		minute, word = desk.RideMinute, "骑电动车"
	}
	p := page.CountyCircle{CountyFrame: v.frame("15 分钟托育服务圈", "cases"), Prev: "/cases",
		Rule: fmt.Sprintf("按直线的 1.3 倍算路，%s一分钟 %.0f 米。直线是估的：隔着河、隔着沟、要绕山的，路远得多，用之前走一趟。不是地图，没有边界。", word, minute),
		Ways: []page.Choice{{Value: "/circle", Text: "走路", On: !ride}, {Value: "/circle?way=ride", Text: "骑电动车", On: ride}}}
	c, err := v.c.Desk.Circle(v.ctx(), v.who.Actor)
	if err != nil {
		return p, err
	}
	stations, _, err := v.callers(v.ctx())
	if err != nil {
		return p, err
	}
	placed := map[hub.ID]desk.Point{}
	for i, s := range c.Stations {
		if at, ok := stations[s.Site]; ok {
			c.Stations[i].Name = at.Name // as it is called now
		}
		placed[s.Site] = s
	}
	near, kids, all := 0, 0, 0
	for _, a := range c.Places {
		row := page.CircleRow{ID: a.ID.String(), Name: a.Name, Children: strconv.Itoa(a.Children), Station: "还没有写站的地点", Place: degrees(a.Point), Look: true}
		all += a.Children
		if !math.IsInf(a.Metres, 1) {
			t := desk.Minutes(a.Metres, minute)
			row.Station, row.Metres, row.Minutes = a.Nearest.Name, fmt.Sprintf("%.0f 米", a.Metres), fmt.Sprintf("%d 分钟", t)
			if at, ok := stations[a.Nearest.Site]; ok {
				row.Station = at.Name
			}
			if row.Look = t > desk.CircleTime; !row.Look {
				near, kids = near+1, kids+a.Children
			}
		}
		p.Rows = append(p.Rows, row)
	}
	p.Lead = fmt.Sprintf("%d 个村、小区里 %d 个在 15 分钟以内；%d 个孩子里 %d 个", len(c.Places), near, all, kids)
	if lack := len(stations) - len(placed); lack > 0 && len(c.Places) > 0 {
		p.Lead += fmt.Sprintf("（还有 %d 个站没写地点，算不到它们）", lack)
	}
	p.Drawing = circleDrawing(c, minute)
	p.Sites = stationChoices(stations, hub.ID{}, "")
	for _, one := range p.Sites {
		site, _ := hub.ParseID(one.Value)
		at, known := placed[site]
		row := page.CircleStation{Name: stations[site].Name, Town: stations[site].TownshipName, Look: !known}
		if known {
			row.Place = degrees(at)
		}
		p.Stations = append(p.Stations, row)
	}
	return p, nil
}

func degrees(p desk.Point) string { return fmt.Sprintf("%.4f, %.4f", p.Lat, p.Lon) }

// circleSet keeps a point, or takes one off.
func circleSet(v *visit) error {
	if err := v.mayWall(); err != nil {
		return err
	}
	one := desk.Point{Site: v.form.ID("site"), Name: v.form.Text("name"), Children: v.form.Int("children"), Source: v.form.Text("source")}
	if gone := v.form.ID("gone"); !gone.IsZero() {
		all, err := v.c.Desk.Points(v.ctx(), v.who.Actor)
		for _, p := range all {
			if p.ID == gone {
				_, err = v.c.Desk.SetPoint(v.ctx(), v.who.Actor, v.form.Request(), p, true)
			}
		}
		if err != nil {
			return err
		}
		return v.see("/circle")
	}
	if !one.Site.IsZero() {
		stations, _, err := v.callers(v.ctx())
		if err != nil {
			return err
		}
		one.Name = stations[one.Site].Name
	}
	one.Lat, one.Lon = degreesOf(v.form.Text("at"))
	_, err := v.c.Desk.SetPoint(v.ctx(), v.who.Actor, v.form.Request(), one, false)
	if err == nil {
		return v.see("/circle")
	}
	if hub.CodeOf(err) != hub.CodeInvalid {
		return err
	}
	p, perr := v.circle(false)
	if perr != nil {
		return perr
	}
	p.Typed = page.CircleTyped{Name: v.form.Text("name"), At: v.form.Text("at"), Children: v.form.Text("children"), Source: v.form.Text("source")}
	for i := range p.Sites {
		p.Sites[i].On = p.Sites[i].Value == v.form.Text("site")
	}
	for _, say := range page.Faults(err) {
		p.Errors = page.Errors{"": say}
	}
	web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, p)
	return nil
}

package portal

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// mapShow is the map that the county was given a 审图号 for, with the stations that have
// filed: its number is part of the drawing.
func mapShow(v *visit) error {
	m, at, ok, err := v.p.County.Map(v.Context())
	if err == nil && !ok {
		err = hub.E(hub.CodeNotFound, "portal.nothing")
	}
	if err != nil {
		return err
	}
	all, err := v.p.County.Stations(v.Context())
	if err != nil {
		return err
	}
	p := page.PortalMap{PortalFrame: v.frame("在地图上找", "/stations"), Note: m.Source}
	base := page.BaseMap{Src: "/map/picture", Wide: m.Wide, High: m.High, Number: m.Number}
	for _, s := range all {
		x, on := at[s.ID]
		if !on {
			continue
		}
		dot := page.BaseDot{MapDot: page.MapDot{Title: s.Name}, X: x[0], Y: x[1]}
		if len(p.Rows) < stationsShown {
			dot.No = len(p.Rows) + 1
			p.Rows = append(p.Rows, page.PortalDoor{Href: "/stations/" + s.ID.String(), Text: fmt.Sprintf("%d　%s", dot.No, s.Name), Small: strings.TrimSpace(s.Town + " " + s.Address)})
		}
		base.Dots = append(base.Dots, dot)
	}
	if off := len(all) - len(base.Dots); off > 0 {
		p.Lacks = fmt.Sprintf("还有 %d 个站不在图上。", off)
	}
	p.Look = base.SVG()
	v.w.Header().Set("Content-Security-Policy", web.PicturePolicy)
	return v.render(http.StatusOK, p)
}

// mapPicture is the map without stations, the same for everybody.
func mapPicture(v *visit) error {
	body, err := v.p.County.MapPicture(v.Context())
	if err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "image/jpeg")
	v.w.Header().Set("Cache-Control", "public, max-age=3600")
	http.ServeContent(v.w, v.Request, "", time.Time{}, bytes.NewReader(body))
	return nil
}

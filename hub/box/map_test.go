package box

import (
	"bytes"
	"image"
	"image/png"
	"mime/multipart"
	"net/url"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// upload sends a picture with what is typed of it.
func (o *officer) upload(path string, file []byte, typed map[string]string) *officer {
	o.r.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, value := range typed {
		o.r.must(w.WriteField(name, value))
	}
	part, err := w.CreateFormFile("upload", "map.png")
	o.r.must(err)
	_, err = part.Write(file)
	o.r.must(err)
	o.r.must(w.Close())
	return o.took(o.http.Post(o.r.url+path, w.FormDataContentType(), &body))
}

// An approved picture is put under the overview and pinned; its number stands in the drawing.
// One without a number is not taken, and pins that do not fit are not kept.
func TestAnApprovedPictureUnderTheMap(t *testing.T) {
	r := newRegion(t)
	r.meet(r.stations...)
	sites := []hub.ID{r.head(r.stations[0]).Site, r.head(r.stations[2]).Site}
	who := hub.Actor{Role: hub.RoleCounty}
	for i, at := range []desk.Point{{Lat: 36.2, Lon: 113.0}, {Lat: 36.0, Lon: 113.3}} {
		at.Site, at.Name = sites[i], "站"
		_, err := r.county.desk.SetPoint(r.ctx, who, hub.NewID(), at, false)
		r.must(err)
	}
	var file bytes.Buffer
	r.must(png.Encode(&file, image.NewGray(image.Rect(0, 0, 1200, 1000))))
	zhao := r.officer("赵敏", hub.RoleCounty, "")
	typed := map[string]string{"request": hub.NewID().String(), "number": "没有", "source": "网上"}
	zhao.upload("/map", file.Bytes(), typed).answers(422, "审图号照图上印的写")
	zhao.get("/overview").says("示意图").saysNot("/map/picture")
	typed["number"] = "晋S(2024)012号"
	zhao.upload("/map", file.Bytes(), typed).answers(200, "审图号：晋S(2024)012号", "火星坐标").saysNot("也在公开页上用")
	public := func(on string) *officer {
		return zhao.post("/map/public", url.Values{"request": {hub.NewID().String()}, "public": {on}})
	}
	public("1").answers(422)                                  // it has no place yet
	zhao.get("/overview").says("示意图").saysNot("/map/picture") // it is nowhere yet
	pin := func(no, x, y string, site hub.ID) *officer {
		return zhao.post("/map/pin", url.Values{"request": {hub.NewID().String()}, "no": {no}, "pin.x": {x}, "pin.y": {y}, "site": {site.String()}})
	}
	pin("0", "100", "100", sites[0]).answers(200)
	pin("1", "120", "100", sites[1]).answers(422, "太近")
	pin("1", "100", "500", sites[1]).answers(422, "歪的")
	zhao.post("/map/pin", url.Values{"request": {hub.NewID().String()}, "no": {"1"}, "pin.x": {"500"}, "pin.y": {"400"}, "at": {"113.3"}}).answers(422, "经纬度不对")
	pin("1", "586", "500", sites[1]).answers(200, "现在的样子")
	zhao.get("/overview")
	if !strings.Contains(zhao.body, `<image href="/map/picture"`) || !strings.Contains(zhao.body, "审图号：晋S(2024)012号</text>") {
		t.Errorf("the overview has no picture with its number: %s", zhao.text())
	}
	if got := zhao.get("/map/picture").head.Get("Content-Type"); zhao.code != 200 || got != "image/jpeg" {
		t.Errorf("the picture is %d, %s", zhao.code, got)
	}
	// Everybody sees it once the county says so, with its number and the stations that have
	// filed, and no other; taken off, there is no such address.
	o := openedOn(r)
	o.see("/map").shows(404)
	o.see("/map/picture").shows(404)
	public("1").answers(200)
	o.see("/stations").shows(200, "在地图上找")
	o.see("/map").shows(200, "审图号：晋S(2024)012号", "1　南董驿站")
	if strings.Contains(o.body, "横河驿站") || !strings.Contains(o.body, `<image href="/map/picture"`) {
		t.Error("the public map has a station that has not filed, or no picture: " + o.body)
	}
	o.see("/map/picture").shows(200)
	public("").answers(200)
	o.see("/map/picture").shows(404)
	o.see("/stations").shows(200)
	if strings.Contains(o.body, "在地图上找") {
		t.Error("a map that was taken off is offered")
	}
	public("1").answers(200)
	town := r.officer("钱镇", hub.RoleTownship, sudian)
	town.get("/overview").answers(200)
	if !strings.Contains(town.body, "南董驿站，") || strings.Contains(town.body, "横河驿站") {
		t.Error("a township sees other stations than its own on the picture")
	}
	town.post("/map/drop", url.Values{"request": {hub.NewID().String()}}).answers(403)
	// Who only looks sees it; who lets people in answers for no map.
	for one, picture := range map[*officer]int{r.officer("孙看", hub.RoleViewer, ""): 200, r.officerAt("系统管理", hub.RoleAdmin, "", "/officers"): 403} {
		one.get("/map/picture").answers(picture).get("/map").answers(403)
		one.post("/map/pin", url.Values{"request": {hub.NewID().String()}}).answers(403)
		one.post("/map/public", url.Values{"request": {hub.NewID().String()}, "public": {"1"}}).answers(403)
		one.post("/map/drop", url.Values{"request": {hub.NewID().String()}}).answers(403)
		one.upload("/map", file.Bytes(), typed).answers(403)
	}
	zhao.post("/map/drop", url.Values{"request": {hub.NewID().String()}}).answers(200, "现在画的是示意图")
	zhao.get("/overview").saysNot("/map/picture")
	zhao.get("/map/picture").answers(404)
	o.see("/map/picture").shows(404)
}

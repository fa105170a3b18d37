package county

import (
	"cmp"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// deviceRoutes are the pages by which boxes come in and go out.
func (c *County) deviceRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /devices", c.mayFleet(deviceList))
	mux.HandleFunc("POST /devices/ask", c.mayFleet(deviceAsk))
	mux.HandleFunc("POST /devices/sharing", c.mayFleet(sharingSet))
	mux.HandleFunc("GET /devices/new/{key}", c.mayFleet(deviceNew))
	mux.HandleFunc("POST /devices/new/{key}", c.mayFleet(deviceCertify))
	mux.HandleFunc("GET /devices/done/{key}", c.mayFleet(deviceDone))
	mux.HandleFunc("GET /devices/done/{key}/file", c.mayFleet(deviceFile))
	mux.HandleFunc("GET /device/{key}", c.mayFleet(deviceShow))
	mux.HandleFunc("GET /device/{key}/opened.xlsx", c.mayFleet(deviceOpened))
	mux.HandleFunc("GET /device/{key}/lost", c.mayFleet(deviceLost))
	mux.HandleFunc("POST /device/{key}/lost", c.mayFleet(deviceRevoke))
	mux.HandleFunc("POST /device/{key}/reset", c.mayFleet(deviceReset))
	mux.HandleFunc("POST /device/{key}/held", c.mayFleet(deviceRelease))
}

// mayFleet serves officers of the whole county who may let boxes in.
func (c *County) mayFleet(h func(v *visit) error) http.HandlerFunc {
	return c.signed(func(v *visit) error {
		if !v.fleet() {
			return hub.E(hub.CodeForbidden, "device.may-not")
		}
		return h(v)
	})
}

// fleet says whether boxes are this officer's business.
func (v *visit) fleet() bool {
	return v.c.Devices != nil && v.who.Township == "" && v.who.Actor.Role.May(hub.ActFleet)
}

// deviceKey is the box that an address names.
func (v *visit) deviceKey() (key [32]byte, err error) {
	b, err := hex.DecodeString(v.PathValue("key"))
	if err != nil || len(b) != len(key) {
		return key, hub.E(hub.CodeNotFound, "county.no-page")
	}
	return [32]byte(b), nil
}

func deviceAt(page string, key [32]byte) string { return page + hex.EncodeToString(key[:]) }

func deviceList(v *visit) error {
	p, err := v.devices("", nil)
	if err != nil {
		return err
	}
	return v.render(p)
}

func (v *visit) devices(figures string, faults page.Errors) (page.CountyDevices, error) {
	p := page.CountyDevices{CountyFrame: v.frame("设备", "devices"), Figures: figures}
	p.Errors, p.Leaves = faults, v.leaves("devices")
	asking, err := v.c.Devices.Askings(v.ctx())
	if err != nil {
		return p, err
	}
	for _, a := range asking {
		p.Asking = append(p.Asking, page.AskingRow{Href: deviceAt("/devices/new/", a.Key), Name: a.Name, Check: a.Check, Via: a.Via})
	}
	if p.Sharing, err = v.sharingRows(); err != nil {
		return p, err
	}
	all, err := v.c.Devices.Devices(v.ctx())
	if err != nil {
		return p, err
	}
	now := v.c.Clock.Now().Wall
	hub.SortStable(all, func(a, b Device) int {
		return cmp.Or(-cmp.Compare(deviceStand(a, v), deviceStand(b, v)), cmp.Compare(a.Township, b.Township), cmp.Compare(a.Name, b.Name))
	})
	in, out := 0, 0
	for _, d := range all {
		row := page.DeviceRow{Href: deviceAt("/device/", d.Key), Name: d.Name, Role: roleWord(d.Role), Town: d.Township, Since: calendar.Date(d.Since, v.c.Desk.Today())}
		talk := stationRow(d.station(), now)
		row.Mark, row.Class, row.Look, row.Last = talk.Mark, talk.Class, talk.Look, talk.Last
		switch {
		case d.Gone:
			row.Mark, row.Class, row.Look, row.More = "停", "went", false, "停用"+calendar.Date(d.Out, v.c.Desk.Today())
			out++
		case d.Forked:
			row.Look, row.More = true, "两台设备用了同一张卡"
			in++
		case d.Unsent > 0:
			row.More = fmt.Sprintf("邻站知道还有 %d 条", d.Unsent)
			in++
		default:
			in++
		}
		p.Rows = append(p.Rows, row)
	}
	p.Lead = fmt.Sprintf("%d 台在用", in)
	if out > 0 {
		p.Lead += fmt.Sprintf("，%d 台停用", out)
	}
	return p, nil
}

// deviceStand orders the list: cards used twice first, then who is not heard, and
// those that were put out last.
func deviceStand(d Device, v *visit) int {
	switch {
	case d.Gone:
		return -1
	case d.Forked:
		return int(gone) + 1
	}
	return int(standOf(d.station(), v.c.Clock.Now().Wall))
}

// station is a box as the list of stations judges it.
func (d Device) station() Station {
	return Station{Connected: d.Connected, Met: d.Met, Last: d.Last, Unsent: d.Unsent}
}

func roleWord(role string) string {
	switch role {
	case "health":
		return "卫生院"
	case "guidance":
		return "指导中心"
	case "county":
		return "县里"
	}
	return "驿站"
}

// maxAsk is more than any request.
const maxAsk = 8 << 10

// deviceAsk reads a request: scanned or typed figures, or a file.
func deviceAsk(v *visit) error {
	var n NewDevice
	var err error
	figures := ""
	if web.IsUpload(v.Request) {
		var file []byte
		if file, err = v.upload("upload"); err == nil {
			n, err = v.c.Devices.File(file)
		}
	} else {
		figures = v.form.Text("figures")
		n, err = v.c.Devices.Figures(figures)
	}
	switch hub.CodeOf(err) {
	case hub.CodeInvalid, hub.CodeTooLarge, hub.CodeUntrusted:
		if err == nil {
			break
		}
		p, perr := v.devices(figures, page.Errors{"figures": sentence(err)})
		if perr != nil {
			return perr
		}
		web.Render(v.w, v.Request, v.c.Log, web.Status(err), p)
		return nil
	}
	if err != nil {
		return err
	}
	return v.see(deviceAt("/devices/new/", n.Key))
}

// sentence is what to say of an error, whatever field it has.
func sentence(err error) string {
	for _, text := range page.Faults(err) {
		return text
	}
	return ""
}

// upload is a small file that was chosen.
func (v *visit) upload(field string) ([]byte, error) {
	v.Body = http.MaxBytesReader(v.w, v.Body, 2*maxAsk)
	parts, err := v.MultipartReader()
	for err == nil {
		part, perr := parts.NextPart()
		if perr != nil {
			break
		}
		_, params, perr := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
		if perr != nil || params["name"] != field || part.FileName() == "" {
			continue
		}
		file, rerr := io.ReadAll(io.LimitReader(part, maxAsk+1))
		if rerr != nil || len(file) > maxAsk {
			return nil, hub.E(hub.CodeTooLarge, "web.too-large").Because(rerr)
		}
		return file, nil
	}
	return nil, hub.E(hub.CodeInvalid, "file.none").Because(errors.Join(err))
}

// cleanName is a name as it was typed, without what a scanner or a slip adds.
func cleanName(s string) string { return strings.Join(strings.Fields(s), "") }

// askLine is that new boxes have asked by themselves, for who may let them in.
func (v *visit) askLine() (page.Link, bool, error) {
	if v.c.Devices == nil || !v.who.opens("GET /devices") {
		return page.Link{}, false, nil
	}
	asking, err := v.c.Devices.Askings(v.ctx())
	return page.Link{Href: "/devices", Text: fmt.Sprintf("%d 台新机器申请入网，打电话核对", len(asking))}, len(asking) > 0, err
}

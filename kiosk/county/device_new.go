package county

import (
	"fmt"
	"net/http"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// deviceNew asks what a new box is to be, beside the figures that have to be
// compared first.
func deviceNew(v *visit) error {
	n, err := v.newDevice()
	if err != nil {
		return err
	}
	g := Grant{Name: n.Name, Role: "station"}
	if g.Name == desk.BoxUnnamed {
		g.Name = ""
	}
	return v.render(v.newPage(n, g, nil))
}

func (v *visit) newDevice() (NewDevice, error) {
	key, err := v.deviceKey()
	if err != nil {
		return NewDevice{}, err
	}
	return v.c.Devices.Asked(v.ctx(), key)
}

func (v *visit) newPage(n NewDevice, g Grant, faults page.Errors) page.CountyDeviceNew {
	p := page.CountyDeviceNew{
		CountyFrame: v.frame("接入设备", "devices"), Action: deviceAt("/devices/new/", n.Key), Check: n.Check, Via: n.Via,
		Name: g.Name, Town: g.Township, Back: "/devices",
	}
	p.Errors = faults
	for _, t := range v.c.Devices.Townships() {
		p.Towns = append(p.Towns, page.Choice{Value: t.Code, Text: t.Name, On: t.Code == g.Township})
	}
	for _, role := range []string{"station", "health", "guidance"} {
		p.Roles = append(p.Roles, page.Choice{Value: role, Text: roleWord(role), On: role == g.Role})
	}
	return p
}

// deviceCertify lets the box in; the address of the answer may be opened again.
func deviceCertify(v *visit) error {
	n, err := v.newDevice()
	if err != nil {
		return err
	}
	g := Grant{Key: n.Key, Name: cleanName(v.form.Text("name")), Role: v.form.Text("role"), Township: v.form.Text("town")}
	_, err = v.c.Devices.Certify(v.ctx(), v.who.Actor, g)
	if err != nil && hub.CodeOf(err) == hub.CodeInvalid {
		web.Render(v.w, v.Request, v.c.Log, web.Status(err), v.newPage(n, g, page.Faults(err)))
		return nil
	}
	if err != nil {
		return err
	}
	return v.see(deviceAt("/devices/done/", n.Key))
}

// deviceDone shows the answer on all its ways.
func deviceDone(v *visit) error {
	key, err := v.deviceKey()
	if err != nil {
		return err
	}
	done, err := v.c.Devices.Certified(v.ctx(), key)
	if err != nil {
		return err
	}
	p := page.CountyDeviceDone{
		CountyFrame: v.frame("接入设备", "devices"), Name: done.Name, Code: done.Code, File: deviceAt("/devices/done/", key) + "/file",
	}
	for i, part := range done.Parts {
		picture, err := page.QR(part, "县里的回执")
		if err != nil {
			return err
		}
		p.Pictures = append(p.Pictures, page.Picture{Drawing: picture, Word: fmt.Sprintf("第 %d 张", i+1)})
	}
	return v.render(p)
}

// deviceFile is the answer for a stick.
func deviceFile(v *visit) error {
	key, err := v.deviceKey()
	if err != nil {
		return err
	}
	done, err := v.c.Devices.Certified(v.ctx(), key)
	if err != nil {
		return err
	}
	v.download("text/plain; charset=us-ascii", "answer.txt", "入网回执-"+done.Name+".txt")
	_, _ = v.w.Write(done.File) // a browser that went away has nothing to be told
	return nil
}

// download heads a file to be saved.
func (v *visit) download(kind, plain, name string) {
	h := v.w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", `attachment; filename="`+plain+`"; filename*=UTF-8''`+escaped(name))
	v.w.WriteHeader(http.StatusOK)
}

package county

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/box/fleet"
	"yizhan/hub/trust"
	"yizhan/kiosk/county"
)

func (d *devices) Askings(ctx context.Context) ([]county.NewDevice, error) {
	waiting, err := d.Fleet.Askings(ctx)
	if err != nil {
		return nil, err
	}
	var out []county.NewDevice
	for _, a := range waiting {
		out = append(out, newDevice(a))
	}
	return out, nil
}

func newDevice(a fleet.Asking) county.NewDevice {
	return county.NewDevice{Key: a.Key, Name: a.Name, Check: a.Fingerprint(), Via: a.Via}
}

// askedKept bounds the requests that are remembered.
const askedKept = 256

func (d *devices) remember(r trust.Request) county.NewDevice {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.asked) >= askedKept {
		clear(d.asked)
	}
	d.asked[r.Key] = fleet.Asking{Request: r}
	return newDevice(d.asked[r.Key])
}

func (d *devices) Figures(text string) (county.NewDevice, error) {
	r, err := trust.ReadDigits(text)
	if err != nil {
		return county.NewDevice{}, err
	}
	return d.remember(r), nil
}

func (d *devices) File(file []byte) (county.NewDevice, error) {
	r, err := trust.ReadRequest(file)
	if err != nil {
		return county.NewDevice{}, err
	}
	return d.remember(r), nil
}

func (d *devices) request(ctx context.Context, key [32]byte) (fleet.Asking, error) {
	d.mu.Lock()
	a, ok := d.asked[key]
	d.mu.Unlock()
	if ok {
		return a, nil
	}
	waiting, err := d.Fleet.Askings(ctx)
	for _, a := range waiting {
		if a.Key == key {
			return a, nil
		}
	}
	if err == nil {
		err = hub.E(hub.CodeNotFound, "device.asked")
	}
	return fleet.Asking{}, err
}

func (d *devices) Asked(ctx context.Context, key [32]byte) (county.NewDevice, error) {
	a, err := d.request(ctx, key)
	return newDevice(a), err
}

var roles = map[string]trust.Role{"station": trust.RoleStation, "health": trust.RoleHealth, "guidance": trust.RoleGuidance}

func (d *devices) Certify(ctx context.Context, actor hub.Actor, g county.Grant) (county.Certified, error) {
	a, err := d.request(ctx, g.Key)
	if err != nil {
		return county.Certified{}, err
	}
	if g.Township == "" {
		return county.Certified{}, hub.E(hub.CodeInvalid, "device.town").In("township")
	}
	if len(g.Township) != 9 || !hub.TownshipLane(g.Township).Valid() {
		return county.Certified{}, hub.E(hub.CodeInvalid, "trust.township").In("township")
	}
	name, _ := d.places.Name(g.Township)
	out, err := d.Office.Certify(ctx, actor, a.Request, Issue{
		Grant:        trust.Grant{Name: g.Name, Role: roles[g.Role], Township: g.Township, Issued: d.Desk.Today()},
		TownshipName: name,
	})
	if err != nil {
		return county.Certified{}, err
	}
	done := county.Certified{Name: g.Name, Code: out.Code, Parts: out.Parts, File: out.File}
	d.mu.Lock()
	d.answered[g.Key] = done
	d.mu.Unlock()
	return done, nil
}

func (d *devices) Certified(_ context.Context, key [32]byte) (county.Certified, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	done, ok := d.answered[key]
	if !ok {
		return done, hub.E(hub.CodeNotFound, "device.asked")
	}
	return done, nil
}

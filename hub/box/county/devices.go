package county

import (
	"context"
	"maps"
	"slices"
	"sync"

	"yizhan/hub"
	"yizhan/hub/box/fleet"
	"yizhan/hub/desk"
	"yizhan/hub/place"
	"yizhan/hub/trust"
	"yizhan/kiosk/county"
)

// devices is the county's boxes as its desk wants them. What was asked and answered
// while it runs is remembered, so that an answer can be shown again.
type devices struct {
	*Office
	places *place.Book

	mu       sync.Mutex
	asked    map[[32]byte]fleet.Asking
	answered map[[32]byte]county.Certified
}

func newDevices(o *Office) *devices {
	return &devices{Office: o, places: o.Box.Places(), asked: map[[32]byte]fleet.Asking{}, answered: map[[32]byte]county.Certified{}}
}

func (d *devices) Devices(ctx context.Context) ([]county.Device, error) {
	members := d.Trust.Members()
	certs := members.All()
	list, _ := members.Revocations()
	for _, r := range list.Revoked {
		if c, known := members.Get(r.Key); known {
			certs = append(certs, c)
		}
	}
	stands, err := d.Fleet.Standings(ctx)
	if err != nil {
		return nil, err
	}
	twins, err := d.Fleet.Twins(ctx)
	if err != nil {
		return nil, err
	}
	acts, err := d.Desk.DeviceActs(ctx)
	if err != nil {
		return nil, err
	}
	met := d.Fleet.Meetings()
	var out []county.Device
	for _, c := range certs {
		_, gone := list.Find(c.Key)
		dev := county.Device{
			Key: c.Key, Name: c.Name, Role: c.Role.String(), Township: d.townName(c.Township), Check: checkOf(c), Since: c.Issued,
			Gone: gone, Connected: met[c.Key].Connected || c.Role == trust.RoleCounty, Met: met[c.Key].At, Last: stands[c.Key].Last,
			Unsent: stands[c.Key].Missing, Commits: stands[c.Key].Held,
			Forked: twins[c.Key] == fleet.Forked, Healed: twins[c.Key] == fleet.Healed,
		}
		for _, a := range acts {
			if a.Act == desk.DeviceRevoked && string(a.Key) == string(c.Key[:]) {
				dev.Out = a.Day
			}
		}
		out = append(out, dev)
	}
	return out, nil
}

// checkOf is a box's keys as people compare them by telephone.
func checkOf(c trust.Certificate) string {
	return trust.Request{Key: c.Key, X25519: c.X25519}.Fingerprint()
}

func (d *devices) AnswerReset(ctx context.Context, actor hub.Actor, key [32]byte, figures string) (string, error) {
	return d.Box.AnswerReset(ctx, actor, key, figures)
}

func (d *devices) townName(code string) string {
	if name, ok := d.places.Name(code); ok {
		return name
	}
	return code
}

func (d *devices) Device(ctx context.Context, key [32]byte) (county.Device, error) {
	all, err := d.Devices(ctx)
	if err != nil {
		return county.Device{}, err
	}
	for _, dev := range all {
		if dev.Key == key {
			return dev, nil
		}
	}
	return county.Device{}, hub.E(hub.CodeNotFound, "device.none")
}

// Townships are those of the county by the national list, and those that have a hub.
func (d *devices) Townships() []county.Township {
	a := d.Trust.Authority()
	if a == nil {
		return nil
	}
	code, _ := a.County()
	names := map[string]string{}
	for _, p := range d.places.Children(code) {
		names[p.Code] = p.Name
	}
	for _, c := range d.Trust.Members().All() {
		if c.Township != "" && names[c.Township] == "" {
			names[c.Township] = d.townName(c.Township)
		}
	}
	var out []county.Township
	for _, code := range slices.Sorted(maps.Keys(names)) {
		out = append(out, county.Township{Code: code, Name: names[code]})
	}
	return out
}

// Prove asks for the officer's password once more; wrong ones count as at the login.
func (d *devices) Prove(ctx context.Context, name, password string) error {
	return d.Gate.Prove(ctx, name, password)
}

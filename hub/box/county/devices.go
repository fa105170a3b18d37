package county

import (
	"context"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"yizhan/hub"
	"yizhan/hub/box/fleet"
	"yizhan/hub/care"
	"yizhan/hub/codec"
	"yizhan/hub/desk"
	"yizhan/hub/place"
	"yizhan/hub/report"
	"yizhan/hub/sheet"
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
	token, err := d.Gate.Login(ctx, name, password)
	if err != nil {
		return err
	}
	return d.Gate.SignOut(ctx, token)
}

func (d *devices) Opened(ctx context.Context, key [32]byte) ([]hub.ID, error) {
	cert, known := d.Trust.Members().Get(key)
	if !known {
		return nil, hub.E(hub.CodeNotFound, "device.none")
	}
	subjects, err := d.Store.OpenedBy(ctx, codec.RecipientOf(cert.X25519))
	if err != nil {
		return nil, err
	}
	var children []hub.ID
	for _, id := range subjects {
		recs, err := d.Store.Of(ctx, id, "child")
		if err != nil {
			return nil, err
		}
		if len(recs) > 0 {
			children = append(children, id)
		}
	}
	return children, nil
}

func (d *devices) WriteOpened(ctx context.Context, w io.Writer, key [32]byte) error {
	ids, err := d.Opened(ctx, key)
	if err != nil {
		return err
	}
	wanted := make(map[hub.ID]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	_, err = report.WriteExport(ctx, w, d.Forms, roster{d.Store, wanted}, report.Export{
		Kind: "child", Format: sheet.XLSX, Personal: true,
	})
	return err
}

// heldShown bounds the acts that a page lists.
const heldShown = 200

func (d *devices) Held(ctx context.Context, key [32]byte) ([]county.Held, error) {
	commits, err := d.Office.Held(ctx, key)
	if err != nil {
		return nil, err
	}
	var out []county.Held
	for _, c := range commits[:min(len(commits), heldShown)] {
		h := county.Held{Commit: c.ID, When: time.UnixMilli(c.Header.Wall), In: d.Trust.Members().Released(c.ID)}
		h.What, h.Sealed = d.actWord(ctx, c)
		out = append(out, h)
	}
	return out, nil
}

// actWord says what a commit is about: the kinds, and the child where the county may
// name it. sealed: some of it is closed, and is opened only if it is let stand.
func (o *Office) actWord(ctx context.Context, c hub.Commit) (what string, sealed bool) {
	var words []string
	note := func(w string) {
		if w != "" && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	for i, raw := range c.Parts {
		subject := c.Header.Parts[i].Subject
		if recs, err := o.Store.Of(ctx, subject, "child"); err == nil {
			for _, child := range care.All[care.Child](o.Forms, "child", recs) {
				note(child.Called())
			}
		}
		part, err := codec.DecodePart(raw, subject)
		if raw == nil || err != nil {
			sealed = true
			continue
		}
		sealed = sealed || len(part.Box) > 0
		for _, change := range part.Changes {
			if def, ok := o.Forms.Get(change.Kind); ok && change.Kind != "wrap" {
				note(def.Title)
			}
		}
	}
	if len(words) == 0 {
		return "打不开的记录", sealed
	}
	return strings.Join(words, " · "), sealed
}

func (d *devices) Release(ctx context.Context, actor hub.Actor, key [32]byte, commit hub.ID) error {
	return d.Office.Release(ctx, actor, key, commit)
}

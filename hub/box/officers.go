package box

import (
	"context"
	"net"
	"net/url"

	"yizhan/hub"
	"yizhan/hub/access"
	"yizhan/hub/trust"
	"yizhan/kiosk/county"
)

// officerIdle is how long an officer's screen may lie untouched: she reads lists and
// telephones, but others walk past her desk too.
const officerIdle = county.Idle

// officers is access as the county's desk wants it.
type officers struct{ b *Box }

func (o officers) Officer(ctx context.Context, token string) (county.Officer, error) {
	if token == "" {
		return county.Officer{}, hub.E(hub.CodeSignedOut, "county.over")
	}
	p, err := o.b.gate.Session(ctx, token)
	if err != nil {
		return county.Officer{}, err
	}
	logins, err := o.b.gate.Logins(ctx)
	if err != nil {
		return county.Officer{}, err
	}
	for _, l := range logins {
		if l.Person.Staff == p.Staff {
			return county.Officer{Actor: p.Actor(o.b.TrailLane(), false), Name: l.Shown, Township: p.Township}, nil
		}
	}
	return county.Officer{}, hub.E(hub.CodeSignedOut, "county.over") // a worker's session is none here
}

func (o officers) Names(ctx context.Context) (map[hub.ID]string, error) {
	logins, err := o.b.gate.Logins(ctx)
	names := make(map[hub.ID]string, len(logins))
	for _, l := range logins {
		names[l.Person.Staff] = l.Shown
	}
	return names, err
}

func (o officers) Login(ctx context.Context, name, password string) (string, error) {
	return o.b.gate.Login(ctx, name, password)
}

func (o officers) SignOut(ctx context.Context, token string) error {
	return o.b.gate.SignOut(ctx, token)
}

func (o officers) Anybody(ctx context.Context) (bool, error) { return o.b.HasOfficers(ctx) }

func (o officers) Looked(actor hub.Actor, child hub.ID, what string) {
	o.b.looks.Look(actor, child, what)
}

// AddOfficer gives somebody a way into the county's desk, or a new password. Who
// serves a township names it: 乡镇干部 and 卫生院 see no other.
func (b *Box) AddOfficer(ctx context.Context, name, password string, role hub.Role, township string) error {
	switch {
	case role != hub.RoleCounty && township == "":
		return hub.E(hub.CodeInvalid, "county.which-township")
	case township != "" && !hub.TownshipLane(township).Valid():
		return hub.E(hub.CodeInvalid, "enroll.township", township)
	}
	_, err := b.gate.PutLogin(ctx, access.Login{
		Name: name, Shown: name, Person: access.Person{Role: role, Township: township},
	}, password)
	return err
}

// DropOfficer takes somebody's way in, at once. Errors: CodeNotFound.
func (b *Box) DropOfficer(ctx context.Context, name string) error {
	logins, err := b.gate.Logins(ctx)
	if err != nil {
		return err
	}
	for _, l := range logins {
		if l.Name == name {
			return b.gate.DropLogin(ctx, name)
		}
	}
	return hub.E(hub.CodeNotFound, "county.no-officer", name)
}

// HasOfficers says whether anybody can log in yet.
func (b *Box) HasOfficers(ctx context.Context) (bool, error) {
	list, err := b.gate.Logins(ctx)
	return len(list) > 0, err
}

// countyDesk is what the county's listener answers.
func (b *Box) countyDesk() *county.County {
	return &county.County{
		Desk: b.desk, Names: b.names, Roll: b.roll, Doors: officers{b}, Fleet: stations{b}, Sticks: sticks{b}, Devices: newDevices(b), Room: b.room,
		Clock: b.cfg.Clock, Log: b.cfg.Log, Name: b.countyName, Hubs: b.fleet,
	}
}

func (b *Box) countyName() string {
	if a := b.trust.Authority(); a != nil {
		if _, name := a.County(); name != "" {
			return name
		}
	}
	return "县级"
}

// countyHosts are the names by which the county told its stations to call it;
// officers use the same.
func (b *Box) countyHosts() []string {
	var names []string
	if host, _, err := net.SplitHostPort(b.cfg.Listen); err == nil {
		names = append(names, host)
	}
	if b.trust.Authority() == nil {
		return names
	}
	for _, text := range b.trust.Authority().URLs() {
		if u, err := url.Parse(text); err == nil && u.Hostname() != "" {
			names = append(names, u.Hostname())
		}
	}
	return names
}

// isCounty says whether this box is the county's, by its certificate or, before
// the first issue, because it was started so.
func (b *Box) isCounty() bool {
	cert, ok := b.trust.Certificate()
	return b.cfg.AtCounty || ok && cert.Role == trust.RoleCounty
}

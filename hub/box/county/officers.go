package county

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/access"
	"yizhan/kiosk/county"
)

// Idle is how long an officer's screen may lie untouched: she reads lists and
// telephones, but others walk past her desk too.
const Idle = county.Idle

// officers is access as the county's desk wants it.
type officers struct{ *Office }

func (o officers) Officer(ctx context.Context, token string) (county.Officer, error) {
	if token == "" {
		return county.Officer{}, hub.E(hub.CodeSignedOut, "county.over")
	}
	p, err := o.Gate.Session(ctx, token)
	if err != nil {
		return county.Officer{}, err
	}
	logins, err := o.Gate.Logins(ctx)
	if err != nil {
		return county.Officer{}, err
	}
	for _, l := range logins {
		if l.Person.Staff == p.Staff {
			return county.Officer{Actor: p.Actor(o.Box.TrailLane(), false), Name: l.Shown, Township: p.Township}, nil
		}
	}
	return county.Officer{}, hub.E(hub.CodeSignedOut, "county.over") // a worker's session is none here
}

func (o officers) Names(ctx context.Context) (map[hub.ID]string, error) {
	logins, err := o.Gate.Logins(ctx)
	names := make(map[hub.ID]string, len(logins))
	for _, l := range logins {
		names[l.Person.Staff] = l.Shown
	}
	return names, err
}

func (o officers) Agree(ctx context.Context) (n int, err error) {
	logins, err := o.Gate.Logins(ctx)
	for _, l := range logins {
		if l.Person.Role.May(hub.ActAgree) && l.Person.Township == "" {
			n++
		}
	}
	return n, err
}

func (o officers) Login(ctx context.Context, name, password string) (string, error) {
	return o.Gate.Login(ctx, name, password)
}

func (o officers) SignOut(ctx context.Context, token string) error {
	return o.Gate.SignOut(ctx, token)
}

func (o officers) Anybody(ctx context.Context) (bool, error) { return o.HasOfficers(ctx) }

func (o officers) Looked(actor hub.Actor, child hub.ID, what string) {
	o.Looks.Look(actor, child, what)
}

// AddOfficer gives somebody a way into the county's desk, or a new password. Who
// serves a township names it: 乡镇干部 and 卫生院 see no other.
func (o *Office) AddOfficer(ctx context.Context, name, password string, role hub.Role, township string) error {
	switch {
	case (role == hub.RoleTownship || role == hub.RoleHealth) && township == "":
		return hub.E(hub.CodeInvalid, "county.which-township").In("township")
	case (role == hub.RoleAuditor || role == hub.RoleAdmin) && township != "": // what they see is the county's
		return hub.E(hub.CodeInvalid, "county.no-township").In("township")
	case township != "" && !hub.TownshipLane(township).Valid():
		return hub.E(hub.CodeInvalid, "enroll.township", township)
	}
	_, err := o.Gate.PutLogin(ctx, access.Login{
		Name: name, Shown: name, Person: access.Person{Role: role, Township: township},
	}, password)
	return err
}

// DropOfficer takes somebody's way in, at once. Errors: CodeNotFound.
func (o *Office) DropOfficer(ctx context.Context, name string) error {
	logins, err := o.Gate.Logins(ctx)
	if err != nil {
		return err
	}
	for _, l := range logins {
		if l.Name == name {
			return o.Gate.DropLogin(ctx, name)
		}
	}
	return hub.E(hub.CodeNotFound, "county.no-officer", name)
}

// HasOfficers says whether anybody can log in yet.
func (o *Office) HasOfficers(ctx context.Context) (bool, error) {
	list, err := o.Gate.Logins(ctx)
	return len(list) > 0, err
}

package county

import (
	"context"
	"slices"

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
	l, err := o.Gate.Officer(ctx, token)
	if err != nil {
		return county.Officer{}, err
	}
	who := county.Officer{Actor: l.Person.Actor(o.Box.TrailLane(), false), Login: l.Name, Name: l.Shown, Township: l.Person.Township,
		Admin: l.Person.Admin, Coded: l.Coded, Rescue: l.Rescue}
	if who.Must, err = o.must(ctx, l); err != nil {
		return county.Officer{}, err
	}
	return who, nil
}

// must is what she has to do before she goes on.
func (o officers) must(ctx context.Context, l access.Login) (county.Must, error) {
	if l.Once {
		return county.MustPassword, nil
	}
	if l.Coded {
		return "", nil
	}
	roles, err := o.Desk.CodeRoles(ctx)
	if slices.Contains(roles, l.Person.Role) || l.Person.Admin && slices.Contains(roles, hub.RoleAdmin) {
		return county.MustCode, err
	}
	return "", err
}

func (o officers) Names(ctx context.Context) (map[hub.ID]string, error) {
	logins, err := o.Gate.Logins(ctx)
	names := make(map[hub.ID]string, len(logins))
	for _, l := range logins {
		names[l.Person.Staff] = l.Shown
	}
	return names, err
}

func (o officers) Working(ctx context.Context) (all []county.Officer, err error) {
	logins, err := o.Gate.Logins(ctx)
	for _, l := range logins {
		all = append(all, county.Officer{Actor: hub.Actor{Staff: l.Person.Staff, Role: l.Person.Role}, Name: l.Shown, Township: l.Person.Township})
	}
	return all, err
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

func (o officers) Login(ctx context.Context, name, password, from string) (county.Way, error) {
	way, err := o.Gate.Login(ctx, name, password, from)
	return county.Way(way), err
}

func (o officers) Code(ctx context.Context, half, code, from string) (string, error) {
	return o.Gate.Code(ctx, half, code, from)
}

func (o officers) SignOut(ctx context.Context, token string) error {
	return o.Gate.SignOut(ctx, token)
}

func (o officers) Anybody(ctx context.Context) (bool, error) { return o.HasOfficers(ctx) }

func (o officers) Looked(actor hub.Actor, child hub.ID, what string) {
	o.Looks.Look(actor, child, what)
}

func (o officers) OwnPassword(ctx context.Context, who county.Officer, old, password, from string) (string, error) {
	return o.Gate.OwnPassword(ctx, who.Login, old, password, from)
}

func (o officers) NewCode(ctx context.Context, who county.Officer) (county.Secret, error) {
	secret, err := o.Gate.NewCode(ctx, who.Login)
	return county.Secret{Spelled: access.SpellCode(secret), URI: access.CodeURI(o.Name(), who.Login, secret)}, err
}

func (o officers) ConfirmCode(ctx context.Context, who county.Officer, password, code, from string) ([]string, string, error) {
	return o.Gate.ConfirmCode(ctx, who.Login, password, code, from)
}

func (o officers) Sessions(ctx context.Context, who county.Officer, token string) (out []county.Session, err error) {
	open, err := o.Gate.Sessions(ctx, who.Actor.Staff, token)
	for _, s := range open {
		out = append(out, county.Session(s))
	}
	return out, err
}

func (o officers) EndSession(ctx context.Context, who county.Officer, key string) error {
	return o.Gate.EndSession(ctx, who.Actor.Staff, key)
}

func (o officers) Flush(ctx context.Context) error { return o.tries.flush(ctx, o.Office) }

// HasOfficers says whether anybody can log in yet.
func (o *Office) HasOfficers(ctx context.Context) (bool, error) {
	list, err := o.Gate.Logins(ctx)
	return len(list) > 0, err
}

package county

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/access"
	"yizhan/hub/desk"
	"yizhan/kiosk/county"
)

// area checks where an officer of a role serves. Who serves a township names it: 乡镇干部
// and 卫生院 see no other; who audits or administers does so for the whole county.
func area(p access.Person) error {
	switch {
	case p.Role == "":
		return hub.E(hub.CodeInvalid, "county.no-role").In("role")
	case (p.Role == hub.RoleTownship || p.Role == hub.RoleHealth) && p.Township == "":
		return hub.E(hub.CodeInvalid, "county.which-township").In("township")
	case (p.Role == hub.RoleAuditor || p.Role == hub.RoleAdmin) && p.Township != "":
		return hub.E(hub.CodeInvalid, "county.no-township").In("township")
	case p.Township != "" && !hub.TownshipLane(p.Township).Valid():
		return hub.E(hub.CodeInvalid, "enroll.township", p.Township).In("township")
	case p.Admin && (p.Role != hub.RoleCounty || p.Township != ""): // least privilege: others are one thing
		return hub.E(hub.CodeInvalid, "county.not-admin").In("role")
	}
	return nil
}

// AddOfficer gives somebody a way into the county's desk, or a new password.
func (o *Office) AddOfficer(ctx context.Context, name, password string, role hub.Role, township string) error {
	return o.PutOfficer(ctx, access.Login{Name: name, Shown: name, Person: access.Person{Role: role, Township: township}}, password)
}

// PutOfficer gives somebody a way in, or another one than she had.
func (o *Office) PutOfficer(ctx context.Context, l access.Login, password string) error {
	if err := area(l.Person); err != nil {
		return err
	}
	put, err := o.Gate.PutLogin(ctx, l, password)
	if err != nil {
		return err
	}
	return o.oldBadges(ctx, put.Person)
}

// NameOfficer is the word of the folder's owner: somebody gets a way in, or a new
// password, which is answered. As long as nobody administers, the first one of the county
// does so besides: a county of one clerk would else have nobody to add the second.
func (o *Office) NameOfficer(ctx context.Context, name string, role hub.Role, township string, admin bool) (password string, made bool, err error) {
	all, err := o.Gate.Logins(ctx)
	if err != nil {
		return "", false, err
	}
	i := slices.IndexFunc(all, func(l access.Login) bool { return l.Name == name })
	none := !slices.ContainsFunc(all, func(l access.Login) bool { return l.Person.Admin || l.Person.Role == hub.RoleAdmin })
	admin = admin || none && role == hub.RoleCounty && township == "" || i >= 0 && role == all[i].Person.Role && all[i].Person.Admin
	password = access.NewPassword()
	err = o.PutOfficer(ctx, access.Login{Name: name, Shown: name, Person: access.Person{Role: role, Township: township, Admin: admin}}, password)
	if err != nil {
		return "", false, err
	}
	what := "added"
	if i >= 0 {
		what = "reset"
	}
	return password, admin, o.noteOfficer(ctx, what, hub.Actor{}, "", name, roleText(role, township, admin))
}

// DropCode is the word of the folder's owner: she lost telephone and paper.
func (o *Office) DropCode(ctx context.Context, name string) error {
	if err := o.Gate.DropCode(ctx, name); err != nil {
		return err
	}
	return o.noteOfficer(ctx, "no-code", hub.Actor{}, "", name, "")
}

// DropOfficer takes somebody's way in, at once. Errors: CodeNotFound.
func (o *Office) DropOfficer(ctx context.Context, name string) error {
	l, err := o.named(ctx, name)
	if err != nil {
		return err
	}
	if err := o.Gate.DropLogin(ctx, name); err != nil {
		return err
	}
	if err := o.oldBadges(ctx, access.Person{Staff: l.Person.Staff}); err != nil {
		return err
	}
	return o.Desk.NoteEntries(ctx, o.Box.TrailLane(), desk.Entry{What: "dropped", Who: l.Person.Staff, WhoName: l.Shown})
}

// named is the login of a name. Errors: CodeNotFound.
func (o *Office) named(ctx context.Context, name string) (access.Login, error) {
	all, err := o.Gate.Logins(ctx)
	if err != nil {
		return access.Login{}, err
	}
	for _, l := range all {
		if l.Name == name {
			return l, nil
		}
	}
	return access.Login{}, hub.E(hub.CodeNotFound, "county.no-officer", name)
}

// noteOfficer puts on the trail what somebody did to an officer's way in.
func (o *Office) noteOfficer(ctx context.Context, what string, by hub.Actor, byName, name, more string) error {
	l, err := o.named(ctx, name)
	if err != nil {
		return err
	}
	return o.Desk.NoteEntries(ctx, o.Box.TrailLane(), desk.Entry{What: what, Who: l.Person.Staff, WhoName: l.Shown, By: by.Staff, ByName: byName, More: more})
}

func roleText(role hub.Role, township string, admin bool) string {
	text := county.RoleWord(role)
	if township != "" {
		text += " " + township
	}
	if admin {
		text += "，兼管理员"
	}
	return text
}

// admins is what an administrator does with officers. Each act is on the trail under her
// name; nobody does any of it to herself, so that one administrator at least is left.
type admins struct{ *Office }

func (a admins) All(ctx context.Context) (out []county.OfficerRow, err error) {
	all, err := a.Gate.Standings(ctx)
	for _, s := range all {
		out = append(out, county.OfficerRow{ID: s.Person.Staff, Login: s.Name, Name: s.Shown, Role: s.Person.Role, Township: s.Person.Township, Admin: s.Person.Admin,
			Once: s.Once, Coded: s.Coded, Last: s.Last, From: s.From, Fails: s.Fails, Locked: s.Locked, Here: s.Here})
	}
	return out, err
}

func (a admins) Townships() []county.Township { return newDevices(a.Office).Townships() }

// may is asked before each act on somebody's login.
func (a admins) may(who county.Officer, name string) error {
	switch {
	case !who.May(hub.ActOfficers):
		return hub.E(hub.CodeForbidden, "county.may-not")
	case who.Login == name:
		return hub.E(hub.CodeForbidden, "county.own-login")
	}
	return nil
}

func (a admins) Add(ctx context.Context, who county.Officer, n county.NewOfficer) (password string, err error) {
	if err := a.may(who, n.Login); err != nil {
		return "", err
	}
	if _, err := a.named(ctx, n.Login); hub.CodeOf(err) != hub.CodeNotFound {
		if err == nil {
			err = hub.E(hub.CodeInvalid, "county.officer-known", n.Login).In("name")
		}
		return "", err
	}
	p := access.Person{Role: n.Role, Township: n.Township, Admin: n.Admin}
	password = access.NewPassword()
	if err := a.PutOfficer(ctx, access.Login{Name: n.Login, Shown: n.Login, Person: p, Once: true}, password); err != nil {
		return "", err
	}
	return password, a.noteOfficer(ctx, "added", who.Actor, who.Name, n.Login, roleText(n.Role, n.Township, n.Admin))
}

func (a admins) Change(ctx context.Context, who county.Officer, n county.NewOfficer) error {
	if err := a.may(who, n.Login); err != nil {
		return err
	}
	p := access.Person{Role: n.Role, Township: n.Township, Admin: n.Admin}
	if err := area(p); err != nil {
		return err
	}
	if err := a.Gate.ChangeLogin(ctx, n.Login, p); err != nil {
		return err
	}
	if l, err := a.named(ctx, n.Login); err != nil {
		return err
	} else if err := a.oldBadges(ctx, l.Person); err != nil {
		return err
	}
	return a.noteOfficer(ctx, "changed", who.Actor, who.Name, n.Login, roleText(n.Role, n.Township, n.Admin))
}

func (a admins) Reset(ctx context.Context, who county.Officer, name string) (password string, err error) {
	if err := a.may(who, name); err != nil {
		return "", err
	}
	l, err := a.named(ctx, name)
	if err != nil {
		return "", err
	}
	l.Once, password = true, access.NewPassword()
	if err := a.PutOfficer(ctx, l, password); err != nil {
		return "", err
	}
	return password, a.noteOfficer(ctx, "reset", who.Actor, who.Name, name, "")
}

func (a admins) Unlock(ctx context.Context, who county.Officer, name string) error {
	return a.done(ctx, who, name, "unlocked", a.Gate.Unlock)
}

func (a admins) DropCode(ctx context.Context, who county.Officer, name string) error {
	return a.done(ctx, who, name, "no-code", a.Gate.DropCode)
}

func (a admins) done(ctx context.Context, who county.Officer, name, what string, act func(context.Context, string) error) error {
	if err := a.may(who, name); err != nil {
		return err
	}
	if err := act(ctx, name); err != nil {
		return err
	}
	return a.noteOfficer(ctx, what, who.Actor, who.Name, name, "")
}

func (a admins) Drop(ctx context.Context, who county.Officer, name string) error {
	if err := a.may(who, name); err != nil {
		return err
	}
	l, err := a.named(ctx, name)
	if err != nil {
		return err
	}
	if err := a.Gate.DropLogin(ctx, name); err != nil {
		return err
	}
	if err := a.oldBadges(ctx, access.Person{Staff: l.Person.Staff}); err != nil {
		return err
	}
	return a.Desk.NoteEntries(ctx, a.Box.TrailLane(), desk.Entry{What: "dropped", Who: l.Person.Staff, WhoName: l.Shown, By: who.Actor.Staff, ByName: who.Name})
}

func (a admins) NoteRule(ctx context.Context, who county.Officer, rules string) error {
	return a.Desk.NoteEntries(ctx, a.Box.TrailLane(), desk.Entry{What: "rule", By: who.Actor.Staff, ByName: who.Name, More: rules})
}

// Waiting are the tables with many people for which a second officer has not answered.
func (o *Office) Waiting(ctx context.Context, actor hub.Actor) (out []desk.Take, err error) {
	all, err := o.Desk.Takes(ctx, actor)
	for _, t := range all {
		if t.State(o.Clock.Now().Wall) == desk.TakeWaits {
			out = append(out, t)
		}
	}
	return out, err
}

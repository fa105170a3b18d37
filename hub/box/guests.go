package box

import (
	"context"
	"errors"

	"yizhan/hub"
	"yizhan/hub/access"
	"yizhan/hub/desk"
	"yizhan/hub/trust"
	"yizhan/kiosk/station"
)

// guests lets in for a day, as the screens see it.
type guests struct{ b *Box }

func (g guests) Today(ctx context.Context) ([]station.Guest, error) {
	all, err := g.b.gate.Visitors(ctx)
	if err != nil {
		return nil, err
	}
	var out []station.Guest
	for _, v := range all {
		v, here, err := g.b.visitor(ctx, v.Person.Staff)
		if err != nil {
			return nil, err
		}
		if here {
			out = append(out, station.Guest{ID: v.Person.Staff, Name: v.Name, Role: v.Person.Role, Made: v.Made})
		}
	}
	return out, nil
}

// visitor is a visit whose day is not over. One by a badge that the county has taken back
// ends here, as soon as this box knows.
func (b *Box) visitor(ctx context.Context, staff hub.ID) (v access.Visit, here bool, err error) {
	v, here, err = b.gate.Visitor(ctx, staff)
	if err != nil || !here || v.Made == 0 {
		return v, here, err
	}
	out, err := b.desk.BadgesOut(ctx, staff)
	if err != nil || v.Made > out {
		return v, err == nil, err
	}
	return v, false, b.gate.EndVisit(ctx, staff)
}

// badge reads a badge and says whether it counts here. A box that does not know the day
// for certain lets an old one in and says so: an officer who stands at a station without
// a network is not sent home for the box's clock, and who is not to come any more has
// been taken back by the county, which needs no clock.
// Errors: CodeInvalid, CodeUntrusted.
func (g guests) badge(ctx context.Context, figures string) (badge trust.Badge, unsure bool, err error) {
	if _, enrolled := g.b.trust.Certificate(); !enrolled {
		return badge, false, hub.E(hub.CodeInvalid, "badge.alone")
	}
	badge, err = trust.ReadBadge(g.b.trust.Bundle().CountyKey, figures)
	if err != nil {
		return badge, false, err
	}
	if badge.Township != "" && hub.TownshipLane(badge.Township) != g.b.Lane() {
		return badge, false, hub.E(hub.CodeUntrusted, "badge.elsewhere")
	}
	out, err := g.b.desk.BadgesOut(ctx, badge.Officer)
	switch now := g.b.cfg.Clock.Now(); {
	case err != nil:
		return badge, false, err
	case badge.Made <= out:
		return badge, false, hub.E(hub.CodeUntrusted, "badge.out")
	case now.Quality < hub.ClockPeer:
		return badge, true, nil
	case hub.DayOf(now.Wall) > badge.Until:
		return badge, false, hub.E(hub.CodeUntrusted, "badge.old")
	}
	return badge, false, nil
}

func (g guests) Badge(ctx context.Context, figures string) (station.Guest, error) {
	b, unsure, err := g.badge(ctx, figures)
	return station.Guest{ID: b.Officer, Name: b.Name, Role: b.Role, Made: b.Made, Unsure: unsure}, err
}

func (g guests) Prove(ctx context.Context, figures, pin string) (station.Guest, error) {
	b, unsure, err := g.badge(ctx, figures)
	if err == nil {
		err = g.try(ctx, b, pin)
	}
	if err != nil {
		return station.Guest{}, err
	}
	return station.Guest{ID: b.Officer, Name: b.Name, Role: b.Role, Made: b.Made, Unsure: unsure}, nil
}

// try is one try at a badge's PIN; half a PIN is none.
func (g guests) try(ctx context.Context, b trust.Badge, pin string) error {
	if len(pin) != 6 {
		return hub.E(hub.CodeInvalid, "badge.pin").In("pin")
	}
	err := g.b.gate.TryBadge(ctx, b.Officer, func() bool { return b.Fits(pin) })
	if e, ok := errors.AsType[*hub.Error](err); ok && (e.Key == "access.wrong" || e.Key == "access.locked") {
		return hub.E(e.Code, map[string]string{"access.wrong": "badge.wrong", "access.locked": "badge.locked"}[e.Key], e.Args...).In("pin")
	}
	return err
}

func (g guests) May(by hub.Actor, name string, role hub.Role) error {
	return access.CheckVisit(by, name, role)
}

func (g guests) LetIn(ctx context.Context, by hub.Actor, request hub.ID, who station.Guest, pin string) (token string, err error) {
	v := access.Visit{Person: access.Person{Staff: who.ID, Site: by.Site, Role: who.Role}, Name: who.Name, By: by.Staff, Made: who.Made}
	actor := by
	if who.Made != 0 {
		actor = hub.Actor{Staff: who.ID, Site: by.Site, Role: who.Role, Visitor: true}
	} else if err := access.CheckVisit(by, who.Name, who.Role); err != nil {
		return "", err
	}
	actor.Lane = g.b.Lane()
	if err := access.CheckPIN(pin, access.Known{}, false); err != nil {
		return "", err
	}
	if err := g.b.desk.NoteLetIn(ctx, actor, request, desk.LetIn{
		Staff: who.ID, Name: v.Name, Role: who.Role, By: v.By, Badge: who.Made != 0, Unsure: who.Unsure,
	}); err != nil {
		return "", err
	}
	if v, err = g.b.gate.Enter(ctx, v, pin); err != nil {
		return "", err
	}
	return g.b.gate.SignIn(ctx, v.Person, pin)
}

func (g guests) Out(ctx context.Context, by hub.Actor, who hub.ID) error {
	if by.Open || who.IsZero() || by.Staff != who && !by.May(hub.ActSite) {
		return hub.E(hub.CodeForbidden, "desk.may-not")
	}
	return g.b.gate.EndVisit(ctx, who)
}

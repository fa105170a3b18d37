package county

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/access"
	"yizhan/hub/desk"
	"yizhan/hub/trust"
	"yizhan/kiosk/county"
)

// badges make officers' badges for their visits to stations.
type badges struct{ *Office }

// New makes an officer a badge under a PIN of her own; her older ones are taken back.
// The figures are kept nowhere. Errors: CodeForbidden, CodeInvalid of pin or until.
func (b badges) New(ctx context.Context, who county.Officer, request hub.ID, pin string, until hub.Day) (string, error) {
	today := b.Desk.Today()
	switch {
	case !trust.BadgeFor(who.Actor.Role) || b.Trust.Authority() == nil:
		return "", hub.E(hub.CodeForbidden, "badge.role")
	case until < today || until > today.Add(trust.BadgeDays):
		return "", hub.E(hub.CodeInvalid, "badge.until").In("until")
	case len(pin) != 6 || !onlyFigures(pin):
		return "", hub.E(hub.CodeInvalid, "badge.pin").In("pin")
	case access.CheckPIN(pin, access.Known{}, false) != nil:
		return "", hub.E(hub.CodeInvalid, "badge.plain").In("pin")
	}
	made, err := b.nextBadge(ctx, who.Actor.Staff)
	if err != nil {
		return "", err
	}
	figures, err := b.Trust.Authority().SignBadge(trust.Badge{
		Officer: who.Actor.Staff, Name: who.Name, Role: who.Actor.Role, Township: who.Township, Made: made, Until: until,
	}, pin)
	if err != nil {
		return "", err
	}
	return figures, b.Desk.NoteBadge(ctx, who.Actor, request, desk.Badge{
		Officer: who.Actor.Staff, Name: who.Name, Role: who.Actor.Role, Township: who.Township, Made: made, Until: until,
	})
}

func onlyFigures(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}

// nextBadge is the second for a new badge: later than that of any before, and than any
// that was taken back, also where this clock was set back meanwhile.
func (o *Office) nextBadge(ctx context.Context, officer hub.ID) (int64, error) {
	out, err := o.Desk.BadgesOut(ctx, officer)
	if err != nil {
		return 0, err
	}
	last, err := o.lastBadge(ctx, officer)
	return max(o.Clock.Now().Wall.Unix(), out+1, last+1), err
}

// lastBadge is the second of an officer's newest badge; 0 where she never had one.
func (o *Office) lastBadge(ctx context.Context, officer hub.ID) (made int64, err error) {
	all, err := o.Desk.Badges(ctx)
	for _, b := range all {
		if b.Officer == officer {
			made = max(made, b.Made)
		}
	}
	return made, err
}

// Take takes an officer's badges back. Errors: CodeForbidden.
func (b badges) Take(ctx context.Context, who county.Officer, request, officer hub.ID) error {
	actor := who.Actor
	if actor.Staff != officer && who.May(hub.ActOfficers) {
		actor.Role = hub.RoleAdmin // who administers besides her own work does this as that
	}
	made, err := b.lastBadge(ctx, officer)
	if err != nil || made == 0 {
		return err
	}
	return b.Desk.TakeBadge(ctx, actor, request, officer, made)
}

// oldBadges takes back what an officer carries that says something else than what she is
// now: she has another role or township, or, without a role, may not log in any more.
func (o *Office) oldBadges(ctx context.Context, now access.Person) error {
	all, err := o.Desk.Badges(ctx)
	if err != nil {
		return err
	}
	var made int64
	for _, b := range all {
		if b.Officer == now.Staff && !b.Out && (b.Role != now.Role || b.Township != now.Township) {
			made = max(made, b.Made)
		}
	}
	if made == 0 {
		return nil
	}
	return o.Desk.TakeBadge(ctx, hub.Actor{Role: hub.RoleBox}, hub.NewID(), now.Staff, made)
}

package box

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/trust"
)

// Enroll takes the county's invitation or answer. What was written before goes on
// in the township's lane, same records; the local lane stays as the trail.
func (b *Box) Enroll(ctx context.Context, file []byte) (name string, err error) {
	cert, err := b.trust.Accept(file)
	if err != nil {
		return "", err
	}
	if err := b.carryOver(ctx); err != nil {
		return "", err
	}
	b.net.wake()
	return cert.Name, nil
}

// carryOver is what follows an enrolment: the box has a place, and what stands in
// the local lane goes on in the township's. Each start does it again, because the
// power may have gone in between, and a post may have begun before the enrolment and
// ended after it; where all is done it changes nothing.
func (b *Box) carryOver(ctx context.Context) error {
	cert, enrolled := b.trust.Certificate()
	if !enrolled || cert.Role == trust.RoleCounty {
		return nil
	}
	if err := b.makePlace(ctx, cert); err != nil {
		return err
	}
	_, err := b.store.Continue(ctx, hub.LaneLocal, b.Lane())
	return err
}

// makePlace gives a box that was never set up its place and site from the
// certificate, so that commands and exchange work before somebody taps through
// the set-up page.
func (b *Box) makePlace(ctx context.Context, cert trust.Certificate) error {
	site, err := b.site(ctx)
	if err != nil || !site.ID.IsZero() || b.backups.FellEmpty() {
		return err
	}
	role := "station"
	switch cert.Role {
	case trust.RoleHealth:
		role = "health"
	case trust.RoleGuidance:
		role = "guidance"
	}
	key := b.trust.Identity().Key()
	_, err = b.desk.AddSite(ctx, hub.Actor{Role: hub.RoleBox, Lane: b.Lane()}, hub.NewID(), siteFacts(cert, role, b.trust.Bundle().TownshipName, key))
	return err
}

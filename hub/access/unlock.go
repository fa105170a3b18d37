package access

import (
	"context"

	"yizhan/hub"
)

// Try runs check, which says whether a secret was right, behind the lock-outs of
// somebody and of the box: as a PIN is tried, but what it opens is not a session.
func (g *Gate) Try(ctx context.Context, staff hub.ID, check func() (bool, error)) error {
	return g.try(ctx, person(staff), check)
}

// CheckOwn asks somebody who is signed in for her PIN once more, before an act that
// others at her screen must not do.
func (g *Gate) CheckOwn(ctx context.Context, staff hub.ID, pin string) error {
	return g.tryPIN(ctx, staff, pin)
}

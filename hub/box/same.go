package box

import (
	"context"

	"yizhan/hub"
)

// findSame looks for children whom two stations registered. It is the work of hubs
// that read several stations: the county, a health centre, a guidance centre.
func (b *Box) findSame(ctx context.Context) error {
	site, err := b.site(ctx)
	if err != nil {
		return err
	}
	if !b.isCounty() && site.Role != "health" && site.Role != "guidance" {
		return nil
	}
	_, err = b.desk.FindAcross(ctx, hub.Actor{Role: hub.RoleBox, Site: site.ID, Lane: b.Lane()})
	return err
}

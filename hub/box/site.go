package box

import (
	"context"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/place"
	"yizhan/hub/trust"
)

// Sites are the places that this box serves, in the order they were set up.
func (b *Box) Sites(ctx context.Context) ([]care.Site, error) {
	key := b.trust.Identity().Key()
	recs, err := b.store.Find(ctx, "site", "hub", key[:])
	if err != nil {
		return nil, err
	}
	return care.All[care.Site](b.forms, "site", recs), nil
}

// site is the first place; zero before the set-up.
func (b *Box) site(ctx context.Context) (care.Site, error) {
	sites, err := b.Sites(ctx)
	if err != nil || len(sites) == 0 {
		return care.Site{}, err
	}
	return sites[0], nil
}

func nowOf(c hub.Clock) func() time.Time {
	return func() time.Time { return c.Now().Wall }
}

func siteFacts(cert trust.Certificate, role, township string, key [32]byte) desk.SiteFacts {
	return desk.SiteFacts{Name: cert.Name, Role: role, Township: cert.Township, TownshipName: township, Hub: key[:]}
}

// VillageCode finds the code of a village as a roster writes it: within the
// site's township; "" keeps the village as written.
func (b *Box) VillageCode(ctx context.Context, book *place.Book) func(name string) string {
	site, err := b.site(ctx)
	return func(name string) string {
		if err != nil || site.Township == "" {
			return ""
		}
		return book.As(site.Township, name).Code
	}
}

package box

import (
	"cmp"
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/desk"
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

// Issue is what the county gives a hub that is to join.
type Issue struct {
	trust.Grant
	TownshipName string
	CountyName   string // used when the county is founded by its first issue
	URL          string // told to the hub; empty: what is known already
	Request      []byte // the hub's own request; nil makes an invitation
}

// Issue lets a hub in. The first one founds the county: its code is the
// township's first six digits.
func (b *Box) Issue(_ context.Context, i Issue) ([]byte, error) {
	if err := b.found(i); err != nil {
		return nil, err
	}
	return b.trust.Issue(i.Grant, i.TownshipName, i.Request)
}

// found makes a county of this box if it is none yet, and keeps its address.
func (b *Box) found(i Issue) error {
	if b.trust.Authority() == nil {
		if err := b.trust.Found(i.Township[:6], i.CountyName, b.desk.Today()); err != nil {
			return err
		}
		b.net.wake()
	}
	if i.URL == "" {
		return nil
	}
	return b.trust.Authority().SetURLs([]string{i.URL})
}

// Certify answers a box that asked, once its figures were compared.
func (b *Box) Certify(ctx context.Context, actor hub.Actor, r trust.Request, i Issue) (trust.Certified, error) {
	if !actor.Role.May(hub.ActFleet) {
		return trust.Certified{}, hub.E(hub.CodeForbidden, "device.may-not")
	}
	if err := b.found(i); err != nil {
		return trust.Certified{}, err
	}
	out, err := b.trust.Certify(r, i.Grant, i.TownshipName)
	if err != nil {
		return trust.Certified{}, err
	}
	return out, b.desk.NoteDevice(ctx, b.trail(actor), desk.DeviceCertified, r.Key, i.Name)
}

func sortPeers(peers []hub.PeerStand) {
	slices.SortFunc(peers, func(a, b hub.PeerStand) int { return cmp.Compare(a.Name, b.Name) })
}

// makePlace gives a box that was never set up its place and site from the
// certificate, so that commands and exchange work before somebody taps through
// the set-up page.
func (b *Box) makePlace(ctx context.Context, cert trust.Certificate) error {
	site, err := b.site(ctx)
	if err != nil || !site.ID.IsZero() || b.fellEmpty() {
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

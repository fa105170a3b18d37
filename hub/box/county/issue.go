package county

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/trust"
)

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
func (o *Office) Issue(ctx context.Context, i Issue) (file []byte, err error) {
	err = o.Box.Together(ctx, func() error {
		if err := o.found(i); err != nil {
			return err
		}
		file, err = o.Trust.Issue(i.Grant, i.TownshipName, i.Request)
		return err
	})
	return file, err
}

// found makes a county of this box if it is none yet, and keeps its address.
func (o *Office) found(i Issue) error {
	if o.Trust.Authority() == nil {
		if err := o.Trust.Found(i.Township[:6], i.CountyName, o.Desk.Today()); err != nil {
			return err
		}
		o.Box.Founded()
	}
	if i.URL == "" {
		return nil
	}
	return o.Trust.Authority().SetURLs([]string{i.URL})
}

// Certify answers a box that asked, once its figures were compared.
func (o *Office) Certify(ctx context.Context, actor hub.Actor, r trust.Request, i Issue) (trust.Certified, error) {
	if !actor.Role.May(hub.ActFleet) {
		return trust.Certified{}, hub.E(hub.CodeForbidden, "device.may-not")
	}
	var out trust.Certified
	err := o.Box.Together(ctx, func() (err error) {
		if err = o.found(i); err == nil {
			out, err = o.Trust.Certify(r, i.Grant, i.TownshipName)
		}
		return err
	})
	if err != nil {
		return trust.Certified{}, err
	}
	return out, o.Desk.NoteDevice(ctx, o.trail(actor), desk.DeviceCertified, r.Key, i.Name)
}

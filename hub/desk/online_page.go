package desk

import (
	"context"
	"net/url"

	"yizhan/hub"
	"yizhan/hub/form"
)

// FamilyPage is whether families may look at their own child from home, as the county said
// last: at a county's public pages, with the figures of the family's card and a code to a
// guardian's telephone.
type FamilyPage struct {
	On  bool    `form:"on"`
	URL string  `form:"url"` // as people type it
	Day hub.Day `form:"day"` // of the last change; "" nobody has said anything yet
}

// familyPageID is the one record of it.
var familyPageID = hub.DeriveID("family-page", hub.ID{}, "")

// FamilyPage is the county's word: off before it has said one.
func (d *Desk) FamilyPage(ctx context.Context) (p FamilyPage, err error) {
	rec, err := d.log.Record(ctx, "family-page", familyPageID)
	if err == nil && rec.Lane == hub.LanePublic { // nobody else's word
		d.forms.Decode(rec, &p)
	}
	return p, unlessMissing(err)
}

// SetFamilyPage is the county's word. To switch it on is an administrator's, who opens no
// child herself; to switch it off is anybody's who looks after the public pages. It needs an
// address with https, for what it shows is a child's.
// Errors: CodeForbidden, CodeInvalid online.url.
func (d *Desk) SetFamilyPage(ctx context.Context, actor hub.Actor, request hub.ID, on bool) (hub.Outcome, error) {
	if on || !actor.May(hub.ActForms) {
		if err := d.allow(actor, hub.ActOfficers); err != nil {
			return hub.Outcome{}, err
		}
	}
	now, err := d.Portal(ctx)
	if err != nil {
		return hub.Outcome{}, err
	}
	at := ""
	if on {
		if at = now.FamilyURL(); at == "" {
			return hub.Outcome{}, hub.E(hub.CodeInvalid, "online.url").In("on")
		}
	}
	actor.Lane = hub.LanePublic
	return d.append(ctx, actor, request, d.forms.Edit("family-page", familyPageID, familyPageID, form.Values{"on": on, "url": orNil(at), "day": d.Today()}))
}

// FamilyURL is where families look from home; "" there is no address with https.
func (p Portal) FamilyURL() string {
	if u, err := url.Parse(p.URL); err != nil || u.Scheme != "https" {
		return ""
	}
	return p.URL + "/family"
}

package desk

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Portal is what the county shows at its public pages.
type Portal struct {
	Pages []string `form:"pages"` // codes of the form portal
	Phone string   `form:"phone"` // of the county's office
	URL   string   `form:"url"`   // as people type it, for the picture that is printed
	Note  string   `form:"note"`  // a sentence on the first page
	Rates bool     `form:"rates"` // what families said of a station is shown
	Day   hub.Day  `form:"day"`   // of the last change; "" nobody has said anything yet
}

// Shows says whether a page is open.
func (p Portal) Shows(code string) bool { return slices.Contains(p.Pages, code) }

// portalID is the one record of a county's public pages.
var portalID = hub.DeriveID("portal", hub.ID{}, "")

// Portal is what is shown now: nothing before somebody has said so.
func (d *Desk) Portal(ctx context.Context) (p Portal, err error) {
	rec, err := d.log.Record(ctx, "portal", portalID)
	if err == nil && rec.Lane == hub.LaneCounty {
		d.forms.Decode(rec, &p)
	}
	return p, unlessMissing(err)
}

// SetPortal says what is shown. Errors: CodeForbidden, CodeInvalid (portal.url, form's).
func (d *Desk) SetPortal(ctx context.Context, actor hub.Actor, request hub.ID, p Portal) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActForms); err != nil {
		return hub.Outcome{}, err
	}
	p.URL = strings.TrimRight(strings.TrimSpace(p.URL), "/")
	if u, err := url.Parse(p.URL); p.URL != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.Path != "" || u.RawQuery != "" || u.User != nil) {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "portal.url").In("url")
	}
	actor.Lane = hub.LaneCounty
	return d.append(ctx, actor, request, d.forms.Edit("portal", portalID, portalID, form.Values{
		"pages": p.Pages, "phone": orNil(strings.TrimSpace(p.Phone)), "url": orNil(p.URL), "note": orNil(strings.TrimSpace(p.Note)), "rates": p.Rates, "day": d.Today(),
	}))
}

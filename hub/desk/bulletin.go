package desk

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Bulletin is a notice of the county's to its stations.
type Bulletin struct {
	ID      hub.ID
	Title   string  `form:"title"`
	Text    string  `form:"text"`
	Town    string  `form:"town"` // code of the township that it is for; "" all
	Until   hub.Day `form:"until"`
	Confirm bool    `form:"confirm"` // stations tap that they have seen it
	Day     hub.Day `form:"day"`
	By      hub.ID  `form:"by"`
	Gone    hub.Day `form:"gone"`
}

// IsFor says whether stations of a lane are meant.
func (b Bulletin) IsFor(lane hub.Lane) bool {
	return b.Town == "" || lane == hub.TownshipLane(b.Town)
}

// mostBulletin is for how many days a notice stands at most: what holds for longer is a
// rule, and belongs into one.
const mostBulletin = 92

// SendBulletin gives a notice to every station of the county, or of a township.
// Errors: CodeForbidden, CodeInvalid (bulletin.title, bulletin.until, bulletin.town).
func (d *Desk) SendBulletin(ctx context.Context, actor hub.Actor, request hub.ID, b Bulletin) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActForms); err != nil {
		return hub.Outcome{}, err
	}
	b.Title, b.Text = strings.TrimSpace(b.Title), strings.TrimSpace(b.Text)
	switch today := d.Today(); {
	case b.Title == "":
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "bulletin.title").In("title")
	case b.Until < today || b.Until > today.Add(mostBulletin):
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "bulletin.until", mostBulletin).In("until")
	case b.Town != "" && !hub.TownshipLane(b.Town).Valid():
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "bulletin.town").In("town")
	}
	id := hub.DeriveID("bulletin", request, "sent")
	actor.Lane = hub.LanePublic
	return d.append(ctx, actor, request, d.forms.Edit("bulletin", id, id, compact(form.Values{
		"title": b.Title, "text": orNil(b.Text), "town": orNil(b.Town), "until": b.Until, "confirm": orNil(b.Confirm), "day": d.Today(), "by": orNil(actor.Staff),
	})))
}

// RecallBulletin takes a notice away from the stations' pages. Errors: CodeForbidden,
// CodeNotFound.
func (d *Desk) RecallBulletin(ctx context.Context, actor hub.Actor, request, id hub.ID) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActForms); err != nil {
		return hub.Outcome{}, err
	}
	rec, err := d.log.Record(ctx, "bulletin", id)
	if err := unlessMissing(err); err != nil {
		return hub.Outcome{}, err
	}
	if rec.Lane != hub.LanePublic { // or none at all
		return hub.Outcome{}, hub.E(hub.CodeNotFound, "bulletin.none")
	}
	actor.Lane = hub.LanePublic
	return d.append(ctx, actor, request, d.forms.Edit("bulletin", id, id, form.Values{"gone": d.Today()}))
}

// Bulletins are all that the county ever sent, the newest first.
func (d *Desk) Bulletins(ctx context.Context) (out []Bulletin, err error) {
	err = d.log.Each(ctx, "bulletin", func(rec hub.Record) error {
		b := Bulletin{ID: rec.ID}
		if d.forms.Decode(rec, &b); rec.Lane == hub.LanePublic { // nobody else's word
			out = append(out, b)
		}
		return nil
	})
	hub.Sort(out, func(a, b Bulletin) int {
		return cmp.Or(cmp.Compare(b.Day, a.Day), bytes.Compare(a.ID[:], b.ID[:]))
	})
	return out, err
}

// Posted is a notice as a site has it.
type Posted struct {
	Bulletin
	Read hub.Day // when somebody there tapped; "" nobody has
}

// Posted are the notices that stand at a site today, those that wait for a tap first.
func (d *Desk) Posted(ctx context.Context, actor hub.Actor, site hub.ID) ([]Posted, error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return nil, err
	}
	return d.posted(ctx, site)
}

func (d *Desk) posted(ctx context.Context, site hub.ID) (out []Posted, err error) {
	all, err := d.Bulletins(ctx)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	rec, err := d.log.Record(ctx, "site", site)
	if err != nil {
		return nil, unlessMissing(err)
	}
	recs, err := d.log.Of(ctx, site, "bulletin-read")
	if err != nil {
		return nil, err
	}
	read := map[hub.ID]hub.Day{}
	for _, r := range recs {
		var one bulletinRead
		d.forms.Decode(r, &one)
		read[one.Notice] = one.Day
	}
	for _, b := range all {
		if b.Gone != "" || b.Until < d.Today() || !b.IsFor(rec.Lane) {
			continue
		}
		out = append(out, Posted{b, read[b.ID]})
	}
	waits := func(p Posted) int {
		if p.Confirm && p.Read == "" {
			return 0
		}
		return 1
	}
	hub.SortStable(out, func(a, b Posted) int { return cmp.Compare(waits(a), waits(b)) })
	return out, nil
}

// bulletinRead is one station's tap.
type bulletinRead struct {
	Notice hub.ID  `form:"notice"`
	Day    hub.Day `form:"day"`
}

// ReadBulletin notes that a site has seen a notice. Errors: CodeForbidden, CodeNotFound
// bulletin.none where none of that name stands there.
func (d *Desk) ReadBulletin(ctx context.Context, actor hub.Actor, request, id hub.ID) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActCorrect); err != nil { // who works here, not who may only look
		return hub.Outcome{}, err
	}
	all, err := d.posted(ctx, actor.Site)
	if err != nil {
		return hub.Outcome{}, err
	}
	if !slices.ContainsFunc(all, func(p Posted) bool { return p.ID == id }) {
		return hub.Outcome{}, hub.E(hub.CodeNotFound, "bulletin.none")
	}
	return d.append(ctx, actor, request, d.forms.EditOnce("bulletin-read", actor.Site, id.String(), compact(form.Values{
		"notice": id, "day": d.Today(), "minute": d.Minute(), "staff": orNil(actor.Staff),
	})))
}

// ReadBy are the sites that have seen a notice, and when.
func (d *Desk) ReadBy(ctx context.Context, notice hub.ID) (map[hub.ID]hub.Day, error) {
	recs, err := d.log.Find(ctx, "bulletin-read", "notice", notice)
	out := map[hub.ID]hub.Day{}
	for _, rec := range recs {
		var one bulletinRead
		d.forms.Decode(rec, &one)
		out[rec.Subject] = one.Day
	}
	return out, err
}

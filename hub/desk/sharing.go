package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Sharings are the townships about which the county has said whether their stations
// may open each other's records; of the others they may not.
func (d *Desk) Sharings(ctx context.Context) (map[string]care.Sharing, error) {
	out := map[string]care.Sharing{}
	err := d.log.Each(ctx, "sharing", func(rec hub.Record) error {
		s := care.As[care.Sharing](d.forms, rec)
		if rec.Lane == hub.LanePublic && rec.ID == sharingID(s.Township) {
			out[s.Township] = s
		}
		return nil
	})
	return out, err
}

// SetSharing is the county's word for one township.
func (d *Desk) SetSharing(ctx context.Context, actor hub.Actor, request hub.ID, township string, on bool) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActFleet); err != nil {
		return hub.Outcome{}, err
	}
	if !hub.TownshipLane(township).Valid() {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "enroll.township", township)
	}
	id := sharingID(township)
	actor.Lane = hub.LanePublic
	return d.append(ctx, actor, request, d.forms.Edit("sharing", id, id, form.Values{"township": township, "on": on, "day": d.Today()}))
}

func sharingID(township string) hub.ID { return hub.DeriveID("sharing", hub.ID{}, township) }

package desk

import (
	"bytes"
	"context"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Voice is who spoke a class's notice, and agreed that the loudspeaker plays it.
type Voice struct {
	By     hub.ID
	Day    hub.Day `form:"day"`
	MS     int     `form:"ms"`
	Agreed bool    `form:"agreed"`
	Hub    []byte  `form:"hub"`
	Gone   hub.Day `form:"gone"`
}

// KeepVoice notes that this worker spoke the notice of a class on this box, and agreed that
// it is played; who spoke it before is heard no longer. Nobody speaks for somebody else.
// Errors: CodeForbidden clip.whose.
func (d *Desk) KeepVoice(ctx context.Context, actor hub.Actor, request, class hub.ID, ms int) (hub.Outcome, error) {
	if err := d.MayVoice(actor); err != nil {
		return hub.Outcome{}, err
	}
	c, err := d.classAt(ctx, actor, class)
	if err != nil {
		return hub.Outcome{}, err
	}
	edits, err := d.hushVoices(ctx, class, actor.Staff)
	if err != nil {
		return hub.Outcome{}, err
	}
	edits = append(edits, d.forms.EditOnce("notice", actor.Staff, class.String(), form.Values{
		"class": c.ID, "day": d.Today(), "site": orNil(actor.Site), "ms": ms, "agreed": true, "hub": d.hub[:], "gone": nil,
	}))
	return d.append(ctx, actor, request, edits...)
}

// MayVoice says whether this worker may speak a notice, before her voice is kept.
func (d *Desk) MayVoice(actor hub.Actor) error {
	if err := d.allow(actor, hub.ActTeach); err != nil {
		return err
	}
	if actor.Staff.IsZero() {
		return hub.E(hub.CodeForbidden, "clip.whose")
	}
	return nil
}

// DropVoice notes that nobody's notice of a class is kept on this box any more.
func (d *Desk) DropVoice(ctx context.Context, actor hub.Actor, request, class hub.ID) error {
	if err := d.allow(actor, hub.ActTeach); err != nil {
		return err
	}
	edits, err := d.hushVoices(ctx, class, hub.ID{})
	if err != nil || len(edits) == 0 {
		return err
	}
	_, err = d.append(ctx, actor, request, edits...)
	return err
}

// hushVoices ends what was spoken on this box for a class, but for one worker's.
func (d *Desk) hushVoices(ctx context.Context, class, but hub.ID) (edits []hub.Edit, err error) {
	recs, err := d.log.Find(ctx, "notice", "class", class)
	for _, rec := range recs {
		if v := d.voiceOf(rec); v.stands(d.hub) && v.By != but {
			edits = append(edits, d.goneVoice(rec))
		}
	}
	return edits, err
}

func (d *Desk) goneVoice(rec hub.Record) hub.Edit {
	e := d.forms.Edit("notice", rec.ID, rec.Subject, form.Values{"gone": d.Today()})
	e.Period = rec.Period
	return e
}

// Voice is who spoke the notice of a class that is kept on this box; some: there ever was
// one, and By is zero where none stands.
func (d *Desk) Voice(ctx context.Context, class hub.ID) (v Voice, some bool, err error) {
	recs, err := d.log.Find(ctx, "notice", "class", class)
	for _, rec := range recs {
		one := d.voiceOf(rec)
		some = some || bytes.Equal(one.Hub, d.hub[:])
		if one.stands(d.hub) {
			v = one
		}
	}
	return v, some, err
}

func (d *Desk) voiceOf(rec hub.Record) Voice {
	v := Voice{By: rec.Subject}
	d.forms.Decode(rec, &v)
	return v
}

func (v Voice) stands(box [32]byte) bool { return v.Gone == "" && bytes.Equal(v.Hub, box[:]) }

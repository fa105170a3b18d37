package desk

import (
	"cmp"
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Spoken is a sentence that a worker said, once its sound lies beside the log.
type Spoken struct {
	Request hub.ID
	Prompt  string // a key of PromptOf
	Hash    [32]byte
	Key     [32]byte
	Format  string // wav, mp3, m4a
	MS      int
	Speech  string // local, common
	Agreed  bool   // it is her own voice, and she agrees that the station plays it
}

// Speak keeps a sentence in the worker's own voice; a former one of hers is replaced.
// Nobody speaks for somebody else, and nothing is kept without her agreement.
func (d *Desk) Speak(ctx context.Context, actor hub.Actor, s Spoken) (hub.Outcome, error) {
	if err := d.MaySpeak(actor, s.Prompt, s.Agreed); err != nil {
		return hub.Outcome{}, err
	}
	return d.append(ctx, actor, s.Request, d.forms.EditOnce("clip", actor.Staff, s.Prompt, form.Values{
		"prompt": s.Prompt, "site": actor.Site, "hash": s.Hash[:], "key": s.Key[:], "format": s.Format, "ms": s.MS,
		"speech": orNil(s.Speech), "day": d.Today(), "agreed": true, "gone": nil,
	}))
}

// MaySpeak says whether a sentence of this worker would be taken, before its sound is
// put anywhere. Errors: CodeForbidden, CodeSignedOut, CodeInvalid.
func (d *Desk) MaySpeak(actor hub.Actor, prompt string, agreed bool) error {
	if err := d.allow(actor, hub.ActSpeak); err != nil {
		return err
	}
	if actor.Staff.IsZero() {
		return hub.E(hub.CodeForbidden, "clip.whose")
	}
	if _, ok := d.PromptOf(prompt); !ok {
		return hub.E(hub.CodeNotFound, "clip.no-prompt")
	}
	if !agreed {
		return hub.E(hub.CodeInvalid, "clip.agree").In("agreed")
	}
	return nil
}

// Hush takes a sentence down. A worker may take back her own voice at any time, the 站长
// anybody's. It can be undone for a day; then the sound is gone (NeedsFiles).
func (d *Desk) Hush(ctx context.Context, actor hub.Actor, request, clip hub.ID) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActSpeak); err != nil {
		return hub.Outcome{}, err
	}
	rec, err := d.log.Record(ctx, "clip", clip)
	if err != nil {
		return hub.Outcome{}, err
	}
	if rec.Subject != actor.Staff && !actor.Role.May(hub.ActSite) {
		return hub.Outcome{}, hub.E(hub.CodeForbidden, "clip.not-yours")
	}
	e := d.forms.Edit("clip", clip, rec.Subject, form.Values{"gone": d.Today()})
	e.Period = rec.Period
	return d.append(ctx, actor, request, e)
}

// hushAll takes down all that a worker has spoken, and forgets the sound at once: she
// has left.
func (d *Desk) hushAll(ctx context.Context, staff hub.ID) ([]hub.Edit, error) {
	recs, err := d.log.Of(ctx, staff, "clip")
	if err != nil {
		return nil, err
	}
	var edits []hub.Edit
	for _, rec := range recs {
		c := care.As[care.Clip](d.forms, rec)
		if len(c.Hash) == 0 {
			continue
		}
		e := d.forms.Edit("clip", rec.ID, rec.Subject, form.Values{"gone": d.Today(), "hash": nil, "key": nil})
		e.Period = rec.Period
		edits = append(edits, e)
	}
	return edits, nil
}

// Clips are the sentences that can be heard at a site, by prompt, the newest first; the
// worker's own stand before all others.
func (d *Desk) Clips(ctx context.Context, actor hub.Actor, site hub.ID) (map[string][]care.Clip, error) {
	if err := d.allow(actor, hub.ActSpeak); err != nil {
		return nil, err
	}
	recs, err := d.log.Find(ctx, "clip", "site", site)
	if err != nil {
		return nil, err
	}
	all := map[string][]care.Clip{}
	for _, c := range care.All[care.Clip](d.forms, "clip", recs) {
		if c.Heard() {
			all[c.Prompt] = append(all[c.Prompt], c)
		}
	}
	for _, some := range all {
		hub.SortStable(some, func(a, b care.Clip) int {
			if own := a.Subject == actor.Staff; own != (b.Subject == actor.Staff) {
				if own {
					return -1
				}
				return 1
			}
			return cmp.Compare(b.Day, a.Day)
		})
	}
	return all, nil
}

// Clip is one sentence that can be heard. Errors: CodeNotFound.
func (d *Desk) Clip(ctx context.Context, actor hub.Actor, id hub.ID) (care.Clip, error) {
	if err := d.allow(actor, hub.ActSpeak); err != nil {
		return care.Clip{}, err
	}
	rec, err := d.log.Record(ctx, "clip", id)
	if err != nil {
		return care.Clip{}, err
	}
	c := care.As[care.Clip](d.forms, rec)
	if !c.Heard() {
		return care.Clip{}, hub.E(hub.CodeNotFound, "clip.gone")
	}
	return c, nil
}

// NeedsFiles says whether a record still needs the bytes that it names: of sentences those
// that can be heard, and those that were taken down today or yesterday, which may be undone.
func (d *Desk) NeedsFiles(rec hub.Record) bool {
	if rec.Kind != "clip" {
		return true
	}
	c := care.As[care.Clip](d.forms, rec)
	return c.Gone == "" || c.Gone >= d.Today().Add(-1)
}

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
	values := form.Values{
		"prompt": s.Prompt, "site": actor.Site, "hash": s.Hash[:], "key": s.Key[:], "format": s.Format, "ms": s.MS,
		"speech": orNil(s.Speech), "day": d.Today(), "agreed": true, "gone": nil, "open": nil,
	}
	rec, err := d.log.Record(ctx, "clip", hub.DeriveID("clip", actor.Staff, s.Prompt))
	if err := unlessMissing(err); err != nil {
		return hub.Outcome{}, err
	}
	if care.As[care.Clip](d.forms, rec).Near { // it is the sentence that she lends
		values["open"] = s.Key[:]
	}
	return d.append(ctx, actor, s.Request, d.forms.EditOnce("clip", actor.Staff, s.Prompt, values))
}

// Lend says whether the other stations of the township may play a worker's own sentence:
// nobody else says so for her. What was spoken before is lent in the same way, and not by
// itself: she agreed to be heard at her station.
func (d *Desk) Lend(ctx context.Context, actor hub.Actor, request, clip hub.ID, on bool) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActSpeak); err != nil {
		return hub.Outcome{}, err
	}
	rec, err := d.log.Record(ctx, "clip", clip)
	if err != nil {
		return hub.Outcome{}, err
	}
	c := care.As[care.Clip](d.forms, rec)
	if rec.Subject != actor.Staff || !c.Heard() {
		return hub.Outcome{}, hub.E(hub.CodeForbidden, "clip.whose")
	}
	values := form.Values{"near": on, "open": nil}
	if on {
		values["open"] = c.Key
	}
	e := d.forms.Edit("clip", clip, rec.Subject, values)
	e.Period = rec.Period
	return d.append(ctx, actor, request, e)
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
	own := care.As[care.Clip](d.forms, rec).Site == actor.Site
	if rec.Subject != actor.Staff && !(own && actor.May(hub.ActSite)) {
		return hub.Outcome{}, hub.E(hub.CodeForbidden, "clip.not-yours")
	}
	e := d.forms.Edit("clip", clip, rec.Subject, form.Values{"gone": d.Today()})
	e.Period = rec.Period
	return d.append(ctx, actor, request, e)
}

// hushAll takes down all that a worker has spoken, and forgets the sound at once: she
// has left.
func (d *Desk) hushAll(ctx context.Context, staff hub.ID) ([]hub.Edit, error) {
	recs, err := d.log.Of(ctx, staff, "clip", "notice")
	if err != nil {
		return nil, err
	}
	edits, err := d.unairOf(ctx, staff)
	if err != nil {
		return nil, err
	}
	for _, rec := range recs {
		if rec.Kind == "notice" {
			if d.voiceOf(rec).Gone == "" {
				edits = append(edits, d.goneVoice(rec))
			}
			continue
		}
		c := care.As[care.Clip](d.forms, rec)
		if len(c.Hash) == 0 {
			continue
		}
		e := d.forms.Edit("clip", rec.ID, rec.Subject, form.Values{"gone": d.Today(), "hash": nil, "key": nil, "near": nil, "open": nil})
		e.Period = rec.Period
		edits = append(edits, e)
	}
	return edits, nil
}

// Clips are the sentences that can be heard at a site, by prompt, the newest first; the
// worker's own stand before all others, what a neighbour lends behind them.
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
	lent, err := d.lent(ctx, actor.Lane)
	for prompt, c := range lent {
		if c.Site != site {
			all[prompt] = append(all[prompt], c)
		}
	}
	return all, err
}

// lent are the sentences that any station of a township may play: of each prompt the newest,
// so that boxes keep one voice of a neighbour's and not all.
func (d *Desk) lent(ctx context.Context, lane hub.Lane) (map[string]care.Clip, error) {
	recs, err := d.log.Find(ctx, "clip", "near", true)
	if err != nil {
		return nil, err
	}
	out := map[string]care.Clip{}
	for _, c := range care.All[care.Clip](d.forms, "clip", recs) {
		was, known := out[c.Prompt]
		newer := !known || cmp.Or(cmp.Compare(c.Day, was.Day), cmp.Compare(c.ID.String(), was.ID.String())) > 0
		if c.Heard() && len(c.Open) > 0 && c.Lane == lane && newer {
			out[c.Prompt] = c
		}
	}
	return out, nil
}

// Lent says whether a record is a sentence that its township's stations play.
func (d *Desk) Lent(ctx context.Context, rec hub.Record) (bool, error) {
	if rec.Kind != "clip" {
		return false, nil
	}
	lent, err := d.lent(ctx, rec.Lane)
	return lent[care.As[care.Clip](d.forms, rec).Prompt].ID == rec.ID, err
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

// Unsaid are the sentences of a site's workers that nothing says any more: their lesson
// stands here, with another text. Of a lesson that is not here nobody knows.
func (d *Desk) Unsaid(ctx context.Context, site hub.ID) (out []care.Clip, err error) {
	recs, err := d.log.Find(ctx, "clip", "site", site)
	if err != nil {
		return nil, err
	}
	lessons := d.Lessons()
	for _, c := range care.All[care.Clip](d.forms, "clip", recs) {
		if _, _, said := lessons.Sentence(c.Prompt); !said && c.Heard() && lessons.Speaks(c.Prompt) {
			out = append(out, c)
		}
	}
	return out, nil
}

// TakeUnsaid takes such a sentence down, as who spoke it could.
func (d *Desk) TakeUnsaid(ctx context.Context, lane hub.Lane, c care.Clip) error {
	e := d.forms.Edit("clip", c.ID, c.Subject, form.Values{"gone": d.Today()})
	e.Period = c.Period
	_, err := d.log.Append(ctx, hub.Draft{Request: hub.NewID(), Lane: lane, Edits: []hub.Edit{e}})
	return err
}

// NeedsFiles says whether a record still needs the bytes that it names: of sentences and of
// pictures of a class those that stand, and those that were taken down today or yesterday,
// which may be undone.
func (d *Desk) NeedsFiles(rec hub.Record) bool {
	var gone hub.Day
	switch rec.Kind {
	case "clip":
		gone = care.As[care.Clip](d.forms, rec).Gone
	case "class-photo":
		gone = care.As[care.ClassPhoto](d.forms, rec).Gone
	}
	return gone == "" || gone >= d.Today().Add(-1)
}

package desk

import (
	"bytes"
	"context"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// AiringLongest is the longest recording that goes to the county: 43 MB of sound, which a
// line of 64 kbit/s carries in as long as the class took. What is longer is cut first.
const AiringLongest = 90 * time.Minute

// Airing is what a station says when it asks the county to play a recording to everybody.
type Airing struct {
	Request hub.ID
	Class   hub.ID
	Own     bool   // she who asks taught the class, and agrees herself
	Speaker string // who taught, where the class does not say; not asked of Own
	How     string // how somebody else agreed: told, paper
	Clean   bool   // she has heard it: no family is named, no child is heard
}

// Aired is the sound of an airing, once its pieces lie beside the log.
type Aired struct {
	Format string // mp3, ima
	MS     int
	Size   int64
	Sum    [32]byte   // SHA-256 of all of it
	Pieces [][32]byte // hashes of the sealed files
	Keys   [][32]byte
}

// MayAir says whether an asking would be taken, before its sound is put anywhere. Nobody
// agrees for somebody else who works at the station: she logs in and says so herself. Of a
// guest, who has no PIN here, a worker notes how she agreed, and is named with it.
// Errors: CodeForbidden (clip.whose, airing.own), CodeConflict airing.asked, CodeNotFound
// class.no-recording, CodeInvalid (airing.first, airing.clean, airing.speaker, airing.long).
func (d *Desk) MayAir(ctx context.Context, actor hub.Actor, a Airing) (care.Recording, error) {
	r, _, err := d.airing(ctx, actor, a)
	return r, err
}

// airing is the recording that an asking is about, and what is written of who taught.
func (d *Desk) airing(ctx context.Context, actor hub.Actor, a Airing) (r care.Recording, values form.Values, err error) {
	if err := d.allow(actor, hub.ActTeach); err != nil {
		return r, nil, err
	}
	if actor.Staff.IsZero() {
		return r, nil, hub.E(hub.CodeForbidden, "clip.whose")
	}
	c, err := d.classAt(ctx, actor, a.Class)
	if err != nil {
		return r, nil, err
	}
	f := ClassFile{}
	recs, err := d.log.Find(ctx, "recording", "class", c.ID)
	if err != nil {
		return r, nil, err
	}
	d.recordingOf(&f, recs)
	r = f.Recording
	was, err := d.AiringOf(ctx, c.ID)
	if err != nil {
		return r, nil, err
	}
	switch {
	case r.ID.IsZero() || !bytes.Equal(r.Hub, d.hub[:]):
		return r, nil, hub.E(hub.CodeNotFound, "class.no-recording")
	case !r.Open():
		return r, nil, hub.E(hub.CodeInvalid, "airing.first")
	case was.Waits() || was.Asked() && was.Answer == "yes":
		return r, nil, hub.E(hub.CodeConflict, "airing.asked")
	case !a.Clean:
		return r, nil, hub.E(hub.CodeInvalid, "airing.clean").In("clean")
	case heardFor(r) > AiringLongest:
		return r, nil, hub.E(hub.CodeTooLarge, "airing.long", int(AiringLongest.Minutes()))
	}
	values, err = d.taught(ctx, actor, c, a)
	return r, values, err
}

// heardFor is how long a recording is as it is played.
func heardFor(r care.Recording) time.Duration {
	to := r.To
	if to == 0 {
		to = r.MS
	}
	return time.Duration(to-r.From) * time.Millisecond
}

// taught is who taught a class, and how she agreed.
func (d *Desk) taught(ctx context.Context, actor hub.Actor, c *care.Class, a Airing) (form.Values, error) {
	staff, err := d.Staff(ctx, actor.Site)
	if err != nil {
		return nil, err
	}
	speaker := strings.TrimSpace(c.Lecturer)
	if speaker == "" {
		speaker = strings.TrimSpace(a.Speaker)
	}
	for _, w := range staff {
		switch {
		case w.ID == actor.Staff && (a.Own || w.Name == speaker):
			if !a.Own || c.Lecturer != "" && w.Name != c.Lecturer {
				return nil, hub.E(hub.CodeForbidden, "airing.own", speaker)
			}
			return form.Values{"teacher": w.ID, "speaker": w.Name, "agreed": "own"}, nil
		case w.Name == speaker:
			return nil, hub.E(hub.CodeForbidden, "airing.own", speaker)
		}
	}
	if a.Own || speaker == "" {
		return nil, hub.E(hub.CodeInvalid, "airing.speaker").In("speaker")
	}
	if a.How != "told" && a.How != "paper" {
		return nil, hub.E(hub.CodeInvalid, "airing.how").In("how")
	}
	return form.Values{"speaker": speaker, "agreed": a.How, "teacher": nil}, nil
}

// Air asks the county to play a recording to everybody. What it answered before of the same
// class is answered no longer.
func (d *Desk) Air(ctx context.Context, actor hub.Actor, a Airing, sound Aired) (hub.Outcome, error) {
	r, values, err := d.airing(ctx, actor, a)
	if err != nil {
		return hub.Outcome{}, err
	}
	values["class"], values["recording"], values["site"] = r.Class, r.ID, r.Site
	values["day"], values["by"], values["clean"] = d.Today(), actor.Staff, true
	values["ms"], values["format"], values["size"], values["sum"] = sound.MS, sound.Format, sound.Size, sound.Sum[:]
	values["asking"], values["pieces"], values["keys"] = a.Request[:], listed(sound.Pieces), listed(sound.Keys)
	values["gone"], values["answer"], values["answered"], values["why"] = nil, nil, nil, nil
	return d.append(ctx, actor, a.Request, d.forms.EditOnce("airing", r.Site, r.Class.String(), values))
}

func listed(all [][32]byte) []any {
	out := make([]any, len(all))
	for i := range all {
		out[i] = bytes.Clone(all[i][:])
	}
	return out
}

// AiringOf is what was asked of a class; its ID is zero where nothing was.
func (d *Desk) AiringOf(ctx context.Context, class hub.ID) (a care.Airing, err error) {
	recs, err := d.log.Find(ctx, "airing", "class", class)
	for _, one := range care.All[care.Airing](d.forms, "airing", recs) {
		if one.Class == class && (a.ID.IsZero() || one.Day > a.Day) {
			a = one
		}
	}
	return a, err
}

// Unair takes an asking back: from then on nobody hears the recording at the county's
// pages, and its bytes go. Whoever holds classes at the station may, who taught among them.
func (d *Desk) Unair(ctx context.Context, actor hub.Actor, request, class hub.ID) (hub.Outcome, error) {
	if _, err := d.classAt(ctx, actor, class); err != nil {
		return hub.Outcome{}, err
	}
	edits, err := d.unairEdits(ctx, class)
	if err != nil || len(edits) == 0 {
		return hub.Outcome{Again: true}, err
	}
	return d.append(ctx, actor, request, edits...)
}

// unairEdits take back what was asked of a class; none where nothing stands.
func (d *Desk) unairEdits(ctx context.Context, class hub.ID) ([]hub.Edit, error) {
	a, err := d.AiringOf(ctx, class)
	if err != nil || !a.Asked() {
		return nil, err
	}
	return []hub.Edit{d.airingSet(a, form.Values{"gone": d.Today(), "pieces": nil, "keys": nil})}, nil
}

// airingSet is an edit of an airing.
func (d *Desk) airingSet(a care.Airing, values form.Values) hub.Edit {
	e := d.forms.Edit("airing", a.ID, a.Subject, values)
	e.Period = a.Period
	return e
}

// unairOf takes back all that somebody taught who leaves: her voice goes with her.
func (d *Desk) unairOf(ctx context.Context, staff hub.ID) (edits []hub.Edit, err error) {
	rec, err := d.log.Record(ctx, "staff", staff)
	if err != nil {
		return nil, unlessMissing(err)
	}
	recs, err := d.log.Find(ctx, "airing", "site", care.As[care.Staff](d.forms, rec).Site)
	for _, a := range care.All[care.Airing](d.forms, "airing", recs) {
		if a.Teacher == staff && a.Asked() {
			edits = append(edits, d.airingSet(a, form.Values{"gone": d.Today(), "pieces": nil, "keys": nil}))
		}
	}
	return edits, err
}

// AirsAnswered are the askings of a site that the county answered within so many days, the
// refused and the taken back first to be read: what 待办 tells.
func (d *Desk) AirsAnswered(ctx context.Context, site hub.ID, days int) (out []care.Airing, err error) {
	recs, err := d.log.Find(ctx, "airing", "site", site)
	for _, a := range care.All[care.Airing](d.forms, "airing", recs) {
		if a.Asked() && a.Answer != "" && a.Answered >= d.Today().Add(-days) {
			out = append(out, a)
		}
	}
	hub.SortStable(out, func(a, b care.Airing) int { return boolFirst(a.Answer != "yes", b.Answer != "yes") })
	return out, err
}

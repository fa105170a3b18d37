package desk

import (
	"cmp"
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// recording reads one of the worker's site.
func (d *Desk) recording(ctx context.Context, actor hub.Actor, id hub.ID) (care.Recording, error) {
	if err := d.allow(actor, hub.ActTeach); err != nil {
		return care.Recording{}, err
	}
	rec, err := d.log.Record(ctx, "recording", id)
	if err := unlessMissing(err); err != nil {
		return care.Recording{}, err
	}
	r := care.As[care.Recording](d.forms, rec)
	if r.Class.IsZero() || r.Site != actor.Site {
		return r, hub.E(hub.CodeNotFound, "class.no-recording")
	}
	return r, nil
}

func (d *Desk) recordingSet(r care.Recording, values form.Values) hub.Edit {
	e := d.forms.Edit("recording", r.ID, r.Subject, values)
	e.Period = r.Period
	return e
}

// PublishRecording lets families hear the recording of a class: a worker says so, who is
// named. Undo, or WithdrawRecording, takes it back. Errors: CodeForbidden clip.whose where
// nobody is named, CodeNotFound class.no-recording.
func (d *Desk) PublishRecording(ctx context.Context, actor hub.Actor, request, recording hub.ID) (hub.Outcome, error) {
	r, err := d.recording(ctx, actor, recording)
	if err != nil {
		return hub.Outcome{}, err
	}
	if actor.Staff.IsZero() {
		return hub.Outcome{}, hub.E(hub.CodeForbidden, "clip.whose")
	}
	return d.append(ctx, actor, request, d.recordingSet(r, form.Values{"published": d.Today(), "by": actor.Staff, "gone": nil}))
}

// WithdrawRecording takes a recording back from the families, and from everybody.
func (d *Desk) WithdrawRecording(ctx context.Context, actor hub.Actor, request, recording hub.ID) (hub.Outcome, error) {
	r, err := d.recording(ctx, actor, recording)
	if err != nil {
		return hub.Outcome{}, err
	}
	return d.recordingCut(ctx, actor, request, r, form.Values{"gone": d.Today()})
}

// Trim says from where to where (ms) a recording is played; to 0 is its end. The sound
// itself stays whole; what was given to the county as it was before is taken back, for there
// was something in it that is nobody's business. Errors: CodeInvalid class.trim.
func (d *Desk) Trim(ctx context.Context, actor hub.Actor, request, recording hub.ID, from, to int) (hub.Outcome, error) {
	r, err := d.recording(ctx, actor, recording)
	if err != nil {
		return hub.Outcome{}, err
	}
	if from < 0 || to < 0 || from >= cmp.Or(to, r.MS) || to > r.MS {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "class.trim")
	}
	return d.recordingCut(ctx, actor, request, r, form.Values{"from": orNil(from), "to": orNil(to)})
}

// recordingCut changes what of a recording may be heard, once what the county has of it is
// taken back: in an act of its own, for undoing this one does not bring the bytes again.
func (d *Desk) recordingCut(ctx context.Context, actor hub.Actor, request hub.ID, r care.Recording, values form.Values) (hub.Outcome, error) {
	edits, err := d.unairEdits(ctx, r.Class)
	if err != nil {
		return hub.Outcome{}, err
	}
	if len(edits) > 0 {
		if _, err := d.append(ctx, actor, hub.DeriveID("airing", request, ""), edits...); err != nil {
			return hub.Outcome{}, err
		}
	}
	return d.append(ctx, actor, request, d.recordingSet(r, values))
}

// OpenRecording is a class that can be heard again.
type OpenRecording struct {
	Class     care.Class
	Recording care.Recording
}

// OpenRecordings are those of a site that families may hear, the newest first.
func (d *Desk) OpenRecordings(ctx context.Context, site hub.ID) ([]OpenRecording, error) {
	recs, err := d.log.Find(ctx, "recording", "site", site)
	if err != nil {
		return nil, err
	}
	var out []OpenRecording
	for _, r := range care.All[care.Recording](d.forms, "recording", recs) {
		if !r.Open() || r.Class.IsZero() {
			continue
		}
		c, err := d.class(ctx, r.Class)
		if hub.CodeOf(err) == hub.CodeNotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, OpenRecording{*c, r})
	}
	hub.SortStable(out, func(a, b OpenRecording) int { return cmp.Compare(b.Recording.Day, a.Recording.Day) })
	return out, nil
}

// openRecording is what families may hear of a class.
func (d *Desk) openRecording(ctx context.Context, of hub.ID) (care.Recording, error) {
	recs, err := d.log.Find(ctx, "recording", "class", of)
	if err != nil {
		return care.Recording{}, err
	}
	for _, r := range care.All[care.Recording](d.forms, "recording", recs) {
		if r.Open() {
			return r, nil
		}
	}
	return care.Recording{}, hub.E(hub.CodeNotFound, "class.no-recording")
}

// Listened is how far a family has heard a recording.
type Listened struct {
	Request hub.ID
	Class   hub.ID
	Child   hub.ID
	At      int // ms
	Heard   int // ms of all that was heard so far
}

// worthKeeping is how much has to be heard anew before it is written again: every write
// stays in the log for good.
const worthKeeping = 60_000

// KeepPosition keeps how far a family has heard; the newest is where it goes on. Less than a
// minute more is not written, but for the half and the end; Outcome.Again says so.
func (d *Desk) KeepPosition(ctx context.Context, actor hub.Actor, l Listened) (hub.Outcome, error) {
	if err := d.told(actor); err != nil {
		return hub.Outcome{}, err
	}
	r, err := d.openRecording(ctx, l.Class)
	if err != nil {
		return hub.Outcome{}, err
	}
	child, err := d.child(ctx, l.Child)
	if err != nil {
		return hub.Outcome{}, err
	}
	was, err := d.Position(ctx, child.ID, l.Class)
	if err != nil {
		return hub.Outcome{}, err
	}
	of := cmp.Or(r.To, r.MS) - r.From
	now := care.Replay{At: min(max(0, l.At), r.MS), Heard: max(was.Heard, min(l.Heard, of)), Of: of}
	far := max(now.At-was.At, was.At-now.At) >= worthKeeping || now.Heard-was.Heard >= worthKeeping
	if !was.ID.IsZero() && !far && now.Half() == was.Half() && now.Heard < of {
		return hub.Outcome{Again: true}, nil
	}
	return d.append(ctx, actor, l.Request, d.forms.EditOnce("replay", child.ID, l.Class.String(), form.Values{
		"class": l.Class, "at": now.At, "heard": now.Heard, "of": now.Of, "day": d.Today(), "site": orNil(r.Site),
	}))
}

// Position is how far a family has heard; a zero ID is not at all.
func (d *Desk) Position(ctx context.Context, child, of hub.ID) (care.Replay, error) {
	rec, err := d.log.Record(ctx, "replay", hub.DeriveID("replay", child, of.String()))
	if err != nil {
		return care.Replay{}, unlessMissing(err)
	}
	return care.As[care.Replay](d.forms, rec), nil
}

// Noticed is that a class was made known.
type Noticed struct {
	Request hub.ID
	Class   hub.ID
	Child   hub.ID // whose family was told; zero: all
	Way     string // speaker, paper, phone, told, message
	Said    string // coming, maybe, not, nobody; "" nothing
}

// NoteNotice notes that a class was made known; of the same way again what was said now.
func (d *Desk) NoteNotice(ctx context.Context, actor hub.Actor, n Noticed) (hub.Outcome, error) {
	c, err := d.classAt(ctx, actor, n.Class)
	if err != nil {
		return hub.Outcome{}, err
	}
	subject := c.Site
	if !n.Child.IsZero() {
		child, err := d.child(ctx, n.Child)
		if err != nil {
			return hub.Outcome{}, err
		}
		subject = child.ID
	}
	return d.append(ctx, actor, n.Request, d.forms.EditOnce("class-notice", subject, c.ID.String()+" "+n.Way, form.Values{
		"class": c.ID, "day": d.Today(), "minute": d.Minute(), "way": orNil(n.Way), "said": orNil(n.Said), "site": actor.Site, "gone": nil,
	}))
}

// SaidOfClass is what somebody says of a class.
type SaidOfClass struct {
	Request  hub.ID
	Class    hub.ID
	Child    hub.ID // zero: nobody says who it was
	Rating   int    // 1 to 3; 0 none
	Question string
}

// NoteWord keeps what somebody says of a class: by a phone that follows it, or for her by a
// worker. Of a family's ratings the last one stands; questions stand each. Errors:
// CodeInvalid class.rating where nothing is said.
func (d *Desk) NoteWord(ctx context.Context, actor hub.Actor, w SaidOfClass) (hub.Outcome, error) {
	if err := d.told(actor); err != nil {
		return hub.Outcome{}, err
	}
	c, err := d.class(ctx, w.Class)
	if err != nil {
		return hub.Outcome{}, err
	}
	if w.Rating < 0 || w.Rating > 3 || w.Rating == 0 && w.Question == "" {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "class.rating").In("rating")
	}
	subject, period := c.Site, w.Request.String()
	if !w.Child.IsZero() {
		child, err := d.child(ctx, w.Child)
		if err != nil {
			return hub.Outcome{}, err
		}
		if subject = child.ID; w.Question == "" {
			period = c.ID.String()
		}
	}
	id := hub.DeriveID("class-word", subject, period)
	return d.append(ctx, actor, w.Request, d.forms.Edit("class-word", id, subject, compact(form.Values{
		"class": c.ID, "day": d.Today(), "rating": orNil(w.Rating), "question": orNil(w.Question), "site": orNil(c.Site),
	})))
}

// AnswerWord keeps what was answered to a question.
func (d *Desk) AnswerWord(ctx context.Context, actor hub.Actor, request, word hub.ID, answer string) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActTeach); err != nil {
		return hub.Outcome{}, err
	}
	rec, err := d.record(ctx, "class-word", word)
	if err := unlessMissing(err); err != nil {
		return hub.Outcome{}, err
	}
	if w := care.As[care.ClassWord](d.forms, rec); w.Class.IsZero() || w.Site != actor.Site {
		return hub.Outcome{}, hub.E(hub.CodeNotFound, "class.no-here")
	}
	return d.append(ctx, actor, request, d.forms.Edit("class-word", word, rec.Subject, form.Values{"answer": orNil(answer)}))
}

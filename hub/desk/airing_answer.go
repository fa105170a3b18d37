package desk

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// airWord is what the county said of an asking.
type airWord struct {
	Airing hub.ID  `form:"airing"`
	Asking []byte  `form:"asking"`
	Print  []byte  `form:"print"`
	Answer string  `form:"answer"` // yes, no, back
	Day    hub.Day `form:"day"`
	Why    string  `form:"why"`
}

// wordID is the record of the county's word on one asking.
func wordID(a care.Airing) hub.ID { return hub.DeriveID("airing-word", a.ID, string(a.Asking)) }

// airWordOf is what the county said; zero: nothing. Words that do not stand in the county's
// own lane are nobody's: a station could have written them.
func (d *Desk) airWordOf(ctx context.Context, a care.Airing) (w airWord, err error) {
	rec, err := d.log.Record(ctx, "airing-word", wordID(a))
	if err != nil {
		return w, unlessMissing(err)
	}
	if rec.Lane == hub.LaneCounty {
		d.forms.Decode(rec, &w)
	}
	if w.Airing != a.ID || !bytes.Equal(w.Asking, a.Asking) {
		return airWord{}, nil
	}
	return w, nil
}

// Heard is an asking with all that a page shows of it.
type Heard struct {
	care.Airing
	Title   string // of the class
	Held    hub.Day
	Station string
	Town    string
	Word    string // what the county said: yes, no, back; "" nothing yet
	Said    hub.Day
	Reason  string
	Stands  bool // the station still wants it, and its families may hear it too
	Same    bool // it is the sound that the county listened to
}

// Plays says whether everybody may hear it.
func (h Heard) Plays() bool { return h.Stands && h.Word == "yes" && h.Same && len(h.Pieces) > 0 }

// Heards are the recordings that stations asked for, at the county: those that wait first,
// then the newest. Errors: CodeForbidden.
func (d *Desk) Heards(ctx context.Context, actor hub.Actor) (out []Heard, err error) {
	if err := d.MayIssue(actor); err != nil {
		return nil, err
	}
	var all []care.Airing
	err = d.log.Each(ctx, "airing", func(rec hub.Record) error {
		if a := care.As[care.Airing](d.forms, rec); len(a.Asking) > 0 {
			all = append(all, a)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, a := range all {
		h, err := d.heard(ctx, a)
		if err != nil {
			return nil, err
		}
		out = append(out, h)
	}
	hub.SortStable(out, func(a, b Heard) int {
		return cmp.Or(boolFirst(a.Stands && a.Word == "", b.Stands && b.Word == ""), cmp.Compare(cmp.Or(b.Said, b.Day), cmp.Or(a.Said, a.Day)))
	})
	return out, nil
}

// HeardOf is one of them. Errors: CodeForbidden, CodeNotFound airing.gone.
func (d *Desk) HeardOf(ctx context.Context, actor hub.Actor, id hub.ID) (Heard, error) {
	if err := d.MayIssue(actor); err != nil {
		return Heard{}, err
	}
	return d.heardOf(ctx, id)
}

func (d *Desk) heardOf(ctx context.Context, id hub.ID) (Heard, error) {
	rec, err := d.log.Record(ctx, "airing", id)
	if err := unlessMissing(err); err != nil {
		return Heard{}, err
	}
	a := care.As[care.Airing](d.forms, rec)
	if a.Class.IsZero() {
		return Heard{}, hub.E(hub.CodeNotFound, "airing.gone")
	}
	return d.heard(ctx, a)
}

// heard finds what belongs to an asking. It stands while the station wants it, its class and
// its recording are there and given to the families, and who taught works there.
func (d *Desk) heard(ctx context.Context, a care.Airing) (h Heard, err error) {
	h.Airing = a
	w, err := d.airWordOf(ctx, a)
	if err != nil {
		return h, err
	}
	h.Word, h.Said, h.Reason = w.Answer, w.Day, w.Why
	print := a.Print()
	h.Same = bytes.Equal(w.Print, print[:])
	site, err := d.log.Record(ctx, "site", a.Site)
	if err := unlessMissing(err); err != nil {
		return h, err
	}
	at := care.As[care.Site](d.forms, site)
	h.Station, h.Town = at.Name, at.TownshipName
	c, err := d.class(ctx, a.Class)
	if hub.CodeOf(err) == hub.CodeNotFound {
		return h, nil
	}
	if err != nil {
		return h, err
	}
	h.Title, h.Held = c.Title, cmp.Or(c.HeldOn, c.Day)
	rec, err := d.log.Record(ctx, "recording", a.Recording)
	if err := unlessMissing(err); err != nil {
		return h, err
	}
	r := care.As[care.Recording](d.forms, rec)
	h.Stands = a.Asked() && r.Open() && r.Class == c.ID && c.Site == a.Site && a.Clean && a.Agreed != ""
	if a.Teacher.IsZero() || !h.Stands {
		return h, nil
	}
	staff, err := d.log.Record(ctx, "staff", a.Teacher)
	if err := unlessMissing(err); err != nil {
		return h, err
	}
	w2 := care.As[care.Staff](d.forms, staff)
	h.Stands = w2.Name != "" && !w2.Left
	return h, nil
}

// AiringWanted says whether the county needs the sound of an asking: to listen to, or because
// everybody does.
func (d *Desk) AiringWanted(ctx context.Context, a care.Airing) (bool, error) {
	if len(a.Pieces) == 0 {
		return false, nil
	}
	h, err := d.heard(ctx, a)
	return h.Stands && (h.Word == "" || h.Word == "yes"), err
}

// OnAir are the recordings that everybody may hear, the newest first.
func (d *Desk) OnAir(ctx context.Context) (out []Heard, err error) {
	var said []hub.ID
	err = d.log.Each(ctx, "airing-word", func(rec hub.Record) error {
		var w airWord
		if d.forms.Decode(rec, &w); rec.Lane == hub.LaneCounty && w.Answer == "yes" {
			said = append(said, w.Airing)
		}
		return nil
	})
	seen := map[hub.ID]bool{}
	for _, id := range said {
		if err != nil {
			return nil, err
		}
		var h Heard
		switch h, err = d.OnAirOf(ctx, id); {
		case hub.CodeOf(err) == hub.CodeNotFound:
			err = nil
		case err == nil && !seen[id]:
			seen[id] = true
			out = append(out, h)
		}
	}
	hub.SortStable(out, func(a, b Heard) int {
		return cmp.Or(cmp.Compare(b.Held, a.Held), cmp.Compare(a.ID.String(), b.ID.String()))
	})
	return out, err
}

// OnAirOf is one that everybody may hear. Errors: CodeNotFound airing.gone, whatever the
// reason: who guesses learns nothing.
func (d *Desk) OnAirOf(ctx context.Context, id hub.ID) (Heard, error) {
	h, err := d.heardOf(ctx, id)
	if err == nil && !h.Plays() {
		err = hub.E(hub.CodeNotFound, "airing.gone")
	}
	return h, err
}

// AirAnswer is what the county says of an asking.
type AirAnswer struct {
	Request hub.ID
	Airing  hub.ID
	Print   [32]byte // of the sound that she was shown
	Answer  string   // yes, no; back for one that was given out
	Why     string   // of no and back
}

// AnswerAiring says for the county whether everybody may hear a recording. Who says no or
// back says why, and the bytes go; a station may ask anew. Errors: CodeForbidden,
// CodeNotFound airing.gone, CodeConflict airing.moved for one that is not where the officer
// saw it, or not the sound that she listened to, CodeInvalid airing.why.
func (d *Desk) AnswerAiring(ctx context.Context, actor hub.Actor, a AirAnswer) (hub.Outcome, error) {
	if err := d.MayIssue(actor); err != nil {
		return hub.Outcome{}, err
	}
	h, err := d.heardOf(ctx, a.Airing)
	if err != nil {
		return hub.Outcome{}, err
	}
	a.Why = strings.TrimSpace(a.Why)
	fits := slices.Contains(map[string][]string{"": {"yes", "no"}, "yes": {"back"}}[h.Word], a.Answer)
	switch {
	case !fits, a.Answer != "back" && (!h.Stands || h.Print() != a.Print):
		return hub.Outcome{}, hub.E(hub.CodeConflict, "airing.moved")
	case a.Answer != "yes" && a.Why == "":
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "airing.why").In("why")
	}
	word := wordID(h.Airing)
	first := d.forms.Edit("airing-word", word, word, form.Values{
		"airing": h.ID, "asking": h.Asking, "print": a.Print[:], "answer": a.Answer, "day": d.Today(), "why": orNil(a.Why), "by": orNil(actor.Staff),
	})
	told := form.Values{"answer": a.Answer, "answered": d.Today(), "why": orNil(a.Why)}
	if a.Answer != "yes" {
		told["pieces"], told["keys"] = nil, nil
	}
	return d.appendCase(ctx, actor, a.Request, []caseStep{{lane: hub.LaneCounty, edit: first}, {lane: h.Lane, edit: d.airingSet(h.Airing, told)}})
}

package desk

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/form"
)

// ConsentSheet is one sheet as it was answered: the refusals are the exceptions.
type ConsentSheet struct {
	Request   hub.ID
	Child     hub.ID
	Refused   []hub.Purpose // all other optional purposes are agreed to
	Pending   bool          // 待父母确认: nothing is agreed yet
	Way       string        // screen, paper, phone, import
	By        hub.ID        // the person of the child's who answered
	ByName    string
	Witness   string // by phone: who listened in
	Day       hub.Day
	Signature []byte // strokes; by screen only
	Hearing   Hearing
}

// Hearing is what a family that does not read was told, and whether it understood
// (听明白了吗). The zero one says that nobody asked.
type Hearing struct {
	Understood string                 // yes, no
	Told       string                 // clip: recordings were played; read: the worker read the sheet out
	Clips      map[hub.Purpose][]byte // hash of the recording that explained a purpose
}

// SheetVersion names the wording of the consent sheet that is asked today; a later one is
// the greater text. 2026-11 asked for research with heights and weights alone.
const SheetVersion = "2026-11b"

// Consent notes the answers to every purpose that needs one. By phone somebody
// has to have listened in; on screen there is a signature.
func (d *Desk) Consent(ctx context.Context, actor hub.Actor, s ConsentSheet) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActConsent); err != nil {
		return hub.Outcome{}, err
	}
	if err := checkSheet(s); err != nil {
		return hub.Outcome{}, err
	}
	withdrawn, err := d.withdrawals(ctx, actor, s)
	if err != nil {
		return hub.Outcome{}, err
	}
	return d.append(ctx, actor, s.Request, append(d.consentEdits(s), withdrawn...)...)
}

// consentEdits is one record a purpose that every family is asked about.
func (d *Desk) consentEdits(s ConsentSheet) []hub.Edit {
	var edits []hub.Edit
	for _, p := range d.forms.Asked() {
		values := form.Values{
			"answer": answer(s.Pending, slices.Contains(s.Refused, p.Code)), "way": orNil(s.Way), "by": orNil(s.By),
			"by_name": orNil(s.ByName), "witness": orNil(s.Witness), "day": orNil(s.Day), "sheet": SheetVersion,
		}
		s.Hearing.note(values, p.Code)
		if len(s.Signature) > 0 && len(edits) == 0 {
			values["signature"] = s.Signature // one sheet, one signature: kept once
		}
		edits = append(edits, d.forms.EditOnce("consent", s.Child, string(p.Code), compact(values)))
	}
	return edits
}

// note puts what was heard beside the answer to one purpose.
func (h Hearing) note(values form.Values, purpose hub.Purpose) {
	if h.Understood == "" {
		return
	}
	values["heard"], values["told"] = h.Understood, orNil(h.Told)
	if clip := h.Clips[purpose]; len(clip) > 0 {
		values["clip"] = clip
	}
}

func checkSheet(s ConsentSheet) error {
	switch {
	case s.Pending:
		return nil
	case s.Hearing.Understood == "no": // what was not understood is not agreed to
		return hub.E(hub.CodeInvalid, "consent.not-understood").In("answer")
	case s.Way == "screen" && len(s.Signature) == 0:
		return hub.E(hub.CodeInvalid, "consent.unsigned").In("signature")
	case s.Way == "phone" && s.Witness == "":
		return hub.E(hub.CodeInvalid, "consent.witness").In("witness")
	case s.By.IsZero() && s.ByName == "":
		return hub.E(hub.CodeInvalid, "consent.who").In("by")
	}
	return nil
}

func answer(pending, refused bool) hub.Answer {
	switch {
	case pending:
		return hub.AnswerPending
	case refused:
		return hub.AnswerNo
	}
	return hub.AnswerYes
}

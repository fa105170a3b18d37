package desk

import (
	"context"
	"crypto/subtle"
	"slices"

	"yizhan/hub"
	"yizhan/hub/form"
)

// What whoever holds a letter's receipt may still do with it, without a login: take a wish
// for a place back, and say whether she is content with the answer to a complaint, once
// there is one.
const (
	letterOff     = "off"     // the state of a wish that she took back
	letterContent = "pleased" // the field in which she says whether she is content
)

// letterMay is what may be done with a letter by whoever sent it.
func (d *Desk) letterMay(def *form.Definition, rec hub.Record) (off bool, asks []form.Option) {
	state := def.StateOf(valueOf(def, rec, def.Workflow.Field))
	if !def.Case.Public {
		return false, nil
	}
	_, off = def.Workflow.Move(state.Code, letterOff)
	f, ok := def.Field(letterContent)
	if answer, _ := valueOf(def, rec, def.Case.Tell).(string); ok && state.Code == "answered" && answer != "" && valueOf(def, rec, letterContent) == nil {
		asks = f.Offered()
	}
	return off, asks
}

// TakeBackLetter is a wish for a place that the family takes back by number and code. Twice
// is once. Errors: CodeNotFound as of Progress; CodeConflict portal.not-back where it has
// come to its end meanwhile.
func (d *Desk) TakeBackLetter(ctx context.Context, request hub.ID, number, code string) error {
	def, rec, err := d.letterOf(ctx, number, code)
	if err != nil {
		return err
	}
	from := def.StateOf(valueOf(def, rec, def.Workflow.Field))
	if from.Code == letterOff {
		return nil
	}
	if off, _ := d.letterMay(def, rec); !off {
		return hub.E(hub.CodeConflict, "portal.not-back", from.Label)
	}
	_, err = d.MoveOn(ctx, hub.Actor{Role: hub.RoleCounty}, Moving{Request: request, Kind: def.Kind, Record: rec.ID, From: from.Code, To: letterOff,
		Values: form.Values{def.Case.Tell: "家里自己说不来了"}})
	return err
}

// JudgeLetter notes whether whoever complained is content with the answer, once. Errors:
// CodeNotFound as of Progress; CodeInvalid of an answer that is none.
func (d *Desk) JudgeLetter(ctx context.Context, request hub.ID, number, code, says string) error {
	def, rec, err := d.letterOf(ctx, number, code)
	if err != nil {
		return err
	}
	_, asks := d.letterMay(def, rec)
	if len(asks) == 0 {
		return nil // it was said, and stands
	}
	if !slices.ContainsFunc(asks, func(o form.Option) bool { return o.Code == says }) {
		return hub.E(hub.CodeInvalid, "portal.missing")
	}
	_, err = d.Fill(ctx, hub.Actor{Role: hub.RoleCounty}, Sheet{Request: request, Kind: def.Kind, Record: rec.ID, Values: form.Values{letterContent: says}, Sure: true})
	return err
}

// letterOf is the case of a receipt, by both of what stands on it: a number that is
// nobody's and a wrong code are the same CodeNotFound.
func (d *Desk) letterOf(ctx context.Context, number, code string) (*form.Definition, hub.Record, error) {
	def, rec, err := d.CaseByNumber(ctx, number)
	if err := unlessMissing(err); err != nil {
		return nil, rec, err
	}
	if err != nil || subtle.ConstantTimeCompare([]byte(code), []byte(CaseCode(rec.ID))) != 1 {
		return nil, rec, hub.E(hub.CodeNotFound, "case.no-receipt")
	}
	return def, rec, nil
}

package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// ToRoom takes a child to the 观察室 (病儿隔离): from the open wall too, for nobody should
// look for a PIN with a hot child in her arms.
func (d *Desk) ToRoom(ctx context.Context, actor hub.Actor, t Tap, signs []string) (hub.Outcome, error) {
	return d.tap(ctx, actor, t, func(child hub.ID, on care.Day) ([]hub.Edit, error) {
		if on.In < 0 || on.Out >= 0 {
			return nil, hub.E(hub.CodeInvalid, "check.not-here")
		}
		one := t
		one.Children = []hub.ID{child}
		return d.roomEdits(ctx, actor, one, signs)
	})
}

// roomEdits begin an illness of the tap's only child in the room. Until somebody says
// more, it stays away for as long as one that nobody is sure of, without a doctor's word.
func (d *Desk) roomEdits(ctx context.Context, actor hub.Actor, t Tap, signs []string) ([]hub.Edit, error) {
	child := t.Children[0]
	ill, err := d.illOf(ctx, child)
	if err != nil || ill.State == "room" {
		return nil, err
	}
	unsure, err := d.IllnessRule(ctx, "unsure")
	if err != nil {
		return nil, err
	}
	edits := []hub.Edit{d.forms.EditOnce("illness", child, string(t.Day), compact(form.Values{
		"state": "room", "day": t.Day, "site": orNil(actor.Site), "room": t.Minute, "signs": orNone(signs),
		"until": unsure.Until(t.Day), "needs_proof": false,
	}))}
	more, err := d.clusterEdits(ctx, actor, care.Illness{Ref: care.Ref{Subject: child}, Day: t.Day, State: "room", Signs: signs})
	return append(edits, more...), err
}

// IllSaid is what an illness may be, and who says so. It is no diagnosis of ours.
type IllSaid struct {
	Request hub.ID
	Child   hub.ID
	Suspect string // code of hub/care/day's illnesses
	By      string // station, family, doctor
	Signs   []string
}

// SayIll notes it: for how many days at the least the child stays away, and whether a
// doctor's word has to be seen. A child that is at home falls ill with it.
func (d *Desk) SayIll(ctx context.Context, actor hub.Actor, s IllSaid) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActMeasure); err != nil {
		return hub.Outcome{}, err
	}
	edits, err := d.illEdits(ctx, actor, s)
	if err != nil {
		return hub.Outcome{}, err
	}
	return d.append(ctx, actor, s.Request, edits...)
}

func (d *Desk) illEdits(ctx context.Context, actor hub.Actor, s IllSaid) ([]hub.Edit, error) {
	today := d.Today()
	if _, err := d.dayOf(ctx, actor, s.Child, today); err != nil {
		return nil, err
	}
	ill, err := d.illOf(ctx, s.Child)
	if err != nil {
		return nil, err
	}
	values := form.Values{"said_by": orNil(s.By)}
	if ill.State == "" {
		ill = care.Illness{Ref: care.Ref{Subject: s.Child, Period: string(today)}, Day: today}
		values["state"], values["day"], values["site"] = "home", today, orNil(actor.Site)
	}
	if len(s.Signs) > 0 {
		ill.Signs = s.Signs
		values["signs"] = s.Signs
	}
	if s.Suspect != "" {
		rule, err := d.IllnessRule(ctx, s.Suspect)
		if err != nil {
			return nil, err
		}
		ill.Suspect = s.Suspect
		values["suspect"], values["until"], values["needs_proof"] = s.Suspect, rule.Until(ill.Day), rule.Proof
	}
	edits := []hub.Edit{d.forms.EditOnce("illness", s.Child, ill.Period, compact(values))}
	more, err := d.clusterEdits(ctx, actor, ill)
	return append(edits, more...), err
}

// NotIll ends an illness that was none: the child goes back to the others.
func (d *Desk) NotIll(ctx context.Context, actor hub.Actor, request, child hub.ID) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActMeasure); err != nil {
		return hub.Outcome{}, err
	}
	ill, err := d.illOf(ctx, child)
	if err != nil {
		return hub.Outcome{}, err
	}
	if ill.State == "" {
		return hub.Outcome{}, nil
	}
	return d.append(ctx, actor, request, d.forms.EditOnce("illness", child, ill.Period, form.Values{"state": "over"}))
}

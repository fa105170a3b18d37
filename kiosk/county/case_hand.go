package county

import (
	"net/http"
	"slices"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// colleagues are the officers who may work on a case: who sees it and takes a step of it.
func (v *visit) colleagues(f desk.CaseFile) ([]Officer, error) {
	all, err := v.c.Doors.Working(v.ctx())
	return slices.DeleteFunc(all, func(o Officer) bool { return !o.Sees(f.Record.Lane) || !f.Def.Works(o.Actor.Role) }), err
}

// caseHands is who works on a case, and to whom it may be handed on.
func (v *visit) caseHands(f desk.CaseFile, p *page.CountyCase) error {
	at, ended := caseAt(f.Def.Kind, f.Record.ID), p.Done || f.Gone != ""
	if v.who.opens("POST /case/{kind}/{id}/away") && v.c.Desk.MayTakeBack(v.who.Actor, f.Blank) {
		p.Away = at + "/away"
		if field, ok := f.Def.Field(form.FieldWithdrawn); ok {
			for _, o := range field.Offered() {
				p.Whys = append(p.Whys, page.Choice{Value: o.Code, Text: o.Label})
			}
		}
	}
	names, err := v.c.Doors.Names(v.ctx())
	if err != nil {
		return err
	}
	if !ended {
		p.Holder = names[f.Holder]
	}
	all, err := v.colleagues(f)
	if err != nil || ended || len(all) < 2 || f.Def.Case.Own || !v.who.opens("POST /case/{kind}/{id}/hand") || !f.Def.Works(v.who.Actor.Role) {
		return err
	}
	p.Hand, p.Hands = at+"/hand", []page.Choice{{Text: "谁有空谁办", On: p.Holder == ""}}
	for _, o := range all {
		p.Hands = append(p.Hands, page.Choice{Value: o.Actor.Staff.String(), Text: joined(o.Name, RoleWord(o.Actor.Role)), On: o.Actor.Staff == f.Holder})
	}
	return nil
}

// caseHand gives a case to an officer who may work on it, or to nobody in particular.
func caseHand(v *visit) error {
	f, err := v.caseFile()
	if err != nil {
		return err
	}
	to := v.form.ID("to")
	all, err := v.colleagues(f)
	if err != nil {
		return err
	}
	if !to.IsZero() && !slices.ContainsFunc(all, func(o Officer) bool { return o.Actor.Staff == to }) {
		return hub.E(hub.CodeForbidden, "case.hand")
	}
	if _, err := v.c.Desk.HandCase(v.ctx(), v.who.Actor, v.form.Request(), f.Def.Kind, f.Record.ID, to); err != nil {
		return err
	}
	return v.see(caseAt(f.Def.Kind, f.Record.ID))
}

// caseAway takes back a case that was begun by mistake, or has it count again.
func caseAway(v *visit) error {
	f, err := v.caseFile()
	if err != nil {
		return err
	}
	if v.form.Has("back") {
		_, err = v.c.Desk.PutBack(v.ctx(), v.who.Actor, v.form.Request(), f.Def.Kind, f.Record.ID)
	} else {
		_, err = v.c.Desk.TakeBack(v.ctx(), v.who.Actor, v.form.Request(), f.Def.Kind, f.Record.ID, v.form.Text("why"), v.form.Text("words"))
	}
	if err == nil {
		return v.see(caseAt(f.Def.Kind, f.Record.ID))
	}
	if hub.CodeOf(err) != hub.CodeInvalid {
		return err
	}
	p, perr := v.casePage(f)
	if perr != nil {
		return perr
	}
	p.Errors = page.Faults(err)
	web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, p)
	return nil
}

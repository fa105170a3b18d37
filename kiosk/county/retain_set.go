package county

import (
	"yizhan/hub"
	"yizhan/kiosk/page"
)

// retainSet is the county's own figure for a class of data.
func retainSet(v *visit) error {
	if err := v.mayErase(); err != nil {
		return err
	}
	_, err := v.c.Desk.SetTerm(v.ctx(), v.who.Actor, v.form.Request(), v.form.Text("class"), v.form.Int("years"))
	if hub.CodeOf(err) == hub.CodeInvalid && err != nil {
		p, perr := v.retention(&page.Note{Kind: "bad", Icon: "i-warn", Bold: page.Faults(err).Page()})
		if perr != nil {
			return perr
		}
		return v.render(p)
	}
	if err != nil {
		return err
	}
	return v.see("/retention")
}

// retainHold keeps a child's records for now, or no longer.
func retainHold(v *visit) error {
	if err := v.mayErase(); err != nil {
		return err
	}
	child, why := v.form.ID("hold"), v.form.Text("why")
	if child.IsZero() {
		child, why = v.form.ID("release"), ""
	}
	if _, err := v.c.Desk.HoldErase(v.ctx(), v.who.Actor, v.form.Request(), child, why); err != nil {
		return err
	}
	return v.see("/retention")
}

package county

import (
	"fmt"
	"net/http"
	"slices"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// outsideCopy is a line to be copied by hand. It shows whole numbers: a look at whom it is
// about.
func outsideCopy(v *visit) error {
	p, _, err := v.outsideSheet()
	if err != nil {
		return err
	}
	return v.render(p)
}

// outsideSheet is the page, and the next one that has to be done.
func (v *visit) outsideSheet() (p page.CountyOutsideCopy, next hub.ID, err error) {
	ask, err := v.pathAsk()
	if err != nil {
		return p, next, err
	}
	subject, err := hub.ParseID(v.PathValue("subject"))
	if err != nil {
		return p, next, hub.E(hub.CodeNotFound, "outside.nobody").Because(err)
	}
	sys, list, err := v.c.Desk.OutsideList(v.ctx(), v.who.Actor, ask)
	if err != nil {
		return p, next, err
	}
	at := slices.IndexFunc(list, func(o desk.OutsideOne) bool { return o.Subject == subject })
	if at < 0 {
		return p, next, hub.E(hub.CodeNotFound, "outside.nobody")
	}
	v.c.Doors.Looked(v.who.Actor, subject, "phone")
	one, path, q := list[at], outsideAt(ask.System), v.URL.Query()
	next, left := desk.OutsideNext(list, subject)
	p.CopySheet = page.NewCopySheet(one.Name, one.Line, one.Entry, one.Stand, one.Changed)
	p.System, p.Prev = sys.Template.Name, outsideHref(path, q, "", 0)
	p.Lead = page.StandWords[one.Stand].Text
	if left > 0 {
		p.Lead += fmt.Sprintf("，后面还有 %d 个", left)
		p.Next = outsideHref(path+"/of/"+next.String(), q, "", 0)
	}
	p.Action = outsideHref(path+"/of/"+subject.String(), q, "", 0)
	p.CountyFrame = v.frame(one.Name, "outside")
	return p, next, nil
}

// outsideEntered notes that the line stands over there, and goes on to the next one.
func outsideEntered(v *visit) error {
	p, _, err := v.outsideSheet()
	if err != nil {
		return err
	}
	ask, err := v.pathAsk()
	if err != nil {
		return err
	}
	subject, err := hub.ParseID(v.PathValue("subject"))
	if err != nil {
		return hub.E(hub.CodeNotFound, "outside.nobody").Because(err)
	}
	_, err = v.c.Desk.NoteOutside(v.ctx(), v.who.Actor, desk.Entering{
		Request: v.form.Request(), Ask: ask, Subject: subject, Number: v.form.Text("number"), Seen: v.form.Text("seen"),
	})
	switch hub.CodeOf(err) {
	case hub.CodeInvalid, hub.CodeConflict:
		if err != nil {
			p.Number, p.Fault = v.form.Text("number"), sentence(err)
			web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, p)
			return nil
		}
	}
	if err != nil {
		return err
	}
	if p.Next != "" {
		return v.see(p.Next)
	}
	return v.see(p.Prev)
}

package county

import (
	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// usualNotice is for how many days a notice stands where nobody says otherwise.
const usualNotice = 7

func noticeNew(v *visit) error {
	return v.render(v.noticePage(desk.Bulletin{Until: v.c.Desk.Today().Add(usualNotice), Confirm: true}))
}

func (v *visit) noticePage(b desk.Bulletin) page.CountyNotice {
	p := page.CountyNotice{CountyFrame: v.frame("写一条通知", "sent"), Head: b.Title, Body: b.Text, Until: string(b.Until), Confirm: b.Confirm, Prev: "/sent"}
	p.Towns = append([]page.Choice{{Text: "全县各站", On: b.Town == ""}}, v.townNames()...)
	for i, t := range p.Towns {
		p.Towns[i].On = t.Value == b.Town
	}
	return p
}

// noticeSend gives a notice to the stations; what is wrong with it is said beside what was
// typed.
func noticeSend(v *visit) error {
	b := desk.Bulletin{Title: v.form.Text("title"), Text: v.form.Text("text"), Town: v.form.Text("town"), Until: hub.Day(v.form.Text("until")), Confirm: v.form.Has("confirm")}
	out, err := v.c.Desk.SendBulletin(v.ctx(), v.who.Actor, v.form.Request(), b)
	if hub.CodeOf(err) == hub.CodeInvalid {
		p := v.noticePage(b)
		p.Errors = page.Faults(err)
		return v.render(p)
	}
	if err != nil {
		return err
	}
	return v.see("/sent/bulletin/" + out.Records[0].String())
}

func noticeRecall(v *visit) error {
	id, err := hub.ParseID(v.PathValue("id"))
	if err != nil {
		return hub.E(hub.CodeNotFound, "bulletin.none").Because(err)
	}
	if _, err := v.c.Desk.RecallBulletin(v.ctx(), v.who.Actor, v.form.Request(), id); err != nil {
		return err
	}
	return v.see("/sent/bulletin/" + id.String())
}

package county

import (
	"yizhan/hub"
	"yizhan/kiosk/page"
)

// moveHand writes a child's file into its new township.
func moveHand(v *visit) error {
	if v.who.Township != "" { // she holds one side alone
		return hub.E(hub.CodeForbidden, "county.other-township")
	}
	site := v.form.ID("site")
	_, err := v.c.Desk.HandOver(v.ctx(), v.who.Actor, v.form.Request(), v.form.ID("transfer"), site)
	return v.moved(err, "转过去了", "等那边的站接收。接收以前，这里都能撤回。")
}

// moveBack takes it back until it is received.
func moveBack(v *visit) error {
	if v.who.Township != "" {
		return hub.E(hub.CodeForbidden, "county.other-township")
	}
	_, err := v.c.Desk.TakeBackHandOver(v.ctx(), v.who.Actor, v.form.Request(), v.form.ID("transfer"))
	return v.moved(err, "撤回来了", "档案回到原来的站，照常在那边。")
}

// moved says what became of it; what was done meanwhile is said too.
func (v *visit) moved(err error, head, line string) error {
	p := page.CountyMessage{CountyFrame: v.frame(head, "open"), Head: head, Lines: []string{line}, Ways: []page.Link{{Href: "/open", Text: "回去"}}}
	if err != nil {
		if hub.CodeOf(err) != hub.CodeConflict {
			return err
		}
		p.Title, p.Head, p.Lines = "没办成", page.Faults(err).Page(), nil
	}
	return v.render(p)
}

package station

import (
	"net/http"

	"yizhan/hub"
	"yizhan/kiosk/page"
)

// custodyPIN asks her PIN once more before the keys change.
func (s *Station) custodyPIN(v *visit) error {
	return s.custodyAsk(v, v.URL.Query().Get("do"), nil)
}

func (s *Station) custodyAsk(v *visit, do string, wrong error) error {
	f := v.framed("停电后怎么开")
	f.Back, f.Help, f.Draft, f.Errors = "/settings/unlock", "unlock", do, faultAt(wrong, "pin")
	p := page.Figures{Frame: f, Action: "/settings/unlock/pin", Pad: pinPad(v), Prev: "/settings/unlock", Next: "就这样"}
	switch do {
	case "attend":
		p.Question, p.Quiet = "换成：先开锁再用", "按一遍你自己的密码。停电以后，也用它开锁。"
	case "join":
		p.Question, p.Quiet = "你也能开锁", "按一遍你自己的密码。停电以后，也用它开锁。"
	case "unattend":
		p.Question, p.Quiet = "换回：来电就能用", "按一遍你自己的密码。"
	default:
		return hub.E(hub.CodeInvalid, "unlock.mode")
	}
	if wrong != nil {
		return v.again(wrong, p)
	}
	return v.render(p)
}

// custodyTry takes the figures.
func (s *Station) custodyTry(v *visit) error {
	if v.form.Has("keep") { // what is typed so far: no PIN is kept, and none is tried twice
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	do, pin := v.form.Text("draft"), pressedPIN(v, pinFigures)
	if len(pin) < pinFigures {
		return s.custodyAsk(v, do, nil)
	}
	if do != "join" && !v.who.Actor.May(hub.ActSite) || v.who.Actor.Visitor { // her PIN opens the box for a day, and not its key
		return hub.E(hub.CodeForbidden, "desk.may-not")
	}
	act := map[string]func() error{
		"attend":   func() error { return s.Keeper.Attend(v.ctx(), v.who.Actor.Staff, pin) },
		"join":     func() error { return s.Keeper.Join(v.ctx(), v.who.Actor.Staff, pin) },
		"unattend": func() error { return s.Keeper.Unattend(v.ctx(), v.who.Actor.Staff, pin) },
	}[do]
	if act == nil {
		return hub.E(hub.CodeInvalid, "unlock.mode")
	}
	if err := act(); err != nil {
		if question(err) {
			return s.custodyAsk(v, do, err)
		}
		return err
	}
	return v.see("/settings/unlock")
}

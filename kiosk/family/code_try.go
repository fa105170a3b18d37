package family

import (
	"net/http"

	"yizhan/hub"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
)

// codeAsk asks for the code, whether one was sent or not.
func codeAsk(v *visit) error {
	if v.token() == "" {
		return v.see("/family")
	}
	return v.render(http.StatusOK, v.codeForm())
}

func (v *visit) codeForm() page.PortalForm {
	return page.PortalForm{PortalFrame: v.frame(title, "/family"), Action: "/family/code", Send: "打开",
		Lead:   words.Say("online.sent"),
		Small:  words.Say("online.none"),
		Fields: []page.PortalField{{Name: "code", Label: "短信里的验证码", Help: "六个数，五分钟里有用", Type: "figures", Most: 10}}}
}

// codeTry opens the door to whoever has its code. A wrong code, one that ran out and a card
// that is nobody's sound the same.
func codeTry(v *visit) error {
	f := v.codeForm()
	if !v.f.limits.try.Enter(v.client(), v.f.since()) {
		f.Errors = page.Errors{"": words.Say("portal.often")}
		return v.render(http.StatusTooManyRequests, f)
	}
	now := v.f.since()
	d, tried, ok := v.f.codes.try(v.token(), figuresOf(v.form.Text("code")), now)
	if tried != (Door{}) {
		v.f.limits.wrong.Take(tried.Child, now)
	}
	if !ok || !v.f.limits.wrong.Left(d.Child, now) {
		f.Fields[0].Fault = words.Say("online.code")
		return v.render(http.StatusUnprocessableEntity, f)
	}
	v.keep(v.f.sessions.begin(d, now))
	return v.see("/family/child")
}

// door is behind what this telephone's token opens; ok is false where nothing is.
func (v *visit) door() (Door, bool) { return v.f.sessions.of(v.token(), v.f.since()) }

// shut ends the session of a door that is open no more, and says no word of why.
func (v *visit) shut() error {
	v.f.sessions.end(v.token())
	v.keep("")
	return v.word(http.StatusForbidden, "online.shut")
}

// sessionLeave ends it.
func sessionLeave(v *visit) error {
	v.f.sessions.end(v.token())
	v.keep("")
	return v.word(http.StatusOK, "online.left")
}

// gone says whether an error is that a door is open no more.
func gone(err error) bool { return hub.CodeOf(err) == hub.CodeNotFound }

package county

import (
	"strings"

	"yizhan/hub"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// deviceReset answers what a worker who forgot her PIN reads out by telephone. The
// figures are good once, at her box; nothing of them is kept here but that it was done.
func deviceReset(v *visit) error {
	key, err := v.deviceKey()
	if err != nil {
		return err
	}
	typed := strings.Map(figure, v.form.Text("figures"))
	answer, err := v.c.Devices.AnswerReset(v.ctx(), v.who.Actor, key, typed)
	if err != nil && hub.CodeOf(err) != hub.CodeInvalid && hub.CodeOf(err) != hub.CodeQuestion {
		return err
	}
	p, perr := v.devicePage()
	if perr != nil {
		return perr
	}
	p.Figures = typed
	if err != nil {
		p.Errors = page.Faults(err)
		web.Render(v.w, v.Request, v.c.Log, web.Status(err), p)
		return nil
	}
	p.Answer = answer[:3] + " " + answer[3:]
	return v.render(p)
}

// figure drops the gaps between figures; a keyboard may be left at full width.
func figure(c rune) rune {
	switch {
	case c == ' ' || c == '\u3000':
		return -1
	case '０' <= c && c <= '９':
		return c - '０' + '0'
	}
	return c
}

package station

import (
	"errors"
	"net/url"

	"yizhan/hub"
	"yizhan/kiosk/page"
)

// resetShow draws the six figures that she reads out on the telephone.
func (s *Station) resetShow(v *visit) error {
	who, err := hub.ParseID(v.URL.Query().Get("who"))
	if err != nil {
		return hub.E(hub.CodeNotFound, "pin.who")
	}
	p, err := s.resetPage(v, who, v.URL.Query().Get("next"), nil)
	if err != nil {
		return err
	}
	return v.render(p)
}

// resetFigures is how many figures go out and come back.
const resetFigures = 6

func (s *Station) resetPage(v *visit, who hub.ID, next string, faults page.Errors) (page.PINReset, error) {
	w, err := s.worker(v, who)
	if err != nil {
		return page.PINReset{}, err
	}
	out, err := s.Doors.ResetOut(v.ctx(), who)
	if err != nil {
		return page.PINReset{}, err
	}
	safety, err := s.Box.Safety(v.ctx())
	if err != nil {
		return page.PINReset{}, err
	}
	f := v.framed("打电话重设密码")
	next = localPath(next)
	back := "/pin?" + url.Values{"who": {who.String()}, "next": {next}}.Encode()
	f.Hint, f.Back, f.Idle, f.Errors, f.Who = w.Name, back, 0, faults, nil
	p := page.PINReset{Frame: f, Name: w.Name, Call: safety.County, Out: out, Who: who.String(), Next: next,
		Pad: page.Pad{Field: "code", Length: resetFigures, Whole: true, Label: "她回的六个数"}}
	if len(out) == resetFigures {
		p.Out = out[:3] + " " + out[3:]
	}
	if typed := s.resetTyped(v); len(typed) < resetFigures {
		p.Pad.Typed, p.Pad.Shown = typed, typed
	}
	return p, nil
}

func (s *Station) resetTyped(v *visit) string {
	if v.Method != "POST" {
		return ""
	}
	pad := page.Pad{Length: resetFigures, Typed: v.form.Text("code")}
	return pad.Press(v.form.Text("key"))
}

// resetTry takes the six figures that came back; then she chooses a new PIN.
func (s *Station) resetTry(v *visit) error {
	w, err := s.worker(v, v.form.ID("who"))
	if err != nil {
		return err
	}
	figures := s.resetTyped(v)
	if len(figures) == resetFigures {
		err = s.Doors.ResetIn(v.ctx(), w.ID, figures)
		if err == nil {
			return s.choosePIN(v, ticket{Staff: w.ID, Name: w.Name, Next: localPath(v.form.Text("next")), Self: true})
		}
		if e, ok := errors.AsType[*hub.Error](err); ok && e.Key == "access.wrong" { // no PIN was wrong here
			err = hub.E(hub.CodeInvalid, "reset.call-again", e.Args...)
		}
		if !question(err) {
			return err
		}
	}
	p, perr := s.resetPage(v, w.ID, v.form.Text("next"), faultAt(err, "code"))
	if perr != nil {
		return perr
	}
	if err != nil {
		return v.again(err, p)
	}
	return v.render(p)
}

package station

import (
	"errors"
	"net/http"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// registering is a registration on its way: all that was said so far. It is kept
// after every tap, so that a reload, the idle cover or a power cut loses nothing,
// and is dropped once the child is registered.
type registering struct {
	Request hub.ID // of the registration: it registers once
	Step    string // where to go on; "" while nothing was said

	As                 string // full, nick, unnamed
	Name, Carer, Place typing // what is written: the child, who looks after it, a village
	Sex                string
	Expecting          bool // not yet born: 孕产家庭

	dating            // of birth
	BirthSeen bool    // the birth was complete once: from then on it waits for 下一步
	Grown     hub.Day // she was asked about this birth, which is more than three years ago
	AnyBirth  bool    // and has said that it is right

	Kin     string   // of who looks after the child
	Away    []string // parents who work elsewhere
	Village village
	Phone   string
	Whose   string // kinship of who answers the phone

	Family  hub.ID // a brother or sister is known
	Sibling string // the name
	Surname string // of the brother or sister
	People  []desk.Person

	NotSame []hub.ID
	TwinOf  hub.ID

	Row hub.ID // the line of the list of births that she came from

	Refused []hub.Purpose
	Answer  string // kinship of who answers for the family
	Drawn   string // the signature so far, under this very answer
}

const registerDraft = "register"

// stepHandler does one step of a registration.
type stepHandler func(v *visit, d *registering) error

// step serves a step: it finds the registration that the form continues. A form
// that comes again after the child was registered leads to its receipt; a form of
// another registration than the one under way, to where that one stands.
func (s *Station) step(h stepHandler) http.HandlerFunc {
	return s.signed(func(v *visit) error {
		var d registering
		begun, err := v.draft(registerDraft, &d)
		if late, ok := errors.AsType[*behind](err); ok {
			return s.lateStep(v, d.Request, late)
		}
		if err != nil {
			return err
		}
		if v.Method == http.MethodGet {
			if !begun {
				d = registering{Request: hub.NewID()}
			}
			return h(v, &d)
		}
		posted := v.form.ID("draft")
		if begun && posted == d.Request {
			return h(v, &d)
		}
		if led, err := s.ledTo(v, posted); led || err != nil {
			return err
		}
		if begun || posted.IsZero() {
			return v.see("/register")
		}
		return h(v, &registering{Request: posted})
	})
}

// ledTo leads to the receipt of what was registered by a form already.
func (s *Station) ledTo(v *visit, posted hub.ID) (led bool, err error) {
	child, led, err := s.Desk.RegisteredBy(v.ctx(), posted)
	if err != nil || !led {
		return led, err
	}
	return true, v.see("/child/" + child.String() + "/receipt")
}

// lateStep is a form that is behind: of this registration, or of another one.
func (s *Station) lateStep(v *visit, now hub.ID, late *behind) error {
	posted := v.form.ID("draft")
	if led, err := s.ledTo(v, posted); led || err != nil {
		return err
	}
	if posted != now && !late.twice {
		return v.see("/register")
	}
	return late
}

func (s *Station) keep(v *visit, d *registering) error {
	as := leaf{What: "登记宝宝", Who: d.called(), Where: "写到" + stepWord(d.Step), At: "/register/" + d.Step}
	if d.Step == "" || d.blank() {
		as = leaf{}
	}
	return v.keepDraft(registerDraft, as, d)
}

// goOn keeps what was said and goes to a step.
func (s *Station) goOn(v *visit, d *registering, step string) error {
	d.Step = step
	if err := s.keep(v, d); err != nil {
		return err
	}
	return v.see("/register/" + step)
}

// kept answers the script that keeps typed words while nobody taps.
func (s *Station) kept(v *visit, d *registering, step string) error {
	d.Step = step
	if err := s.keep(v, d); err != nil {
		return err
	}
	v.w.WriteHeader(http.StatusNoContent)
	return nil
}

// wrong keeps what was said and shows the step again, with what is the matter
// beside the field that it has there.
func (s *Station) wrong(v *visit, d *registering, step, field string, err error) error {
	if !question(err) {
		return err
	}
	d.Step = step
	if err := s.keep(v, d); err != nil {
		return err
	}
	p, perr := s.registerPage(v, d, step, faultAt(err, field))
	if perr != nil {
		return perr
	}
	return v.again(err, p)
}

// faultAt puts the first thing that is the matter beside one field.
func faultAt(err error, field string) page.Errors {
	faults := page.Faults(err)
	for _, e := range faults {
		return page.Errors{field: e}
	}
	return faults
}

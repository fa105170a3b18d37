package station

import (
	"fmt"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// registerConsent takes the sheet, and with paper or 待父母确认 ends the registration;
// on the screen a signature comes first.
func (s *Station) registerConsent(v *visit, d *registering) error {
	d.Refused, d.Answer, d.Drawn = s.refused(v), v.form.Text("answer"), ""
	sheet := d.sheet(s.Desk.Today(), v.form.Text("way"))
	heard, err := v.heardBy(d.Request)
	if err != nil {
		return err
	}
	switch sheet.Way {
	case "say":
		d.Step = "consent"
		if err := s.keep(v, d); err != nil {
			return err
		}
		return v.see(sayAt("consent", d.Request, "/register/consent"))
	case "screen":
		if heard.Understood == "no" {
			return s.wrong(v, d, "consent", "answer", hub.E(hub.CodeInvalid, "consent.not-understood"))
		}
		return s.goOn(v, d, "sign")
	case "phone":
		sheet.Pending = true
		sheet.Way, sheet.ByName, sheet.Refused = "", "", nil
	case "paper":
		sheet.Hearing = heard
	default:
		return s.goOn(v, d, "consent")
	}
	return s.confirm(v, d, sheet)
}

// registerSign takes the signature and ends the registration.
func (s *Station) registerSign(v *visit, d *registering) error {
	d.Drawn = drawn(v)
	if v.form.Has("keep") {
		return s.kept(v, d, "sign")
	}
	sheet := d.sheet(s.Desk.Today(), "screen")
	var err error
	if sheet.Signature, err = signature(v); err != nil {
		return s.wrong(v, d, "sign", "signature", err)
	}
	if sheet.Hearing, err = v.heardBy(d.Request); err != nil {
		return err
	}
	return s.confirm(v, d, sheet)
}

func (d *registering) sheet(today hub.Day, way string) desk.ConsentSheet {
	return desk.ConsentSheet{Refused: d.Refused, Way: way, Day: today, ByName: answeredBy(d.people(), d.Answer)}
}

func (s *Station) registerConsentPage(v *visit, d *registering, f page.Frame) (page.View, error) {
	heard, err := v.heardBy(d.Request)
	if err != nil {
		return nil, err
	}
	f.Title, f.Hint = "问家里人一声", sheetHint(d.called(), heard)
	f.Aloud = s.aloud("consent", d.Request, "/register/consent", true)
	p := page.Consent{Frame: f, Action: "/register/consent", Child: d.called(), Always: consentAlways,
		Asked: s.asked(d.Refused), Answers: answering(d.people(), d.Answer), Prev: d.before("consent")}
	if d.Sibling != "" {
		p.Note = &page.Note{Kind: "calm", Icon: "i-people", Text: "家里人、村和电话，照" + d.Sibling + "的写。"}
	}
	return p, nil
}

func (s *Station) registerSignPage(d *registering, f page.Frame) page.View {
	who := answeredBy(d.people(), d.Answer)
	f.Title, f.Hint = "请"+kinWord(d.Answer)+"签个字", d.called()+" · 手指写就行"
	f.Aloud = s.aloud("sign", d.Request, "/register/sign", false)
	return page.Sign{Frame: f, Action: "/register/sign", Who: who, What: s.answersWord(d.Refused), Strokes: strokes(d.Drawn), Prev: d.before("sign")}
}

// answersWord says what is being signed: 同意 3 项，不同意 1 项.
func (s *Station) answersWord(refused []hub.Purpose) string {
	all := len(s.purposesAsked())
	if len(refused) == 0 {
		return fmt.Sprintf("%d 项都同意", all)
	}
	return fmt.Sprintf("同意 %d 项，不同意 %d 项", all-len(refused), len(refused))
}

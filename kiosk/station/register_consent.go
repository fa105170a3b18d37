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
	d.Refused, d.Answer = s.refused(v), v.form.Text("answer")
	sheet := d.sheet(s.Desk.Today(), v.form.Text("way"))
	switch sheet.Way {
	case "screen":
		return s.goOn(v, d, "sign")
	case "phone":
		sheet.Pending = true
		sheet.Way, sheet.ByName, sheet.Refused = "", "", nil
	case "paper":
	default:
		return s.goOn(v, d, "consent")
	}
	return s.confirm(v, d, sheet)
}

// registerSign takes the signature and ends the registration.
func (s *Station) registerSign(v *visit, d *registering) error {
	sheet := d.sheet(s.Desk.Today(), "screen")
	var err error
	if sheet.Signature, err = signature(v); err != nil {
		return s.wrong(v, d, "sign", "signature", err)
	}
	return s.confirm(v, d, sheet)
}

func (d *registering) sheet(today hub.Day, way string) desk.ConsentSheet {
	return desk.ConsentSheet{Refused: d.Refused, Way: way, Day: today, ByName: answeredBy(d.people(), d.Answer)}
}

func (s *Station) registerConsentPage(d *registering, f page.Frame) page.View {
	f.Title, f.Hint = "问家里人一声", d.called()+" · 不同意的点一下，别的都同意"
	p := page.Consent{Frame: f, Action: "/register/consent", Child: d.called(), Always: consentAlways,
		Asked: s.asked(d.Refused), Answers: answering(d.people(), d.Answer), Prev: d.before("consent")}
	if d.Sibling != "" {
		p.Note = &page.Note{Kind: "calm", Icon: "i-people", Text: "家里人、村和电话，照" + d.Sibling + "的写。"}
	}
	return p
}

func (s *Station) registerSignPage(d *registering, f page.Frame) page.View {
	who := answeredBy(d.people(), d.Answer)
	f.Title, f.Hint = "请"+kinWord(d.Answer)+"签个字", d.called()+" · 手指写就行"
	return page.Sign{Frame: f, Action: "/register/sign", Who: who, What: s.answersWord(d.Refused), Prev: d.before("sign")}
}

// answersWord says what is being signed: 同意 3 项，不同意 1 项.
func (s *Station) answersWord(refused []hub.Purpose) string {
	all := len(s.purposesAsked())
	if len(refused) == 0 {
		return fmt.Sprintf("%d 项都同意", all)
	}
	return fmt.Sprintf("同意 %d 项，不同意 %d 项", all-len(refused), len(refused))
}

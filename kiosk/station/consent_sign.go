package station

import (
	"net/http"

	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// consentPad is the pad on which a known family signs.
func (s *Station) consentPad(v *visit) error {
	file, said, begun, err := s.sheetOf(v)
	if err != nil {
		return err
	}
	if !begun { // what is signed has to be said first
		return v.see("/consents/" + file.Child.ID.String())
	}
	return v.render(s.signPage(v, file, said))
}

func (s *Station) signPage(v *visit, file desk.File, said asking) page.Sign {
	at := "/consents/" + file.Child.ID.String()
	f := v.frame("请" + kinWord(said.Answer) + "签个字")
	f.Hint, f.Help, f.Back = file.Child.Called()+" · 手指写就行", "register-sign", at
	f.Aloud = s.aloud("sign", file.Child.ID, at+"/sign", false)
	return page.Sign{Frame: f, Action: at + "/sign", Who: answeredBy(asEntered(file.People), said.Answer),
		What: s.answersWord(said.Refused), Strokes: strokes(said.Drawn), Prev: at}
}

// consentSign takes the signature.
func (s *Station) consentSign(v *visit) error {
	file, said, begun, err := s.sheetOf(v)
	if err != nil {
		return err
	}
	if !begun {
		return v.see("/consents/" + file.Child.ID.String())
	}
	said.Drawn = drawn(v)
	if v.form.Has("keep") {
		if err := v.keepDraft(consentDraft(file.Child.ID), unsigned(file, v.URL.Path), said); err != nil {
			return err
		}
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	signed, err := signature(v)
	if err != nil {
		p := s.signPage(v, file, said)
		p.Errors = page.Faults(err)
		return v.again(err, p)
	}
	heard, err := v.heardBy(file.Child.ID)
	if err != nil {
		return err
	}
	return s.answeredSheet(v, file, desk.ConsentSheet{
		Refused: said.Refused, Way: "screen", Hearing: heard, ByName: answeredBy(asEntered(file.People), said.Answer), Signature: signed,
	})
}

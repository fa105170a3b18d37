package station

import (
	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// asking is a sheet on its way to its signature.
type asking struct {
	Refused []hub.Purpose
	Answer  string
	Drawn   string // the signature so far, under this very answer
}

func consentAt(child hub.ID) string { return "/consents/" + child.String() }

func consentDraft(child hub.ID) string { return "consent/" + child.String() }

// sheetOf is the child whose sheet a page asks, and what was said so far.
func (s *Station) sheetOf(v *visit) (file desk.File, said asking, begun bool, err error) {
	id, err := hub.ParseID(v.PathValue("child"))
	if err != nil {
		return file, said, false, hub.E(hub.CodeNotFound, "desk.no-child")
	}
	if file, err = s.Desk.File(v.ctx(), v.who.Actor, id); err != nil {
		return file, said, false, err
	}
	if begun, err = v.draft(consentDraft(id), &said); begun || err != nil {
		return file, said, begun, err
	}
	said = asking{}
	for _, p := range s.purposesAsked() {
		if file.Consents[p.Code].Answer == hub.AnswerNo {
			said.Refused = append(said.Refused, p.Code)
		}
	}
	return file, said, false, nil
}

// consentShow is the sheet of a child that is known.
func (s *Station) consentShow(v *visit) error {
	file, said, _, err := s.sheetOf(v)
	if err != nil {
		return err
	}
	s.Doors.Looked(v.who.Actor, file.Child.ID, "page")
	heard, err := v.heardBy(file.Child.ID)
	if err != nil {
		return err
	}
	return v.render(s.consentPage(v, file, said, heard))
}

func (s *Station) consentPage(v *visit, file desk.File, said asking, heard desk.Hearing) page.Consent {
	f := v.frame("问家里人一声")
	f.Hint, f.Help, f.Back = sheetHint(file.Child.Called(), heard), "register-consent", "/consents"
	f.Aloud = s.aloud("consent", file.Child.ID, consentAt(file.Child.ID), true)
	if !s.pending(file) {
		f.Back = childAt(file.Child.ID)
	}
	return page.Consent{
		Frame: f, Action: "/consents/" + file.Child.ID.String(), Child: file.Child.Called(), Always: consentAlways,
		Asked: s.asked(said.Refused), Answers: answering(asEntered(file.People), said.Answer), Prev: f.Back,
	}
}

// consentAnswer takes the sheet: done on paper, else on to the pad or the telephone.
func (s *Station) consentAnswer(v *visit) error {
	file, _, _, err := s.sheetOf(v)
	if err != nil {
		return err
	}
	said := asking{Refused: s.refused(v), Answer: v.form.Text("answer")}
	heard, err := v.heardBy(file.Child.ID)
	if err != nil {
		return err
	}
	at, way := consentAt(file.Child.ID), v.form.Text("way")
	if heard.Understood == "no" && (way == "paper" || way == "screen") {
		err := hub.E(hub.CodeInvalid, "consent.not-understood").In("answer")
		p := s.consentPage(v, file, said, heard)
		p.Errors = page.Faults(err)
		return v.again(err, p)
	}
	if way == "paper" {
		return s.answeredSheet(v, file, desk.ConsentSheet{
			Refused: said.Refused, Way: way, ByName: answeredBy(asEntered(file.People), said.Answer), Hearing: heard,
		})
	}
	next := at + map[string]string{"screen": "/sign", "phone": "/call"}[way]
	as := unsigned(file, next)
	if way == "say" {
		next, as.Where, as.At = sayAt("consent", file.Child.ID, at), "念过了，还没答", at
	}
	if err := v.keepDraft(consentDraft(file.Child.ID), as, said); err != nil {
		return err
	}
	return v.see(next)
}

// unsigned is how a sheet that was answered stands among what is not finished.
func unsigned(file desk.File, at string) leaf {
	return leaf{What: "同意书", Who: file.Child.Called(), Where: "答了，还没签", At: at}
}

package station

import (
	"slices"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// consentCall is for a parent who is away: what she says on the telephone, and who
// heard it too.
func (s *Station) consentCall(v *visit) error {
	file, said, _, err := s.sheetOf(v)
	if err != nil {
		return err
	}
	s.Doors.Looked(v.who.Actor, file.Child.ID, "page")
	p, err := s.callPage(v, file, said, "")
	if err != nil {
		return err
	}
	return v.render(p)
}

func (s *Station) callPage(v *visit, file desk.File, said asking, witness string) (page.Call, error) {
	at := "/consents/" + file.Child.ID.String()
	f := v.frame("打电话问一声")
	f.Hint, f.Help, f.Back = file.Child.Called()+" · 念给她听，不同意的点一下", "consent", "/consents"
	p := page.Call{Frame: f, Action: at + "/call", Said: s.asked(said.Refused), HeardBy: witness, Prev: at,
		Child: page.Person{ID: file.Child.ID.String(), Name: file.Child.Called(), Peg: page.PegOf(file.Child.Peg, file.Child.ID)}}
	for _, kin := range []string{"mother", "father"} {
		p.Whom = append(p.Whom, page.Choice{Value: kin, Text: kinWord(kin), On: kin == said.Answer})
	}
	heard, err := s.witnesses(v, file)
	for _, name := range heard {
		p.Witness = append(p.Witness, page.Choice{Value: name, Text: name, On: name == witness})
	}
	return p, err
}

// witnesses are who may have listened in: who looks after the child, and the
// colleagues of the worker who calls.
func (s *Station) witnesses(v *visit, file desk.File) ([]string, error) {
	var out []string
	for _, p := range asEntered(file.People) {
		if p.Carer {
			out = append(out, answeredBy([]desk.Person{p}, p.Kinship))
		}
	}
	staff, err := s.Desk.Staff(v.ctx(), v.site.ID)
	for _, colleague := range staff {
		if colleague.ID != v.who.Actor.Staff && len(out) < 4 {
			out = append(out, colleague.Name)
		}
	}
	return out, err
}

// consentCalled notes the call; 没打通 leaves the sheet on the list.
func (s *Station) consentCalled(v *visit) error {
	file, _, _, err := s.sheetOf(v)
	if err != nil {
		return err
	}
	if v.form.Text("go") == "later" {
		return v.see(s.consentPage(v, file, asking{}, desk.Hearing{}).Back)
	}
	said := asking{Refused: s.refused(v), Answer: v.form.Text("whom")}
	heard, err := s.witnesses(v, file)
	if err != nil {
		return err
	}
	witness := v.form.Text("witness")
	if !slices.Contains(heard, witness) {
		witness = ""
	}
	sheet := desk.ConsentSheet{Refused: said.Refused, Way: "phone", Witness: witness,
		ByName: answeredBy(asEntered(file.People), said.Answer)}
	field := ""
	if witness == "" {
		field, err = "witness", hub.E(hub.CodeInvalid, "consent.witness").In("witness")
	} else if sheet.ByName == "" {
		field, err = "whom", hub.E(hub.CodeInvalid, "consent.who").In("whom")
	}
	if err != nil {
		p, perr := s.callPage(v, file, said, witness)
		if perr != nil {
			return perr
		}
		p.Errors = faultAt(err, field)
		return v.again(err, p)
	}
	return s.answeredSheet(v, file, sheet)
}

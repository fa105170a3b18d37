package station

import (
	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
)

// gate is what a worker has to know of a question whose answer waits for the family's
// consent, with the way to ask for it; nil where nothing is in the way.
func (s *Station) gate(v *visit, child hub.ID, fields ...*form.Field) *page.Note {
	for _, f := range fields {
		said, err := s.Desk.Gate(v.ctx(), child, f)
		if err != nil {
			s.Log.Error("what a family has agreed to could not be read", "cause", err)
			continue
		}
		n := &page.Note{Icon: "i-pen", Kind: "calm", Link: &page.Link{Href: "/consents/" + child.String(), Text: "去问家里"}}
		switch said {
		case hub.AnswerYes:
			continue
		case hub.AnswerNo:
			n.Text = words.Say("form.gate-no", f.Label)
		default:
			n.Text = words.Say("form.gate-open", f.Label)
		}
		return n
	}
	return nil
}

package station

import (
	"errors"
	"fmt"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// sheetsShown is how many families fit under what is said of all of them.
const sheetsShown = 4

// consentList is 待签: the families of the site that some purpose still waits for.
// Sheets that came back signed are ticked off here, one tap each.
func (s *Station) consentList(v *visit) error {
	todo, err := s.Desk.Todo(v.ctx(), v.who.Actor, v.site.ID)
	if err != nil {
		return err
	}
	p := page.Rows{Frame: v.framed("待签的同意书"), Action: "/consents", Empty: "都签好了。"}
	p.Help = "consent"
	for _, c := range todo.Unsigned {
		id, peg := c.ID.String(), page.PegOf(c.Peg, c.ID)
		p.Rows = append(p.Rows, page.Row{
			Peg: &peg, Bold: c.Called(), Small: c.VillageName, Href: "/consents/" + id, Way: "问一声",
			Do: []page.Choice{{Value: id, Text: "纸上签了，都同意", Icon: "i-check"}},
		})
	}
	n := len(p.Rows)
	p.Rows, p.Pages = pagedBy(p.Rows, sheetsShown, v.URL.Query().Get("page"), "/consents")
	if n > 0 {
		p.Note = &page.Note{Kind: "calm", Icon: "i-pen", Bold: fmt.Sprintf("%d 家还没签。", n), Text: "有不同意的、要打电话问的，点“问一声”。",
			Link: &page.Link{Href: "/consents/print", Text: "印纸的"}}
	}
	if child, err := hub.ParseID(v.URL.Query().Get("child")); err == nil {
		t, err := s.Desk.Traits(v.ctx(), child)
		if err != nil {
			return err
		}
		p.Undo = v.undo("/consents/undo", calledBy(t.Name, t.Nick), "答好了，记好了")
	}
	return v.render(p)
}

// onPaper stands for whoever signed a paper sheet that is only ticked off: the
// paper has the name, and the record claims no other.
const onPaper = "见纸上签名"

// consentTick notes that a paper sheet came back with a yes to everything.
func (s *Station) consentTick(v *visit) error {
	return s.answered(v, v.form.ID("do"), desk.ConsentSheet{Way: "paper", ByName: onPaper})
}

// answeredSheet notes the answers of one sheet. Who had answered before was asked
// again from the child's page, and goes back there.
func (s *Station) answeredSheet(v *visit, file desk.File, sheet desk.ConsentSheet) error {
	if s.pending(file) {
		return s.answered(v, file.Child.ID, sheet)
	}
	if _, err := s.noteSheet(v, file.Child.ID, sheet); err != nil {
		return err
	}
	return v.see(childAt(file.Child.ID))
}

// answered notes a family's answers and goes back to those that still wait.
func (s *Station) answered(v *visit, child hub.ID, sheet desk.ConsentSheet) error {
	if _, err := s.Desk.Traits(v.ctx(), child); err != nil { // a child that is known
		return err
	}
	out, err := s.noteSheet(v, child, sheet)
	if err != nil {
		return err
	}
	return v.see("/consents?done=" + out.Commit.String() + "&child=" + child.String())
}

func (s *Station) noteSheet(v *visit, child hub.ID, sheet desk.ConsentSheet) (hub.Outcome, error) {
	sheet.Request, sheet.Child, sheet.Day = v.form.Request(), child, s.Desk.Today()
	out, err := s.Desk.Consent(v.ctx(), v.who.Actor, sheet)
	if err != nil {
		return out, err
	}
	return out, errors.Join(v.dropDraft(consentDraft(child)), v.forgetHearing(child))
}

// consentUndo takes an answer back.
func (s *Station) consentUndo(v *visit) error {
	if _, err := v.takeBack(); err != nil {
		return err
	}
	return v.see("/consents")
}

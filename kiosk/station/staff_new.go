package station

import (
	"net/http"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/ime"
	"yizhan/kiosk/page"
)

// newcomer is a colleague who is being added: name, picture, and then her PIN.
type newcomer struct {
	Request hub.ID
	Name    typing
}

const newcomerDraft = "staff-new"

func (s *Station) newcomer(v *visit) (n newcomer, err error) {
	ok, err := v.draft(newcomerDraft, &n)
	if err != nil || !ok {
		return newcomer{Request: hub.NewID()}, err
	}
	return n, nil
}

func (s *Station) keepNewcomer(v *visit, n newcomer) error {
	as := leaf{What: "添一个人", Who: n.Name.Text, At: "/settings/staff/new"}
	if n.Name.Text == "" && n.Name.Letters == "" {
		as = leaf{}
	}
	return v.keepDraft(newcomerDraft, as, n)
}

func (s *Station) staffNewName(v *visit) error {
	n, err := s.newcomer(v)
	if err != nil {
		return err
	}
	return v.render(s.newcomerPage(v, n, nil))
}

// staffNewNamed takes a press on the keys, or the whole name.
func (s *Station) staffNewNamed(v *visit) error {
	n, err := s.newcomer(v)
	if err != nil {
		return err
	}
	keep := func() error { return s.keepNewcomer(v, n) }
	return v.named(&n.Name, keep, func(wrong error) page.View { return s.newcomerPage(v, n, wrong) }, "/settings/staff/new/peg")
}

func (s *Station) newcomerPage(v *visit, n newcomer, err error) page.WriteName {
	f := v.framed("添一个人")
	f.Back, f.Help, f.Errors = "/settings/staff", "settings", faultAt(err, "text")
	return page.WriteName{Frame: f, Action: "/settings/staff/new", Question: "她叫什么？",
		Writer: v.writer(n.Name, "名字", ime.Adult, true, longestPlace, nil, nil), Next: "下一步：挑个图", Prev: "/settings/staff"}
}

func (s *Station) staffNewPeg(v *visit) error {
	n, err := s.newcomer(v)
	if err != nil {
		return err
	}
	if n.Name.Text == "" {
		return v.see("/settings/staff/new")
	}
	return s.newcomerPegPage(v, n, nil)
}

// staffNewPegged makes the record; she then chooses her PIN herself. Her role is
// changed on her page: most newcomers are 保育师.
func (s *Station) staffNewPegged(v *visit) error {
	n, err := s.newcomer(v)
	if err != nil {
		return err
	}
	if n.Name.Text == "" { // the form came twice; she is on the list by now
		return v.see("/settings/staff")
	}
	if v.form.Text("go") == "more" {
		return s.newcomerPegPage(v, n, nil)
	}
	peg := v.form.Text("peg")
	if !isPeg(peg) {
		return s.newcomerPegPage(v, n, hub.E(hub.CodeInvalid, "staff.peg"))
	}
	id, err := s.Desk.AddStaff(v.ctx(), v.who.Actor, n.Request, desk.Worker{Name: n.Name.Text, Role: hub.RoleCarer, Peg: peg})
	if err != nil {
		return err
	}
	if err := v.dropDraft(newcomerDraft); err != nil {
		return err
	}
	return s.choosePIN(v, ticket{Staff: id, Name: n.Name.Text, Next: "/settings/staff/" + id.String()})
}

func (s *Station) newcomerPegPage(v *visit, n newcomer, wrong error) error {
	taken, err := s.pegsTaken(v, hub.ID{})
	if err != nil {
		return err
	}
	f := v.framed("添一个人")
	turn := pegTurn(v)
	f.Back, f.Help, f.Errors, f.Draft = "/settings/staff", "settings", faultAt(wrong, ""), turnText(turn)
	p := page.PickPeg{Frame: f, Action: "/settings/staff/new/peg", Name: n.Name.Text, Prev: "/settings/staff/new", Pegs: pegs(turn, "", taken)}
	if wrong != nil {
		return v.again(wrong, p)
	}
	return v.render(p)
}

// pegTurn is how often 换个颜色 was pressed; the form carries it as its draft.
func pegTurn(v *visit) int {
	if v.Method != http.MethodPost {
		return 0
	}
	n := max(v.form.Int("draft"), 0)
	if v.form.Text("go") == "more" {
		n++
	}
	return n % page.Pegs
}

func turnText(turn int) string { return strconv.Itoa(turn) }

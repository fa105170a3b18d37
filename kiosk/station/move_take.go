package station

import (
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// moveTake takes a place, or the family's answer: then the transfer is asked for.
func (s *Station) moveTake(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	at := childAt(file.Child.ID) + "/move"
	if v.form.Text("go") == "more" {
		return s.moveMore(v, file)
	}
	if answer := v.form.Text("agreed"); answer != "" {
		return s.moveAsk(v, file, answer)
	}
	if v.form.Text("to") == farAway {
		return v.see(at + "?far=1")
	}
	if l, ok, err := s.going(v, file); err != nil || ok {
		if err != nil {
			return err
		}
		return v.render(s.moveAgreePage(v, file, l))
	}
	return v.see(at)
}

// moveMore turns to the next places.
func (s *Station) moveMore(v *visit, file desk.File) error {
	from := v.form.Int("from") + movesShow
	v.PostForm.Set("from", strconv.Itoa(from))
	if v.URL.Query().Get("far") == "" {
		p, err := s.moveWherePage(v, file)
		if err != nil {
			return err
		}
		return v.render(p)
	}
	return v.render(s.moveTownsPage(v, file))
}

// moveAsk reads to-ID-PERSON or town-CODE-PERSON.
func (s *Station) moveAsk(v *visit, file desk.File, answer string) error {
	kind, rest, _ := strings.Cut(answer, "-")
	where, who, _ := strings.Cut(rest, "-")
	v.PostForm.Set(kind, where)
	l, ok, err := s.going(v, file)
	if err != nil {
		return err
	}
	if !ok {
		return v.see(childAt(file.Child.ID) + "/move")
	}
	l.Request = v.form.Request()
	l.AgreedBy, _ = hub.ParseID(who) // none: the file stays
	if _, err := s.Desk.AskTransfer(v.ctx(), v.who.Actor, l); err != nil {
		if !question(err) {
			return err
		}
		p := s.moveAgreePage(v, file, l)
		p.Errors = faultAt(err, "")
		return v.again(err, p)
	}
	return v.see(childAt(file.Child.ID) + "/move")
}

// moveBack takes a transfer back (不转了).
func (s *Station) moveBack(v *visit) error {
	id, err := v.childID()
	if err != nil {
		return err
	}
	out, err := s.Desk.CancelTransfer(v.ctx(), v.who.Actor, v.form.Request(), id)
	if err != nil {
		return err
	}
	return v.done(childAt(id), out)
}

// arrivalList are the children on their way to this site: one tap receives one.
func (s *Station) arrivalList(v *visit) error {
	p, err := s.arrivalPage(v, nil)
	if err != nil {
		return err
	}
	return v.render(p)
}

func (s *Station) arrivalPage(v *visit, faults page.Errors) (page.Rows, error) {
	f := v.frame("转来的孩子")
	f.Back, f.Help, f.Errors = "/todo", "todo", faults
	p := page.Rows{Frame: f, Action: "/arrivals", Prev: "/", Empty: "没有等着接收的孩子。"}
	coming, err := s.Desk.Arrivals(v.ctx(), v.who.Actor, v.site.ID)
	if err != nil {
		return p, err
	}
	var rows []page.Row
	for _, c := range coming {
		rows = append(rows, s.arrivalRow(c))
	}
	p.Rows, p.Pages = paged(rows, v.URL.Query().Get("page"), "/arrivals")
	return p, nil
}

func (s *Station) arrivalRow(c desk.Coming) page.Row {
	row := page.Row{Icon: "i-people", Bold: "一个孩子", Text: "从" + c.Transfer.FromName + "转来",
		Small: "档案到了，开档案的钥匙还在路上。连上邻站或县里就好。"}
	if !c.Ready {
		return row
	}
	peg := page.PegOf(c.Child.Peg, c.Child.ID)
	row.Icon, row.Peg, row.Bold = "", &peg, c.Child.Called()
	row.Small = joinFacts(sexWord(c.Child.Sex), c.Child.VillageName, s.sayDay(c.Transfer.Day)+"说好的")
	row.Do = []page.Choice{{Value: "take-" + c.Child.ID.String(), Text: "接收", Icon: "i-check"}}
	return row
}

// arrivalTake receives a child.
func (s *Station) arrivalTake(v *visit) error {
	_, text, _ := strings.Cut(v.form.Text("do"), "-")
	id, err := hub.ParseID(text)
	if err != nil {
		return v.see("/arrivals")
	}
	if _, err := s.Desk.ReceiveTransfer(v.ctx(), v.who.Actor, v.form.Request(), id); err != nil {
		if !question(err) {
			return err
		}
		p, perr := s.arrivalPage(v, faultAt(err, ""))
		if perr != nil {
			return perr
		}
		return v.again(err, p)
	}
	return v.see(childAt(id))
}

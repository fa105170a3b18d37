package station

import (
	"cmp"
	"fmt"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
)

// medicineShow is what is to be given today, in the order of the day.
func (s *Station) medicineShow(v *visit) error {
	board, err := s.Desk.Care(v.ctx(), v.who.Actor, v.site.ID, s.Desk.Today())
	if err != nil {
		return err
	}
	f := v.frame("喂药")
	f.Back, f.Undo = "/care", v.undo("/care/medicine/undo", "", "记好了")
	p := page.Rows{Frame: f, Action: "/care/medicine", Prev: "/care", Empty: "今天没有家里委托的药。要喂药，请家里先写单子、签名。",
		Ways: []page.Link{{Href: "/care/medicine/new", Text: "家里带药来了", Icon: "s-pill"}}}
	for _, one := range board.Doses() {
		p.Rows = append(p.Rows, s.doseRow(one))
	}
	for _, k := range board.Kids {
		for _, m := range k.Left {
			peg := page.PegOf(k.Child.Peg, k.Child.ID)
			p.Rows = append(p.Rows, page.Row{Peg: &peg, Bold: k.Child.Called(), Text: joinFacts(m.Name, "不喂了"), Small: "剩的药、药盒还给家里",
				Href: recordAt("medicine", m.ID), Way: "看单子", Do: []page.Choice{{Value: m.ID.String(), Text: "还了"}}})
		}
	}
	return v.render(p)
}

// medicineBack notes that the family has what was left of its medicine.
func (s *Station) medicineBack(v *visit) error {
	board, err := s.Desk.Care(v.ctx(), v.who.Actor, v.site.ID, s.Desk.Today())
	if err != nil {
		return err
	}
	for _, k := range board.Kids {
		for _, m := range k.Left {
			if m.ID != v.form.ID("do") {
				continue
			}
			out, err := s.Desk.MoveOn(v.ctx(), v.who.Actor, desk.Moving{Request: v.form.Request(), Kind: "medicine", Record: m.ID, From: cmp.Or(m.State, "open"), To: "over"})
			if err != nil {
				return err
			}
			return v.done("/care/medicine", out)
		}
	}
	return v.see("/care/medicine") // somebody was quicker
}

// medicineFor asks for which of the children in the house a family has brought medicine.
func (s *Station) medicineFor(v *visit) error {
	board, err := s.Desk.Care(v.ctx(), v.who.Actor, v.site.ID, s.Desk.Today())
	if err != nil {
		return err
	}
	f := v.frame("家里带药来了")
	f.Back = "/care/medicine"
	p := page.CareBatch{Frame: f, Action: "/care/medicine/new", Question: "给哪个孩子带的？", Prev: "/care/medicine", Empty: "今天还没有孩子到。"}
	p.Pages, p.Group = careGroups(board, "/care/medicine/new", v.URL.Query().Get("group"))
	for _, k := range board.Kids {
		if p.Group == "" || k.Enrolment.Group.String() == p.Group {
			p.Kids = append(p.Kids, page.CareKid{ID: k.Child.ID.String(), Name: k.Child.Called(), Peg: page.PegOf(k.Child.Peg, k.Child.ID), Harm: harmWord(k.CannotEat)})
		}
	}
	return v.render(p)
}

// medicineForTake leads to the request of that child.
func (s *Station) medicineForTake(v *visit) error {
	child := v.form.ID("pick")
	if child.IsZero() {
		return v.see("/care/medicine/new")
	}
	return v.see(formAt("medicine") + "/new?for=" + child.String())
}

// doseRow is one time of one request.
func (s *Station) doseRow(one desk.KidDose) page.Row {
	k := one.Kid
	peg := page.PegOf(k.Child.Peg, k.Child.ID)
	row := page.Row{Peg: &peg, Bold: clock(one.Due) + " " + k.Child.Called(), Text: joinFacts(one.Request.Name, one.Request.Dose, s.choice("medicine", "meal", one.Request.Meal)),
		Href: doseAt(one.DoseDue), Way: "去喂"}
	if harm := harmWord(k.CannotEat); harm != "" {
		row.Small = "不能用：" + harm
	}
	switch {
	case one.Done.Went == "spat":
		row.Tag, row.Care, row.Href = clock(one.Done.At)+" 吐了一些", true, ""
		row.Small = joinFacts("不再喂，给家里打电话", row.Small)
	case one.Done.Taken():
		row.Tag, row.Href = clock(one.Done.At)+" 喂过了", ""
	case !one.Request.Open():
		row.Tag, row.Struck, row.Href = "家里说不喂了", true, ""
	case one.Done.Went == "refused":
		row.Tag, row.Care = "没吃", true
	case one.Refusal == nil:
		row.Tag, row.Care = "到时候了", true
	case one.Refusal.Key == "medicine.early":
		row.Tag, row.Way = "还早", "看单子"
	default:
		row.Tag, row.Care, row.Way = "不能喂", true, "为什么"
	}
	return row
}

func doseAt(one desk.DoseDue) string {
	return "/care/medicine/" + one.Request.ID.String() + "/" + strconv.Itoa(one.Due)
}

// doseWord is how the medicine of the day stands.
func doseWord(b desk.CareBoard) (word string, ask bool) {
	all, done, now := 0, 0, 0
	for _, one := range b.Doses() {
		switch {
		case !one.Request.Open():
			continue
		case one.Done.Went != "":
			done++
		case one.Refusal == nil && one.Kid.Here():
			now++
		}
		all++
	}
	switch {
	case now > 0:
		return fmt.Sprintf("%d 个到时候了", now), true
	case all == 0:
		return "今天没有", false
	case done == all:
		return "都喂了", false
	}
	return fmt.Sprintf("还有 %d 回", all-done), false
}

// doseTodo is what of it belongs on 待办: what is due just now.
func (s *Station) doseTodo(v *visit) ([]page.Row, error) {
	if !v.who.Actor.May(hub.ActCare) {
		return nil, nil
	}
	board, err := s.Desk.Care(v.ctx(), v.who.Actor, v.site.ID, s.Desk.Today())
	if err != nil {
		return nil, err
	}
	var rows []page.Row
	for _, one := range board.Doses() {
		if one.Kid.Here() && one.Done.Went == "" && one.Refusal == nil {
			rows = append(rows, s.doseRow(one))
		}
	}
	return rows, nil
}

func (s *Station) medicineUndo(v *visit) error {
	if _, err := v.takeBack(); err != nil {
		return err
	}
	return v.see("/care/medicine")
}

// dose is the dose of the path.
func (s *Station) dose(v *visit) (one desk.KidDose, err error) {
	record, err := v.pathID("record", "medicine.no-time")
	if err != nil {
		return one, err
	}
	due, _ := strconv.Atoi(v.PathValue("no")) // what is no number is no time of any request
	board, err := s.Desk.Care(v.ctx(), v.who.Actor, v.site.ID, s.Desk.Today())
	if err != nil {
		return one, err
	}
	for _, one := range board.Doses() {
		if one.Request.ID == record && one.Due == due {
			s.Doors.Looked(v.who.Actor, one.Kid.Child.ID, "page")
			return one, nil
		}
	}
	return one, hub.E(hub.CodeNotFound, "medicine.no-time")
}

// doseShow shows what stands on the request, and asks who looked too.
func (s *Station) doseShow(v *visit) error {
	one, err := s.dose(v)
	if err != nil {
		return err
	}
	p, err := s.dosePage(v, one, "")
	if err != nil {
		return err
	}
	return v.render(p)
}

// doseTake takes who looked too, or notes how it went.
func (s *Station) doseTake(v *visit) error {
	one, err := s.dose(v)
	if err != nil {
		return err
	}
	second := v.form.Text("second")
	p, err := s.dosePage(v, one, second)
	if err != nil {
		return err
	}
	if !v.form.Has("went") {
		return v.render(p)
	}
	id, _ := hub.ParseID(second) // self is nobody else
	out, err := s.Desk.GiveDose(v.ctx(), v.who.Actor, desk.Giving{Request: v.form.Request(), Medicine: one.Request.ID, Due: one.Due,
		Went: v.form.Text("went"), Second: id, Relooked: second == lookedTwice})
	if err != nil {
		if hub.CodeOf(err) == hub.CodeInternal {
			return err
		}
		p.Errors = page.Faults(err)
		return v.again(err, p)
	}
	return v.done("/care/medicine", out)
}

// lookedTwice is the answer of somebody who has nobody beside her.
const lookedTwice = "self"

func (s *Station) dosePage(v *visit, one desk.KidDose, second string) (page.GiveDose, error) {
	f := v.frame(clock(one.Due) + " 喂药")
	f.Back = "/care/medicine"
	m, k := one.Request, one.Kid
	p := page.GiveDose{Frame: f, Action: doseAt(one.DoseDue), Prev: "/care/medicine", Harm: harmWord(k.CannotEat), Second: second,
		Child: page.Person{Name: k.Child.Called(), Word: ageBoth(k.Child.Birth, s.Desk.Today()), Peg: page.PegOf(k.Child.Peg, k.Child.ID)},
		Facts: []page.Fact{{Word: "药", Text: m.Name}, {Word: "一回", Text: m.Dose}, {Word: "几点", Text: medicineTime(s, m, one.Due)}, {Word: "谁签的", Text: signerWord(one.Signer)}},
		Went:  s.choicesOf("dosing", "went"),
	}
	if one.Refusal != nil {
		p.Refused, p.Early = words.Of(one.Refusal), one.Refusal.Key == "medicine.early"
		return p, nil
	}
	staff, err := s.Desk.Staff(v.ctx(), v.site.ID)
	if err != nil {
		return p, err
	}
	for _, w := range staff {
		if w.ID != v.who.Actor.Staff && len(p.Seconds) < secondsShown {
			p.Seconds = append(p.Seconds, page.Choice{Value: w.ID.String(), Text: w.Name, On: w.ID.String() == second})
		}
	}
	p.Seconds = append(p.Seconds, page.Choice{Value: lookedTwice, Text: "只有我，我又看了一遍", On: second == lookedTwice})
	return p, nil
}

const secondsShown = 6

func medicineTime(s *Station, m care.Medicine, due int) string {
	return joinFacts(clock(due), s.choice("medicine", "meal", m.Meal))
}

func signerWord(p care.Person) string {
	if p.ID.IsZero() {
		return "没有签"
	}
	return kinOf(p)
}

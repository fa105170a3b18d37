package station

import (
	"strings"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// eraseShow asks what the family wants, who of them says so, and how she is known: one
// tap each. Where they have asked already it says how far that is.
func (s *Station) eraseShow(v *visit) error {
	p, err := s.erasePage(v, v.URL.Query().Get("to"))
	if err != nil || p == nil {
		return err
	}
	return v.render(*p)
}

// wishing is what a family said so far of what it wants.
type wishing struct {
	What string // desk.EraseAll, desk.ErasePause, or a purpose
	By   string // id of who says so
}

func wishDraft(child hub.ID) string { return "erase/" + child.String() }

func (v *visit) keepWish(file desk.File, d wishing) error {
	as := leaf{What: "停用或删除", Who: file.Child.Called(), Where: "还没说是谁提的", At: childAt(file.Child.ID) + "/erase"}
	if d.By != "" {
		as.Where = "还没说怎么知道是本人"
	}
	return v.keepDraft(wishDraft(file.Child.ID), as, d)
}

// erasePage is the question that comes next, or the earlier one that to names (what,
// by); nil where the browser was sent on.
func (s *Station) erasePage(v *visit, to string) (*page.Choose, error) {
	id, err := v.childID()
	if err != nil {
		return nil, err
	}
	ask, err := s.Desk.EraseAskOf(v.ctx(), v.who.Actor, id)
	if err != nil {
		return nil, err
	}
	if !ask.ID.IsZero() {
		return nil, v.see(erasingAt(ask.ID))
	}
	file, err := v.file()
	if err != nil {
		return nil, err
	}
	if file.Child.Sealed && file.Child.Called() == "" {
		return nil, hub.E(hub.CodeForbidden, "erase.elsewhere")
	}
	at := childAt(file.Child.ID) + "/erase"
	p := &page.Choose{Frame: v.childFrame(file, "停用或删除"), Action: at}
	var said wishing
	if _, err := v.draft(wishDraft(file.Child.ID), &said); err != nil {
		return nil, err
	}
	what, by := said.What, said.By
	switch {
	case what == "" || to == "what":
		s.askWhat(p, file)
		err = s.sayDuty(v, p, file)
	case by == "" || to == "by":
		p.Question, p.Field, p.Prev = "家里谁提的？", "by", at+"?to=what"
		for _, one := range file.People {
			p.Tiles = append(p.Tiles, page.Choice{Value: what + "." + one.ID.String(), Text: adultName(one), Small: roleWord(one.Guardian)})
		}
		p.Quiet = "最好是监护人。别人来提，先给监护人打个电话。"
	default:
		p.Question, p.Field, p.Prev, p.Few = "怎么知道是本人？", "sure", at+"?to=by", true
		p.Tiles = []page.Choice{
			{Value: what + "." + by + ".id", Text: "看过身份证", Small: "或者户口本"},
			{Value: what + "." + by + ".known", Text: "站里认得", Small: "天天来接送的"},
		}
		p.Quiet = "点了就停用：名单、找人、表格里都没有这个孩子了。县里答复以前，家里随时能改主意。"
		if purpose, ok := s.purpose(what); ok {
			p.Quiet = "点了就收回：" + purpose.Title + "。以后不再留、不再送，存过的由县里通知各站删掉。"
		}
	}
	return p, err
}

func roleWord(guardian bool) string {
	if guardian {
		return "监护人"
	}
	return ""
}

// askWhat offers everything, a stop, and what the family had agreed to.
func (s *Station) askWhat(p *page.Choose, file desk.File) {
	p.Question, p.Field, p.Prev = "家里要怎么办？", "what", childAt(file.Child.ID)
	p.Tiles = []page.Choice{
		{Value: desk.EraseAll, Text: "全部删掉", Small: "县里核实了再删"},
		{Value: desk.ErasePause, Text: "先停用", Small: "有说法没弄清，先不删"},
	}
	for _, one := range s.Desk.Forms().Purposes() { // what was agreed to on a sheet of its own, too
		if file.Consents[one.Code].Answer == hub.AnswerYes {
			p.Tiles = append(p.Tiles, page.Choice{Value: string(one.Code), Text: "收回“" + one.Title + "”", Small: "别的照样"})
		}
	}
}

// sayDuty says what stays whatever is asked.
func (s *Station) sayDuty(v *visit, p *page.Choose, file desk.File) error {
	kinds, err := s.Desk.KeptByDuty(v.ctx(), v.who.Actor, file.Child.ID)
	if len(kinds) > 0 {
		p.Quiet = "法律要留的照样留着：" + s.titles(kinds) + "，和认得出孩子的名字、生日。"
	}
	return err
}

// titles names kinds of records.
func (s *Station) titles(kinds []hub.Kind) string {
	var words []string
	for _, k := range kinds {
		if def, ok := s.Desk.Forms().Get(k); ok {
			words = append(words, def.Title)
		}
	}
	return strings.Join(words, "、")
}

// eraseTake takes one answer: WHAT, WHAT.WHO, or WHAT.WHO.PROOF, which is the last. Each
// says what it was the answer to, so that a page that was left open answers for itself.
func (s *Station) eraseTake(v *visit) error {
	id, err := v.childID()
	if err != nil {
		return err
	}
	if _, err := v.draft(wishDraft(id), &wishing{}); err != nil {
		return err
	}
	parts := strings.Split(v.form.Text("what")+v.form.Text("by")+v.form.Text("sure"), ".")
	said := wishing{What: parts[0]}
	if len(parts) > 1 {
		said.By = parts[1]
	}
	if len(parts) < 3 {
		file, err := v.file()
		if err != nil {
			return err
		}
		if err := v.keepWish(file, said); err != nil {
			return err
		}
		return v.see(childAt(id) + "/erase")
	}
	by, _ := hub.ParseID(said.By)
	ask, _, err := s.Desk.AskErase(v.ctx(), v.who.Actor, desk.Wish{
		Request: v.form.Request(), Child: id, What: said.What, By: by, Proof: parts[2],
	})
	if err != nil && question(err) {
		p, perr := s.erasePage(v, "what")
		if perr != nil || p == nil {
			return perr
		}
		p.Errors = faultAt(err, p.Field)
		return v.again(err, *p)
	}
	if err != nil {
		return err
	}
	if err := v.dropDraft(wishDraft(id)); err != nil {
		return err
	}
	return v.see(erasingAt(ask))
}

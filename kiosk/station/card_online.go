package station

import (
	"net/http"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// onlineRoutes ask a family whether it wants to look at its child from home, on a sheet of
// its own: nobody is asked who does not ask, and where the county has not opened it nobody
// can.
func (s *Station) onlineRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /child/{child}/online", s.signed(s.onlineAsk))
	mux.HandleFunc("POST /child/{child}/online", s.signed(s.onlineAnswer))
	mux.HandleFunc("GET /child/{child}/online/sign/{by}", s.signed(s.onlinePad))
	mux.HandleFunc("POST /child/{child}/online/sign/{by}", s.signed(s.onlineSign))
}

// webCard is what a card says of the page at home.
type webCard struct {
	number string // 482 9137 205; "" the family has not agreed
	url    string
	ask    string // where it is asked; "" the county has not opened it
}

// host is the address as people read and type it.
func (w webCard) host() string {
	_, host, _ := strings.Cut(w.url, "://")
	return host
}

func (s *Station) webCardOf(v *visit, child hub.ID, number string) (w webCard, err error) {
	now, err := s.Desk.FamilyPage(v.ctx())
	if err != nil || !now.On {
		return w, err
	}
	w.ask = onlineAt(child)
	last, url, err := s.Desk.WebCard(v.ctx(), v.who.Actor, child)
	if last != "" {
		w.number, w.url = cardNumber(number)+" "+last, url
	}
	return w, err
}

func onlineAt(child hub.ID) string { return childAt(child) + "/online" }

// onlineAsk says what is shown and asks which guardian wants it: the code goes to her
// telephone.
func (s *Station) onlineAsk(v *visit) error {
	p, err := s.onlinePage(v)
	if err != nil {
		return err
	}
	return v.render(p)
}

func (s *Station) onlinePage(v *visit) (p page.Choose, err error) {
	file, err := v.file()
	if err != nil {
		return p, err
	}
	now, err := s.Desk.FamilyPage(v.ctx())
	if err == nil && !now.On {
		err = hub.E(hub.CodeNotFound, "online.off")
	}
	if err != nil {
		return p, err
	}
	purpose, _ := s.purpose(string(desk.PurposeOnline))
	p = page.Choose{Frame: v.childFrame(file, "在网上看"), Action: onlineAt(file.Child.ID), Field: "by", Prev: childAt(file.Child.ID) + "/card",
		Question: "哪位监护人要在家看" + file.Child.Called() + "？", Quiet: purpose.What + "。" + purpose.Keep + "。不开：" + purpose.Refusing + "。"}
	guardians := desk.Guardians(file.People)
	for _, one := range guardians {
		p.Tiles = append(p.Tiles, page.Choice{Value: one.ID.String(), Text: adultName(one), Small: "码发到 " + care.MaskPhone(one.Phone)})
	}
	if len(guardians) == 0 {
		p.Question = "先补一位监护人的手机号"
		p.Quiet = "验证码只发给监护人。到孩子的页里，把爸爸、妈妈的手机号填上再来。"
	}
	if file.Consents[desk.PurposeOnline].Answer == hub.AnswerYes {
		p.Tiles = append(p.Tiles, page.Choice{Value: "no", Text: "不看了，收回", Small: "马上打不开", Icon: "i-stop"})
	}
	return p, nil
}

// onlineAnswer goes on to the signature; a no needs none.
func (s *Station) onlineAnswer(v *visit) error {
	child, err := v.childID()
	if err != nil {
		return err
	}
	if v.form.Text("by") == "no" {
		if _, err := s.Desk.AnswerOnline(v.ctx(), v.who.Actor, desk.OnlineAnswer{Request: v.form.Request(), Child: child}); err != nil {
			return err
		}
		return v.see(childAt(child) + "/card")
	}
	by := v.form.ID("by")
	if by.IsZero() {
		return v.see(onlineAt(child))
	}
	return v.see(onlineAt(child) + "/sign/" + by.String())
}

// onlinePad is the pad on which the guardian signs.
func (s *Station) onlinePad(v *visit) error {
	p, _, err := s.onlineSheet(v)
	if err != nil {
		return err
	}
	return v.render(p)
}

func (s *Station) onlineSheet(v *visit) (p page.Sign, by care.Person, err error) {
	file, err := v.file()
	if err != nil {
		return p, by, err
	}
	id, err := v.pathID("by", "desk.no-person")
	if err != nil {
		return p, by, err
	}
	for _, one := range desk.Guardians(file.People) {
		if one.ID == id {
			by = one
		}
	}
	if by.ID.IsZero() {
		return p, by, hub.E(hub.CodeNotFound, "desk.no-person")
	}
	f := v.frame("请" + kinWord(by.Kinship) + "签个字")
	f.Hint, f.Help, f.Back = file.Child.Called()+" · 手指写就行", "register-sign", onlineAt(file.Child.ID)
	return page.Sign{Frame: f, Action: v.URL.Path, Who: adultName(by), What: "同意在网上看" + file.Child.Called() + "，码发到 " + care.MaskPhone(by.Phone),
		Prev: onlineAt(file.Child.ID), Skip: "纸上签了", Next: "签好了"}, by, nil
}

// onlineSign takes the signature, or that she signed on paper.
func (s *Station) onlineSign(v *visit) error {
	if v.form.Has("keep") { // one signature: it is drawn again
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	p, by, err := s.onlineSheet(v)
	if err != nil {
		return err
	}
	a := desk.OnlineAnswer{Request: v.form.Request(), By: by.ID, Yes: true}
	if a.Child, err = v.childID(); err != nil {
		return err
	}
	if v.form.Text("go") != "skip" {
		if a.Signature, err = signature(v); err != nil {
			p.Strokes, p.Errors = strokes(drawn(v)), page.Faults(err)
			return v.again(err, p)
		}
	}
	if _, err := s.Desk.AnswerOnline(v.ctx(), v.who.Actor, a); err != nil {
		return err
	}
	return v.see(childAt(a.Child) + "/card")
}

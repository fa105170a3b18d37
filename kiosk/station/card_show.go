package station

import (
	"context"
	"net/http"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/kiosk/page"
)

// Cards is what the screens ask of the box about families' cards.
type Cards interface {
	// Card is what stands on a child's card; ok is false where this box has none to print.
	Card(ctx context.Context, actor hub.Actor, child hub.ID) (number, figures string, ok bool, err error)
	// Renew gives a child another card for one that was lost. Errors: CodeForbidden.
	Renew(ctx context.Context, actor hub.Actor, child hub.ID) error
	// Open opens the child of a card that was scanned, or finds the one whose number was
	// pressed. Errors: CodeInvalid.
	Open(ctx context.Context, actor hub.Actor, figures string) (child hub.ID, err error)
}

// cardFigures is how many figures a scanner types.
const cardFigures = 48

// cardRoutes print a family's card, and open what one opens.
func (s *Station) cardRoutes(mux *http.ServeMux) {
	if s.Cards == nil {
		return
	}
	mux.HandleFunc("GET /card", s.signed(s.cardAsk))
	mux.HandleFunc("POST /card", s.open(s.cardOpen))
	mux.HandleFunc("GET /child/{child}/card", s.signed(s.cardShow))
	mux.HandleFunc("POST /child/{child}/card", s.signed(s.cardPrint))
	mux.HandleFunc("GET /child/{child}/card/lost", s.signed(s.cardLost))
	mux.HandleFunc("POST /child/{child}/card/lost", s.signed(s.cardRenew))
	s.onlineRoutes(mux)
}

// cardOf is the child of a page, and what stands on its family's card.
func (s *Station) cardOf(v *visit) (c care.Child, number, figures string, err error) {
	file, err := v.file()
	if err != nil {
		return c, "", "", err
	}
	number, figures, ok, err := s.Cards.Card(v.ctx(), v.who.Actor, file.Child.ID)
	if err == nil && !ok {
		err = hub.E(hub.CodeInvalid, "card.none")
	}
	return file.Child, number, figures, err
}

// cardShow is the card to be printed. Whoever holds it opens the record: it counts as
// a look.
func (s *Station) cardShow(v *visit) error {
	c, number, figures, err := s.cardOf(v)
	if err != nil {
		return err
	}
	picture, err := page.QR(s.cardPicture(figures), "家庭卡上的图")
	if err != nil {
		return err
	}
	s.Doors.Looked(v.who.Actor, c.ID, "print")
	web, err := s.webCardOf(v, c.ID, number)
	if err != nil {
		return err
	}
	f := v.frame("家庭卡")
	f.Back = childAt(c.ID)
	if v.URL.Query().Has("new") {
		f.Note = &page.Note{Kind: "good", Icon: "i-check", Bold: "新卡换好了。", Text: "点“打印”，交给家里。旧卡找到了，剪掉。"}
	}
	return v.render(page.FamilyCard{
		Frame: f, Child: c.Called(), Site: v.site.Name, Number: cardNumber(number), QR: picture, Prev: childAt(c.ID),
		Web: web.number, URL: web.host(), Online: web.ask, Lost: childAt(c.ID) + "/card/lost", Print: v.printAt(childAt(c.ID) + "/card"),
	})
}

// cardPrint prints it.
func (s *Station) cardPrint(v *visit) error {
	c, number, figures, err := s.cardOf(v)
	if err != nil {
		return err
	}
	web, err := s.webCardOf(v, c.ID, number)
	if err != nil {
		return err
	}
	return v.print(cardDoc(cardBlock(c.Called(), v.site.Name, cardNumber(number), s.cardPicture(figures), web), c.ID), childAt(c.ID)+"/card")
}

// cardNumber is a card's number as it is read out: 482 9137.
func cardNumber(number string) string { return number[:3] + " " + number[3:] }

// Phones is where families' phones reach this box.
type Phones struct {
	Name string          // the same at every station, for a card goes along
	At   func() []string // addresses besides, HOST:PORT; none while it is not reached
}

// cardPicture is what the picture of a card holds: its figures alone, or where phones
// read it, behind the address that opens in them. They stand behind the #, which a browser
// sends to nobody; a scanner types the whole, and trailing finds them again.
func (s *Station) cardPicture(figures string) string {
	if s.Phones == nil {
		return figures
	}
	return "http://" + s.Phones.Name + "/k#" + figures
}

// cardLost says what a new card helps against, and what not.
func (s *Station) cardLost(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	at := childAt(file.Child.ID) + "/card"
	f := v.frame("家庭卡丢了")
	f.Back = at
	return v.render(page.Message{
		Frame: f, Icon: "i-people", Kind: "calm", Head: "给" + file.Child.Called() + "换一张新卡",
		Lines: []string{"新卡打得开全部记录。丢的那张停用，这里马上就扫不开。",
			"还没和这台连上的站，连上以前，旧卡还扫得开以前写的。", "换好就印一张给家里。旧卡找到了，剪掉。"},
		Post: []page.Post{{Action: at + "/lost", Field: "do", Value: "new", Text: "换一张", Icon: "i-check", Main: true}},
	})
}

// cardRenew makes the new card and shows it.
func (s *Station) cardRenew(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	if err := s.Cards.Renew(v.ctx(), v.who.Actor, file.Child.ID); err != nil {
		return err
	}
	return v.see(childAt(file.Child.ID) + "/card?new=1")
}

// cardAsk waits for the scanner, or for the number.
func (s *Station) cardAsk(v *visit) error { return v.render(s.cardPage(v, "", nil)) }

func (s *Station) cardPage(v *visit, typed string, wrong error) page.Figures {
	f := v.frame("用家庭卡打开")
	f.Back, f.Errors = "/find", faultAt(wrong, "card")
	return page.Figures{
		Frame: f, Action: "/card", Question: "扫一下家庭卡", Quiet: "用扫码枪对准卡上的图。本站的孩子，按卡上的 7 个数也找得到。",
		Pad: page.Pad{Field: "card", Length: cardFigures, Label: "卡上的数", Typed: typed, Shown: typed}, Prev: "/find", Next: "打开",
	}
}

// trailing are the figures at the end of a text: a scanner that stands before a picture
// with an address in it types that too, in whatever letters its keyboard makes of it.
func trailing(text string) string {
	return text[len(strings.TrimRight(text, "0123456789")):]
}

// cardOpen takes what was scanned, on whatever page, or pressed.
func (s *Station) cardOpen(v *visit) error {
	if v.form.Has("keep") { // what is typed so far: nothing is kept
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	if !v.who.Signed { // scanned on a page that stands open: the card is shown once more
		return v.see("/pin?next=/card")
	}
	pad := page.Pad{Length: cardFigures, Typed: trailing(v.form.Text("card"))}
	if key := v.form.Text("key"); key != "" { // a browser without script
		return v.render(s.cardPage(v, pad.Press(key), nil))
	}
	child, err := s.Cards.Open(v.ctx(), v.who.Actor, pad.Typed)
	if err != nil {
		if question(err) {
			return v.again(err, s.cardPage(v, "", err))
		}
		return err
	}
	return v.see(childAt(child)) // where the look is noted
}

package station

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// anewShow asks for the value where neither version is right (都不对，重新写): a number
// or a choice. Names, days and villages have pages of their own.
func (s *Station) anewShow(v *visit) error {
	card, err := s.anewCard(v)
	if err != nil {
		return err
	}
	return v.render(s.anewPage(v, card, "", nil))
}

// anewCard is the card of the path, if its field can be written here.
func (s *Station) anewCard(v *visit) (desk.Card, error) {
	id, err := v.pathID("record", "desk.settled-already")
	if err != nil {
		return desk.Card{}, err
	}
	card, err := s.Desk.Conflict(v.ctx(), v.who.Actor, id)
	if err == nil && card.Field.Type != form.Int && card.Field.Type != form.Choice {
		err = hub.E(hub.CodeNotFound, "desk.settled-already")
	}
	return card, err
}

const mostFigures = 6 // of a measured value, its point counted

func (s *Station) anewPage(v *visit, card desk.Card, typed string, faults page.Errors) page.View {
	f := v.frame(card.Field.Label)
	at := "/conflict/" + card.Record.ID.String()
	f.Hint, f.Back, f.Errors = card.Child.Called(), at, faults
	if card.Field.Type == form.Choice {
		p := page.Choose{Frame: f, Action: at + "/anew", Question: card.Field.Label + "到底是哪个？", Field: "value", Prev: at}
		for _, o := range card.Field.Choices {
			p.Tiles = append(p.Tiles, page.Choice{Value: o.Code, Text: o.Label})
		}
		return p
	}
	pad := page.Pad{Field: "value", Typed: typed, Length: mostFigures, Label: card.Field.Label}
	quiet := "重新写的算数，两站原来写的都还在。"
	if card.Field.Unit != "" {
		quiet = "单位是" + card.Field.Unit + "。" + quiet
	}
	if card.Field.Scale > 1 {
		pad.Letter = "."
	}
	return page.Figures{Frame: f, Action: at + "/anew", Question: card.Field.Label + "是多少？", Quiet: quiet, Prev: at, Next: "记下来", Pad: pad}
}

// anewTake takes a key, or the answer.
func (s *Station) anewTake(v *visit) error {
	card, err := s.anewCard(v)
	if hub.CodeOf(err) == hub.CodeNotFound && err != nil { // it was settled meanwhile
		return v.see("/todo")
	}
	if err != nil {
		return err
	}
	var value any = v.form.Text("value")
	if card.Field.Type == form.Int {
		pad := page.Pad{Typed: firstRunes(v.form.Text("value"), mostFigures), Length: mostFigures, Letter: "."}
		typed := pad.Press(v.form.Text("key"))
		if v.form.Text("go") != "next" {
			return v.render(s.anewPage(v, card, typed, nil))
		}
		n, ok := scaled(typed, card.Field.Scale)
		if !ok {
			err := hub.E(hub.CodeInvalid, "conflict.number").In("value")
			return v.again(err, s.anewPage(v, card, typed, faultAt(err, "value")))
		}
		value = n
	}
	out, err := s.Desk.Anew(v.ctx(), v.who.Actor, v.form.Request(), card, value)
	switch {
	case err != nil && question(err):
		return v.again(err, s.anewPage(v, card, fmt.Sprint(v.form.Text("value")), faultAt(err, "value")))
	case err != nil:
		return err
	case card.More > 0:
		return v.see("/conflict/" + card.Record.ID.String())
	}
	return s.conflictDone(v, card, out)
}

// scaled reads a number as it is shown (8.2) into the units that are stored (8200).
func scaled(text string, scale int) (int64, bool) {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || strings.HasPrefix(text, ".") || n < 0 || n > 1e6 {
		return 0, false
	}
	return int64(math.Round(n * float64(max(1, scale)))), true
}

package station

import (
	"fmt"

	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// careShow is 今天的照护: one door a thing, each says how far it is.
func (s *Station) careShow(v *visit) error {
	board, err := s.Desk.Care(v.ctx(), v.who.Actor, v.site.ID, s.Desk.Today())
	if err != nil {
		return err
	}
	f := v.framed("今天的照护")
	f.Hint, f.Undo = s.todayInWords(), v.undo("/care/undo", "", "记好了")
	if t, ok := careThingOf(v.URL.Query().Get("what")); ok && f.Undo != nil {
		f.Undo.Who = t.title
	}
	if len(board.Kids) == 0 {
		return v.render(page.Message{Frame: f, Icon: "i-door", Head: "今天还没有孩子到", Lines: []string{"孩子到了，先在登记台点一下，这里就有他们。"},
			Ways: []page.Link{{Href: "/wall/morning", Text: "去登记台"}}})
	}
	p := page.Menu{Frame: f}
	for _, t := range careThings {
		word, ask := s.careWord(t, board)
		p.Doors = append(p.Doors, page.Door{Href: "/care/note/" + string(t.code), Text: t.title, Word: word, Icon: t.icon, Ask: ask})
	}
	out, ask := outdoorWord(board)
	p.Doors = append(p.Doors, page.Door{Href: "/care/yard", Text: "户外", Word: out, Icon: "s-sun", Ask: ask})
	word, ask := doseWord(board)
	p.Doors = append(p.Doors, page.Door{Href: "/care/medicine", Text: "喂药", Word: word, Icon: "s-pill", Ask: ask})
	return v.render(p)
}

// careUndo takes the last act of this page back.
func (s *Station) careUndo(v *visit) error {
	if _, err := v.takeBack(); err != nil {
		return err
	}
	return v.see("/care")
}

// careWord says how far a thing is with those who are in the house.
func (s *Station) careWord(t careThing, b desk.CareBoard) (word string, ask bool) {
	noted, here, asleep, times := 0, 0, 0, 0
	for _, k := range b.Kids {
		if k.Here() {
			here++
			if t.noted(s, k).answer != "" {
				noted++
			}
			if k.Care.Asleep() {
				asleep++
			}
		}
		times = max(times, len(k.Care.Drank))
	}
	switch {
	case t.code == care.Sleep && asleep > 0:
		return fmt.Sprintf("%d 个在睡", asleep), false
	case t.code == care.Water && times > 0:
		return fmt.Sprintf("今天 %d 回", times), false
	case noted == 0:
		return "还没记", false
	case noted == here:
		return "都记了", false
	case t.code == care.Toilet:
		return fmt.Sprintf("记了 %d 个", noted), false
	}
	return fmt.Sprintf("还差 %d 个", here-noted), true
}

// outdoorWord is how the child stands that was out the least.
func outdoorWord(b desk.CareBoard) (word string, ask bool) {
	asked, least := care.Builtin().OutdoorMinutes, -1
	for _, k := range b.Kids {
		if k.Here() && k.Care.Inside == "" && (least < 0 || k.Outdoor < least) {
			least = k.Outdoor
		}
	}
	for _, o := range b.Outings {
		if o.Open() {
			return clock(o.From) + " 出去的", false
		}
	}
	switch {
	case least <= 0:
		return "还没出去", false
	case least < asked:
		return fmt.Sprintf("%d 分钟，还差 %d", least, asked-least), false
	}
	return fmt.Sprintf("%d 分钟，够了", least), false
}

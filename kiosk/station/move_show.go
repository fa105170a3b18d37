package station

import (
	"cmp"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/place"
	"yizhan/kiosk/page"
)

// moveShow is 搬家: where the child goes, then whether its file goes along. What was
// chosen stands in the address, as codes: a cover or a power cut loses one tap.
func (s *Station) moveShow(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	t, err := s.Desk.Transfer(v.ctx(), v.who.Actor, file.Child.ID)
	if err != nil {
		return err
	}
	switch going, ok, err := s.going(v, file); {
	case err != nil:
		return err
	case t.Open() || t.State != "" && file.Child.Withdrawn != "" || t.State == "received" && file.Child.Site == t.To && t.To != v.site.ID:
		return v.render(s.movingPage(v, file, t))
	case ok:
		return v.render(s.moveAgreePage(v, file, going))
	}
	if v.URL.Query().Get("far") != "" {
		return v.render(s.moveTownsPage(v, file))
	}
	p, err := s.moveWherePage(v, file)
	if err != nil {
		return err
	}
	return v.render(p)
}

// going is the place that the address names.
func (s *Station) going(v *visit, file desk.File) (l desk.Leaving, ok bool, err error) {
	q := v.URL.Query()
	if v.Method == "POST" {
		q = v.PostForm
	}
	if code := q.Get("town"); code != "" {
		name, known := s.Places.Name(code)
		return desk.Leaving{Child: file.Child.ID, Township: code, ToName: name}, known && len(code) == len(v.site.Township), nil
	}
	id, perr := hub.ParseID(q.Get("to"))
	if perr != nil {
		return l, false, nil
	}
	name, err := s.Desk.NameOf(v.ctx(), v.who.Actor, "site", id)
	return desk.Leaving{Child: file.Child.ID, To: id, ToName: name}, name != "", err
}

// moveWherePage are the stations of the township, and the way out of it.
func (s *Station) moveWherePage(v *visit, file desk.File) (page.Choose, error) {
	f := v.childFrame(file, "搬家")
	at := childAt(file.Child.ID) + "/move"
	p := page.Choose{Frame: f, Action: at, Question: "以后哪个站照护？", Field: "to", Prev: f.Back,
		Quiet: "只是换班、不来了，回去点“入托”或“离托”。"}
	list, err := s.Desk.Neighbours(v.ctx(), v.who.Actor)
	if err != nil {
		return p, err
	}
	for _, n := range list {
		p.Tiles = append(p.Tiles, page.Choice{Value: n.ID.String(), Text: n.Name, Small: n.VillageName})
	}
	p.Tiles, p.From, p.More = tilesFrom(p.Tiles, v)
	p.Tiles = append(p.Tiles, page.Choice{Value: farAway, Text: "别的乡镇", Small: "县里帮着转"})
	return p, nil
}

const (
	farAway   = "far"
	movesShow = 7 // places on one page
)

// tilesFrom is one page of tiles; the next begins where more says.
func tilesFrom(all []page.Choice, v *visit) (some []page.Choice, from int, more bool) {
	from = number(cmp.Or(v.URL.Query().Get("from"), v.PostForm.Get("from")))
	if from >= len(all) || from < 0 {
		from = 0
	}
	return all[from:min(len(all), from+movesShow)], from, len(all) > movesShow
}

// moveTownsPage are the other townships of the county.
func (s *Station) moveTownsPage(v *visit, file desk.File) page.Choose {
	f := v.childFrame(file, "搬家")
	at := childAt(file.Child.ID) + "/move"
	f.Back = at
	p := page.Choose{Frame: f, Action: at + "?far=1", Question: "搬到哪个乡镇？", Field: "town", Prev: at,
		Quiet: "出了县的，档案不能直接转，回去点“离托”，写上搬走了。"}
	var towns []place.Place
	if len(v.site.Township) >= countyDigits {
		towns = s.Places.Townships(v.site.Township[:countyDigits])
	}
	for _, t := range towns {
		if t.Code != v.site.Township {
			p.Tiles = append(p.Tiles, page.Choice{Value: t.Code, Text: t.Name})
		}
	}
	p.Tiles, p.From, p.More = tilesFrom(p.Tiles, v)
	return p
}

const countyDigits = 6

// moveAgreePage asks the family whether the file may go along, in the words of the
// purpose; whoever of them says yes is tapped.
func (s *Station) moveAgreePage(v *visit, file desk.File, l desk.Leaving) page.Choose {
	f := v.childFrame(file, "转到"+l.ToName)
	at := childAt(file.Child.ID) + "/move"
	f.Back = at
	p := page.Choose{Frame: f, Action: at, Field: "agreed", Prev: at, Question: "家里谁同意档案一起转过去？"}
	for _, u := range s.Desk.Forms().Purposes() {
		if u.Code == "move" {
			p.Quiet = "转过去的是：" + u.What + "。不同意：" + u.Refusing + "。"
		}
	}
	// The place goes in front of the answer: one field, one tap.
	where := placeOf(l.To, l.Township)
	for _, one := range file.People {
		p.Tiles = append(p.Tiles, page.Choice{Value: where + "-" + one.ID.String(), Text: adultName(one)})
	}
	p.Tiles = append(p.Tiles, page.Choice{Value: where + "-none", Text: "不同意", Small: "档案留在本站"})
	return p
}

// placeOf is a place as an answer carries it.
func placeOf(to hub.ID, township string) string {
	if township != "" {
		return "town-" + township
	}
	return "to-" + to.String()
}

// siblingsAlong is how many brothers and sisters fit beside the other buttons.
const siblingsAlong = 2

// alongside offers to send the brothers and sisters who are registered here the same
// way: a household moves as one, each child by a tap of its own.
func (s *Station) alongside(v *visit, file desk.File, t care.Transfer) (posts []page.Post) {
	for _, c := range file.Siblings {
		if c.Site != v.site.ID || len(posts) == siblingsAlong {
			continue
		}
		if going, err := s.Desk.Transfer(v.ctx(), v.who.Actor, c.ID); err != nil || going.Open() {
			continue // without the offer the page still says what matters
		}
		posts = append(posts, page.Post{Action: childAt(c.ID) + "/move", Field: "agreed",
			Value: placeOf(t.To, t.Township) + "-" + t.AgreedBy.String(), Text: c.Called() + "也一起转"})
	}
	return posts
}

// movingPage says how far a transfer has got; until the other side has the child it
// can be taken back.
func (s *Station) movingPage(v *visit, file desk.File, t care.Transfer) page.Message {
	f := v.childFrame(file, "搬家")
	p := page.Message{Frame: f, Icon: "i-people", Kind: "calm", Head: "转到" + t.ToName + "：" + s.choice("transfer", "state", t.State)}
	switch t.State {
	case "asked":
		p.Lines = []string{s.sayDay(t.Day) + "说好的。在那边接收以前，孩子照常在本站。", "机器连上了自己会送过去，不用守着。"}
		if t.Township != "" {
			p.Lines[1] = "县里选好那边的站，档案就转过去。机器连上了自己会送，不用守着。"
		}
		p.Post = append(s.alongside(v, file, t), page.Post{Action: childAt(file.Child.ID) + "/move/back", Field: "do", Value: "back", Text: "不转了", Icon: "i-undo"})
	case "handed":
		p.Lines = []string{"档案已经到了那个乡镇，等站上接收。", "要撤回，打电话请县里撤。"}
	case "received":
		p.Kind, p.Lines = "good", []string{s.sayDay(t.Received) + "接收的。这里留的一份已经停用，按规定留到期。"}
	default:
		p.Lines = []string{"孩子走了，档案留在本站，没有转给别人。"}
	}
	p.Ways = []page.Link{{Href: childAt(file.Child.ID), Text: "回到孩子"}}
	return p
}

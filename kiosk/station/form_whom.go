package station

import (
	"cmp"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/form"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
)

// carrying is the group of forms that a family is asked while it expects a child.
const carrying = "孕期"

// aYearOld is the age in months from which nobody begins a sheet about its pregnancy.
const aYearOld = 12

// near are the children whom somebody who works here can be asked about: those of her
// own site first, then those of the other sites of this box, at the health centre those
// of the township's stations.
func (s *Station) near(v *visit) (out []care.Child, err error) {
	sites, err := s.Box.Sites(v.ctx())
	if err == nil && v.atCentre() {
		sites, err = s.Desk.RoundSites(v.ctx(), v.site.ID)
	}
	if err != nil {
		return nil, err
	}
	away := func(site care.Site) int {
		if site.ID == v.site.ID {
			return 0
		}
		return 1
	}
	hub.SortStable(sites, func(a, b care.Site) int { return away(a) - away(b) })
	for _, site := range sites {
		children, err := s.Desk.ChildrenOf(v.ctx(), site.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, children...)
	}
	return out, nil
}

// fits leaves of the children those whom a form can be about, the likeliest first: of a
// form about a pregnancy the families that expect a child, then the youngest; of others
// the children who are born.
func fits(def *form.Definition, children []care.Child, today hub.Day) (out []care.Child) {
	if def.Group != carrying {
		hub.SortStable(children, func(a, b care.Child) int { return unborn(a, today) - unborn(b, today) })
		return children
	}
	for _, c := range children {
		if c.Birth == "" || calendar.AddMonths(c.Birth, aYearOld) > today {
			out = append(out, c)
		}
	}
	hub.SortStable(out, func(a, b care.Child) int {
		return cmp.Or(unborn(b, today)-unborn(a, today), cmp.Compare(b.Birth, a.Birth))
	})
	return out
}

// unborn is 1 for a child that is still expected.
func unborn(c care.Child, today hub.Day) int {
	if c.Category == "expecting" && (c.Birth == "" || c.Birth > today) {
		return 1
	}
	return 0
}

// childTile is a child as one of many to choose from.
func (s *Station) childTile(c care.Child) page.Choice {
	peg := page.PegOf(c.Peg, c.ID)
	t := page.Choice{Value: c.ID.String(), Text: c.Called(), Small: c.VillageName, Peg: &peg}
	if unborn(c, s.Desk.Today()) == 1 {
		t.Small = "还没生"
	}
	return t
}

// formWhose asks whose the sheet is.
func (s *Station) formWhose(v *visit) error {
	def, err := v.formToFill()
	if err != nil {
		return err
	}
	return s.showWhose(v, def, 0)
}

func (s *Station) showWhose(v *visit, def *form.Definition, from int) error {
	at := formAt(def.Kind)
	f := v.frame(def.Title)
	f.Back, f.Help = at, "form"
	c := page.Choose{Frame: f, Action: at + "/whose", Question: "给谁填？", Field: "pick", Prev: at}
	var tiles []page.Choice
	if def.Subject == "child" {
		children, err := s.near(v)
		if err != nil {
			return err
		}
		today := s.Desk.Today()
		children = fits(def, children, today)
		for _, one := range children {
			tiles = append(tiles, s.childTile(one))
		}
		if def.Group == carrying && v.who.Actor.May(hub.ActRegister) {
			if c.Write = "没有她家，先登记"; len(children) == 0 || unborn(children[0], today) == 0 {
				c.Write = ""
				c.Note = &page.Note{Kind: "calm", Icon: "i-moon", Text: words.Say("form.nobody-expects"), Link: &page.Link{Href: "/register", Text: "登记宝宝"}}
			}
		}
	} else {
		tiles = s.people(v, hub.ID{}, def.Subject)
	}
	if len(tiles) == 0 && c.Note == nil {
		c.Quiet = "本站还没有人可以选，先登记。"
	}
	if from >= len(tiles) {
		from = 0
	}
	c.From, c.More = from, len(tiles) > tilesOfAsk
	c.Tiles = tiles[from:min(len(tiles), from+tilesOfAsk)]
	return v.render(c)
}

func (s *Station) formWhoseTake(v *visit) error {
	def, err := v.formOf()
	if err != nil {
		return err
	}
	picked := v.form.ID("pick")
	switch {
	case v.form.Text("go") == "write":
		return v.see("/register")
	case v.form.Text("go") == "more" || picked.IsZero():
		return s.showWhose(v, def, v.form.Int("from")+tilesOfAsk)
	}
	return v.see(formAt(def.Kind) + "/new?for=" + picked.String())
}

package county

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// patience is how long two stations may take to choose before the county hears of it.
const patience = 7 * 24 * time.Hour

// openRoutes are what stations have not agreed on, and children who change townships.
func (c *County) openRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /open", c.signed(openList))
	mux.HandleFunc("POST /open/hand", c.signed(moveHand))
	mux.HandleFunc("POST /open/back", c.signed(moveBack))
}

// openList shows all three.
func openList(v *visit) error {
	p := page.CountyOpen{CountyFrame: v.frame("要商量的", "open")}
	stations, err := v.c.Fleet.Stations(v.ctx())
	if err != nil {
		return err
	}
	names := map[hub.ID]string{}
	for _, s := range stations {
		names[s.Site] = s.Name
	}
	if p.Moves, err = v.moves(stations); err != nil {
		return err
	}
	if p.Same, err = v.same(names); err != nil {
		return err
	}
	if p.Conflicts, err = v.conflicts(names); err != nil {
		return err
	}
	p.Leaves = v.leaves("conflicts")
	return v.render(p)
}

// moves are the children who go to another township, whom she sees on either side.
func (v *visit) moves(stations []Station) (rows []page.CountyMove, err error) {
	pending, err := v.c.Desk.PendingTransfers(v.ctx(), v.who.Actor)
	if err != nil {
		return nil, err
	}
	today := v.c.Desk.Today()
	for _, m := range pending {
		if !v.who.Sees(m.From) && !v.who.Sees(m.To) {
			continue
		}
		t := m.Transfer
		row := page.CountyMove{
			ID: t.ID.String(), Href: "/child/" + t.Subject.String(), Name: called(m.Child), From: t.FromName, To: t.ToName,
			State: "等县里转", Day: calendar.Date(t.Day, today),
		}
		may := v.who.Actor.Role.May(hub.ActMove) && v.who.Township == ""
		if t.State == "handed" {
			row.State, row.Back = "等那边接收", may
		}
		for _, s := range stations {
			if t.State == "asked" && s.Lane == m.To && !s.Site.IsZero() {
				row.Stations = append(row.Stations, page.Choice{Value: s.Site.String(), Text: s.Name})
			}
		}
		if row.Act = may && len(row.Stations) > 0; t.State == "asked" && len(row.Stations) == 0 {
			row.State = "那个镇还没有站"
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// same are the children whom two stations may have registered both.
func (v *visit) same(names map[hub.ID]string) (rows []page.CountySame, err error) {
	found, err := v.c.Desk.AllAcross(v.ctx(), v.who.Actor)
	if err != nil {
		return nil, err
	}
	leads, err := v.c.Desk.Leads(v.ctx())
	if err != nil {
		return nil, err
	}
	def, _ := v.c.Desk.Forms().Get("same-hint")
	why, _ := def.Field("why")
	for _, a := range found {
		if !v.who.Sees(a.One.Lane) || !v.who.Sees(a.Other.Lane) {
			continue
		}
		row := page.CountySame{
			Href: "/child/" + a.One.ID.String(), Name: called(a.One), Where: names[a.One.Site],
			Other: "/child/" + a.Other.ID.String(), OtherName: called(a.Other), OtherWhere: names[a.Other.Site],
			Said: "这边" + saidWord(a.Said), OtherSaid: "那边" + saidWord(a.OtherSaid), Sums: "两个孩子", Open: a.Said == "" && a.OtherSaid == "",
		}
		var words []string
		for _, code := range a.Why {
			words = append(words, why.LabelOf(code))
		}
		row.Why = strings.Join(words, "、")
		if leads[a.One.ID] == a.Other.ID || leads[a.Other.ID] == a.One.ID {
			row.Sums = "一个孩子"
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func saidWord(verdict string) string {
	switch verdict {
	case "same":
		return "说是"
	case "twins":
		return "说是双胞胎"
	case "different":
		return "说不是"
	}
	return "还没说"
}

// conflicts are what nobody has chosen for a week.
func (v *visit) conflicts(names map[hub.ID]string) (rows []page.CountyConflict, err error) {
	cards, err := v.stale()
	today := v.c.Desk.Today()
	for _, card := range cards {
		def, _ := v.c.Desk.Forms().Get(card.Record.Kind)
		day := hub.DayOf(card.Since())
		row := page.CountyConflict{Name: cmp.Or(card.Child.Called(), def.Title), Where: names[card.Child.Site], Field: card.Field.Label,
			Values: valuesOf(card), Since: fmt.Sprintf("%s，%d 天前", calendar.Date(day, today), daysBetween(day, today))}
		if !card.Child.ID.IsZero() {
			row.Href = "/child/" + card.Child.ID.String()
		}
		rows = append(rows, row)
	}
	return rows, err
}

// stale are the conflicts that stations have had long enough to settle.
func (v *visit) stale() ([]desk.Card, error) {
	cards, err := v.c.Desk.Conflicts(v.ctx(), v.who.Actor, hub.ID{})
	now := v.c.Clock.Now().Wall
	return slices.DeleteFunc(cards, func(card desk.Card) bool {
		return !v.who.Sees(card.Record.Lane) || now.Sub(card.Since()) < patience
	}), err
}

// valuesOf are the versions in words; numbers of people are not shown here.
func valuesOf(card desk.Card) string {
	if name := card.Field.Name; name == "phone" || name == "id_no" || name == "birth_cert" {
		return "号码不一样"
	}
	var words []string
	for _, w := range card.Versions {
		words = append(words, card.Field.Show(w.Value))
	}
	return strings.Join(words, " / ")
}

func called(c care.Child) string { return cmp.Or(c.Called(), "还没取名") }

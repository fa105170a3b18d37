package county

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// drawList is a new draw, and those that were held.
func drawList(v *visit) error {
	if err := v.mayWall(); err != nil {
		return err
	}
	p, _, err := v.drawPage(v.URL.Query().Get("town"))
	if err != nil {
		return err
	}
	p.Typed, p.Leaves = page.DrawTyped{Places: "3", Each: "2"}, v.leaves("draws")
	return v.render(p)
}

// drawPage is the page of a new draw, with the stations that may be drawn: by name, so
// that the list is the same whoever makes it.
func (v *visit) drawPage(town string) (p page.CountyDraw, pool []desk.DrawPlace, err error) {
	p = page.CountyDraw{CountyFrame: v.frame("双随机抽取", "cases"), Prev: "/cases"}
	stations, _, err := v.callers(v.ctx())
	if err != nil {
		return p, nil, err
	}
	names := map[string]string{}
	for _, s := range stations {
		code := strings.TrimPrefix(string(s.Lane), "township/")
		names[code] = cmp.Or(s.TownshipName, names[code], code)
		if town == "" || town == code {
			pool = append(pool, desk.DrawPlace{Site: s.Site, Name: s.Name})
		}
	}
	hub.SortStable(pool, func(a, b desk.DrawPlace) int {
		return strings.Compare(a.Name+a.Site.String(), b.Name+b.Site.String())
	})
	p.Pool, p.Town = len(pool), town
	for _, one := range pool {
		p.List = append(p.List, page.Choice{Value: one.Site.String(), Text: one.Name, On: slices.Contains(v.form.All("out"), one.Site.String())})
	}
	p.Towns = []page.Choice{{Value: "/draws", Text: "全县", On: town == ""}}
	for code, name := range names {
		p.Towns = append(p.Towns, page.Choice{Value: "/draws?town=" + code, Text: name, On: code == town})
	}
	hub.SortStable(p.Towns[1:], func(a, b page.Choice) int { return strings.Compare(a.Value, b.Value) })
	held, err := v.c.Desk.Draws(v.ctx(), v.who.Actor)
	for _, d := range held {
		p.Held = append(p.Held, page.LedgerCases{Href: "/draws/" + d.ID.String(), Title: joined(calendar.Date(d.Day, v.c.Desk.Today()), "种子 "+d.Seed), Open: len(d.Result)})
	}
	return p, pool, err
}

// drawHold draws.
func drawHold(v *visit) error {
	if err := v.mayWall(); err != nil {
		return err
	}
	p, pool, err := v.drawPage(v.form.Text("town"))
	if err != nil {
		return err
	}
	p.Typed = page.DrawTyped{Seed: v.form.Text("seed"), Thrown: v.form.Text("thrown"), Witnesses: v.form.Text("witnesses"),
		Officers: v.form.Text("officers"), Places: v.form.Text("places"), Each: v.form.Text("each"), Why: v.form.Text("why")}
	w := desk.Drawing{Request: v.form.Request(), Seed: p.Typed.Seed, Thrown: p.Typed.Thrown, Witnesses: p.Typed.Witnesses, OutWhy: p.Typed.Why}
	for i, one := range pool {
		if p.List[i].On {
			w.Out = append(w.Out, one)
		} else {
			w.Pool = append(w.Pool, one)
		}
	}
	for line := range strings.FieldsFuncSeq(p.Typed.Officers, func(r rune) bool { return strings.ContainsRune("\r\n、，,", r) }) {
		if name := strings.TrimSpace(line); name != "" {
			w.Officers = append(w.Officers, name)
		}
	}
	w.Places, _ = strconv.Atoi(p.Typed.Places)
	w.Each, _ = strconv.Atoi(p.Typed.Each)
	out, err := v.c.Desk.HoldDraw(v.ctx(), v.who.Actor, w)
	if err == nil {
		return v.see("/draws/" + out.Records[0].String())
	}
	if hub.CodeOf(err) != hub.CodeInvalid {
		return err
	}
	p.Errors = page.Faults(err)
	web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, p)
	return nil
}

func (v *visit) draw() (desk.Draw, error) {
	if err := v.mayWall(); err != nil {
		return desk.Draw{}, err
	}
	id, err := hub.ParseID(v.PathValue("id"))
	if err != nil {
		return desk.Draw{}, hub.E(hub.CodeNotFound, "county.no-page")
	}
	return v.c.Desk.DrawOf(v.ctx(), v.who.Actor, id)
}

// drawShow is the protocol of a draw, drawn again while it is looked at.
func drawShow(v *visit) error {
	d, err := v.draw()
	if err != nil {
		return err
	}
	shown := &page.DrawShown{Day: calendar.LongDate(d.Day), Seed: d.Seed, Thrown: d.Thrown, Witnesses: d.Witnesses, Officers: strings.Join(d.Officers, "、"), Same: d.Same}
	for i, p := range d.Ranks() {
		shown.Pool = append(shown.Pool, page.DrawRank{Name: p.Name, Code: p.Site.String(), Rank: p.Rank[:16], Drawn: i < len(d.Result)})
	}
	shown.Method = "yizhan/draw/1、一个零字节、" + d.Seed + "、一个零字节、代号"
	for i, p := range d.Out {
		shown.Out += p.Name
		if i < len(d.Out)-1 {
			shown.Out += "、"
		}
	}
	if shown.Out != "" {
		shown.Out += "（" + d.OutWhy + "）"
	}
	for _, p := range d.Result {
		shown.Result = append(shown.Result, page.Fact{Word: p.Name, Text: strings.Join(p.Officers, "、")})
	}
	if shown.Action = v.URL.Path; d.Opened != "" {
		shown.Action, shown.Opened = "", calendar.Date(d.Opened, v.c.Desk.Today())+"开了检查"
	}
	return v.render(page.CountyDraw{CountyFrame: v.frame("双随机抽取", "cases"), Shown: shown, Prev: "/draws"})
}

// drawOpen begins a visit to each place that was drawn.
func drawOpen(v *visit) error {
	d, err := v.draw()
	if err != nil {
		return err
	}
	if err := v.c.Desk.OpenDrawn(v.ctx(), v.who.Actor, v.form.Request(), d.ID); err != nil {
		return err
	}
	return v.see("/cases?kind=inspection")
}

package world

import (
	"yizhan/hub"
	"yizhan/hub/form"
)

var (
	surnames = []rune("王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林郑")
	given    = []rune("梓浩雨沐一子可思佳语若天果豆安明欣宇诗俊依")
)

// ChildName is what a child is called.
func (p *Plan) ChildName(child int) string {
	family := p.Children[child].Family
	return string(surnames[family%len(surnames)]) + string(given[child%len(given)]) + string(given[child/len(given)%len(given)])
}

func (p *Plan) childEdits(a Act) []hub.Edit {
	forms, c, child, site := form.Builtin(), &p.Children[a.Who], p.ChildID(a.Who), p.SiteID(a.Station)
	today := p.Day(a.Day)
	self := func(values form.Values) hub.Edit { return forms.Edit("child", child, child, values) }
	switch a.What {
	case Registers:
		return p.registration(a.Who)
	case Asks:
		m := c.Moves[a.Nth]
		return []hub.Edit{forms.Edit("transfer", p.transferID(a.Who, a.Nth), child, p.asking(a, m))}
	case Receives:
		return []hub.Edit{
			self(form.Values{"site": site, "category": "home"}),
			forms.Edit("transfer", p.transferID(a.Who, a.Nth), child, form.Values{"state": "received", "received_on": today}),
		}
	case Enrols, Moves:
		st := c.Stays[a.Nth]
		out := []hub.Edit{
			forms.Edit("enrolment", p.StayID(a.Who, a.Nth), child, form.Values{"site": site, "group": p.GroupID(st.Station, st.Group), "mode": st.Mode, "from": p.Day(st.From)}),
			self(form.Values{"category": category(st.Mode)}),
		}
		if a.What == Moves {
			before := forms.Edit("enrolment", p.StayID(a.Who, a.Nth-1), child, form.Values{"to": p.Day(st.From - 1)})
			out = append([]hub.Edit{before}, out...)
		}
		return out
	case Ends:
		st := c.Stays[a.Nth]
		return []hub.Edit{
			forms.Edit("enrolment", p.StayID(a.Who, a.Nth), child, form.Values{"to": p.Day(st.To), "ended": st.Why}),
			self(form.Values{"category": "home"}),
		}
	case Fixes:
		f := c.Wall.Fixes[a.Nth]
		return []hub.Edit{p.dayEdit(a.Who, f.Day, a.Station, c.Wall.On(f.Day), f.Was)}
	case Weighs:
		return []hub.Edit{forms.EditOnce("growth", child, string(today), p.Figures(c, a.Day, site))}
	case Checks:
		k := c.Checks[a.Nth]
		return []hub.Edit{forms.Edit("health-check", hub.DeriveID("health-check", p.Request(a), "due"), child, form.Values{
			"day": today, "type": k.Type, "result": "fine", "site": site,
		})}
	}
	if a.What == Unites {
		return p.uniting(a.Who)
	}
	return []hub.Edit{self(form.Values{"withdrawn": c.Why, "withdrawn_on": today})}
}

// uniting says on both sides that two records are one child, and that the first one leads.
func (p *Plan) uniting(second int) (out []hub.Edit) {
	a, b := p.ChildID(p.Children[second].Same), p.ChildID(second)
	for _, side := range [][2]hub.ID{{b, a}, {a, b}} {
		out = append(out, form.Builtin().EditOnce("pair", side[0], side[1].String(), form.Values{"other": side[1], "verdict": "same", "lead": a}))
	}
	return out
}

// asking is a transfer as the station writes it that the child leaves.
func (p *Plan) asking(a Act, m Move) form.Values {
	v := form.Values{
		"state": "asked", "from": p.SiteID(a.Station), "from_name": p.Stations[a.Station].Name,
		"day": p.Day(m.Asked), "agreed_by": p.PersonID(a.Who, 0),
	}
	to := &p.Stations[m.To]
	if t := p.Townships[to.Township]; m.far() {
		v["township"], v["to_name"] = t.Code, t.Name
	} else {
		v["to"], v["to_name"] = p.SiteID(m.To), to.Name
	}
	return v
}

func (p *Plan) registration(child int) []hub.Edit {
	forms, c, id := form.Builtin(), &p.Children[child], p.ChildID(child)
	s := &p.Stations[c.Station]
	v := form.Values{
		"category": "home", "site": p.SiteID(c.Station), "name": p.ChildName(child), "sex": c.Sex, "birth": p.Day(c.Born),
		"village_name": s.Village, "registered": p.Day(c.Noted),
	}
	if c.Family != child {
		family := p.ChildID(c.Family)
		v["family"] = family[:]
	}
	out := []hub.Edit{forms.Edit("child", id, id, v)}
	for i, kin := range c.Kin {
		v := form.Values{"name": p.KinName(child, i), "kinship": kin, "phone": p.Phone(child, i), "pickup": true, "adult": true}
		if i == 0 {
			v["carer"] = true
		}
		if kin == "mother" || kin == "father" {
			v["guardian"] = true
		}
		out = append(out, forms.Edit("person", p.PersonID(child, i), id, v))
	}
	return out
}

// KinName is one of the family's: a child's grandmother is its brother's, too.
func (p *Plan) KinName(child, nth int) string {
	family := p.Children[child].Family
	return string(surnames[(family+7*nth)%len(surnames)]) + string([]rune("桂秀玉春改海巧彩")[(family+nth)%8]) + "兰"
}

// Phone is a number that nobody has: the exchange 1300000 is not given out.
func (p *Plan) Phone(child, nth int) string {
	n := []byte("13000000000")
	for i, k := len(n)-1, p.Children[child].Family*3+nth; k > 0 && i > 2; i, k = i-1, k/10 {
		n[i] = byte('0' + k%10)
	}
	return string(n)
}

// category is what a child with a place is called.
func category(mode string) string {
	if mode == "hourly" {
		return "temporary"
	}
	return "care"
}

// Figures are plausible, and always of the same child.
func (p *Plan) Figures(c *Child, day int, site hub.ID) form.Values {
	months := (day - c.Born) / month
	return form.Values{
		"weight": (45+min(months, 6)*6+max(months-6, 0)*2)*100 + c.Born&7*100, "length": 520 + min(months, 12)*20 + max(months-12, 0)*9,
		"measure": map[bool]string{true: "standing", false: "lying"}[months >= 24], "clothes": "light", "site": site,
	}
}

// StayID is the id of an enrolment.
func (p *Plan) StayID(child, stay int) hub.ID {
	what := Enrols
	if stay > 0 && p.Children[child].changes(stay) {
		what = Moves
	}
	return hub.DeriveID("enrolment", p.Request(Act{What: what, Who: child, Nth: stay}), "enrol")
}

func (p *Plan) transferID(child, move int) hub.ID {
	return hub.DeriveID("transfer", p.Request(Act{What: Asks, Who: child, Nth: move}), "ask")
}

// Tap is one touch on the wall.
type Tap struct {
	Child, Day int
	Says       byte // what is to be seen of the day
	Was        byte // what was seen before
	Out        bool // she goes home; else it is the morning
}

// Taps are what a station's wall is told on a day: the mornings, then the evenings.
func (p *Plan) Taps(day int, children []int) (in, out []Tap) {
	for _, i := range children {
		w := &p.Children[i].Wall
		says := w.On(day)
		f, fixed := w.fix(day)
		if fixed {
			says = f.Was
		}
		if says == Nothing {
			continue
		}
		in = append(in, Tap{Child: i, Day: day, Says: says})
		if says == Present && !fixed { // one that was tapped by mistake never goes home
			out = append(out, Tap{Child: i, Day: day, Says: says, Out: true})
		}
	}
	return in, out
}

// dayEdit is what a tap writes where something else was said before.
func (p *Plan) dayEdit(child, day, station int, says, was byte) hub.Edit {
	v := form.Values{"site": p.SiteID(station)}
	switch says {
	case Present:
		v["in"], v["in_by"] = 8*60, p.PersonID(child, 0)
	case Sick:
		v["absent"] = "sick"
	case Matter:
		v["absent"] = "matter"
	}
	if was == Present {
		v["in"], v["in_by"] = nil, nil
	}
	return form.Builtin().EditOnce("day", p.ChildID(child), string(p.Day(day)), v)
}

// goesHome is the evening of a day.
func (p *Plan) goesHome(child, day int) hub.Edit {
	return form.Builtin().EditOnce("day", p.ChildID(child), string(p.Day(day)), form.Values{"out": 17 * 60, "out_by": p.PersonID(child, 0)})
}

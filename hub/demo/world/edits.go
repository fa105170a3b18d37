package world

import (
	"fmt"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
	"yizhan/hub/lesson"
)

// Taught is the lesson of every class.
const Taught = "feed-6"

// Sheet is a form as it is filled in: what a Desk is given, or what stands in the record
// once a Desk has stamped and computed it.
type Sheet struct {
	Kind    hub.Kind
	Subject hub.ID
	Record  hub.ID // of a new one
	Period  string
	Values  form.Values
}

// edits of an act are what a Desk would write.
func (p *Plan) edits(a Act) []hub.Edit {
	forms := form.Builtin()
	today := p.Day(a.Day)
	switch a.What {
	case Opens:
		return p.opening(a.Station)
	case Works:
		return []hub.Edit{p.workerEdit(a.Station, a.Who)}
	case Leaves:
		id := p.WorkerID(a.Station, a.Who)
		return []hub.Edit{forms.Edit("staff", id, id, form.Values{"left": true, "left_on": today})}
	case Widens:
		return []hub.Edit{p.groupEdit(a.Station, a.Nth)}
	case Shuts:
		return []hub.Edit{forms.Edit("group", p.GroupID(a.Station, a.Nth), p.SiteID(a.Station), form.Values{"closed": true, "to": today})}
	case Plans, Holds, Comes, Answers:
		return p.classEdits(a)
	case Registers, Asks, Receives, Enrols, Moves, Ends, Fixes, Weighs, Checks, Unites, Gone:
		return p.childEdits(a)
	case Grants:
		s := p.Sheet(Act{What: Hard, Station: a.Station, Who: a.Who, Nth: a.Nth})
		return []hub.Edit{forms.Edit(s.Kind, s.Record, s.Subject, form.Values{"paper": "低保证", "state": "yes", "since": today})}
	case Included:
		s := p.Sheet(a)
		e := forms.EditOnce(s.Kind, s.Subject, s.Period, form.Values{"inclusive": true, "inclusive_from": today})
		return []hub.Edit{e}
	}
	return []hub.Edit{p.filled(p.Sheet(a), a)}
}

func (p *Plan) opening(station int) []hub.Edit {
	s, forms := &p.Stations[station], form.Builtin()
	site, t := p.SiteID(station), p.Townships[s.Township]
	out := []hub.Edit{forms.Edit("site", site, site, form.Values{
		"name": s.Name, "kinds": []string{"village"}, "role": "station", "township": t.Code, "township_name": t.Name,
		"village_name": s.Village, "hub": p.key(station).Public(),
	})}
	for i, g := range s.Groups {
		if g.From == s.Opens {
			out = append(out, p.groupEdit(station, i))
		}
	}
	return append(out, p.workerEdit(station, 0))
}

func (p *Plan) groupEdit(station, i int) hub.Edit {
	g, site := p.Stations[station].Groups[i], p.SiteID(station)
	return form.Builtin().Edit("group", p.GroupID(station, i), site, form.Values{
		"name": GroupName(i), "type": g.Type, "places": g.Places, "site": site, "from": p.Day(g.From),
	})
}

func GroupName(i int) string { return fmt.Sprintf("%d班", i+1) }

// WorkerName, GroupName, KinName and Phone are what a station writes of people.
func (p *Plan) WorkerName(station, worker int) string {
	return string([]rune("王李张刘陈杨赵黄周吴")[(station+worker)%10]) + string([]rune("桂秀玉春改海巧彩")[worker%8]) + string([]rune("兰英珍梅莲燕玲霞")[station%8])
}

func (p *Plan) workerEdit(station, worker int) hub.Edit {
	w, id := &p.Stations[station].Workers[worker], p.WorkerID(station, worker)
	return form.Builtin().Edit("staff", id, id, form.Values{
		"name": p.WorkerName(station, worker), "role": w.Role, "site": p.SiteID(station), "from": p.Day(w.From),
	})
}

// Sheet is what an act fills in.
func (p *Plan) Sheet(a Act) Sheet {
	s := &p.Stations[a.Station]
	site := p.SiteID(a.Station)
	put := func(kind hub.Kind, subject hub.ID, values form.Values) Sheet {
		return Sheet{Kind: kind, Subject: subject, Record: hub.DeriveID(kind, p.Request(a), "sheet"), Values: values}
	}
	span := func(o Paper) form.Values { return form.Values{"from": p.Day(o.From), "to": p.Day(o.To)} }
	switch a.What {
	case Furnishes, Included:
		return Sheet{Kind: "institution", Subject: site, Period: "once", Values: p.house(s)}
	case Certifies:
		o := s.Workers[a.Who].Certificates[a.Nth]
		return put("certificate", p.WorkerID(a.Station, a.Who), form.Values{"what": o.What, "day": p.Day(o.From), "to": p.Day(o.To)})
	case Papers:
		o := s.Papers[a.Nth]
		v := span(o)
		v["what"], v["with"] = o.What, "演示镇卫生院"
		return put("contract", site, v)
	case Prices:
		return put("price-list", site, form.Values{"from": p.Day(s.Prices[a.Nth].Noted), "type": "market", "month": s.Prices[a.Nth].Month, "posted": true})
	case Surveys:
		said := fmt.Sprint(s.Surveys[a.Nth].Whole)
		return put("survey", site, form.Values{"care": said, "clean": "3", "safe": said, "whole": said})
	}
	c, child := &p.Children[a.Who], p.ChildID(a.Who)
	switch a.What {
	case Files:
		return Sheet{Kind: "health-file", Subject: child, Period: "once", Values: form.Values{"opened": p.Day(c.File), "weeks": 39}}
	case Visits:
		v := c.Visits[a.Nth]
		return put("home-visit", child, form.Values{"day": p.Day(v.Day), "topics": []string{"feeding", "play"}, "found": v.Found})
	case Insures:
		v := span(c.Insured[a.Nth])
		v["insurer"], v["paid"] = "人保", "government"
		return put("insurance", child, v)
	case Hard:
		h := c.Hard[a.Nth]
		return put("difficulty", child, form.Values{"why": []string{h.Why}, "from": p.Day(h.From), "to": p.Day(h.To), "cut": 300})
	}
	panic(fmt.Sprint("world: no sheet of ", a.What))
}

// house is 站里的家底.
func (p *Plan) house(s *Station) form.Values {
	v := form.Values{"type": s.Type, "owner": "collective", "inclusive": s.Inclusive == s.Opens, "area": s.Area, "sites": s.Sites, "house": "free", "opened": p.Day(s.Opens)}
	if s.Inclusive == s.Opens {
		v["inclusive_from"] = p.Day(s.Opens)
	}
	if s.Rent > 0 {
		v["house"], v["rent"] = "rent", s.Rent
	}
	places := map[string]int{}
	for _, g := range s.Groups {
		places[g.Type] += g.Places
	}
	for _, kind := range []string{"ru", "xiao", "da", "hun"} {
		v[kind] = places[kind]
	}
	return v
}

// filled is a sheet as it stands in the record: stamped and computed, as a Desk does it.
func (p *Plan) filled(s Sheet, a Act) hub.Edit {
	forms := form.Builtin()
	def, _ := forms.Get(s.Kind)
	e := forms.Edit(s.Kind, s.Record, s.Subject, s.Values)
	if s.Period != "" {
		e = forms.EditOnce(s.Kind, s.Subject, s.Period, s.Values)
	}
	day := p.Day(a.Day)
	stamp := func(name string, v any) {
		if f, ok := def.Field(name); ok && !f.Asked() && e.Set[f.No] == nil {
			e.Set[f.No] = v
		}
	}
	stamp(form.FieldSite, p.SiteID(a.Station))
	stamp(form.FieldDay, string(day))
	stamp(form.FieldSince, string(day))
	if w := def.Workflow; w != nil {
		f, _ := def.Field(w.Field)
		e.Set[f.No] = w.States[0].Code
	}
	given := form.Given{Values: e.Set, Day: day, Today: day}
	if def.Subject == "child" {
		given.Birth = p.Day(p.Children[a.Who].Born)
	}
	e.Set = def.Facts(given).Changes(nil)
	return e
}

// classEdits are a class from its plan to who was there.
func (p *Plan) classEdits(a Act) []hub.Edit {
	c, forms := &p.Stations[a.Station].Classes[a.Who], form.Builtin()
	site, id := p.SiteID(a.Station), p.ClassID(a.Station, a.Who)
	l, _ := lesson.Shipped().Get(Taught)
	switch a.What {
	case Plans:
		v := form.Values{"title": l.Title, "day": p.Day(c.Day), "start": 900, "kind": c.Kind, "site": site, "lesson": l.Key, "way": "room", "state": "planned"}
		if l.To > 0 {
			v["from"], v["to"] = l.From, l.To
		}
		return []hub.Edit{forms.Edit("class", id, site, v)}
	case Holds:
		return []hub.Edit{forms.Edit("class", id, site, form.Values{"state": "held", "held": p.Day(c.Day), "minutes": c.Minutes, "heads": c.Heads})}
	case Comes:
		h := c.Here[a.Nth]
		child := p.ChildID(h.Child)
		return []hub.Edit{forms.EditOnce("class-here", child, id.String()+" "+h.Role, form.Values{
			"class": id, "role": h.Role, "person": p.PersonID(h.Child, p.kinNo(h.Child, h.Role)), "way": "room", "day": p.Day(c.Day), "site": site,
		})}
	}
	q := c.Quizzes[a.Nth]
	subject := site
	if q.Child >= 0 {
		subject = p.ChildID(q.Child)
	}
	pressed := p.Pressed(l, q.Right)
	return []hub.Edit{forms.Edit("quiz", hub.DeriveID("quiz", subject, p.Request(a).String()), subject, form.Values{
		"lesson": l.Key, "version": l.Version, "title": l.Title, "class": string(l.Class), "day": p.Day(c.Day),
		"asked": len(pressed), "right": q.Right, "answers": care.Pressed(pressed), "site": site, "held": id,
	})}
}

// Pressed are answers of which so many are right.
func (p *Plan) Pressed(l *lesson.Lesson, right int) []int {
	out := make([]int, len(l.Quiz))
	for i := range out {
		out[i] = l.Quiz[i].Right
		if i >= right {
			out[i] = out[i]%3 + 1
		}
	}
	return out
}

func (p *Plan) kinNo(child int, role string) int {
	for i, k := range p.Children[child].Kin {
		if k == role {
			return i
		}
	}
	return 0
}

// ClassID and PersonID are the ids of records.
func (p *Plan) ClassID(station, class int) hub.ID {
	return hub.DeriveID("class", p.Request(Act{What: Plans, Station: station, Who: class}), "plan")
}

func (p *Plan) PersonID(child, nth int) hub.ID { return p.id("person", "person", child, nth) }

// Request is what makes an act the same one when it is written twice.
func (p *Plan) Request(a Act) hub.ID {
	switch a.What {
	case Opens:
		return p.id("", "open", a.Station)
	case Works:
		return p.id("", "worker", a.Station, a.Who)
	case Registers:
		return p.id("", "child", a.Who)
	case Plans:
		return p.id("", "class", a.Station, a.Who)
	case Asks, Receives, Enrols, Moves, Ends, Fixes, Weighs, Checks, Files, Visits, Insures, Hard, Grants, Unites, Gone:
		return p.id("", "act", int(a.What), a.Who, a.Nth)
	}
	return p.id("", "act", int(a.What), a.Station, a.Who, a.Nth)
}

package world

import "yizhan/hub"

// Records are how many of each kind have come to the county by a night, keys apart.
func (p *Plan) Records(night int) map[hub.Kind]int {
	out := map[hub.Kind]int{}
	for _, a := range p.Acts() {
		arrives := p.Arrives(a.Station, a.Day)
		if a.What == Registers || a.What == Asks { // or as what the next station says of it
			for _, m := range p.Children[a.Who].Moves {
				arrives = min(arrives, p.Arrives(m.To, m.Day))
			}
		}
		if arrives > night {
			continue
		}
		switch a.What {
		case Opens:
			out["site"]++
			out["staff"]++
			for _, g := range p.Stations[a.Station].Groups {
				if g.From == a.Day {
					out["group"]++
				}
			}
		case Widens:
			out["group"]++
		case Works:
			out["staff"]++
		case Furnishes:
			out["institution"]++
		case Certifies:
			out["certificate"]++
		case Papers:
			out["contract"]++
		case Prices:
			out["price-list"]++
		case Registers:
			out["child"]++
			if p.Arrives(a.Station, a.Day) <= night {
				out["person"] += len(p.Children[a.Who].Kin)
			}
		case Asks:
			out["transfer"]++
		case Enrols, Moves:
			out["enrolment"]++
		case Weighs:
			out["growth"]++
		case Checks:
			out["health-check"]++
		case Files:
			out["health-file"]++
		case Visits:
			out["home-visit"]++
		case Insures:
			out["insurance"]++
		case Hard:
			out["difficulty"]++
		case Unites:
			out["pair"] += 2
		case Plans:
			out["class"]++
		case Comes:
			out["class-here"]++
		case Answers:
			out["quiz"]++
		case Surveys:
			out["survey"]++
		}
	}
	for i := range p.Children {
		for _, st := range p.Children[i].Stays {
			for day := st.From; day <= min(st.To, p.Days-1); day++ {
				if at, ok := p.wallNoted(i, day); ok && p.Arrives(st.Station, at) <= night {
					out["day"]++
				}
			}
		}
	}
	return out
}

// wallNoted is when something was first noted of a child's day.
func (p *Plan) wallNoted(child, day int) (at int, ok bool) {
	w := &p.Children[child].Wall
	if f, fixed := w.fix(day); fixed && f.Was == Nothing {
		return f.Noted, true
	}
	return day, w.On(day) != Nothing
}

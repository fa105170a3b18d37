package world

import "yizhan/hub"

// Records are how many of each kind have come to the county by a night, keys apart.
func (p *Plan) Records(night int) map[hub.Kind]int {
	out := map[hub.Kind]int{}
	for _, a := range p.Acts() {
		arrives := p.Arrives(a.Station, a.Day)
		if a.What == registers || a.What == asks { // or as what the next station says of it
			for _, m := range p.Children[a.Who].Moves {
				arrives = min(arrives, p.Arrives(m.To, m.Day))
			}
		}
		if arrives > night {
			continue
		}
		switch a.What {
		case opens:
			out["site"]++
			out["staff"]++
			out["group"] += len(p.Stations[a.Station].Groups)
		case works:
			out["staff"]++
		case furnishes:
			out["institution"]++
		case certifies:
			out["certificate"]++
		case papers:
			out["contract"]++
		case prices:
			out["price-list"]++
		case registers:
			out["child"]++
			if p.Arrives(a.Station, a.Day) <= night {
				out["person"] += len(p.Children[a.Who].Kin)
			}
		case asks:
			out["transfer"]++
		case enrols, moves:
			out["enrolment"]++
		case weighs:
			out["growth"]++
		case checks:
			out["health-check"]++
		case files:
			out["health-file"]++
		case visits:
			out["home-visit"]++
		case insures:
			out["insurance"]++
		case hard:
			out["difficulty"]++
		case plans:
			out["class"]++
		case comes:
			out["class-here"]++
		case answers:
			out["quiz"]++
		case surveys:
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

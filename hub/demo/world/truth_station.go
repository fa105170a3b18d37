package world

// stationLevels is what there is at a station.
func (t *Truth) stationLevels(i, day int, put func(measure string, n int64)) {
	s := &t.Stations[i]
	if day < s.Opens {
		return
	}
	put("site", 1)
	put("site.type."+s.Type, 1)
	put("site.village", 1)
	put("site.area", int64(s.Area))
	put("site.rent", int64(s.Rent))
	put("site.sites", int64(s.Sites))
	inclusive := t.inclusive(i, day)
	if inclusive {
		put("site.inclusive", 1)
	}
	for _, g := range s.Groups {
		if !t.held(i, g, day) {
			continue
		}
		n := int64(g.Places)
		put("places", n)
		switch g.Type {
		case "ru", "xiao":
			put("places.under2", n)
		case "hun":
			put("places.mixed", n)
		}
		if inclusive {
			put("places.inclusive", n)
		}
	}
	price := int64(0)
	for _, p := range s.Prices {
		if p.Noted <= day && t.here(i, p.Noted) {
			price = int64(p.Month)
		}
	}
	if price > 0 {
		for _, all := range []string{"price.", "price.rural."} {
			put(all+"month", price)
			put(all+"listed", 1)
		}
	}
	holds := map[string]bool{}
	for _, p := range s.Papers {
		holds[p.What] = holds[p.What] || p.Has(day) && t.here(i, p.Noted)
	}
	for what, measure := range map[string]string{"service": "site.signed", "liability": "site.liability", "filing": "site.filed"} {
		if holds[what] {
			put(measure, 1)
		}
	}
	if holds["filing"] && inclusive && s.Type == "community" {
		put("site.filed.inclusive.community", 1)
	}
	t.workers(i, day, put)
}

func (t *Truth) workers(i, day int, put func(measure string, n int64)) {
	for _, w := range t.Stations[i].Workers {
		if day < w.From || !t.here(i, w.From) || day >= w.Left && t.here(i, w.Left) {
			continue
		}
		holds := map[string]bool{}
		for _, p := range w.Certificates {
			holds[p.What] = holds[p.What] || p.Has(day) && t.here(i, p.Noted)
		}
		put("staff", 1)
		put("staff.carer", 1)
		if holds["carer"] || holds["infant"] {
			put("staff.certified", 1)
			put("staff.certified.carer", 1)
		}
		if holds["carer"] || holds["infant"] || holds["nursing"] {
			put("staff.qualified", 1)
			put("staff.qualified.carer", 1)
		}
		if holds["health"] {
			put("staff.healthy", 1)
		}
	}
}

// stationFlows is what happened at a station to nobody's child.
func (t *Truth) stationFlows(i int, put func(day int, measure string, n int64)) {
	s := &t.Stations[i]
	t.bedsAdded(i, put)
	for _, v := range s.Surveys {
		if !t.here(i, v.Noted) {
			continue
		}
		put(v.Noted, "survey.valid", 1)
		if v.Whole > 1 {
			put(v.Noted, "survey.pleased", 1)
		}
		if v.Whole > 2 {
			put(v.Noted, "survey.pleased.only", 1)
		}
	}
	for _, c := range s.Classes {
		if !c.Held || !t.here(i, c.Day) {
			continue
		}
		put(c.Day, "class."+c.Kind, 1)
		put(c.Day, "class.people", int64(c.Heads))
		for _, q := range c.Quizzes {
			if q.Child < 0 {
				put(c.Day, "quiz.answered", 1)
				if q.Right >= 2 {
					put(c.Day, "quiz.passed", 1)
				}
			}
		}
	}
}

// bedsAdded is what a station has more places on a day than the day before.
func (t *Truth) bedsAdded(i int, put func(day int, measure string, n int64)) {
	more := map[int]int64{}
	for _, g := range t.Stations[i].Groups {
		if !t.here(i, g.From) {
			continue
		}
		more[g.From] += int64(g.Places)
		if g.To != Never && t.here(i, g.To) {
			more[g.To+1] -= int64(g.Places)
		}
	}
	for day, n := range more {
		put(day, "places.added", max(0, n))
	}
}

// held says whether a class is known to be there on a day.
func (t *Truth) held(i int, g Group, day int) bool {
	return g.From <= day && t.here(i, g.From) && !(day > g.To && t.here(i, g.To))
}

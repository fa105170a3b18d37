package world

import "slices"

// rooms are the places of a station that are taken, by class and day.
type rooms [][]int8

func newRooms(s *Station, days int) rooms {
	r := make(rooms, len(s.Groups))
	for i := range r {
		r[i] = make([]int8, days)
	}
	return r
}

// take finds a class that a child fits into and that has room all the while, and takes
// the place; -1 if there is none.
func (r rooms) take(s *Station, months int, of Span) int {
	for i, g := range s.Groups {
		from, to := ages(g.Type)
		if months < from || months >= to || of.From < g.From || min(of.To, len(r[i])-1) > g.To {
			continue
		}
		days := r[i][of.From:min(of.To+1, len(r[i]))]
		free := true
		for _, n := range days {
			free = free && int(n) < g.Places
		}
		if free {
			for d := range days {
				days[d]++
			}
			return i
		}
	}
	return -1
}

// ages of a class, in months; the last is not included.
func ages(group string) (from, to int) {
	switch group {
	case "ru":
		return 0, 12
	case "xiao":
		return 12, 24
	case "da":
		return 24, 36
	}
	return 0, 36
}

// month is as long as months are for what is drawn; what counts ages asks the calendar.
const month = 30

// kin are the people of a family; the first brings and fetches.
var kin = [][]string{
	{"paternal-grandmother", "father", "mother"}, {"mother", "father"}, {"paternal-grandfather", "father", "mother"},
	{"maternal-grandmother", "mother", "father"}, {"paternal-grandmother", "father"},
}

func (p *Plan) drawChild(d dice, i, station int, taken []rooms) Child {
	s := &p.Stations[station]
	c := Child{
		Station: station, Sex: d.of("1", "2"), Family: i, Kin: kin[d.IntN(len(kin))], Gone: Never, Erased: Never, File: Never, Same: -1, United: Never,
		Born: d.between(-35*month, p.Days-3*month),
	}
	c.Noted = max(s.Opens+d.between(0, 9), c.Born+d.between(15, 60))
	if c.Noted >= p.Days {
		c.Noted = p.Days - 1
	}
	if before := i - len(p.Stations); before >= 0 && d.oneIn(9) && p.Children[before].Noted <= c.Noted {
		c.Family = p.Children[before].Family // a brother or sister of one that the station knows
	}
	p.drawMoves(d, &c)
	p.drawGone(d, &c)
	if d.percent(50) {
		p.drawStays(d, &c, taken)
	}
	p.drawHealth(d, &c)
	p.drawHelp(d, &c)
	c.still()
	p.drawSame(d, &c, i-len(p.Stations))
	return c
}

// drawSame makes a few records second ones of a child that the station knew before. Nobody
// takes a place under such a record, so that the first one goes on.
func (p *Plan) drawSame(d dice, c *Child, before int) {
	if before < 0 || len(c.Stays)+len(c.Moves) > 0 || !d.oneIn(12) {
		return
	}
	first, day := &p.Children[before], c.Noted+d.between(3, 60)
	if first.Same < 0 && len(first.Moves) == 0 && first.Gone > day && first.Noted < c.Noted && day < min(c.Gone, p.Days) {
		c.Same, c.United = before, day
	}
}

// drawMoves takes some to another station, most of them in the same township.
func (p *Plan) drawMoves(d dice, c *Child) {
	day := c.Noted + d.between(20, 500)
	if !d.oneIn(12) || day >= p.Days || day >= c.Born+35*month {
		return
	}
	near, far := p.Stations[c.Station].Township, len(p.Townships) > 1 && d.oneIn(3)
	for range 10 {
		to := d.IntN(len(p.Stations))
		s := &p.Stations[to]
		if to == c.Station || s.Opens >= day || (s.Township == near) == far {
			continue
		}
		m := Move{day, to, day, Never}
		if far {
			m.Handed = p.Arrives(c.Station, day) + 1
			m.Day = m.Handed + d.between(0, 3)
		}
		if m.Day < p.Days {
			c.Moves = append(c.Moves, m)
		}
		return
	}
}

// waits says whether a child is on its way to another township on a day: nobody writes
// anything down of it then.
func (c *Child) waits(day int) bool {
	for _, m := range c.Moves {
		if m.far() && m.Asked <= day && day < m.Day {
			return true
		}
	}
	return false
}

// still takes out what would have been written down while the child was on its way: by
// then its place has ended.
func (c *Child) still() {
	for i := range c.Stays {
		for _, m := range c.Moves {
			if st := &c.Stays[i]; m.far() && st.To < m.Asked {
				st.Ended = min(st.Ended, m.Asked)
			}
		}
	}
	c.Weighed = slices.DeleteFunc(c.Weighed, c.waits)
	c.Checks = slices.DeleteFunc(c.Checks, func(k Check) bool { return c.waits(k.Day) })
	c.Visits = slices.DeleteFunc(c.Visits, func(v Visit) bool { return c.waits(v.Day) })
	c.Insured = slices.DeleteFunc(c.Insured, func(p Paper) bool { return c.waits(p.Noted) })
	c.Hard = slices.DeleteFunc(c.Hard, func(h Hardship) bool { return c.waits(h.Noted) || c.waits(h.Granted) })
	if c.waits(c.File) {
		c.File = Never
	}
}

// drawGone has a record withdrawn: by mistake, because the family moved out of the
// county, or because the child is three, which some forget.
func (p *Plan) drawGone(d dice, c *Child) {
	begin := c.Noted
	if len(c.Moves) > 0 {
		begin = c.Moves[0].Day
	}
	switch {
	case d.oneIn(60):
		c.Gone, c.Why = begin+d.between(1, 20), "mistake"
	case d.oneIn(15):
		c.Gone, c.Why = begin+d.between(20, 600), "moved"
	case !d.oneIn(5):
		c.Gone, c.Why = max(begin+1, c.Born+36*month+d.between(16, 60)), "grown"
	}
	if c.Gone >= p.Days {
		c.Gone, c.Why = Never, ""
	}
}

// drawStays draws a time in care: with a gap in it, another mode, another station.
func (p *Plan) drawStays(d dice, c *Child, taken []rooms) {
	day := max(c.Noted+1, c.Born+month*d.between(7, 26))
	last := c.Born + 36*month + 10
	for parts := 0; day < min(last, c.Gone, p.Days) && parts < 6; parts++ {
		st := Stay{Station: c.Home(day), Mode: d.of("full", "full", "full", "full", "half", "hourly", "extended"), Span: Span{day, last}, Ended: Never, Why: "grown"}
		gap := 0
		switch {
		case d.oneIn(3):
			st.To, st.Why, gap = day+d.between(20, 200), "family", d.between(10, 80)
		case d.oneIn(5):
			st.To, st.Why, gap = day+d.between(30, 200), "", 0
		}
		for _, m := range c.Moves {
			if m.Day > day && m.Asked <= st.To+3 {
				st.To, st.Why, gap = m.Asked-1, "moved", m.Day-m.Asked+d.between(0, 10)
			}
		}
		if c.Gone <= st.To+8 { // whoever is withdrawn has left before
			st.To, st.Why = c.Gone-1, "moved"
		}
		st.To = min(st.To, last)
		if st.To-day < 5 {
			break
		}
		p.sit(d, c, st, taken)
		day = st.To + 1 + gap
	}
	p.drawWall(d, c)
}

// sit takes a place for a stay, if there is one, and says when it was noted.
func (p *Plan) sit(d dice, c *Child, st Stay, taken []rooms) {
	months := (st.From - c.Born) / month
	if st.Group = taken[st.Station].take(&p.Stations[st.Station], months, st.Span); st.Group < 0 {
		return
	}
	st.Noted = st.From
	if d.oneIn(5) {
		st.Noted += d.between(1, 6)
	}
	if n := len(c.Stays); n > 0 && c.Stays[n-1].Why == "" {
		before := &c.Stays[n-1]
		if before.Station == st.Station && before.To+1 == st.From {
			before.Ended = st.Noted // one act ends the one and begins the other
		} else {
			before.Why = "family"
		}
	}
	if n := len(c.Stays); n > 0 && c.Stays[n-1].Ended == Never {
		before := &c.Stays[n-1]
		before.Ended = min(before.To+d.IntN(4), st.Noted)
	}
	c.Stays = append(c.Stays, st)
}

// drawWall fills the days of a child's stays.
func (p *Plan) drawWall(d dice, c *Child) {
	for i := range c.Stays {
		st := &c.Stays[i]
		last := i == len(c.Stays)-1
		if last && st.To < p.Days {
			if st.Why == "" {
				st.Why = "family"
			}
			st.Ended = min(st.To+d.IntN(4), c.Gone-1, p.Days)
		}
		if st.Ended >= p.Days {
			st.Ended = Never
		}
	}
	if len(c.Stays) == 0 {
		return
	}
	w := &c.Wall
	w.From = c.Stays[0].From
	w.Days = make([]byte, min(c.Stays[len(c.Stays)-1].To+1, p.Days)-w.From)
	for _, st := range c.Stays {
		for day := max(st.From, st.Noted); day <= min(st.To, p.Days-1); day++ {
			if p.Open(st.Station, day) && (st.Mode != "hourly" || d.oneIn(3)) {
				p.drawDay(d, w, day, min(st.To, st.Ended-1))
			}
		}
	}
}

// drawDay is one day of a child in care; until is the last on which it can be put right.
func (p *Plan) drawDay(d dice, w *Wall, day, until int) {
	is, was := Present, Present
	switch n := d.IntN(200); {
	case n < 20:
		is, was = Sick, Sick
	case n < 26:
		is, was = Matter, Matter
	case n < 30: // nobody noted it
		is, was = Nothing, Nothing
	case n < 32: // forgotten, noted later
		was = Nothing
	case n < 34: // tapped by mistake
		is = Matter
	}
	noted := day + d.between(1, 9)
	if was != is && (noted > until || noted >= p.Days) {
		is = was
	}
	if was != is {
		w.Fixes = append(w.Fixes, Fix{day, noted, was})
	}
	w.Days[day-w.From] = is
}

func (p *Plan) drawHealth(d dice, c *Child) {
	inCare, end := len(c.Stays) > 0, min(c.Gone, p.Days)
	if d.percent(60) || inCare && d.percent(90) {
		if day := c.Noted + d.between(0, 40); day < end {
			c.File = day
		}
	}
	for day := c.Noted + d.between(3, 60); day < end && day < c.Born+36*month; day += d.between(40, 130) {
		if inCare || d.oneIn(3) {
			c.Weighed = append(c.Weighed, day)
		}
	}
	if inCare {
		if day := c.Stays[0].From - d.between(-2, 10); day > c.Noted && day < end && d.percent(85) {
			c.Checks = append(c.Checks, Check{day, "entry"})
		}
		for day := c.Stays[0].From + d.between(150, 190); day < min(end, c.Stays[len(c.Stays)-1].To); day += d.between(150, 220) {
			c.Checks = append(c.Checks, Check{day, "half-year"})
		}
		return
	}
	for day := c.Noted + d.between(5, 90); day < end; day += d.between(50, 160) {
		c.Visits = append(c.Visits, Visit{day, d.of("home", "home", "home", "home", "away")})
	}
}

func (p *Plan) drawHelp(d dice, c *Child) {
	end := min(c.Gone, p.Days)
	if d.percent(70) {
		for from := c.Noted + d.between(0, 30); from < end; from += d.between(365, 420) {
			if noted := from + d.between(0, 10); noted < end {
				c.Insured = append(c.Insured, Paper{"insurance", noted, Span{from, from + 364}})
			}
		}
	}
	if from := c.Noted + d.between(0, 200); d.percent(6) && from < end {
		h := Hardship{Why: d.of("poor", "left", "disabled", "orphan"), Noted: from, Granted: from + d.between(1, 15), Span: Span{from, from + 365}}
		if h.Granted >= end || d.oneIn(5) {
			h.Granted = Never
		}
		c.Hard = append(c.Hard, h)
	}
}

package world

import (
	"fmt"
	"math/rand/v2"

	"yizhan/hub"
)

// Size says how large a county is drawn.
type Size struct {
	Townships, Stations, Children int
	First                         hub.Day
	Days                          int
}

// Small is drawn for every test run, Full for figures.
var (
	Small = Size{Townships: 2, Stations: 6, Children: 300, First: "2025-09-01", Days: 150}
	Full  = Size{Townships: 20, Stations: 300, Children: 30_000, First: "2024-11-01", Days: 730}
)

// countyCode is of a county that exists: forms check codes.
const countyCode = "140427"

// dice are drawn with; each station and each child has its own, so that one can be drawn
// differently and leave the others as they were.
type dice struct{ *rand.Rand }

func newDice(seed uint64, of ...uint64) dice {
	h := seed
	for _, n := range of {
		h = h*0x9e3779b97f4a7c15 + n + 1
	}
	return dice{rand.New(rand.NewPCG(h, h>>7^0x7f4a7c15))}
}

// oneIn is true once in n times; between draws from a to b, both included.
func (d dice) oneIn(n int) bool         { return d.IntN(n) == 0 }
func (d dice) percent(n int) bool       { return d.IntN(100) < n }
func (d dice) between(a, b int) int     { return a + d.IntN(b-a+1) }
func (d dice) of(from ...string) string { return from[d.IntN(len(from))] }

// Draw makes a plan; the same one for a seed and a size.
func Draw(seed uint64, size Size) *Plan {
	p := &Plan{Seed: seed, First: size.First, Days: size.Days}
	for i := range size.Townships {
		p.Townships = append(p.Townships, Township{Code: fmt.Sprintf("%s%03d", countyCode, 100+i), Name: fmt.Sprintf("演示%d镇", i+1)})
	}
	rooms := make([]rooms, 0, size.Stations)
	for i := range size.Stations {
		s := p.drawStation(newDice(seed, 1, uint64(i)), i, i*size.Townships/size.Stations)
		p.Stations = append(p.Stations, s)
		rooms = append(rooms, newRooms(&s, p.Days))
	}
	for i := range size.Children {
		p.Children = append(p.Children, p.drawChild(newDice(seed, 2, uint64(i)), i, i%size.Stations, rooms))
	}
	for i := range p.Stations {
		p.drawClasses(newDice(seed, 3, uint64(i)), i)
	}
	return p
}

// houses are the kinds of station, and what classes each has.
var houses = []struct {
	kind   string
	weight int
	groups []Group
}{
	{"village", 65, []Group{{Type: "hun", Places: 18}}},
	{"village", 5, []Group{{Type: "hun", Places: 12}, {Type: "ru", Places: 5}}},
	{"community", 15, []Group{{Type: "xiao", Places: 15}, {Type: "da", Places: 20}}},
	{"kindergarten", 8, []Group{{Type: "da", Places: 20}, {Type: "da", Places: 20}}},
	{"private", 5, []Group{{Type: "ru", Places: 10}, {Type: "xiao", Places: 15}, {Type: "da", Places: 20}}},
	{"employer", 2, []Group{{Type: "hun", Places: 18}, {Type: "ru", Places: 6}}},
}

func (p *Plan) drawStation(d dice, i, township int) Station {
	s := Station{
		Township: township, Name: fmt.Sprintf("演示·%d号驿站", i+1), Village: fmt.Sprintf("演示%d村", i+1),
		Opens: d.between(0, 4), Inclusive: Never, Area: d.between(80, 400),
	}
	if i > 0 && d.oneIn(6) { // the first is always there
		s.Opens = d.between(5, p.Days/3)
	}
	n := d.IntN(100)
	for _, h := range houses {
		if n -= h.weight; n < 0 {
			s.Type = h.kind
			for _, g := range h.groups {
				g.Span = Span{s.Opens, Never}
				s.Groups = append(s.Groups, g)
			}
			break
		}
	}
	if last := len(s.Groups) - 1; last > 0 && d.oneIn(4) { // one of several classes is given up
		s.Groups[last].To = s.Opens + d.between(p.Days/3, p.Days)
	}
	if d.percent(70) {
		s.Inclusive = s.Opens
		if d.oneIn(3) {
			s.Inclusive += d.between(20, p.Days/2)
		}
	}
	if d.percent(30) {
		s.Rent = 1000 * d.between(6, 60)
	}
	own := newDice(p.Seed, 4, uint64(i)) // so that what is drawn of it elsewhere stays as it was
	if s.Sites = 1; own.oneIn(3) {
		s.Sites = own.between(2, 5)
	}
	p.drawHouse(d, &s)
	if own.oneIn(3) { // a class more, later
		s.Groups = append(s.Groups, Group{Type: "hun", Places: own.between(5, 12), Span: Span{s.Opens + own.between(10, p.Days/2), Never}})
	}
	return s
}

// drawHouse draws who works at a station, its papers, prices and quiet days.
func (p *Plan) drawHouse(d dice, s *Station) {
	for i := range 1 + 2*len(s.Groups) {
		w := Worker{Role: hub.RoleCarer, From: s.Opens, Left: Never}
		switch {
		case i == 0:
			w.Role = hub.RoleHead
		case d.oneIn(4):
			w.From += d.between(1, p.Days/2)
		}
		if i > 0 && d.oneIn(5) {
			w.Left = w.From + d.between(20, p.Days)
		}
		if d.percent(75) {
			w.Certificates = append(w.Certificates, p.drawPaper(d, d.of("carer", "infant", "nursing"), w.From, 400))
		}
		w.Certificates = append(w.Certificates, p.drawPaper(d, "health", w.From, 365))
		s.Workers = append(s.Workers, w)
	}
	if d.percent(80) {
		s.Papers = append(s.Papers, p.drawPaper(d, "service", s.Opens, 365))
	}
	for _, what := range []string{"filing", "liability"} {
		if d.percent(60) {
			s.Papers = append(s.Papers, p.drawPaper(d, what, s.Opens, 365))
		}
	}
	month := 50 * d.between(8, 30)
	for day := s.Opens; day < p.Days; day += d.between(150, 500) {
		s.Prices = append(s.Prices, Price{day, month})
		month += 50 * d.between(-1, 3)
	}
	for day := s.Opens + d.between(30, 60); day < p.Days; day += d.between(8, 40) {
		s.Surveys = append(s.Surveys, Survey{day, 3 - d.IntN(12)/10 - d.IntN(20)/19})
	}
	for day := s.Opens + d.between(20, 90); day < p.Days; day += d.between(60, 200) {
		s.Closed = append(s.Closed, Span{day, day + d.between(0, 4)})
	}
	for day := d.between(5, 90); day < p.Days; day += d.between(30, 200) {
		last := day + d.between(1, 25)
		s.Silent = append(s.Silent, Span{day, last})
		day = last
	}
}

// drawPaper holds for a year or so from about a day, may have been there before the
// station had a box, and may run out.
func (p *Plan) drawPaper(d dice, what string, about, days int) Paper {
	from := about - d.between(0, days*3/4)
	return Paper{what, about + d.between(0, 20), Span{from, from + days - 1}}
}

func (p *Plan) drawClasses(d dice, station int) {
	s := &p.Stations[station]
	var near []int
	for c := station; c < len(p.Children); c += len(p.Stations) {
		near = append(near, c)
	}
	for day := s.Opens + d.between(10, 30); day < p.Days; day += d.between(25, 35) {
		c := Class{Kind: d.of("mothers", "mothers", "parents", "lecture"), Day: day, Held: !d.oneIn(9), Minutes: 5 * d.between(6, 15)}
		for range min(len(near), d.between(3, 12)) {
			p.drawHere(d, &c, near[d.IntN(len(near))])
		}
		if c.Held {
			c.Heads = len(c.Here) + d.IntN(5)
			if d.oneIn(2) {
				c.Quizzes = append(c.Quizzes, Quiz{-1, d.IntN(4)})
			}
		} else {
			c.Here, c.Quizzes = nil, nil
		}
		s.Classes = append(s.Classes, c)
	}
}

// drawHere has somebody come of a child that is known at the station, and once.
func (p *Plan) drawHere(d dice, c *Class, child int) {
	k := &p.Children[child]
	role := k.Kin[d.IntN(len(k.Kin))]
	for _, h := range c.Here {
		if h.Child == child {
			return
		}
	}
	if k.Noted >= c.Day || k.Gone <= c.Day || len(k.Moves) > 0 && k.Moves[0].Asked <= c.Day {
		return
	}
	c.Here = append(c.Here, Here{child, role})
	if d.percent(60) {
		c.Quizzes = append(c.Quizzes, Quiz{child, min(3, d.between(1, 5))})
	}
}

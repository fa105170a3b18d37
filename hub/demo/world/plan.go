package world

import (
	"fmt"

	"yizhan/hub"
)

// Never is the day of what does not happen in a plan.
const Never = 1 << 20

// Plan is all that ever happens in a county.
type Plan struct {
	Seed      uint64
	First     hub.Day // day 0
	Days      int
	Townships []Township
	Stations  []Station
	Children  []Child
}

// Township is a lane. Its code lies in a county that exists, its name does not.
type Township struct{ Code, Name string }

// Lane is where the stations of a township write.
func (t Township) Lane() hub.Lane { return hub.TownshipLane(t.Code) }

// Span is a run of days, both ends included; To is Never where none is in sight.
type Span struct{ From, To int }

// Has says whether a day lies in it.
func (s Span) Has(day int) bool { return s.From <= day && day <= s.To }

// Station is one of the county's, with what is written down of itself. What has no day
// of its own is written down on the day Opens.
type Station struct {
	Township  int
	Name      string
	Village   string
	Type      string // as of 站里的家底
	Opens     int
	Inclusive int // the day from which it is; Never
	Area      int // square metres
	Rent      int // 元 a year; 0: none
	Sites     int // stations of its owner
	Groups    []Group
	Workers   []Worker
	Papers    []Paper // contract, by What: service, filing, liability …
	Prices    []Price
	Surveys   []Survey
	Classes   []Class
	Closed    []Span // days on which it stays shut, beside weekends and holidays
	Silent    []Span // days on which nothing that it writes reaches the county
}

// Group is a class with its places. Its last day is known in advance; one that begins after the
// station opened is written down on its first day.
type Group struct {
	Type   string
	Places int
	Span
}

// Worker is somebody who works at a station. The first is its 站长, who stays.
type Worker struct {
	Role         hub.Role
	From, Left   int // first day, and the one on which it is noted that she has gone
	Certificates []Paper
}

// Paper is what holds from a day until a day: a contract, an insurance, a certificate.
type Paper struct {
	What  string
	Noted int
	Span
}

// Price is what a full day's place costs a month, from a day on that is its own.
type Price struct{ Noted, Month int }

// Survey is one family's answer: 3 pleased, 2 so-so, 1 not.
type Survey struct{ Noted, Whole int }

// Class is a lesson that was planned a week before, and held or not.
type Class struct {
	Kind    string // mothers, parents, lecture, staff
	Day     int
	Held    bool
	Minutes int
	Heads   int
	Here    []Here
	Quizzes []Quiz
}

// Here is who came to a class of a child's family.
type Here struct {
	Child int
	Role  string // kinship
}

// Quiz is three questions, answered at a class. Child is -1 where nobody says who it was.
type Quiz struct{ Child, Right int }

// Child is a record of a child: for most the only one.
type Child struct {
	Station int // that wrote it down first
	Noted   int
	Born    int
	Sex     string
	Family  int // the child whose family this one's is; itself for most
	Kin     []string
	Moves   []Move
	Gone    int // the day on which it is withdrawn; Never
	Why     string
	Erased  int // the day on which the county orders it erased; Never. A plan has none of itself
	Stays   []Stay
	Wall    Wall
	File    int // the day on which its health file is opened; Never
	Weighed []int
	Checks  []Check
	Visits  []Visit
	Insured []Paper
	Hard    []Hardship
	Same    int // the child of which this is a second record; -1
	United  int // the day on which somebody says so; Never
}

// Move is a child's way to another station, that receives it on Day. Within a township it
// is asked for on that day; to another one the county hands the file over in between.
type Move struct{ Day, To, Asked, Handed int }

// far says whether it leads to another township.
func (m Move) far() bool { return m.Handed != Never }

// Stay is a place taken. Who has two stays in a row at one station changed its mode.
type Stay struct {
	Station, Group int
	Mode           string
	Span
	Noted int
	Ended int    // the day on which the end is noted; Never
	Why   string // moved, family, grown; "" where the next stay follows at once
}

// Check is a check-up: entry, half-year.
type Check struct {
	Day  int
	Type string
}

// Visit is a way to a family's home, which may find nobody.
type Visit struct {
	Day   int
	Found string // home, away
}

// Hardship is what makes a child one of 困境, once it is granted.
type Hardship struct {
	Why     string
	Noted   int
	Granted int // Never: refused, or waiting
	Span
}

// What the wall says of a child's day.
const (
	Nothing = byte(0) // shut, no place, or nobody noted it
	Present = byte('P')
	Sick    = byte('S')
	Matter  = byte('M')
)

// Wall is a child's days from its first stay on.
type Wall struct {
	From  int
	Days  []byte // as they are known in the end
	Fixes []Fix
}

// Fix is a day that was noted otherwise first, and put right later.
type Fix struct {
	Day, Noted int
	Was        byte
}

// On is what is known of a day in the end.
func (w *Wall) On(day int) byte {
	if i := day - w.From; i >= 0 && i < len(w.Days) {
		return w.Days[i]
	}
	return Nothing
}

// fix is how a day was put right, if it was.
func (w *Wall) fix(day int) (Fix, bool) {
	for _, f := range w.Fixes {
		if f.Day == day {
			return f, true
		}
	}
	return Fix{}, false
}

// Day is the calendar's name of a day.
func (p *Plan) Day(n int) hub.Day { return p.First.Add(n) }

// Weekday is 0 on Sundays.
func (p *Plan) weekday(n int) int {
	t, _ := p.First.Time()
	return ((int(t.Weekday())+n)%7 + 7) % 7
}

// Open says whether a station looks after children on a day.
func (p *Plan) Open(station, day int) bool {
	s := &p.Stations[station]
	w := p.weekday(day)
	if w == 0 || w == 6 || day < s.Opens || holiday(p.Day(day)) {
		return false
	}
	for _, shut := range s.Closed {
		if shut.Has(day) {
			return false
		}
	}
	return true
}

// holiday is the same every year: a made-up county has no 调休.
func holiday(day hub.Day) bool {
	switch md := string(day)[5:]; {
	case md == "01-01", md >= "02-10" && md <= "02-16", md >= "05-01" && md <= "05-03", md >= "10-01" && md <= "10-07":
		return true
	}
	return false
}

// Arrives is the night on which the county gets what a station wrote on a day.
func (p *Plan) Arrives(station, day int) int {
	for _, quiet := range p.Stations[station].Silent {
		if quiet.Has(day) {
			return quiet.To + 1
		}
	}
	return day
}

// Home is the station of a child on a day.
func (c *Child) Home(day int) int {
	at := c.Station
	for _, m := range c.Moves {
		if m.Day <= day {
			at = m.To
		}
	}
	return at
}

// id is an id that is the same each time.
func (p *Plan) id(kind hub.Kind, what string, n ...int) hub.ID {
	return hub.DeriveID(kind, hub.ID{}, fmt.Sprint("world ", p.Seed, " ", what, n))
}

// SiteID, GroupID, WorkerID and ChildID are the ids that a Desk gives when it carries out
// the act of a plan.
func (p *Plan) SiteID(station int) hub.ID {
	return hub.DeriveID("site", p.Request(Act{What: Opens, Station: station}), "first")
}

func (p *Plan) GroupID(station, group int) hub.ID {
	if s := &p.Stations[station]; s.Groups[group].From > s.Opens {
		return hub.DeriveID("group", p.Request(Act{What: Widens, Station: station, Nth: group}), "new")
	}
	return hub.DeriveID("group", p.Request(Act{What: Opens, Station: station}), string(rune('a'+group)))
}

func (p *Plan) WorkerID(station, worker int) hub.ID {
	if worker == 0 {
		return hub.DeriveID("staff", p.Request(Act{What: Opens, Station: station}), "first")
	}
	return hub.DeriveID("staff", p.Request(Act{What: Works, Station: station, Who: worker}), "new")
}

func (p *Plan) ChildID(child int) hub.ID {
	return hub.DeriveID("child", p.Request(Act{What: Registers, Who: child}), "register")
}

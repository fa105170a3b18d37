package world

// Attended is a child's month at a station: what a subsidy by child and month is made of,
// and what any rate would have to ask of it.
type Attended struct {
	Child, Station int
	Month          string // 2025-09
	Days           int    // on which it came
	Small          int    // of these, before its third birthday
	Mode           string // at the end of the month, or of its time here
	Hard           bool   // one of 困境 on the last day that it came
	Inclusive      bool   // the station, on the last day that it came
}

// Months is every child's month of which something had come, by child, month and station:
// days from one to another, both included.
func (t *Truth) Months(from, to int) (out []Attended) {
	for i := range t.Children {
		k, ok := t.know(i)
		if !ok {
			continue
		}
		k.came(func(day int, at Place) {
			if day < from || day > to {
				return
			}
			st, has := k.inCare(day)
			if !has || st.Station != at.Station {
				return // nobody has written down that it has a place there
			}
			month := string(t.Day(day))[:7]
			if n := len(out); n == 0 || out[n-1].Child != i || out[n-1].Station != at.Station || out[n-1].Month != month {
				out = append(out, Attended{Child: i, Station: at.Station, Month: month})
			}
			m := &out[len(out)-1]
			m.Days++
			if k.younger(day, 36) {
				m.Small++
			}
			m.Mode, m.Hard, m.Inclusive = st.Mode, k.hard(day), t.inclusive(at.Station, day)
		})
	}
	return out
}

// Bed is the places of a class on a day: what a subsidy by place is made of.
type Bed struct {
	Station   int
	Type      string
	Places    int
	Inclusive bool
}

// Beds are all that there are on a day.
func (t *Truth) Beds(day int) (out []Bed) {
	for i, s := range t.Stations {
		for _, g := range s.Groups {
			if t.there(i, day) && !(day > g.To && t.here(i, g.To)) {
				out = append(out, Bed{i, g.Type, g.Places, t.inclusive(i, day)})
			}
		}
	}
	return out
}

// there says whether a station is known, and open, on a day.
func (t *Truth) there(station, day int) bool {
	s := &t.Stations[station]
	return s.Opens <= day && t.here(station, s.Opens)
}

func (t *Truth) inclusive(station, day int) bool {
	s := &t.Stations[station]
	return s.Inclusive <= day && t.here(station, s.Inclusive)
}

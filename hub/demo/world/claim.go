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
	Filed          bool   // the same, on file
	Last           int    // that day
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
			m.Mode, m.Hard, m.Inclusive, m.Filed, m.Last = st.Mode, k.hard(day), t.inclusive(at.Station, day), t.filed(at.Station, day), day
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
			if t.there(i, day) && t.held(i, g, day) {
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

// Enrolled is how many children have a place at a station on a day.
func (t *Truth) Enrolled(station, day int) (n int64) {
	for i := range t.Children {
		k, ok := t.know(i)
		if !ok || k.Erased <= min(day, t.Night) {
			continue
		}
		if st, has := k.inCare(day); has && st.Station == station {
			n++
		}
	}
	return n
}

// House is what is known of a station's rooms on a day: square metres, 元 of rent a year and
// how many stations its owner has; ok is false where nothing is.
func (t *Truth) House(station, day int) (area, rent, sites int, ok bool) {
	s := &t.Stations[station]
	return s.Area, s.Rent, s.Sites, s.Opens <= day && t.here(station, s.Opens)
}

// Pleased is how many families said in some days that they are pleased or so-so, and of how
// many.
func (t *Truth) Pleased(station, from, to int) (pleased, of int64) {
	for _, v := range t.Stations[station].Surveys {
		if from <= v.Noted && v.Noted <= to && t.here(station, v.Noted) && t.here(station, t.Stations[station].Opens) {
			of++
			if v.Whole >= 2 {
				pleased++
			}
		}
	}
	return pleased, of
}

// filed says whether a station is on file on a day.
func (t *Truth) filed(station, day int) bool {
	if !t.there(station, day) {
		return false
	}
	for _, p := range t.Stations[station].Papers {
		if p.What == "filing" && p.Has(day) && t.here(station, p.Noted) {
			return true
		}
	}
	return false
}

func (t *Truth) inclusive(station, day int) bool {
	s := &t.Stations[station]
	return s.Inclusive <= day && t.here(station, s.Inclusive)
}

package world

// knownChild is a child as far as the county knows it on a night.
type knownChild struct {
	*Truth
	*Child
	no     int
	from   int // on the list from this day on …
	gone   int // … until the day before this one
	birth  int
	dated  bool // its birthday is known
	places []Stay
}

// know is what has come of a child; ok is false where it counts nowhere.
func (t *Truth) know(i int) (k knownChild, ok bool) {
	c := &t.Children[i]
	k = knownChild{Truth: t, Child: c, no: i, from: Never, gone: Never, birth: c.Born}
	for n, st := range c.Stays {
		if !t.here(st.Station, st.Noted) {
			continue
		}
		ended := st.Ended
		if n+1 < len(c.Stays) && c.changes(n+1) {
			ended = c.Stays[n+1].Noted
		}
		if ended == Never || !t.here(st.Station, ended) {
			st.To = Never
		}
		k.places = append(k.places, st)
		k.from = min(k.from, st.From)
	}
	if c.United < t.Days && t.here(c.Station, c.United) {
		return k, false // it counts under the other record
	}
	if k.dated = t.here(c.Station, c.Noted); k.dated {
		k.from = c.Noted
	}
	if c.Gone < t.Days && t.here(c.Home(c.Gone), c.Gone) {
		if c.Why == "mistake" {
			return k, false
		}
		k.gone = c.Gone
	}
	return k, k.from != Never
}

// listed says whether it is on the list on a day and not three years old.
func (k *knownChild) listed(day int) bool {
	return k.from <= day && day < k.gone && k.younger(day, 36)
}

func (k *knownChild) younger(day, months int) bool {
	return !k.dated || day < k.months(k.birth, months)
}

// at is where it is known on a day, as far as its moves have come. Where it was before one
// of which only the new station has told is nobody's station.
func (k *knownChild) at(day int) Place {
	at := k.place(k.Station)
	for _, m := range k.Moves {
		if !k.here(m.To, m.Day) {
			break
		}
		if day >= m.Day {
			at = k.place(m.To)
		} else if !k.here(at.Station, m.Asked) {
			at.Station = Nobodys
		}
	}
	return at
}

// inCare is the place that it has on a day: of two the later one.
func (k *knownChild) inCare(day int) (st Stay, ok bool) {
	for _, one := range k.places {
		if one.Has(day) && day < k.gone && (!ok || one.From > st.From) {
			st, ok = one, true
		}
	}
	return st, ok
}

func (t *Truth) childLevels(i, day int, out Counts) {
	k, ok := t.know(i)
	if !ok || k.Erased <= min(day, t.Night) {
		return // what happened stays counted, what lasts is over
	}
	opened := k.File <= day && k.told(k.File)
	listed := func(measure string, so bool) {
		if so && k.listed(day) {
			out.add(measure, k.at(day), 1)
		}
	}
	listed("child.known.36m", true)
	listed("child.archive.36m", opened)
	listed("child.guided.12m", k.guided(day))
	listed("child.insured.36m", k.insured(day))
	st, ok := k.inCare(day)
	if !ok {
		return
	}
	enrolled := func(measure string, so bool) {
		if so {
			out.add(measure, k.place(st.Station), 1)
		}
	}
	enrolled("enrolled", true)
	enrolled("enrolled.36m", k.younger(day, 36))
	enrolled("enrolled.24m", k.younger(day, 24))
	for _, y := range []struct {
		measure string
		from    int
	}{{"enrolled.0-12m", 0}, {"enrolled.12-24m", 12}, {"enrolled.24-36m", 24}} {
		enrolled(y.measure, k.dated && day >= k.months(k.birth, y.from) && day < k.months(k.birth, y.from+12))
	}
	enrolled("enrolled.full", st.Mode == "full" || st.Mode == "extended")
	enrolled("enrolled.half", st.Mode == "half")
	enrolled("enrolled.hourly", st.Mode == "hourly")
	enrolled("enrolled.archive", opened)
	enrolled("enrolled.archive.6m", opened && (k.checked(day) || k.weighed(day) || k.lasts(k.File, day, 6)))
	enrolled("enrolled.check.6m", k.checked(day))
	enrolled("enrolled.difficulty", k.hard(day))
}

// told says whether what was written down of the child on a day has come.
func (k *knownChild) told(day int) bool { return k.here(k.Home(day), day) }

func (k *knownChild) checked(day int) bool {
	for _, c := range k.Checks {
		if k.lasts(c.Day, day, 6) && k.told(c.Day) {
			return true
		}
	}
	return false
}

func (k *knownChild) weighed(day int) bool {
	for _, w := range k.Weighed {
		if k.lasts(w, day, 6) && k.told(w) {
			return true
		}
	}
	return false
}

func (k *knownChild) insured(day int) bool {
	for _, p := range k.Insured {
		if p.Has(day) && k.told(p.Noted) {
			return true
		}
	}
	return false
}

// hard says whether it is one of 困境: granted, and not over.
func (k *knownChild) hard(day int) bool {
	for _, h := range k.Hard {
		if h.Has(day) && h.Granted < k.Days && k.told(h.Granted) {
			return true
		}
	}
	return false
}

// guided says whether somebody had spoken with its family within a year.
func (k *knownChild) guided(day int) bool {
	for _, v := range k.Visits {
		if v.Found == "home" && k.lasts(v.Day, day, 12) && k.told(v.Day) {
			return true
		}
	}
	return k.lessons(func(at int, _ Quiz) bool { return false }, func(at int) bool { return k.lasts(at, day, 12) })
}

// lessons goes through the classes to which its family came, until one says that it is
// enough. They are all of the station that wrote it down.
func (k *knownChild) lessons(quiz func(day int, q Quiz) bool, came func(day int) bool) bool {
	for _, c := range k.Stations[k.Station].Classes {
		if !c.Held || !k.here(k.Station, c.Day) {
			continue
		}
		for _, h := range c.Here {
			if h.Child == k.no && came(c.Day) {
				return true
			}
		}
		for _, q := range c.Quizzes {
			if q.Child == k.no && quiz(c.Day, q) {
				return true
			}
		}
	}
	return false
}

func (t *Truth) childFlows(i int, put func(day int, measure string, at Place, n int64)) {
	k, ok := t.know(i)
	if !ok {
		return
	}
	here := func(day int, measure string) { put(day, measure, k.place(k.Home(day)), 1) }
	put(k.from, "child.registered", k.at(k.from), 1)
	for _, st := range k.places {
		if st.From < k.gone {
			put(st.From, "enrolment.begun", k.place(st.Station), 1)
		}
	}
	for _, day := range k.Weighed {
		if k.told(day) {
			here(day, "growth")
		}
	}
	for _, c := range k.Checks {
		if k.told(c.Day) {
			here(c.Day, "health-check")
		}
	}
	for _, v := range k.Visits {
		if v.Found == "home" && k.told(v.Day) {
			here(v.Day, "home-visit")
		}
	}
	at := k.place(k.Station)
	k.lessons(func(day int, q Quiz) bool {
		put(day, "quiz.answered", at, 1)
		if q.Right >= 2 {
			put(day, "quiz.passed", at, 1)
		}
		return false
	}, func(day int) bool { put(day, "class.here", at, 1); return false })
	k.days(put)
}

// days is what the wall says, as far as it has come.
func (k *knownChild) days(put func(day int, measure string, at Place, n int64)) {
	k.wall(func(day int, says byte, at Place) {
		if says == Present {
			put(day, "day.present", at, 1)
			return
		}
		put(day, "day.absent", at, 1)
		if says == Sick {
			put(day, "day.absent.sick", at, 1)
		}
	})
	came, month := 0, ""
	k.came(func(day int, at Place) {
		if _, has := k.inCare(day); !has || !k.listed(day) {
			return
		}
		if m := string(k.Day(day))[:7]; m != month {
			month, came = m, 0
		}
		switch came++; came {
		case 1:
			put(day, "month.attended.1d", at, 1)
		case 10:
			put(day, "month.attended.10d", at, 1)
		}
	})
}

// wall visits every day of which something was noted and has come.
func (k *knownChild) wall(visit func(day int, says byte, at Place)) {
	w := &k.Wall
	for _, st := range k.Stays {
		for day := st.From; day <= min(st.To, k.Days-1); day++ {
			says := w.On(day)
			if f, fixed := w.fix(day); fixed && !k.here(st.Station, f.Noted) {
				says = f.Was
			}
			if says != Nothing && k.here(st.Station, day) {
				visit(day, says, k.place(st.Station))
			}
		}
	}
}

// came visits the days on which it was there.
func (k *knownChild) came(visit func(day int, at Place)) {
	k.wall(func(day int, says byte, at Place) {
		if says == Present {
			visit(day, at)
		}
	})
}

package desk

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
)

// Board is what a site's home page counts. It names nobody, so the open screen may
// show it.
type Board struct {
	Day                          hub.Day
	Expected, Came, Absent, Here int // children of today
	Unnoted                      int // here though everybody should have been fetched
	Unseen                       int // here, and nobody has looked at them though it is time
	Silent                       int // not here, and somebody has to ask why
	InRoom                       int // in the 观察室
	Clusters                     int // several ill alike, of whom nobody was told
	Earlier                      int // children of EarlierDay whose leaving nobody noted
	EarlierDay                   hub.Day
	House                        care.Ratio
	OnDuty                       int   // staff in the house, whatever they do
	Shut                         *Shut // why it is shut today; nil: it is open
	Due                          int   // things that are today's to do: a dose, a visit, a paper
	Unsigned, Gaps, Conflicts    int
	Conflict                     hub.ID            // the record of the only one; zero: there are more, or none
	Class                        care.Class        // today's, or one that was begun; its ID is zero: there is none
	Arriving                     int               // children who come from another station, to be received
	Doubts                       []care.ClockDoubt // days that a wrong clock noted
	Notices                      int               // the county's that wait for a tap
	News                         int               // … that want to be read, and nothing else
}

// leaveBy is when everybody should have been fetched, where a site has not said:
// most 驿站 close at half past five.
const leaveBy = 18 * 60

// LeaveBy is the minute of the day from which a child that is still here has left
// without being noted.
func LeaveBy(s care.Site) int {
	if s.LeaveBy > 0 {
		return s.LeaveBy
	}
	return leaveBy
}

// Board counts what waits at a site.
func (d *Desk) Board(ctx context.Context, actor hub.Actor, site hub.ID) (Board, error) {
	w, err := d.Wall(ctx, actor, site, d.Today())
	if err != nil {
		return Board{}, err
	}
	b := Board{Day: w.Day, Expected: len(w.Children), Shut: w.Shut}
	late, due := d.Minute() >= LeaveBy(w.Site), d.daily.Missing(d.Minute())
	for _, c := range w.Children {
		switch {
		case c.Here():
			b.Came++
			b.Here++
			if late {
				b.Unnoted++
			}
			if due && !late && !c.Check.Done() {
				b.Unseen++
			}
			if c.Ill.State == "room" {
				b.InRoom++
			}
		case c.Day.In >= 0:
			b.Came++
		case c.Day.Absent != "":
			b.Absent++
		}
	}
	b.House, _ = d.Ratio(w)
	for _, s := range w.Staff {
		if s.Duty.Here() {
			b.OnDuty++
		}
	}
	if err := d.illBoard(ctx, w, &b); err != nil {
		return Board{}, err
	}
	todo, err := d.todo(ctx, site)
	if err != nil {
		return Board{}, err
	}
	coming, err := d.arrivals(ctx, site)
	if err != nil {
		return Board{}, err
	}
	b.Arriving = len(coming)
	posted, err := d.posted(ctx, site)
	if err != nil {
		return Board{}, err
	}
	for _, p := range posted {
		switch {
		case p.Read != "":
		case p.Confirm:
			b.Notices++
		default:
			b.News++
		}
	}
	b.Unsigned, b.Gaps, b.Conflicts, b.Doubts = len(todo.Unsigned), len(todo.Gaps), len(todo.Conflicts), todo.Doubts
	if len(todo.Conflicts) == 1 {
		b.Conflict = todo.Conflicts[0].Record.ID
	}
	dues, err := d.dueFor(ctx, w.Site, w.Day)
	if err != nil {
		return Board{}, err
	}
	for _, one := range dues {
		if one.Today() {
			b.Due++
		}
	}
	classes, err := d.classesToDo(ctx, site, w.Day)
	if err != nil {
		return Board{}, err
	}
	if all := append(classes.Cut, classes.Today...); len(all) > 0 {
		b.Class = all[0]
	}
	earlier, err := d.earlierUnnoted(ctx, actor, site)
	b.Earlier, b.EarlierDay = len(earlier.Children), earlier.Day
	return b, err
}

// illBoard counts who has to be asked after, and clusters of which nobody was told.
func (d *Desk) illBoard(ctx context.Context, w Wall, b *Board) error {
	absent, err := d.absentees(ctx, w)
	if err != nil {
		return err
	}
	b.Silent = len(absent)
	all, err := d.clusters(ctx, w.Site.ID)
	for _, c := range all {
		if len(c.Told.Told) == 0 {
			b.Clusters++
		}
	}
	return err
}

// unnotedDays is how far back a forgotten leaving is asked for: after a week nobody
// remembers who fetched the child.
const unnotedDays = 7

// Unnoted is the children who are in the house according to the log though they
// cannot be: today's after closing time, else those of the newest day before.
func (d *Desk) Unnoted(ctx context.Context, actor hub.Actor, site hub.ID) (Wall, error) {
	w, err := d.Wall(ctx, actor, site, d.Today())
	if err != nil {
		return Wall{}, err
	}
	if d.Minute() >= LeaveBy(w.Site) && slices.ContainsFunc(w.Children, WallChild.Here) {
		return w.stillHere(), nil
	}
	return d.earlierUnnoted(ctx, actor, site)
}

// earlierUnnoted is the newest day before today with somebody whose leaving nobody
// noted; zero if there is none.
func (d *Desk) earlierUnnoted(ctx context.Context, actor hub.Actor, site hub.ID) (Wall, error) {
	for n := 1; n <= unnotedDays; n++ {
		day := d.Today().Add(-n)
		some, err := d.anyUnnoted(ctx, site, day)
		if err != nil {
			return Wall{}, err
		}
		if !some {
			continue
		}
		w, err := d.Wall(ctx, actor, site, day)
		if w = w.stillHere(); err != nil || len(w.Children) > 0 {
			return w, err
		}
	}
	return Wall{}, nil
}

func (w Wall) stillHere() Wall {
	w.Children = slices.DeleteFunc(w.Children, func(c WallChild) bool { return !c.Here() })
	return w
}

// anyUnnoted looks at a day's times alone: most days have nobody, and need no wall.
func (d *Desk) anyUnnoted(ctx context.Context, site hub.ID, day hub.Day) (bool, error) {
	recs, err := d.log.FindPeriod(ctx, "day", string(day))
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(recs, func(rec hub.Record) bool {
		c := care.AsDay(d.forms, rec)
		return c.Site == site && c.In >= 0 && c.Out < 0
	}), nil
}

package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
)

// ClassesToDo are the classes that ask for something on a day.
type ClassesToDo struct {
	Cut      []care.Class // begun, and not ended
	Today    []care.Class
	Tomorrow []care.Class
	Missed   []care.Class // planned for a day of the last month that is over
	Bare     []care.Class // held in the last two weeks, without a 台账
}

// How long somebody is reminded of a class that was not held, and of a 台账; ours.
const (
	missedFor = 31
	bareFor   = 14
)

// ClassesToDo lists what the classes of the worker's site ask for today. Who holds none has
// nothing to do.
func (d *Desk) ClassesToDo(ctx context.Context, actor hub.Actor) (ClassesToDo, error) {
	if d.allow(actor, hub.ActTeach) != nil {
		return ClassesToDo{}, nil
	}
	return d.classesToDo(ctx, actor.Site, d.Today())
}

func (d *Desk) classesToDo(ctx context.Context, site hub.ID, today hub.Day) (out ClassesToDo, err error) {
	all, err := d.classesOf(ctx, site, today.Add(-missedFor), today.Add(1))
	for _, c := range all {
		switch {
		case c.Begun():
			out.Cut = append(out.Cut, c)
		case c.Planned() && c.Day == today:
			out.Today = append(out.Today, c)
		case c.Planned() && c.Day > today:
			out.Tomorrow = append(out.Tomorrow, c)
		case c.Planned():
			out.Missed = append(out.Missed, c)
		case c.Held() && c.Ledger == "" && c.State != "" && c.Day > today.Add(-bareFor):
			out.Bare = append(out.Bare, c)
		}
	}
	return out, err
}

package desk

import (
	"context"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Project is a line of the ledger (工作台账): what it has to reach, and how far it is by the
// same cases that are worked on.
type Project struct {
	Case
	Name, Plan, Unit, Hard string
	Until                  hub.Day
	Counts                 string // kind.state that are counted; "" what was typed
	Goal, Now              int
}

// Ledger is every project of the county that is not dropped: by deadline.
func (d *Desk) Ledger(ctx context.Context, actor hub.Actor) (out []Project, err error) {
	def, _ := d.forms.Get("project")
	if !def.MayRead(actor.Role) {
		return nil, hub.E(hub.CodeForbidden, "desk.may-not")
	}
	counted := map[string]int{}
	for _, closed := range []bool{false, true} {
		all, err := d.casesOf(ctx, actor, def, CaseFilter{Closed: closed})
		if err != nil {
			return nil, err
		}
		for _, c := range all {
			p := d.asProject(c)
			if kind, state, ok := strings.Cut(p.Counts, "."); ok {
				key := p.Counts + string(p.from())
				n, known := counted[key]
				if !known {
					if n, err = d.cameTo(ctx, hub.Kind(kind), state, p.from()); err != nil {
						return nil, err
					}
					counted[key] = n
				}
				p.Now = n
			}
			if c.State.Code != "off" {
				out = append(out, p)
			}
		}
	}
	hub.SortStable(out, func(a, b Project) int { return compareDesc(string(b.Until), string(a.Until)) })
	return out, nil
}

func (d *Desk) asProject(c Case) Project {
	var r struct {
		Title  string  `form:"title"`
		Plan   string  `form:"plan"`
		Unit   string  `form:"unit"`
		Until  hub.Day `form:"until"`
		Counts string  `form:"counts"`
		Goal   int     `form:"goal"`
		Now    int     `form:"now"`
		Hard   string  `form:"hard"`
	}
	d.forms.Decode(c.Record, &r)
	return Project{Case: c, Name: r.Title, Plan: r.Plan, Unit: r.Unit, Hard: r.Hard, Until: r.Until, Counts: r.Counts, Goal: r.Goal, Now: r.Now}
}

// from is the day from which a project counts; "" from the beginning.
func (p Project) from() hub.Day {
	day, _ := valueOf(p.Def, p.Record, "from").(string)
	return hub.Day(day)
}

// cameTo counts the cases of a kind that stand in a state, and came to it on a day or after.
func (d *Desk) cameTo(ctx context.Context, kind hub.Kind, state string, from hub.Day) (n int, err error) {
	def, ok := d.forms.Get(kind)
	if !ok || def.Workflow == nil {
		return 0, nil
	}
	recs, err := d.log.Pick(ctx, kind, form.LeafRow, "", "g", false, func(text string) (take, on bool) {
		l := form.ReadLeaf(text)
		return l.Here && !l.Withdrawn && l.State == state, true
	})
	for _, rec := range recs {
		since, _ := valueOf(def, rec, form.FieldSince).(string)
		n += count(hub.Day(since) >= from)
	}
	return n, err
}

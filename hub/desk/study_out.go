package desk

import (
	"context"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
)

// StudyOut is a study that leaves: to whom, what for, and how well its children are hidden.
type StudyOut struct {
	Request          hub.ID
	Set              string
	From, To         hub.Day
	Institution, Why string
	Least            int // children of the smallest group that was asked for
	Children, Rows   int
	Day              hub.Day // when it left; set by NoteStudy
	By               hub.ID
}

// NoteStudy notes that a study leaves, before its first byte does.
// Errors: CodeForbidden, CodeInvalid study.institution, study.why, study.none.
func (d *Desk) NoteStudy(ctx context.Context, actor hub.Actor, s StudyOut) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActExport); err != nil {
		return hub.Outcome{}, err
	}
	s.Institution, s.Why = strings.TrimSpace(s.Institution), strings.TrimSpace(s.Why)
	switch {
	case s.Children == 0:
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "study.none").In("from")
	case s.Institution == "":
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "study.institution").In("institution")
	case s.Why == "":
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "study.why").In("why")
	}
	id := hub.DeriveID("study-out", s.Request, "study")
	actor.Lane = hub.LaneCounty
	return d.append(ctx, actor, s.Request, d.forms.Edit("study-out", id, id, form.Values{
		"set": s.Set, "from": s.From, "to": s.To, "institution": s.Institution, "why": s.Why, "least": s.Least,
		"children": s.Children, "rows": s.Rows, "by": orNil(actor.Staff), "day": d.Today(),
	}))
}

// Studies are those that have left, the newest first.
func (d *Desk) Studies(ctx context.Context) (out []StudyOut, err error) {
	err = d.log.Each(ctx, "study-out", func(rec hub.Record) error {
		var r struct {
			Set         string  `form:"set"`
			From        hub.Day `form:"from"`
			To          hub.Day `form:"to"`
			Institution string  `form:"institution"`
			Why         string  `form:"why"`
			Least       int     `form:"least"`
			Children    int     `form:"children"`
			Rows        int     `form:"rows"`
			By          hub.ID  `form:"by"`
			Day         hub.Day `form:"day"`
		}
		if d.forms.Decode(rec, &r); rec.Lane == hub.LaneCounty {
			out = append(out, StudyOut{Set: r.Set, From: r.From, To: r.To, Institution: r.Institution, Why: r.Why, Least: r.Least,
				Children: r.Children, Rows: r.Rows, By: r.By, Day: r.Day})
		}
		return nil
	})
	hub.SortStable(out, func(a, b StudyOut) int { return compareDesc(string(a.Day), string(b.Day)) })
	return out, err
}

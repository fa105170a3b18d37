package desk

import (
	"cmp"
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// LetIn is somebody who does not work at a station and used its box for a day.
type LetIn struct {
	Staff  hub.ID
	Name   string
	Role   hub.Role
	Site   hub.ID
	By     hub.ID // the 站长; zero: her badge
	Badge  bool
	Unsure bool // the box did not know the day for certain, so that nothing is known of the badge's
	Day    hub.Day
	Minute int
}

// NoteLetIn keeps who was let in, before she can do anything: what she then writes has
// her name by it, at the station and at the county. Actor is the 站长, or the officer
// herself whose badge was proved. Errors: CodeForbidden.
func (d *Desk) NoteLetIn(ctx context.Context, actor hub.Actor, request hub.ID, v LetIn) error {
	own := v.Badge && actor.Visitor && actor.Staff == v.Staff
	if actor.Open || !own && !actor.May(hub.ActSite) {
		return hub.E(hub.CodeForbidden, "access.visit-may-not")
	}
	today := d.Today()
	_, err := d.append(ctx, actor, request, d.forms.EditOnce("let-in", actor.Site, string(today)+"/"+v.Staff.String(), compact(form.Values{
		"staff": v.Staff, "name": v.Name, "role": string(v.Role), "day": today, "minute": d.Minute(), "by": orNil(v.By),
		"badge": orNil(v.Badge), "unsure": orNil(v.Unsure),
	})))
	return err
}

// LetInAt are those who were let in at a station, the newest first, as far as this box
// can read their names.
func (d *Desk) LetInAt(ctx context.Context, actor hub.Actor, site hub.ID) ([]LetIn, error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return nil, err
	}
	recs, err := d.log.Of(ctx, site, "let-in")
	if err != nil {
		return nil, err
	}
	return d.letIns(recs), nil
}

func (d *Desk) letIns(recs []hub.Record) []LetIn {
	var all []LetIn
	for _, rec := range recs {
		if rec.Kind != "let-in" {
			continue
		}
		var r struct {
			Staff  hub.ID  `form:"staff"`
			Name   string  `form:"name"`
			Role   string  `form:"role"`
			Day    hub.Day `form:"day"`
			Minute int     `form:"minute"`
			By     hub.ID  `form:"by"`
			Badge  bool    `form:"badge"`
			Unsure bool    `form:"unsure"`
		}
		d.forms.Decode(rec, &r)
		all = append(all, LetIn{r.Staff, r.Name, hub.Role(r.Role), rec.Subject, r.By, r.Badge, r.Unsure, r.Day, r.Minute})
	}
	hub.SortStable(all, func(a, b LetIn) int {
		return cmp.Or(cmp.Compare(b.Day, a.Day), cmp.Compare(b.Minute, a.Minute))
	})
	return all
}

// guest is the name of somebody who works nowhere here and was let in, and where she
// came from; both are empty where nobody noted her.
func (d *Desk) guest(ctx context.Context, id hub.ID) (name, from string, err error) {
	recs, err := d.log.Find(ctx, "let-in", "staff", id)
	if err != nil {
		return "", "", err
	}
	for _, v := range d.letIns(recs) {
		if v.Name == "" {
			continue // sealed for others
		}
		if v.Role == hub.RoleCarer { // she stood in for somebody: hers is the station's work
			site, err := d.log.Record(ctx, "site", v.Site)
			if err != nil {
				return v.Name, "", unlessMissing(err)
			}
			return v.Name, care.As[care.Site](d.forms, site).Name, nil
		}
		def, _ := d.forms.Get("let-in")
		f, _ := def.Field("role")
		return v.Name, f.Show(string(v.Role)), nil
	}
	return "", "", nil
}

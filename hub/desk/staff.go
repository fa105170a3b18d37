package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// StaffChange is what changes about a worker; empty fields stay.
type StaffChange struct {
	Name string
	Role hub.Role
	Peg  string
	Left bool // she works here no longer
}

// ChangeStaff changes a worker's record. The 站长 may change everybody's; a worker
// her own name and picture. The last 站长 can neither leave nor become something
// else, or nobody could ever add one.
func (d *Desk) ChangeStaff(ctx context.Context, actor hub.Actor, request, staff hub.ID, c StaffChange) (hub.Outcome, error) {
	own := staff == actor.Staff && !actor.Open && c.Role == "" && !c.Left
	if err := d.allow(actor, hub.ActSite); err != nil && !own {
		return hub.Outcome{}, err
	}
	rec, err := d.log.Record(ctx, "staff", staff)
	if err != nil {
		return hub.Outcome{}, err
	}
	w := care.As[care.Staff](d.forms, rec)
	values := form.Values{}
	if c.Name != "" {
		named := Worker{Name: c.Name}
		if err := tidyWorker(&named); err != nil {
			return hub.Outcome{}, err
		}
		values["name"] = named.Name
	}
	if c.Peg != "" {
		values["peg"] = c.Peg
	}
	if c.Role != "" {
		values["role"] = c.Role
	}
	if c.Left {
		values["left"] = true
	}
	if w.Role == hub.RoleHead && (c.Left || c.Role != "" && c.Role != hub.RoleHead) {
		if err := d.anotherHead(ctx, w); err != nil {
			return hub.Outcome{}, err
		}
	}
	edits := []hub.Edit{d.forms.Edit("staff", staff, rec.Subject, values)}
	if c.Left { // her voice goes with her
		hushed, err := d.hushAll(ctx, staff)
		if err != nil {
			return hub.Outcome{}, err
		}
		edits = append(edits, hushed...)
	}
	return d.append(ctx, actor, request, edits...)
}

func (d *Desk) anotherHead(ctx context.Context, but care.Staff) error {
	staff, err := d.Staff(ctx, but.Site)
	if err != nil {
		return err
	}
	for _, w := range staff {
		if w.Role == hub.RoleHead && w.ID != but.ID {
			return nil
		}
	}
	return hub.E(hub.CodeForbidden, "staff.last-head")
}

package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Setup is what the first-run pages ask: the site, its groups, the first worker.
type Setup struct {
	Request hub.ID
	Site    hub.ID // zero: a new one; enrolment may have made it already
	SiteFacts
	Groups []Group
	Worker Worker
}

// SiteFacts is what everybody may know of a site.
type SiteFacts struct {
	Name, Role             string
	Kinds                  []string
	Township, TownshipName string
	Village, VillageName   string
	Phone                  string
	Hub                    []byte // station key of this box
}

// Group is a class with its places.
type Group struct {
	Name, Type string
	Places     int
}

// Worker is somebody who works here.
type Worker struct {
	Name string
	Role hub.Role
	Peg  string
}

// SetUp is what SetUp made.
type SetUp struct {
	Site, Worker hub.ID
	Groups       []hub.ID
}

// SetUp makes a site with its groups and its first worker, who is 站长.
func (d *Desk) SetUp(ctx context.Context, actor hub.Actor, s Setup) (SetUp, error) {
	if err := d.allow(actor, hub.ActSite); err != nil {
		return SetUp{}, err
	}
	if err := tidyWorker(&s.Worker); err != nil {
		return SetUp{}, err
	}
	made := SetUp{Site: s.Site, Worker: hub.DeriveID("staff", s.Request, "first")}
	if made.Site.IsZero() {
		made.Site = hub.DeriveID("site", s.Request, "first")
	}
	edits := []hub.Edit{d.siteEdit(made.Site, s.SiteFacts)}
	for i, g := range s.Groups {
		id := hub.DeriveID("group", s.Request, string(rune('a'+i)))
		made.Groups = append(made.Groups, id)
		edits = append(edits, d.groupEdit(id, made.Site, g))
	}
	edits = append(edits, d.staffEdit(made.Worker, made.Site, s.Worker))
	_, err := d.append(ctx, actor, s.Request, edits...)
	return made, err
}

// AddSite makes a further site: one box may serve two.
func (d *Desk) AddSite(ctx context.Context, actor hub.Actor, request hub.ID, facts SiteFacts) (hub.ID, error) {
	if err := d.allow(actor, hub.ActSite); err != nil {
		return hub.ID{}, err
	}
	id := hub.DeriveID("site", request, "further")
	_, err := d.append(ctx, actor, request, d.siteEdit(id, facts))
	return id, err
}

// AddGroup opens a class.
func (d *Desk) AddGroup(ctx context.Context, actor hub.Actor, request, site hub.ID, g Group) (hub.ID, error) {
	if err := d.allow(actor, hub.ActSite); err != nil {
		return hub.ID{}, err
	}
	id := hub.DeriveID("group", request, "new")
	_, err := d.append(ctx, actor, request, d.groupEdit(id, site, g))
	return id, err
}

// AddStaff notes somebody who works at the actor's site.
func (d *Desk) AddStaff(ctx context.Context, actor hub.Actor, request hub.ID, w Worker) (hub.ID, error) {
	if err := d.allow(actor, hub.ActSite); err != nil {
		return hub.ID{}, err
	}
	if err := tidyWorker(&w); err != nil {
		return hub.ID{}, err
	}
	id := hub.DeriveID("staff", request, "new")
	_, err := d.append(ctx, actor, request, d.staffEdit(id, actor.Site, w))
	return id, err
}

func (d *Desk) siteEdit(id hub.ID, s SiteFacts) hub.Edit {
	values := form.Values{
		"name": s.Name, "kinds": s.Kinds, "role": s.Role, "township": orNil(s.Township),
		"township_name": orNil(s.TownshipName), "village": orNil(s.Village), "village_name": orNil(s.VillageName),
		"phone": orNil(s.Phone),
	}
	if len(s.Hub) > 0 {
		values["hub"] = s.Hub
	}
	return d.forms.Edit("site", id, id, compact(values))
}

func (d *Desk) groupEdit(id, site hub.ID, g Group) hub.Edit {
	return d.forms.Edit("group", id, site, form.Values{"name": g.Name, "type": g.Type, "places": g.Places, "site": site})
}

func (d *Desk) staffEdit(id, site hub.ID, w Worker) hub.Edit {
	return d.forms.Edit("staff", id, id, compact(form.Values{
		"name": w.Name, "role": w.Role, "peg": orNil(w.Peg), "site": site,
	}))
}

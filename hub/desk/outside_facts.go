package desk

import (
	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/outside"
)

// oneChild is a child with its people and its place. In 托 is who has a place today.
func (g *gathering) oneChild(one OutsideOne, recs []hub.Record) (OutsideOne, bool) {
	facts := outside.Facts{}
	var child care.Child
	var place care.Enrolment
	var people []hub.Record
	for _, rec := range recs {
		switch rec.Kind {
		case "child":
			child = care.As[care.Child](g.forms, rec)
			facts[outside.OfChild] = rec
		case "person":
			people = append(people, rec)
		case "enrolment":
			if e := care.As[care.Enrolment](g.forms, rec); !e.Withdrawn && newer(e, place, g.today) {
				place = e
				facts[outside.OfEnrolment] = rec
			}
		}
	}
	if child.ID.IsZero() {
		return one, false
	}
	g.people(facts, people)
	one.facts, one.Name, one.Lane, one.Site = facts, child.Called(), child.Lane, child.Site
	in := place.On(g.today)
	if in {
		one.Site = place.Site
	}
	if rec, err := g.log.Record(g.ctx, "group", place.Group); err == nil {
		facts[outside.OfGroup] = rec
	}
	if g.sys.Template.About == outside.Care {
		return one, in && child.Withdrawn == ""
	}
	return one, child.Withdrawn == "" && child.Category != "expecting"
}

// newer says whether a place says more of today than another one: the one that is taken
// today, else the one that was taken last.
func newer(a, b care.Enrolment, today hub.Day) bool {
	if a.On(today) != b.On(today) {
		return a.On(today)
	}
	return b.ID.IsZero() || a.From > b.From
}

// people are the adults of a child by what they are to it; of several the one that was
// written first, as lists of pick-up persons show them.
func (g *gathering) people(facts outside.Facts, recs []hub.Record) {
	for _, rec := range recs {
		p := care.As[care.Person](g.forms, rec)
		if p.Withdrawn {
			continue
		}
		for relation, is := range map[outside.Relation]bool{
			outside.OfGuardian: p.Guardian, outside.OfCarer: p.Carer, outside.OfMother: p.Kinship == "mother", outside.OfFather: p.Kinship == "father",
		} {
			if _, known := facts[relation]; is && !known {
				facts[relation] = rec
			}
		}
	}
}

func (g *gathering) oneSite(one OutsideOne, recs []hub.Record) (OutsideOne, bool) {
	for _, rec := range recs {
		if rec.Kind != "site" {
			continue
		}
		site := care.As[care.Site](g.forms, rec)
		one.facts, one.Name, one.Lane, one.Site = outside.Facts{}, site.Name, rec.Lane, rec.ID
		return one, site.Role == "station"
	}
	return one, false
}

func (g *gathering) oneWorker(one OutsideOne, recs []hub.Record) (OutsideOne, bool) {
	facts := outside.Facts{}
	var worker care.Staff
	until := map[outside.Relation]string{}
	for _, rec := range recs {
		switch rec.Kind {
		case "staff":
			worker = care.As[care.Staff](g.forms, rec)
			facts[outside.OfStaff] = rec
		case "staff-file":
			facts[outside.OfStaffFile] = rec
		case "certificate":
			def, _ := g.forms.Get(rec.Kind)
			relation, ok := map[any]outside.Relation{"health": outside.OfHealthCert, "carer": outside.OfCarerCert}[valueOf(def, rec, "what")]
			to, _ := valueOf(def, rec, "to").(string)
			if ok && to > until[relation] && !isWithdrawn(def, rec) {
				until[relation], facts[relation] = to, rec
			}
		}
	}
	if worker.ID.IsZero() {
		return one, false
	}
	one.facts, one.Name, one.Lane, one.Site = facts, worker.Name, worker.Lane, worker.Site
	return one, !worker.Left && (worker.Role == hub.RoleHead || worker.Role == hub.RoleCarer)
}

// atSite adds what is said of the site.
func (g *gathering) atSite(site hub.ID, facts outside.Facts) error {
	at, known := g.sites[site]
	if !known {
		at = outside.Facts{}
		recs, err := g.log.Of(g.ctx, site, "site", "institution", "filing")
		if err != nil {
			return err
		}
		for _, rec := range recs {
			def, _ := g.forms.Get(rec.Kind)
			switch {
			case rec.Kind == "site":
				at[outside.OfSite] = rec
			case isWithdrawn(def, rec):
			case rec.Kind == "institution":
				at[outside.OfInstitution] = rec
			case valueOf(def, rec, "what") == "file" && valueOf(def, rec, "state") == "done":
				at[outside.OfFiling] = rec
			}
		}
		if head, ok := g.heads[site]; ok {
			at[outside.OfHead] = head
		}
		g.sites[site] = at
	}
	for relation, rec := range at {
		facts[relation] = rec
	}
	return nil
}

// readHeads finds who leads each site, where a system asks for sites.
func (g *gathering) readHeads() error {
	if g.sys.Template.About != outside.Sites {
		return nil
	}
	return g.log.Each(g.ctx, "staff", func(rec hub.Record) error {
		if s := care.As[care.Staff](g.forms, rec); s.Role == hub.RoleHead && !s.Left {
			if _, known := g.heads[s.Site]; !known {
				g.heads[s.Site] = rec
			}
		}
		return nil
	})
}

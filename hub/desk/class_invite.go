package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
)

// Invited is a family that a class is meant for.
type Invited struct {
	Child  care.Child // that it is meant for; of siblings the youngest
	Age    string     // 8 个月, 怀孕 20 周
	People []care.Person
	Phone  string // whole number of who is called first; "" none: somebody has to go there
	Whose  string // that number: 奶奶
	Told   care.ClassNotice
	Came   []care.ClassHere
	Heard  care.Replay // how far it has heard the recording
}

// There says whether somebody of the family came, or heard half of the recording.
func (i Invited) There() bool { return len(i.Came) > 0 || i.Heard.Half() }

// ExpectedAt are the families whom a class is meant for, who came of them, who was told: the
// list for calls too, whole numbers and all. The caller notes the look.
func (d *Desk) ExpectedAt(ctx context.Context, actor hub.Actor, of hub.ID) ([]Invited, error) {
	if err := d.allow(actor, hub.ActTeach); err != nil {
		return nil, err
	}
	c, err := d.class(ctx, of)
	if err != nil || c.Kind == "staff" {
		return nil, err
	}
	if !actor.Site.IsZero() { // to the next village's class she asks her own families
		c.Site = actor.Site
	}
	return d.invited(ctx, c, actor.May(hub.ActPhone))
}

// AbsentFrom are the families whom a class was meant for and who neither came nor heard half
// of its recording.
func (d *Desk) AbsentFrom(ctx context.Context, actor hub.Actor, of hub.ID) ([]Invited, error) {
	all, err := d.ExpectedAt(ctx, actor, of)
	return slices.DeleteFunc(all, Invited.There), err
}

// invited gathers the families of a class, the nearest age first.
func (d *Desk) invited(ctx context.Context, c *care.Class, phones bool) ([]Invited, error) {
	children, err := d.ChildrenOf(ctx, c.Site)
	if err != nil {
		return nil, err
	}
	recs, err := d.log.Households(ctx, "child", "site", c.Site, "person", "pregnancy", "class-here", "class-notice", "replay")
	if err != nil {
		return nil, err
	}
	by := map[hub.ID][]hub.Record{}
	g, err := d.sameness(ctx)
	if err != nil {
		return nil, err
	}
	for _, rec := range recs {
		by[g.leading(rec.Subject)] = append(by[g.leading(rec.Subject)], rec)
	}
	at := map[hub.ID]int{}
	var out []Invited
	hub.SortStable(children, func(a, b care.Child) int { return cmp.Compare(b.Birth, a.Birth) })
	for _, child := range children {
		age, fits := d.fits(c, &child, by[child.ID])
		i, known := at[child.FamilyID()]
		if !known {
			if !fits {
				continue
			}
			i, at[child.FamilyID()] = len(out), len(out)
			out = append(out, Invited{Child: child, Age: age})
		}
		d.invitedFacts(&out[i], c.ID, by[child.ID])
	}
	for i := range out {
		out[i].reach(phones)
	}
	return out, nil
}

// invitedFacts adds what is known of one child of a family.
func (d *Desk) invitedFacts(i *Invited, of hub.ID, recs []hub.Record) {
	for _, p := range care.All[care.Person](d.forms, "person", recs) {
		if !p.Withdrawn {
			i.People = append(i.People, p)
		}
	}
	for _, h := range care.All[care.ClassHere](d.forms, "class-here", recs) {
		if h.Class == of && !h.Gone {
			i.Came = append(i.Came, h)
		}
	}
	for _, n := range care.All[care.ClassNotice](d.forms, "class-notice", recs) {
		if n.Class == of && !n.Gone && n.Way != "" && cmp.Or(cmp.Compare(n.Day, i.Told.Day), cmp.Compare(n.Minute, i.Told.Minute)) >= 0 {
			i.Told = n
		}
	}
	for _, r := range care.All[care.Replay](d.forms, "replay", recs) {
		if r.Class == of && r.Heard >= i.Heard.Heard {
			i.Heard = r
		}
	}
}

// reach finds whom to call: who looks after the child, if she has a number.
func (i *Invited) reach(phones bool) {
	for _, p := range append([]care.Person{carerOf(i.People)}, i.People...) {
		if p.Phone == "" {
			continue
		}
		kin, _ := care.KinByCode(p.Kinship)
		i.Whose = cmp.Or(kin.Word, p.Name)
		if phones {
			i.Phone = p.Phone
		}
		return
	}
}

// fits says whether a class is meant for a child's family, and how old it is on its day.
func (d *Desk) fits(c *care.Class, child *care.Child, recs []hub.Record) (age string, ok bool) {
	if child.Category == "expecting" {
		weeks, known := d.weeks(recs, c.Day)
		if known {
			age = fmt.Sprintf("怀孕 %d 周", weeks)
		}
		everybody := c.To == 0 && c.Kind != "activity"
		return age, everybody || c.Kind == "pregnancy" && (!known || c.From <= weeks && weeks <= c.To)
	}
	a, ok := calendar.AgeOn(child.Birth, c.Day)
	if c.Kind == "pregnancy" || !ok || a.Months >= d.rules.CareToMonths && c.To < a.Months {
		return "", false // of an older child nobody asks but where the class says so
	}
	return a.FamilyText(), c.To == 0 || c.From <= a.Months && a.Months <= c.To
}

// weeks is how far a pregnancy is on a day, counted back from when the child is due.
func (d *Desk) weeks(recs []hub.Record, on hub.Day) (weeks int, ok bool) {
	for _, rec := range recs {
		if rec.Kind != "pregnancy" {
			continue
		}
		due, known := hub.Day(d.text(rec, "due")).Time()
		day, valid := on.Time()
		if known && valid {
			return 40 - int((due.Sub(day).Hours()/24+6)/7), true
		}
	}
	return 0, false
}
